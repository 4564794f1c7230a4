package inequality_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

// sides is four persons on each side of a street.
var sides = index.Distribution{
	Values: []float64{10, 20, 20, 30, 20, 40, 40, 60},
	Group:  []int{0, 0, 0, 0, 1, 1, 1, 1},
}

func show(g inequality.GroupDecomposition, err error) {
	fmt.Printf("%.4f = %.4f + %.4f + %.4f %v\n", g.Total, g.Between, g.Within, g.Rest, err)
}

func ExampleTheilTDecomposition() {
	show(inequality.TheilTDecomposition(sides))
	// Output: 0.1220 = 0.0566 + 0.0654 + 0.0000 <nil>
}

func ExampleTheilLDecomposition() {
	show(inequality.TheilLDecomposition(sides))
	// Output: 0.1308 = 0.0589 + 0.0719 + 0.0000 <nil>
}

func ExampleGeneralisedEntropyDecomposition() {
	show(inequality.GeneralisedEntropyDecomposition(sides, 2))
	// Output: 0.1250 = 0.0556 + 0.0694 + 0.0000 <nil>
}

func ExampleAtkinsonDecomposition() {
	show(inequality.AtkinsonDecomposition(sides, 1))
	// Output: 0.1226 = 0.0572 + 0.0694 + -0.0040 <nil>
}

func ExampleGiniDecomposition() {
	show(inequality.GiniDecomposition(sides))
	// Output: 0.2708 = 0.1667 + 0.0938 + 0.0104 <nil>
}

func ExampleGiniStratification() {
	s, err := inequality.GiniStratification(sides)
	show(s.GroupDecomposition, err)
	for k, stratum := range s.Strata {
		fmt.Printf("%d: Q = %.3f, O = %.3f\n", k, stratum.Stratification, stratum.Overlapping)
	}
	// Output:
	// 0.2708 = 0.1250 + 0.1875 + -0.0417 <nil>
	// 0: Q = 0.667, O = 0.667
	// 1: Q = 0.333, O = 0.833
}

func ExampleGiniShapley() {
	s, err := inequality.GiniShapley(sides)
	fmt.Printf("%.4f = %.4f between + %.4f within %v\n", s.Total, s.Between, s.Within, err)
	// Output: 0.2708 = 0.1250 between + 0.1458 within <nil>
}

// Of the 70 ways to divide the eight into four and four, one in eight or so sets them as far apart as the street does.
func ExampleBetweenGroupPermutation() {
	t, err := inequality.BetweenGroupPermutation(sides, 999, 1)
	fmt.Printf("%.4f between, %.4f by chance, p = %.2f %v\n", t.Between, t.Expected, t.P, err)
	// Output: 0.0566 between, 0.0182 by chance, p = 0.12 <nil>
}
