package relation

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Concentration is how many of some indicators units are among the highest by, beside what indicators that have nothing to do with one another
// would give.
type Concentration struct {
	High     [][]bool  // by indicator and unit: the unit is among the highest
	Used     []bool    // the indicators that tell some units apart as the highest
	Count    []int     // of each unit: by how many indicators it is among the highest
	Of       []int     // of how many that it has a value of
	Expected []float64 // what independence would give in the mean
	P        []float64 // the probability of as many or more in this unit by independence
	AtLeast  []Level   // for 0, 1, … indicators
}

// Level is how many units are among the highest by so many indicators or more.
type Level struct {
	Units    int
	Expected float64 // by independence
	P        float64 // the probability of as many units or more by independence; NaN for 0 indicators
}

// Concentrate counts by how many indicators each unit is among the highest share, such as the fifth of units with the highest values. High must count as
// what is looked for: an indicator of which the low values are is turned round by its sign first. NaN is a missing value.
//
// Of n units that have an indicator ⌊share·n⌋ are the highest, at least one. Where a tie runs over that border none of the tied units counts, so that
// there are never more than the share; an indicator that leaves none so is not used.
//
// Independence is that every indicator picks its units anyhow among those that have it. For one unit the number of indicators is then a sum of
// independent trials of unequal chance (Poisson's binomial, summed exactly); for all units together the indicators are permuted against one another
// so many times, and p is (1 + those with as many units) / (1 + permutations). Permutation d has the stream d of the seed.
//
// Indicators of which one follows from another, and those that one circumstance shows in, are not independent, and the test is no test of whether that is
// so: it tells how far the disadvantages lie in the same places. It is undefined for fewer than two indicators that are used and for a
// share that is not above 0 and at most a half.
func Concentrate(columns [][]float64, share float64, permutations int, seed uint64) (Concentration, error) {
	if !(share > 0 && share <= 0.5) {
		return Concentration{}, index.Undefined("the share of units that count as the highest is %v; it must be above 0 and at most 0.5", share)
	}
	if len(columns) < 2 {
		return Concentration{}, index.Undefined("%d indicators; two are needed", len(columns))
	}
	units := len(columns[0])
	c := Concentration{
		Used: make([]bool, len(columns)), Count: make([]int, units), Of: make([]int, units), Expected: make([]float64, units), P: make([]float64, units),
	}
	chances := make([][]float64, units)
	var has [][]int // of each indicator that is used: the units with a value
	var highs []int // and how many of them are high
	used := 0
	for k, column := range columns {
		if len(column) != units {
			return Concentration{}, index.Undefined("indicator %d has %d units, indicator 0 has %d", k, len(column), units)
		}
		high, with, n := Highest(column, share)
		c.High = append(c.High, high)
		if n == 0 {
			continue
		}
		c.Used[k] = true
		used++
		has, highs = append(has, with), append(highs, n)
		for _, i := range with {
			p := float64(n) / float64(len(with))
			chances[i] = append(chances[i], p)
			c.Of[i]++
			c.Expected[i] += p
			if high[i] {
				c.Count[i]++
			}
		}
	}
	if used < 2 {
		return Concentration{}, index.Undefined("%d indicators tell some units apart from the others; two are needed", used)
	}
	c.AtLeast = make([]Level, used+1)
	for i := range units {
		dist := poissonBinomial(chances[i])
		tail := 0.0
		for m := len(dist) - 1; m >= 0; m-- {
			tail += dist[m]
			c.AtLeast[m].Expected += min(1, tail)
			if m == c.Count[i] {
				c.P[i] = min(1, tail)
			}
		}
		for m := range c.Count[i] + 1 {
			c.AtLeast[m].Units++
		}
	}
	c.permute(has, highs, permutations, seed)
	return c, nil
}

// Highest returns which units have the highest values as [Concentrate] takes them, which have any, and how many are high.
func Highest(column []float64, share float64) (high []bool, with []int, n int) {
	high = make([]bool, len(column))
	for i, v := range column {
		if !math.IsNaN(v) {
			with = append(with, i)
		}
	}
	if len(with) == 0 {
		return high, with, 0
	}
	order := slices.Clone(with)
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(column[j], column[i]) })
	quota := max(1, int(share*float64(len(order))+1e-9))
	if quota < len(order) && column[order[quota-1]] == column[order[quota]] {
		tied := column[order[quota]]
		for quota > 0 && column[order[quota-1]] == tied {
			quota--
		}
	}
	if quota == len(order) { // all of one unit, or of none that differ
		return high, with, 0
	}
	for _, i := range order[:quota] {
		high[i] = true
	}
	return high, with, quota
}

// poissonBinomial returns the probabilities of 0, 1, … successes of independent trials.
func poissonBinomial(chances []float64) []float64 {
	dist := make([]float64, 1, len(chances)+1)
	dist[0] = 1
	for _, p := range chances {
		dist = append(dist, 0)
		for m := len(dist) - 1; m > 0; m-- {
			dist[m] = float64(dist[m]*(1-p)) + float64(dist[m-1]*p)
		}
		dist[0] *= 1 - p
	}
	return dist
}

// permute fills in the p-values over all units.
func (c *Concentration) permute(has [][]int, highs []int, permutations int, seed uint64) {
	asMany := make([]int, len(c.AtLeast))
	count := make([]int, len(c.Count))
	level := make([]int, len(c.AtLeast)+1)
	var source rand.PCG
	for d := range permutations {
		source.Seed(seed, uint64(d))
		r := rand.New(&source)
		clear(count)
		for k, with := range has {
			for h := range highs[k] { // the first of a shuffle are the high ones
				j := h + r.IntN(len(with)-h)
				with[h], with[j] = with[j], with[h]
				count[with[h]]++
			}
		}
		clear(level)
		for _, n := range count {
			level[n]++
		}
		for m, units := len(c.AtLeast)-1, 0; m >= 0; m-- {
			units += level[m]
			if units >= c.AtLeast[m].Units {
				asMany[m]++
			}
		}
	}
	for m := range c.AtLeast {
		c.AtLeast[m].P = math.NaN()
		if m > 0 && permutations > 0 {
			c.AtLeast[m].P = float64(1+asMany[m]) / float64(1+permutations)
		}
	}
}
