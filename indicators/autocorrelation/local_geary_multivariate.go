package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localGearyMultivariateParams = localParams("row")

var localGearyMultivariate = index.Index{
	ID:      "local-geary-multivariate",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Lokalt Geary för flera variabler", En: "Multivariate local Geary"},
	Formula: "c_i = Σ_k Σ_j w_ij (z_ik − z_jk)² / K over K indicators; cluster: 5 like its neighbours, 6 unlike them, 0 not significant",
	Source:  "Anselin, L. (2019). A local indicator of multivariate spatial association: extending Geary's c. Geographical Analysis 51(2), 133–150.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localGearyMultivariateParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. Ett c under det väntade betyder att området liknar sina grannar i alla variabler tillsammans, över det att det skiljer sig från dem.",
		En: "The part of the area is %s. A c below the expected means that the area resembles its neighbours in all variables together, above it that it differs from them.",
	},
	Caveat: lang.Text{
		Sv: "Säger inte vilken variabel som gör likheten, och varje variabel väger lika: två som mäter samma sak räknas dubbelt.",
		En: "Does not say which variable makes the likeness, and every variable counts alike: two that measure the same thing count twice.",
	},
	Reads:      index.Located,
	Needs:      "two indicators or more, none the same everywhere, in three units or more that have all of them and have neighbours, and what the weights are made of, as for moran; weights of indicators are not read",
	Programs:   []string{"PySAL esda: Geary_Local_MV", "spdep: localC, localC_perm"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return partsOf(LocalGearyMultivariate(x, localOptionsFrom(localGearyMultivariateParams, p)))
	},
}

// LocalGearyMultivariate returns the mean over all indicators of [LocalGeary] for each unit that has them all and has neighbours. Random
// neighbours bring all their indicators.
//
// It is undefined where an indicator is the same in all these units, and where [Moran] is undefined.
func LocalGearyMultivariate(x index.Indicators, o LocalOptions) (Locals, error) {
	net, columns, err := ofColumns(x, 0, o.Weighting)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Locals{}, err
	}
	return o.conclude(net, o.gearys(net, columns), func(u Local) Cluster {
		if u.Value >= u.Expected {
			return Unlike
		}
		return Alike
	}), nil
}
