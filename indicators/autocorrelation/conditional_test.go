package autocorrelation_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// The corners of the grid have three neighbours among 29 other squares: 3,654 sets, all of which are gone through. Random neighbours give the
// mean, the variance and both tails of that to the error of 9,999 draws, √(p(1 − p)/9999) or 0.005 at most; the moments are exact.
func TestPIsThatOfAllDraws(t *testing.T) {
	in := gridInput()
	corners := map[int][]int{0: {1, 6, 7}, 5: {4, 10, 11}, 24: {18, 19, 25}, 29: {22, 23, 28}}
	for corner, near := range corners {
		var others []float64
		for i, v := range gridX {
			if i != corner {
				others = append(others, v)
			}
		}
		observed := gridX[near[0]] + gridX[near[1]] + gridX[near[2]]
		var all, above, below, sum, squares float64
		for a := range others {
			for b := range a {
				for c := range b {
					v := others[a] + others[b] + others[c]
					all++
					sum += v
					squares += v * v
					if v >= observed {
						above++
					}
					if v <= observed {
						below++
					}
				}
			}
		}
		var total float64
		for _, v := range others {
			total += v
		}
		for alternative, want := range map[autocorrelation.Alternative]float64{
			autocorrelation.Greater: above / all, autocorrelation.Less: below / all,
			autocorrelation.TwoSided: min(1, 2*min(above, below)/all), autocorrelation.Directed: min(above, below) / all,
		} {
			o := localOptions(space.Weighting{Style: space.Binary})
			o.Permutations, o.Alternative = 9999, alternative
			l, err := autocorrelation.LocalGetisOrdG(in.Distribution, o)
			if err != nil {
				t.Fatal(err)
			}
			u := l.Units[corner]
			if math.Abs(u.P-want) > 0.02 {
				t.Errorf("corner %d, alternative %d: got p %v, want %v", corner, alternative, u.P, want)
			}
			mean := sum / all
			if v := (squares/all - mean*mean) / total / total; math.Abs(u.Expected-mean/total) > 1e-12 || math.Abs(u.Variance-v) > 1e-12 {
				t.Errorf("corner %d: got mean %v and variance %v, want %v and %v", corner, u.Expected, u.Variance, mean/total, v)
			}
		}
	}
}

// Neither the order of the units nor the number of processors moves a local p-value, ties or not.
func TestLocalPDoesNotDependOnOrderOrProcessors(t *testing.T) {
	in := gridInput()
	o := localOptions(queenRow)
	want, err := autocorrelation.LocalMoran(in.Distribution, autocorrelation.Conditional, o)
	if err != nil {
		t.Fatal(err)
	}
	before := runtime.GOMAXPROCS(1)
	got, err := autocorrelation.LocalMoran(in.Distribution, autocorrelation.Conditional, o)
	runtime.GOMAXPROCS(before)
	if err != nil {
		t.Fatal(err)
	}
	p := func(l autocorrelation.Locals) []float64 {
		out := make([]float64, len(l.Units))
		for _, u := range l.Units {
			out[u.Unit] = u.P
		}
		return out
	}
	if diff := cmp.Diff(p(got), p(want)); diff != "" {
		t.Errorf("one processor (got -, want +):\n%s", diff)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		order := random.Perm(len(gridX))
		d := index.Distribution{Space: in.Distribution.Space.Pick(order)}
		for _, i := range order {
			d.Values = append(d.Values, gridX[i])
		}
		got, err := autocorrelation.LocalMoran(d, autocorrelation.Conditional, o)
		if err != nil {
			t.Fatal(err)
		}
		for j, v := range p(got) {
			if v != p(want)[order[j]] {
				t.Errorf("unit %d has p %v in another order, want %v", order[j], v, p(want)[order[j]])
			}
		}
	}
}

// Where there is no pattern, p-values are spread evenly: the mean of 900 is 1/2 with an error of √(1/12/900) = 0.01 for independent ones; and the
// draws have the mean and the variance that the moments say, so that z has mean 0 and variance 1.
func TestNoPatternHasNoPattern(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	d := index.Distribution{Space: grid(30, 30)}
	for range 900 {
		d.Values = append(d.Values, math.Exp(r.NormFloat64()))
	}
	o := localOptions(queenRow)
	o.Alternative = autocorrelation.Greater
	l, err := autocorrelation.LocalMoran(d, autocorrelation.Conditional, o)
	if err != nil {
		t.Fatal(err)
	}
	var p, z, squares, named float64
	for _, u := range l.Units {
		p, z, squares = p+u.P/900, z+u.Z/900, squares+u.Z*u.Z/900
		if u.Cluster != autocorrelation.NotSignificant {
			named++
		}
	}
	if math.Abs(p-0.5) > 0.05 || math.Abs(z) > 0.15 || math.Abs(squares-1) > 0.2 || named > 3 {
		t.Errorf("got mean p %v, mean z %v, mean z² %v and %v units named; want 0.5, 0, 1 and about none", p, z, squares, named)
	}
}
