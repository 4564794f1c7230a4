package relation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators/index"
)

// Of five areas the highest fifth is one. Two indicators: by chance both have it in one place with probability 1/5, and the number of areas on
// both is 1/5 in the mean.
func TestConcentrationByHand(t *testing.T) {
	c, err := relation.Concentrate([][]float64{{5, 4, 3, 2, 1}, {9, 8, 7, 6, 5}}, 0.2, 20_000, 7)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Count, []int{2, 0, 0, 0, 0}) || math.Abs(c.P[0]-0.04) > 1e-12 || c.P[1] != 1 || math.Abs(c.Expected[0]-0.4) > 1e-12 {
		t.Errorf("counts %v, p %v, expected %v", c.Count, c.P, c.Expected)
	}
	if l := c.AtLeast[2]; l.Units != 1 || math.Abs(l.Expected-0.2) > 1e-12 || math.Abs(l.P-0.2) > 0.01 {
		t.Errorf("on both: %+v", l)
	}
	// On one or more: 1.8 areas in the mean; there is always one at least.
	if l := c.AtLeast[1]; l.Units != 1 || math.Abs(l.Expected-1.8) > 1e-12 || l.P != 1 {
		t.Errorf("on one or more: %+v", l)
	}
}

// A tie over the border counts for none, and an indicator that leaves none so is not used; what is missing is not counted.
func TestConcentrationOfTiesAndGaps(t *testing.T) {
	c, err := relation.Concentrate([][]float64{
		{3, 3, 3, 1, 1}, // the highest fifth is one of three
		{1, 1, 1, 1, 1},
		{9, nan, 5, 5, 5},
		{4, nan, 3, 2, 1},
	}, 0.2, 99, 1)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Used, []bool{false, false, true, true}) || !slices.Equal(c.Count, []int{2, 0, 0, 0, 0}) || !slices.Equal(c.Of, []int{2, 0, 2, 2, 2}) {
		t.Errorf("used %v, counts %v of %v", c.Used, c.Count, c.Of)
	}
	for name, columns := range map[string][][]float64{
		"one":      {{1, 2, 3}},
		"constant": {{1, 1, 1}, {2, 2, 2}},
		"missing":  {{nan, nan, nan}, {1, 2, 3}},
		"lengths":  {{1, 2, 3}, {1, 2}},
	} {
		if c, err := relation.Concentrate(columns, 0.2, 99, 1); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %+v, %v; want undefined", name, c, err)
		}
	}
	if _, err := relation.Concentrate([][]float64{{1, 2}, {2, 1}}, 0.6, 99, 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("got %v for a share above a half", err)
	}
}

// Under independence p is at most 0.05 in about one of twenty studies, never clearly more: the number of areas is whole.
func TestConcentrationHoldsItsLevel(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	const runs = 600
	found := 0
	for run := range runs {
		columns := make([][]float64, 8)
		for k := range columns {
			for range 17 {
				columns[k] = append(columns[k], r.NormFloat64())
			}
		}
		c, err := relation.Concentrate(columns, 0.2, 199, uint64(run))
		if err != nil {
			t.Fatal(err)
		}
		if c.AtLeast[4].P <= 0.05 {
			found++
		}
	}
	if share := float64(found) / runs; share > 0.07 {
		t.Errorf("finds a concentration in %.3f of studies without any", share)
	}
}
