package report

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

func indexChange(t testing.TB, id string, v, half float64) analysis.IndexChange {
	t.Helper()
	return analysis.IndexChange{Index: lookup(t, id, 0).Index, Difference: difference(v, half), Corrected: v, P: 0.002, Certain: math.Abs(v) > half}
}

// segregationOverTime adds everything that segregation over time, scales and areas can be: series that rise, stand still, have one period, are
// withheld, broken, carried over and of another delimitation; levels with and without parts; contributions with and without changes.
func segregationOverTime(t testing.TB, res *analysis.Results) {
	spec, school := res.Segregation[0].Spec, res.Segregation[3].Spec
	spec.Indices = []string{"dissimilarity", "isolation"}
	small := []indicators.Area{area(indicators.DeSO, "DR1", "", "R1"), area(indicators.DeSO, "DR2", "", "R2"), area(indicators.DeSO, "DR3", "", "R3")}
	at := func(year int, d float64, carried bool) analysis.SegregationPeriod {
		p := analysis.SegregationPeriod{Period: indicators.Year(year), Carried: carried, Indices: []analysis.IndexValue{lookup(t, "dissimilarity", d), lookup(t, "isolation", 0.49)}}
		if carried {
			p.Crossed = []analysis.CrosswalkError{{Lower: 0.341, Upper: 0.377, OK: true}, {}}
		}
		return p
	}
	change := func(from, to int, whole bool, v float64) analysis.SegregationChange {
		return analysis.SegregationChange{From: indicators.Year(from), To: indicators.Year(to), Whole: whole,
			Indices: []analysis.IndexChange{indexChange(t, "dissimilarity", v, 0.012), {Index: lookup(t, "isolation", 0).Index, Difference: analysis.Difference{Reason: analysis.Undefined}, Undefined: "no one"}}}
	}
	term := func(c analysis.Cause, v float64) analysis.CauseTerm {
		return analysis.CauseTerm{Cause: c, Difference: difference(v, 0.004), Corrected: v}
	}
	rising := analysis.SegregationSeries{Spec: spec, Level: indicators.DeSO, Version: version, From: indicators.DeSO, Areas: small, Drawn: 999,
		Dropped: small[:1], Sparse: []indicators.Period{indicators.Year(2019)},
		Periods: []analysis.SegregationPeriod{at(2022, 0.351, true), at(2023, 0.361, false), at(2025, 0.382, false)},
		Changes: []analysis.SegregationChange{change(2022, 2025, true, 0.031), change(2022, 2023, false, 0.01), change(2023, 2025, false, 0.021)},
		Causes: []analysis.SegregationCauses{{From: indicators.Year(2022), To: indicators.Year(2025), Index: lookup(t, "theil-h-change", 0).Index, Change: term("", 0.0213),
			Appeared: small[2:], Terms: []analysis.CauseTerm{term(analysis.GroupSizes, 0.0011), term(analysis.AreaSizes, -0.0007), term(analysis.Appearing, 0.0034),
				term(analysis.Vanishing, 0), term(analysis.Association, 0.0175)}}},
	}
	rising.Changes[0].Noise, rising.Changes[0].Carried, rising.Changes[1].Carried = true, true, true
	still := rising
	still.Level, still.From, still.Areas, still.Dropped, still.Sparse = indicators.District, indicators.DeSO, districts, nil, nil
	still.Periods = []analysis.SegregationPeriod{at(2022, 0.421, false), at(2025, 0.423, false)}
	still.Changes = []analysis.SegregationChange{change(2022, 2025, true, 0.002)}
	still.Causes = []analysis.SegregationCauses{{Index: rising.Causes[0].Index, Reason: analysis.Undefined, Undefined: "too little"}}
	older := still
	older.Version, older.Periods, older.Changes, older.Causes = "2018", []analysis.SegregationPeriod{at(2017, 0.4, false)}, nil, nil
	older.Reason = analysis.TooFewPeriods
	hidden := still
	hidden.Level, hidden.Reason = indicators.RegSO, analysis.Withheld
	broken := still
	broken.Spec = school
	broken.Level, broken.Changes, broken.Causes = indicators.School, []analysis.SegregationChange{change(2022, 2025, true, 0)}, nil
	broken.Changes[0].Indices, broken.Changes[0].Reason = nil, analysis.Broken
	res.SegregationSeries = []analysis.SegregationSeries{rising, still, older, hidden, broken}

	share := func(v float64) analysis.IndexValue { return lookup(t, "multigroup-theil-h", v) }
	res.SegregationScales = []analysis.SegregationScales{
		{Spec: spec, Apart: []indicators.Level{indicators.RegSO}, Macro: lookup(t, "macro-micro-ratio", 0.36), Levels: []analysis.ScaleLevel{
			{At: 0, Level: indicators.DeSO, Areas: 77, Persons: 115217, Indices: res.Segregation[0].Indices, Expected: []float64{0.021, math.NaN()}, Same: true},
			{At: 1, Level: indicators.District, Areas: 5, Persons: 77686, Indices: res.Segregation[1].Indices, Expected: []float64{0.011, 0.389}}},
			Parts: analysis.SegregationParts{Period: indicators.Year(2025), Total: share(0.174), Outside: 0.33, Divided: 2, Terms: []analysis.ScaleTerm{
				{Level: indicators.District, In: indicators.City, Areas: 6, Value: share(0.137), Share: share(0.79)},
				{Level: indicators.DeSO, In: indicators.District, Areas: 77, Value: share(0.037), Share: share(0.21)}}}},
		{Spec: school, Levels: []analysis.ScaleLevel{{At: 3, Level: indicators.School, Areas: 8, Indices: res.Segregation[3].Indices, Expected: []float64{0.05, 0.4}}},
			Parts: analysis.SegregationParts{Reason: analysis.TooFewAreas}},
	}

	measures := []contribution.Measure{contribution.Dissimilarity, contribution.MutualInformation, contribution.TheilH}
	areas := analysis.SegregationAreas{Spec: spec, At: 0, Level: indicators.DeSO, Version: version, Period: indicators.Year(2025), Earlier: indicators.Year(2022),
		Measures: measures, Totals: []float64{0.382, 0.112, 0.174}, Half: []int{1, 1, 1}}
	for i, a := range small {
		c := analysis.AreaContribution{Area: a, Persons: 1500, Share: 0.88 - 0.4*float64(i), Quotient: 2.5 - float64(i), Structural: 0.0012}
		for range measures {
			c.Terms = append(c.Terms, analysis.Contribution{Value: index.Estimate{Value: 0.0123}, Share: 0.591 / float64(i+1), Rank: i + 1,
				Change: difference(0.0077-0.0077*float64(i), 0.0025)})
		}
		areas.Areas = append(areas.Areas, c)
	}
	areas.Areas[2].Share, areas.Areas[2].Quotient, areas.Areas[2].Structural = math.NaN(), math.NaN(), math.NaN()
	withheld := analysis.SegregationAreas{Spec: spec, At: 1, Level: indicators.District, Reason: analysis.Withheld}
	noPast := areas
	noPast.Spec, noPast.Level, noPast.Past, noPast.Earlier = school, indicators.School, analysis.Withheld, indicators.Period{}
	res.SegregationAreas = []analysis.SegregationAreas{areas, withheld, noPast}

	res.SegregationPairs = []analysis.SegregationPair{{School: 3, Home: 0, Indices: []analysis.PairIndex{
		{School: lookup(t, "dissimilarity", 0.39), Home: lookup(t, "dissimilarity", 0.382), SchoolChance: 0.045, HomeChance: 0.021, Difference: indexChange(t, "dissimilarity", 0.008, 0.005)},
		{School: lookup(t, "isolation", 0.49), Home: lookup(t, "isolation", 0.49), SchoolChance: math.NaN(), HomeChance: 0.346, Difference: indexChange(t, "isolation", 0, 0.005)},
	}}}
	res.Findings = append(res.Findings,
		analysis.Finding{Kind: analysis.MoreApart, Indicator: spec.ID, Index: "dissimilarity", Period: indicators.Year(2025), Comparison: -1,
			Values: map[string]float64{"value": 0.382, "past": 0.351, "change": 0.031, "areas": 3}},
		analysis.Finding{Kind: analysis.SchoolsApart, Indicator: school.ID, Index: "dissimilarity", Period: indicators.Year(2025), Comparison: -1})
}
