package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	identification = index.Param{
		Name: "alpha", Default: 1, Max: 1.6,
		Doc: "how much it matters to have many of one's own kind: 0 is twice the Gini coefficient, 1.6 the most that the axioms allow",
	}
	polarisationConstant = index.Param{
		Name: "constant", Default: 1, Min: 1e-6, Max: 1e6,
		Doc: "K, by which everything is multiplied",
	}
)

var estebanRay = index.Index{
	ID:      "esteban-ray",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Esteban–Rays polariseringsindex", En: "Esteban–Ray polarisation index"},
	Formula: "P = K Σi Σj πi^(1 + α) πj |yi − yj| / μ, with πi the share of the persons who have the value yi",
	Source:  "Esteban, J.-M. & Ray, D. (1994). On the measurement of polarization. Econometrica 62(4), 819–851.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{identification, polarisationConstant},
	Reading: lang.Text{
		Sv: "Esteban–Rays polariseringsindex är %s: 0 betyder att alla har lika mycket, och det är störst för två lika stora grupper långt ifrån varandra.",
		En: "The Esteban–Ray polarisation index is %s: 0 means that all have the same, and it is greatest for two groups of one size far apart.",
	},
	Caveat: lang.Text{
		Sv: "Bygger på få, tydliga grupper. Räknat på enskilda inkomster, där nästan ingen har samma, säger det ingenting: ta Duclos–Esteban–Ray.",
		En: "Presumes few, distinct groups. Computed on single incomes, of which hardly two are the same, it says nothing: take Duclos–Esteban–Ray.",
	},
	Needs:      "values of at least 0 that are not all zero, each that of a group with its persons as weight",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return EstebanRay(d, identification.From(p), polarisationConstant.From(p))
	},
}

// EstebanRay returns the polarisation index of Esteban and Ray (1994) of d for the sensitivity 0 ≤ α ≤ 1.6 and the constant K,
//
//	P = K Σi Σj πi^(1 + α) πj |yi − yj| / μ
//
// with π the share of the persons who have a value: every different value is a group of people who identify with each other. The
// values are taken relative to their mean, so that the unit does not matter; Esteban and Ray leave that, and K, to the user. For α = 0 and K
// = 1 it is twice the [Gini] coefficient. It is 0 where all are equal, and undefined for negative values, a mean of zero, and other α or K.
//
// After a sort it takes one pass.
func EstebanRay(d index.Distribution, alpha, k float64) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if !(alpha >= 0 && alpha <= 1.6) || !(k > 0) || !finite(k) {
		return 0, index.Undefined("alpha is %v and K is %v; want 0 to 1.6 and a number above 0", alpha, k)
	}
	units := joined(ascending(d))
	above := upperPart(units, weight, mean)
	var sum, below, lack index.Sum
	for i, u := range units {
		if i > 0 {
			lack = lack.Plus(below.Value() * ((u.value - units[i-1].value) / mean))
		}
		share := u.weight / weight
		sum = sum.Plus(share * math.Pow(share, alpha) * (lack.Value() + above[i].excess))
		below = below.Plus(share)
	}
	return atLeast(0, k*sum.Value())
}
