package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rateFunnel = index.Index{
	ID:      "rate-funnel",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Trattdiagram för antal per invånare", En: "Funnel of rates"},
	Formula: "limits m (r − (F(r) − p)/(F(r) − F(r−1)))/n, F Poisson of mean nθ, r least with F(r) ≥ p; z = (x/n − θ)/√(θ/n); φ = Σ z²/I winsorised; θ ∓ z√φ se or θ ∓ z√(se² + τ²)",
	Source:  spiegelhalter,
	Min:     -inf, Max: inf,
	Params: []index.Param{perHundredThousand, funnelLimits, funnelOverdispersion, funnelWinsorise, index.Level},
	Reading: lang.Text{
		Sv: "Talet i trattdiagrammet är %s i förhållande till folkmängden; utslaget är −1 under gränserna, 0 innanför och 1 över.",
		En: "The number in the funnel of rates is %s; the verdict is −1 below the limits, 0 within and 1 above.",
	},
	Caveat: lang.Text{
		Sv: "Tar inte hänsyn till ålder. För sådant som ålder påverkar, använd trattdiagrammet för standardiserade kvoter.",
		En: "Takes no account of age. For what age has to do with, use the funnel of standardised ratios.",
	},
	Needs:      "counts and populations; something counted; at most 10⁹ expected events for exact limits",
	Programs:   []string{"PHEindicatormethods: calculate_funnel_limits, calculate_funnel_points"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		level := index.Level.From(p)
		f, err := RateFunnel(e, perHundredThousand.From(p), level, funnelOptionsFrom(p))
		if err != nil {
			return nil, err
		}
		return f.parts(level), nil
	},
}

// RateFunnel is [ProportionFunnel] for occurrences: the limits are those of Poisson's distribution around the number expected in each
// unit at the rate of the reference, or else of all units together, times multiplier.
//
// With the limits [Inverted], a unit lies outside where the exact interval of its own count ([ExactPoisson]) does not hold
// the number expected. PHEindicatormethods has those for whole counts, found by bisection to seven digits.
//
// It is undefined where nothing is counted in the benchmark and where no unit has a population; populations are unbounded as long as at most 10⁹ events are
// expected.
func RateFunnel(e index.Events, multiplier, level float64, o FunnelOptions) (Funnel, error) {
	if err := check(e, multiplier, level); err != nil {
		return Funnel{}, err
	}
	x, n, err := benchmark(e)
	if err != nil {
		return Funnel{}, err
	}
	return Occurrences.funnel(e, x/n, multiplier, level, o)
}
