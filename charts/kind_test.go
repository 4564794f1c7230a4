package charts

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The same figure in two sizes must not have one name, and figures of the first size keep the names that documents link to.
func TestThePresetIsTheEndOfTheID(t *testing.T) {
	d := Data{Results: &analysis.Results{Comparisons: []analysis.Comparison{testComparison(employed, districtNames...)}}}
	o := testOptions(t, lang.Sv)
	for _, p := range append([]Preset{{}}, Presets...) {
		o.Preset = p
		fs, err := Figures(Kinds[:1], d, Selection{Groups: []indicators.Group{indicators.Everyone}}, o)
		if err != nil {
			t.Fatal(err)
		}
		if len(fs) == 0 {
			t.Errorf("preset %q: no figure", p.ID)
		}
		for _, f := range fs {
			if first := p.ID == "" || p.ID == Presets[0].ID; first && f.ID != "compare-employed" || !first && !strings.HasSuffix(f.ID, "-"+p.ID) {
				t.Errorf("preset %q: a figure is called %s", p.ID, f.ID)
			}
		}
	}
}
