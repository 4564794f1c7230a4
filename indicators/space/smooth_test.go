package space_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/space"
)

// naive adds up columns by the definition, over all pairs.
func naive(s *space.Space, k space.Kernel, columns ...[]float64) *space.Smoothed {
	n := len(s.Area)
	out := &space.Smoothed{Weight: make([]float64, n), Sums: make([][]float64, len(columns))}
	for c := range columns {
		out.Sums[c] = make([]float64, n)
	}
	for i := range n {
		for j := range n {
			w, _ := k.OfSelf(s.Area[i])
			if i != j {
				w = k.At(s.Points.Between(s.Points.At(i), s.Points.At(j)))
			}
			out.Weight[i] += w
			for c, column := range columns {
				out.Sums[c][i] += w * column[j]
			}
		}
	}
	return out
}

// alike compares sums to 12 digits of the largest.
var alike = gocmp.Comparer(func(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) <= 1e-12*max(math.Abs(x), math.Abs(y), 1e-300) })
})

func someKernel(r *rand.Rand) space.Kernel {
	k := space.Kernel{Shape: space.Shape(r.IntN(len(space.Shapes))), Bandwidth: math.Exp(2 + 7*r.Float64()), Power: float64(1 + r.IntN(3)),
		Self: space.Self(r.IntN(len(space.Selves)))}
	if r.IntN(3) == 0 {
		k.Bandwidth = 500 * float64(1+r.IntN(6))
	}
	if r.IntN(3) == 0 {
		k.Cutoff = k.Bandwidth * 3 * r.Float64()
	}
	return k
}

func someColumns(r *rand.Rand, n int) [][]float64 {
	columns := make([][]float64, r.IntN(7))
	for c := range columns {
		columns[c] = make([]float64, n)
		for i := range n {
			columns[c][i] = float64(r.IntN(1000))
		}
	}
	return columns
}

func someAreas(r *rand.Rand, n int) []float64 {
	area := make([]float64, n)
	for i := range n {
		area[i] = math.Exp(8 + 6*r.Float64())
	}
	return area
}

func TestSmoothIsWhatAllPairsAddUpTo(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 150 {
		n := 1 + r.IntN(700)
		s := &space.Space{Points: town(r, n), Area: someAreas(r, n)}
		if r.IntN(3) == 0 {
			s.Distances = plain{s.Points}
		}
		k, columns := someKernel(r), someColumns(r, n)
		got, err := s.Smooth(k, columns...)
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(got, naive(s, k, columns...), alike); d != "" {
			t.Fatalf("%+v: got -, want +:\n%s", k, d)
		}
	}
}

// On the globe distances through the sphere agree with the haversine formula to a micrometre, but for antipodes.
func TestSmoothOnTheGlobe(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		n := 1 + r.IntN(200)
		s := &space.Space{Points: world(r, n), Area: someAreas(r, n)}
		k := space.Kernel{Shape: space.Shape(r.IntN(len(space.Shapes))), Bandwidth: math.Exp(9 + 6*r.Float64()), Power: 2}
		columns := someColumns(r, n)
		got, err := s.Smooth(k, columns...)
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(got, naive(s, k, columns...), gocmp.Comparer(func(a, b []float64) bool {
			return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) <= 1e-6*max(math.Abs(x), math.Abs(y)) })
		})); d != "" {
			t.Fatalf("%+v: got -, want +:\n%s", k, d)
		}
	}
}

func TestSmoothManyIsSmoothOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		n := 1 + r.IntN(400)
		s := &space.Space{Points: town(r, n), Area: someAreas(r, n)}
		kernels := make([]space.Kernel, 1+r.IntN(12))
		for m := range kernels {
			kernels[m] = someKernel(r)
		}
		kernels = append(kernels, kernels[0])
		columns := someColumns(r, n)
		got, err := s.SmoothMany(kernels, columns...)
		if err != nil {
			t.Fatal(err)
		}
		for m, k := range kernels {
			if d := gocmp.Diff(got[m], naive(s, k, columns...), alike); d != "" {
				t.Fatalf("%+v: got -, want +:\n%s", k, d)
			}
		}
	}
}

// Sums are the same to the last bit whatever the number of processors.
func TestSmoothDoesNotDependOnProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	r := rand.New(rand.NewPCG(1, 2))
	const n = 3000
	p, columns := town(r, n), [][]float64{someAreas(r, n), someAreas(r, n)}
	for _, k := range []space.Kernel{{Bandwidth: 1000}, {Shape: space.Biweight, Bandwidth: 2000}} {
		var want *space.Smoothed
		for _, procs := range []int{1, 2, 5} {
			runtime.GOMAXPROCS(procs)
			got, err := (&space.Space{Points: p}).Smooth(k, columns...)
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			}
			if d := gocmp.Diff(got, want); d != "" {
				t.Errorf("with %d processors -, with 1 +:\n%s", procs, d)
			}
		}
	}
}

// Travel times weigh like lengths: a unit 2 minutes away weighs ½ by a triangle of 4 minutes, and one that cannot be reached nothing.
func TestSmoothByMinutes(t *testing.T) {
	minutes, err := space.NewTable(3, "min", true, []space.Link{{From: 0, To: 1, Value: 2}})
	if err != nil {
		t.Fatal(err)
	}
	s := &space.Space{Distances: minutes}
	got, err := s.Smooth(space.Kernel{Shape: space.Triangular, Bandwidth: 4}, []float64{1, 10, 100})
	want := &space.Smoothed{Weight: []float64{1.5, 1, 1}, Sums: [][]float64{{6, 10, 100}}}
	if d := gocmp.Diff(got, want); err != nil || d != "" {
		t.Errorf("got -, want +:\n%s%v", d, err)
	}
}

// What is remembered is never given for other columns or kernels, even when their memory is used again.
func TestSmoothRemembersByContent(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const n = 50
	s := &space.Space{Points: town(r, n), Area: someAreas(r, n)}
	kernels := make([]space.Kernel, 12) // more than are remembered
	for m := range kernels {
		kernels[m] = someKernel(r)
	}
	pool := make([][]float64, 5)
	for c := range pool {
		pool[c] = someAreas(r, n)
	}
	var wg sync.WaitGroup
	for seed := range uint64(4) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(3, seed))
			a, b := make([]float64, n), make([]float64, n)
			for range 300 {
				copy(a, pool[r.IntN(len(pool))])
				copy(b, pool[r.IntN(len(pool))])
				k := kernels[r.IntN(len(kernels))]
				got, err := s.Smooth(k, a, b)
				if d := gocmp.Diff(got, naive(s, k, a, b), alike); err != nil || d != "" {
					t.Errorf("got -, want +:\n%s%v", d, err)
					return
				}
			}
		})
	}
	wg.Wait()
	missing := slices.Clone(pool[0])
	missing[3] = math.NaN()
	if _, err := s.Smooth(kernels[0], missing); err != nil {
		t.Error(err)
	}
}

func TestSmoothWantsAKernelAndColumnsOfUnits(t *testing.T) {
	s := row(t)
	one := make([]float64, 5)
	minutes, err := space.NewTable(5, "min", false, []space.Link{{From: 0, To: 1, Value: 2}})
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		s      *space.Space
		k      space.Kernel
		column []float64
	}{
		"no bandwidth": {s, space.Kernel{}, one},
		"endless":      {s, space.Kernel{Bandwidth: math.Inf(1)}, one},
		"no power":     {s, space.Kernel{Shape: space.InversePower, Bandwidth: 1}, one},
		"cut-off":      {s, space.Kernel{Bandwidth: 1, Cutoff: -1}, one},
		"length":       {s, space.Kernel{Bandwidth: 1}, one[:4]},
		"nowhere":      {nil, space.Kernel{Bandwidth: 1}, one},
		"minutes":      {&space.Space{Distances: minutes, Area: s.Area}, space.Kernel{Bandwidth: 1, Self: space.White}, one},
		"area":         {&space.Space{Points: s.Points}, space.Kernel{Bandwidth: 1, Self: space.Root}, one},
	} {
		if got, err := tc.s.Smooth(tc.k, tc.column); err == nil {
			t.Errorf("%s: got %v, want an error", name, got)
		}
	}
}

func BenchmarkSmooth(b *testing.B) {
	for _, bc := range []struct {
		n int
		k space.Kernel
	}{
		{6000, space.Kernel{Bandwidth: 1000}},
		{6000, space.Kernel{Shape: space.Gaussian, Bandwidth: 1000}},
		{6000, space.Kernel{Shape: space.Biweight, Bandwidth: 4000}},
		{100_000, space.Kernel{Shape: space.Biweight, Bandwidth: 2000}},
		{100_000, space.Kernel{Bandwidth: 500, Cutoff: 2000}},
	} {
		b.Run(fmt.Sprintf("%s/%d", space.Shapes[bc.k.Shape], bc.n), func(b *testing.B) {
			p := sprawl(bc.n)
			columns := make([][]float64, 4)
			r := rand.New(rand.NewPCG(1, 2))
			for c := range columns {
				columns[c] = someAreas(r, bc.n)
			}
			for b.Loop() {
				if _, err := (&space.Space{Points: p}).Smooth(bc.k, columns...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
