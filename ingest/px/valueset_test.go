package px

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

const (
	valueSet = `[Descr]
Name=Kommuner 2025
Type=V
[Aggreg]
1=Kommunalförbund.agg
[Domain]
1=Kommun
2=Region
; anteckning
[Valuecode]
1=1490
2=0114
[Valuetext]
2="Upplands Väsby"
1=Borås
`
	aggregation = `[Aggreg]
Name=Kommunalförbund
Valueset=Kommuner 2025
Map=Sverige
1=S
2=N
[Aggtext]
1=Sjuhärad
2=Norrort
[S]
1=1490
2=1443
[N]
1=0114
`
)

func TestReadValueSet(t *testing.T) {
	want := ValueSet{
		Name: "Kommuner 2025", Type: "V", Domains: []string{"Kommun", "Region"}, Aggregations: []string{"Kommunalförbund.agg"},
		Values: []Value{{"1490", "Borås", 11}, {"0114", "Upplands Väsby", 12}},
	}
	for _, text := range []string{valueSet, byteOrderMark + valueSet, latin(valueSet), strings.ReplaceAll(valueSet, "\n", "\r\n") + "\x1a", strings.NewReplacer("[Valuecode]", "[VALUECODE]", "Name", "name").Replace(valueSet)} {
		got, warnings, err := ReadValueSet(readback.Input("t.vs", text), ingest.Options{})
		if err != nil || warnings != nil {
			t.Fatal(err, warnings)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	rows, err := readback.All(ValueSetFormat, readback.Input("t.vs", valueSet), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"1490", "Borås"}, {"0114", "Upplands Väsby"}}, rows.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestReadAggregation(t *testing.T) {
	want := Aggregation{Name: "Kommunalförbund", ValueSet: "Kommuner 2025", Map: "Sverige", Groups: []Group{
		{Code: "S", Text: "Sjuhärad", Members: []Member{{"1490", 11}, {"1443", 12}}, Line: 5},
		{Code: "N", Text: "Norrort", Members: []Member{{"0114", 14}}, Line: 6},
	}}
	got, warnings, err := ReadAggregation(readback.Input("t.agg", aggregation), ingest.Options{})
	if err != nil || warnings != nil {
		t.Fatal(err, warnings)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	rows, err := readback.All(AggregationFormat, readback.Input("t.agg", latin(aggregation)), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"S", "Sjuhärad", "1490"}, {"S", "Sjuhärad", "1443"}, {"N", "Norrort", "0114"}}, rows.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMalformedValueSets(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "t.vs: the file is empty; fetch it again"},
		{"a NUL", "[Descr]\nName=\x00\n", "t.vs:2: a NUL byte in text; the file may be UTF-16, or no text: save it as UTF-8"},
		{"no letter", "[Descr]\nName=\x81\n", "t.vs: the file has a byte that is no letter in windows-1252; set encoding to what it has"},
		{"another file", "code;text\n1490;Borås\n", `t.vs:1: "code;text" where [section] or key=value is expected` + "\n" + `t.vs:2: "1490;Borås" where [section] or key=value is expected`},
		{"settings before a section", "Name=x\n", `t.vs:1: "Name=x" comes before the first [section]; is this a value set?`},
		{"no codes", "[Descr]\nName=x\n", "t.vs: the section [Valuecode] is missing; every value set has it; fetch the file again"},
		{"a section twice", valueSet + "[Valuecode]\n1=x\n", "t.vs:16: the section [Valuecode] is on line 10 already; make them one\nt.vs:17: [Valuecode] has 1= on line 11 already; keep one of them"},
		{"a number twice", strings.Replace(valueSet, "2=0114", "1=0114", 1), "t.vs:12: [Valuecode] has 1= on line 11 already; keep one of them"},
		{"a code without a text", strings.Replace(valueSet, "2=\"Upplands Väsby\"\n", "", 1), `t.vs:12: [Valuetext] has no 2=, the text of the code "0114"; fetch the file again`},
		{"a text without a code", strings.Replace(valueSet, "2=0114\n", "", 1), "t.vs:13: [Valuetext] has 2=, of which [Valuecode] has no code; fetch the file again"},
		{"a large value set", "[Valuecode]\n1=a\n999=****\n", "t.vs:3: the value set goes on in two files of its name that end in .vsc and .vsn, which are not read; make it one file"},
	} {
		_, err := readback.All(ValueSetFormat, readback.Input("t.vs", c.text), ingest.Options{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
			continue
		}
		if _, ok := errors.AsType[indicators.Problem](err); !ok {
			t.Errorf("%T is no indicators.Problem", err)
		}
	}
	got, err := readback.All(ValueSetFormat, readback.Input("t.vs", "[Valuecode]\n1=a\n2=a\n"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`t.vs:3: the code "a" is on line 2 already, and is left out`}, got.Warnings); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMalformedAggregations(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no groups", "[Descr]\nName=x\n", "t.agg: the section [Aggreg] is missing; every aggregation has it; fetch the file again"},
		{"a group called as a section", "[Aggreg]\n1=Aggreg\n", `t.agg:2: the group "Aggreg" is called as a section of the file, or as another group; call it something else`},
		{"two groups of one section", "[Aggreg]\n1=a\n2=A\n[a]\n1=x\n", `t.agg:3: the group "A" is called as a section of the file, or as another group; call it something else`},
		{"a text too many", aggregation[:strings.Index(aggregation, "2=N")] + aggregation[strings.Index(aggregation, "[Aggtext]"):], "t.agg:8: [Aggtext] has 2=, of which [Aggreg] has no code; fetch the file again"},
	} {
		_, err := readback.All(AggregationFormat, readback.Input("t.agg", c.text), ingest.Options{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	got, err := readback.All(AggregationFormat, readback.Input("t.agg", aggregation+"3=0114\n[X]\n1=1\n"+"[Y]\n"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`t.agg:15: the group "N" has "0114" twice, and is read as if it had it once`, "t.agg:16: [X] is no group that [Aggreg] names, and is left out",
		"t.agg:18: [Y] is no group that [Aggreg] names, and is left out",
	}
	if diff := cmp.Diff(want, got.Warnings); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	got, err = readback.All(AggregationFormat, readback.Input("t.agg", "[Aggreg]\n1=a\n"), ingest.Options{})
	if err != nil || len(got.Rows) != 0 || len(got.Warnings) != 1 || got.Warnings[0] != `t.agg:2: the group "a" has no members` {
		t.Errorf("%v %v %q", err, got.Rows, got.Warnings)
	}
}

// The numbers are those that grep counts in the files.
func TestValueSetAndAggregationOfPxWeb(t *testing.T) {
	v, warnings, err := ReadValueSet(shared(t, examples+"aggregations/Kommuner2003.vs"), ingest.Options{})
	if err != nil || warnings != nil {
		t.Fatal(err, warnings)
	}
	a, warnings, err := ReadAggregation(shared(t, examples+"aggregations/Lokala arbetsmarknader98-.agg"), ingest.Options{})
	if err != nil || warnings != nil {
		t.Fatal(err, warnings)
	}
	if len(v.Values) != 290 || v.Values[0] != (Value{"0114", "Upplands Väsby", 9}) || v.Name != "Region1999/2003" || len(a.Groups) != 100 || a.Name != "local labor markets98-" {
		t.Errorf("%d values of %s, %d groups of %s", len(v.Values), v.Name, len(a.Groups), a.Name)
	}
	known := map[string]bool{}
	for _, x := range v.Values {
		known[x.Code] = true
	}
	members := 0
	for _, g := range a.Groups {
		for _, m := range g.Members {
			members++
			if !known[m.Code] {
				t.Errorf("the group %s has %s, which the value set does not have", g.Code, m.Code)
			}
		}
	}
	if members != 290 {
		t.Errorf("%d members, want 290", members)
	}
}
