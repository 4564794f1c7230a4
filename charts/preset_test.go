package charts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// presetCases are the first kinds of charts in all sizes but the first, which the golden figures have.
func presetCases(add addCase, o Options) {
	for _, p := range Presets[1:] {
		o := o
		o.Preset = p
		each := func(name string, fs []*Figure, err error) {
			for i, f := range fs {
				add(fmt.Sprintf("preset-%s-%s-%d", name, p.ID, i+1), f, nil)
			}
			if err != nil {
				add(name, nil, err)
			}
		}
		one := func(name string, f *Figure, err error) { each(name, []*Figure{f}, err) }
		fs, err := ComparePages(withStates(lowIncome), o)
		each("compare", fs, err)
		fs, err = ComparePages(testComparison(employed, longNames...), o)
		each("compare-long", fs, err)
		f, err := Spread(testSpread(77), o)
		one("spread", f, err)
		five := o
		five.Highlight = []string{"D01", "D02", "D03", "D04", "D05", "D06"}
		f, err = Trend(withGaps(testTrend(districtNames...)), five)
		one("trend", f, err)
		f, err = Trend(testTrend(longNames...), five)
		one("trend-long", f, err)
		fs, err = TrendPanelPages(withGaps(testTrend(districtNames...)), o)
		each("panels", fs, err)
		fs, err = TrendPanelPages(testTrend(longNames...), o)
		each("panels-long", fs, err)
		cs, areas := testOverview()
		if p.ID == "half" { // on dozens of pages, else
			cs = cs[:4]
		}
		fs, err = Overview(cs, areas, o)
		each("overview", fs, err)
		fs, err = Overview(cs, append([]indicators.Area{district(90, strings.Join(longNames, "-"))}, areas...), o)
		each("overview-long", fs, err)
	}
}

// A preset is a promise of a size.
func TestPresetsKeepTheirSize(t *testing.T) {
	for name, f := range allFigures(t, lang.Sv) {
		for _, p := range Presets[1:] {
			if !strings.HasPrefix(name, "preset-") || !strings.Contains(name+"-", "-"+p.ID+"-") {
				continue
			}
			if d := f.Width - p.Width; max(d, -d) > 1e-6 {
				t.Errorf("%s is %.1f points wide, want %.1f", name, f.Width, p.Width)
			}
			if most := max(p.Rows, p.Height); f.Height > most && slices.Contains([]string{"compare", "gap", "panels", "overview"}, f.Chart) {
				t.Errorf("%s is %.1f points high, at most %.1f are allowed", name, f.Height, most)
			}
		}
	}
}
