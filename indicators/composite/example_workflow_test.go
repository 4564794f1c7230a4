package composite_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

// An index of deprivation as the English and Scottish are made: rates of small areas are shrunk towards their district, put on the
// exponential scale, weighted and added; and then it is asked how sure the ranks are.
func Example() {
	x := index.Indicators{
		Columns: [][]float64{
			{25, 9, 14, 6, 11, 4},   // on income support, per cent
			{14, 8, 10, 5, 9, 3},    // unemployed
			{31, 22, 18, 12, 15, 8}, // without upper secondary education
		},
		Weights:    []float64{2, 2, 1},
		Population: []float64{90, 1300, 1100, 1500, 850, 1200},
		Within:     []int{0, 0, 0, 1, 1, 1},
	}
	shrunken, err := composite.Shrink(x, 100, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	x.Columns = shrunken.Columns
	scores, _ := composite.ArithmeticMean(x, composite.Exponential, 1)
	fmt.Printf("%.1f\n", scores)
	choices := composite.Choices{Perturbation: 0.25, Normalisation: true, Mean: true, Available: 1, Seed: 1}
	ranges, _ := composite.RankUncertainty(x, choices, 1000, 0.9)
	for _, r := range ranges {
		fmt.Printf("rank %v, from %v to %v\n", r.Nominal, r.Lower, r.Upper)
	}
	// Output:
	// [100.0 20.5 36.8 9.2 22.9 4.1]
	// rank 1, from 1 to 1
	// rank 3, from 3 to 4
	// rank 2, from 2 to 2
	// rank 5, from 5 to 5
	// rank 4, from 3 to 4
	// rank 6, from 6 to 6
}
