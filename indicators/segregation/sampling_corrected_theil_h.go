package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rate = index.Param{
	Name: "rate", Default: 0, Min: 0, Max: 1,
	Doc: "share of the people in each unit that was sampled; 0 is a sample from endlessly many, 1 is everybody and corrects nothing",
}

var correctedTheilH = index.Index{
	ID:      "sampling-corrected-theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Entropiindex korrigerat för urval (H)", En: "Entropy index corrected for sampling (H)"},
	Formula: "1 − (Ē + (1 − r) Σ_i (K_i − 1)/(2m)) / (E + (1 − r) Σ_k Σ_i (m_i/m) p_ik(1 − p_ik)/(2m P_k))",
	Source:  "Miller 1955 (bias of entropy); Reardon, Bischoff, Owens & Townsend 2018, Demography 55, 2129–2160",
	Min:     math.Inf(-1),
	Max:     1,
	Params:  []index.Param{rate},
	Reading: lang.Text{
		Sv: "Entropiindexet korrigerat för urval är %s: 0 betyder att alla enheter har samma sammansättning och 1 att inga grupper finns i samma enhet.",
		En: "The entropy index corrected for sampling is %s: 0 means that all units have the same composition and 1 that no groups share a unit.",
	},
	Caveat: lang.Text{
		Sv: "Korrigeringen är ungefärlig när få har valts ut i varje enhet, och värdet kan bli negativt.",
		En: "The correction is approximate where few were sampled in each unit, and the value can be negative.",
	},
	Whole:      true,
	Needs:      "the people of a sample: whole counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"Stata: rankseg"},
	Properties: index.Permutation | index.GroupSwap | index.ApartIsMax | index.Transfer,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) {
		return SamplingCorrectedTheilH(c, rate.From(p))
	},
}

// SamplingCorrectedTheilH returns [MultigroupTheilH] of the population that the counts are a sample of, drawn in each unit by
// itself. The entropy of a sample of m people over K groups is too low by (K − 1)/(2m) on average (Miller and Madow), or by 1 − r of
// that when the share r of all people was drawn, which makes H too high. The terms are put back in the units; in the city it is
// Σ_k Var(P_k)/(2P_k), with the variance that a sample from every unit leaves. K counts the groups that were found. It is at
// most 1 and can be negative.
//
// Groups without people are dropped; it is undefined when fewer than two remain, for counts that are not whole, and for a rate
// outside 0 to 1.
func SamplingCorrectedTheilH(c index.Composition, rate float64) (float64, error) {
	N, m, err := multigroup(c, 2)
	if err != nil {
		return 0, err
	}
	if err := sampled(c, rate); err != nil {
		return 0, err
	}
	var local, city index.Sum
	missing := 0.0
	for i := range c.Units() {
		t, groups := unitTotal(c, i), -1.0
		for k, counts := range c.Counts {
			if n := counts[i]; n > 0 {
				local = local.Plus(n / m * math.Log(t/n))
				city = city.Plus(n / N[k] * ((t - n) / t)) // the variance of the group's share of the city, over the share
				groups++
			}
		}
		missing += max(groups, 0)
	}
	put := (1 - rate) / (2 * m)
	return within(math.Inf(-1), 1-(local.Value()+missing*put)/(shannon(N, m)+city.Value()*put), 1)
}

// sampled checks a sample and its rate.
func sampled(c index.Composition, rate float64) error {
	if !(rate >= 0 && rate <= 1) {
		return index.Undefined("the sampling rate is %v, must lie between 0 and 1", rate)
	}
	return whole(c)
}
