package inequality

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// amounts is the sources that the values are made of, and what of each value they do not account for.
type amounts struct {
	sources   [][]float64
	remainder []float64 // value less all sources; exactly 0 everywhere where that is rounding
}

// divideBySource checks that d has sources and that its values suit relative inequality.
func divideBySource(d index.Distribution) (amounts, error) {
	if _, _, err := relative(d); err != nil {
		return amounts{}, err
	}
	if len(d.Sources) == 0 {
		return amounts{}, index.Undefined("the values have no sources")
	}
	a := amounts{sources: d.Sources, remainder: make([]float64, len(d.Values))}
	const rounding = 1e-9 // of the largest number of the row
	left := false
	for i, x := range d.Values {
		if d.Weight(i) == 0 {
			continue
		}
		var sum index.Sum
		largest := math.Abs(x)
		sum = sum.Plus(x)
		for _, source := range d.Sources {
			sum = sum.Plus(-source[i])
			largest = math.Max(largest, math.Abs(source[i]))
		}
		a.remainder[i] = sum.Value()
		left = left || math.Abs(sum.Value()) > rounding*largest
		if !finite(sum.Value()) {
			return amounts{}, index.Undefined("value %d: its sources are too large to add up", i)
		}
	}
	if !left {
		clear(a.remainder)
	}
	return a, nil
}

// all is the sources with the remainder last, where there is any.
func (a amounts) all() [][]float64 {
	for _, v := range a.remainder {
		if v != 0 {
			return append(slices.Clone(a.sources), a.remainder)
		}
	}
	return a.sources
}

// column is one source of the values that have weight, in the order of a ranking and in its unit.
func (r ranking) column(source []float64) (values []float64, mean float64) {
	var sum index.Sum
	for _, p := range r.places {
		v := source[p.row] / r.unit
		values = append(values, v)
		sum = sum.Plus(p.share * v)
	}
	return values, sum.Value()
}

// along is the generalised concentration index of one source in the order of a ranking.
func (r ranking) along(values []float64, mean float64) float64 {
	var sum index.Sum
	for k, p := range r.places {
		sum = sum.Plus(p.share * (values[k] - mean) * p.lead())
	}
	return sum.Value()
}

// ofSource returns a part about a source.
func ofSource(source int, name string, v float64) index.Part {
	p := index.OfGroup(source, v)
	p.Name = name
	return p
}
