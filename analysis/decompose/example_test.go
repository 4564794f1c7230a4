package decompose_test

import (
	"fmt"

	"github.com/jamlik/jamlik/analysis/decompose"
)

// A share falls by 6 per cent units. In both districts it fell by 5, and more persons than before live where it is low.
func ExampleKitagawa() {
	parts, err := decompose.Kitagawa(
		decompose.Population{Sizes: []float64{500, 500}, Rates: []float64{40, 60}},
		decompose.Population{Sizes: []float64{550, 450}, Rates: []float64{35, 55}},
		decompose.Sampling{Level: 0.95})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.0f = %.0f + %.0f\n", parts.Total.Value, parts.Rate.Value, parts.Composition.Value)
	// Output: -6 = -5 + -1
}

// Mean earnings of all are what earners earn times the share who earn (Das Gupta 1993, example 2.1).
func ExampleStandardise() {
	rates, err := decompose.Standardise([][][]float64{
		{{10930}, {0.717892}},
		{{16591}, {0.825974}},
	}, func(factors [][]float64) float64 { return factors[0][0] * factors[1][0] })
	if err != nil {
		panic(err)
	}
	for f, name := range []string{"earnings", "share who earn"} {
		fmt.Printf("%s: %.0f\n", name, rates[f][1]-rates[f][0])
	}
	// Output:
	// earnings: 4370
	// share who earn: 1487
}
