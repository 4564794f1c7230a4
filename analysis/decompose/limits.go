package decompose

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// limits are the limits of the rates of a population.
type limits struct{ lower, upper []float64 }

// limitsOf returns the limits of the rates, NaN where they are unknown.
func limitsOf(p Population) limits {
	unknown := func(list []float64) []float64 {
		if list != nil {
			return list
		}
		out := make([]float64, len(p.Rates))
		for i := range out {
			out[i] = math.NaN()
		}
		return out
	}
	return limits{unknown(p.Lower), unknown(p.Upper)}
}

// figure is a rate with its limits and the coefficient that it has in an effect.
type figure struct{ c, v, l, u float64 }

// figures are the rates that an effect is a sum of, as [rate.MOVERSum] takes them.
type figures struct {
	same       bool // figures of a stratum are of the same persons
	c, v, l, u []float64
}

// add takes up the rates of a stratum in both populations. Where they are of the same persons and count with the same sign, they are taken as
// one figure, for chance may move them together.
func (f *figures) add(a, b figure) {
	if f.same && a.c*b.c > 0 {
		k := b.c / a.c
		f.put(figure{a.c, a.v + k*b.v, a.l + k*b.l, a.u + k*b.u})
		return
	}
	f.put(a)
	f.put(b)
}

func (f *figures) put(x figure) {
	f.c, f.v, f.l, f.u = append(f.c, x.c), append(f.v, x.v), append(f.l, x.l), append(f.u, x.u)
}

func (f *figures) sum(level float64) index.Estimate {
	e := index.Estimate{Level: level}
	e.Value, e.Lower, e.Upper = rate.MOVERSum(f.c, f.v, f.l, f.u)
	return e
}
