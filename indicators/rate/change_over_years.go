package rate

import (
	"errors"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var changeOverYears = index.Index{
	ID:      "change-over-years",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Förändring över åren i procent", En: "Change over years in per cent"},
	Formula: "total 100(yT/y0 − 1); compound a year 100((yT/y0)^(1/T) − 1); fitted a year 100 b/ŷ0 with the slope b of the least squares line and its value ŷ0 in the first year",
	Source:  "Becker, W., Caperna, G., Del Sorbo, M. et al. (2022). COINr: An R package for developing composite indicators. Journal of Open Source Software 7(78), 4567.",
	Min:     math.Inf(-1), Max: inf,
	Reading: lang.Text{
		Sv: "Från första till sista året är förändringen %s procent.",
		En: "From the first year to the last the change is %s per cent.",
	},
	Caveat: lang.Text{
		Sv: "Det första och det sista årets slump avgör den sammanlagda förändringen. Från ett lågt värde blir varje förändring stor i procent.",
		En: "The total change hangs on chance in the first and the last year. From a low value every change is large in per cent.",
	},
	Needs:      "a value above 0, or events among people, by year, in the first and the last year at least",
	Programs:   []string{"COINr: CAGR", "COINr: prc_change"},
	Properties: index.Permutation | index.Scale,
	Stratified: func(s index.Strata, _ index.Params) ([]index.Part, error) {
		changes, err := ChangeOverYears(s)
		if err != nil {
			return nil, err
		}
		var parts []index.Part
		var missing []error
		for u, c := range changes {
			missing = append(missing, c.Missing)
			for _, v := range []struct {
				name  string
				value float64
			}{{"total", c.Total}, {"compound a year", c.Compound}, {"fitted a year", c.Fitted}} {
				if p := index.OfUnit(u, v.value); c.Missing == nil && !math.IsNaN(v.value) {
					p.Name = v.name
					parts = append(parts, p)
				}
			}
		}
		return parts, together(missing)
	},
}

// Change is the change of a value from a first to a last year, in per cent.
type Change struct {
	Total    float64 // of the first value
	Compound float64 // a year, growing on itself, from the first value to the last (CAGR)
	Fitted   float64 // a year, of the line through all years over its value in the first; NaN where that is not above 0
	Missing  error   // why there is none; nil where there is one
}

// ChangeOverYears returns, for each unit of s, the change in per cent of s.Values, or of s.Count over s.Population, from the first year
// to the last of all units: in total, a year at compound growth, and a year on the straight line through all years.
//
// Time is the difference of the years, whatever years lie between. A unit has none where it misses the first or the last year, or the value
// there is not above 0 in the first or below 0 in the last. See [ProportionTrend] and [RateTrend] for what chance does to a change.
func ChangeOverYears(s index.Strata) ([]Change, error) {
	if err := errors.Join(s.Check(), checkYears(s)); err != nil {
		return nil, err
	}
	if s.Frequency != nil {
		return nil, index.Undefined("needs one row for each year")
	}
	first, last := slices.Min(s.At), slices.Max(s.At)
	if first == last {
		return nil, index.Undefined("one year only")
	}
	value := func(j int) float64 {
		if s.Values != nil {
			return s.Values[j]
		}
		return s.Count[j] / s.Population[j]
	}
	out := make([]Change, s.Units)
	for u, rows := range s.Rows() {
		nan := math.NaN()
		out[u] = Change{Total: nan, Compound: nan, Fitted: nan}
		if len(rows) == 0 || s.At[rows[0]] != first || s.At[rows[len(rows)-1]] != last {
			out[u].Missing = index.Undefined("no figure for %v or %v, the first and the last year", first, last)
			continue
		}
		from, to := value(rows[0]), value(rows[len(rows)-1])
		if !(from > 0 && to >= 0) {
			out[u].Missing = index.Undefined("no value above 0 in %v, or none of at least 0 in %v", first, last)
			continue
		}
		slope, _ := leastSquares(len(rows), func(i int) (x, y, w float64) { return s.At[rows[i]] - first, value(rows[i]), 1 })
		var sum, years index.Sum
		for _, j := range rows {
			sum.Add(value(j))
			years.Add(s.At[j] - first)
		}
		n := float64(len(rows))
		at0 := sum.Value()/n - float64(slope*(years.Value()/n))
		c := Change{Total: 100 * (to/from - 1), Compound: 100 * math.Expm1(math.Log(to/from)/(last-first)), Fitted: 100 * (slope / at0)}
		if !(at0 > 0) || math.IsInf(c.Fitted, 0) {
			c.Fitted = nan
		}
		if math.IsInf(c.Total, 0) || math.IsNaN(c.Compound) {
			out[u].Missing = index.Undefined("the figures are too large or too small to compute with")
			continue
		}
		out[u] = c
	}
	return out, nil
}
