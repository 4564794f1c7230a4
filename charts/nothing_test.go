package charts

import (
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// hidden is a comparison of which everything about districts is withheld.
func hidden() analysis.Comparison {
	c := testComparison(employed, districtNames...)
	for i := range c.Areas {
		withhold(&c.Areas[i], analysis.Withheld, indicators.Suppressed)
	}
	c.NoFigures = analysis.Withheld
	return c
}

func nothingCases(add addCase, o Options) {
	f, err := Nothing("compare", hidden(), analysis.Withheld, o)
	add("nothing", f, err)
	for _, p := range Presets[1:] {
		o.Preset = p
		long := testComparison(employed, longNames...)
		f, err := Nothing("trend", long, analysis.TooFewPeriods, o)
		add("preset-nothing-"+p.ID, f, err)
	}
}

// Who asks for a figure that cannot be drawn gets one that says why; a report has none of what was not asked for.
func TestANoteStandsWhereNothingCanBeDrawn(t *testing.T) {
	o := testOptions(t, lang.Sv)
	d := Data{Results: &analysis.Results{Comparisons: []analysis.Comparison{testComparison(employed, districtNames...)}}}
	kind := func(id string) []Kind {
		return Kinds[slices.IndexFunc(Kinds, func(k Kind) bool { return k.ID == id }):][:1]
	}
	asked := Selection{Indicators: []string{"employed"}}
	for _, test := range []struct {
		kind  string
		s     Selection
		notes int
		why   string
	}{
		{"trend", Selection{}, 0, ""},
		{"trend", asked, 1, "för få tidpunkter går att jämföra"},
		{"spread", asked, 1, "underlaget räcker inte för det"},
		{"compare", Selection{Indicators: []string{"no-such"}}, 0, ""},
	} {
		fs, err := Figures(kind(test.kind), d, test.s, o)
		if err != nil {
			t.Fatal(err)
		}
		if len(fs) != test.notes {
			t.Errorf("%s of %v: %d figures, want %d", test.kind, test.s, len(fs), test.notes)
		}
		for _, f := range fs {
			if f.Nothing != test.why || f.ID != test.kind+"-employed" || !strings.Contains(f.Alt, test.why) {
				t.Errorf("%s says %q and %q", f.ID, f.Nothing, f.Alt)
			}
		}
	}
	d.Results.Comparisons[0] = hidden()
	fs, err := Figures(kind("compare"), d, Selection{}, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(fs) != 1 || fs[0].Nothing != "visas inte av sekretesskäl" {
		t.Errorf("a measure that is all withheld has %v in a report", fs)
	}
	fs, err = Figures(kind("compare"), Data{Results: &analysis.Results{Comparisons: []analysis.Comparison{testComparison(employed, "Norrby")}}}, Selection{}, o)
	if err != nil || len(fs) != 1 || fs[0].Nothing != "" {
		t.Errorf("a drawing is called a note: %v", err)
	}
}
