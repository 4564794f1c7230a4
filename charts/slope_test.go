package charts

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// withPast is a comparison with figures of four years before.
func withPast(c analysis.Comparison) analysis.Comparison {
	c.Earlier = indicators.Year(2020)
	c.CityPast = c.City
	c.CityPast.Value -= 1.1
	change := func(d, half float64) analysis.Difference {
		return analysis.Difference{Estimate: index.Estimate{Value: d, Lower: d - half, Upper: d + half, Level: 0.95}, OK: true, Interval: true}
	}
	c.Change = change(1.1, 0.4)
	c.Areas = slices.Clone(c.Areas)
	for i := range c.Areas {
		a := &c.Areas[i]
		if !a.Value.OK {
			a.Past = analysis.Value{Reason: analysis.NoObservation}
			continue
		}
		d := 3 * math.Sin(float64(i)*1.9)
		a.Past = a.Value
		a.Past.Value -= d
		a.Change = change(d, 1.6)
	}
	return c
}

func slopeCases(add addCase, o Options) {
	draw := func(name string, c analysis.Comparison, o Options) {
		f, err := Slope(c, o)
		add(name, f, err)
	}
	draw("slope-normal", withPast(testComparison(employed, districtNames...)), o)
	draw("slope-states", withPast(withStates(lowIncome)), o)
	for _, p := range Presets {
		o.Preset = p
		draw("preset-slope-"+p.ID, withPast(withStates(lowIncome)), o)
		draw("preset-slope-long-"+p.ID, withPast(testComparison(employed, longNames...)), o)
		draw("preset-slope-one-"+p.ID, withPast(testComparison(employed, "Norrby")), o)
		draw("preset-slope-many-"+p.ID, withPast(testComparison(employed, slices.Concat(districtNames, longNames, []string{"Svaneholm", "Rydboholm", "Gingri", "Aplared", "Dannike"})...)), o)
	}
}

// Only a change whose interval excludes zero has a colour of judgement.
func TestOnlySureChangesHaveColour(t *testing.T) {
	c := withPast(testComparison(employed, "Norrby", "Sjöbo", "Hulta"))
	for i, d := range []float64{-3, 0.4, 3} {
		c.Areas[i].Change.Value, c.Areas[i].Change.Lower, c.Areas[i].Change.Upper = d, d-1, d+1
	}
	for dir, want := range map[indicators.Direction][3]string{
		indicators.HigherIsBetter: {"#B04A00", "#8A9099", "#12436D"}, indicators.LowerIsBetter: {"#12436D", "#8A9099", "#B04A00"},
		indicators.NotJudged: {"#1F2328", "#8A9099", "#1F2328"},
	} {
		c.Indicator.Direction = dir
		f := made(t)(Slope(c, testOptions(t, lang.Sv)))
		for i, a := range c.Areas {
			_, g, _ := strings.Cut(string(write(t, f, "svg")), `<g id="`+f.Stem()+"-area-"+Slug(a.Area.Code)+`">`)
			if g, _, _ = strings.Cut(g, "</g>"); !strings.Contains(g, want[i]) {
				t.Errorf("direction %d: %s is drawn as %s, want %s", dir, a.Area.Name, g, want[i])
			}
		}
	}
	c.Indicator.Direction = indicators.HigherIsBetter
	f := made(t)(Slope(c, testOptions(t, lang.Sv)))
	if want := "Sysselsatta: säkert bättre i Hulta och sämre i Norrby än 2020"; f.Title != want {
		t.Errorf("title %q, want %q", f.Title, want)
	}
}

func TestSlopesNeedTwoPeriods(t *testing.T) {
	if _, err := Slope(testComparison(employed, "Norrby"), testOptions(t, lang.Sv)); err == nil {
		t.Error("a slope of one period is drawn")
	}
}
