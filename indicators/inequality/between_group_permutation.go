package inequality

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var betweenGroupPermutation = index.Index{
	ID:      "between-group-permutation",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ojämlikhet mellan grupper mot slumpen", En: "Between-group inequality against chance"},
	Formula: "T_between = Σk pk mk ln mk; p = (1 + #{random T_between ≥ T_between}) / (1 + number of random orders)",
	Source:  "Rey, S. J. & Sastré-Gutiérrez, M. L. (2010). Interregional inequality dynamics in Mexico. Spatial Economic Analysis 5(3), 277–298.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{permutations, seed},
	Reading: lang.Text{
		Sv: "Värdet är %s: är andelen slumpade indelningar (p-värdet) liten, skiljer sig grupperna mer än en slumpmässig indelning skulle göra.",
		En: "The value is %s: where the share of random divisions (the p-value) is small, the groups differ more than a division at random would.",
	},
	Caveat: lang.Text{
		Sv: "Prövar om indelningen är slumpmässig, inte om skillnaden är stor eller vad den beror på.",
		En: "Tests whether the division is random, not whether the difference is large nor what makes it.",
	},
	Reads:      index.Kinds,
	Needs:      "values of at least 0 that are not all zero, in two groups or more, one of which has at least two values",
	Programs:   []string{"PySAL inequality: TheilDSim"},
	Properties: index.Permutation | index.Scale | index.GroupSwap | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		t, err := BetweenGroupPermutation(d, int(permutations.From(p)), uint64(seed.From(p)))
		if err != nil {
			return nil, err
		}
		return []index.Part{
			index.About("between", t.Between), index.About("share", t.Share),
			index.About("expected", t.Expected), index.About("p", t.P),
		}, nil
	},
}

// BetweenTest is what groups differ by, and what groups at random would.
type BetweenTest struct {
	Between  float64 // Theil's T between the groups
	Share    float64 // of the whole T; 0 where that is 0
	Expected float64 // the mean of Between over random divisions into groups of the same sizes
	P        float64 // the share of divisions, the real one counted among them, with at least as much between the groups
}

// BetweenGroupPermutation compares Theil's T between the groups of d.Group ([TheilTDecomposition]) with that of groups of the same sizes to
// which the values, with their weights, are dealt out at random. With m random divisions the p-value is at least 1/(m + 1): the real
// division is one of those that chance could have made. pysal counts likewise.
//
// The values are dealt from an order of their own, so that neither the order of the rows nor the numbers of the groups matter, and the
// same seed gives the same result on every machine. It is undefined where [TheilT] is, without groups, and where there is one division
// only.
func BetweenGroupPermutation(d index.Distribution, permutations int, seed uint64) (BetweenTest, error) {
	members, weight, mean, err := divide(d)
	if err != nil {
		return BetweenTest{}, err
	}
	if permutations < 1 {
		return BetweenTest{}, index.Undefined("%d random orders", permutations)
	}
	var units []unit
	var sizes []int
	for _, m := range members {
		sizes = append(sizes, len(m.d.Values))
		for i, x := range m.d.Values {
			units = append(units, unit{x / mean, m.d.Weights[i] / weight})
		}
	}
	if len(sizes) < 2 || len(sizes) == len(units) {
		return BetweenTest{}, index.Undefined("%d groups of %d values can be made in one way only", len(sizes), len(units))
	}
	var t BetweenTest
	if t.Between, err = TheilT(means(members)); err != nil {
		return BetweenTest{}, err
	}
	total, err := TheilT(d)
	if err != nil {
		return BetweenTest{}, err
	}
	if total > 0 {
		t.Share = math.Min(1, t.Between/total)
	}
	slices.SortFunc(units, func(a, b unit) int {
		return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.weight, b.weight))
	})
	slices.Sort(sizes)
	random := rand.New(rand.NewPCG(seed, 0))
	c := chance{observed: t.Between, margin: 1e-9*t.Between + 1e-15}
	for range permutations {
		random.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
		var between index.Sum
		rest := units
		for _, size := range sizes {
			var people, held index.Sum
			for _, u := range rest[:size] {
				people, held = people.Plus(u.weight), held.Plus(u.weight*u.value)
			}
			rest = rest[size:]
			if h := held.Value(); h > 0 {
				between = between.Plus(h * math.Log(h/people.Value()))
			}
		}
		c.add(math.Max(0, between.Value()))
	}
	t.Expected, t.P = c.mean(), c.above()
	if !finite(t.Expected) {
		return BetweenTest{}, index.Undefined("the numbers differ too much in size to compute with")
	}
	return t, nil
}
