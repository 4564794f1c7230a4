package relation

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// MinUnits is the least number of units that a correlation is computed of: of three points or fewer it says nothing, and its interval has
// no width that could be had.
const MinUnits = 5

// both returns the units that have both numbers and a weight above 0. Weights of nil are 1.
func both(x, y, weights []float64) (u, v, w []float64, err error) {
	if len(x) != len(y) || weights != nil && len(weights) != len(x) {
		return nil, nil, nil, index.Undefined("%d and %d values with %d weights", len(x), len(y), len(weights))
	}
	for i := range x {
		wi := 1.0
		if weights != nil {
			wi = weights[i]
		}
		switch {
		case wi < 0 || math.IsInf(wi, 0) || math.IsInf(x[i], 0) || math.IsInf(y[i], 0):
			return nil, nil, nil, index.Undefined("unit %d: values %v and %v with weight %v", i, x[i], y[i], wi)
		case math.IsNaN(x[i]) || math.IsNaN(y[i]) || math.IsNaN(wi) || wi == 0:
			continue
		}
		u, v, w = append(u, x[i]), append(v, y[i]), append(w, wi)
	}
	if len(u) < MinUnits {
		return nil, nil, nil, index.Undefined("%d units have both; %d are needed", len(u), MinUnits)
	}
	return u, v, w, nil
}

// Pearson returns the correlation of x and y with weights of the units, which all count alike where weights is nil:
//
//	r = Σ w (x − x̄)(y − ȳ) / √(Σ w (x − x̄)² · Σ w (y − ȳ)²)
//
// with the weighted means x̄ and ȳ. Units without both, and those of weight 0, are left out. It is undefined for fewer than [MinUnits] of
// the others, for a negative weight, and where x or y is the same in all of them.
func Pearson(x, y, weights []float64) (float64, error) {
	u, v, w, err := both(x, y, weights)
	if err != nil {
		return 0, err
	}
	return product(u, v, w)
}

func product(x, y, w []float64) (float64, error) {
	dx, sx := centred(x, w)
	dy, sy := centred(y, w)
	if sx == 0 || sy == 0 {
		return 0, index.Undefined("all units have the same value")
	}
	var sum index.Sum
	for i := range dx {
		sum.Add(w[i] * (dx[i] / sx) * (dy[i] / sy))
	}
	return min(max(sum.Value(), -1), 1), nil
}

// centred returns values less their weighted mean, and the root of their weighted sum of squares: 0 where they are the same but for rounding.
func centred(x, w []float64) (d []float64, norm float64) {
	var sum, all index.Sum
	largest := 0.0
	for i, v := range x {
		sum.Add(w[i] * v)
		all.Add(w[i])
		largest = max(largest, math.Abs(v))
	}
	mean := sum.Value() / all.Value()
	d = make([]float64, len(x))
	var squares index.Sum
	for i, v := range x {
		d[i] = v - mean
		squares.Add(w[i] * d[i] * d[i])
	}
	norm = math.Sqrt(squares.Value())
	if norm <= 1e-12*largest*math.Sqrt(all.Value()) {
		return d, 0
	}
	return d, norm
}

// Spearman returns the rank correlation of x and y: that of Pearson of the ranks, ties sharing the mean of theirs. Where many are tied it
// is still that, as in R and SciPy. It is undefined as [Pearson] is.
func Spearman(x, y []float64) (float64, error) {
	u, v, w, err := both(x, y, nil)
	if err != nil {
		return 0, err
	}
	return product(ranks(u), ranks(v), w)
}

// ranks returns the rank of each value, 1 for the lowest; ties share the mean of theirs.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	out := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+1+to) / 2
		}
		from = to
	}
	return out
}

// Kendall returns τ-b (Kendall 1945, Biometrika 33, 239–251), pairs of units in the same order less those in the opposite one, by the geometric
// mean of the pairs that are not tied in x and those that are not tied in y. It is undefined as [Pearson] is. The time it takes grows with
// the square of the number of units.
func Kendall(x, y []float64) (float64, error) {
	u, v, _, err := both(x, y, nil)
	if err != nil {
		return 0, err
	}
	score, untiedX, untiedY := 0, 0, 0
	for i := range u {
		for j := range i {
			a, b := cmp.Compare(u[i], u[j]), cmp.Compare(v[i], v[j])
			score += a * b
			untiedX += a * a
			untiedY += b * b
		}
	}
	if untiedX == 0 || untiedY == 0 {
		return 0, index.Undefined("all units have the same value")
	}
	return float64(score) / (math.Sqrt(float64(untiedX)) * math.Sqrt(float64(untiedY))), nil
}

// Size returns how many units of equal weight carry as much as those that have a weight above 0, (Σ w)² / Σ w² (Kish 1965, Survey Sampling, section
// 11.7): the number of them where the weights are nil or equal.
func Size(x, y, weights []float64) float64 {
	_, _, w, err := both(x, y, weights)
	if err != nil {
		return 0
	}
	var sum, squares index.Sum
	for _, v := range w {
		sum.Add(v)
		squares.Add(v * v)
	}
	return sum.Value() * sum.Value() / squares.Value()
}

// Interval returns the limits of a correlation of so many units, by Fisher's z transformation (1921, Metron 1, 3–32): tanh(atanh r ± z/√(n − 3)). It rests
// on x and y that are together about normal; n may be effective and broken. Where n is at most 3 the limits are −1 and 1, and where r is −1
// or 1 there is no interval: the limits are NaN.
func Interval(r, n, level float64) (lower, upper float64) {
	return fisher(r, 1/(n-3), level)
}

// RankInterval is [Interval] for a correlation of ranks, whose variance on the scale of z is (1 + r²/2)/(n − 3) (Bonett and Wright 2000, Psychometrika 65,
// 23–28).
func RankInterval(r, n, level float64) (lower, upper float64) {
	return fisher(r, (1+r*r/2)/(n-3), level)
}

func fisher(r, variance, level float64) (lower, upper float64) {
	if !(variance > 0) || math.IsInf(variance, 0) {
		return -1, 1
	}
	if math.Abs(r) >= 1 {
		return math.NaN(), math.NaN()
	}
	z := distuv.UnitNormal.Quantile(0.5+level/2) * math.Sqrt(variance)
	return math.Tanh(math.Atanh(r) - z), math.Tanh(math.Atanh(r) + z)
}

// P returns the probability that chance alone would give a correlation as far from 0 as r of n units, n effective or not: two sides of Student's t
// with n − 2 degrees of freedom, t = r √((n − 2)/(1 − r²)). It is 1 where n is at most 2.
func P(r, n float64) float64 {
	if !(n > 2) {
		return 1
	}
	if math.Abs(r) >= 1 {
		return 0
	}
	t := math.Abs(r) * math.Sqrt((n-2)/(1-r*r))
	return min(1, 2*distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 2}.Survival(t))
}
