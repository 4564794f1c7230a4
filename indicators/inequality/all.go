package inequality

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Topics are the indices of the family under their headings, in the order they are printed.
var Topics = []index.Topic{
	{Name: lang.Text{Sv: "Hur ojämnt det är", En: "How unequal"}, Indices: measures},
	{Name: lang.Text{Sv: "Topp mot botten", En: "Top and bottom"}, Indices: ends},
	{Name: lang.Text{Sv: "Hur samlat det är", En: "How concentrated"}, Indices: holdings},
	{Name: lang.Text{Sv: "Fattigdom", En: "Poverty"}, Indices: poverty},
	{Name: lang.Text{Sv: "Polarisering", En: "Polarisation"}, Indices: polarisation},
	{Name: lang.Text{Sv: "Kurvor", En: "Curves"}, Indices: curves},
	{Name: lang.Text{Sv: "Längs en rangordning", En: "Along an order"}, Indices: concentrations},
	{Name: lang.Text{Sv: "Mellan och inom grupper", En: "Between and within groups"}, Indices: byGroup},
	{Name: lang.Text{Sv: "Efter källor och bestämningsfaktorer", En: "By source and determinant"}, Indices: bySource},
	{Name: lang.Text{Sv: "Mellan grannar och andra", En: "Between neighbours and others"}, Indices: bySpace},
}

// All lists the indices of the family in the order they are printed.
var All = index.Join(Topics)

// Values alone.
var measures = []index.Index{
	gini,
	sGini,
	giniWithNegatives,
	bonferroni,
	zenga,
	hoover,
	theilT,
	theilL,
	generalisedEntropy,
	renyiDivergence,
	jDivergence,
	atkinson,
	kolm,
	coefficientOfVariation,
	varianceOfLogarithms,
}

// Those at the ends of the order of the values.
var ends = []index.Index{
	p90p10,
	percentileRatio,
	shareRatio,
	palma,
	topShare,
}

// In few hands or in many.
var holdings = []index.Index{
	herfindahl,
	rosenbluth,
}

// Below a line.
var poverty = []index.Index{
	fosterGreerThorbecke,
	relativeMedianPovertyGap,
	watts,
	sen,
	senShorrocksThon,
}

// Towards the ends, away from the middle.
var polarisation = []index.Index{
	wolfson,
	estebanRay,
	duclosEstebanRay,
}

// The whole order of the values.
var curves = []index.Index{
	lorenzCurve,
	generalisedLorenzCurve,
	quantileShares,
}

// Values in the order of something else.
var concentrations = []index.Index{
	concentrationIndex,
	generalisedConcentrationIndex,
	extendedConcentrationIndex,
	wagstaffIndex,
	erreygersIndex,
	concentrationCurve,
}

// Values in groups.
var byGroup = []index.Index{
	theilTDecomposition,
	theilLDecomposition,
	entropyDecomposition,
	atkinsonDecomposition,
	giniDecomposition,
	giniStratification,
	giniShapley,
	betweenGroupPermutation,
}

// Values made of sources, or that depend on something.
var bySource = []index.Index{
	giniSources,
	giniShapleySources,
	variationSources,
	concentrationDeterminants,
}

// Values of units that lie beside each other.
var bySpace = []index.Index{
	spatialGini,
}
