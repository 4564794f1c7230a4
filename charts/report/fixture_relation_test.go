package report

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var nan = math.NaN()

// putTogether adds composite indices and what measures have to do with one another: with everything there, withheld, and not computed.
func putTogether(res *analysis.Results) {
	res.Options.AreaLevel = indicators.District
	part := func(ind indicators.Indicator, weight float64, drawn bool) analysis.CompositeMeasure {
		return analysis.CompositeMeasure{Indicator: ind, Period: indicators.Year(2025), Reversed: ind.ID == "employed", Weight: weight, Loading: 0.91, Shift: 0.4, Areas: 5, Drawn: drawn}
	}
	spec := analysis.CompositeSpec{ID: "conditions", Title: lang.Text{Sv: "Levnadsvillkor", En: "Living conditions"}, Note: lang.Text{Sv: "Eget index.", En: "Our own index."},
		Level: indicators.District, Normalisation: "exponential", Aggregation: "arithmetic", Available: 0.8, Shrink: true,
		Types:     analysis.TypeRule{Number: 3, Rule: "quantiles", Population: "population"},
		Published: &analysis.PublishedTypes{Source: "scb", Period: indicators.Year(2022), Version: "2020"}}
	full := analysis.Composite{Spec: spec, Version: version, Period: indicators.Year(2025), Parts: []analysis.CompositeMeasure{part(employed, 0.75, true), part(crowded, 0.25, false)},
		Explained: 0.82, Shift: 0.7, Factors: []composite.Factor{{Name: "weight", Indicator: 0, First: 0.1, Total: 0.2}, {Name: "weight", Indicator: 1, First: -0.01, Total: 0.1},
			{Name: "normalisation", Indicator: -1, First: 0.5, Total: 0.6}, {Name: "mean", Indicator: -1, First: nan, Total: nan}},
		Warnings: []analysis.Warning{{Code: "not_computed", Indicator: "conditions", Text: lang.Text{Sv: "Ett område saknas.", En: "One area is missing."}}}}
	for i, d := range districts {
		a := analysis.CompositeArea{Area: d, OK: true, Value: 70 - 12.5*float64(i), Available: 1, Rank: float64(i + 1), RankLower: float64(i + 1), RankUpper: float64(i + 2), LeaveLower: float64(i) + 0.5,
			LeaveUpper: float64(i + 1), ChanceLower: float64(i + 1), ChanceUpper: float64(i + 1), Type: 1 + i/2, Published: 1 + i/2, Changed: i == 1}
		for k := range full.Parts {
			a.Parts = append(a.Parts, analysis.CompositeScore{Value: value(60, 1, 1000), Used: 60, Score: 40, Contribution: 20.5 + float64(k)})
		}
		if i == 4 {
			a = analysis.CompositeArea{Area: d, Reason: analysis.TooFewParts, Value: nan, Rank: nan, RankLower: nan, RankUpper: nan, LeaveLower: nan, LeaveUpper: nan, ChanceLower: nan, ChanceUpper: nan}
			for range full.Parts {
				a.Parts = append(a.Parts, analysis.CompositeScore{Value: none(analysis.NoObservation, indicators.Missing), Used: nan, Score: nan, Contribution: nan})
			}
		}
		full.Areas = append(full.Areas, a)
	}
	estimate := func(v, half float64) index.Estimate {
		return index.Estimate{Value: v, Lower: v - half, Upper: v + half, Level: 0.95}
	}
	missing := index.Estimate{Value: nan, Lower: nan, Upper: nan}
	table := [][]float64{{2, 0, 0}, {0, 2, 0}, {0, 0, 0}}
	full.Agreement = []analysis.Agreement{
		{SameGround: true, Areas: 3, Reason: analysis.TooFewAreas, Kappa: missing, Spearman: missing, Largest: nan, Matched: nan, Kendall: nan, Table: table},
		{Areas: 4, Kappa: estimate(0.66, 0.13), Spearman: estimate(0.83, 0.1), Largest: 0.68, Matched: 0.95, Kendall: 0.72, Same: 3, Near: 4, Table: table},
	}
	withheld := analysis.Composite{Spec: spec, Reason: analysis.Withheld, Parts: []analysis.CompositeMeasure{part(employed, nan, false)}, Explained: nan, Shift: nan}
	withheld.Spec.ID, withheld.Spec.Published = "withheld", nil
	withheld.Parts[0].Loading, withheld.Parts[0].Shift = nan, nan
	res.Composites = []analysis.Composite{full, withheld}

	coefficient := func(v float64) analysis.Coefficient {
		return analysis.Coefficient{Estimate: estimate(v, 0.05), OK: true}
	}
	gone := analysis.Coefficient{Estimate: missing, Reason: analysis.Withheld}
	measures := []analysis.RelatedMeasure{{Indicator: employed}, {Indicator: crowded}, {Indicator: born}}
	pairs := []analysis.Pair{
		{X: 0, Y: 1, Areas: 5, Effective: 4.2, Pearson: coefficient(-0.91), Spearman: coefficient(-0.9), Weighted: coefficient(-0.92), P: 0.0004, Adjusted: 0.0012, Corrected: -0.95, SameTable: true},
		{X: 0, Y: 2, Areas: 5, Effective: nan, Pearson: gone, Spearman: gone, Weighted: gone, P: nan, Adjusted: nan, Corrected: nan, Reason: analysis.Withheld},
		{X: 1, Y: 2, Areas: 5, Effective: nan, Pearson: gone, Spearman: gone, Weighted: gone, P: nan, Adjusted: nan, Corrected: nan, Reason: analysis.SharedParts},
	}
	res.Relations = []analysis.Relations{
		{Level: indicators.District, Version: version, Indicators: measures, Pairs: pairs},
		{Level: indicators.DeSO, Version: version, Indicators: measures, Pairs: pairs[:1], Placed: true, Population: "population"},
	}
	judged := []analysis.DisadvantageMeasure{{Indicator: employed, Used: true, Areas: 5, High: 1}, {Indicator: crowded, Used: true, Areas: 5, High: 1}, {Indicator: median, Withheld: true}}
	for _, d := range []analysis.Disadvantage{{Level: indicators.District}, {Level: indicators.District, Best: true}, {Level: indicators.DeSO}, {Level: indicators.DeSO, Best: true, Reason: analysis.TooFewParts}} {
		d.Share, d.Several, d.Indicators, d.Permutations = 0.2, 2, judged, 9999
		d.AtLeast = []relation.Level{{Units: 5, Expected: 5, P: nan}, {Units: 1, Expected: 1.8, P: 1}, {Units: 1, Expected: 0.2, P: 0.0001}}
		for i, area := range districts {
			a := analysis.DisadvantageArea{Area: area, Of: 2, Expected: 0.4, P: 1, Adjusted: 1}
			if i == 0 {
				a.Count, a.P, a.Adjusted, a.By = 2, 0.04, 0.045, []int{0, 1}
			}
			d.Areas = append(d.Areas, a)
		}
		if d.Reason != analysis.NoReason {
			d.Areas, d.AtLeast = nil, nil
		}
		res.Disadvantage = append(res.Disadvantage, d)
	}
	res.Alike = &analysis.Alike{Level: indicators.District, Indicators: judged, Silhouette: 0.31, ByNumber: []float64{0.31}, Order: []int{2, 0, 1, 3},
		Groups: []analysis.AlikeGroup{{Areas: []int{0, 1, 2}, Scores: []float64{0.5, 0.4, nan}}, {Areas: []int{3}, Scores: []float64{-1.4, -1.2, nan}}}}
	for i, area := range districts {
		a := analysis.AlikeArea{Area: area, Scores: []float64{0.5, 0.4, nan}, Group: 1 + i/3, Silhouette: 0.3}
		if i == 4 {
			a.Group, a.Reason, a.Silhouette = 0, analysis.NoObservation, nan
		}
		res.Alike.Areas = append(res.Alike.Areas, a)
	}
	res.Findings = append(res.Findings,
		analysis.Finding{Kind: analysis.WorstBySeveral, Area: districts[0], Comparison: -1, Values: map[string]float64{"count": 2}},
		analysis.Finding{Kind: analysis.BestBySeveral, Area: districts[0], Comparison: -1, Values: map[string]float64{"count": 2}})
}
