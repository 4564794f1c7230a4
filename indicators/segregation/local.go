package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// unitTotals returns the number of people in each unit.
func unitTotals(c index.Composition) []float64 {
	totals := make([]float64, c.Units())
	for _, counts := range c.Counts {
		for i, n := range counts {
			totals[i] += n
		}
	}
	return totals
}

// local returns f of each unit that has people, put back into the range from low to high, and NaN for the others. f is
// given the unit's counts, in a slice that it must not keep, and their sum.
func local(c index.Composition, low, high float64, f func(counts []float64, t float64) (float64, error)) ([]float64, error) {
	if _, _, err := multigroup(c, 1); err != nil {
		return nil, err
	}
	values, counts := make([]float64, c.Units()), make([]float64, len(c.Counts))
	for i := range values {
		t := 0.0
		for k, group := range c.Counts {
			counts[k] = group[i]
			t += group[i]
		}
		if t == 0 {
			values[i] = math.NaN()
			continue
		}
		v, err := f(counts, t)
		switch {
		case err != nil:
			return nil, err
		case math.IsNaN(v): // the unit has no value
			values[i] = v
		default:
			if values[i], err = within(low, v, high); err != nil {
				return nil, err
			}
		}
	}
	return values, nil
}

// ofUnitsOrNone makes parts of what a function of units returns.
func ofUnitsOrNone(values []float64, err error) ([]index.Part, error) { return ofUnits(values), err }
