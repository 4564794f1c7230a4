package segregation_test

import (
	"errors"
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// pairs are units of two people: so many with none, one and two of the group of interest.
func pairs(none, one, two int) index.Composition {
	c := index.Composition{Counts: make([][]float64, 2)}
	for x, units := range []int{none, one, two} {
		for range units {
			c.Counts[0] = append(c.Counts[0], float64(x))
			c.Counts[1] = append(c.Counts[1], float64(2-x))
		}
	}
	return c
}

// In units of two the three frequencies leave a beta distribution no freedom: the share of units with one of each is
// 2P(1 − P)(1 − η²), so that η² = 1 − 0.3/0.48 here, and the distribution is Beta(1, 2/3). Its mean difference has the closed
// form 4B(a + b, a + b)/((a + b)B(a, a)B(b, b)); D comes from numerical integration (SciPy).
func TestBetaOfPairsIsExact(t *testing.T) {
	fit, err := segregation.BetaMixture(pairs(5, 6, 9), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name      string
		got, want float64
	}{
		{"η²", fit.CorrelationRatio, 0.375},
		{"G", fit.Gini, 0.7142857142857143},
		{"D", fit.Dissimilarity, 0.5428835233189814},
	} {
		if math.Abs(tc.got-tc.want) > 1e-7 {
			t.Errorf("%s is %v, want %v", tc.name, tc.got, tc.want)
		}
	}
}

// Where the shares differ less than chance alone would have it, there is no segregation; where no unit is mixed, there is no
// more to have. Both lie on the edge of the model.
func TestBetaAtItsEdges(t *testing.T) {
	for _, tc := range []struct {
		name string
		c    index.Composition
		want float64
	}{
		{"all units alike", pairs(0, 8, 0), 0},
		{"more alike than by chance", pairs(1, 8, 1), 0},
		{"apart", pairs(3, 0, 5), 1},
	} {
		fit, err := segregation.BetaMixture(tc.c, 1)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		for _, got := range []float64{fit.Dissimilarity, fit.Gini, fit.TheilH, fit.Atkinson, fit.CorrelationRatio} {
			if math.Abs(got-tc.want) > 1e-5 {
				t.Errorf("%s: got %+v, want %v throughout", tc.name, fit, tc.want)
				break
			}
		}
	}
}

// People alone in their units say which share the group has, not how it is spread.
func TestBetaNeedsUnitsOfTwo(t *testing.T) {
	alone := index.Composition{Counts: [][]float64{{1, 0, 1}, {0, 1, 0}}}
	if got, err := segregation.BetaMixture(alone, 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got %v, %v; want it undefined", got, err)
	}
}
