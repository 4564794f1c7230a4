package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// ofValues fits lines to values without counts.
func (s *slopes) ofValues(seg *Segment, st stretch) {
	seg.Means = FromScatter
	variance, _ := variances(s.ind, st.years(), st.values)
	if variance != nil {
		seg.Means = FromLimits
	}
	at, values := st.years(), make([]float64, len(st.values))
	same := true
	for i, v := range st.values {
		values[i] = v.Value
		same = same && v.Value == values[0]
	}
	if same && variance == nil {
		seg.Reason = Constant
		return
	}
	l, err := trend.Fit(trend.Absolute, at, values, ofVariances(variance))
	if err != nil {
		seg.Reason = Undefined
		return
	}
	seg.P, seg.Dispersion = l.P(), 1
	if variance != nil {
		seg.Dispersion = l.Dispersion
	}
	seg.Change = Difference{Estimate: l.Yearly(s.a.o.Level), OK: true}.bounded()
	seg.Relative = noDifference(NoRatio)
	if l, err = trend.Fit(trend.Relative, at, values, ofVariances(variance)); err == nil {
		seg.Relative = Difference{Estimate: l.Yearly(s.a.o.Level), OK: true}.bounded()
	}
}

// ofVariances returns the variances as a line reads them; nil for none.
func ofVariances(v []float64) func(int, float64) float64 {
	if v == nil {
		return nil
	}
	return func(i int, _ float64) float64 { return v[i] }
}

// variances returns the variance of each value in the indicator's unit, with that of the publisher's noise: of counts that which a line through
// them implies, of published limits whose level is known,
// the square of their distance at 95 per cent over 3.92. Level is the values that the variances are those of: on the line, or as
// published. It returns nil where some value has neither counts nor limits.
func variances(ind indicators.Indicator, at []float64, vs []*Value) (variance, level []float64) {
	variance, level = make([]float64, len(vs)), make([]float64, len(vs))
	if !counted(ind, vs) {
		for i, v := range vs {
			lower, upper, ok := limitsAt(ind, *v, 0.95)
			if !ok || !(upper > lower) {
				return nil, nil
			}
			variance[i], level[i] = square((upper-lower)/(2*rate.Z(0.95))), v.Value
		}
		return variance, level
	}
	per := ind.Unit.Per
	if many(ind, vs) {
		for i, v := range vs {
			x, n := events(ind, *v)
			variance[i], level[i] = chance(ind, x/n, n)*per*per+v.NoiseVariance(ind), x/n*per
		}
		return variance, level
	}
	share, persons := make([]float64, len(vs)), make([]float64, len(vs))
	var all, everyone index.Sum
	for i, v := range vs {
		x, n := events(ind, *v)
		share[i], persons[i] = x/n, n
		all.Add(x)
		everyone.Add(n)
	}
	// The share itself would make low years look sure; the line does not lean on one year's chance.
	l, err := trend.Fit(trend.Absolute, at, share, func(i int, p float64) float64 { return chance(ind, inside(ind, p, persons[i]), persons[i]) })
	for i, v := range vs {
		p := all.Value() / everyone.Value()
		if err == nil {
			p = l.At(at[i])
		}
		p = inside(ind, p, persons[i])
		variance[i], level[i] = chance(ind, p, persons[i])*per*per+v.NoiseVariance(ind), p*per
	}
	return variance, level
}

// many tells whether every value rests on so many events, and persons without, that its own variance is that of the truth within a few per cent.
func many(ind indicators.Indicator, vs []*Value) bool {
	const enough = 1000
	for _, v := range vs {
		if x, n := events(ind, *v); x < enough || ind.Unit.Kind == indicators.Share && n-x < enough {
			return false
		}
	}
	return true
}

// inside keeps a share, or events per person, half an event among n persons away from none, and a share from all.
func inside(ind indicators.Indicator, p, n float64) float64 {
	half := 0.5 / math.Max(n, 1)
	if p = math.Max(p, half); ind.Unit.Kind == indicators.Share {
		p = math.Min(p, 1-half)
	}
	return p
}

// chance is the variance of a share or of events per person among n persons.
func chance(ind indicators.Indicator, p, n float64) float64 {
	if ind.Unit.Kind == indicators.Share {
		return p * (1 - p) / n
	}
	return p / n
}

func square(v float64) float64 { return v * v }

// steady tells whether the slope of the least squares line keeps its sign with any one value left out.
func steady(st stretch) bool {
	n := float64(len(st.values))
	var meanYear, mean, together float64
	for i, v := range st.values {
		meanYear += year(st.periods[i]) / n
		mean += v.Value / n
	}
	apart := func(i int) float64 { return (year(st.periods[i]) - meanYear) * (st.values[i].Value - mean) }
	for i := range st.values {
		together += apart(i)
	}
	sign := 0.0
	for out := range st.values {
		slope := together - float64(apart(out)*n)/(n-1) // the sum of products about the means of the others
		switch {
		case math.Abs(slope) <= 1e-12*math.Abs(together) || slope*sign < 0:
			return false
		case sign == 0:
			sign = slope
		}
	}
	return true
}
