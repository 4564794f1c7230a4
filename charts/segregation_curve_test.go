package charts

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/segregation"
)

func testIndex(id string, v, half float64) analysis.IndexValue {
	ix, _ := registry.Lookup(id)
	return analysis.IndexValue{Index: ix, Value: index.Estimate{Value: v, Lower: v - half, Upper: v + half, Level: 0.95}, OK: true, Interval: half > 0}
}

// testLine is the curve of two groups in made-up areas; the greater by, the more they live apart.
func testLine(t int, areas int, by float64) analysis.CurveLine {
	c := index.Composition{Counts: make([][]float64, 2)}
	for i := range areas {
		p := 0.05 + 0.9*math.Pow(float64(i+1)/float64(areas+1), by)
		n := 800 + 400*math.Sin(float64(i))
		c.Counts[0], c.Counts[1] = append(c.Counts[0], math.Round(n*p)), append(c.Counts[1], math.Round(n*(1-p)))
	}
	others, group, _ := segregation.SegregationCurve(c)
	l := analysis.CurveLine{Period: indicators.Year(t), Areas: areas}
	for i := range others {
		l.Points = append(l.Points, curve.Point{X: others[i], Y: group[i]})
	}
	for i := range 11 {
		l.Tenths = append(l.Tenths, curve.Height(l.Points, float64(i)/10))
	}
	at, d := curve.Farthest(l.Points)
	l.Farthest = l.Points[at]
	l.Indices = []analysis.IndexValue{testIndex("gini-segregation", curve.Gini(l.Points), 0.006), testIndex("dissimilarity", d, 0.005)}
	return l
}

func testCurve(names []lang.Text, lines ...analysis.CurveLine) analysis.Curve {
	return analysis.Curve{Kind: analysis.SegregationCurve, Level: indicators.DeSO, Version: "2025", Lines: lines, Spec: analysis.SegregationSpec{
		ID: "background", Title: lang.Text{Sv: "Boendesegregation efter bakgrund", En: "Residential segregation by background"}, Indicator: "employed",
		Groups: []indicators.Group{"background=foreign", "background=swedish"}, Names: names,
	}}
}

var (
	backgrounds = []lang.Text{{Sv: "utländsk bakgrund", En: "foreign background"}, {Sv: "svensk bakgrund", En: "Swedish background"}}
	longGroups  = []lang.Text{{Sv: "eftergymnasial utbildning, tre år eller längre", En: "post-secondary education, three years or more"},
		{Sv: "förgymnasial utbildning kortare än nio år", En: "compulsory education, less than nine years"}}
)

func segregationCurveCases(add addCase, o Options) {
	two := testCurve(backgrounds, testLine(2012, 77, 2.1), testLine(2025, 77, 2.6))
	two.Change = analysis.Difference{Estimate: index.Estimate{Value: 0.018, Lower: 0.011, Upper: 0.026, Level: 0.95}, OK: true, Interval: true}
	f, err := SegregationCurve(two, o)
	add("segregation-curve-normal", f, err)
	states := testCurve(backgrounds, testLine(2012, 77, 2.1), testLine(2025, 77, 2.6))
	states.Lines[0] = analysis.CurveLine{Period: indicators.Year(2012), Areas: 77, Reason: analysis.Withheld}
	f, err = SegregationCurve(states, o)
	add("segregation-curve-states", f, err)
	f, err = SegregationCurve(testCurve(backgrounds, testLine(2025, 2, 1)), o)
	add("preset-segregation-curve-two", f, err)
	long := testCurve(longGroups, testLine(2012, 20, 9), testLine(2025, 20, 12))
	long.Lines[0].Carried = true
	f, err = SegregationCurve(long, o)
	add("segregation-curve-long", f, err)
	for _, p := range Presets[1:] {
		q := o
		q.Preset = p
		f, err = SegregationCurve(two, q)
		add("preset-segregation-curve-"+p.ID, f, err)
		f, err = SegregationCurve(long, q)
		add("preset-segregation-curve-long-"+p.ID, f, err)
	}
}

func TestWithheldCurvesAreNotDrawn(t *testing.T) {
	o := testOptions(t, lang.Sv)
	c := testCurve(backgrounds, testLine(2012, 77, 2.1), analysis.CurveLine{Period: indicators.Year(2025), Reason: analysis.Withheld})
	if _, err := SegregationCurve(c, o); err == nil {
		t.Error("a figure of a withheld curve")
	}
	fs, err := segregationCurveFigures(Data{Results: &analysis.Results{Curves: []analysis.Curve{c}}}, Selection{}, o)
	if len(fs) > 0 || err != nil {
		t.Errorf("%d figures, error %v", len(fs), err)
	}
	slices.Reverse(c.Lines)
	f := made(t)(SegregationCurve(c, o))
	if got := strings.Join(f.Notes, " "); !strings.Contains(got, "Kurvan för 2025 visas inte av sekretesskäl.") {
		t.Errorf("notes %q", got)
	}
}

// Levels of one spec are the same people in larger areas: the smallest are drawn.
func TestTheCurveOfTheSmallestAreasIsDrawn(t *testing.T) {
	deso, district := testCurve(backgrounds, testLine(2025, 77, 2.6)), testCurve(backgrounds, testLine(2025, 17, 2.6))
	district.Level = indicators.District
	fs, err := segregationCurveFigures(Data{Results: &analysis.Results{Curves: []analysis.Curve{deso, district}}}, Selection{}, testOptions(t, lang.Sv))
	if err != nil || len(fs) != 1 || !strings.Contains(fs[0].Subtitle, "77 DeSO-områden") {
		t.Fatalf("%d figures, error %v", len(fs), err)
	}
}
