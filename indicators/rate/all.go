package rate

import "github.com/jamlik/jamlik/indicators/index"

// All lists the indices of the family in the order they are printed.
var All = []index.Index{
	proportion,
	crude,
}
