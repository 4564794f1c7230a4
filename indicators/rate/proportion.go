package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var perHundred = index.Param{
	Name: "multiplier", Default: 100, Min: 1, Max: 1e9,
	Doc: "what the proportion is expressed per: 100 for per cent, 1 for a share of one",
}

var proportion = index.Index{
	ID:      "proportion",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Andel", En: "Proportion"},
	Formula: "p = m x/n; limits m (2x + z² ∓ z √(z² + 4x(1 − x/n))) / (2(n + z²))",
	Source:  "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association 22(158), 209–212.",
	Min:     0, Max: 100, // at the default multiplier
	Params: []index.Param{perHundred, index.Level},
	Reading: lang.Text{
		Sv: "Andelen är %s.",
		En: "The proportion is %s.",
	},
	Caveat: lang.Text{
		Sv: "Med få personer kan andelen ändras mycket av en slump. Läs den alltid med sitt intervall.",
		En: "With few persons chance can change the proportion a great deal. Always read it with its interval.",
	},
	Needs:      "counts that are not above their populations; a unit without population has no proportion",
	Programs:   []string{"PHEindicatormethods: phe_proportion", "statsmodels: proportion_confint"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		estimates, err := Proportion(e, perHundred.From(p), index.Level.From(p))
		return index.OfEstimates(estimates), err
	},
}

// Proportion returns, for each unit of e, the count divided by the population times multiplier (100 gives per cent)
// with [Wilson]'s interval at the confidence level, between 0 and 1 exclusive.
//
// Values and limits run from 0 to multiplier. A unit with a population of zero has no proportion: its estimate has
// Level 0 and NaN for value and limits, and callers print it as missing. A count above its population is an error that
// names the unit, for then one of the two numbers is not what it is taken for; all such units are named.
func Proportion(e index.Events, multiplier, level float64) ([]index.Estimate, error) {
	if err := Persons.check(e, multiplier, level); err != nil {
		return nil, err
	}
	out := make([]index.Estimate, len(e.Count))
	z := Z(level)
	for i, x := range e.Count {
		n := e.Population[i]
		if n == 0 {
			out[i] = undefined
			continue
		}
		lower, upper := wilson(x, n, z)
		out[i] = index.Estimate{Value: x / n * multiplier, Lower: lower * multiplier, Upper: upper * multiplier, Level: level}
	}
	return out, nil
}
