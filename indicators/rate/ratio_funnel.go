package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var ratioFunnel = index.Index{
	ID:      "ratio-funnel",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Trattdiagram för standardiserade kvoter", En: "Funnel of standardised ratios"},
	Formula: "limits m (r − (F(r) − p)/(F(r) − F(r−1)))/E, F Poisson of mean E, r least with F(r) ≥ p; z = (O/E − 1)√E; φ = Σ z²/I winsorised; 1 ∓ z√φ/√E or 1 ∓ z√(1/E + τ²)",
	Source:  spiegelhalter,
	Min:     -inf, Max: inf,
	Params: []index.Param{multiplier, funnelLimits, funnelOverdispersion, funnelWinsorise, index.Level},
	Reading: lang.Text{
		Sv: "Talet i trattdiagrammet är %s, där jämförelsen är 100; utslaget är −1 under gränserna, 0 innanför och 1 över.",
		En: "The number in the funnel is %s, where the benchmark is 100; the verdict is −1 below the limits, 0 within and 1 above.",
	},
	Caveat: lang.Text{
		Sv: "De väntade antalen räknas som säkra, och områdets egna händelser bör inte ha bestämt dem.",
		En: "The expected numbers are taken as certain, and the area's own events should not have made them.",
	},
	Needs:      "observed events as counts and expected events as populations; at most 10⁹ expected for exact limits",
	Programs:   []string{"PHEindicatormethods: calculate_funnel_limits, calculate_funnel_points"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		level := index.Level.From(p)
		f, err := RatioFunnel(e, multiplier.From(p), level, funnelOptionsFrom(p))
		if err != nil {
			return nil, err
		}
		return f.parts(level), nil
	},
}

// RatioFunnel is [RateFunnel] for indirectly standardised ratios: e.Count is the observed and e.Population the expected number of events of
// each unit, and the benchmark is 1, times multiplier. e.Reference is not read.
//
// It is undefined where no unit expects anything.
func RatioFunnel(e index.Events, multiplier, level float64, o FunnelOptions) (Funnel, error) {
	e.Reference = -1
	if err := check(e, multiplier, level); err != nil {
		return Funnel{}, err
	}
	return Occurrences.funnel(e, 1, multiplier, level, o)
}
