package disparity_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
)

// three sets of three areas: plain ones, one without an estimate and one at the bounds with large errors.
var simulatedSets = disparity.Sets{
	Areas:      3,
	Estimates:  []float64{20, 30, 40, 20, math.NaN(), 40, 0, 50, 100},
	SE:         []float64{2, 1, 3, 2, 1, 3, 500, 0, 500},
	Population: []float64{100, 200, 300},
	Favourable: []bool{true, false, true},
	Reference:  1,
	High:       100,
}

func TestSimulateIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	one, err := disparity.Simulate(simulatedSets, disparity.Simulation{Draws: 500, Level: 0.9, Seed: 7, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	many, _ := disparity.Simulate(simulatedSets, disparity.Simulation{Draws: 500, Level: 0.9, Seed: 7, Workers: 5})
	if d := cmp.Diff(many, one, cmpopts.EquateNaNs()); d != "" {
		t.Errorf("5 workers -, one +:\n%s", d)
	}
	other, _ := disparity.Simulate(simulatedSets, disparity.Simulation{Draws: 500, Level: 0.9, Seed: 8})
	if cmp.Equal(other, one, cmpopts.EquateNaNs()) {
		t.Error("another seed gives the same limits")
	}
}

// Three areas with independent normal errors: the difference between the first and the reference has standard error √(2² + 1²), and
// its distance from 10 in either direction is 1.96 times that. The draws of a bounded scale stay on it, and every limit with them.
func TestSimulateDrawsWhatItSays(t *testing.T) {
	three := disparity.Sets{Areas: 3, Estimates: []float64{20, 30, 30}, SE: []float64{2, 1, 0}, Population: []float64{1, 1, 0.0001}, Reference: 1}
	got, err := disparity.Simulate(three, disparity.Simulation{Draws: 200_000, Level: 0.95, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	// The mean distance from the reference is half of the difference: the reference itself has none, and the third area all but nobody.
	se := math.Sqrt(5) / 2
	want := index.Interval{SE: se, Lower: 5 - 1.959964*se, Upper: 5 + 1.959964*se}
	if d := cmp.Diff(got[0].FromReference, want, cmpopts.EquateApprox(0, 0.02)); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	bounded, err := disparity.Simulate(simulatedSets, disparity.Simulation{Draws: 2000, Level: 0.999, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := bounded[2].PlainFromReference; !(got.Upper <= 100.0/3 && got.Lower >= 0 && got.SE > 5) {
		t.Errorf("got %+v, want distances from 50 of at most 50 in two areas of three", got)
	}
	if got := bounded[1].FromReference; !math.IsNaN(got.Lower) {
		t.Errorf("no reference: got %+v, want none", got)
	}
	if got := bounded[1].MeanDifference; !math.IsNaN(got.Lower) {
		t.Errorf("two areas only: got %+v, want no limits", got)
	}
}

func TestSimulateRefuses(t *testing.T) {
	ok := disparity.Simulation{Draws: 10, Level: 0.95}
	with := func(change func(s *disparity.Sets)) disparity.Sets {
		s := simulatedSets
		change(&s)
		return s
	}
	for name, tc := range map[string]struct {
		s disparity.Sets
		o disparity.Simulation
	}{
		"no errors":        {with(func(s *disparity.Sets) { s.SE = nil }), ok},
		"errors short":     {with(func(s *disparity.Sets) { s.SE = s.SE[1:] }), ok},
		"no whole sets":    {with(func(s *disparity.Sets) { s.Estimates, s.SE = s.Estimates[1:], s.SE[1:] }), ok},
		"one area":         {with(func(s *disparity.Sets) { s.Areas = 1 }), ok},
		"no area":          {with(func(s *disparity.Sets) { s.Areas = 0 }), ok},
		"population short": {with(func(s *disparity.Sets) { s.Population = s.Population[1:] }), ok},
		"no population":    {with(func(s *disparity.Sets) { s.Population = []float64{0, 0, 0} }), ok},
		"rank not finite":  {with(func(s *disparity.Sets) { s.Rank = []float64{1, 2, math.NaN()} }), ok},
		"directions":       {with(func(s *disparity.Sets) { s.Favourable = s.Favourable[1:] }), ok},
		"reference":        {with(func(s *disparity.Sets) { s.Reference = 3 }), ok},
		"bounds":           {with(func(s *disparity.Sets) { s.Low = 100 }), ok},
		"no draws":         {simulatedSets, disparity.Simulation{Level: 0.95}},
		"level":            {simulatedSets, disparity.Simulation{Draws: 10, Level: 95}},
	} {
		if _, err := disparity.Simulate(tc.s, tc.o); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, want undefined", name, err)
		}
	}
	outside, err := disparity.Simulate(with(func(s *disparity.Sets) { s.High = 30 }), ok)
	if err != nil || !math.IsNaN(outside[0].MeanDifference.Lower) {
		t.Errorf("an estimate outside the bounds: got %+v, %v, want no limits", outside, err)
	}
}
