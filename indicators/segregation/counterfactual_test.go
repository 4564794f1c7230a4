package segregation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

var twoGroupIndices = map[string]func(index.Composition) (float64, error){
	"dissimilarity": segregation.Dissimilarity, "gini-segregation": segregation.Gini, "theil-h": segregation.TheilH,
	"hutchens": segregation.Hutchens,
}

// By hand. Before: two units of 100 people, 80 and 20 of the group of interest, D = 0.6. After: units of 100 and 300
// people with 30 of the group each, D = 0.3/1 of each group: 30/60 − 70/340.
//
// The units have the ranks ½ and 1, so the quantiles are those at ½ and 1 of two values: the mean of both, and the larger.
// Before with the compositions after, 0.1 and 0.3: 0.2 in the unit of 20 and 0.3 in that of 80, so 20 and 30 people.
// After with the compositions before, 0.2 and 0.8: 0.8 in the unit of 100 and 0.5 in that of 300: 80 and 150 people.
func TestChangeOfStructureByHand(t *testing.T) {
	before := index.Composition{Counts: [][]float64{{80, 20}, {20, 80}}}
	after := index.Composition{Counts: [][]float64{{30, 30}, {70, 270}}}
	ch, err := segregation.ChangeOfStructure(before, after, segregation.ByComposition, segregation.Dissimilarity)
	if err != nil {
		t.Fatal(err)
	}
	const (
		bb = 0.6
		aa = 30.0/60 - 70.0/340
		ba = 30.0/50 - 70.0/150  // the structure before
		ab = 80.0/230 - 20.0/170 // the structure after
	)
	near(t, "before", ch.Before, bb, 1e-15)
	near(t, "after", ch.After, aa, 1e-15)
	near(t, "spatial", ch.Spatial, (ab-bb+aa-ba)/2, 1e-15)
	near(t, "attribute", ch.Attribute, (ba-bb+aa-ab)/2, 1e-15)
}

func TestTermsOfStructureAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 20 {
		before, after := randomCounts(3+r.IntN(50), 2), index.Composition{Counts: randomCounts(3+r.IntN(50), 3).Counts[1:]}
		for id, f := range twoGroupIndices {
			for by := segregation.ByComposition; by <= segregation.ByDualComposition; by++ {
				one, err1 := segregation.ChangeOfStructure(before, after, by, f)
				two, err2 := segregation.ChangeOfStructure(after, before, by, f)
				if err1 != nil || err2 != nil {
					t.Fatal(err1, err2)
				}
				near(t, id+": before", one.Before, value(t, id, before, nil), 0)
				near(t, id+": after", one.After, value(t, id, after, nil), 0)
				near(t, id+": both terms", one.Spatial+one.Attribute, one.After-one.Before, 1e-15)
				near(t, id+": spatial, the dates exchanged", two.Spatial, -one.Spatial, 1e-15)
				near(t, id+": attribute, the dates exchanged", two.Attribute, -one.Attribute, 1e-15)

				same, err := segregation.ChangeOfStructure(before, before, by, f)
				if err != nil || same.Spatial != 0 || same.Attribute != 0 {
					t.Errorf("%s by %v of one date: got %+v, %v, want no terms", id, by, same, err)
				}
			}
		}
	}
}

// Units without people at a date are none of its units, so cities of different numbers of units compare as they are. PySAL
// takes an empty unit for one with none of the group, which moves the ranks of all others.
func TestEmptyUnitsAreNoStructure(t *testing.T) {
	before := index.Composition{Counts: [][]float64{{80, 20, 30}, {20, 80, 40}}}
	after := index.Composition{Counts: [][]float64{{30, 30}, {70, 270}}}
	padded := [2]index.Composition{
		{Counts: [][]float64{{0, 80, 20, 30, 0}, {0, 20, 80, 40, 0}}},
		{Counts: [][]float64{{30, 0, 0, 0, 30}, {70, 0, 0, 0, 270}}},
	}
	want, err1 := segregation.CompositionShareChange(before, after)
	got, err2 := segregation.CompositionShareChange(padded[0], padded[1])
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	for by := range want {
		near(t, "spatial", got[by].Spatial, want[by].Spatial, 1e-15)
		near(t, "attribute", got[by].Attribute, want[by].Attribute, 1e-15)
	}
}

func TestUndefinedStructureSaysWhy(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{80, 20}, {20, 80}}}
	// All units before are alike, so each gets the median after: nobody of the group of interest.
	alike := index.Composition{Counts: [][]float64{{5, 5, 5, 5, 5}, {5, 5, 5, 5, 5}}}
	rare := index.Composition{Counts: [][]float64{{0, 0, 0, 0, 3}, {9, 9, 9, 9, 9}}}
	for _, tc := range []struct {
		name          string
		before, after index.Composition
		by            segregation.Counterfactual
		want          string
	}{
		{"three groups", c, index.Composition{Counts: [][]float64{{1, 2}, {1, 2}, {1, 2}}}, segregation.ByShare, "takes two groups"},
		{"an empty group", c, index.Composition{Counts: [][]float64{{0, 0}, {1, 2}}}, segregation.ByShare, "is empty"},
		{"not a number", c, index.Composition{Counts: [][]float64{{math.NaN(), 0}, {1, 2}}}, segregation.ByShare, "NaN"},
		{"a population without the group", alike, rare, segregation.ByComposition, "is empty"},
		{"no such way", c, c, 3, "no counterfactual population"},
		{"no such way", c, c, -1, "no counterfactual population"},
	} {
		got, err := segregation.ChangeOfStructure(tc.before, tc.after, tc.by, segregation.Dissimilarity)
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %+v, %v, want an error that says %q", tc.name, got, err, tc.want)
		}
	}
}
