package disparity

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// choice returns the value of a parameter that chooses between variants that are numbered from 0.
func choice(q index.Param, p index.Params) (float64, error) {
	v := q.From(p)
	if v != math.Trunc(v) || !(v >= 0 && v <= q.Max) {
		return 0, index.Undefined("parameter %s is %v; it must be a whole number from 0 to %v", q.Name, v, q.Max)
	}
	return v, nil
}

// several is the least number of subgroups of a measure of all of them: of two the difference and the ratio say all, and WHO's programs
// refuse the same.
const several = 3

// populated returns s without the subgroups that have no population, after checking that at least min are left and
// that the reference is among them.
func populated(s index.Subgroups, min int) (index.Subgroups, error) {
	if err := s.Check(min); err != nil {
		return s, err
	}
	if !slices.Contains(s.Population, 0) {
		return s, nil
	}
	out := index.Subgroups{Reference: s.Reference, Favourable: s.Favourable, Low: s.Low, High: s.High}
	for i, n := range s.Population {
		if n == 0 {
			if i == s.Reference {
				return s, index.Undefined("the reference, subgroup %d, has no population", i)
			}
			continue
		}
		if i == s.Reference {
			out.Reference = len(out.Estimates)
		}
		out.Estimates = append(out.Estimates, s.Estimates[i])
		out.Population = append(out.Population, n)
		if s.SE != nil {
			out.SE = append(out.SE, s.SE[i])
		}
		if s.Count != nil {
			out.Count = append(out.Count, s.Count[i])
		}
		if s.Noise != nil {
			out.Noise = append(out.Noise, s.Noise[i])
		}
		if s.Rank != nil {
			out.Rank = append(out.Rank, s.Rank[i])
		}
	}
	return out, out.Check(min)
}

// notNegative returns an error when an estimate is below zero, which has no meaning relative to another.
func notNegative(s index.Subgroups) error {
	for i, y := range s.Estimates {
		if y < 0 {
			return index.Undefined("estimate %d is %v: a relative measure needs estimates of at least 0", i, y)
		}
	}
	return nil
}

// weight returns the population of subgroup i, or 1 where subgroups count alike.
func weight(s index.Subgroups, i int) float64 {
	if s.Population == nil {
		return 1
	}
	return s.Population[i]
}

// share returns the part of the population, or of the subgroups where they count alike, that subgroup i makes up.
func share(s index.Subgroups) func(i int) float64 {
	var total index.Sum
	for i := range s.Estimates {
		total.Add(weight(s, i))
	}
	return func(i int) float64 { return weight(s, i) / total.Value() }
}

// average returns the mean of f(i) over the subgroups by population.
func average(s index.Subgroups, f func(i int) float64) float64 {
	var total, weights index.Sum
	if s.Population == nil {
		for i := range s.Estimates {
			total = total.Plus(f(i))
		}
		return total.Value() / float64(len(s.Estimates))
	}
	for i, w := range s.Population {
		total, weights = total.Plus(w*f(i)), weights.Plus(w)
	}
	return total.Value() / weights.Value()
}

// mean returns the mean estimate by population.
func mean(s index.Subgroups) float64 {
	return average(s, func(i int) float64 { return s.Estimates[i] })
}

// relative returns s without the subgroups that have no population, and its mean, for a measure relative to that.
func relative(s index.Subgroups, least int) (index.Subgroups, float64, error) {
	s, err := populated(s, least)
	if err != nil {
		return s, 0, err
	}
	if err := notNegative(s); err != nil {
		return s, 0, err
	}
	mu := mean(s)
	if mu == 0 {
		return s, 0, index.Undefined("the mean is zero")
	}
	return s, mu, nil
}

// percentOfMean returns an absolute measure of s in per cent of the mean estimate.
func percentOfMean(s index.Subgroups, least int, measure func(index.Subgroups) (float64, error)) (float64, error) {
	s, mu, err := relative(s, least)
	if err != nil {
		return 0, err
	}
	v, err := measure(s)
	if err != nil {
		return 0, err
	}
	return defined(100 * (v / mu))
}

// defined returns v, or an error where the arithmetic has left the range of numbers.
func defined(v float64) (float64, error) {
	if !(math.Abs(v) <= math.MaxFloat64) {
		return 0, index.Undefined("the numbers differ too much in size to compute with")
	}
	return v, nil
}
