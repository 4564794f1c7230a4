package inequality_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

// illness is the share of ill people in five districts, the poorest first by the rank of their incomes.
var illness = index.Distribution{
	Values:  []float64{0.30, 0.25, 0.20, 0.15, 0.10},
	Rank:    []float64{1, 2, 3, 4, 5},
	Weights: []float64{1000, 1000, 1000, 1000, 1000},
	High:    1,
}

func ExampleConcentrationIndex() {
	c, err := inequality.ConcentrationIndex(illness)
	fmt.Printf("%.4f %v\n", c, err)
	// Output: -0.2000 <nil>
}

func ExampleGeneralisedConcentrationIndex() {
	c, err := inequality.GeneralisedConcentrationIndex(illness)
	fmt.Printf("%.4f %v\n", c, err)
	// Output: -0.0400 <nil>
}

func ExampleExtendedConcentrationIndex() {
	c, err := inequality.ExtendedConcentrationIndex(illness, 3)
	fmt.Printf("%.4f %v\n", c, err)
	// Output: -0.3000 <nil>
}

func ExampleWagstaffIndex() {
	w, err := inequality.WagstaffIndex(illness)
	fmt.Printf("%.4f %v\n", w, err)
	// Output: -0.2500 <nil>
}

func ExampleErreygersIndex() {
	e, err := inequality.ErreygersIndex(illness)
	fmt.Printf("%.4f %v\n", e, err)
	// Output: -0.1600 <nil>
}

func ExampleConcentrationCurve() {
	points, err := inequality.ConcentrationCurve(illness)
	for _, p := range points {
		fmt.Printf("%.1f %.2f\n", p.Persons, p.Held)
	}
	fmt.Println(err)
	// Output:
	// 0.0 0.00
	// 0.2 0.30
	// 0.4 0.55
	// 0.6 0.75
	// 0.8 0.90
	// 1.0 1.00
	// <nil>
}
