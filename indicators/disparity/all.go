package disparity

import "github.com/jamlik/jamlik/indicators/index"

// All lists the indices of the family in the order they are printed.
var All = []index.Index{
	difference,
	ratio,
	mdm,
	idis,
	bgv,
	sii,
	rii,
	par,
	paf,
}
