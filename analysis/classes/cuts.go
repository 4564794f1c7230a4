package classes

import (
	"maps"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Steps returns the k − 1 cut points between k classes that are equally wide, from the lowest number to the highest. It is undefined for fewer than two
// classes and where all numbers are the same.
func Steps(values []float64, k int) ([]float64, error) {
	order, err := ordered(values, 2)
	if err != nil {
		return nil, err
	}
	if k < 2 {
		return nil, index.Undefined("%d classes", k)
	}
	low, high := values[order[0]], values[order[len(order)-1]]
	out := make([]float64, k-1)
	for i := range out {
		q := float64(i+1) / float64(k)
		out[i] = low*(1-q) + high*q
	}
	return out, nil
}

// Starts returns the lowest number of each class but the first, in rising order: the cut points that [Cuts] makes the same classes of.
func Starts(values []float64, class []int) []float64 {
	low := map[int]float64{}
	for i, c := range class {
		if old, ok := low[c]; c > 0 && (!ok || values[i] < old) {
			low[c] = values[i]
		}
	}
	out := slices.Sorted(maps.Values(low))
	return out[min(1, len(out)):]
}

// Fit is the goodness of absolute deviation fit (GADF): 1 less the sum of absolute deviations from the medians of the classes over that from the median
// of all; the tabular accuracy index of Jenks and Caspall (1971, Annals of the Association of American Geographers 61, 217–244) with medians for means.
// It is 1 where the classes leave no differences within them, and NaN where there are none at all.
func Fit(values []float64, class []int) float64 {
	all := map[int][]float64{}
	for i, c := range class {
		if c > 0 {
			all[0], all[c] = append(all[0], values[i]), append(all[c], values[i])
		}
	}
	var within index.Sum
	for _, c := range slices.Sorted(maps.Keys(all)) {
		if c > 0 {
			within.Add(deviation(all[c]))
		}
	}
	total := deviation(all[0])
	if total == 0 {
		return math.NaN()
	}
	return 1 - within.Value()/total
}

// deviation is the sum of absolute deviations from the median, which any number between the two in the middle may be taken for.
func deviation(vs []float64) float64 {
	slices.Sort(vs)
	var sum index.Sum
	for i := range len(vs) / 2 {
		sum.Add(vs[len(vs)-1-i] - vs[i])
	}
	return sum.Value()
}
