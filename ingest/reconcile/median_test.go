package reconcile

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMedianIsThatOfSortedNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	shapes := []func(i, n int) float64{
		func(int, int) float64 { return r.NormFloat64() },
		func(int, int) float64 { return float64(r.IntN(4)) },
		func(i, _ int) float64 { return float64(i) },
		func(i, n int) float64 { return float64(n - i) },
		func(int, int) float64 { return 7 },
		func(i, n int) float64 { return math.Abs(float64(2*i - n)) },
		func(i, _ int) float64 { return float64(i % 17) },
	}
	for n := 1; n < 200; n++ {
		for s, shape := range shapes {
			v := make([]float64, n)
			for i := range v {
				v[i] = shape(i, n)
			}
			sorted := slices.Clone(v)
			slices.Sort(sorted)
			want := (sorted[(n-1)/2] + sorted[n/2]) / 2
			if got := median(v); got != want {
				t.Fatalf("shape %d of %d numbers: got %v, want %v", s, n, got, want)
			}
			slices.Sort(v)
			if !slices.Equal(v, sorted) {
				t.Fatalf("shape %d of %d numbers: other numbers", s, n)
			}
		}
	}
	if got := median(nil); !math.IsNaN(got) {
		t.Errorf("nothing has median %v", got)
	}
}

func BenchmarkMedian(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	from, v := make([]float64, 100_000), make([]float64, 100_000)
	for i := range from {
		from[i] = r.NormFloat64()
	}
	for b.Loop() {
		copy(v, from)
		median(v)
	}
}
