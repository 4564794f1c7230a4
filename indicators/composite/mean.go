package composite

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

var available = index.Param{
	Name: "available", Default: 1, Min: 0, Max: 1,
	Doc: "the least share of the indicators that a unit must have to get a composite; 1: all of them",
}

// mean returns the mean of some values with weights that sum to 1, or the reason why it has none.
type mean func(values, weights []float64) (float64, error)

// combine normalises the indicators and takes the mean of those that each unit has, NaN for a unit that has fewer than the share
// available or none.
func combine(x index.Indicators, n Normalisation, available float64, m mean) ([]float64, error) {
	y, err := Normalise(x, n)
	if err != nil {
		return nil, err
	}
	units, err := sufficient(x, available)
	if err != nil {
		return nil, err
	}
	out := missing(x.Units())
	for _, i := range units {
		values, weights := present(y, x.Weights, i)
		if out[i], err = m(values, weights); err != nil {
			return nil, index.Undefined("unit %d: %v", i, err)
		}
		if !(math.Abs(out[i]) <= math.MaxFloat64) {
			return nil, index.Undefined("unit %d: the values are too large or too small to combine", i)
		}
	}
	return out, nil
}

// weight returns the weight of indicator k.
func weight(weights []float64, k int) float64 {
	if weights == nil {
		return 1
	}
	return weights[k]
}

// sufficient returns the units that have at least the share available of the indicators with weight, and one of them.
func sufficient(x index.Indicators, available float64) ([]int, error) {
	if !(available >= 0 && available <= 1) {
		return nil, index.Undefined("the share of indicators that a unit must have is %v; it must be from 0 to 1", available)
	}
	var units []int
	for i := range x.Units() {
		has, of := 0, 0
		for k, column := range x.Columns {
			if weight(x.Weights, k) == 0 {
				continue
			}
			of++
			if column[i] == column[i] {
				has++
			}
		}
		if has > 0 && float64(has) >= available*float64(of)-1e-9 {
			units = append(units, i)
		}
	}
	if len(units) == 0 {
		return nil, index.Undefined("no unit has a share of %v of the indicators", available)
	}
	return units, nil
}

// present returns the values that unit i has of the indicators with weight, and their weights scaled to sum to 1.
func present(columns [][]float64, of []float64, i int) (values, weights []float64) {
	var sum index.Sum
	for k, column := range columns {
		if w := weight(of, k); w > 0 && column[i] == column[i] {
			values = append(values, column[i])
			weights = append(weights, w)
			sum = sum.Plus(w)
		}
	}
	total := sum.Value()
	for j := range weights {
		weights[j] /= total
	}
	return values, weights
}

// rounding is how far apart composites may lie and be equal: two units whose composites are the same by arithmetic shall not be ranked by
// the rounding of sums.
func rounding(composites []float64) float64 {
	largest := 0.0
	for _, v := range composites {
		largest = max(largest, math.Abs(v))
	}
	return 1e-12 * largest
}

// ofUnits returns the parts of units, those that are not missing.
func ofUnits(values []float64, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	var parts []index.Part
	for i, v := range values {
		if v == v {
			parts = append(parts, index.OfUnit(i, v))
		}
	}
	return parts, nil
}

// arithmetic is the power mean of power 1, of any values.
func arithmetic(values, weights []float64) (float64, error) {
	var sum index.Sum
	for j, v := range values {
		sum = sum.Plus(float64(v * weights[j]))
	}
	return sum.Value(), nil
}

// powerMean returns the power mean of values of at least 0: the geometric for 0, where its limit is. A zero makes it 0 for powers of
// at most 0.
func powerMean(power float64) mean {
	return func(values, weights []float64) (float64, error) {
		low, high := values[0], values[0]
		for _, v := range values {
			if v < 0 {
				return 0, fmt.Errorf("a value is %v after normalisation, and this mean is of values of at least 0: normalise otherwise", v)
			}
			low, high = min(low, v), max(high, v)
		}
		if low == high || low == 0 && power <= 0 {
			return low, nil
		}
		// Of ratios to the value that dominates the sum, which no power lifts out of the range of a float.
		unit := high
		if power < 0 {
			unit = low
		}
		var sum index.Sum
		for j, v := range values {
			if power == 0 {
				sum = sum.Plus(float64(weights[j] * math.Log(v/unit)))
			} else {
				sum = sum.Plus(float64(weights[j] * math.Pow(v/unit, power)))
			}
		}
		if power == 0 {
			return unit * math.Exp(sum.Value()), nil
		}
		return min(max(unit*math.Pow(sum.Value(), 1/power), low), high), nil
	}
}
