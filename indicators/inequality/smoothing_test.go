package inequality

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// naive is the density from the formula, pair by pair.
func naive(units []unit, h float64) []float64 {
	out := make([]float64, len(units))
	for i, y := range units {
		for _, x := range units {
			t := (y.value - x.value) / h
			out[i] += x.weight * math.Exp(-t*t/2) / h / math.Sqrt(2*math.Pi)
		}
	}
	return out
}

// scattered returns n units in ascending order, of weight 1 together, some of one value and some far away.
func scattered(seed uint64, n int) []unit {
	r := rand.New(rand.NewPCG(seed, 11))
	units := make([]unit, n)
	total := 0.0
	for k := range units {
		units[k] = unit{math.Exp(2 * r.NormFloat64()), r.Float64() + 0.01}
		if k > 0 && r.IntN(4) == 0 {
			units[k].value = units[k-1].value
		}
		total += units[k].weight
	}
	for k := range units {
		units[k].weight /= total
	}
	slices.SortFunc(units, func(a, b unit) int { return int(math.Copysign(1, a.value-b.value)) })
	return units
}

func compareSmoothed(t *testing.T, units []unit, h float64) {
	t.Helper()
	got, want := smoothed(units, h), naive(units, h)
	most := slices.Max(want)
	for k := range got {
		// A kernel out of reach is below 1e-15 of the highest there can be, 1/(h√2π).
		if !(math.Abs(got[k]-want[k]) <= 1e-12*most+1e-14/h) {
			t.Errorf("bandwidth %v, at %v: density %v, want %v", h, units[k].value, got[k], want[k])
		}
	}
}

func TestSmoothedIsTheSumOfKernels(t *testing.T) {
	for seed := range uint64(20) {
		for _, h := range []float64{1e-4, 0.01, 0.3, 5, 1000} {
			compareSmoothed(t, scattered(seed, 1+int(seed)*7), h)
		}
	}
}

func FuzzSmoothed(f *testing.F) {
	f.Add(uint64(1), uint16(30), 0.5)
	f.Fuzz(func(t *testing.T, seed uint64, n uint16, h float64) {
		if !(h > 1e-9 && h < 1e9) {
			t.Skip()
		}
		compareSmoothed(t, scattered(seed, 1+int(n)%200), h)
	})
}
