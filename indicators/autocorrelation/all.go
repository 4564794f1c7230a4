package autocorrelation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Topics are the indices of the family under their headings, in the order they are printed.
var Topics = []index.Topic{
	{Name: lang.Text{Sv: "Hela kartan", En: "The whole map"}, Indices: global},
	{Name: lang.Text{Sv: "Område för område (LISA)", En: "Area by area (LISA)"}, Indices: local},
	{Name: lang.Text{Sv: "Utjämnade tal", En: "Smoothed rates"}, Indices: smoothed},
}

// All lists the indices of the family in the order they are printed.
var All = index.Join(Topics)

// One statistic of all units.
var global = []index.Index{
	moran,
	geary,
	getisOrdG,
	joinCounts,
	moranRates,
	bivariateMoran,
	leeL,
}

// A statistic of each unit and its neighbours.
var local = []index.Index{
	localMoran,
	localGeary,
	localGearyMultivariate,
	localGetisOrdG,
	localGetisOrdGStar,
	localBivariateMoran,
	localMoranRates,
	localJoinCount,
}

// Rates of small units drawn towards those of others.
var smoothed = []index.Index{
	empiricalBayesRates,
	spatialEmpiricalBayesRates,
}
