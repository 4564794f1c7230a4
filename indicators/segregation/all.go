package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Topics are the indices of the family under their headings, in the order they are printed.
var Topics = []index.Topic{
	{Name: lang.Text{Sv: "Två grupper: jämnhet", En: "Two groups: evenness"}, Indices: evenness},
	{Name: lang.Text{Sv: "Två grupper: kontakt", En: "Two groups: exposure"}, Indices: exposures},
	{Name: lang.Text{Sv: "Två grupper i små enheter", En: "Two groups in small units"}, Indices: smallUnits},
	{Name: lang.Text{Sv: "Flera grupper", En: "Any number of groups"}, Indices: multigroups},
	{Name: lang.Text{Sv: "Blandning", En: "Mix"}, Indices: mixes},
	{Name: lang.Text{Sv: "Ordnade grupper och inkomster", En: "Ordered groups and incomes"}, Indices: onScale},
	{Name: lang.Text{Sv: "Enheter, grupper och par av grupper", En: "Units, groups and pairs of groups"}, Indices: locals},
	{Name: lang.Text{Sv: "Närhet till centrum", En: "Centralisation"}, Indices: centralisations},
	{Name: lang.Text{Sv: "Läge: koncentration, klungor och grannar", En: "Place: concentration, clusters and neighbours"}, Indices: clusterings},
	{Name: lang.Text{Sv: "Rumslig jämnhet och skala", En: "Spatial evenness and scale"}, Indices: surfaces},
	{Name: lang.Text{Sv: "Närhet räknad i gränser", En: "Nearness in borders"}, Indices: nearInBorders},
	{Name: lang.Text{Sv: "Uppdelningar", En: "Decompositions"}, Indices: decompositions},
	{Name: lang.Text{Sv: "Förändring", En: "Change"}, Indices: changes},
}

// All lists the indices of the family in the order they are printed.
var All = index.Join(Topics)

// Two groups, how unlike they are spread.
var evenness = []index.Index{
	dissimilarity,
	gorard,
	gini,
	theilH,
	atkinson,
	hutchens,
	minMax,
	correlationRatio,
	concentrationProfile,
	segregationCurve,
}

// Two groups, how much they meet.
var exposures = []index.Index{
	isolation,
	interaction,
	isolationSelfExcluded,
	interactionSelfExcluded,
	exposureMatrix,
}

// Two groups in units so small that chance alone makes them unlike.
var smallUnits = []index.Index{
	expectedDissimilarity,
	modifiedDissimilarity,
	modifiedGini,
	expectedInformation,
	expectedTheilH,
	biasCorrected,
	densityCorrected,
	correctedTheilH,
	correctedDiversity,
	betaMixture,
	bounds,
}

// Any number of groups.
var multigroups = []index.Index{
	multigroupDissimilarity,
	multigroupGini,
	multigroupTheilH,
	relativeDiversity,
	squaredVariation,
	normalisedExposure,
	symmetricAtkinson,
	mutualInformation,
	divergence,
}

// How mixed the city and its areas are.
var mixes = []index.Index{
	entropy,
	pielou,
	simpsonInteraction,
	simpsonConcentration,
	bergerParker,
	hill,
	renyi,
	meanLocalEntropy,
}

// People on an ordered scale: incomes and other ordered groups.
var onScale = []index.Index{
	ordinalTheilH,
	ordinalVariationRatio,
	ordinalSquareRoot,
	ordinalAbsoluteDifference,
	rankOrderTheilH,
	rankOrderVarianceRatio,
	rankOrderSquareRoot,
	rankOrderProfile,
	neighbourhoodSorting,
	centileGap,
	quartileEvenness,
	localQuartileEvenness,
	concentrationAtExtremes,
}

// A value for each unit, each group or each pair of them.
var locals = []index.Index{
	locationQuotient,
	localEntropy,
	localSimpson,
	localRenyi,
	localHill,
	localBergerParker,
	localDivergence,
	groupDivergence,
	localDissimilarity,
	localTheilH,
	localIsolation,
}

// How near to the centre of the city a group lives.
var centralisations = []index.Index{
	absoluteCentralisation,
	relativeCentralisation,
	localCentralisation,
}

// How near each other the units lie where a group is common.
var nearInBorders = []index.Index{
	spatialProximityProfile,
	spatialProximityCurve,
}

// How densely groups live, and how near their own and others, by areas, distances and borders.
var clusterings = []index.Index{
	delta,
	absoluteConcentration,
	relativeConcentration,
	relativeConcentrationMatrix,
	absoluteClusteringByDistance,
	absoluteClusteringByContiguity,
	spatialProximity,
	multigroupSpatialProximity,
	groupSpatialProximity,
	relativeClustering,
	proximities,
	distanceDecayIsolation,
	distanceDecayInteraction,
	distanceDecayExposureMatrix,
	adjustedDissimilarity,
	adjustedDissimilarityOrders,
	boundaryDissimilarity,
	perimeterAreaDissimilarity,
}

// What lies between larger units and what within them.
var decompositions = []index.Index{
	mutualInformationDecomposition,
	theilHDecomposition,
	groupContributions,
	hutchensDecomposition,
	varianceByScale,
	compression,
}

// From one date or city to another.
var changes = []index.Index{
	mutualInformationChange,
	theilHChange,
	mutualInformationChangeOneWay,
	karmelMaclachlan,
	moraRuizCastilloChange,
	compositionShareChange,
	compositionShareChangeGini,
	compositionShareChangeTheilH,
}

// Who people have around them, beyond the unit they live in, and how far out.
var surfaces = []index.Index{
	spatialTheilH,
	spatialRelativeDiversity,
	spatialDissimilarity,
	spatialIsolation,
	spatialInteraction,
	spatialExposure,
	multiscalarProfile,
	macroMicroRatio,
	nearestProfile,
	nearestIsolation,
	localNearestShare,
	divergenceProfile,
	globalDistortion,
	localDistortion,
}
