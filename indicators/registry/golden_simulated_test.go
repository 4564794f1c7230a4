package registry_test

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
)

// simulated compares the limits of 400,000 draws by an independent program with those of [disparity.Simulate]. Both are drawn, so that
// they agree to a part of their width: a limit has a standard error of up to half a per cent of it, where one area decides the best.
func simulated(t *testing.T, data *library, r record) []check {
	var p struct {
		Draws      int
		Sampling   string
		Favourable int
	}
	id, ok := strings.CutSuffix(r.Measure, "_mc")
	if !ok || !strings.HasPrefix(r.Source, "corrected ") || !r.params(&p) {
		return nil
	}
	of, ok := map[string]func(s disparity.Simulated) index.Interval{
		"bgsd":  func(s disparity.Simulated) index.Interval { return s.BetweenGroupStandardDeviation },
		"bgv":   func(s disparity.Simulated) index.Interval { return squared(s.BetweenGroupStandardDeviation) },
		"cov":   func(s disparity.Simulated) index.Interval { return s.CoefficientOfVariation },
		"mdmw":  func(s disparity.Simulated) index.Interval { return s.MeanDifference },
		"mdmu":  func(s disparity.Simulated) index.Interval { return s.UnweightedDifference },
		"mdbw":  func(s disparity.Simulated) index.Interval { return s.FromBest },
		"mdbu":  func(s disparity.Simulated) index.Interval { return s.UnweightedFromBest },
		"mdrw":  func(s disparity.Simulated) index.Interval { return s.FromReference },
		"mdru":  func(s disparity.Simulated) index.Interval { return s.PlainFromReference },
		"idisw": func(s disparity.Simulated) index.Interval { return s.IndexOfDisparity },
		"idisu": func(s disparity.Simulated) index.Interval { return s.UnweightedDisparity },
	}[id]
	if !ok {
		return nil
	}
	rows := data.rows(t, r.Dataset)
	s := disparity.Sets{
		Areas: len(rows), Estimates: numbers(t, rows, "estimate"), SE: numbers(t, rows, "se"), Population: numbers(t, rows, "population"),
		Favourable: []bool{p.Favourable == 1}, Reference: -1,
	}
	for i, row := range rows {
		if row["reference_subgroup"] == "1" {
			s.Reference = i
		}
	}
	if p.Sampling == "truncated" {
		s.High = 100
	}
	key := r.Dataset + p.Sampling
	limits, ok := data.simulated[key]
	if !ok {
		var err error
		if limits, err = disparity.Simulate(s, disparity.Simulation{Draws: 400_000, Level: 0.95, Seed: 1}); err != nil {
			t.Fatal(err)
		}
		data.simulated[key] = limits
	}
	got := of(limits[0])
	return []check{{
		id: "Simulate " + id, tolerance: 0.015 * (*r.Upper - *r.Lower) / max(1, math.Abs(*r.Upper)),
		got:  map[string]float64{";lower": got.Lower, ";upper": got.Upper},
		want: map[string]float64{";lower": *r.Lower, ";upper": *r.Upper},
	}}
}

// squared returns the limits of the square.
func squared(i index.Interval) index.Interval {
	return index.Interval{Lower: i.Lower * i.Lower, Upper: i.Upper * i.Upper}
}
