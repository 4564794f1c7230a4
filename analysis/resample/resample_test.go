package resample

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// persons returns the only value of each statistic, with the persons of a composition drawn anew.
func persons(c index.Composition, stats []Statistic, o Options) []Value {
	return single(Bootstrap(index.Input{Composition: c}, Persons, stats, o))
}

func single(outcomes []Outcome) []Value {
	var out []Value
	for _, o := range outcomes {
		out = append(out, o.Values[0])
	}
	return out
}

func find(t *testing.T, id string) Statistic {
	t.Helper()
	for _, ix := range segregation.All {
		if ix.ID == id {
			return Statistic{Index: ix}
		}
	}
	t.Fatalf("no index %s", id)
	return Statistic{}
}

// The counts of draws must follow the binomial distribution: Pearson's chi-squared over all cells with at least 5 expected draws lies within
// six standard deviations, √(2 k), of its expectation k − 1 (Pearson 1900).
func TestBinomialFollowsItsDistribution(t *testing.T) {
	const draws = 40_000
	r := rand.New(rand.NewPCG(7, 7))
	for _, c := range []struct{ n, p float64 }{
		{1, 0.3}, {12, 0.5}, {40, 0.02}, {19, 0.53}, // by inversion
		{21, 0.48}, {60, 0.25}, {200, 0.9}, {1500, 0.15}, // by rejection
	} {
		seen := make([]float64, int(c.n)+1)
		for range draws {
			seen[int(Binomial(r, c.n, c.p))]++
		}
		chi, cells := 0.0, 0.0
		for k := range seen {
			x := float64(k)
			log := logFactorial(c.n) - logFactorial(x) - logFactorial(c.n-x) + x*math.Log(c.p) + (c.n-x)*math.Log1p(-c.p)
			if want := draws * math.Exp(log); want >= 5 {
				chi += (seen[k] - want) * (seen[k] - want) / want
				cells++
			}
		}
		if k := cells - 1; math.Abs(chi-k) > 6*math.Sqrt(2*max(k, 1)) {
			t.Errorf("n=%v p=%v: chi-squared got %.1f, want about %v", c.n, c.p, chi, k)
		}
	}
}

func TestBinomialAtItsEdges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	nan := math.NaN()
	for _, c := range []struct{ n, p, want float64 }{
		{0, 0.5, 0}, {-3, 0.5, 0}, {0.4, 0.9, 0}, {10, 0, 0}, {10, -1, 0}, {10, 1, 10}, {10, 2, 10}, {9.6, 1, 10}, {nan, 0.5, 0}, {10, nan, 0},
	} {
		if got := Binomial(r, c.n, c.p); got != c.want {
			t.Errorf("Binomial(%v, %v): got %v, want %v", c.n, c.p, got, c.want)
		}
	}
}

func TestMultinomialKeepsItsTotal(t *testing.T) {
	m := NewMultinomial([]float64{0, 120.2, 0, 30, 49.9, 0})
	r := rand.New(rand.NewPCG(3, 3))
	out := make([]float64, 6)
	sums := make([]float64, 6)
	for range 20_000 {
		m.Draw(r, out)
		if got := index.Total(out); got != 200 { // 200.1 rounded
			t.Fatalf("sum of cells: got %v, want 200", got)
		}
		for i, v := range out {
			sums[i] += v / 20_000
		}
	}
	// Standard errors of the means are √(200 p (1−p) / 20000), at most 0.05.
	for i, want := range []float64{0, 120.2 * 200 / 200.1, 0, 30 * 200 / 200.1, 49.9 * 200 / 200.1, 0} {
		if math.Abs(sums[i]-want) > 0.25 || want == 0 && sums[i] != 0 {
			t.Errorf("mean of cell %d: got %.3f, want %.3f", i, sums[i], want)
		}
	}
}

// With 99 replicates 1 … 99 the order statistics at 100 · 0.025 = 2.5 and 97.5 are 2.5 and 97.5. About θ = 60 the basic interval is 120 − 97.5 to
// 120 − 2.5 and the corrected value 120 − 50; the standard deviation of 1 … n is √(n(n+1)/12) = √825.
func TestBasicByHand(t *testing.T) {
	reps := make([]float64, 99)
	for i := range reps {
		reps[i] = float64(99 - i)
	}
	got := Basic(60, reps, 0.95, 0, 200)
	want := Result{
		Estimate: index.Estimate{Value: 60, Lower: 22.5, Upper: 117.5, Level: 0.95},
		Interval: true, Corrected: 70, SE: math.Sqrt(825),
	}
	near := cmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) < 1e-9 })
	if diff := cmp.Diff(want, got, near); diff != "" {
		t.Errorf("basic (-want +got):\n%s", diff)
	}
	if got := Basic(60, reps, 0.95, 50, 100).Estimate; got.Lower != 50 || got.Upper != 100 {
		t.Errorf("limits outside the range: got %v to %v, want 50 to 100", got.Lower, got.Upper)
	}
}

func TestNoIntervalFromFewReplicates(t *testing.T) {
	nan := math.NaN()
	reps := make([]float64, 100)
	reps[0], reps[1] = nan, nan // 2 % of them
	got := Basic(0, reps, 0.95, 0, 1)
	if got.Interval || got.Undefined != 2 || !math.IsNaN(got.Corrected) || !math.IsNaN(got.Estimate.Lower) {
		t.Errorf("got %+v, want no interval and 2 undefined replicates", got)
	}
}

func TestResultsDoNotDependOnWorkers(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{10, 200, 40, 5, 0}, {90, 100, 60, 95, 3}}}
	stats := []Statistic{find(t, "dissimilarity"), find(t, "multigroup-theil-h")}
	var first []Value
	for _, workers := range []int{1, 2, 7} {
		got := persons(c, stats, Options{Replicates: 199, Seed: 42, Workers: workers})
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("%d workers (-one +many):\n%s", workers, diff)
		}
	}
	other := persons(c, stats, Options{Replicates: 199, Seed: 43})
	if first[0].Estimate.Lower == other[0].Estimate.Lower {
		t.Error("another seed gives the same limits")
	}
}

// Where both groups live alike the index of the city is 0 and every replicate is above it: the plain value is biased upward, and the corrected
// one is held at 0.
func TestBiasIsTakenOff(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{20, 20, 20, 20}, {20, 20, 20, 20}}}
	got := persons(c, []Statistic{find(t, "dissimilarity")}, Options{Replicates: 199, Seed: 1})[0]
	if got.Estimate.Value != 0 || got.Corrected != 0 || got.Estimate.Upper != 0 || !(got.SE > 0) {
		t.Errorf("got %+v, want value, correction and limits of 0 with a spread", got)
	}
}

func TestUndefinedStaysUndefined(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{0, 0}, {5, 5}}}
	stats := []Statistic{find(t, "dissimilarity"), find(t, "entropy")}
	got := Bootstrap(index.Input{Composition: c}, Persons, stats, Options{Replicates: 99})
	if !errors.Is(got[0].Err, index.ErrUndefined) {
		t.Errorf("an empty group: got error %v, want undefined", got[0].Err)
	}
	if got[1].Err != nil {
		t.Errorf("entropy: %v", got[1].Err)
	}
	for _, bad := range []index.Composition{{}, {Counts: [][]float64{{1, 2}, {3}}}, {Counts: [][]float64{{math.NaN()}, {1}}}} {
		if got := Bootstrap(index.Input{Composition: bad}, Persons, stats[:1], Options{Replicates: 99}); !errors.Is(got[0].Err, index.ErrUndefined) {
			t.Errorf("%v: got error %v, want undefined", bad, got[0].Err)
		}
	}
}

// A statistic that is the mean of equal units cannot vary when units are drawn.
func TestUnitsOfOneKind(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{3, 3, 3}, {9, 9, 9}}}
	got := single(Bootstrap(index.Input{Composition: c}, Areas, []Statistic{find(t, "isolation")}, Options{Replicates: 99}))[0]
	if got.SE > 1e-12 || math.Abs(got.Estimate.Lower-0.25) > 1e-12 || math.Abs(got.Estimate.Upper-0.25) > 1e-12 {
		t.Errorf("got %+v, want 0.25 without spread", got)
	}
}

func BenchmarkPersons(b *testing.B) {
	c := index.Composition{Counts: [][]float64{make([]float64, 77), make([]float64, 77)}}
	for i := range 77 {
		c.Counts[0][i], c.Counts[1][i] = float64(20+10*i), float64(1500-10*i)
	}
	var stats []Statistic
	for _, ix := range segregation.All {
		if ix.TwoGroup != nil {
			stats = append(stats, Statistic{Index: ix})
		}
	}
	for b.Loop() {
		persons(c, stats, Options{Replicates: 999, Seed: 1})
	}
}

// Units are drawn with their weights. The statistic is the distance of two values, which only draws of both of them have.
func TestValues(t *testing.T) {
	gini := Statistic{Index: index.Index{ID: "gini", Min: 0, Max: 1, Unequal: func(d index.Distribution, _ index.Params) (float64, error) {
		return math.Abs(d.Values[0]-d.Values[1]) * d.Weight(0) * d.Weight(1), nil
	}}}
	d := index.Distribution{Values: []float64{1, 2}, Weights: []float64{0.5, 0.5}, Rank: []float64{1, 2}}
	got := single(Bootstrap(index.Input{Distribution: d}, Areas, []Statistic{gini}, Options{Replicates: 399, Seed: 9}))[0]
	// Half of the draws take both values and give 0.25, the others 0: the mean is 0.125 ± 0.006, and the corrected value 0.375.
	if math.Abs(got.Corrected-0.375) > 0.025 || got.Estimate.Lower != 0.25 || got.Estimate.Upper != 0.5 {
		t.Errorf("got %+v, want 0.25 (0.25 to 0.5), corrected 0.375", got)
	}
}
