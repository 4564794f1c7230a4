package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localTheilH = index.Index{
	ID:      "local-theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Enhetens bidrag till Theils entropiindex (H)", En: "Unit's contribution to the entropy index (H)"},
	Formula: "h_i = t_i (E − E_i) / (T E); Σ_i h_i = H",
	Source:  "Theil & Finizza 1971, Journal of Mathematical Sociology 1, 187–193; Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     -1,
	Max:     1,
	Reading: lang.Text{
		Sv: "Enhetens bidrag till Theils entropiindex är %s: bidragen från alla enheter blir indexet.",
		En: "The unit's contribution to the entropy index is %s: the contributions of all units add up to the index.",
	},
	Caveat: lang.Text{
		Sv: "Bidraget är negativt när enheten är mer blandad än staden, även om den inte liknar den. Lokal divergens är aldrig negativ.",
		En: "The contribution is negative where the unit is more mixed than the city, even if it is unlike it. The local divergence is never negative.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"divseg: ds_entropy"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalTheilH(c))
	},
}

// LocalTheilH returns the term of each unit in Theil's H, for two groups or more: how much less mixed it is than the city, as
// a share of the city's mix, weighted by its population. The terms add up to [MultigroupTheilH]. A unit that is more mixed
// than the city has a negative term, unlike its [LocalDivergence].
//
// A unit without people has NaN. It is undefined when fewer than two groups have people.
func LocalTheilH(c index.Composition) ([]float64, error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, err
	}
	E := shannon(N, T)
	return local(c, -1, 1, func(counts []float64, t float64) (float64, error) {
		return t / T * ((E - shannon(counts, t)) / E), nil
	})
}
