package composite

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Topics are the indices of the family under their headings, in the order they are printed.
var Topics = []index.Topic{
	{Name: lang.Text{Sv: "Gemensam skala", En: "One scale"}, Indices: scales},
	{Name: lang.Text{Sv: "Avvikande och osäkra värden", En: "Outlying and uncertain values"}, Indices: treatments},
	{Name: lang.Text{Sv: "Sammanvägning", En: "Combination"}, Indices: combinations},
	{Name: lang.Text{Sv: "Hur mycket valen betyder", En: "How much the choices matter"}, Indices: robustness},
}

// All lists the indices of the family in the order they are printed.
var All = index.Join(Topics)

// Indicators on one scale.
var scales = []index.Index{
	minMax,
	zScore,
	percentileRank,
	goalposts,
	distanceToTarget,
	distanceToReference,
	bordaPoints,
	exponentialRank,
	logarithm,
}

// Values that chance or a single area decides.
var treatments = []index.Index{
	outlierTreatment,
	logitShrinkage,
}

// One number for each unit.
var combinations = []index.Index{
	arithmeticMean,
	geometricMean,
	harmonicMean,
	generalisedMean,
	copeland,
	principalComponent,
	careNeedIndex,
}

// What the ranks owe to the choices.
var robustness = []index.Index{
	rankUncertainty,
	rankSensitivity,
	leaveOneOut,
}
