package charts

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testRankLine is a profile with heights at bounds and straight lines between them for a polynomial.
func testRankLine(year int, v float64, points ...curve.Point) analysis.RankOrderLine {
	l := analysis.RankOrderLine{Period: indicators.Year(year), Areas: 36, Thresholds: points, Fitted: points, Degree: 2, Index: testIndex("rank-order-theil-h", v, 0.004)}
	for _, q := range points {
		l.Bounds = append(l.Bounds, q.X)
	}
	return l
}

func testRankOrder(names []lang.Text, lines ...analysis.RankOrderLine) analysis.RankOrder {
	r := analysis.RankOrder{Level: indicators.DeSO, Version: "2025", Lines: lines, Spec: analysis.SegregationSpec{
		ID: "income", Title: lang.Text{Sv: "Boendesegregation efter inkomst", En: "Residential segregation by income"}, Indicator: "employed", Ordered: true,
		Names: names,
	}}
	for i := range names {
		r.Spec.Groups = append(r.Spec.Groups, indicators.Group("income="+string(rune('a'+i))))
	}
	return r
}

var (
	fourClasses = []lang.Text{{Sv: "under 200 tkr", En: "under SEK 200k"}, {Sv: "200–299 tkr", En: "SEK 200–299k"},
		{Sv: "300–399 tkr", En: "SEK 300–399k"}, {Sv: "400 tkr och mer", En: "SEK 400k and more"}}
	longClasses = []lang.Text{{Sv: "förgymnasial utbildning kortare än nio år", En: "compulsory education, less than nine years"},
		{Sv: "gymnasial utbildning, högst två år", En: "upper secondary education, at most two years"},
		{Sv: "eftergymnasial utbildning, tre år eller längre", En: "post-secondary education, three years or more"}}
)

func rankOrderCases(add addCase, o Options) {
	older := testRankLine(2018, 0.052, curve.Point{X: 0.24, Y: 0.061}, curve.Point{X: 0.52, Y: 0.049}, curve.Point{X: 0.77, Y: 0.056})
	newer := testRankLine(2024, 0.061, curve.Point{X: 0.21, Y: 0.083}, curve.Point{X: 0.47, Y: 0.055}, curve.Point{X: 0.71, Y: 0.062})
	two := testRankOrder(fourClasses, older, newer)
	two.Change = analysis.Difference{Estimate: index.Estimate{Value: 0.009, Lower: 0.004, Upper: 0.014, Level: 0.95}, OK: true, Interval: true}
	f, err := RankOrder(two, o)
	add("rank-order-normal", f, err)
	f, err = RankOrder(testRankOrder(fourClasses, analysis.RankOrderLine{Period: indicators.Year(2018), Reason: analysis.Withheld}, newer), o)
	add("rank-order-states", f, err)
	long := testRankOrder(longClasses, testRankLine(2018, -0.0002, curve.Point{X: 0.02, Y: -0.0001}, curve.Point{X: 0.97, Y: 0.0003}))
	long.Lines[0].Carried = true
	f, err = RankOrder(long, o)
	add("rank-order-long", f, err)
	for _, p := range Presets[1:] {
		q := o
		q.Preset = p
		f, err = RankOrder(two, q)
		add("preset-rank-order-"+p.ID, f, err)
		f, err = RankOrder(long, q)
		add("preset-rank-order-long-"+p.ID, f, err)
	}
}

func TestProfilesByRankThatAreWithheldAreNotDrawn(t *testing.T) {
	o := testOptions(t, lang.Sv)
	newer := testRankLine(2024, 0.061, curve.Point{X: 0.21, Y: 0.083}, curve.Point{X: 0.47, Y: 0.055}, curve.Point{X: 0.71, Y: 0.062})
	gone := analysis.RankOrderLine{Period: indicators.Year(2024), Reason: analysis.Withheld}
	if _, err := RankOrder(testRankOrder(fourClasses, gone), o); err == nil {
		t.Error("a figure of a withheld profile")
	}
	fs, err := rankOrderFigures(Data{Results: &analysis.Results{RankOrders: []analysis.RankOrder{testRankOrder(fourClasses, gone)}}}, Selection{}, o)
	if len(fs) > 0 || err != nil {
		t.Errorf("%d figures, error %v", len(fs), err)
	}
	gone.Period = indicators.Year(2018)
	f := made(t)(RankOrder(testRankOrder(fourClasses, gone, newer), o))
	if got := strings.Join(f.Notes, " "); !strings.Contains(got, "Kurvan för 2018 visas inte av sekretesskäl.") {
		t.Errorf("notes %q", got)
	}
	// A class that nobody is in has no threshold of its own on one side.
	newer.Bounds = append([]float64{0}, newer.Bounds...)
	f = made(t)(RankOrder(testRankOrder(append([]lang.Text{{Sv: "ingen", En: "none"}}, fourClasses...), newer), o))
	if got := f.Table.Rows[0][4].Text; got != "." {
		t.Errorf("H where nobody is below is printed as %q", got)
	}
}
