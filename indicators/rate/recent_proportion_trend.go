package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var recentProportionTrend = index.Index{
	ID:      "recent-proportion-trend",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Utveckling på senare år för en andel (Fingertips regel)", En: "Recent trend of a proportion (Fingertips' rule)"},
	Formula: "χ² = N(N Σtx − X Σtn)²/(X(N − X)(N Σt²n − (Σtn)²)) over the last five years; a trend if χ² > 9.5495 and the slope of ln(x/(n − x)) on t keeps its sign with any one year left out",
	Source:  "Fingertips (Office for Health Improvement and Disparities), technical guidance on recent trends; Armitage, P. (1955). Tests for linear trends in proportions and frequencies. Biometrics 11(3), 375–386.",
	Min:     math.Inf(-1), Max: inf,
	Params: []index.Param{trendPoints, trendSignificance},
	Reading: lang.Text{
		Sv: "Utvecklingen på senare år är %s (1: ökar, −1: minskar, 0: ingen säker förändring).",
		En: "The recent trend is %s (1: increasing, −1: decreasing, 0: no significant change).",
	},
	Caveat: lang.Text{
		Sv: "Ser sällan en förändring i ett stadsdelsområde: att ingen säkert har hittats betyder inte att det är oförändrat.",
		En: "Seldom sees a change in a district: that none is found with certainty does not mean that nothing has changed.",
	},
	Needs:      "events among people by year, the last five without a gap",
	Programs:   []string{"Fingertips: recent trend", "PHEindicatormethods: assign_trend_markers"},
	Properties: index.Permutation,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOfRecent(RecentProportionTrend(s, int(trendPoints.From(p)), trendSignificance.From(p)))
	},
}

// RecentProportionTrend returns, for each unit of s, the trend of the share s.Count of s.Population over the last years, five as a rule,
// as Fingertips defines it: the chi-squared test of Armitage (1955) at 0.2 per cent, and the slope of the unweighted log odds on the
// year, which must keep its sign when any one year is left out.
//
// The strata are years. They must follow upon each other and end with the latest of all units; a unit that misses one has no
// trend. Fingertips numbers the points by position, so that a year for which no row was delivered goes unnoticed. Its published
// program (TrendMarkerCalculator of fingertips-open) never sets the slope that says the direction of a proportion, which is then
// decreasing however it went. A unit with none or all of its people in a year has no trend.
//
// Among districts of 1,500 people at 15 per cent, the rule finds a slope of 0.05 log odds a year in 18 of 100 (testdata/golden/trend_power.py);
// see [ProportionTrend] for a test with power.
func RecentProportionTrend(s index.Strata, points int, significance float64) ([]RecentTrend, error) {
	if err := checkRecent(s, points, significance); err != nil {
		return nil, err
	}
	if s.Count == nil || s.Frequency != nil {
		return nil, index.Undefined("needs events and their population by year")
	}
	odds := func(j int) float64 { return math.Log(s.Count[j] / (s.Population[j] - s.Count[j])) }
	slope := func(rows []int, without int) float64 {
		b, _ := leastSquares(len(rows), func(i int) (x, y, w float64) {
			if i == without {
				return 0, 0, 0
			}
			return s.At[rows[i]] - s.At[rows[0]], odds(rows[i]), 1
		})
		return b
	}
	return recentTrends(s, points, significance, func(rows []int) (r RecentTrend, err error) {
		if err := checkShares(s, rows); err != nil {
			return r, err
		}
		var events, people index.Sum
		for _, j := range rows {
			if x := s.Count[j]; x == 0 || x == s.Population[j] {
				return r, index.Undefined("none or all of the people in %v", s.At[j])
			}
			events.Add(s.Count[j])
			people.Add(s.Population[j])
		}
		p := events.Value() / people.Value()
		b, squares := leastSquares(len(rows), func(i int) (x, y, w float64) {
			return s.At[rows[i]] - s.At[rows[0]], s.Count[rows[i]] / s.Population[rows[i]], s.Population[rows[i]]
		})
		return RecentTrend{ChiSquared: b * b * squares / (p * (1 - p)), Slope: slope(rows, -1), SE: math.NaN()}, nil
	}, slope), nil
}
