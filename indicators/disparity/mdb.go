package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var mdb = index.Index{
	ID:      "mdb",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Genomsnittligt avstånd från bästa gruppen", En: "Mean difference from the best-performing subgroup"},
	Formula: "MDB = Σj pj |yj − ybest|, or (1/J) Σj |yj − ybest| unweighted",
	Source:  who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{byPopulation},
	Reading: lang.Text{
		Sv: "Områdena ligger i genomsnitt %s från det område som har det bästa värdet.",
		En: "The areas are on average %s from the area with the best value.",
	},
	Caveat: lang.Text{
		Sv: "Bäst är ofta ett litet område som har haft tur. Måttet växer med antalet områden, även av slump.",
		En: "The best is often a small area that was lucky. The measure grows with the number of areas, by chance too.",
	},
	Needs:    "three subgroups or more",
	Programs: []string{"healthequal: mdbw", "healthequal: mdbu"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.EqualIsMin |
		index.Transfer | index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		w, err := choice(byPopulation, p)
		if err != nil {
			return 0, err
		}
		return DifferenceFromBest(s, w == 1)
	},
}

// DifferenceFromBest returns the mean distance of the estimates from the best of them, the highest when high is good and else the
// lowest, in the unit of the estimates: WHO's MDBW when weighted, else MDBU,
//
//	MDBW = Σ pj |yj − ybest|    MDBU = (1/J) Σ |yj − ybest|
//
// It runs from 0 (all equal) without upper bound. It is undefined for fewer than three subgroups. There is no formula for its standard
// error, for chance decides which subgroup is best: [Simulate] chooses it anew in each draw.
func DifferenceFromBest(s index.Subgroups, weighted bool) (float64, error) {
	s, err := populated(s, several)
	if err != nil {
		return 0, err
	}
	return distance(s, best(s), weighted)
}

// best returns the best estimate.
func best(s index.Subgroups) float64 {
	if s.Favourable {
		return s.Estimates[highest(s, -1)]
	}
	return s.Estimates[lowest(s, -1)]
}

// distance returns the mean distance of the estimates from a value, by population or with every subgroup alike.
func distance(s index.Subgroups, from float64, weighted bool) (float64, error) {
	if !weighted {
		s.Population = nil
	}
	return defined(average(s, func(i int) float64 { return math.Abs(s.Estimates[i] - from) }))
}
