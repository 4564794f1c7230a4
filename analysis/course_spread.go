package analysis

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/registry"
)

// spreadDraws is how many draws tell the variance of a spread, within a tenth of it.
const spreadDraws = 199

// SpreadCourse is how the spread between districts, their mean difference from their mean, has moved over the periods that are comparable for
// the same districts: the whole series of what the findings widening and narrowing tell of its last step. Chance adds about as much to the
// spread in every period, and so hardly changes its slope.
type SpreadCourse struct {
	Reason   Reason // why there is none; the rest is zero then
	From, To indicators.Period
	Areas    int // the same in every period
	Points   []SpreadPoint

	First, Last Difference     // of the line
	Change      Difference     // a year
	Movement    trend.Movement // closing or widening, at Options.Level
	Overview    trend.Movement // at Options.OverviewLevel
}

// SpreadPoint is the spread in one period, in the indicator's unit.
type SpreadPoint struct {
	Period       indicators.Period
	Spread       float64
	Lower, Upper float64 // at Options.Level, by the normal distribution
	SE           float64 // by a parametric bootstrap of the counts
}

// spreadCourse follows the spread between the districts that have a newest value and one in the earliest period that most of them have.
func (a *analyst) spreadCourse(c *Course, series []*figures, e ends) SpreadCourse {
	ind := c.Indicator
	switch {
	case len(a.districts) > mostDetailed:
		return noSpread(Undefined)
	case ind.Unit.Kind.Pooling() != indicators.PoolRatio:
		return noSpread(NoDenominator)
	}
	if e.reason != NoReason {
		return noSpread(e.reason)
	}
	at := e.areas
	s := SpreadCourse{From: e.first.period, To: e.last.period, Areas: len(at)}
	mdm, _ := registry.Lookup("mdm")
	var years, spreads, variance []float64
	for _, f := range series {
		if f.period.Start < e.first.period.Start {
			continue
		}
		values := make([]Value, 0, len(at))
		for _, d := range at {
			if f.areas[d].OK {
				values = append(values, f.areas[d])
			}
		}
		v := gather(ind, values)
		if len(values) < len(at) {
			continue // other districts have another spread
		}
		if v.num == nil {
			return noSpread(NoDenominator)
		}
		spread, err := measureOf(mdm, ind, v.values, v.den)
		if err != nil {
			return noSpread(Undefined)
		}
		o := a.resampling(1, "spread course", ind.ID, string(c.Group), f.period.String())
		o.Replicates = spreadDraws
		reps := resample.Replicate(o, 1, func() resample.Draw {
			drawn, laws := make([]float64, len(values)), v.laws(ind)
			return func(r *rand.Rand, out []float64) {
				v.draw(ind, laws, r, drawn)
				if x, err := measureOf(mdm, ind, drawn, v.den); err == nil {
					out[0] = x
				}
			}
		})
		se := resample.Basic(spread, reps[0], a.o.Level, math.Inf(-1), math.Inf(1)).SE
		if !(se > 0) {
			return noSpread(Undefined)
		}
		half := distuv.UnitNormal.Quantile((1+a.o.Level)/2) * se
		s.Points = append(s.Points, SpreadPoint{f.period, spread, max(0, spread-half), spread + half, se})
		years, spreads, variance = append(years, year(f.period)), append(spreads, spread), append(variance, se*se)
	}
	if len(years) < a.o.Courses.FewestPeriods {
		return noSpread(TooFewPeriods)
	}
	l, err := trend.Fit(trend.Absolute, years, spreads, ofVariances(variance))
	if err != nil {
		return noSpread(Undefined)
	}
	from, to := years[0], years[len(years)-1]
	s.First = Difference{Estimate: l.Estimate(from, a.o.Level), OK: true}.bounded()
	s.Last = Difference{Estimate: l.Estimate(to, a.o.Level), OK: true}.bounded()
	s.Change = Difference{Estimate: l.Yearly(a.o.Level), OK: true}.bounded()
	s.Movement, s.Overview = l.Gap(from, to, a.o.Level), l.Gap(from, to, a.o.OverviewLevel)
	return s
}

func noSpread(r Reason) SpreadCourse {
	none := noDifference(r)
	return SpreadCourse{Reason: r, First: none, Last: none, Change: none}
}
