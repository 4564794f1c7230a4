// Package classes cuts numbers into ordered classes, such as types of areas by a composite index: 1 holds the lowest numbers. Equal numbers are always of
// one class. NaN has class 0.
package classes

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// MaxDistinct is the largest number of different numbers that [Jenks] cuts: it looks at every pair of them.
const MaxDistinct = 5000

// ordered returns the positions of the numbers, lowest first, and checks that there are enough.
func ordered(values []float64, k int) ([]int, error) {
	var out []int
	for i, v := range values {
		if math.IsInf(v, 0) {
			return nil, index.Undefined("unit %d: value %v", i, v)
		}
		if !math.IsNaN(v) {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	distinct := 0
	for j, i := range out {
		if j == 0 || values[out[j-1]] != values[i] {
			distinct++
		}
	}
	if k < 2 || distinct < k {
		return nil, index.Undefined("%d classes of %d different values", k, distinct)
	}
	return out, nil
}

// Quantiles cuts the numbers into k classes of about as much weight each, such as fifths of the population: a number lies in class 1 + ⌊k·m⌋, where
// m is the share of the weight below it with half of that at it. Weights of nil count every unit alike. It is undefined for fewer than two
// classes, for fewer different numbers than classes, and for weights that are negative, missing or all 0.
func Quantiles(values, weights []float64, k int) ([]int, error) {
	order, err := ordered(values, k)
	if err != nil {
		return nil, err
	}
	if weights != nil && len(weights) != len(values) {
		return nil, index.Undefined("%d values but %d weights", len(values), len(weights))
	}
	weight := func(i int) float64 {
		if weights == nil {
			return 1
		}
		return weights[i]
	}
	var all index.Sum
	for _, i := range order {
		if w := weight(i); !(w >= 0) || math.IsInf(w, 0) {
			return nil, index.Undefined("unit %d: weight %v", i, w)
		}
		all.Add(weight(i))
	}
	if all.Value() <= 0 {
		return nil, index.Undefined("the weights are all 0")
	}
	out := make([]int, len(values))
	var below index.Sum
	for from := 0; from < len(order); {
		to := from
		var here index.Sum
		for to < len(order) && values[order[to]] == values[order[from]] {
			here.Add(weight(order[to]))
			to++
		}
		mid := (below.Value() + here.Value()/2) / all.Value()
		for _, i := range order[from:to] {
			out[i] = min(k, 1+int(float64(k)*mid+1e-12))
		}
		below.Add(here.Value())
		from = to
	}
	return out, nil
}

// Jenks cuts the numbers into the k classes that have the least sum of squares within them (Fisher 1958, Journal of the American Statistical Association
// 53, 789–798; known from maps as Jenks' natural breaks), exactly. Of equally good cuts that with the lowest last class is taken. It is undefined
// for fewer than two classes, for fewer different numbers than classes, and for more than [MaxDistinct].
func Jenks(values []float64, k int) ([]int, error) {
	order, err := ordered(values, k)
	if err != nil {
		return nil, err
	}
	var at, count []float64 // the different numbers, and how many units have each
	for j, i := range order {
		if j == 0 || values[order[j-1]] != values[i] {
			at, count = append(at, values[i]), append(count, 0)
		}
		count[len(count)-1]++
	}
	n := len(at)
	if n > MaxDistinct {
		return nil, index.Undefined("%d different values; at most %d are cut", n, MaxDistinct)
	}
	least := make([][]float64, k) // of the first i numbers in c+1 classes
	first := make([][]int, k)     // where the last of them begins
	for c := range k {
		least[c], first[c] = make([]float64, n+1), make([]int, n+1)
		for i := 1; i <= n; i++ {
			least[c][i] = math.Inf(1)
			mean, squares, weight := 0.0, 0.0, 0.0
			for s := i - 1; s >= c; s-- { // the last class is numbers s to i − 1; Welford's update
				weight += count[s]
				d := at[s] - mean
				mean += d * count[s] / weight
				squares += float64(count[s] * d * (at[s] - mean))
				before := math.Inf(1)
				if c == 0 {
					if s > 0 {
						continue
					}
					before = 0
				} else if s > 0 {
					before = least[c-1][s]
				}
				if total := before + squares; total < least[c][i]*(1-1e-13) {
					least[c][i], first[c][i] = total, s
				}
			}
		}
	}
	class := make(map[float64]int, n)
	for c, end := k-1, n; c >= 0; c-- {
		for _, v := range at[first[c][end]:end] {
			class[v] = c + 1
		}
		end = first[c][end]
	}
	out := make([]int, len(values))
	for _, i := range order {
		out[i] = class[values[i]]
	}
	return out, nil
}

// Counts cuts the numbers so that as many units lie in each class as another classification has: units[c] in class c + 1. It is how two classifications
// are compared by their order alone. Where a tie runs over a border the tied units go with the class that has most of them, of two the
// lower. It is undefined where the sum is not the number of units with a value.
func Counts(values []float64, units []int) ([]int, error) {
	order, err := ordered(values, 2)
	if err != nil {
		return nil, err
	}
	var class []int // in order
	for c, n := range units {
		if n < 0 {
			return nil, index.Undefined("class %d has %d units", c+1, n)
		}
		for range n {
			class = append(class, c+1)
		}
	}
	if len(class) != len(order) {
		return nil, index.Undefined("%d units in the classes, %d with a value", len(class), len(order))
	}
	out := make([]int, len(values))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		most, best := 0, 0
		for at := from; at < to; {
			next := at
			for next < to && class[next] == class[at] {
				next++
			}
			if next-at > most {
				most, best = next-at, class[at]
			}
			at = next
		}
		for _, i := range order[from:to] {
			out[i] = best
		}
		from = to
	}
	return out, nil
}

// Cuts puts each number into a class by cut points in rising order: class 1 lies below the first, and a number at a cut point lies above it.
// It is undefined for cut points that do not rise.
func Cuts(values, cuts []float64) ([]int, error) {
	for i, c := range cuts {
		if math.IsNaN(c) || i > 0 && !(cuts[i-1] < c) {
			return nil, index.Undefined("the cut points %v do not rise", cuts)
		}
	}
	out := make([]int, len(values))
	for i, v := range values {
		if !math.IsNaN(v) {
			at, _ := slices.BinarySearchFunc(cuts, v, func(c, v float64) int {
				if c <= v {
					return -1
				}
				return 1
			})
			out[i] = at + 1
		}
	}
	return out, nil
}
