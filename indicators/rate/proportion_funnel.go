package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

const spiegelhalter = "Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in Medicine 24, 1185–1202."

var proportionFunnel = index.Index{
	ID:      "proportion-funnel",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Trattdiagram för andelar", En: "Funnel of proportions"},
	Formula: "limits m (r − (F(r) − p)/(F(r) − F(r−1)))/n, F binomial of n and P, r least with F(r) ≥ p; z = (x/n − P)/√(P(1 − P)/n); φ = Σ z²/I winsorised; P ∓ z√φ se or P ∓ z√(se² + τ²)",
	Source:  spiegelhalter,
	Min:     -inf, Max: inf,
	Params: []index.Param{perHundred, funnelLimits, funnelOverdispersion, funnelWinsorise, index.Level},
	Reading: lang.Text{
		Sv: "Talet i trattdiagrammet är %s; utslaget är −1 under gränserna, 0 innanför och 1 över.",
		En: "The number in the funnel is %s; the verdict is −1 below the limits, 0 within and 1 above.",
	},
	Caveat: lang.Text{
		Sv: "Ett område utanför gränserna är en fråga, inte ett svar: skillnaden kan bero på vilka som bor där.",
		En: "An area outside the limits is a question, not an answer: the difference may be one of who lives there.",
	},
	Needs:      "counts that are not above their populations; somebody counted and somebody not; populations of at most 10⁹ for exact limits",
	Programs:   []string{"PHEindicatormethods: calculate_funnel_limits, calculate_funnel_points"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		level := index.Level.From(p)
		f, err := ProportionFunnel(e, perHundred.From(p), level, funnelOptionsFrom(p))
		if err != nil {
			return nil, err
		}
		return f.parts(level), nil
	},
}

// ProportionFunnel returns the funnel plot of the proportions of e around the benchmark, the proportion of the reference or else of all units
// together, times multiplier: for each unit the limits at its population and the confidence level, its z-score, and a verdict. PHEindicatormethods'
// 2SD and 3SD are the levels 0.95 and 0.998.
//
// PHEindicatormethods says that its limits for proportions are Wilson's, but its formula comes down to the normal P ∓ z√(P(1 − P)/n): around
// 80.64 per cent at 10 persons 56.2 to 105.1, cut at 100. That is [NormalLimits] here. The exact ones are 48.4 to 97.9, and
// Wilson's laid around the benchmark, [Inverted], 49.7 to 94.6.
//
// Overdispersion is estimated from the z-scores with a share of them at each end drawn in to the quantile there, so that the outliers that the
// funnel is to find do not widen it. Where φ is above 1, or τ² above 0, limits are the normal ones with the wider standard error;
// else they are as without. The estimates are on the scale of the figures, without transformation.
//
// The reference and units with a population of zero are not in the funnel. Limits are NaN for populations above 10⁹ by [Quantiles].
// It is undefined where nobody or everybody is counted in the benchmark, for persons above their population and where no unit has
// one.
func ProportionFunnel(e index.Events, multiplier, level float64, o FunnelOptions) (Funnel, error) {
	if err := Persons.check(e, multiplier, level); err != nil {
		return Funnel{}, err
	}
	x, n, err := benchmark(e)
	if err != nil {
		return Funnel{}, err
	}
	return Persons.funnel(e, x/n, multiplier, level, o)
}
