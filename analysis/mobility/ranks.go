package mobility

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Ranks returns the ranks of values, 1 for the highest. Equal values share the mean of their ranks.
func Ranks(values []float64) []float64 {
	out, order := make([]float64, len(values)), make([]int, len(values))
	ranks(values, out, order)
	return out
}

// ranks fills out with the ranks of values. Order is scratch memory of their length.
func ranks(values, out []float64, order []int) {
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(values[j], values[i]), cmp.Compare(i, j)) })
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+to+1) / 2
		}
		from = to
	}
}

// check returns an error unless x and y are finite and alike in length, with weights that are above 0 where there are any, and three at least.
func check(x, y, weights []float64) error {
	switch {
	case len(x) != len(y):
		return index.Undefined("%d and %d values", len(x), len(y))
	case weights != nil && len(weights) != len(x):
		return index.Undefined("%d values and %d weights", len(x), len(weights))
	case len(x) < 3:
		return index.Undefined("fewer than 3 areas")
	}
	for i := range x {
		if !(math.Abs(x[i]) <= math.MaxFloat64) || !(math.Abs(y[i]) <= math.MaxFloat64) {
			return index.Undefined("values %v and %v of area %d", x[i], y[i], i)
		}
		if weights != nil && !(weights[i] > 0 && weights[i] <= math.MaxFloat64) {
			return index.Undefined("weight %v of area %d", weights[i], i)
		}
	}
	return nil
}

// Spearman returns the rank correlation of Spearman (1904, American Journal of Psychology 15, 72–101): that of Pearson of the ranks, equal
// values sharing the mean of theirs. With weights, the rank of an area is the weight of those above it and half of that of its equals, and
// areas count by their weights: the correlation between the places of persons rather than areas. Weights may be nil.
//
// There is none of fewer than three areas, nor where all have the same value at a date.
func Spearman(x, y, weights []float64) (float64, error) {
	if err := check(x, y, weights); err != nil {
		return 0, err
	}
	return correlation(places(x, weights), places(y, weights), weights)
}

// places are ranks, or with weights their mid-points in the weight of all.
func places(values, weights []float64) []float64 {
	if weights == nil {
		return Ranks(values)
	}
	out, order := make([]float64, len(values)), make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(values[j], values[i]), cmp.Compare(i, j)) })
	above := 0.0
	for from := 0; from < len(order); {
		to, equal := from, 0.0
		for to < len(order) && values[order[to]] == values[order[from]] {
			equal += weights[order[to]]
			to++
		}
		for _, i := range order[from:to] {
			out[i] = above + equal/2
		}
		above += equal
		from = to
	}
	return out
}

// correlation is Pearson's, with weights or nil.
func correlation(x, y, weights []float64) (float64, error) {
	of := func(i int) float64 {
		if weights == nil {
			return 1
		}
		return weights[i]
	}
	var sw, mx, my float64
	for i := range x {
		w := of(i)
		sw += w
		mx += float64(w * x[i])
		my += float64(w * y[i])
	}
	mx, my = mx/sw, my/sw
	var xx, yy, xy float64
	for i := range x {
		w, a, b := of(i), x[i]-mx, y[i]-my
		xx += float64(w*a) * a
		yy += float64(w*b) * b
		xy += float64(w*a) * b
	}
	r := xy / math.Sqrt(xx) / math.Sqrt(yy)
	if !(xx > 0 && yy > 0) || !(math.Abs(r) <= math.MaxFloat64) {
		return 0, index.Undefined("all areas have the same value at one of the dates")
	}
	return math.Max(-1, math.Min(1, r)), nil
}

// MostPairs is the most areas that Kendall's correlation is worked out for, since it looks at every pair.
const MostPairs = 2000

// Kendall returns the rank correlation tau-b of Kendall (1945, Biometrika 33, 239–251): of the pairs of areas, the share that has kept its order
// less that which has changed it, with the pairs that are equal at one date taken off the geometric mean of those that could be told. With
// weights a pair counts by the product of its weights. Weights may be nil.
//
// There is none of fewer than three areas or of more than [MostPairs], nor where all have the same value at a date.
func Kendall(x, y, weights []float64) (float64, error) {
	if err := check(x, y, weights); err != nil {
		return 0, err
	}
	if len(x) > MostPairs {
		return 0, index.Undefined("more than %d areas", MostPairs)
	}
	var sum, nx, ny float64
	for i := range x {
		for j := range i {
			w := 1.0
			if weights != nil {
				w = weights[i] * weights[j]
			}
			a, b := cmp.Compare(x[i], x[j]), cmp.Compare(y[i], y[j])
			sum += w * float64(a*b)
			nx += w * float64(a*a)
			ny += w * float64(b*b)
		}
	}
	if !(nx > 0 && ny > 0) {
		return 0, index.Undefined("all areas have the same value at one of the dates")
	}
	return sum / math.Sqrt(nx) / math.Sqrt(ny), nil
}

// Classes returns how many classes of rank so many areas are sorted into: five from 25 areas on, four from 16, three from 9, so that each has
// three areas at least; none below.
func Classes(areas int) int {
	switch {
	case areas >= 25:
		return 5
	case areas >= 16:
		return 4
	case areas >= 9:
		return 3
	}
	return 0
}

// PraisShorrocks returns the mobility between classes of rank of equal size, (k − Σ p)/(k − 1) with p the share of each of k classes that is in
// the same class at the second date (Prais 1955, Journal of the Royal Statistical Society A 118, 56–66; Shorrocks 1978, Econometrica 46,
// 1013–1024): 0 where no area has changed class, 1 where the second class tells nothing of the first, k/(k − 1) where all have changed.
//
// Equal values share a class by the mean of their ranks. There is none of fewer than two classes, nor where a class has no area at the first
// date.
func PraisShorrocks(x, y []float64, classes int) (float64, error) {
	if err := check(x, y, nil); err != nil {
		return 0, err
	}
	if classes < 2 {
		return 0, index.Undefined("%d classes", classes)
	}
	return praisShorrocks(Ranks(x), Ranks(y), classes)
}

// praisShorrocks is the index of ranks.
func praisShorrocks(x, y []float64, classes int) (float64, error) {
	stay, all := make([]float64, classes), make([]float64, classes)
	class := func(rank float64) int {
		return max(0, min(classes-1, int((rank-0.5)/float64(len(x))*float64(classes)))) // ranks run from 1 to n
	}
	for i := range x {
		from := class(x[i])
		all[from]++
		if class(y[i]) == from {
			stay[from]++
		}
	}
	trace := 0.0
	for k, n := range all {
		if n == 0 {
			return 0, index.Undefined("no area in class %d of %d: too many have the same value", k+1, classes)
		}
		trace += stay[k] / n
	}
	return (float64(classes) - trace) / float64(classes-1), nil
}
