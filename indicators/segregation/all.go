package segregation

import "github.com/jamlik/jamlik/indicators/index"

// All lists the indices of the family in the order they are printed.
var All = []index.Index{
	dissimilarity,
	gini,
	theilH,
	atkinson,
	isolation,
	interaction,
	correlationRatio,
	multigroupDissimilarity,
	multigroupTheilH,
	mutualInformation,
	entropy,
	meanLocalEntropy,
}
