package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var squaredVariation = index.Index{
	ID:      "squared-coefficient-of-variation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Kvadrerad variationskoefficient (C)", En: "Squared coefficient of variation (C)"},
	Formula: "C = Σ_i Σ_k t_i (p_ik − P_k)² / (T (K − 1) P_k)",
	Source:  "Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Den kvadrerade variationskoefficienten är %s: 0 betyder att alla enheter har samma sammansättning och 1 att inga grupper finns i samma enhet.",
		En: "The squared coefficient of variation is %s: 0 means that all units have the same composition and 1 that no groups share a unit.",
	},
	Caveat: lang.Text{
		Sv: "Alla grupper väger lika, så en mycket liten grupp kan avgöra värdet. Det varierar mycket av slump när en grupp är liten.",
		En: "All groups weigh alike, so a very small group can decide the value. It varies much by chance when a group is small.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"PySAL segregation: MultiSquaredCoefVar", "OasisR: CMulti", "Stata: seg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging | index.EqualIsMin | index.ApartIsMax | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return SquaredCoefficientOfVariation(c) },
}

// SquaredCoefficientOfVariation returns Reardon and Firebaugh's C, the mean over the K groups of the squared coefficient of
// variation of their shares of the units, on a scale from 0 (all units have one composition) to 1 (no unit holds people of
// two groups). It is χ²/(T(K − 1)) of the table of units by groups. With two groups it is [CorrelationRatio].
//
// Groups without people are dropped and do not count in K (PySAL divides by zero); it is undefined when fewer than two
// remain.
func SquaredCoefficientOfVariation(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	groups := 0.0
	squaredDeviations(c, N, T, func(k int, s float64) {
		sum = sum.Plus(s / (N[k] / T))
		groups++
	})
	return within(0, sum.Value()/(groups-1), 1)
}
