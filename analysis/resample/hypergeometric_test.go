package resample

import (
	"math"
	"math/rand/v2"
	"testing"
)

// As for the binomial: Pearson's chi-squared lies within six standard deviations of its expectation.
func TestHypergeometricFollowsItsDistribution(t *testing.T) {
	const draws = 40_000
	r := rand.New(rand.NewPCG(11, 7))
	for _, c := range []struct{ marked, plain, n float64 }{
		{5, 5, 5}, {3, 40, 20}, {40, 3, 20}, {7, 93, 90}, {93, 7, 90}, {60, 940, 100}, {30, 3_000_000, 500_000}, // by inversion
		{2000, 2_998_000, 1500}, {1500, 98_500, 60}, // by inversion, from logarithms and from a product
		{50, 50, 50}, {300, 200, 120}, {200, 300, 380}, {1000, 2000, 2900}, {900_000, 2_100_000, 1500}, {10, 10, 41}, // by the ratio of uniforms
	} {
		lowest, highest := max(0, c.n-c.plain), min(c.n, c.marked)
		n := min(c.n, c.marked+c.plain)
		seen := map[float64]float64{}
		for range draws {
			k := Hypergeometric(r, c.marked, c.plain, c.n)
			if k < lowest && k < c.marked || k > highest || k != math.Floor(k) {
				t.Fatalf("%+v: got %v, want a whole number from %v to %v", c, k, lowest, highest)
			}
			seen[k]++
		}
		choose := func(n, k float64) float64 { return logFactorial(n) - logFactorial(k) - logFactorial(n-k) }
		chi, cells := 0.0, 0.0
		for k := max(0, n-c.plain); k <= min(n, c.marked); k++ {
			log := choose(c.marked, k) + choose(c.plain, n-k) - choose(c.marked+c.plain, n)
			if want := draws * math.Exp(log); want >= 5 {
				chi += (seen[k] - want) * (seen[k] - want) / want
				cells++
			}
		}
		if k := cells - 1; math.Abs(chi-k) > 6*math.Sqrt(2*max(k, 1)) {
			t.Errorf("%+v: chi-squared got %.1f, want about %v", c, chi, k)
		}
	}
}

func TestHypergeometricAtItsEdges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	nan := math.NaN()
	for _, c := range []struct{ marked, plain, n, want float64 }{
		{0, 5, 3, 0}, {5, 0, 3, 3}, {5, 3, 0, 0}, {5, 3, 8, 5}, {5, 3, 80, 5}, {0, 0, 3, 0}, {-4, 3, 2, 0}, {4, -3, 2, 2},
		{0.4, 3, 2, 0}, {1.6, 0, 9, 2}, {nan, 3, 2, 0}, {3, nan, 2, 0}, {3, 3, nan, 0}, {3, 3, -1, 0},
	} {
		if got := Hypergeometric(r, c.marked, c.plain, c.n); got != c.want {
			t.Errorf("Hypergeometric(%v, %v, %v): got %v, want %v", c.marked, c.plain, c.n, got, c.want)
		}
	}
	for _, huge := range []float64{1e17, 1e300, math.Inf(1)} {
		if got := Hypergeometric(r, huge, huge, 1e16); !math.IsNaN(got) {
			t.Errorf("an urn of %v: got %v, want NaN", huge, got)
		}
		if got := Binomial(r, huge, 0.3); !math.IsNaN(got) {
			t.Errorf("%v trials: got %v, want NaN", huge, got)
		}
	}
}

// ln (k+d)!/k! is the sum of the logarithms of what is multiplied.
func TestLogRatioKeepsItsDigits(t *testing.T) {
	for _, k := range []float64{0, 1, 2, 7, 31, 32, 33, 100, 5000, 3e6} {
		for _, d := range []float64{0, 1, 2, 5, 40, 3000} {
			want := 0.0
			for j := 1.0; j <= d; j++ {
				want += math.Log(k + j)
			}
			if got := logRatio(k, d); math.Abs(got-want) > 1e-12*max(1, want) {
				t.Errorf("logRatio(%v, %v): got %.15g, want %.15g", k, d, got, want)
			}
			if got := logRatio(k+d, -d); math.Abs(got+want) > 1e-12*max(1, want) {
				t.Errorf("logRatio(%v, %v): got %.15g, want %.15g", k+d, -d, got, -want)
			}
		}
	}
}

func BenchmarkHypergeometric(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	b.Run("inversion", func(b *testing.B) {
		for b.Loop() {
			Hypergeometric(r, 3000, 2_997_000, 1500)
		}
	})
	b.Run("rejection", func(b *testing.B) {
		for b.Loop() {
			Hypergeometric(r, 900_000, 2_100_000, 1500)
		}
	})
}

func BenchmarkBinomial(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	b.Run("inversion", func(b *testing.B) {
		for b.Loop() {
			Binomial(r, 3_000_000, 2e-6)
		}
	})
	b.Run("rejection", func(b *testing.B) {
		for b.Loop() {
			Binomial(r, 3_000_000, 5e-4)
		}
	})
}
