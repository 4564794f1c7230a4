package resample

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// eastOf is how many people of the first group live in the unit that lies furthest east.
var eastOf = Statistic{Index: index.Index{
	ID: "east-of", Min: math.Inf(-1), Max: math.Inf(1), Reads: index.Places,
	TwoGroup: func(c index.Composition, _ index.Params) (float64, error) {
		s, err := c.Located()
		if err != nil {
			return 0, err
		}
		far := 0
		for i, x := range s.Points.X {
			if x > s.Points.X[far] {
				far = i
			}
		}
		return c.Counts[0][far], nil
	},
}}

func alongARoad() index.Input {
	return index.Input{Composition: index.Composition{
		Counts: [][]float64{{10, 20, 60, 0}, {90, 80, 40, 0}},
		Space:  &space.Space{Points: &space.Points{X: []float64{1000, 2000, 3000, 4000}, Y: make([]float64, 4)}},
	}}
}

// Persons are drawn where they live. The unit furthest east is empty, and stays so.
func TestPersonsAreDrawnWhereTheyLive(t *testing.T) {
	in := alongARoad()
	got := Bootstrap(in, Persons, []Statistic{eastOf}, Options{Replicates: 99})
	if err := got[0].Err; err != nil || got[0].Values[0].Part.Value != 0 || got[0].Values[0].Result.SE != 0 {
		t.Errorf("got %+v, %v, want 0 without error", got[0].Values, err)
	}
	in.Composition.Space.Points.X[3] = 0 // now the third unit is
	got = Bootstrap(in, Persons, []Statistic{eastOf}, Options{Replicates: 999})
	sd := math.Sqrt(300 * 0.2 * 0.8) // a binomial count of 300 people, a fifth of them in the cell
	if se := got[0].Values[0].Result.SE; math.Abs(se/sd-1) > 0.1 {
		t.Errorf("got standard error %v, want about %v", se, sd)
	}
}

func TestAreasThatLieSomewhereAreNotDrawn(t *testing.T) {
	if got := Areas.why(alongARoad(), eastOf); got != "drawing areas changes which lie beside which" {
		t.Errorf("got %q", got)
	}
	if got := RandomLabel.why(alongARoad(), alongARoad(), Persons, eastOf); got != "the units of one sample lie elsewhere than those of another" {
		t.Errorf("got %q", got)
	}
}

// Each of the three units with people is as often in the place of the third: 10, 20 and 60 people of the group, 30 in the mean.
func TestGeographicPermutationMovesUnitsOnTheMap(t *testing.T) {
	in := alongARoad()
	in.Composition.Space.Points.X[3] = 0
	got := Test(in, GeographicPermutation, []Statistic{eastOf}, Options{Replicates: 9999, Seed: 1})
	sd := math.Sqrt((400. + 100 + 900) / 3)
	if v := got[0].Values[0]; math.Abs(v.Mean-30) > 5*sd/100 || math.Abs(v.SD/sd-1) > 0.03 || math.Abs(v.P.Greater-1./3) > 0.03 {
		t.Errorf("got mean %v, SD %v, p %v, want 30, %v and a third", v.Mean, v.SD, v.P.Greater, sd)
	}
	if in.Composition.Space.Points.X[0] != 1000 {
		t.Error("the map itself was changed")
	}
}
