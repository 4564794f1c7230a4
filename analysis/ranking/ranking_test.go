package ranking_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/ranking"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

var options = ranking.Options{Level: 0.95, Draws: 999, Seed: 1}

func even(value, sd float64) ranking.Value { return ranking.Value{Value: value, Below: sd, Above: sd} }

func ExamplePlaces() {
	places, err := ranking.Places([]ranking.Value{even(70, 1), even(62, 2), even(61, 2), even(50, 1)}, nil, options)
	for _, p := range places {
		fmt.Printf("%d (%d to %d)\n", p.Place, p.Highest, p.Lowest)
	}
	fmt.Println(err)
	// Output:
	// 1 (1 to 1)
	// 2 (2 to 3)
	// 3 (2 to 3)
	// 4 (4 to 4)
	// <nil>
}

func phi(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }

// The expected place is one more than the sum of the probabilities that others are higher: 1 + Σ Φ((yj − yi)/√(si² + sj²)). The probability of the
// first place of the second unit is ∫ φ(t; 62, 2) Φ(t; 61, 2) Φ(t; 58, 1) Φ(t; 50, 4) dt = 0.63356 (scipy.integrate.quad).
func TestDrawn(t *testing.T) {
	values := []ranking.Value{even(58, 1), even(62, 2), even(61, 2), even(50, 4)}
	o := options
	o.Draws = 40_000
	places, err := ranking.Places(values, nil, o)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range values {
		want := 1.0
		for j, w := range values {
			if j != i {
				want += phi((w.Value - v.Value) / math.Hypot(v.Below, w.Below))
			}
		}
		if math.Abs(places[i].Expected-want) > 0.015 {
			t.Errorf("unit %d: expected place %v, want %v", i, places[i].Expected, want)
		}
	}
	if p := places[1].First; math.Abs(p-0.63356) > 0.01 {
		t.Errorf("first with %v", p)
	}
	if p := places[3]; p.Last != p.LastQuarter || p.Last < 0.95 {
		t.Errorf("last with %v, in the last quarter with %v", p.Last, p.LastQuarter)
	}
}

// Many units by sums of distributions have the places that draws of them give.
func TestSummed(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	values := make([]ranking.Value, ranking.MaxDrawn+100)
	for i := range values {
		values[i] = ranking.Value{Value: 20 + 8*r.NormFloat64(), Below: 0.5 + 3*r.Float64(), Above: 0.5 + 3*r.Float64()}
	}
	values[0] = even(20, 0)
	got, err := ranking.Places(values, nil, options)
	if err != nil {
		t.Fatal(err)
	}
	const draws = 3000
	n := float64(len(values))
	sum, quarter := make([]float64, len(values)), make([]float64, len(values))
	inside := make([]int, len(values))
	for range draws {
		x := make([]float64, len(values))
		for i, v := range values {
			z := r.NormFloat64()
			x[i] = v.Value + z*v.Above
			if z < 0 {
				x[i] = v.Value + z*v.Below
			}
		}
		sorted := slices.Sorted(slices.Values(x))
		for i := range x {
			below, _ := slices.BinarySearch(sorted, x[i])
			place := len(x) - below
			sum[i] += float64(place)
			if float64(place) > 0.75*n {
				quarter[i]++
			}
			if got[i].Lower <= place && place <= got[i].Upper {
				inside[i]++
			}
		}
	}
	for i, p := range got {
		if math.Abs(p.Expected-sum[i]/draws) > 0.01*n {
			t.Errorf("unit %d (%+v): expected place %v, drawn %v", i, values[i], p.Expected, sum[i]/draws)
		}
		if math.Abs(p.LastQuarter-quarter[i]/draws) > 0.05 {
			t.Errorf("unit %d: in the last quarter with %v, drawn %v", i, p.LastQuarter, quarter[i]/draws)
		}
		if c := float64(inside[i]) / draws; c < 0.92 {
			t.Errorf("unit %d (%+v): %d to %d holds %v of the draws", i, values[i], p.Lower, p.Upper, c)
		}
		if !math.IsNaN(p.First) || !math.IsNaN(p.Last) {
			t.Errorf("unit %d has probabilities of the ends", i)
		}
	}
}

// held tells whether all the places that units may truly have lie in their intervals: of units that are truly equal every order of them.
func held(truth []float64, places []ranking.Place) bool {
	for i, p := range places {
		higher, lower := 0, 0
		for _, v := range truth {
			switch {
			case v > truth[i]:
				higher++
			case v < truth[i]:
				lower++
			}
		}
		if p.Highest > 1+higher || p.Lowest < len(truth)-lower {
			return false
		}
	}
	return true
}

// Whatever the true values, all places lie in their intervals 95 times in a hundred or more: where all are equal, where some are, where they lie apart,
// and where some are far less certain than others; with few units (pairs) and many (intervals).
func TestCoverage(t *testing.T) {
	for _, tc := range []struct {
		n, runs     int
		apart, near float64
	}{
		{12, 400, 0, 1}, {12, 400, 0.7, 1}, {12, 400, 2.5, 1}, {12, 400, 0, 6}, {12, 400, 1, 6}, {90, 150, 0, 1}, {90, 150, 0.3, 3},
	} {
		r := rand.New(rand.NewPCG(3, uint64(tc.n)))
		all, width := 0, 0
		for run := range tc.runs {
			truth, values := make([]float64, tc.n), make([]ranking.Value, tc.n)
			for i := range truth {
				truth[i] = tc.apart * float64(i/2) // in pairs
				sd := 1 + (tc.near-1)*float64(i%3)/2
				values[i] = even(truth[i]+sd*r.NormFloat64(), sd)
			}
			o := options
			o.Seed, o.Draws = uint64(run), 199
			places, err := ranking.Places(values, nil, o)
			if err != nil {
				t.Fatal(err)
			}
			if held(truth, places) {
				all++
			}
			for _, p := range places {
				width += p.Lowest - p.Highest + 1
			}
		}
		c := float64(all) / float64(tc.runs)
		t.Logf("%d units %v apart: %.3f, %.1f places", tc.n, tc.apart, c, float64(width)/float64(tc.runs*tc.n))
		if c < 0.93 || tc.n == 12 && tc.apart == 0 && c > 0.98 {
			t.Errorf("%d units %v apart: %.3f", tc.n, tc.apart, c)
		}
	}
}

// Shares of districts with Wilson's limits, some all but equal and of very different size: the limits are neither normal nor symmetric.
func TestCoverageOfShares(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	const runs = 300
	all := 0
	for run := range runs {
		truth, values := make([]float64, 12), make([]ranking.Value, 12)
		for i := range truth {
			truth[i] = 0.05 + 0.01*float64(i/3)
			n := 80 * math.Pow(1.4, float64(i*5%12))
			x := distuv.Binomial{N: math.Round(n), P: truth[i], Src: r}.Rand()
			lower, upper := rate.Wilson(x, math.Round(n), 0.95)
			values[i] = ranking.FromInterval(x/math.Round(n), lower, upper, 0.95)
		}
		o := options
		o.Seed, o.Draws = uint64(run), 199
		places, err := ranking.Places(values, nil, o)
		if err != nil {
			t.Fatal(err)
		}
		if held(truth, places) {
			all++
		}
	}
	if c := float64(all) / runs; c < 0.93 {
		t.Errorf("%.3f", c)
	}
}

// Of more than MaxPairs units the limits at level^(1/n) tell who is apart: with 0.95 and 70 units they are 3.38 deviations from the value, so that
// steps of 7 are sure and steps of 6 are not.
func TestIntervals(t *testing.T) {
	for step, sure := range map[float64]bool{7: true, 6: false} {
		values := make([]ranking.Value, ranking.MaxPairs+10)
		for i := range values {
			values[i] = even(step*float64(i), 1)
		}
		places, err := ranking.Places(values, nil, options)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range places {
			if got := p.Highest == p.Lowest; got != sure {
				t.Errorf("step %v, unit %d: %d to %d", step, i, p.Highest, p.Lowest)
			}
			if p.Place != len(values)-i || p.Highest > p.Place || p.Lowest < p.Place {
				t.Errorf("step %v, unit %d: %+v", step, i, p)
			}
		}
	}
}

func TestTies(t *testing.T) {
	places, err := ranking.Places([]ranking.Value{even(3, 0), even(5, 0), even(3, 0), even(1, 0), even(3, 0)}, nil, options)
	if err != nil {
		t.Fatal(err)
	}
	// 5 is first, the three 3s share places 2 to 4, and 1 is last.
	for i, want := range []ranking.Place{{Place: 2, Tied: true, Expected: 3, Highest: 2, Lowest: 4}, {Place: 1, Expected: 1, Highest: 1, Lowest: 1}} {
		p := places[i]
		if p.Place != want.Place || p.Tied != want.Tied || p.Expected != want.Expected || p.Highest != want.Highest || p.Lowest != want.Lowest {
			t.Errorf("%+v, want %+v", p, want)
		}
	}
	if p := places[0]; p.Lower != 2 || p.Upper != 4 {
		t.Errorf("tied: %d to %d", p.Lower, p.Upper)
	}
	// Equal figures that are uncertain may have any place.
	places, err = ranking.Places([]ranking.Value{even(3, 1), even(3, 1), even(3, 1)}, nil, options)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		if p.Place != 1 || !p.Tied || p.Highest != 1 || p.Lowest != 3 || p.Lower != 1 || p.Upper != 3 || math.Abs(p.First-1./3) > 0.05 {
			t.Errorf("%+v", p)
		}
	}
}

// What is believed moves expected places, not the place of the figure.
func TestBelieved(t *testing.T) {
	values := []ranking.Value{even(10, 1), even(9, 1), even(0, 1)}
	places, err := ranking.Places(values, []ranking.Value{even(5, 0.1), even(8, 0.1), even(2, 0.1)}, options)
	if err != nil {
		t.Fatal(err)
	}
	if p := places[0]; p.Place != 1 || p.Expected != 2 || p.First != 0 || p.Lowest != 2 {
		t.Errorf("%+v", p)
	}
	if _, err := ranking.Places(values, values[:2], options); !errors.Is(err, index.ErrUndefined) {
		t.Error(err)
	}
}

// The side that matters is the one towards the other unit.
func TestSides(t *testing.T) {
	high := ranking.Value{Value: 10, Below: 1, Above: 50}
	low := ranking.Value{Value: 0, Below: 50, Above: 1}
	places, err := ranking.Places([]ranking.Value{low, high}, nil, options)
	if err != nil {
		t.Fatal(err)
	}
	if p := places[1]; p.Highest != 1 || p.Lowest != 1 || p.First < 0.99 {
		t.Errorf("%+v", p)
	}
	places, err = ranking.Places([]ranking.Value{low.Down(), high.Down()}, nil, options)
	if err != nil {
		t.Fatal(err)
	}
	if p := places[1]; p.Place != 2 || p.Highest != 2 || p.Last < 0.99 {
		t.Errorf("turned round: %+v", p)
	}
	if v := ranking.FromInterval(10, 8.04, 13.92, 0.95); math.Abs(v.Below-1) > 1e-4 || math.Abs(v.Above-2) > 1e-4 {
		t.Errorf("%+v", v)
	}
}

func TestBadInput(t *testing.T) {
	two := []ranking.Value{even(1, 1), even(2, 1)}
	for name, tc := range map[string]struct {
		values []ranking.Value
		o      ranking.Options
	}{
		"one unit":        {two[:1], options},
		"none":            {nil, options},
		"all the same":    {[]ranking.Value{even(1, 0), even(1, 0)}, options},
		"not a number":    {[]ranking.Value{even(1, 1), even(math.NaN(), 1)}, options},
		"infinite":        {[]ranking.Value{even(1, 1), even(math.Inf(1), 1)}, options},
		"negative":        {[]ranking.Value{even(1, 1), even(1, -1)}, options},
		"infinite errors": {[]ranking.Value{even(1, 1), even(1, math.Inf(1))}, options},
		"level":           {two, ranking.Options{Level: 95, Draws: 999}},
		"draws":           {two, ranking.Options{Level: 0.95, Draws: 9}},
	} {
		if p, err := ranking.Places(tc.values, nil, tc.o); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: %+v %v", name, p, err)
		}
	}
}

func BenchmarkPlaces(b *testing.B) {
	for _, n := range []int{12, 60, 300, 6160} {
		r := rand.New(rand.NewPCG(1, 1))
		values := make([]ranking.Value, n)
		for i := range values {
			values[i] = even(20+10*r.NormFloat64(), 1+r.Float64())
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := ranking.Places(values, nil, options); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
