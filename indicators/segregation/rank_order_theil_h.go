package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rankOrderTheilH = index.Index{
	ID:      "rank-order-theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Entropiindex på rang (H^R)", En: "Rank-order information theory index (H^R)"},
	Formula: "H^R = 2 ln 2 ∫ E(p) H(p) dp = Σ_m δ_m β_m",
	Source:  "Reardon 2011, Measures of income segregation, CEPA Working Paper, Stanford University; Reardon & Bischoff 2011, American Journal of Sociology 116, 1092–1153",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{degree, weighted},
	Reading: lang.Text{
		Sv: "Entropiindex på rang (H^R) är %s: 0 betyder att alla enheter har samma fördelning över skalan och 1 att ingen delar enhet med någon på en annan plats på skalan.",
		En: "The rank-order information theory index (H^R) is %s: 0 means that all units have the same distribution over the scale and 1 that nobody shares a unit with somebody at another place of it.",
	},
	Caveat: lang.Text{
		Sv: "Värdet är en anpassad kurvas medelvärde och beror på gradtalet när klasserna är få. Det stiger när enheterna blir mindre eller urvalen i dem små.",
		En: "The value is the mean of a fitted curve and depends on its degree where brackets are few. It rises with smaller units and with small samples in them.",
	},
	Needs:      "people at more places on an ordered scale than the degree of the polynomial plus one, in units",
	Programs:   []string{"PySAL segregation: RankOrderInfoTheory", "OasisR: rankorderseg", "Stata: rankseg", "segindex: estimate_Hp"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Translation | index.Merging | index.WeightsScale | index.Reversal,
	Ordered: func(r index.Ranked, p index.Params) (float64, error) {
		return RankOrderTheilH(r, int(degree.From(p)), weighted.From(p) == 1)
	},
}

// RankOrderTheilH returns Reardon's rank-order information theory index: the mean, weighted by w(p), of the binary index between the
// people below and above each quantile p of the population, read off a polynomial of the given degree that is fitted to the
// index at every threshold that the data have (see [RankOrderProfile]). It depends on the order of people alone: any increasing
// transformation of the scale changes nothing.
//
// It lies between 0 and 1 but for the error of the fit, which can carry a small value below 0. It is undefined when there
// are fewer thresholds than coefficients.
func RankOrderTheilH(r index.Ranked, degree int, weighted bool) (float64, error) {
	fit, err := RankOrderProfile(r, RankEntropy, degree, weighted)
	return fit.Value, err
}
