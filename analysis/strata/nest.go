package strata

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Measure is a measure of difference that divides exactly into one between groups and one within them.
type Measure int

// The measures.
const (
	VarianceBetween Measure = iota // Σ wi (yi − μ)²
	TheilT                         // Σ wi (yi/μ) ln(yi/μ)
	MLD                            // −Σ wi ln(yi/μ), the mean log deviation, Theil's L
)

var names = [...]string{"variance", "theil-t", "mld"}

// String returns the measure as it is written in tables.
func (m Measure) String() string { return names[m] }

// Nested is a measure between cells in two parts: Total = Between + Within.
type Nested struct {
	Total   Part
	Between Part // between the categories of one dimension, each with the mean of its cells
	Within  Part // between the cells of one category, averaged: by population for variance and MLD, by share of the total for Theil's T
}

// Nest divides a measure of how far cells differ into what lies between the categories of a dimension and what lies between cells within
// them (Shorrocks, A. F. 1984, Inequality decomposition by population subgroups. Econometrica 52(6), 1369–1385, for Theil's T and MLD;
// the law of total variance).
//
// Chance adds to the variance Σ wi (1 − wi) vi on average, exactly. To T and MLD it adds half the sum of vi times the second derivative by
// yi, to second order,
//
//	T:   wi/(μ yi) − (wi/μ)² (2 ln(yi/μ) + 1 − 2T)
//	MLD: wi/yi² − (wi/μ)²
//
// It is undefined as [Between] is, except that one dimension is enough and that there may be any number of cells; T and MLD also for
// negative values, a mean of 0, and MLD for a value of 0. T of a cell without any has no correction: its second derivative has no bound.
func Nest(t Table, dimension int, m Measure) (Nested, error) {
	t, err := checked(t)
	switch {
	case err != nil:
		return Nested{}, err
	case dimension < 0 || dimension >= len(t.Dimensions):
		return Nested{}, index.Undefined("dimension %d of %d", dimension, len(t.Dimensions))
	}
	total, err := m.of(t)
	if err != nil {
		return Nested{}, err
	}
	between, err := m.of(t.margin(dimension))
	if err != nil {
		return Nested{}, err
	}
	return Nested{Total: total, Between: between, Within: total.minus(between)}, nil
}

// of measures cells whose weights sum to 1.
func (m Measure) of(t Table) (Part, error) {
	if m == VarianceBetween {
		return spread(t), nil
	}
	var mean index.Sum
	for i, w := range t.Weights {
		switch y := t.Values[i]; {
		case y < 0:
			return Part{}, index.Undefined("value %d is %v: a relative measure needs values of at least 0", i, y)
		case y == 0 && m == MLD:
			return Part{}, index.Undefined("value %d is 0, which has no logarithm", i)
		}
		mean.Add(float64(w * t.Values[i]))
	}
	mu := mean.Value()
	if mu == 0 {
		return Part{}, index.Undefined("the mean is zero")
	}
	var sum index.Sum
	for i, w := range t.Weights {
		r := t.Values[i] / mu
		switch {
		case m == MLD:
			sum.Add(-w * math.Log(r))
		case r > 0:
			sum.Add(w * r * math.Log(r))
		}
	}
	observed := max(0, sum.Value())
	var chance index.Sum
	for i, w := range t.Weights {
		if t.Variances == nil || t.Variances[i] == 0 {
			continue
		}
		y := t.Values[i]
		curve := w/(y*y) - float64(w/mu*(w/mu))
		if m == TheilT {
			if y == 0 {
				return Part{observed, math.NaN()}, nil
			}
			curve = w/(mu*y) - w/mu*(w/mu)*(2*math.Log(y/mu)+1-2*observed)
		}
		chance.Add(float64(t.Variances[i] * curve / 2))
	}
	return t.part(observed, chance.Value()), nil
}
