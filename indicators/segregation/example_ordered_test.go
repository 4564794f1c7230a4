package segregation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Households of two areas in six brackets of income, the lowest first.
var incomes = index.Composition{Counts: [][]float64{{40, 10}, {30, 10}, {20, 20}, {10, 20}, {0, 20}, {0, 20}}}.Brackets()

func ExampleOrdinalTheilH() {
	v, err := segregation.OrdinalTheilH(incomes)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2141 <nil>
}

func ExampleOrdinalVariationRatio() {
	v, err := segregation.OrdinalVariationRatio(incomes)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2164 <nil>
}

func ExampleOrdinalSquareRoot() {
	v, err := segregation.OrdinalSquareRoot(incomes)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2104 <nil>
}

func ExampleOrdinalAbsoluteDifference() {
	v, err := segregation.OrdinalAbsoluteDifference(incomes)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2222 <nil>
}

func ExampleRankOrderTheilH() {
	v, err := segregation.RankOrderTheilH(incomes, 2, true)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.1918 <nil>
}

func ExampleRankOrderVarianceRatio() {
	v, err := segregation.RankOrderVarianceRatio(incomes, 2, true)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2015 <nil>
}

func ExampleRankOrderSquareRoot() {
	v, err := segregation.RankOrderSquareRoot(incomes, 2, true)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.1826 <nil>
}

func ExampleNeighbourhoodSorting() {
	v, err := segregation.NeighbourhoodSorting(incomes)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.5839 <nil>
}

func ExampleCentileGap() {
	v, err := segregation.CentileGap(incomes)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2183 <nil>
}

func ExampleQuartileEvenness() {
	v, err := segregation.QuartileEvenness(incomes, true)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.8680 <nil>
}

func ExampleLocalQuartileEvenness() {
	v, err := segregation.LocalQuartileEvenness(incomes, true)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [0.8502 0.8857] <nil>
}

func ExampleConcentrationAtExtremes() {
	v, err := segregation.ConcentrationAtExtremes(incomes, 0)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [-0.4000 0.1000] <nil>
}

func ExampleRankOrderProfile() {
	fit, err := segregation.RankOrderProfile(incomes, segregation.RankEntropy, 2, true)
	fmt.Printf("p    %.2f\nH(p) %.3f\nH^R  %.4f, standard error %.4f, %v\n", fit.Thresholds, fit.Observed, fit.Value, fit.SE, err)
	// Output:
	// p    [0.25 0.45 0.65 0.80 0.90]
	// H(p) [0.113 0.193 0.229 0.328 0.230]
	// H^R  0.1918, standard error 0.0213, <nil>
}
