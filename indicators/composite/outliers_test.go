package composite_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

// Where an indicator has outliers on the left, they are taken in from the left, and what cannot be is turned round for the logarithm:
// the mirror image of the treatment of the mirror image.
func TestOutliersOnEitherSide(t *testing.T) {
	right := []float64{1, 2, 2, 3, 3, 3, 4, 5, 6, 60, 250}
	left := make([]float64, len(right))
	for i, v := range right {
		left[i] = -v
	}
	for _, points := range []int{0, 1, 5} {
		rule := composite.OutlierRule{Skewness: 2, Kurtosis: 3.5, Points: points}
		a, err := composite.TreatOutliers(index.Indicators{Columns: [][]float64{right}}, rule)
		if err != nil {
			t.Fatal(err)
		}
		b, err := composite.TreatOutliers(index.Indicators{Columns: [][]float64{left}}, rule)
		if err != nil {
			t.Fatal(err)
		}
		for i := range right {
			if a.Columns[0][i] != -b.Columns[0][i] {
				t.Errorf("%d points: unit %d is %v, and %v in the mirror", points, i, a.Columns[0][i], b.Columns[0][i])
			}
		}
		if d := cmp.Diff(a.Done, b.Done); d != "" {
			t.Errorf("%d points: %s", points, d)
		}
		if want := map[int]composite.Treatment{0: composite.Logarithmed, 1: composite.Winsorised, 5: composite.Winsorised}[points]; a.Done[0][10] != want {
			t.Errorf("%d points: got %v, want %v", points, a.Done[0][10], want)
		}
	}
}

// Two values that are the same and extreme go together: with one point allowed neither is winsorised, where COINr changes both.
func TestWinsorisingKeepsToItsPoints(t *testing.T) {
	x := []float64{1, 2, 2, 3, 3, 3, 4, 5, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 250, 250}
	treated, err := composite.TreatOutliers(index.Indicators{Columns: [][]float64{x}}, composite.OutlierRule{Skewness: 2, Kurtosis: 3.5, Points: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := treated.Done[0][20]; got != composite.Logarithmed {
		t.Errorf("got %v, want the logarithm of all", got)
	}
	treated, _ = composite.TreatOutliers(index.Indicators{Columns: [][]float64{x}}, composite.OutlierRule{Skewness: 2, Kurtosis: 3.5, Points: 2})
	if got := treated.Columns[0][19:]; !slices.Equal(got, []float64{12, 12}) {
		t.Errorf("got %v, want both at the next value", got)
	}
}

// Where units differ by chance only and have one size, the weight of a unit's own is about a half by the variance of the logits as they
// are, and nearly 0 without noise. (Under no true difference E t² = s², so w = t²/(t² + s²) is about 1/2.)
func TestShrinkageOfPureNoise(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	const units, people, share = 3000, 400, 0.2
	x := index.Indicators{Columns: [][]float64{make([]float64, units)}, Population: make([]float64, units)}
	for i := range units {
		cases := 0.0
		for range people {
			if r.Float64() < share {
				cases++
			}
		}
		x.Columns[0][i], x.Population[i] = 100*cases/people, people
	}
	for raw, want := range map[bool]float64{true: 0.5, false: 0} {
		s, err := composite.Shrink(x, 100, raw)
		if err != nil {
			t.Fatal(err)
		}
		mean := 0.0
		for _, w := range s.Weights[0] {
			mean += w / units
		}
		if math.Abs(mean-want) > 0.05 {
			t.Errorf("noise left in: %t: got a mean weight of %v, want about %v", raw, mean, want)
		}
	}
}

// A share of zero is shrunk where its people are known, and is left out where only a standard error is.
func TestShrinkageOfNothing(t *testing.T) {
	x := index.Indicators{Columns: [][]float64{{0, 10, 20, nan}}, Population: []float64{50, 400, 500, 60}}
	s, err := composite.Shrink(x, 100, false)
	if err != nil {
		t.Fatal(err)
	}
	if v := s.Columns[0]; !(v[0] > 0 && v[0] < 10) || v[3] == v[3] {
		t.Errorf("got %v, want the first drawn up and the last missing", v)
	}
	x.Population, x.SE = nil, [][]float64{{0, 1.5, 1.8, nan}}
	if s, err = composite.Shrink(x, 100, false); err != nil || s.Columns[0][0] == s.Columns[0][0] || s.Columns[0][1] != s.Columns[0][1] {
		t.Errorf("got %v, %v; want no value for the first and one for the second", s.Columns, err)
	}
	x.SE = nil
	if _, err := composite.Shrink(x, 100, false); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got error %v without standard errors and people", err)
	}
}
