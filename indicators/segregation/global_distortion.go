package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var globalDistortion = index.Index{
	ID:      "global-distortion",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Stadens distorsion", En: "Global distortion index"},
	Formula: "Δ = Σ_i t_i Δ_i / T",
	Source:  "de Bézenac and others 2022, Geographical Analysis 54, 173–196; Olteanu, Randon-Furling & Clark 2019, PNAS 116, 12250–12254",
	Min:     0,
	Max:     math.Inf(1),
	Params:  distortionParams,
	Reading: lang.Text{
		Sv: "Stadens distorsion är %s: så mycket avviker invånarnas omgivningar från staden, i genomsnitt över alla avstånd och alla invånare.",
		En: "The global distortion is %s: how far residents' surroundings are from the city, on average over all distances and all residents.",
	},
	Caveat: lang.Text{
		Sv: "Värdet mäter segregation i stor skala: ett schackmönster får ett lågt värde. Det beror på var stadens gräns dras.",
		En: "It measures segregation at large scale: a checkerboard has a low value. It depends on where the city's border is drawn.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: GlobalDistortion"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) { return GlobalDistortion(c, distorted(p)) },
}

// GlobalDistortion returns the mean of [LocalDistortion] over people. PySAL (GlobalDistortion) gives n times the value of
// Distorted{Units, Each, Plain}: 15.2856 for four groups in the 403 tracts of Sacramento, where the mean divergence is 0.0379.
//
// It is undefined when fewer than two groups have people, or when some units cannot be reached from others.
func GlobalDistortion(c index.Composition, how Distorted) (float64, error) {
	coefficients, err := how.of(c)
	if err != nil {
		return 0, err
	}
	var sum, people index.Sum
	for i, v := range coefficients {
		if t := unitTotal(c, i); t > 0 {
			sum, people = sum.Plus(t*v), people.Plus(t)
		}
	}
	return within(0, sum.Value()/people.Value(), math.Inf(1))
}
