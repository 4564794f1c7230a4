package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// opposite is what each unit is compared with: the reference, or where there is none the rest of the units together, which
// share no persons with it.
type opposite struct {
	e                 index.Events
	count, population index.Sum // of all units
}

// against checks that what the units are compared with is there.
func against(e index.Events) (opposite, error) {
	o := opposite{e: e}
	if e.Reference >= 0 {
		if e.Population[e.Reference] == 0 {
			return o, index.Undefined("the reference has no population")
		}
		return o, nil
	}
	populated := 0
	for i, n := range e.Population {
		o.count = o.count.Plus(e.Count[i])
		o.population = o.population.Plus(n)
		if n > 0 {
			populated++
		}
	}
	if populated < 2 {
		return o, index.Undefined("needs at least 2 units with a population, or a reference: there is no rest to compare with")
	}
	return o, nil
}

// of returns the count and the population that unit i is compared with; ok is false where there are none, or the unit has no
// population itself.
func (o *opposite) of(i int) (x, n float64, ok bool) {
	if i == o.e.Reference || o.e.Population[i] == 0 {
		return 0, 0, false
	}
	if o.e.Reference >= 0 {
		return o.e.Count[o.e.Reference], o.e.Population[o.e.Reference], true
	}
	// What was lost when the total was rounded comes back before the unit is taken off.
	n = o.population.Plus(-o.e.Population[i]).Value()
	x = math.Max(0, o.count.Plus(-o.e.Count[i]).Value())
	return x, n, n > 0 && n < math.Inf(1) && x < math.Inf(1)
}

// contrasts returns what compare gives for the count and population of each unit and of what it is compared with.
func contrasts(e index.Events, compare func(x1, n1, x2, n2 float64) index.Estimate) ([]index.Estimate, error) {
	o, err := against(e)
	if err != nil {
		return nil, err
	}
	out := make([]index.Estimate, len(e.Count))
	for i, x1 := range e.Count {
		out[i] = undefined
		if x2, n2, ok := o.of(i); ok {
			out[i] = compare(x1, e.Population[i], x2, n2)
		}
	}
	return out, nil
}

// estimate returns an estimate, without the limits that are not finite; a value that is not finite makes none.
func estimate(value, lower, upper, level float64) index.Estimate {
	if !(math.Abs(value) <= math.MaxFloat64) {
		return undefined
	}
	if !(math.Abs(lower) <= math.MaxFloat64) {
		lower = math.NaN()
	}
	if !(math.Abs(upper) <= math.MaxFloat64) {
		upper = math.NaN()
	}
	return index.Estimate{Value: value, Lower: lower, Upper: upper, Level: level}
}
