package disparity

import (
	"cmp"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// ordered returns s without the subgroups that have no population, and the midpoint of each on the ranking, after checking that there
// are at least three different ranks: WHO's rule for its complex measures, for a line through two points says no more than their
// difference. Ranks need not follow upon each other: a gap is a subgroup that is not there.
func ordered(s index.Subgroups) (index.Subgroups, []float64, error) {
	s, err := populated(s, 3)
	if err != nil {
		return s, nil, err
	}
	if s.Rank == nil {
		return s, nil, index.Undefined("needs a ranking of the subgroups other than their estimates")
	}
	distinct := slices.Clone(s.Rank)
	slices.Sort(distinct)
	if n := len(slices.Compact(distinct)); n < 3 {
		return s, nil, index.Undefined("needs at least 3 different ranks, has %d", n)
	}
	return s, midpoints(s), nil
}

// midpoints returns, for each subgroup, the population share ranked below it plus half the share of its own rank.
func midpoints(s index.Subgroups) []float64 {
	order := make([]int, len(s.Rank))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Rank[a], s.Rank[b]) })

	var total, below index.Sum
	for i := range order {
		total.Add(weight(s, i))
	}
	out := make([]float64, len(order))
	for len(order) > 0 {
		tied := 1
		for tied < len(order) && s.Rank[order[tied]] == s.Rank[order[0]] {
			tied++
		}
		start := below.Value()
		for _, i := range order[:tied] {
			below.Add(weight(s, i))
		}
		for _, i := range order[:tied] {
			out[i] = (start + below.Value()) / 2 / total.Value()
		}
		order = order[tied:]
	}
	return out
}

// direction chooses between a sign that says which end has more and one that says who is worse off.
var direction = index.Param{
	Name: "direction", Default: 0, Max: 1, Whole: true,
	Doc: "0: positive (a ratio above 1) where the most advantaged have the higher value; 1: where the disadvantaged are worse off, by whether a high value is good",
}

// turned tells whether the parameter direction turns a measure of s round.
func turned(s index.Subgroups, p index.Params) (bool, error) {
	d, err := choice(direction, p)
	return d == 1 && !s.Favourable, err
}

// turn returns v, or −v where the parameter direction turns a measure of s round.
func turn(s index.Subgroups, p index.Params, v float64, err error) (float64, error) {
	if err != nil {
		return 0, err
	}
	t, err := turned(s, p)
	switch {
	case err != nil:
		return 0, err
	case t:
		return -v, nil
	}
	return v, nil
}
