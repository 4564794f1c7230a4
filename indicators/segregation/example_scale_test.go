package segregation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Two districts of two units each: most of the difference lies between the districts.
func ExampleVarianceByScale() {
	v, err := segregation.VarianceByScale(index.Composition{
		Counts: [][]float64{{80, 60, 30, 10}, {20, 40, 70, 90}},
		Within: [][]int{{0, 0, 1, 1}},
	})
	fmt.Printf("%.4f = %.4f between districts + %.4f between units\n", v.Total, v.Terms[0], v.Terms[1])
	fmt.Printf("beyond chance: %.4f and %.4f %v\n", v.BeyondChance[0], v.BeyondChance[1], err)
	// Output:
	// 0.2929 = 0.2525 between districts + 0.0404 between units
	// beyond chance: 0.3710 and 0.0588 <nil>
}
