package main

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/rate"
)

// standards are the standard populations that --standard knows by name.
var standards = map[string]rate.StandardPopulation{"esp2013": rate.ESP2013, "esp1976": rate.ESP1976}

// standardColumn is the column of the standard population, and "" where it is one that is known by name.
func (f computeFlags) standardColumn() string {
	if _, known := standards[f.standard]; known {
		return ""
	}
	return f.standard
}

// standardOf is the people of the named standard population in each of the strata. The last age group ends where the file says so, as
// in 70-74, and else has no end.
func (s *slice) standardOf(f computeFlags, at []float64) ([]float64, error) {
	p, known := standards[f.standard]
	if !known || len(at) == 0 {
		return nil, nil
	}
	until, last := math.Inf(1), slices.Max(at)
	for i, from := range s.at {
		if from == last {
			until = min(until, s.until[i])
		}
	}
	people, err := p.Of(at, until)
	if err != nil {
		return nil, indicators.Problem{File: s.name, Column: f.at, What: err.Error(),
			Remedy: "join age groups, or give a column of a standard population with --standard"}
	}
	return people, nil
}
