package registry_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

var families = []index.Family{index.Segregation, index.Inequality, index.Disparity, index.Rate, index.Composite, index.Autocorrelation}

// each runs f for every index of the registry.
func each(t *testing.T, f func(t *testing.T, ix index.Index)) {
	t.Helper()
	all := registry.All()
	if len(all) < 12 {
		t.Fatalf("got %d indices, want at least the 12 of segregation", len(all))
	}
	for _, ix := range all {
		t.Run(ix.ID, func(t *testing.T) { f(t, ix) })
	}
}

// eachAtOnce runs f for every index of the registry, on all processors.
func eachAtOnce(t *testing.T, f func(t *testing.T, ix index.Index)) {
	t.Helper()
	each(t, func(t *testing.T, ix index.Index) {
		t.Parallel()
		f(t, ix)
	})
}

func TestEveryIndexIsComplete(t *testing.T) {
	id := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	seen := make(map[string]bool)
	each(t, func(t *testing.T, ix index.Index) {
		if !id.MatchString(ix.ID) {
			t.Errorf("got id %q, want lower case words joined by hyphens", ix.ID)
		}
		if seen[ix.ID] {
			t.Errorf("id %q is used twice", ix.ID)
		}
		seen[ix.ID] = true
		if !slices.Contains(families, ix.Family) {
			t.Errorf("got family %q, want one of %v", ix.Family, families)
		}
		if got := functions(ix); got != 1 {
			t.Errorf("got %d functions, want exactly one", got)
		}
		for name, text := range map[string]string{"formula": ix.Formula, "source": ix.Source, "needs": ix.Needs} {
			if strings.TrimSpace(text) == "" || strings.Contains(text, "\n") {
				t.Errorf("%s: got %q, want one line", name, text)
			}
		}
		for name, text := range map[string]lang.Text{"name": ix.Name, "reading": ix.Reading, "caveat": ix.Caveat} {
			if strings.TrimSpace(text.Sv) == "" || strings.TrimSpace(text.En) == "" {
				t.Errorf("%s: got %+v, want both languages", name, text)
			}
			if name != "name" && text.Sv == text.En {
				t.Errorf("%s: both languages say %q", name, text.Sv)
			}
		}
		for _, text := range []string{ix.Reading.Sv, ix.Reading.En} {
			if strings.Count(text, "%s") != 1 || strings.Count(text, "%") != 1 {
				t.Errorf("reading %q: want exactly one %%s and no other verb", text)
			}
		}
		if !(ix.Min < ix.Max) {
			t.Errorf("got range %v to %v, want a range", ix.Min, ix.Max)
		}
		params := make(map[string]bool)
		for _, p := range ix.Params {
			switch {
			case !id.MatchString(p.Name) || params[p.Name]:
				t.Errorf("parameter %q: want a unique lower case word", p.Name)
			case !(p.Min < p.Max) || math.IsInf(p.Min, 0) || math.IsInf(p.Max, 0):
				t.Errorf("parameter %s: got bounds %v to %v, want a finite range", p.Name, p.Min, p.Max)
			case !(p.Default >= p.Min && p.Default <= p.Max):
				t.Errorf("parameter %s: got default %v, want it within %v to %v", p.Name, p.Default, p.Min, p.Max)
			case strings.TrimSpace(p.Doc) == "":
				t.Errorf("parameter %s has no documentation", p.Name)
			}
			params[p.Name] = true
		}
	})
}

// functions counts the function fields that are set.
func functions(ix index.Index) int {
	n := 0
	for _, set := range []bool{
		ix.TwoGroup != nil, ix.MultiGroup != nil, ix.Ordered != nil, ix.Unequal != nil, ix.Disparate != nil,
		ix.PerUnit != nil, ix.Stratified != nil, ix.UnequalParts != nil, ix.DisparateParts != nil, ix.DisparateChange != nil,
		ix.Combined != nil, ix.TwoGroupParts != nil, ix.MultiGroupParts != nil, ix.OrderedParts != nil, ix.ChangeParts != nil,
	} {
		if set {
			n++
		}
	}
	return n
}

func TestFamiliesMakeUpTheRegistry(t *testing.T) {
	var got, want []string
	for _, f := range families {
		for _, ix := range registry.Family(f) {
			if ix.Family != f {
				t.Errorf("family %s holds %s of %s", f, ix.ID, ix.Family)
			}
			got = append(got, ix.ID)
		}
	}
	for _, ix := range registry.All() {
		want = append(want, ix.ID)
	}
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("families against All (got -, want +):\n%s", d)
	}
	if got := registry.Family("astrology"); len(got) != 0 {
		t.Errorf("unknown family: got %d indices, want none", len(got))
	}
}

func TestAllIsTheCallersOwn(t *testing.T) {
	registry.All()[0].ID = "changed"
	if got := registry.All()[0].ID; got == "changed" {
		t.Error("a caller could change the registry")
	}
}

func TestLookup(t *testing.T) {
	each(t, func(t *testing.T, ix index.Index) {
		got, err := registry.Lookup(ix.ID)
		if err != nil || got.ID != ix.ID {
			t.Errorf("got %q, %v", got.ID, err)
		}
	})
	for _, tc := range []struct{ id, want string }{
		{"dissimilarty", `no index is called "dissimilarty"; did you mean dissimilarity?`},
		{"Dissimilarity", "did you mean dissimilarity or expected-dissimilarity or modified-dissimilarity or "},
		{"theilh", "did you mean theil-h"},
		{"isolatoin", "did you mean isolation?"},
		{"segregation", "did you mean gorard-segregation or gini-segregation or atkinson-segregation or segregation-curve?"},
		{"xyzzy", `no index is called "xyzzy", and none of the`},
		{"", "has a name like it"},
		{strings.Repeat("dissimilarity", 100_000), "has a name like it"},
	} {
		_, err := registry.Lookup(tc.id)
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%.30q: got error %v, want one that says %q", tc.id, err, tc.want)
		}
	}
}
