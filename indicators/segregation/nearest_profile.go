package segregation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The ladder of neighbourhoods: 200, 400, 800 … 51,200 people unless otherwise chosen.
var (
	fewest         = index.Param{Name: "fewest", Default: 200, Min: 1, Max: 1e9, Doc: "people in the smallest neighbourhoods"}
	most           = index.Param{Name: "most", Default: 51200, Min: 1, Max: 1e9, Doc: "people in the largest neighbourhoods"}
	neighbourhoods = index.Param{Name: "sizes", Default: 9, Min: 2, Max: 100, Whole: true, Doc: "how many sizes, each as many times the one before"}
)

var nearestProfile = index.Index{
	ID:      "nearest-profile",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Segregationsprofil över de k närmaste", En: "Segregation profile over the k nearest"},
	Formula: "D, G, H, xPx and SI of neighbourhoods of the k nearest people, for k from the fewest to the most",
	Source:  "Östh, Clark & Malmberg 2015, Geographical Analysis 47, 36–49; Clark, Anderson, Östh & Malmberg 2015, Annals of the Association of American Geographers 105 (6)",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{fewest, most, neighbourhoods, weighNeighbourhoods},
	Reading: lang.Text{
		Sv: "Segregationen bland de k närmaste är %s: så mycket skiljer sig grannskap med så många invånare från staden.",
		En: "Segregation among the k nearest is %s: how far neighbourhoods of so many people are from the city.",
	},
	Caveat: lang.Text{
		Sv: "Där k är mindre än enheternas folkmängd visar kurvan enheterna själva. Läs hur fort den faller, och jämför städer vid samma k. Ett negativt H betyder att grannskapen i genomsnitt är mer blandade än staden.",
		En: "Where k is smaller than the population of units the curve shows the units themselves. Read how fast it falls, and compare cities at the same k. A negative H means that neighbourhoods are on average more mixed than the city.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"EquiPop: segregation profile"},
	Properties: index.Permutation,
	TwoGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		profile, err := NearestProfile(c, geometric(fewest.From(p), most.From(p), int(neighbourhoods.From(p))), weighNeighbourhoods.From(p) == 1)
		var parts []index.Part
		for _, at := range profile {
			parts = append(parts, index.OfPoint("D", at.K, at.D), index.OfPoint("G", at.K, at.G), index.OfPoint("H", at.K, at.H),
				index.OfPoint("SI", at.K, at.SI), index.OfPoint("xPx", at.K, at.Isolation))
		}
		return parts, err
	},
}

// AtNearest are the indices of neighbourhoods of the K nearest people.
type AtNearest struct {
	K         float64
	D, G, H   float64
	Isolation float64 // Σ w p² / Σ w p
	SI        float64 // Σ (x/X) p
}

// NearestProfile returns, for each number k of people, the indices of how unlike the city neighbourhoods of the k nearest are, grown as in
// [NearestIsolation]. A neighbourhood weighs by the people of the unit that it is around; with whole it weighs by all people in it, as in
// EquiPop, which counts those many times over who live where others are near. The city is as counted either way. All but the two isolations are
// 0 when k is everybody, and at k of 1 the indices are [Dissimilarity], [Gini], [TheilH] and [Isolation] of the units.
//
// It is undefined when either group is empty, or when some units cannot reach so many people.
func NearestProfile(c index.Composition, k []float64, whole bool) ([]AtNearest, error) {
	around, err := nearest(c, k)
	if err != nil {
		return nil, err
	}
	out := make([]AtNearest, len(k))
	people, N := unitTotals(c), []float64{index.Total(c.Counts[0]), index.Total(c.Counts[1])}
	for j := range k {
		weight := people
		if whole {
			weight = slices.Clone(around.Weight[j])
			for i, n := range people {
				if n == 0 {
					weight[i] = 0
				}
			}
		}
		s, err := newEnvirons(around.Sums[j], weight)
		if err != nil {
			return nil, err
		}
		s.N, s.T = N, N[0]+N[1]
		at := AtNearest{K: k[j]}
		for _, measure := range []struct {
			of    func() (float64, error)
			value *float64
		}{
			{s.dissimilarity, &at.D}, {s.gini, &at.G}, {s.theilH, &at.H}, {s.isolation, &at.Isolation},
			{func() (float64, error) { return s.met(c, 0, 0) }, &at.SI},
		} {
			if *measure.value, err = measure.of(); err != nil {
				return nil, err
			}
		}
		out[j] = at
	}
	return out, nil
}
