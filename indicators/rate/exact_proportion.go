package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var exactProportion = index.Index{
	ID:      "exact-proportion",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Andel med exakt intervall", En: "Proportion with exact limits"},
	Formula: "p = m x/n; limits m B((1−level)/2; x, n−x+1) and m B((1+level)/2; x+1, n−x), B the beta quantile",
	Source:  "Clopper, C. J. & Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated in the case of the binomial. Biometrika 26(4), 404–413.",
	Min:     0, Max: 100, // at the default multiplier
	Params: []index.Param{perHundred, index.Level},
	Reading: lang.Text{
		Sv: "Andelen är %s, med ett intervall som hellre är för brett än för smalt.",
		En: "The proportion is %s, with an interval that is rather too wide than too narrow.",
	},
	Caveat: lang.Text{
		Sv: "Intervallet är bredare än det behöver vara. Använd Wilsons om inte en garanti krävs.",
		En: "The interval is wider than it need be. Use Wilson's unless a guarantee is called for.",
	},
	Needs:      "counts that are not above their populations; a unit without population has no proportion",
	Programs:   []string{"statsmodels: proportion_confint method=beta"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		estimates, err := ExactProportion(e, perHundred.From(p), index.Level.From(p))
		return index.OfEstimates(estimates), err
	},
}

// ExactProportion is [Proportion] with the limits of [ClopperPearson] in place of Wilson's. They cover the proportion behind
// the figure at least as often as the level says, whatever it is, and for that are wider: 0 of 20 gives 0 to 16.8 per cent, where
// Wilson's give 0 to 16.1, and 15 of 148 gives 5.8 to 16.2 where they give 6.2 to 16.0.
//
// A unit of more than 10⁹ persons has a value but no limits.
func ExactProportion(e index.Events, multiplier, level float64) ([]index.Estimate, error) {
	if err := Persons.check(e, multiplier, level); err != nil {
		return nil, err
	}
	out := make([]index.Estimate, len(e.Count))
	for i, x := range e.Count {
		n := e.Population[i]
		if n == 0 {
			out[i] = undefined
			continue
		}
		lower, upper := ClopperPearson(x, n, level)
		out[i] = index.Estimate{Value: x / n * multiplier, Lower: lower * multiplier, Upper: upper * multiplier, Level: level}
	}
	return out, nil
}
