package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var densityIdentification = index.Param{
	Name: "alpha", Default: 0.5, Min: 0.25, Max: 1,
	Doc: "how much it matters to have many of one's own kind: 0.25 to 1, as the axioms allow",
}

var duclosEstebanRay = index.Index{
	ID:      "duclos-esteban-ray",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Duclos–Esteban–Rays polariseringsindex", En: "Duclos–Esteban–Ray polarisation index"},
	Formula: "P = μ^(α − 1) Σi (wi/W) f(yi)^α Σj (wj/W) |yi − yj|, with f the density from a Gaussian kernel of bandwidth 4.7 σ α^0.1 / √n",
	Source:  "Duclos, J.-Y., Esteban, J. & Ray, D. (2004). Polarization: concepts, measurement, estimation. Econometrica 72(6), 1737–1772.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{densityIdentification},
	Reading: lang.Text{
		Sv: "Duclos–Esteban–Rays polariseringsindex är %s: 0 betyder att alla har lika mycket, och det växer när många som liknar varandra står långt från andra.",
		En: "The Duclos–Esteban–Ray polarisation index is %s: 0 means that all have the same, and it grows when many who are alike are far from others.",
	},
	Caveat: lang.Text{
		Sv: "Beror på α, som ska anges, och på en utjämning som följer antalet värden: jämför urval av ungefär samma storlek.",
		En: "Depends on α, which must be stated, and on a smoothing that follows the number of values: compare samples of about one size.",
	},
	Needs:      "values of at least 0 that are not all zero",
	Properties: index.Permutation | index.Scale | index.EqualIsMin | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return DuclosEstebanRay(d, densityIdentification.From(p))
	},
}

// DuclosEstebanRay returns the polarisation index of Duclos, Esteban and Ray (2004) of d for 0.25 ≤ α ≤ 1, in which identification is
// the density of persons at one's own value and alienation the mean distance to the others,
//
//	P = μ^(α − 1) Σi (wi/W) f(yi)^α Σj (wj/W) |yi − yj|
//
// with f the density from a Gaussian kernel whose bandwidth 4.7 σ α^0.1 / √n is their rule for distributions that are not very skewed; n is
// Kish's effective number of values, (Σw)²/Σw². It is 0 where all are equal, where nobody is alienated, and undefined for negative
// values, a mean of zero, other α, and values so far apart, for their number, that the density cannot be told.
//
// The sum of kernels over all pairs is computed from series in small boxes of the sorted values, to 13 digits in linear time.
func DuclosEstebanRay(d index.Distribution, alpha float64) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if !(alpha >= 0.25 && alpha <= 1) {
		return 0, index.Undefined("alpha is %v; want 0.25 to 1", alpha)
	}
	units := ascending(d)
	for k := range units {
		units[k] = unit{units[k].value / mean, units[k].weight / weight}
	}
	var variance, squares index.Sum
	for _, u := range units {
		variance = variance.Plus(u.weight * (u.value - 1) * (u.value - 1))
		squares = squares.Plus(u.weight * u.weight)
	}
	if units[0].value == units[len(units)-1].value {
		return 0, nil
	}
	h := 4.7 * math.Sqrt(variance.Value()*squares.Value()) * math.Pow(alpha, 0.1)
	if !(h > 0) || !finite(1/h) {
		return 0, index.Undefined("the values differ too much in size for a density")
	}
	densities := smoothed(units, h)
	above := upperPart(units, 1, 1)
	var sum, below, lack index.Sum
	for i, u := range units {
		if i > 0 {
			lack = lack.Plus(below.Value() * (u.value - units[i-1].value))
		}
		sum = sum.Plus(u.weight * math.Pow(densities[i], alpha) * (lack.Value() + above[i].excess))
		below = below.Plus(u.weight)
	}
	return atLeast(0, sum.Value())
}
