package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localDistortion = index.Index{
	ID:      "local-distortion",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Enhetens distorsion", En: "Local distortion coefficient"},
	Formula: "Δ_i = Σ_m (t_(m)/T) max_{m'≥m} KL_i(m') / Δmax, KL_i(m) = Σ_k q_k ln(q_k/P_k), q the composition of the m units nearest to i",
	Source:  "Olteanu, Randon-Furling & Clark 2019, PNAS 116, 12250–12254; de Bézenac and others 2022, Geographical Analysis 54, 173–196",
	Min:     0,
	Max:     math.Inf(1),
	Params:  distortionParams,
	Reading: lang.Text{
		Sv: "Enhetens distorsion är %s: så mycket avviker omgivningen från staden, i genomsnitt över alla avstånd från enheten ut till hela staden.",
		En: "The local distortion is %s: how far surroundings are from the city, on average over all distances from the unit out to the whole city.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på var stadens gräns dras och väger långa avstånd tungt: små enklaver syns knappt.",
		En: "The value depends on where the city's border is drawn and gives long distances much weight: small enclaves hardly show.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"PySAL segregation: LocalDistortion"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalDistortion(c, distorted(p)))
	},
}

// LocalDistortion returns Olteanu, Randon-Furling and Clark's coefficient of each unit. From the unit one walks to the whole city, taking in the
// nearest unit that is left, and notes how far the composition so far is from the city's, as a Kullback–Leibler divergence. The coefficient is the
// mean over all thresholds of how many people are taken in when the divergence falls below the threshold for good: the area below the largest
// divergence from each step on. It is a share of what somebody could have at most, see [Distorted] for other ways to sum up. Units equally far
// away are one step.
//
// PySAL (LocalDistortion) adds up the divergences themselves, one for each unit: n times the value of Distorted{Units, Each, Plain}. Such a sum
// grows with the number of units. Its memory grows with the square of it (3.7 GB for 6,000), here in proportion.
//
// A unit without people has NaN. It is undefined when fewer than two groups have people, or when some units cannot be reached from others.
func LocalDistortion(c index.Composition, how Distorted) ([]float64, error) { return how.of(c) }
