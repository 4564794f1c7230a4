package space_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/space"
)

// Five units on a line, 100 m apart, with 10, 20, 30, 40 and 50 people. From the middle one, 30 people are itself; for 31 both neighbours
// come with it, 30 + 20 + 40 = 90, as they are equally far; for 91 the ends do too, 150 in all, and 151 are not to be had.
func TestNearestTakesTiesWhole(t *testing.T) {
	s := &space.Space{Points: &space.Points{X: []float64{1000, 1100, 1200, 1300, 1400}, Y: make([]float64, 5)}}
	people := []float64{10, 20, 30, 40, 50}
	got, err := s.Nearest(people, []float64{30, 151, 31, 91}, []float64{1, 2, 4, 8, 16})
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []struct {
		weight, radius, sum float64
		short               int
	}{{30, 0, 4, 0}, {150, 200, 31, 5}, {90, 100, 14, 0}, {150, 200, 31, 0}} {
		if got.Weight[k][2] != want.weight || got.Radius[k][2] != want.radius || got.Sums[k][0][2] != want.sum || got.Short[k] != want.short {
			t.Errorf("%v people: got %v within %v, sum %v, %d units short; want %v", got.Sizes[k], got.Weight[k][2], got.Radius[k][2], got.Sums[k][0][2], got.Short[k], want)
		}
	}
	// From the end: 10, then 20, 30 …: 60 people within 200 m, more than 31.
	if got.Weight[2][0] != 60 || got.Radius[2][0] != 200 {
		t.Errorf("got %v within %v, want 60 within 200", got.Weight[2][0], got.Radius[2][0])
	}
}

func TestNearestWantsPeople(t *testing.T) {
	s := &space.Space{Points: &space.Points{X: []float64{1000, 2000}, Y: []float64{0, 0}}}
	one := []float64{1, 1}
	for name, compute := range map[string]func() (*space.Bespoke, error){
		"negative":  func() (*space.Bespoke, error) { return s.Nearest([]float64{1, -1}, one) },
		"missing":   func() (*space.Bespoke, error) { return s.Nearest([]float64{1, math.NaN()}, one) },
		"nobody":    func() (*space.Bespoke, error) { return s.Nearest(one, []float64{0}) },
		"everybody": func() (*space.Bespoke, error) { return s.Nearest(one, []float64{math.Inf(1)}) },
		"length":    func() (*space.Bespoke, error) { return s.Nearest(one, one, []float64{1}) },
		"nowhere":   func() (*space.Bespoke, error) { return (&space.Space{}).Nearest(one, one) },
	} {
		if got, err := compute(); err == nil {
			t.Errorf("%s: got %v, want an error", name, got)
		}
	}
}

// Surroundings and weights are the same to the last bit whatever the number of processors.
func TestNearestDoesNotDependOnProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	r := rand.New(rand.NewPCG(1, 2))
	const n = 2000
	s := &space.Space{Points: town(r, n)}
	people := someAreas(r, n)
	roads := &space.Space{Distances: streets(30, 30)}
	type results struct {
		Points, Roads *space.Bespoke
		Weights       *space.Graph
	}
	var want results
	for _, procs := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(procs)
		var got results
		var errs [3]error
		got.Points, errs[0] = s.Nearest(people, []float64{1e5, 1e7, 1e9}, people)
		got.Roads, errs[1] = roads.Nearest(people[:900], []float64{1e5, 1e7, 1e9}, people[:900])
		got.Weights, errs[2] = s.Weights(space.Weighting{Rule: space.NearestUnits, K: 8, Style: space.VarianceStabilised})
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
		if procs == 1 {
			want = got
		}
		if d := gocmp.Diff(got, want); d != "" {
			t.Errorf("with %d processors -, with 1 +:\n%s", procs, d)
		}
	}
}

// Surroundings do not change when a unit is split into several in its place, and are the same through any kind of distances.
func TestNearestOfSplitUnits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		n := 2 + r.IntN(60)
		p := town(r, n)
		people, some := make([]float64, n), make([]float64, n)
		for i := range n {
			people[i], some[i] = float64(r.IntN(1000)), float64(r.IntN(100))
		}
		sizes := []float64{1, 100, 1000, 5000, 1e6}
		want, err := (&space.Space{Points: p}).Nearest(people, sizes, some)
		if err != nil {
			t.Fatal(err)
		}
		other, err := (&space.Space{Distances: plain{p}}).Nearest(people, sizes, some)
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(other, want, closeTo(2e-5)); d != "" {
			t.Fatalf("through a matrix -, through points +:\n%s", d)
		}
		order, share := []int{}, []float64{}
		for i := range n {
			parts := 1 + r.IntN(3)
			for range parts {
				order, share = append(order, i), append(share, 1/float64(parts))
			}
		}
		split, part := make([]float64, len(order)), make([]float64, len(order))
		for j, i := range order {
			split[j], part[j] = people[i]*share[j], some[i]*share[j]
		}
		got, err := (&space.Space{Points: p.Pick(order).(*space.Points)}).Nearest(split, []float64{0.9, 99.9, 999.9, 4999.9, 1e6}, part)
		if err != nil {
			t.Fatal(err)
		}
		for k := range sizes {
			for j, i := range order {
				if math.Abs(got.Weight[k][j]-want.Weight[k][i]) > 1e-6 || math.Abs(got.Sums[k][0][j]-want.Sums[k][0][i]) > 1e-6 {
					t.Fatalf("%v people around %d: got %v, want %v", sizes[k], i, got.Weight[k][j], want.Weight[k][i])
				}
			}
		}
	}
}

// The surroundings of the census tracts of Sacramento and of a grid of 500 m, by an independent implementation of EquiPop's convention.
func TestNearestAgreesWithEquiPop(t *testing.T) {
	tracts := golden.Rows(t, golden.Path(t, "golden", "segregation", "pysal_sacramento_tracts.csv"))
	want := golden.Rows(t, golden.Path(t, "golden", "segregation", "knn_sacramento_local_expected.csv"))
	column := func(rows []golden.Row, name string) []float64 {
		out := make([]float64, len(rows))
		for i, row := range rows {
			out[i] = row.Number(t, name)
		}
		return out
	}
	s := &space.Space{Points: &space.Points{X: column(tracts, "x_utm10"), Y: column(tracts, "y_utm10")}}
	sizes := []float64{5000, 20000, 50000, 200000}
	got, err := s.Nearest(column(tracts, "TOT_POP"), sizes, column(tracts, "HISP"))
	if err != nil {
		t.Fatal(err)
	}
	if len(want) != len(tracts) {
		t.Fatalf("%d tracts but %d surroundings", len(tracts), len(want))
	}
	for k, size := range sizes {
		for what, values := range map[string][]float64{"N_": got.Weight[k], "T_HISP_": got.Sums[k][0], "Dist_": got.Radius[k]} {
			name := fmt.Sprintf("%s%.0f", what, size)
			if d := gocmp.Diff(values, column(want, name), closeTo(1e-6)); d != "" {
				t.Errorf("%s: got -, want +:\n%s", name, d)
			}
		}
	}
}

func TestNearestOnAGridAgreesWithEquiPop(t *testing.T) {
	grid := golden.Rows(t, golden.Path(t, "golden", "segregation", "grid2000.csv"))
	column := func(name string) []float64 {
		out := make([]float64, len(grid))
		for i, row := range grid {
			out[i] = row.Number(t, name)
		}
		return out
	}
	s := &space.Space{Points: &space.Points{X: column("x_m"), Y: column("y_m")}}
	total, group := column("total"), column("g1")
	got, err := s.Nearest(total, []float64{1000, 5000, 20000, 100000}, group)
	if err != nil {
		t.Fatal(err)
	}
	// The record "k-NN segregation profile" of expected.json, SI: the group's mean share in its surroundings.
	for k, want := range []float64{0.22719519957868006, 0.22631744325447536, 0.22427834484195366, 0.21298444683011786} {
		sum, all := 0.0, 0.0
		for i, people := range group {
			sum += people * got.Sums[k][0][i] / got.Weight[k][i]
			all += people
		}
		if si := sum / all; math.Abs(si-want) > 1e-12 {
			t.Errorf("%v people: got SI %v, want %v", got.Sizes[k], si, want)
		}
	}
}

func BenchmarkNearest(b *testing.B) {
	const n = 100_000
	s := &space.Space{Points: sprawl(n)}
	r := rand.New(rand.NewPCG(1, 2))
	people, some := make([]float64, n), make([]float64, n)
	for i := range n {
		people[i] = float64(r.IntN(200))
		some[i] = math.Floor(people[i] * r.Float64())
	}
	sizes := []float64{100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200}
	for b.Loop() {
		if _, err := s.Nearest(people, sizes, some, slices.Clone(some)); err != nil {
			b.Fatal(err)
		}
	}
}
