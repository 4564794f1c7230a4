package charts

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

func gapCases(add addCase, o Options) {
	each := func(name string, c analysis.Comparison, o Options) {
		fs, err := Gap(c, o)
		if err != nil {
			add(name, nil, err)
		}
		for i, f := range fs {
			if i == 0 {
				add(name, f, nil)
			} else {
				add(fmt.Sprintf("%s-%d", name, i+1), f, nil)
			}
		}
	}
	each("gap-normal", testComparison(employed, districtNames...), o)
	each("gap-states", withStates(lowIncome), o)
	each("gap-one", testComparison(employed, "Norrby"), o)
	each("gap-long", testComparison(employed, longNames...), o)
	for _, p := range Presets {
		o.Preset = p
		each("preset-gap-"+p.ID, withStates(lowIncome), o)
		each("preset-gap-long-"+p.ID, testComparison(employed, longNames...), o)
	}
}

// marks returns the circles that a figure draws in the group of an area.
func marks(t *testing.T, f *Figure, area indicators.Area) []string {
	t.Helper()
	_, rest, ok := strings.Cut(string(write(t, f, "svg")), `<g id="`+f.Stem()+"-area-"+Slug(area.Code)+`">`)
	if !ok {
		t.Fatalf("no group for %s", area.Name)
	}
	rest, _, _ = strings.Cut(rest, "</g>")
	return regexp.MustCompile(`<circle[^>]*>`).FindAllString(rest, -1)
}

// Better is to the right whichever way the numbers run, and what is not sure is hollow.
func TestGapsPointTheBetterWay(t *testing.T) {
	for _, ind := range []indicators.Indicator{employed, lowIncome} {
		c := testComparison(ind, "Norrby", "Sjöbo", "Hulta")
		for i, d := range []float64{-8, 0.5, 6} {
			c.Areas[i].Difference = analysis.Difference{Estimate: index.Estimate{Value: d, Lower: d - 1, Upper: d + 1, Level: 0.95}, OK: true, Interval: true}
			c.Areas[i].Verdict = verdict(c.Areas[i].Difference, ind.Direction)
		}
		fs, err := Gap(c, testOptions(t, lang.Sv))
		if err != nil {
			t.Fatal(err)
		}
		at := make([]float64, 3)
		for i, a := range c.Areas {
			circles := marks(t, fs[0], a.Area)
			last := circles[len(circles)-1]
			if hollow := strings.Contains(last, "stroke="); hollow != (i == 1) && !strings.Contains(last, `fill="#12436D"`) && !strings.Contains(last, `fill="#B04A00"`) {
				t.Errorf("%s: %s is drawn as %s", ind.ID, a.Area.Name, last)
			}
			fmt.Sscanf(regexp.MustCompile(`cx="([0-9.]+)"`).FindStringSubmatch(last)[1], "%g", &at[i])
		}
		if (at[2] > at[0]) != (ind.Direction == indicators.HigherIsBetter) {
			t.Errorf("%s: −8 is at %v and +6 at %v", ind.ID, at[0], at[2])
		}
		// Distances are in proportion: from −8 to +0.5 is 8.5 of 14.
		if got := (at[1] - at[0]) / (at[2] - at[0]); math.Abs(got-8.5/14) > 0.001 {
			t.Errorf("%s: +0.5 lies at %v of the way from −8 to +6, want %v", ind.ID, got, 8.5/14)
		}
		way := map[indicators.Direction]string{indicators.HigherIsBetter: "Sysselsatta", indicators.LowerIsBetter: "Låg ekonomisk standard"}[ind.Direction]
		if want := way + ": 8,0\u00a0procentenheter lägre i Norrby än i övriga Borås"; fs[0].Title != want {
			t.Errorf("title %q, want %q", fs[0].Title, want)
		}
	}
}

func TestGapsNeedSomethingToCompare(t *testing.T) {
	if _, err := Gap(testComparison(income, districtNames...), testOptions(t, lang.Sv)); err == nil {
		t.Error("differences are drawn where there are none")
	}
}
