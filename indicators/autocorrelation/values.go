package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// standardised returns (x − x̄)/s with s² over n. It is undefined where all values are equal.
func standardised(x []float64) ([]float64, error) {
	z, err := scaled(x)
	if err != nil {
		return nil, err
	}
	n := float64(len(z))
	mean := index.Total(z) / n
	var squares index.Sum
	for i := range z {
		z[i] -= mean
		squares = squares.Plus(z[i] * z[i])
	}
	s := math.Sqrt(squares.Value() / n)
	for i := range z {
		z[i] /= s
	}
	return z, nil
}

// scaled returns the values divided by the largest of them, so that no power of them is too large to compute with. It is undefined where
// all values are equal.
func scaled(x []float64) ([]float64, error) {
	largest, equal := 0.0, true
	for _, v := range x {
		largest = max(largest, math.Abs(v))
		equal = equal && v == x[0]
	}
	if equal {
		return nil, index.Undefined("all units with neighbours have the same value")
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v / largest
	}
	return out, nil
}

// shares returns values of at least 0 divided by the largest of them. It is undefined where a value is negative, or all are equal.
func shares(x []float64) ([]float64, error) {
	for _, v := range x {
		if v < 0 {
			return nil, index.Undefined("a value is %v; of values below 0 there are no shares of a sum", v)
		}
	}
	return scaled(x)
}

// ofValues returns the network of the units of d and their values there.
func ofValues(d index.Distribution, w space.Weighting) (*network, []float64, error) {
	if err := d.Check(); err != nil {
		return nil, nil, err
	}
	s, err := d.Located()
	if err != nil {
		return nil, nil, err
	}
	net, err := networkOf(s, w, nil)
	if err != nil {
		return nil, nil, err
	}
	return net, net.of(d.Values), nil
}

// ofColumns returns the network of the units that have all of the first k indicators (0: of all indicators), and the indicators there, standardised.
// One of which a low value counts as high is turned round.
func ofColumns(x index.Indicators, k int, w space.Weighting) (*network, [][]float64, error) {
	if err := x.Check(max(k, 2)); err != nil {
		return nil, nil, err
	}
	if k == 0 {
		k = len(x.Columns)
	}
	s, err := x.Located()
	if err != nil {
		return nil, nil, err
	}
	var present []int
	for i := range x.Units() {
		whole := true
		for _, column := range x.Columns[:k] {
			whole = whole && !math.IsNaN(column[i])
		}
		if whole {
			present = append(present, i)
		}
	}
	if present == nil {
		return nil, nil, index.Undefined("no unit has all of the indicators")
	}
	net, err := networkOf(s, w, present)
	if err != nil {
		return nil, nil, err
	}
	columns := make([][]float64, k)
	for c := range columns {
		columns[c] = net.of(x.Columns[c])
		if x.Reverse != nil && x.Reverse[c] {
			for i := range columns[c] {
				columns[c][i] = -columns[c][i]
			}
		}
	}
	for c, column := range columns {
		if columns[c], err = standardised(column); err != nil {
			return nil, nil, err
		}
	}
	return net, columns, nil
}

// ofEvents returns the network of the units of e that have a population, with their events and populations.
func ofEvents(e index.Events, w space.Weighting) (net *network, count, population []float64, err error) {
	if err := e.Check(); err != nil {
		return nil, nil, nil, err
	}
	s, err := e.Located()
	if err != nil {
		return nil, nil, nil, err
	}
	var present []int
	for i, n := range e.Population {
		if n > 0 {
			present = append(present, i)
		}
	}
	if present == nil {
		return nil, nil, nil, index.Undefined("no unit has a population")
	}
	if net, err = networkOf(s, w, present); err != nil {
		return nil, nil, nil, err
	}
	return net, net.of(e.Count), net.of(e.Population), nil
}
