package contribution

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Change returns by how much the term of each unit differs between two dates, later − earlier. The differences add up to the change of the
// index. A unit that has people at one date only had, or has, a term of 0.
func (m Measure) Change(before, after index.Composition) ([]float64, error) {
	if before.Units() != after.Units() {
		return nil, index.Undefined("%d units before and %d after", before.Units(), after.Units())
	}
	was, err := m.Of(before)
	if err != nil {
		return nil, err
	}
	is, err := m.Of(after)
	if err != nil {
		return nil, err
	}
	for i := range is {
		is[i] -= was[i]
	}
	return is, nil
}

// ChangeIndex is [Measure.Change] as an index of several values, so that both dates can be drawn anew.
func (m Measure) ChangeIndex() index.Index {
	return index.Index{
		ID: "contribution-change-" + string(m), Family: index.Segregation, Min: math.Inf(-1), Max: math.Inf(1),
		ChangeParts: func(before, after index.Composition, _ index.Params) ([]index.Part, error) {
			terms, err := m.Change(before, after)
			if err != nil {
				return nil, err
			}
			out := make([]index.Part, len(terms))
			for i, v := range terms {
				out[i] = index.OfUnit(i, v)
			}
			return out, nil
		},
	}
}
