package registry_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// pheSlope compares the slope indices of PHEindicatormethods. Its multiplier is a change of unit, but that a negative one turns the
// measures round; its limits are drawn, a million times, so that they are compared to a hundredth of their width.
func pheSlope(t *testing.T, data *library, r record) []check {
	var p struct {
		ValueType   int `json:"value_type"`
		Transform   bool
		Multiplier  float64
		Repetitions int
	}
	if r.Measure != "phe_sii" && r.Measure != "phe_rii" || !r.params(&p) {
		return nil
	}
	file, query, _ := strings.Cut(r.Dataset, "?")
	area, lines, _ := strings.Cut(strings.TrimPrefix(query, "Area="), "&rows=")
	var first, last int
	if _, err := fmt.Sscanf(lines, "%d-%d", &first, &last); err != nil {
		t.Fatalf("%s: rows %q: %v", r, lines, err)
	}
	unit := math.Abs(p.Multiplier)
	s := index.Subgroups{Reference: -1, Favourable: p.Multiplier > 0}
	params := index.Params{"direction": 1}
	// The standard error is half the width of the interval on the scale that the line is drawn on, in normal quantiles.
	scale, slope := func(v float64) float64 { return v }, func(float64) float64 { return 1 }
	switch {
	case p.Transform && p.ValueType == 1:
		params["model"] = 3
		scale, slope = math.Log, func(v float64) float64 { return v }
	case p.Transform && p.ValueType == 2:
		params["model"] = 4
		s.High = unit
		scale, slope = func(v float64) float64 { return math.Log(v / (1 - v)) }, func(v float64) float64 { return v * (1 - v) }
	}
	for _, row := range data.rows(t, file)[first-1 : last] {
		if row["Area"] != area {
			continue
		}
		v := row.Number(t, "Value")
		z := math.Sqrt2 * math.Erfinv(row.Number(t, "Confidence")/100)
		half := (scale(row.Number(t, "UpperCL")) - scale(row.Number(t, "LowerCL"))) / 2 / z
		s.Estimates = append(s.Estimates, unit*v)
		s.SE = append(s.SE, unit*half*slope(v))
		s.Population = append(s.Population, row.Number(t, "Population"))
		s.Rank = append(s.Rank, row.Number(t, "Quantile"))
	}
	lower, upper := *r.Lower, *r.Upper
	if p.Transform && 0 < p.Multiplier && p.Multiplier < 1 {
		// It turns the limits round as if the multiplier were negative, and not the value: a defect, undone here.
		lower, upper = upper, lower
		if r.Measure == "phe_rii" {
			lower, upper = 1/lower, 1/upper
		}
	}
	in := index.Input{Subgroups: s}
	id := strings.TrimPrefix(r.Measure, "phe_")
	limits := check{id: id, in: in, p: params, want: map[string]float64{";lower": lower, ";upper": upper},
		tolerance: 0.01 * (upper - lower) / max(1, math.Abs(lower), math.Abs(upper))}
	if params["model"] == 3 && id == "sii" {
		limits.got = turnedAboutTheMiddle(t, in)
	}
	return []check{{id: id, in: in, p: params, want: map[string]float64{"": r.number(t)}}, limits}
}

// turnedAboutTheMiddle returns the limits of a slope through logarithms as PHEindicatormethods has them: of the line through the same
// middle, c, with the limits b of its steepness, c (exp(b/2) − exp(−b/2)). Chance in the level of the line is left out.
func turnedAboutTheMiddle(t *testing.T, in index.Input) map[string]float64 {
	t.Helper()
	p := index.Params{"model": 3}
	slope, err := check{id: "sii", in: in, p: p}.compute()
	if err != nil {
		t.Fatal(err)
	}
	ratio, err := check{id: "rii", in: in, p: p}.compute() // exp(b)
	if err != nil {
		t.Fatal(err)
	}
	middle := slope[""] / (ratio[""] - 1) * math.Sqrt(ratio[""])
	out := make(map[string]float64)
	for _, limit := range []string{";lower", ";upper"} {
		out[limit] = middle * (math.Sqrt(ratio[limit]) - 1/math.Sqrt(ratio[limit]))
	}
	return out
}
