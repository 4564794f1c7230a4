package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Topics are the indices of the family under their headings, in the order they are printed.
var Topics = []index.Topic{
	{Name: lang.Text{Sv: "Andelar, tal och medelvärden", En: "Proportions, rates and means"}, Indices: figures},
	{Name: lang.Text{Sv: "Skillnader och kvoter", En: "Differences and ratios"}, Indices: differences},
	{Name: lang.Text{Sv: "Åldersstandardisering", En: "Standardisation by age"}, Indices: standardised},
	{Name: lang.Text{Sv: "Livslängd", En: "Length of life"}, Indices: lives},
	{Name: lang.Text{Sv: "Utveckling över tid", En: "Trends"}, Indices: trends},
	{Name: lang.Text{Sv: "Jämförelser och grupper", En: "Comparisons and groups"}, Indices: comparisons},
}

// All lists the indices of the family in the order they are printed.
var All = index.Join(Topics)

// One figure for each unit, or for all.
var figures = []index.Index{
	proportion,
	exactProportion,
	crude,
	mean,
}

// Each unit against a reference, the rest of the city or the city.
var differences = []index.Index{
	proportionDifference,
	proportionRatio,
	rateDifference,
	rateRatio,
	restDifference,
	cityDifference,
}

// Which units stand out.
var comparisons = []index.Index{
	proportionFunnel,
	rateFunnel,
	ratioFunnel,
	controlChart,
	intervalComparison,
	overlapComparison,
	targetComparison,
	quantileGroups,
}

// One figure for each unit that has another age structure than others.
var standardised = []index.Index{
	directlyStandardised,
	recurringEvents,
	indirectlyStandardised,
	standardisedRatio,
}

// Years to live.
var lives = []index.Index{
	lifeExpectancy,
	healthyLifeExpectancy,
}

// How a figure moves over years.
var trends = []index.Index{
	proportionTrend,
	rateTrend,
	recentProportionTrend,
	recentValueTrend,
	changeOverYears,
}
