package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var nearestIsolation = index.Index{
	ID:      "nearest-isolation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Isolering bland de k närmaste (SI_k)", En: "Isolation among the k nearest (SI_k)"},
	Formula: "SI_k = Σ_i (x_i/X) p_ik, p_ik the group's share of the k people nearest to unit i",
	Source:  "Östh, Clark & Malmberg 2015, Geographical Analysis 47, 36–49",
	Min:     0,
	Max:     1,
	Params:  []index.Param{nearestPeople},
	Reading: lang.Text{
		Sv: "Isoleringen bland de närmaste är %s: så stor andel av sina närmaste grannar delar gruppens medlemmar grupp med, i genomsnitt.",
		En: "Isolation among the nearest is %s: the share of their own group among the nearest neighbours of the group's members, on average.",
	},
	Caveat: lang.Text{
		Sv: "Jämför med gruppens andel av hela staden, och bara vid samma antal grannar. Är enheterna större än så säger värdet något om enheterna, inte om grannarna.",
		En: "Compare with the group's share of the whole city, and at the same number of neighbours only. Where units are larger than that, the value is about units, not neighbours.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups, and where the units lie",
	Reads:      index.Distances,
	Programs:   []string{"EquiPop: SI"},
	Properties: index.Permutation | index.Merging,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return NearestIsolation(c, nearestPeople.From(p))
	},
}

// NearestIsolation returns Östh, Clark and Malmberg's SI_k: the mean over the group of interest of its share of the k people nearest to them.
// Each unit's neighbourhood is itself, then other units by distance, until k people are in it; units equally far away are taken together. It
// lies between the group's share of the city, which is its value when k is everybody, and 1; with k of 1 it is [Isolation].
//
// Unlike a kernel, which reaches as far in the country as in the city, the k nearest are a given number of people. It is undefined when either
// group is empty, or when some units cannot reach so many people though the city has them.
func NearestIsolation(c index.Composition, k float64) (float64, error) {
	around, err := nearest(c, []float64{k})
	if err != nil {
		return 0, err
	}
	s, err := newEnvirons(around.Sums[0], unitTotals(c))
	if err != nil {
		return 0, err
	}
	s.N = []float64{index.Total(c.Counts[0])}
	return s.met(c, 0, 0)
}
