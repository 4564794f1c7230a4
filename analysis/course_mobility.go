package analysis

import (
	"math"
	"math/rand/v2"
	"slices"

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

// mobility compares the ranks of districts at the ends of a course.
func (a *analyst) mobility(c *Course, e ends) Mobility {
	nan := math.NaN()
	m := Mobility{
		Indicator: c.Indicator, Group: c.Group, Spearman: nan, Kendall: nan, Weighted: nan, Prais: nan,
		Expected: nan, Lower: nan, ByChance: nan, P: nan,
	}
	if e.reason != NoReason {
		m.Reason = e.reason
		return m
	}
	first, last, at := e.first, e.last, e.areas
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

// ends are the newest figures of a course and the earliest ones that most districts with a newest value have in the same stretch, with the
// positions of the districts that have both.
type ends struct {
	first, last *figures
	areas       []int
	reason      Reason // why there are none
}

// endsOf returns the ends of a series, of which the districts have these last stretches.
func endsOf(series []*figures, last []stretch) ends {
	n := len(series) - 1
	have := make([]int, n) // districts with a value of their last stretch, by period
	newest := 0
	ending := func(s stretch) bool { return len(s.at) > 0 && s.at[len(s.at)-1] == n }
	for _, s := range last {
		if !ending(s) {
			continue
		}
		newest++
		for _, i := range s.at[:len(s.at)-1] {
			have[i]++
		}
	}
	if newest < fewestRanked {
		return ends{reason: TooFewAreas}
	}
	for i, k := range have {
		if k < fewestRanked || float64(k) < mostlyRanked*float64(newest) {
			continue
		}
		e := ends{first: series[i], last: series[n]}
		for d, s := range last {
			if ending(s) && slices.Contains(s.at, i) {
				e.areas = append(e.areas, d)
			}
		}
		return e
	}
	return ends{reason: TooFewPeriods}
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
