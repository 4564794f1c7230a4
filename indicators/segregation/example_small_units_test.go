package segregation_test

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Ten schools of ten pupils, one of whom is of the group of interest in each.
var oneInEach = index.Composition{Counts: [][]float64{
	{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, {9, 9, 9, 9, 9, 9, 9, 9, 9, 9},
}}

func ExampleExpectedDissimilarity() {
	v, err := segregation.ExpectedDissimilarity(oneInEach, true)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.3672 <nil>
}

func ExampleModifiedDissimilarity() {
	v, err := segregation.ModifiedDissimilarity(schools, true)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.3488 <nil>
}

func ExampleModifiedGini() {
	v, err := segregation.ModifiedGini(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.4278 <nil>
}

func ExampleExpectedMutualInformation() {
	v, err := segregation.ExpectedMutualInformation(oneInEach, math.E)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.0544 <nil>
}

func ExampleExpectedTheilH() {
	v, err := segregation.ExpectedTheilH(oneInEach)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.1674 <nil>
}

func ExampleBiasCorrectedDissimilarity() {
	v, err := segregation.BiasCorrectedDissimilarity(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.3980 <nil>
}

func ExampleDensityCorrectedDissimilarity() {
	v, err := segregation.DensityCorrectedDissimilarity(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.3987 <nil>
}

func ExampleSamplingCorrectedTheilH() {
	v, err := segregation.SamplingCorrectedTheilH(schools, 0)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.1418 <nil>
}

func ExampleSamplingCorrectedRelativeDiversity() {
	v, err := segregation.SamplingCorrectedRelativeDiversity(schools, 0)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.1884 <nil>
}

func ExampleBetaMixture() {
	fit, err := segregation.BetaMixture(schools, 1)
	fmt.Printf("D %.4f, G %.4f, H %.4f %v\n", fit.Dissimilarity, fit.Gini, fit.TheilH, err)
	// Output: D 0.3436, G 0.4738, H 0.1331 <nil>
}

func ExampleBounds() {
	// Sixteen couples: in five both are of the group, in five neither, in six one.
	couples := index.Composition{Counts: [][]float64{
		{2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1},
	}}
	b, err := segregation.Bounds(couples)
	fmt.Printf("D %.2f, R %.2f, %v\n", b.Dissimilarity, b.CorrelationRatio, err)
	// Output: D [0.25 0.50], R [0.25 0.25], <nil>
}
