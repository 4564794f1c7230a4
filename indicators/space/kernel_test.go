package space_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/space"
)

func TestKernelWeights(t *testing.T) {
	for _, tc := range []struct {
		k    space.Kernel
		d    float64
		want float64
	}{
		{space.Kernel{Bandwidth: 1000}, 0, 1},
		{space.Kernel{Bandwidth: 1000}, 1000, 1 / math.E},
		{space.Kernel{Bandwidth: 1000, Cutoff: 999}, 1000, 0},
		{space.Kernel{Bandwidth: 1000, Cutoff: 1000}, 1000, 1 / math.E},
		{space.Kernel{Bandwidth: 1}, 1e9, 0},
		{space.Kernel{Shape: space.InversePower, Bandwidth: 1000, Power: 1}, 2000, 0.5},
		{space.Kernel{Shape: space.InversePower, Bandwidth: 1000, Power: 2}, 2000, 0.25},
		{space.Kernel{Shape: space.InversePower, Bandwidth: 1000, Power: 3}, 2000, 0.125},
		{space.Kernel{Shape: space.InversePower, Bandwidth: 1000, Power: 0.5}, 4000, 0.5},
		{space.Kernel{Shape: space.InversePower, Bandwidth: 1000, Power: 1}, 1, 1},
		{space.Kernel{Shape: space.Biweight, Bandwidth: 1000}, 500, 0.5625}, // (1 − ¼)²
		{space.Kernel{Shape: space.Biweight, Bandwidth: 1000}, 1001, 0},
		{space.Kernel{Shape: space.Triangular, Bandwidth: 1000}, 250, 0.75},
		{space.Kernel{Shape: space.Uniform, Bandwidth: 1000}, 1000, 1},
		{space.Kernel{Shape: space.Uniform, Bandwidth: 1000}, 1000.0000001, 0},
		{space.Kernel{Shape: space.Gaussian, Bandwidth: 1000}, 1000, 1 / math.Sqrt(math.E)},
	} {
		if got := tc.k.At(tc.d); math.Abs(got-tc.want) > 1e-15 {
			t.Errorf("%+v at %v: got %v, want %v", tc.k, tc.d, got, tc.want)
		}
	}
}

// The exponential is the one of package math to 4·10⁻¹⁶, as far as a double holds its digits.
func TestExponentialKernelIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	k := space.Kernel{Bandwidth: 1}
	for range 1_000_000 {
		u := 708 * math.Pow(r.Float64(), 4)
		if got, want := k.At(u), math.Exp(-u); math.Abs(got-want) > 4.5e-16*want {
			t.Fatalf("exp(−%v): got %v, want %v", u, got, want)
		}
	}
}

// Weights lie between 0 and 1, and never grow with distance.
func TestKernelsFallOff(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		k := someKernel(r)
		k.Bandwidth = math.Exp(600 * (r.Float64() - 0.5))
		d := k.Bandwidth * math.Exp(20*r.Float64()-10)
		near, far := k.At(d), k.At(d*(1+r.Float64()))
		if !(near >= 0 && near <= 1 && far <= near) {
			t.Fatalf("%+v: got %v at %v and %v further away", k, near, d, far)
		}
		if d > k.Reach() && near != 0 || k.At(0) != 1 {
			t.Fatalf("%+v: got %v at %v beyond its reach, %v at 0", k, near, d, k.At(0))
		}
	}
}
