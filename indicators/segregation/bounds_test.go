package segregation_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// quarters is units of the given size as p = ¼ and p = ¾ make them when each is as common: C(m, k)(3^k + 3^(m−k)) units with k
// members.
func quarters(size int) index.Composition {
	c := index.Composition{Counts: make([][]float64, 2)}
	ways := 1.0
	for k := range size + 1 {
		for range int(ways * (math.Pow(3, float64(k)) + math.Pow(3, float64(size-k)))) {
			c.Counts[0] = append(c.Counts[0], float64(k))
			c.Counts[1] = append(c.Counts[1], float64(size-k))
		}
		ways *= float64(size-k) / float64(k+1)
	}
	return c
}

// Couples identify the mean ½ and the variance 1/16 of p. The mean distance from ½ is least when p is 0, ½ or 1, twice the
// variance, and most when p is ¼ or ¾, its root; divided by 2·½·½ that is ¼ to ½. The variance is ¼ of ½·½ in any case. At
// these extremes E(p)/E(½) is ¾ and E(¼)/ln 2, 2√(p(1−p)) is ¾ and √¾.
func TestBoundsOfCouplesByHand(t *testing.T) {
	got, err := segregation.Bounds(quarters(2))
	if err != nil {
		t.Fatal(err)
	}
	quarter := (0.25*math.Log(4) + 0.75*math.Log(4.0/3)) / math.Ln2
	want := segregation.IndexBounds{
		Dissimilarity:    segregation.Limits{0.25, 0.5},
		TheilH:           segregation.Limits{1 - quarter, 0.25},
		Atkinson:         segregation.Limits{0.25, 1 - 0.75*0.75},
		CorrelationRatio: segregation.Limits{0.25, 0.25},
	}
	if d := cmp.Diff(got, want, cmpopts.EquateApprox(0, 1e-7)); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
}

// The bounds hold what is true of the probabilities behind the counts, and larger units tell more.
func TestBoundsNarrowWithTheSizeOfUnits(t *testing.T) {
	last := math.Inf(1)
	for size := 2; size <= 6; size++ {
		got, err := segregation.Bounds(quarters(size))
		if err != nil {
			t.Fatal(err)
		}
		low, high := got.Dissimilarity[0], got.Dissimilarity[1]
		if low > 0.5+1e-6 || high < 0.5-1e-6 || math.Abs(got.CorrelationRatio[0]-0.25) > 1e-5 {
			t.Errorf("units of %d: got D from %v to %v and R %v, want ½ between and ¼", size, low, high, got.CorrelationRatio)
		}
		if width := high - low; width > last+1e-9 {
			t.Errorf("units of %d: the bounds are %v apart, wider than those of smaller units, %v", size, width, last)
		} else {
			last = width
		}
	}
	if last > 0.05 {
		t.Errorf("the bounds of units of 6 are %v apart, want less than 0.05", last)
	}
}

// Ten schools with one pupil of ten each vary less than chance makes any mixture vary: there is one fit, all p alike.
func TestBoundsMeetWhereCountsVaryTooLittle(t *testing.T) {
	got, err := segregation.Bounds(oneInEach)
	if err != nil {
		t.Fatal(err)
	}
	if got.Dissimilarity[1] > 1e-6 || got.TheilH[1] > 1e-6 {
		t.Errorf("got %+v, want no segregation", got)
	}
}

// In units of one nothing is told of segregation.
func TestBoundsOfUnitsOfOneAreNone(t *testing.T) {
	got, err := segregation.Bounds(index.Composition{Counts: [][]float64{{1, 0, 1, 0, 0}, {0, 1, 0, 1, 1}}})
	if err != nil {
		t.Fatal(err)
	}
	none := segregation.Limits{0, 1}
	want := segregation.IndexBounds{Dissimilarity: none, TheilH: none, Atkinson: none, CorrelationRatio: none}
	if d := cmp.Diff(got, want, cmpopts.EquateApprox(0, 1e-7)); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
}
