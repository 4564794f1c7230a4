package charts

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// testContributions shares the dissimilarity of two groups of made-up size out over the named areas.
func testContributions(level indicators.Level, names ...string) analysis.SegregationAreas {
	s := analysis.SegregationAreas{
		Spec: analysis.SegregationSpec{ID: "background", Indicator: "employed", Title: lang.Text{Sv: "Boendesegregation efter bakgrund", En: "Residential segregation by background"},
			Groups: []indicators.Group{"background=foreign", "background=swedish"},
			Names:  []lang.Text{{Sv: "utländsk bakgrund", En: "foreign background"}, {Sv: "svensk bakgrund", En: "Swedish background"}}},
		Level: level, Period: indicators.Year(2024), Measures: []contribution.Measure{contribution.Dissimilarity}, Totals: []float64{0}, Half: []int{0},
		Sources: []string{"scb"},
	}
	var x, y []float64
	for i := range names {
		x, y = append(x, 300+40*float64(i*i%23)), append(y, 1200+90*float64(i*7%11))
	}
	X, Y := index.Total(x), index.Total(y)
	for i, name := range names {
		a := district(i, name)
		a.Level = level
		term := math.Abs(x[i]/X-y[i]/Y) / 2
		c := analysis.AreaContribution{Area: a, Persons: x[i] + y[i], Part: (x[i] + y[i]) / (X + Y), Share: x[i] / (x[i] + y[i])}
		c.Quotient = c.Share / (X / (X + Y))
		c.Terms = []analysis.Contribution{{Value: index.Estimate{Value: term, Lower: term * 0.9, Upper: term * 1.1, Level: 0.95}, Interval: true}}
		s.Totals[0] += term
		s.Areas = append(s.Areas, c)
	}
	order := slices.Clone(s.Areas)
	slices.SortFunc(order, func(a, b analysis.AreaContribution) int {
		return cmp.Compare(b.Terms[0].Value.Value, a.Terms[0].Value.Value)
	})
	sum := 0.0
	for rank, a := range order {
		t := &s.Areas[slices.IndexFunc(s.Areas, func(b analysis.AreaContribution) bool { return a.Area == b.Area })].Terms[0]
		t.Rank, t.Share = rank+1, t.Value.Value/s.Totals[0]
		if sum < 0.5 {
			s.Half[0]++
		}
		sum += t.Share
	}
	return s
}

func contributionCases(add addCase, o Options) {
	draw := func(name string, s analysis.SegregationAreas, o Options) {
		f, err := Contribution(s, contribution.Dissimilarity, o)
		add(name, f, err)
	}
	many := slices.Concat(districtNames, longNames, []string{"Svaneholm", "Rydboholm", "Gingri"})
	draw("contribution-many", testContributions(indicators.RegSO, many...), o)
	draw("contribution-schools", testContributions(indicators.School, districtNames[:6]...), o)
	for _, p := range Presets {
		o.Preset = p
		draw("preset-contribution-"+p.ID, testContributions(indicators.RegSO, many...), o)
	}
}

func TestContributionsAreLargestFirst(t *testing.T) {
	s := testContributions(indicators.District, districtNames...)
	f := made(t)(Contribution(s, contribution.Dissimilarity, testOptions(t, lang.Sv)))
	for i, r := range f.Table.Rows {
		if r[2].Raw != raw(float64(i+1)) {
			t.Errorf("row %d has rank %s", i+1, r[2].Raw)
		}
	}
	s.Reason = analysis.Withheld
	if _, err := Contribution(s, contribution.Dissimilarity, testOptions(t, lang.Sv)); err == nil {
		t.Error("contributions are drawn that are withheld")
	}
	if _, err := Contribution(testContributions(indicators.District, districtNames...), contribution.TheilH, testOptions(t, lang.Sv)); err == nil {
		t.Error("contributions to another measure are drawn")
	}
}
