package rate

import (
	"cmp"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// QuantileDefinition is how values are put into groups of about the same number.
type QuantileDefinition int

// The definitions. RankRule is PHEindicatormethods' phe_quantile: by rank, equal values sharing the lowest. BoundsRule is Fingertips'
// of quartiles and quintiles: by bounds between the values, type 7 of Hyndman and Fan (1996). NtileRule is NTILE of SQL, as
// in FingertipsNext: by place, equal values in the order that they come.
const (
	RankRule   QuantileDefinition = 1
	BoundsRule QuantileDefinition = 2
	NtileRule  QuantileDefinition = 3
)

var (
	quantileNumber = index.Param{
		Name: "groups", Default: 5, Min: 2, Max: 100, Whole: true,
		Doc: "number of groups: 4 for quartiles, 5 for quintiles, 10 for deciles",
	}
	quantileDefinition = index.Param{
		Name: "definition", Default: float64(RankRule), Min: float64(RankRule), Max: float64(NtileRule), Whole: true,
		Doc: "1: by rank, equal values together (PHEindicatormethods); 2: by type 7 bounds (Fingertips); 3: by place, equal values apart (SQL NTILE)",
	}
	quantileHighest = index.Param{
		Name: "highest-first", Default: 0, Min: 0, Max: 1, Whole: true,
		Doc: "1: group 1 has the highest values; 0: the lowest",
	}
)

var quantileGroups = index.Index{
	ID:      "quantile-groups",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Kvantilgrupper", En: "Quantile groups"},
	Formula: "rank: k + 1 − ⌈k(n + 1 − rank)/n⌉; bounds: the least g with y ≤ x(h), h = (n − 1)g/k + 1 interpolated; place: the first n mod k groups ⌈n/k⌉, the others ⌊n/k⌋",
	Source:  "PHEindicatormethods 2.1.0, phe_quantile; Hyndman, R. J. & Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician 50(4), 361–365, type 7; ISO/IEC 9075, NTILE.",
	Min:     1, Max: 5, // at the default number
	Params: []index.Param{quantileNumber, quantileDefinition, quantileHighest},
	Reading: lang.Text{
		Sv: "Området hör till kvantilgrupp %s.",
		En: "The area is in quantile group %s.",
	},
	Caveat: lang.Text{
		Sv: "Grupperna delar områdena, inte personerna, i lika delar, hur lite de än skiljer sig åt, och de vanliga definitionerna lägger inte alla områden i samma grupp. Ange vilken som används.",
		En: "The groups share the areas out evenly, not the persons, however little they differ, and the usual definitions do not put every area in the same one. Say which is used.",
	},
	Needs:      "values, at least as many as groups; every unit counts alike, whatever its weight",
	Programs:   []string{"PHEindicatormethods: phe_quantile", "Fingertips: QuartilesComparer, QuintilesComparer"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		groups, err := QuantileGroups(d, int(quantileNumber.From(p)), QuantileDefinition(quantileDefinition.From(p)), quantileHighest.From(p) == 1)
		parts := make([]index.Part, len(groups))
		for i, g := range groups {
			parts[i] = index.OfUnit(i, float64(g))
		}
		return parts, err
	},
}

// QuantileGroups returns the group, from 1 to k, that each value of d is in, by one of three published definitions. Group 1 has
// the lowest values, or with highestFirst the highest.
//
// With the ranks of n values in ascending order, equal values sharing the lowest, [RankRule] gives group k + 1 − ⌈k(n + 1 − rank)/n⌉; the
// ranks are those of the values turned round with highestFirst. [BoundsRule] gives the first group whose upper bound, from
// [QuantileBounds], is not below the value, and k + 1 less that with highestFirst. [NtileRule] deals the values out by place.
//
// They do not agree. Of 27 different values in five groups, RankRule has 6, 5, 6, 5 and 5 of them from the lowest to the highest,
// BoundsRule 6, 5, 5, 5 and 6, and NtileRule 6, 6, 5, 5 and 5: the 12th, the 17th and the 22nd lie in one group or the next by which is
// used, and one value in nine differs between BoundsRule and NtileRule. Turned round, RankRule's groups move again: 4 of the 27 change
// places with highestFirst. Equal values are together by the first two and may be apart by the last, where the order of
// the rows then matters.
//
// Every unit counts alike: weights are not read, for none of the three definitions has them. It is undefined for fewer values than groups, where some
// group would be empty, and for a number of groups below 2.
func QuantileGroups(d index.Distribution, k int, definition QuantileDefinition, highestFirst bool) ([]int, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	n := len(d.Values)
	switch {
	case k < 2:
		return nil, index.Undefined("%d groups; there must be 2 or more", k)
	case n < k:
		return nil, index.Undefined("%d groups of %s", k, lang.Count(n, "value"))
	case definition < RankRule || definition > NtileRule:
		return nil, index.Undefined("no definition %d of quantile groups", definition)
	}
	out := make([]int, n)
	if definition == BoundsRule {
		bounds := QuantileBounds(d.Values, k)
		for i, v := range d.Values {
			g, _ := slices.BinarySearch(bounds[1:], v)
			if out[i] = min(g+1, k); highestFirst {
				out[i] = k - min(g, k-1)
			}
		}
		return out, nil
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if highestFirst {
			a, b = b, a
		}
		return cmp.Compare(d.Values[a], d.Values[b])
	})
	rank := 0 // of the value at hand, from 0
	for place, i := range order {
		if definition == NtileRule {
			out[i] = ntile(place, n, k)
			continue
		}
		if place == 0 || d.Values[i] != d.Values[order[place-1]] {
			rank = place
		}
		out[i] = k + 1 - (k*(n-rank)+n-1)/n
	}
	return out, nil
}

// ntile returns the group of a place from 0 to n − 1: the first n mod k groups have one more than the others.
func ntile(place, n, k int) int {
	size, more := n/k, n%k
	if longer := more * (size + 1); place >= longer {
		return more + (place-longer)/size + 1
	}
	return place/(size+1) + 1
}
