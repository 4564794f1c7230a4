package segregation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// All lists the indices of the family in the order they are printed.
var All = slices.Concat(evenness, exposures, smallUnits, multigroups, mixes, onScale, locals, decompositions, changes)

// Two groups, how unlike they are spread.
var evenness = []index.Index{
	dissimilarity,
	gini,
	theilH,
	atkinson,
	correlationRatio,
}

// Two groups, how much they meet.
var exposures = []index.Index{
	isolation,
	interaction,
}

// Two groups in units so small that chance alone makes them unlike.
var smallUnits = []index.Index{}

// Any number of groups.
var multigroups = []index.Index{
	multigroupDissimilarity,
	multigroupTheilH,
	mutualInformation,
}

// How mixed the city and its areas are.
var mixes = []index.Index{
	entropy,
	meanLocalEntropy,
}

// People on an ordered scale: incomes and other ordered groups.
var onScale = []index.Index{}

// A value for each unit, each group or each pair of them.
var locals = []index.Index{}

// What lies between larger units and what within them.
var decompositions = []index.Index{}

// From one date or city to another.
var changes = []index.Index{}
