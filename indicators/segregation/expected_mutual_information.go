package segregation

import (
	"maps"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var expectedInformation = index.Index{
	ID:      "expected-mutual-information",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förväntad ömsesidig information av slump (M*)", En: "Mutual information expected by chance (M*)"},
	Formula: "M* = (1/T) Σ_i Σ_k E[n_ik log n_ik] − (1/T)(Σ_i t_i log t_i + Σ_k N_k log N_k − T log T)",
	Source:  "Winship 1977, Social Forces 55, 1058–1066; the multivariate hypergeometric distribution of tables with fixed margins",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Den förväntade ömsesidiga informationen är %s: så högt skulle måttet bli i genomsnitt om slumpen ensam delade ut platserna.",
		En: "The expected mutual information is %s: the measure would be so high on average if chance alone dealt out the places.",
	},
	Caveat: lang.Text{
		Sv: "Slumpen drar varje person för sig. Hushåll som flyttar tillsammans ger ett högre värde.",
		En: "Chance draws each person alone. Households that move together make the value higher.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"R segregation: mutual_total_expected"},
	Properties: index.Permutation | index.GroupSwap | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) {
		return ExpectedMutualInformation(c, logBase.From(p))
	},
}

// ExpectedMutualInformation returns the exact mean of [MutualInformation] when the people of all groups are dealt out by
// chance over the places of the units, both margins of the table being fixed. Each cell is then hypergeometric and the mean of
// n log n is summed over its distribution, where R segregation (mutual_total_expected) simulates.
//
// Groups without people are dropped; it is undefined when fewer than two remain, for counts that are not whole and for a base
// that is not above 1.
func ExpectedMutualInformation(c index.Composition, base float64) (float64, error) {
	M, err := expectedMutualInformation(c)
	if err != nil {
		return 0, err
	}
	unit, err := logUnit(base)
	if err != nil {
		return 0, err
	}
	return within(0, M/unit, math.Inf(1))
}

// expectedMutualInformation returns M* in natural units.
func expectedMutualInformation(c index.Composition) (float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	if err := whole(c); err != nil {
		return 0, err
	}
	sizes := make(map[float64]float64) // units of each size: all have the same means
	for i := range c.Units() {
		if t := unitTotal(c, i); t > 0 {
			sizes[t]++
		}
	}
	var b band
	var sum index.Sum
	for _, t := range slices.Sorted(maps.Keys(sizes)) {
		for _, n := range N {
			if n > 0 {
				// E[n log(n T/(t N))], small where n is near its mean: no large terms are left to cancel.
				sum = sum.Plus(sizes[t] * excessInformation(&b, T, n, t))
			}
		}
	}
	return max(0, sum.Value()/T), nil
}

// excessInformation returns E[k ln(k/m)] for k members among n people drawn from N of whom K are members, m = nK/N being
// their mean.
func excessInformation(b *band, N, K, n float64) float64 {
	m := n * (K / N)
	if variance := m * ((N - K) / N) * ((N - n) / max(N-1, 1)); variance > 1e7 {
		// The first terms of the series in moments of k about m; the next is below 1e-14 of it.
		return variance/(2*m) + variance*variance/(4*m*m*m)
	}
	b.hypergeometric(N, K, n)
	return b.mean(func(k float64) float64 {
		if k == 0 {
			return 0
		}
		return k * math.Log(k/m)
	})
}
