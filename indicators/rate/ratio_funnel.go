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
	Needs:      "events and population by age, and the events and population of the whole that units are compared with; at most 10⁹ events expected for exact limits",
	Reads:      index.Expected,
	Programs:   []string{"PHEindicatormethods: calculate_funnel_limits, calculate_funnel_points"},
	Properties: index.Permutation,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		level := index.Level.From(p)
		f, missing, err := RatioFunnel(s, multiplier.From(p), level, funnelOptionsFrom(p))
		if err != nil {
			return nil, err
		}
		return f.parts(level), together(missing)
	},
}

// RatioFunnel returns the funnel plot of the indirectly standardised ratios of s around 1, where events are as many as
// expected, times multiplier, and for each unit that is not in it the reason. Ratios, and what is wrong with strata, are those of
// [IndirectlyStandardisedRatio]; limits, z-scores and overdispersion are those of [RateFunnel], with the number expected in
// place of the population. The expected numbers are taken to be known.
//
// It is undefined where no unit expects anything.
func RatioFunnel(s index.Strata, multiplier, level float64, o FunnelOptions) (f Funnel, missing []error, err error) {
	outcomes, groups, err := againstExpected(s, 1, level)
	if err != nil {
		return Funnel{}, nil, err
	}
	if err := checkScale(multiplier, level); err != nil {
		return Funnel{}, nil, err
	}
	expected, err := groups.shared(s, s.Expected, "the expected rate")
	if err != nil {
		return Funnel{}, nil, err
	}
	e := index.Events{Count: make([]float64, s.Units), Population: make([]float64, s.Units), Reference: -1}
	missing = make([]error, s.Units)
	for u, rows := range groups.rows {
		if missing[u] = outcomes[u].Missing; missing[u] == nil {
			e.Count[u], e.Population[u] = tally(s, rows, expected)
		}
	}
	f, err = Occurrences.funnel(e, 1, multiplier, level, o)
	return f, missing, err
}
