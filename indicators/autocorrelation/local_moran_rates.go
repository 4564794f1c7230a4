package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localMoranRatesParams = append(localParams("row"), moments)

var localMoranRates = index.Index{
	ID:      "local-moran-rates",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Lokalt Moran för andelar och tal (empirisk Bayes)", En: "Local Moran of rates (empirical Bayes)"},
	Formula: "I_i of the standardised rates of moran-rates; cluster and quadrant as for local-moran",
	Source:  "Assunção, R. M. & Reis, E. A. (1999). A new proposal to adjust Moran's I for population density. Statistics in Medicine 18(16), 2147–2162; Anselin, L. (1995). Geographical Analysis 27(2), 93–115.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localMoranRatesParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. Över det väntade liknar områdets andel grannarnas, sedan hänsyn tagits till att små områdens andelar varierar av en slump.",
		En: "The part of the area is %s. Above the expected the rate of the area resembles its neighbours', once it is allowed for that rates of small areas vary by chance.",
	},
	Caveat: lang.Text{
		Sv: "Ett p-värde per område är många prov: läs det justerade. Slumpen antas vara som för sällsynta händelser.",
		En: "One p-value per area is many tests: read the adjusted one. Chance is taken to be that of rare events.",
	},
	Reads:      index.Located,
	Needs:      moranRates.Needs,
	Programs:   []string{"PySAL esda: Moran_Local_Rate"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		return partsOf(LocalMoranRates(e, Null(moments.From(p)), localOptionsFrom(localMoranRatesParams, p)))
	},
}

// LocalMoranRates returns [LocalMoran] of rates that are standardised by their own precision, as [MoranRates] has them.
//
// It is undefined where [MoranRates] is.
func LocalMoranRates(e index.Events, null Null, o LocalOptions) (Locals, error) {
	net, z, err := ratesOf(e, o.Weighting)
	if err != nil {
		return Locals{}, err
	}
	return o.localMoran(net, z, null)
}
