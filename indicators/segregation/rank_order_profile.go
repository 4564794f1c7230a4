package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var kind = index.Param{
	Name: "kind", Default: 1, Min: 1, Max: 3,
	Doc: "1 is the information theory index H, 2 the variance ratio R, 3 the square root index S",
}

var rankOrderProfile = index.Index{
	ID:      "rank-order-profile",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Segregationsprofil på rang, H(p)", En: "Rank-order segregation profile, H(p)"},
	Formula: "Λ(p) = 1 − Σ_i t_i v(p_i)/(T v(p)) at every threshold p",
	Source:  "Reardon 2011, Measures of income segregation, CEPA Working Paper, Stanford University; Reardon & Bischoff 2011, American Journal of Sociology 116, 1092–1153",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{kind, degree, weighted},
	Reading: lang.Text{
		Sv: "Vid den här rangen är segregationen %s mellan dem som ligger under och dem som ligger över.",
		En: "At this rank the segregation between those below and those above is %s.",
	},
	Caveat: lang.Text{
		Sv: "Längst ut på skalan finns få människor, och där varierar profilen mycket av slump.",
		En: "At the ends of the scale people are few, and the profile varies much by chance.",
	},
	Needs:      "people at more places on an ordered scale than the degree of the polynomial plus one, in units",
	Programs:   []string{"PySAL segregation: RankOrderInfoTheory", "OasisR: rankorderseg", "Stata: rankseg"},
	Properties: index.Permutation | index.Scale | index.Translation | index.WeightsScale,
	OrderedParts: func(r index.Ranked, p index.Params) ([]index.Part, error) {
		fit, err := RankOrderProfile(r, RankKind(kind.From(p)), int(degree.From(p)), weighted.From(p) == 1)
		if err != nil {
			return nil, err
		}
		total := index.About("index", fit.Value)
		total.SE = fit.SE
		parts := []index.Part{total}
		for j, at := range fit.Thresholds {
			parts = append(parts, index.OfPoint("observed", at, fit.Observed[j]))
		}
		for j, at := range fit.Thresholds {
			parts = append(parts, index.OfPoint("fitted", at, fit.Fitted[j]))
		}
		return parts, nil
	},
}

// RankOrderProfile returns the segregation between the people below and above every threshold of the data, the polynomial
// fitted to it and the index that it makes, with its standard error: [FitRankOrder] as an index with several values.
func RankOrderProfile(r index.Ranked, kind RankKind, degree int, weighted bool) (RankFit, error) {
	return FitRankOrder(r, kind, degree, weighted)
}
