package inequality_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

func ExampleGini() {
	g, err := inequality.Gini(index.Distribution{Values: []float64{1, 2, 3, 4, 5}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", g)
	// Output: 0.2667
}

// Weights are head counts: three persons with 100 and one with 300.
func ExampleGini_weighted() {
	g, err := inequality.Gini(index.Distribution{
		Values:  []float64{100, 300},
		Weights: []float64{3, 1},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", g)
	// Output: 0.2500
}

func ExampleTheilT() {
	t, err := inequality.TheilT(index.Distribution{Values: []float64{1, 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", t)
	// Output: 0.1308
}

func ExampleTheilL() {
	l, err := inequality.TheilL(index.Distribution{Values: []float64{1, 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", l)
	// Output: 0.1438
}

func ExampleTheilL_undefined() {
	_, err := inequality.TheilL(index.Distribution{Values: []float64{0, 3}})
	fmt.Println(err)
	// Output: undefined: a value is zero, and its logarithm does not exist
}

func ExampleAtkinson() {
	for _, epsilon := range []float64{0.5, 1, 2} {
		a, err := inequality.Atkinson(index.Distribution{Values: []float64{1, 4}}, epsilon)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%.2f\n", a)
	}
	// Output:
	// 0.10
	// 0.20
	// 0.36
}

func ExampleCoefficientOfVariation() {
	cv, err := inequality.CoefficientOfVariation(index.Distribution{Values: []float64{2, 4, 4, 4, 5, 5, 7, 9}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", cv)
	// Output: 0.40
}

func ExampleP90P10() {
	r, err := inequality.P90P10(index.Distribution{Values: []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f\n", r)
	// Output: 6.333
}

func ExamplePalma() {
	p, err := inequality.Palma(index.Distribution{Values: []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", p)
	// Output: 1.00
}
