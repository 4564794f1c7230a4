package indicators

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseGroup(t *testing.T) {
	cases := []struct {
		text string
		want Group
	}{
		{"", Everyone},
		{"sex=women", "sex=women"},
		{"sex=women;age=20-24", "age=20-24;sex=women"},
		{" sex = women ; age=20-24", "age=20-24;sex=women"},
		{"kön=kvinnor", "kön=kvinnor"},
	}
	for _, c := range cases {
		if got, err := ParseGroup(c.text); err != nil || got != c.want {
			t.Errorf("ParseGroup(%q) = %q, %v, want %q", c.text, got, err, c.want)
		}
	}
}

func TestParseGroupRefuses(t *testing.T) {
	cases := []struct{ text, want string }{
		{"women", `want dim=category, found "women"`},
		{"sex=", "empty name"}, {"=women", "empty name"}, {";", "want dim=category"}, {"sex=women;", "want dim=category"},
		{"sex=a=b", "must not contain = or ;"},
		{"sex=men;sex=women", `names dimension "sex" twice`},
	}
	for _, c := range cases {
		if g, err := ParseGroup(c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("ParseGroup(%q) = %q, %v, want an error with %q", c.text, g, err, c.want)
		}
	}
}

func TestCategoriesOfAGroup(t *testing.T) {
	g, err := NewGroup(Category{"sex", "women"}, Category{"age", "20-24"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Category{{"age", "20-24"}, {"sex", "women"}}, g.Categories()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if v, ok := g.Get("sex"); v != "women" || !ok {
		t.Errorf("sex is %q, %v", v, ok)
	}
	if v, ok := g.Get("background"); ok {
		t.Errorf("background is %q, want none", v)
	}
	if cs := Everyone.Categories(); cs != nil {
		t.Errorf("everyone has categories %v", cs)
	}
}

func TestNewGroupLeavesItsInputAlone(t *testing.T) {
	cs := []Category{{"sex", "women"}, {"age", "20-24"}}
	if _, err := NewGroup(cs...); err != nil || cs[0].Dim != "sex" {
		t.Errorf("input is now %v, %v", cs, err)
	}
}

func FuzzParseGroup(f *testing.F) {
	for _, s := range []string{"", "sex=women", "b=2;a=1", "a=1;a=2", "=;=", " a = b "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g, err := ParseGroup(s)
		if err != nil {
			return
		}
		if again, err := ParseGroup(string(g)); err != nil || again != g {
			t.Errorf("%q reads as %q, which reads as %q, %v", s, g, again, err)
		}
		if again, err := NewGroup(g.Categories()...); err != nil || again != g {
			t.Errorf("the categories of %q make %q, %v", g, again, err)
		}
	})
}
