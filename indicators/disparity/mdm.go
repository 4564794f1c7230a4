package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// byPopulation chooses between the weighted and the unweighted variant of a measure of distances from the mean.
var byPopulation = index.Param{
	Name: "weighted", Default: 1, Min: 0, Max: 1, Whole: true,
	Doc: "1: distances count by population; 0: every subgroup's distance counts alike",
}

var mdm = index.Index{
	ID:      "mdm",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Genomsnittligt avstånd från medelvärdet", En: "Mean difference from mean"},
	Formula: "MDM = Σj pj |yj − μ|, or (1/J) Σj |yj − μ| unweighted; μ = Σj pj yj",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{byPopulation},
	Reading: lang.Text{
		Sv: "Områdena ligger i genomsnitt %s från medelvärdet.",
		En: "The areas are on average %s from the mean.",
	},
	Caveat: lang.Text{
		Sv: "Små områden skiljer sig från medelvärdet redan av slump, och det räknas här som skillnad.",
		En: "Small areas differ from the mean by chance alone, and that counts as difference here.",
	},
	Needs:    "three subgroups or more",
	Programs: []string{"healthequal: mdmw", "healthequal: mdmu"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.EqualIsMin |
		index.Transfer | index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		w, err := choice(byPopulation, p)
		if err != nil {
			return 0, err
		}
		return MeanDifference(s, w == 1)
	},
}

// MeanDifference returns the mean difference from the mean, in the unit of the estimates: WHO's MDMW when weighted,
// else MDMU,
//
//	MDMW = Σ pj |yj − μ|    MDMU = (1/J) Σ |yj − μ|    μ = Σ pj yj
//
// Both take distances from the mean of the whole population, so that the unweighted one still asks how far areas are
// from the city; without Population the two are the same. It runs from 0 (all equal) without upper bound. It is
// undefined for fewer than three subgroups. Its limits are simulated ([Simulate]): a distance has no slope where it is zero.
func MeanDifference(s index.Subgroups, weighted bool) (float64, error) {
	s, err := populated(s, several)
	if err != nil {
		return 0, err
	}
	return distance(s, mean(s), weighted)
}
