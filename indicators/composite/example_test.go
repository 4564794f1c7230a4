package composite_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

// Three areas: income, of which high is good, and unemployment in per cent, of which low is.
func areas() index.Indicators {
	return index.Indicators{
		Columns: [][]float64{{200, 300, 250}, {12, 4, 6}},
		Reverse: []bool{false, true},
	}
}

func ExampleMinMax() {
	y, _ := composite.MinMax(areas(), 100)
	fmt.Println(y)
	// Output: [[0 100 50] [0 100 75]]
}

func ExampleZScore() {
	y, _ := composite.ZScore(areas(), true)
	fmt.Printf("%.3f\n", y)
	// Output: [[-1.000 1.000 0.000] [-1.121 0.801 0.320]]
}

func ExamplePercentileRank() {
	y, _ := composite.PercentileRank(areas(), 100, false)
	fmt.Println(y)
	// Output: [[0 100 50] [0 100 50]]
}

func ExampleGoalposts() {
	x := areas()
	x.Goals = []index.Goal{{Low: 0, High: 400}, {Low: 5, High: 25}}
	y, _ := composite.Goalposts(x, 100, true)
	fmt.Println(y)
	// Output: [[50 75 62.5] [65 100 95]]
}

func ExampleDistanceToTarget() {
	x := areas()
	x.Goals = []index.Goal{{Low: 0, High: 400}, {Low: 4, High: 25}}
	y, _ := composite.DistanceToTarget(x, true)
	fmt.Println(y)
	// Output: [[0 0.5 0.25] [0 1 0.75]]
}

func ExampleDistanceToReference() {
	x := areas()
	x.Population = []float64{1000, 1000, 2000}
	y, _ := composite.DistanceToReference(x, false)
	fmt.Printf("%.3f\n", y)
	// Output: [[-0.200 0.200 0.000] [-0.714 0.429 0.143]]
}

func ExampleBordaPoints() {
	y, _ := composite.BordaPoints(areas(), false)
	fmt.Println(y)
	// Output: [[0 2 1] [0 2 1]]
}

func ExampleExponentialRank() {
	// Deprivation: low income, high unemployment.
	x := areas()
	x.Reverse = []bool{true, false}
	y, _ := composite.ExponentialRank(x, 23)
	fmt.Printf("%.2f\n", y)
	// Output: [[100.00 9.18 24.68] [100.00 9.18 24.68]]
}

func ExampleLogarithm() {
	y, _ := composite.Logarithm(areas(), composite.LogPlain)
	fmt.Printf("%.3f\n", y)
	// Output: [[5.298 5.704 5.521] [-2.485 -1.386 -1.792]]
}
