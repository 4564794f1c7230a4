package composite

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// handbook is where the methods of composite indicators are collected.
const handbook = "OECD & JRC 2008, Handbook on Constructing Composite Indicators, OECD Publishing, Paris"

// top is the value of the upper end of a scale that begins at 0.
var top = index.Param{
	Name: "top", Default: 100, Min: 1, Max: 100,
	Doc: "the upper end of the scale, which begins at 0",
}

// reversed tells whether a low value of indicator k counts as high.
func reversed(x index.Indicators, k int) bool { return len(x.Reverse) > k && x.Reverse[k] }

// oriented returns indicator k of the units that have it, high counting as high, with the numbers of those units.
func oriented(x index.Indicators, k int) (values []float64, units []int) {
	for i, v := range x.Columns[k] {
		if v != v {
			continue
		}
		if reversed(x, k) {
			v = -v
		}
		values = append(values, v)
		units = append(units, i)
	}
	return values, units
}

// byColumn puts each indicator on another scale: f replaces the values of indicator k that are there, given with high counting as
// high. What is missing stays NaN. A scale on which a value is not finite is an error.
func byColumn(x index.Indicators, f func(k int, values []float64) error) ([][]float64, error) {
	if err := x.Check(1); err != nil {
		return nil, err
	}
	out := make([][]float64, len(x.Columns))
	for k := range out {
		values, units := oriented(x, k)
		if len(values) == 0 {
			return nil, index.Undefined("indicator %d is missing everywhere", k)
		}
		if err := f(k, values); err != nil {
			return nil, err
		}
		out[k] = missing(x.Units())
		for j, v := range values {
			if !(math.Abs(v) <= math.MaxFloat64) {
				return nil, index.Undefined("indicator %d, unit %d: the value is too large or too small to put on a scale", k, units[j])
			}
			out[k][units[j]] = v
		}
	}
	return out, nil
}

// missing returns n missing values.
func missing(n int) []float64 {
	return slices.Repeat([]float64{math.NaN()}, n)
}

// bounds returns the lowest and the highest of the values of indicator k, which must differ.
func bounds(k int, values []float64) (low, high float64, err error) {
	low, high = slices.Min(values), slices.Max(values)
	if low == high {
		return 0, 0, index.Undefined("indicator %d is %v in every unit that has it: there is nothing to tell apart", k, math.Abs(low))
	}
	return low, high, nil
}

// ranks returns the rank of each value, 1 for the lowest. Ties, which lie within the tolerance of the lowest of them, share the mean of
// their ranks, or with lowest the least.
func ranks(values []float64, lowest bool, tolerance float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	out := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]]-values[order[from]] <= tolerance {
			to++
		}
		rank := float64(from+1+to) / 2
		if lowest {
			rank = float64(from + 1)
		}
		for _, i := range order[from:to] {
			out[i] = rank
		}
		from = to
	}
	return out
}

// cells returns the parts of units and indicators, those that are not missing.
func cells(values [][]float64, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	var parts []index.Part
	for k, column := range values {
		for i, v := range column {
			if v == v {
				parts = append(parts, index.OfCell(i, k, v))
			}
		}
	}
	return parts, nil
}
