package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localGetisOrdGStarParams = localParams("binary")

var localGetisOrdGStar = index.Index{
	ID:      "local-getis-ord-g-star",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Getis och Ords G* (heta punkter)", En: "Getis and Ord's G* (hot spots)"},
	Formula: "G*_i = Σ_j w_ij x_j / Σ_j x_j, unit i among its own neighbours; z = (Σ_j w_ij x_j − W_i x̄)/(s √((n Σ_j w_ij² − W_i²)/(n − 1))); cluster: 1 hot spot, 3 cold spot, 0 not significant",
	Source:  "Ord, J. K. & Getis, A. (1995). Local spatial autocorrelation statistics: distributional issues and an application. Geographical Analysis 27(4), 286–306, equation 6.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localGetisOrdGStarParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. G* över det väntade betyder att området och dess grannar tillsammans har höga värden (het punkt), under det att de har låga (kall punkt).",
		En: "The part of the area is %s. A G* above the expected means that the area and its neighbours together have high values (a hot spot), below it that they have low ones (a cold spot).",
	},
	Caveat: lang.Text{
		Sv: "Ett p-värde per område är många prov: läs det justerade. En het punkt är ett grannskap: området i mitten kan självt ha ett lågt värde.",
		En: "One p-value per area is many tests: read the adjusted one. A hot spot is a neighbourhood: the area in the middle may itself have a low value.",
	},
	Reads:      index.Located,
	Needs:      getisOrdG.Needs,
	Programs:   []string{"PySAL esda: G_Local", "spdep: localG, localG_perm"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		return partsOf(LocalGetisOrdGStar(d, localOptionsFrom(localGetisOrdGStarParams, p)))
	},
}

// LocalGetisOrdGStar returns local G* for each unit with neighbours: the share of all values that it and its neighbours have, each by its
// weight. Its own weight is 1 before weights are standardised, or with lengths of borders the longest of them.
//
// Z is that of Ord and Getis (1995), over all orders of the values. Random neighbours hold the unit's own value, as in PySAL, so that P by
// permutation asks about the neighbours alone.
//
// It is undefined for a value below 0, and where [Moran] is undefined.
func LocalGetisOrdGStar(d index.Distribution, o LocalOptions) (Locals, error) {
	return o.localG(d, true)
}
