package rate

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// RecentTrend is what Fingertips' rule says of the last years of a unit.
type RecentTrend struct {
	ChiSquared float64 // of the slope, with one degree of freedom
	Slope      float64 // a year
	SE         float64 // of the slope; NaN where the rule has none
	Direction  int     // +1 increasing, −1 decreasing, 0 no significant change
	Missing    error   // why there is no trend; nil where there is one
}

var (
	trendPoints = index.Param{
		Name: "points", Default: 5, Min: 3, Max: 30, Whole: true,
		Doc: "how many years, the last ones, which must follow upon each other",
	}
	trendSignificance = index.Param{
		Name: "significance", Default: 0.002, Min: 0.0001, Max: 0.5,
		Doc: "the probability, without a trend, that the test finds one: 0.002 is the 9.5495 of chi-squared of Fingertips",
	}
)

// checkRecent returns every reason why no unit of s can have a recent trend.
func checkRecent(s index.Strata, points int, significance float64) error {
	var errs []error
	if points < 3 {
		errs = append(errs, index.Undefined("a trend needs three points or more, not %d", points))
	}
	if !(significance > 0 && significance < 1) {
		errs = append(errs, index.Undefined("significance is %v; it must be between 0 and 1", significance))
	}
	return errors.Join(append(errs, s.Check(), checkYears(s))...)
}

// recentTrends returns the trend that of finds in the last years of each unit. It is one in the direction of the slope where its
// chi-squared exceeds the quantile for the significance and no year alone decides the direction: with any of them left out, the slope
// that without gives has the same sign. As in Fingertips a slope of 0 counts as upward.
func recentTrends(s index.Strata, points int, significance float64, of func(rows []int) (RecentTrend, error), without func(rows []int, k int) float64) []RecentTrend {
	threshold := distuv.ChiSquared{K: 1}.Quantile(1 - significance)
	latest := slices.Max(s.At)
	out := make([]RecentTrend, s.Units)
	for u, all := range s.Rows() {
		nan := math.NaN()
		out[u] = RecentTrend{ChiSquared: nan, Slope: nan, SE: nan}
		rows, err := unbroken(s, all, points, latest)
		if err != nil {
			out[u].Missing = err
			continue
		}
		r, err := of(rows)
		if err == nil && (!(math.Abs(r.ChiSquared) <= math.MaxFloat64) || !(math.Abs(r.Slope) <= math.MaxFloat64)) {
			err = index.Undefined("the figures are too large or too small to compute with")
		}
		if err != nil {
			out[u].Missing = err
			continue
		}
		upward := 0
		for k := range rows {
			if without(rows, k) >= 0 {
				upward++
			}
		}
		switch {
		case !(r.ChiSquared > threshold):
		case r.Slope >= 0 && upward == points:
			r.Direction = 1
		case r.Slope < 0 && upward == 0:
			r.Direction = -1
		}
		out[u] = r
	}
	return out
}

// partsOfRecent returns the parts of recent trends, and what units are missing that have none.
func partsOfRecent(trends []RecentTrend, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	var parts []index.Part
	var missing []error
	for u, r := range trends {
		missing = append(missing, r.Missing)
		if r.Missing != nil {
			continue
		}
		for _, v := range []struct {
			name  string
			value float64
		}{{"direction", float64(r.Direction)}, {"slope", r.Slope}, {"chi-squared", r.ChiSquared}} {
			p := index.OfUnit(u, v.value)
			p.Name = v.name
			if v.name == "slope" {
				p.SE = r.SE
			}
			parts = append(parts, p)
		}
	}
	return parts, together(missing)
}
