package analysis

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/mobility"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
)

// Fewest districts that ranks are compared of, and how many of those with a newest value must have a comparable first one.
const (
	fewestRanked = 5
	mostlyRanked = 0.8
)

// Mobility is how far the districts have kept their ranks on an indicator between the first and the last period that are comparable for four
// of five of them, beside what chance alone would make of districts that all keep their places.
type Mobility struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	From, To  indicators.Period
	Areas     int
	Reason    Reason // why there is none; the rest is zero then

	Spearman float64 // rank correlation
	Kendall  float64 // NaN where there are too many districts
	Weighted float64 // Spearman's, districts counting by their persons at the first date; NaN where these are unknown
	Classes  int     // of rank of equal size; 0 where there are too few districts
	Prais    float64 // mobility between them; NaN where there are none

	Unsure   Reason  // why it is unknown what chance makes; the four next are NaN then
	Expected float64 // mean rank correlation that chance makes
	Lower    float64 // one in twenty of these is lower
	ByChance float64 // mobility between classes that chance makes
	P        float64 // probability of a rank correlation as low as has been seen
	Beyond   bool    // districts have changed places beyond chance, at Options.Level
	Alike    bool    // at one of the dates chance explains all that the districts differ by: ranks mean little

	Moves []Move // districts in order of code
}

// Move is the ranks of a district at both dates, 1 for the best, or for the highest where the indicator is not judged.
type Move struct {
	Area        indicators.Area
	First, Last float64
	Gained      float64 // ranks gained, negative where lost
	P           float64 // probability of as large a move by chance; NaN where unknown
	Sure        bool    // at Options.Level, where the districts together have changed places beyond chance
}

// mobilities compares the ranks of districts on all indicators with a course.
func (a *analyst) mobilities(res *Results) {
	res.Mobility = make([]Mobility, len(res.Courses))
	parallel(len(res.Courses), a.o.Workers, func(i int) { res.Mobility[i] = a.mobility(&res.Courses[i]) })
}

func (a *analyst) mobility(c *Course) Mobility {
	nan := math.NaN()
	m := Mobility{
		Indicator: c.Indicator, Group: c.Group, Spearman: nan, Kendall: nan, Weighted: nan, Prais: nan,
		Expected: nan, Lower: nan, ByChance: nan, P: nan,
	}
	series := distinct(a.series(c.Indicator, c.Group))
	first, last, at := a.ends(c, series)
	if first == nil {
		m.Reason = TooFewAreas
		if len(at) >= fewestRanked {
			m.Reason = TooFewPeriods
		}
		return m
	}
	m.From, m.To, m.Areas = first.period, last.period, len(at)
	sign := 1.0
	if c.Indicator.Direction == indicators.LowerIsBetter {
		sign = -1
	}
	var one, two []*Value
	x, y, weights := make([]float64, len(at)), make([]float64, len(at)), make([]float64, len(at))
	for k, d := range at {
		one, two = append(one, &first.areas[d]), append(two, &last.areas[d])
		x[k], y[k], weights[k] = sign*one[k].Value, sign*two[k].Value, one[k].Denominator.V
	}
	var err error
	if m.Spearman, err = mobility.Spearman(x, y, nil); err != nil {
		m.Spearman, m.Reason = nan, Tied
		return m
	}
	orNaN := func(v float64, err error) float64 {
		if err != nil {
			return nan
		}
		return v
	}
	m.Kendall = orNaN(mobility.Kendall(x, y, nil))
	m.Weighted = orNaN(mobility.Spearman(x, y, weights))
	m.Classes = mobility.Classes(len(at))
	if m.Prais = orNaN(mobility.PraisShorrocks(x, y, m.Classes)); math.IsNaN(m.Prais) {
		m.Classes = 0
	}
	before, after := mobility.Ranks(x), mobility.Ranks(y)
	for k, d := range at {
		m.Moves = append(m.Moves, Move{Area: a.districts[d], First: before[k], Last: after[k], Gained: before[k] - after[k], P: nan})
	}
	m.Unsure = a.beyondChance(&m, one, two, dateOf(c.Indicator, sign, one), dateOf(c.Indicator, sign, two))
	return m
}

// ends returns the newest figures of a course, the earliest ones that most districts with a newest value have in the same stretch, and the
// districts that have both. First is nil where there are none.
func (a *analyst) ends(c *Course, series []*figures) (first, last *figures, at []int) {
	n := len(series) - 1
	last = series[n]
	starts := make([][]bool, len(a.districts)) // which positions are in the last stretch, where it ends with the newest figures
	newest := 0
	for d := range a.districts {
		own := a.stretches(c.Indicator, series, func(f *figures) (*Value, string) { return &f.areas[d], f.areasOf[d] })
		if len(own) == 0 {
			continue
		}
		s := own[len(own)-1]
		if s.at[len(s.at)-1] != n {
			continue
		}
		newest++
		at = append(at, d)
		starts[d] = make([]bool, n)
		for _, i := range s.at[:len(s.at)-1] {
			starts[d][i] = true
		}
	}
	for i := range n {
		var both []int
		for _, d := range at {
			if starts[d][i] {
				both = append(both, d)
			}
		}
		if len(both) >= fewestRanked && float64(len(both)) >= mostlyRanked*float64(newest) {
			return series[i], last, both
		}
	}
	return nil, last, at
}

// beyondChance tells what chance makes of the ranks, and returns why that is unknown.
func (a *analyst) beyondChance(m *Mobility, one, two []*Value, first, last mobility.Date) Reason {
	if first.Variances == nil || last.Variances == nil {
		return noInterval(m.Indicator, *one[0], *two[0])
	}
	o := a.resampling(1, "mobility", m.Indicator.ID, string(m.Group))
	c, err := mobility.AgainstChance(first, last, m.Classes, o)
	if err != nil {
		return Undefined
	}
	m.Expected, m.Lower, m.P, m.ByChance = c.Expected, c.Lower, c.P, c.Prais
	m.Beyond, m.Alike = c.P <= 1-a.o.Level, c.Spread[0] == 0 || c.Spread[1] == 0
	for k := range m.Moves {
		m.Moves[k].P = c.MovesP[k]
		m.Moves[k].Sure = m.Beyond && c.MovesP[k] <= 1-a.o.Level
	}
	return NoReason
}

// dateOf returns the values of a date with what chance makes of them, the sign turned where lower is better.
func dateOf(ind indicators.Indicator, sign float64, vs []*Value) mobility.Date {
	d := mobility.Date{Values: make([]float64, len(vs))}
	for k, v := range vs {
		d.Values[k] = sign * v.Value
	}
	if !counted(ind, vs) {
		d.Variances, _ = variances(ind, nil, vs)
		return d
	}
	per := ind.Unit.Per
	for _, v := range vs {
		x, n := events(ind, *v)
		d.Variances = append(d.Variances, chance(ind, inside(ind, x/n, n), n)*per*per+v.NoiseVariance(ind))
	}
	d.Draw = func(r *rand.Rand, k int, truth float64) float64 {
		n, p := vs[k].Denominator.V, sign*truth/per
		if noise := vs[k].NoiseVariance(ind); noise > 0 {
			p += math.Sqrt(noise) / per * r.NormFloat64()
		}
		if ind.Unit.Kind == indicators.Share {
			whole := math.Max(1, math.Round(n)) // a part of an area may have a population of less than one
			return sign * per * resample.Binomial(r, whole, p) / whole
		}
		if !(p > 0) {
			return 0
		}
		return sign * per * distuv.Poisson{Lambda: p * n, Src: r}.Rand() / n
	}
	return d
}
