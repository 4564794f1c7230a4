package segregation

import (
	"cmp"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var components = index.Param{
	Name: "components", Default: 1, Min: 1, Max: 3, Whole: true,
	Doc: "number of beta distributions in the mixture",
}

var betaMixture = index.Index{
	ID:      "beta-mixture",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Segregation enligt en betablandning (Rathelot)", En: "Segregation of a beta mixture (Rathelot)"},
	Formula: "indices of p, where x_i is binomial(t_i, p_i) and p_i a draw from Σ_c λ_c Beta(a_c, b_c)",
	Source:  "Rathelot 2012, Journal of Business & Economic Statistics 30, 546–553",
	Min:     0,
	Max:     1,
	Params:  []index.Param{components},
	Reading: lang.Text{
		Sv: "Segregationen i de sannolikheter som ligger bakom enheternas sammansättning är %s, när slumpen i små enheter har räknats bort.",
		En: "The segregation of the probabilities behind the composition of the units is %s, with the chance of small units taken out.",
	},
	Caveat: lang.Text{
		Sv: "Värdet gäller om sannolikheterna är betafördelade och inte beror på hur stor enheten är. Pröva fler komponenter.",
		En: "The value holds if the probabilities have a beta distribution and do not depend on the size of the unit. Try more components.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups in each unit, with people in both groups and two people or more in some unit",
	Programs:   []string{"Stata: segregsmall"},
	Properties: index.Permutation | index.GroupSwap,
	TwoGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		fit, err := BetaMixture(c, int(components.From(p)))
		if err != nil {
			return nil, err
		}
		return []index.Part{
			index.About("dissimilarity", fit.Dissimilarity),
			index.About("gini", fit.Gini),
			index.About("theil-h", fit.TheilH),
			index.About("atkinson", fit.Atkinson),
			index.About("correlation-ratio", fit.CorrelationRatio),
		}, nil
	},
}

// OfProbabilities holds indices of the distribution of the probability that a person of a unit is in the group of interest.
type OfProbabilities struct {
	Dissimilarity    float64
	Gini             float64
	TheilH           float64
	Atkinson         float64 // with b = ½
	CorrelationRatio float64
}

// BetaMixture returns the indices of Rathelot's model: each person of a unit is in the group of interest with the unit's own
// probability, and the probabilities of the units are draws from a mixture of beta distributions, fitted by maximum likelihood.
// What chance adds to the shares in small units is thereby left out. As the probabilities do not depend on the sizes of the
// units, it makes no difference whether units or people are weighed.
//
// Units of one person say something of the mean only. A component that the likelihood wants infinitely narrow is a point, one
// that it wants infinitely wide lies at 0 and 1. The fit begins at points that the data decide, so that it is the same each
// time; with several components it may be a local maximum.
//
// It is undefined when either group is empty, when no unit holds two people, for counts that are not whole, for units of more
// than a million people, for other numbers of components than 1 to 3, and when the search does not converge.
func BetaMixture(c index.Composition, components int) (OfProbabilities, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return OfProbabilities{}, err
	}
	if err := whole(c); err != nil {
		return OfProbabilities{}, err
	}
	if components < 1 || components > 3 {
		return OfProbabilities{}, index.Undefined("a mixture of %d beta distributions, must be 1 to 3", components)
	}
	// The smaller group is the one that is followed: the order of the groups then changes no digit.
	if first := cmp.Or(cmp.Compare(X, Y), cmp.Compare(squares(x), squares(y))); first > 0 {
		x, y, X, Y = y, x, Y, X
	}
	kinds, largest, err := kindsOf(x, y)
	if err != nil {
		return OfProbabilities{}, err
	}
	betas, err := fitBetas(kinds, X/(X+Y), largest, components)
	if err != nil {
		return OfProbabilities{}, err
	}
	P := 0.0
	for _, b := range betas {
		P += b.weight * b.mean
	}
	var deviation, entropy, root, square float64
	for _, b := range betas {
		deviation += b.weight * b.deviation(P)
		entropy += b.weight * b.entropy()
		root += b.weight * b.root()
		square += b.weight * b.square(P)
	}
	var out OfProbabilities
	Q := P * (1 - P)
	for _, v := range []struct {
		to    *float64
		value float64
	}{
		{&out.Dissimilarity, deviation / (2 * Q)},
		{&out.Gini, meanGap(betas) / (2 * Q)},
		{&out.TheilH, 1 - entropy/shannon([]float64{P, 1 - P}, 1)},
		{&out.Atkinson, 1 - root*root/Q},
		{&out.CorrelationRatio, square / Q},
	} {
		if *v.to, err = within(0, v.value, 1); err != nil {
			return OfProbabilities{}, err
		}
	}
	return out, nil
}

func squares(v []float64) float64 {
	var s index.Sum
	for _, n := range v {
		s = s.Plus(n * n)
	}
	return s.Value()
}

// kindsOf returns how many units there are of each size and number of x, in order, and the size of the largest.
func kindsOf(x, y []float64) (kinds []unitKind, largest int, err error) {
	all := make([]unitKind, 0, len(x))
	for i := range x {
		t := x[i] + y[i]
		if t > 1e6 {
			return nil, 0, index.Undefined("a unit of %g people is too large to go through", t)
		}
		if t > 0 {
			all = append(all, unitKind{n: int(t), x: int(x[i])})
		}
	}
	slices.SortFunc(all, func(a, b unitKind) int { return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.x, b.x)) })
	for _, c := range all {
		if k := len(kinds) - 1; k < 0 || kinds[k].n != c.n || kinds[k].x != c.x {
			kinds = append(kinds, c)
		}
		kinds[len(kinds)-1].units++
	}
	if largest = all[len(all)-1].n; largest < 2 {
		return nil, 0, index.Undefined("no unit holds two people or more")
	}
	return kinds, largest, nil
}
