package relation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators/index"
)

func lattice(side int) func(i, j int) float64 {
	return func(i, j int) float64 {
		return math.Hypot(float64(i%side-j%side), float64(i/side-j/side))
	}
}

// smooth returns noise on a lattice of which each cell is a mean of those about it: neighbours are alike.
func smooth(r *rand.Rand, side int) []float64 {
	const reach = 2
	wide := side + 2*reach
	noise := make([]float64, wide*wide)
	for i := range noise {
		noise[i] = r.NormFloat64()
	}
	out := make([]float64, side*side)
	for i := range out {
		for dy := range 2*reach + 1 {
			for dx := range 2*reach + 1 {
				out[i] += noise[(i/side+dy)*wide+i%side+dx]
			}
		}
	}
	return out
}

func likeness(t testing.TB, s *relation.Strata, x []float64) relation.Likeness {
	t.Helper()
	l, err := s.Likeness(x)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// The traces, taken by matrices as they are written in Dutilleul (1993).
func TestEffectiveSizeByMatrices(t *testing.T) {
	const side, n = 5, 25
	r := rand.New(rand.NewPCG(1, 1))
	d := lattice(side)
	s, err := relation.NewStrata(n, d)
	if err != nil {
		t.Fatal(err)
	}
	// The classes, once more: 300 pairs, ⌈1 + log₂ 300⌉ = 10 of them, which begin at the tenths of the sorted distances.
	var all []float64
	for j := range n {
		for i := range j {
			all = append(all, d(i, j))
		}
	}
	slices.Sort(all)
	class := func(v float64) int {
		begun := map[float64]bool{}
		for c := 1; c < 10; c++ {
			if cut := all[c*len(all)/10]; cut <= v && cut > all[0] {
				begun[cut] = true
			}
		}
		return len(begun)
	}
	x, y := smooth(r, side), smooth(r, side)
	sigma := func(v []float64) *mat.Dense {
		mean := 0.0
		for _, a := range v {
			mean += a / n
		}
		sums, counts := make([]float64, 10), make([]float64, 10)
		own := 0.0
		for i := range n {
			own += (v[i] - mean) * (v[i] - mean) / n
			for j := range n {
				if i != j {
					c := class(d(i, j))
					sums[c] += (v[i] - mean) * (v[j] - mean)
					counts[c]++
				}
			}
		}
		m := mat.NewDense(n, n, nil)
		for i := range n {
			for j := range n {
				if i == j {
					m.Set(i, j, own)
				} else {
					c := class(d(i, j))
					m.Set(i, j, sums[c]/counts[c])
				}
			}
		}
		return m
	}
	centre := mat.NewDense(n, n, nil)
	for i := range n {
		for j := range n {
			centre.Set(i, j, -1.0/n)
		}
		centre.Set(i, i, 1-1.0/n)
	}
	var px, py, joint mat.Dense
	px.Mul(centre, sigma(x))
	py.Mul(centre, sigma(y))
	joint.Mul(&px, &py)
	want := min(n, max(3, 1+mat.Trace(&px)*mat.Trace(&py)/mat.Trace(&joint)))
	got := s.EffectiveSize(likeness(t, s, x), likeness(t, s, y))
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("got %v, want %v", got, want)
	}
	if got >= n-1 {
		t.Errorf("effective size %v of neighbours that are alike", got)
	}
}

// Two numbers that have nothing to do with one another, each smooth over a lattice: the test that takes the units as independent finds a correlation
// far too often, that of the effective size about as often as it says.
func TestTestsOfSmoothNumbersHoldTheirLevel(t *testing.T) {
	const side, n, runs = 8, 64, 400
	s, err := relation.NewStrata(n, lattice(side))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(2, 2))
	naive, effective := 0, 0
	for range runs {
		x, y := smooth(r, side), smooth(r, side)
		c, _ := relation.Pearson(x, y, nil)
		size := s.EffectiveSize(likeness(t, s, x), likeness(t, s, y))
		if relation.P(c, n) < 0.05 {
			naive++
		}
		if relation.P(c, size) < 0.05 {
			effective++
		}
	}
	t.Logf("naive %.3f, effective %.3f", float64(naive)/runs, float64(effective)/runs)
	if naive < runs/5 || effective > runs/9 {
		t.Errorf("finds a correlation in %.3f of the draws, %.3f of those that count neighbours twice", float64(effective)/runs, float64(naive)/runs)
	}
}

func TestWhatHasNoEffectiveSize(t *testing.T) {
	if _, err := relation.NewStrata(4, lattice(2)); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("four units: %v", err)
	}
	if _, err := relation.NewStrata(relation.MaxPlaced+1, lattice(50)); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("too many units: %v", err)
	}
	if _, err := relation.NewStrata(9, func(i, j int) float64 { return nan }); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("unknown distances: %v", err)
	}
	s, err := relation.NewStrata(9, lattice(3))
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string][]float64{"constant": make([]float64, 9), "missing": {1, 2, 3, 4, 5, 6, 7, 8, nan}, "few": {1, 2}} {
		if l, err := s.Likeness(x); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, %v", name, l, err)
		}
	}
}
