package disparity

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// FuzzFit holds the fit of every model to what defines it, the equations Σ w (z − ẑ) = 0 and Σ w (z − ẑ)(x − ½) = 0, for subgroups of any
// size, with zeros, full shares and ties.
func FuzzFit(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed, uint8(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, choice uint8) {
		r := rand.New(rand.NewPCG(seed, 8))
		fit := Fit{Model: Model(choice % 5), Squared: choice >= 128}
		s := index.Subgroups{Reference: -1, High: 100}
		for range 3 + r.IntN(12) {
			y := 100 * r.Float64()
			switch r.IntN(8) {
			case 0:
				y = 0
			case 1:
				y = 100
			case 2:
				y = 100 * math.Exp(-20*r.Float64())
			}
			s.Estimates = append(s.Estimates, y)
			s.Population = append(s.Population, math.Ceil(math.Exp(14*r.Float64())))
			s.Rank = append(s.Rank, float64(r.IntN(20)))
		}
		l, err := fit.ranked(s)
		if err != nil {
			return
		}
		residual := func(j int) float64 {
			eta := l.eta(l.x[j])
			if fit.Model == Logit || fit.Model == Log {
				return l.z(j) - fit.Model.expected(eta)
			}
			return l.z(j) - eta
		}
		size := average(l.s, func(j int) float64 { return math.Abs(l.z(j)) })
		level := average(l.s, residual)
		slope := average(l.s, func(j int) float64 { return residual(j) * (l.x[j] - 0.5) })
		if math.Abs(level)+math.Abs(slope) > 1e-11*math.Max(1, size) {
			t.Errorf("%+v: the residuals add up to %v, and to %v by rank, for %+v", fit, level, slope, s)
		}
	})
}
