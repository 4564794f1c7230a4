package inequality

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialGini = index.Index{
	ID:      "spatial-gini",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Rumslig Ginikoefficient", En: "Spatial Gini coefficient"},
	Formula: "G = Σ over neighbours wi wj |xi − xj| / (2 W² μ) + Σ over others wi wj |xi − xj| / (2 W² μ)",
	Source:  "Rey, S. J. & Smith, R. J. (2013). A spatial decomposition of the Gini coefficient. Letters in Spatial and Resource Sciences 6(2), 55–70.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{permutations, seed},
	Reading: lang.Text{
		Sv: "Delen är %s. Grannar och andra blir tillsammans hela Ginikoefficienten; polariseringen är över 1 när grannar liknar varandra mer än andra.",
		En: "The part is %s. Neighbours and others add up to the whole Gini coefficient; polarisation is above 1 where neighbours are more alike than others.",
	},
	Caveat: lang.Text{
		Sv: "De flesta par är inte grannar, så deras del är stor av det skälet: läs polariseringen och p-värdet, inte delen.",
		En: "Most pairs are not neighbours, so that their part is large for that reason: read polarisation and the p-value, not the part.",
	},
	Reads:      index.Neighbours,
	Needs:      "values of at least 0 that are not all zero, on units some of which are neighbours",
	Programs:   []string{"PySAL inequality: Gini_Spatial"},
	Properties: index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		g, err := SpatialGini(d, int(permutations.From(p)), uint64(seed.From(p)))
		if err != nil {
			return nil, err
		}
		parts := []index.Part{
			index.About("total", g.Total), index.About("neighbours", g.Neighbours), index.About("others", g.Others),
			index.About("share of pairs", g.Pairs),
		}
		for _, v := range []struct {
			name  string
			value float64
		}{
			{"share of neighbours", g.Share}, {"polarisation", g.Polarisation}, {"expected neighbours", g.Expected},
			{"p", g.P}, {"two-sided p", g.TwoSided},
		} {
			if finite(v.value) {
				parts = append(parts, index.About(v.name, v.value))
			}
		}
		return parts, nil
	},
}

// SpatialDecomposition is the Gini coefficient taken apart by pairs of units: neighbours and others. What has no value is NaN.
type SpatialDecomposition struct {
	Total        float64
	Neighbours   float64 // what differences between neighbours make; Neighbours + Others = Total
	Others       float64
	Share        float64 // Neighbours / Total
	Pairs        float64 // share of the pairs of persons of different units that are of neighbours
	Polarisation float64 // mean difference between others over that between neighbours: 1 where being neighbours does not matter
	Expected     float64 // mean of Neighbours over random orders
	P            float64 // the share of orders, the real one counted among them, in which neighbours are at least as much alike
	TwoSided     float64 // twice the smaller of P and its counterpart at the other end
}

// SpatialGini takes [Gini] apart by pairs of units, those that the borders of d.Space say lie beside each other and the others (Rey and Smith 2013).
// It is exact: all pairs by one sort, neighbours one by one. Two units are neighbours where either names the other, and a pair counts
// once however often it is named.
//
// The mean difference between neighbours is compared with what it is in random orders, in which values with their weights change places
// among the units: without weights, the lower it is the higher is polarisation. A small P says that neighbours are more alike than by
// chance. It depends on the seed, and on the order of the units, by chance only.
//
// pysal's wcg_share is no share: it divides the differences between others by 2n²μ and not by all differences. For the Mexican states in
// 1940, with regions as neighbours, it is 0.294, the part of others in a Gini coefficient of 0.354; their share is 0.831. Its p_sim is the
// smaller end, without the factor of 2 that a test of both ends has, and a pair that only one of the two names counts half there.
//
// It is undefined where [Gini] is, without neighbours, and where no two units with a weight are neighbours. Where all values are equal
// there are no shares, where all units are neighbours of each other nothing to compare, and where neighbours do not differ at all no
// polarisation.
func SpatialGini(d index.Distribution, permutations int, seed uint64) (SpatialDecomposition, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return SpatialDecomposition{}, err
	}
	where, err := d.Located()
	if err != nil {
		return SpatialDecomposition{}, err
	}
	if where.Borders == nil {
		return SpatialDecomposition{}, index.Undefined("the neighbours of the units are missing")
	}
	if permutations < 1 {
		return SpatialDecomposition{}, index.Undefined("%d random orders", permutations)
	}
	units, pairs := neighbouring(d, where.Borders, weight, mean)
	if len(pairs) == 0 {
		return SpatialDecomposition{}, index.Undefined("no two units with a weight are neighbours")
	}
	nan := math.NaN()
	g := SpatialDecomposition{Share: nan, Polarisation: nan, Expected: nan, P: nan, TwoSided: nan}
	if g.Total, err = Gini(d); err != nil {
		return SpatialDecomposition{}, err
	}
	var all, before index.Sum // ordered pairs of persons of different units
	for _, u := range units {
		all = all.Plus(2 * u.weight * before.Value())
		before = before.Plus(u.weight)
	}
	difference, near := sumPairs(units, pairs)
	g.Neighbours = math.Min(difference/2, g.Total)
	g.Others = g.Total - g.Neighbours
	g.Pairs = math.Min(1, near/all.Value())
	if !finite(g.Neighbours) || !finite(g.Pairs) {
		return SpatialDecomposition{}, index.Undefined("the numbers differ too much in size to compute with")
	}
	if g.Total == 0 {
		return g, nil
	}
	g.Share = g.Neighbours / g.Total
	if len(pairs) == len(units)*(len(units)-1)/2 {
		return g, nil
	}
	const rounding = 1e-12 // of the weight of all pairs: no more than that is not told from none
	if others := all.Value() - near; others > rounding*all.Value() && difference > 0 {
		g.Polarisation = g.Others * 2 / others / (difference / near)
	}
	random := rand.New(rand.NewPCG(seed, 0))
	c := chance{observed: difference / near, margin: rounding * difference / near}
	var expected index.Sum
	for range permutations {
		random.Shuffle(len(units), func(i, j int) { units[i], units[j] = units[j], units[i] })
		difference, near := sumPairs(units, pairs)
		c.add(difference / near)
		expected = expected.Plus(difference / 2)
	}
	g.P, g.TwoSided = c.below(), c.either()
	g.Expected = expected.Value() / float64(permutations)
	if !finite(g.Polarisation) {
		g.Polarisation = nan
	}
	return g, nil
}

// pair is two neighbours, the lower number first.
type pair struct{ a, b int }

// neighbouring returns the units that have a weight, in units of the mean and of the total weight, and the pairs of them that are neighbours.
func neighbouring(d index.Distribution, borders *space.Graph, weight, mean float64) (units []unit, pairs []pair) {
	at := make([]int, len(d.Values))
	for i, x := range d.Values {
		at[i] = -1
		if w := d.Weight(i); w > 0 {
			at[i] = len(units)
			units = append(units, unit{x / mean, w / weight})
		}
	}
	for i := range d.Values {
		beside, _ := borders.Of(i)
		for _, j := range beside {
			if a, b := at[i], at[j]; a >= 0 && b >= 0 {
				pairs = append(pairs, pair{min(a, b), max(a, b)})
			}
		}
	}
	slices.SortFunc(pairs, func(p, q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
	return units, slices.Compact(pairs)
}

// sumPairs returns Σ wi wj |xi − xj| and Σ wi wj over the pairs, each in both directions.
func sumPairs(units []unit, pairs []pair) (difference, weight float64) {
	var d, w index.Sum
	for _, p := range pairs {
		a, b := units[p.a], units[p.b]
		both := 2 * a.weight * b.weight
		d, w = d.Plus(both*math.Abs(a.value-b.value)), w.Plus(both)
	}
	return d.Value(), w.Value()
}
