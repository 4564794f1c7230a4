package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localNearestShare = index.Index{
	ID:      "local-nearest-share",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Gruppens andel bland de k närmaste", En: "Group's share of the k nearest"},
	Formula: "p_ik = Σ_j x_j / Σ_j t_j over the units nearest to i with at least k people",
	Source:  "Östh, Clark & Malmberg 2015, Geographical Analysis 47, 36–49",
	Min:     0,
	Max:     1,
	Params:  []index.Param{nearestPeople},
	Reading: lang.Text{
		Sv: "Gruppens andel bland de närmaste är %s: så stor andel av dem som bor närmast enheten tillhör gruppen.",
		En: "The group's share of the nearest is %s: the share of those who live nearest to the unit that are in the group.",
	},
	Caveat: lang.Text{
		Sv: "Grannarna räknas hela enheter i taget och över vatten och vägar. Där det bor få når de k närmaste långt bort.",
		En: "Neighbours are counted in whole units and across water and roads. Where few people live the k nearest reach far out.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"EquiPop: share among the k nearest"},
	Properties: index.Permutation,
	TwoGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalNearestShare(c, nearestPeople.From(p)))
	},
}

// LocalNearestShare returns the share of the group of interest among the k people nearest to each unit, grown as in [NearestIsolation]. With k
// of 1 it is the share of the unit itself.
//
// A unit without people has NaN. It is undefined when either group is empty, or when some units cannot reach so many people.
func LocalNearestShare(c index.Composition, k float64) ([]float64, error) {
	around, err := nearest(c, []float64{k})
	if err != nil {
		return nil, err
	}
	totals := unitTotals(c)
	s, err := newEnvirons(around.Sums[0], totals)
	if err != nil {
		return nil, err
	}
	for i, t := range totals {
		if t == 0 {
			s.share[0][i] = math.NaN()
		}
	}
	return s.share[0], nil
}
