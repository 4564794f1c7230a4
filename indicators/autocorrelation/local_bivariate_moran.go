package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localBivariateMoranParams = localParams("row")

var localBivariateMoran = index.Index{
	ID:      "local-bivariate-moran",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Lokalt Moran för två variabler", En: "Bivariate local Moran"},
	Formula: "I_i = z_xi Σ_j w_ij z_yj, x the first indicator and y the second; cluster and quadrant as for local-moran, by x of the unit and y of its neighbours",
	Source:  "Anselin, L., Syabri, I. & Smirnov, O. (2002). Visualizing multivariate spatial correlation with dynamically linked windows. CSISS.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: localBivariateMoranParams,
	Reading: lang.Text{
		Sv: "Delen för området är %s. Över det väntade har områdets första variabel och grannarnas andra samma läge (båda höga eller båda låga), under det motsatt.",
		En: "The part of the area is %s. Above the expected the area's first variable and its neighbours' second lie on the same side (both high or both low), below it on opposite sides.",
	},
	Caveat: lang.Text{
		Sv: "Tar inte hänsyn till områdets egen andra variabel: om de två följs åt överallt blir det kluster av det skälet. Ett p-värde per område är många prov: läs det justerade.",
		En: "Takes no account of the area's own second variable: where the two go together everywhere there are clusters for that reason. One p-value per area is many tests: read the adjusted one.",
	},
	Reads:      index.Located,
	Needs:      bivariateMoran.Needs,
	Programs:   []string{"PySAL esda: Moran_Local_BV", "spdep: localmoran_bv"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return partsOf(LocalBivariateMoran(x, localOptionsFrom(localBivariateMoranParams, p)))
	},
}

// LocalBivariateMoran returns the standardised first indicator of each unit with neighbours times the weighted sum of the second in them.
// They add up to S0 times [BivariateMoran].
//
// Random neighbours are drawn from the other units, so that the unit's own second indicator is never among them.
//
// It is undefined where [BivariateMoran] is.
func LocalBivariateMoran(x index.Indicators, o LocalOptions) (Locals, error) {
	net, columns, err := ofColumns(x, 2, o.Weighting)
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return Locals{}, err
	}
	return o.conclude(net, o.lagged(net, columns[0], columns[1]), func(u Local) Cluster { return u.Quadrant }), nil
}
