package strata

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Table is the cells of a cross-classification.
type Table struct {
	Weights   []float64 // persons in each cell; the scale does not matter
	Values    []float64
	Variances []float64 // of sampling, of each value; nil where unknown, and then nothing is corrected
	// Dimensions are the categories of each cell, from 0, one slice for each dimension.
	Dimensions [][]int
}

// Part is a part of what differs between cells.
type Part struct {
	Observed  float64
	Corrected float64 // less what chance makes of it on average; NaN where sampling variances are unknown
}

func (p Part) minus(q Part) Part { return Part{p.Observed - q.Observed, p.Corrected - q.Corrected} }

// checked returns the cells with somebody in them, their weights summing to 1.
func checked(t Table) (Table, error) {
	n := len(t.Values)
	if len(t.Weights) != n || t.Variances != nil && len(t.Variances) != n {
		return t, index.Undefined("%d values, %d weights and %d variances", n, len(t.Weights), len(t.Variances))
	}
	for _, d := range t.Dimensions {
		if len(d) != n {
			return t, index.Undefined("%d values but %d categories of a dimension", n, len(d))
		}
	}
	out := Table{Dimensions: make([][]int, len(t.Dimensions))}
	var total index.Sum
	for i, w := range t.Weights {
		if !(w >= 0) || w > math.MaxFloat64 {
			return t, index.Undefined("weight %d is %v", i, w)
		}
		if w == 0 {
			continue
		}
		if v := t.Values[i]; !(math.Abs(v) <= math.MaxFloat64) {
			return t, index.Undefined("value %d is %v", i, v)
		}
		total.Add(w)
		out.Weights, out.Values = append(out.Weights, w), append(out.Values, t.Values[i])
		if t.Variances != nil {
			if v := t.Variances[i]; !(v >= 0) || v > math.MaxFloat64 {
				return t, index.Undefined("variance %d is %v", i, v)
			}
			out.Variances = append(out.Variances, t.Variances[i])
		}
		for d, of := range t.Dimensions {
			if of[i] < 0 {
				return t, index.Undefined("category %d of dimension %d is %d", i, d, of[i])
			}
			out.Dimensions[d] = append(out.Dimensions[d], of[i])
		}
	}
	if len(out.Values) < 2 {
		return t, index.Undefined("needs at least 2 cells with somebody in them, has %d", len(out.Values))
	}
	for i := range out.Weights {
		out.Weights[i] /= total.Value()
	}
	return out, nil
}

// margin returns the cells put together by their category of a dimension.
func (t Table) margin(dimension int) Table {
	at := map[int]int{}
	var out Table
	for i, c := range t.Dimensions[dimension] {
		j, ok := at[c]
		if !ok {
			j = len(out.Weights)
			at[c] = j
			out.Weights, out.Values = append(out.Weights, 0), append(out.Values, 0)
			if t.Variances != nil {
				out.Variances = append(out.Variances, 0)
			}
		}
		w := t.Weights[i]
		out.Weights[j] += w
		out.Values[j] += float64(w * t.Values[i])
		if t.Variances != nil {
			out.Variances[j] += float64(w * w * t.Variances[i])
		}
	}
	for j, w := range out.Weights {
		out.Values[j] /= w
		if out.Variances != nil {
			out.Variances[j] /= w * w
		}
	}
	return out
}
