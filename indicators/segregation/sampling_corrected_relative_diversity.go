package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var correctedDiversity = index.Index{
	ID:      "sampling-corrected-relative-diversity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Relativ mångfald korrigerad för urval (R)", En: "Relative diversity index corrected for sampling (R)"},
	Formula: "1 − Σ_i (m_i/m) I_i/(1 − f_i) / (I + Σ_i (m_i/m)² I_i f_i/(1 − f_i)), f_i = (t_i − m_i)/(m_i(t_i − 1))",
	Source:  "Nei 1973 (unbiased diversity of a sample); Reardon, Bischoff, Owens & Townsend 2018, Demography 55, 2129–2160",
	Min:     math.Inf(-1),
	Max:     1,
	Params:  []index.Param{rate},
	Reading: lang.Text{
		Sv: "Indexet för relativ mångfald korrigerat för urval är %s: så mycket mindre blandad är den genomsnittliga enheten än staden, som andel av stadens blandning.",
		En: "The relative diversity index corrected for sampling is %s: how much less mixed the average unit is than the city, as a share of the city's mix.",
	},
	Caveat: lang.Text{
		Sv: "Värdet kan bli negativt. Enheter där bara en person har valts ut säger inget om sin blandning och lämnas ute.",
		En: "The value can be negative. Units where one person only was sampled tell nothing of their mix and are left out.",
	},
	Whole:      true,
	Needs:      "the people of a sample: whole counts of two groups or more in each unit, with people in at least two of them",
	Properties: index.Permutation | index.GroupSwap | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) {
		return SamplingCorrectedRelativeDiversity(c, rate.From(p))
	},
}

// SamplingCorrectedRelativeDiversity returns [RelativeDiversity] of the population that the counts are a sample of: m_i of the
// t_i = m_i/r people of each unit, drawn without replacement. Simpson's interaction of a sample of m people is too low by the
// share f = 1/m on average, or (t − m)/(m(t − 1)) when they are drawn from t; divided by 1 − f it is exactly right in the mean,
// in the units and, with the sampling variance of P_k put back, in the city. It is at most 1 and can be negative.
//
// A unit of one person sampled from more tells nothing of its mix and is left out. Groups without people are dropped; it is
// undefined when fewer than two remain, for counts that are not whole, and for a rate outside 0 to 1.
func SamplingCorrectedRelativeDiversity(c index.Composition, rate float64) (float64, error) {
	if _, _, err := multigroup(c, 2); err != nil {
		return 0, err
	}
	if err := sampled(c, rate); err != nil {
		return 0, err
	}
	factor := func(m float64) float64 { // f of a unit with m people sampled
		switch {
		case rate == 1:
			return 0
		case rate == 0:
			return 1 / m
		}
		t := m / rate
		return (t - m) / (m * (t - 1))
	}
	kept := make([]float64, len(c.Counts)) // people by group in the units that are not left out
	m := 0.0
	alone := func(t float64) bool { return t == 1 && rate < 1 }
	for i := range c.Units() {
		if t := unitTotal(c, i); t > 0 && !alone(t) {
			for k, counts := range c.Counts {
				kept[k] += counts[i]
			}
			m += t
		}
	}
	if m == 0 {
		return 0, index.Undefined("one person only was sampled in every unit")
	}
	var units, variance index.Sum
	for i := range c.Units() {
		t := unitTotal(c, i)
		if t == 0 || alone(t) {
			continue
		}
		f := factor(t)
		interaction := 0.0
		for _, counts := range c.Counts {
			interaction += counts[i] / t * ((t - counts[i]) / t)
		}
		units = units.Plus(t / m * (interaction / (1 - f)))
		variance = variance.Plus(t / m * (t / m) * (interaction * (f / (1 - f))))
	}
	var city index.Sum
	for _, n := range kept {
		city = city.Plus(n / m * ((m - n) / m))
	}
	if !(city.Value() > 0) {
		return 0, index.Undefined("units with more than one person sampled have one group only")
	}
	return within(math.Inf(-1), 1-units.Value()/(city.Value()+variance.Value()), 1)
}
