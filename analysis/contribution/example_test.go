package contribution_test

import (
	"fmt"

	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/indicators/index"
)

func ExampleMeasure_Of() {
	c := index.Composition{Counts: [][]float64{{90, 10, 100}, {10, 90, 100}}}
	terms, err := contribution.Dissimilarity.Of(c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", terms)
	// Output: [0.20 0.20 0.00]
}

func ExampleByLevel() {
	// Four areas in two districts.
	c := index.Composition{Counts: [][]float64{{90, 70, 10, 30}, {10, 30, 90, 70}}, Within: [][]int{{0, 0, 1, 1}}}
	v, err := contribution.ByLevel(c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("between districts %.3f, between areas within districts %.3f, together %.3f\n", v.Terms[0], v.Terms[1], v.Total)
	// Output: between districts 0.278, between areas within districts 0.047, together 0.325
}
