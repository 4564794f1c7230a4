package rate

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// share returns counts of up to a million with a count that is not above the population, whole or not.
func share(x, n uint32, whole bool) (float64, float64) {
	people := float64(1 + n%1_000_000)
	count := math.Mod(float64(x)/97, people)
	if whole {
		count = math.Floor(count)
	}
	return count, people
}

func level(of uint16) float64 { return 0.5 + 0.4999*float64(of)/math.MaxUint16 }

// Wilson's limits are the proportions that lie z standard errors from the figure; those of Clopper and Pearson leave the probability of the count
// in a tail.
func FuzzLimitsOfProportions(f *testing.F) {
	f.Add(uint32(15*97), uint32(147), true, uint16(0xe8f5))
	f.Add(uint32(0), uint32(19), true, uint16(60_000))
	f.Add(uint32(1000*97), uint32(999_998), false, uint16(65_000))
	f.Fuzz(func(t *testing.T, a, b uint32, whole bool, c uint16) {
		x, n := share(a, b, whole)
		level := level(c)
		z := Z(level)
		lower, upper := Wilson(x, n, level)
		for _, p := range []float64{lower, upper} {
			if distance := math.Abs(x/n-p) - z*math.Sqrt(p*(1-p)/n); p > 0 && p < 1 && math.Abs(distance) > 1e-9 {
				t.Errorf("Wilson(%v, %v, %v): %v is off by %v", x, n, level, p, distance)
			}
		}
		l, u := ClopperPearson(x, n, level)
		if !(l <= x/n && x/n <= u) || x == 0 && l != 0 || x == n && u != 1 {
			t.Errorf("ClopperPearson(%v, %v, %v): got %v to %v", x, n, level, l, u)
		}
		tail := (1 - level) / 2
		// around tells whether a distribution function has the value p next to x.
		around := func(x, p float64, at func(x float64) float64) bool {
			margin := 1e-8*x + 1e-14
			return at(max(0, x-margin)) <= p+1e-9 && p-1e-9 <= at(min(1, x+margin))
		}
		if x > 0 && !around(l, tail, func(p float64) float64 { return mathext.RegIncBeta(x, n-x+1, p) }) {
			t.Errorf("ClopperPearson(%v, %v, %v): lower limit %v does not leave a tail of %v", x, n, level, l, tail)
		}
		if x < n && !around(u, 1-tail, func(p float64) float64 { return mathext.RegIncBeta(x+1, n-x, p) }) {
			t.Errorf("ClopperPearson(%v, %v, %v): upper limit %v does not leave a tail of %v", x, n, level, u, tail)
		}
	})
}

// The limits for many units are those for one, in whatever order they come.
func FuzzByarLimits(f *testing.F) {
	f.Add(uint32(3), uint32(3), true, uint16(60_000))
	f.Add(uint32(950), uint32(77), false, uint16(60_000))
	f.Fuzz(func(t *testing.T, a, b uint32, whole bool, c uint16) {
		level := level(c)
		byars := byarsAt(level)
		for _, x := range []uint32{a, b, a, a % 10, b % 12, a % 10} {
			count := float64(x) / 10
			if whole {
				count = float64(x)
			}
			lower, upper := byars.of(count)
			if l, u := Byar(count, level); lower != l || upper != u {
				t.Errorf("%v at %v: got %v to %v, want %v to %v", count, level, lower, upper, l, u)
			}
			if !(0 <= lower && lower <= count && count < upper) {
				t.Errorf("%v at %v: got %v to %v", count, level, lower, upper)
			}
		}
	})
}

// Quantiles drawn to a line, from the probabilities of single counts added up.
func FuzzFunnelQuantiles(f *testing.F) {
	f.Add(uint16(10), uint16(52_000), uint16(60_000))
	f.Add(uint16(1), uint16(1), uint16(1))
	f.Add(uint16(900), uint16(300), uint16(65_535))
	f.Fuzz(func(t *testing.T, size, chance, c uint16) {
		n := float64(1 + size%1000)
		probability := (1 + float64(chance)) / (2 + math.MaxUint16)
		level := level(c)
		// naive adds up until the probability p is reached.
		naive := func(p float64, of func(r float64) float64) float64 {
			below := 0.0
			for r := 0.0; ; r++ {
				at := below + of(r)
				if at >= p {
					return r - (at-p)/(at-below)
				}
				below = at
				if r > 5000 {
					return math.NaN() // rounding keeps the sum below p
				}
			}
		}
		binomial := distuv.Binomial{N: n, P: probability}
		poisson := distuv.Poisson{Lambda: n * probability}
		for _, p := range []float64{(1 - level) / 2, (1 + level) / 2} {
			for _, of := range []struct {
				name      string
				got, want float64
			}{
				{"binomial", binomialQuantile(p, n, probability), naive(p, func(r float64) float64 {
					if r > n {
						return 1
					}
					return binomial.Prob(r)
				})},
				{"Poisson", poissonQuantile(p, n*probability), naive(p, poisson.Prob)},
			} {
				if math.Abs(of.got-of.want) > 1e-6*math.Max(1, of.want) {
					t.Errorf("%s, n %v, probability %v, p %v: got %v, want %v", of.name, n, probability, p, of.got, of.want)
				}
			}
		}
	})
}
