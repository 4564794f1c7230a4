package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var idis = index.Index{
	ID:      "idis",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Olikhetsindex i procent (IDIS)", En: "Index of disparity (IDIS)"},
	Formula: "IDIS = 100 MDM / μ",
	Source:  "Pearcy, J. N. & Keppel, K. G. (2002). A summary measure of health disparity. Public Health Reports 117(3), 273–280; from the mean as in " + who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{byPopulation},
	Reading: lang.Text{
		Sv: "Områdena ligger i genomsnitt %s procent från medelvärdet.",
		En: "The areas are on average %s per cent from the mean.",
	},
	Caveat: lang.Text{
		Sv: "Beror på om man räknar andelen som har något eller andelen som saknar det. Slump räknas som skillnad.",
		En: "Depends on whether one counts the share that has a thing or the share that lacks it. Chance counts as difference.",
	},
	Needs:    "two subgroups or more; estimates of at least 0 that are not all zero",
	Programs: []string{"healthequal: idisw", "healthequal: idisu"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		w, err := choice(byPopulation, p)
		if err != nil {
			return 0, err
		}
		return IndexOfDisparity(s, w == 1)
	},
}

// IndexOfDisparity returns the mean difference from the mean ([MeanDifference]) in per cent of the mean: WHO's IDISW
// when weighted, else IDISU. It runs from 0 (all equal) without upper bound. It is undefined for fewer than two
// subgroups, for negative estimates and for a mean of zero.
//
// Pearcy and Keppel (2002) took the distance from the best group and divided by it; WHO, and this function, take the
// mean, which chance moves less.
func IndexOfDisparity(s index.Subgroups, weighted bool) (float64, error) {
	return percentOfMean(s, func(s index.Subgroups) (float64, error) { return MeanDifference(s, weighted) })
}
