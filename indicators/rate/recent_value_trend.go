package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var recentValueTrend = index.Index{
	ID:      "recent-value-trend",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Utveckling på senare år för ett värde (Fingertips regel)", En: "Recent trend of a value (Fingertips' rule)"},
	Formula: "b = slope of y on t by least squares with weights 1/s², χ² = b² Σ(t − t̄)²/s² over the last five years; a trend if χ² > 9.5495 and b keeps its sign with any one year left out",
	Source:  "Fingertips (Office for Health Improvement and Disparities), technical guidance on recent trends.",
	Min:     math.Inf(-1), Max: inf,
	Params: []index.Param{trendPoints, trendSignificance},
	Reading: lang.Text{
		Sv: "Utvecklingen på senare år är %s (1: ökar, −1: minskar, 0: ingen säker förändring).",
		En: "The recent trend is %s (1: increasing, −1: decreasing, 0: no significant change).",
	},
	Caveat: lang.Text{
		Sv: "Ser sällan en förändring i ett stadsdelsområde, och räknar inte med att värden varierar mer än deras osäkerhet säger.",
		En: "Seldom sees a change in a district, and does not allow for values that vary more than their errors say.",
	},
	Needs:      "a value with its standard error by year, the last five without a gap",
	Reads:      index.Measured | index.Errors,
	Programs:   []string{"Fingertips: recent trend", "PHEindicatormethods: assign_trend_markers"},
	Properties: index.Permutation,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOfRecent(RecentValueTrend(s, int(trendPoints.From(p)), trendSignificance.From(p)))
	},
}

// RecentValueTrend returns, for each unit of s, the trend of s.Values over the last years, five as a rule, as Fingertips defines it for
// rates, means and all else that is no proportion: the slope of the line through the values, weighted by the inverse of their squared
// standard errors s.SE, tested at 0.2 per cent, which must keep its sign when any one year is left out. Fingertips takes the standard
// error from 95 per cent limits as their distance over 3.92.
//
// Years and gaps are those of [RecentProportionTrend]. A unit with a standard error of 0 has no trend.
func RecentValueTrend(s index.Strata, points int, significance float64) ([]RecentTrend, error) {
	if err := checkRecent(s, points, significance); err != nil {
		return nil, err
	}
	if s.Values == nil || s.SE == nil {
		return nil, index.Undefined("needs values with their standard errors by year")
	}
	line := func(rows []int, without int) (slope, squares float64) {
		return leastSquares(len(rows), func(i int) (x, y, w float64) {
			if i == without {
				return 0, 0, 0
			}
			return s.At[rows[i]] - s.At[rows[0]], s.Values[rows[i]], 1 / s.SE[rows[i]] / s.SE[rows[i]]
		})
	}
	return recentTrends(s, points, significance, func(rows []int) (r RecentTrend, err error) {
		for _, j := range rows {
			if s.SE[j] == 0 {
				return r, index.Undefined("the standard error of %v is 0", s.At[j])
			}
		}
		b, squares := line(rows, -1)
		return RecentTrend{ChiSquared: b * b * squares, Slope: b, SE: 1 / math.Sqrt(squares)}, nil
	}, func(rows []int, without int) float64 {
		b, _ := line(rows, without)
		return b
	}), nil
}
