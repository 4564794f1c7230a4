package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var normalisation = index.Param{
	Name: "normalisation", Max: 1, Whole: true,
	Doc: "0 by the area that a Lorenz curve below the axis adds (Chen, Tsaur and Rhai; Berrebi and Silber), 1 by the mean absolute value (Raffinetti, Siletti and Vernizzi)",
}

var giniWithNegatives = index.Index{
	ID:      "gini-with-negatives",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ginikoefficient för värden som kan vara negativa", En: "Gini coefficient for values that may be negative"},
	Formula: "G* = A/(½ + B), with A the area between diagonal and Lorenz curve and B that between the curve and the axis above it; or Σi Σj wi wj |xi − xj| / (2 W Σ w|x|)",
	Source:  "Chen, C.-N., Tsaur, T.-W. & Rhai, T.-S. (1982). Oxford Economic Papers 34(3), 473–478; Berrebi, Z. M. & Silber, J. (1985). Oxford Economic Papers 37(3), 525–526; Raffinetti, E., Siletti, E. & Vernizzi, A. (2015). Statistical Methods & Applications 24(3), 507–521.",
	Min:     0, Max: 1,
	Params: []index.Param{normalisation},
	Reading: lang.Text{
		Sv: "Ginikoefficienten, normerad för negativa värden, är %s: 0 betyder att alla har lika mycket, 1 är det mest ojämna.",
		En: "The Gini coefficient, normalised for negative values, is %s: 0 means that all have the same, 1 is the most unequal.",
	},
	Caveat: lang.Text{
		Sv: "De två normeringarna ger olika tal när något värde är negativt: ange vilken, och jämför bara samma.",
		En: "The two normalisations give different numbers where some value is negative: state which, and compare the same only.",
	},
	Needs: "values of which the mean is above 0, or by the mean absolute value, that are not all zero",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return GiniWithNegatives(d, normalisation.From(p) == 1)
	},
}

// GiniWithNegatives returns a Gini coefficient of d that stays within 0 and 1 where some values are negative, such as incomes from
// capital. Where none is, it is [Gini].
//
// With negative values the Lorenz curve runs below the axis at first, and the area between it and the diagonal may be more than one half.
// Chen, Tsaur and Rhai (1982) divide it by one half and the area below the axis; their formula, with the correction of Berrebi and
// Silber (1985) where the curve crosses the axis between two persons, is computed as those areas exactly. It is undefined
// unless the mean is above zero.
//
// Raffinetti, Siletti and Vernizzi (2015), byAbsolute, divide the mean difference by twice the mean absolute value, its greatest for what is
// owned and what is owed. It is undefined when all values are zero.
func GiniWithNegatives(d index.Distribution, byAbsolute bool) (float64, error) {
	if err := d.Check(); err != nil {
		return 0, err
	}
	units := ascending(d)
	unitOfValues := math.Max(math.Abs(units[0].value), math.Abs(units[len(units)-1].value))
	if unitOfValues == 0 {
		return 0, index.Undefined("all values are zero")
	}
	var weights index.Sum
	for _, u := range units {
		weights = weights.Plus(u.weight)
	}
	weight := weights.Value()
	if !finite(weight) {
		return 0, index.Undefined("the weights are too large to add up")
	}
	above := sharesFrom(units, weight)
	// difference is half the mean difference, below twice the area under the axis, both in the unit of the values.
	var difference, held, absolute, under, persons index.Sum
	for k, u := range units {
		x, share := u.value/unitOfValues, u.weight/weight
		if k > 0 {
			difference = difference.Plus(persons.Value() * above[k] * (x - units[k-1].value/unitOfValues))
		}
		before := held.Value()
		held = held.Plus(share * x)
		switch after := held.Value(); {
		case after <= 0:
			under = under.Plus(-share * (before + after))
		case before < 0: // the curve crosses the axis on the way
			under = under.Plus(before * before / x)
		}
		absolute = absolute.Plus(share * math.Abs(x))
		persons = persons.Plus(share)
	}
	most := absolute.Value()
	if !byAbsolute {
		if !(held.Value() > 0) {
			return 0, index.Undefined("the mean is %v; it must be above 0", held.Value()*unitOfValues)
		}
		most = held.Value() + under.Value()
	}
	g, err := atLeast(0, difference.Value()/most)
	return math.Min(g, 1), err
}
