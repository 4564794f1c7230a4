package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var logBase = index.Param{
	Name:    "base",
	Default: math.E,
	Min:     1.001,
	Max:     1e6,
	Doc:     "base of the logarithm: e gives natural units, 2 bits; the number of groups gives a scale from 0 to 1",
}

var entropy = index.Index{
	ID:      "entropy",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Entropi (blandning i hela staden, E)", En: "Entropy (diversity of the whole city, E)"},
	Formula: "E = −Σ_k P_k log P_k",
	Source:  "Shannon 1948, Bell System Technical Journal 27, 379–423; Theil 1972, Statistical Decomposition Analysis",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Entropin är %s: 0 betyder att alla tillhör en och samma grupp, och värdet är störst när grupperna är lika stora.",
		En: "The entropy is %s: 0 means that everybody is in one group, and the value is largest when the groups are of equal size.",
	},
	Caveat: lang.Text{
		Sv: "Måttet säger hur blandad staden är som helhet, inte om grupperna bor åtskilda: det är ingen segregation. Största värdet är logaritmen av antalet grupper.",
		En: "It says how mixed the city is as a whole, not whether the groups live apart: it is no segregation. The largest value is the logarithm of the number of groups.",
	},
	Needs: "counts of one group or more in each unit, with somebody in one of them",
	Programs: []string{
		"PySAL segregation: MultiDiversity", "R segregation: entropy", "OasisR: HShannon",
		"OasisR: NShannon", "rsegregation: entropy", "divseg: ds_shannon", "Stata: seg",
	},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) { return Entropy(c, logBase.From(p)) },
}

// Entropy returns Shannon's entropy of the composition of all units together: 0 when everybody is in one group, the
// logarithm of the number of groups when all are of one size. The base is math.E for natural logarithms; the number of
// groups as base gives the normalised entropy (Pielou's evenness).
//
// It does not look at the units, so no move between them changes it. It is undefined when nobody is counted, and for a
// base that is not above 1. In divseg ds_shannon is NaN for an area that lacks a group, from 0 · ln 0; here such a group adds 0.
func Entropy(c index.Composition, base float64) (float64, error) {
	N, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	unit, err := logUnit(base)
	if err != nil {
		return 0, err
	}
	return within(0, shannon(N, T)/unit, math.Inf(1))
}

// shannon returns the entropy of counts with total T in natural units.
func shannon(counts []float64, T float64) float64 {
	var sum index.Sum
	for _, n := range counts {
		if n > 0 {
			sum = sum.Plus(n / T * math.Log(T/n))
		}
	}
	return sum.Value()
}

// logUnit returns the natural logarithm of base.
func logUnit(base float64) (float64, error) {
	if !(base > 1) || base > math.MaxFloat64 {
		return 0, index.Undefined("the base of the logarithm is %v, must be a number above 1", base)
	}
	return math.Log(base), nil
}
