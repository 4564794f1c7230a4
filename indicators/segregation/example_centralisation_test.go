package segregation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// Four areas along a road from the centre, a kilometre apart: the group lives near the centre, the others all along.
var alongRoad = index.Composition{
	Counts: [][]float64{{60, 30, 10, 0}, {25, 25, 25, 25}},
	Space: &space.Space{
		Points:  &space.Points{X: []float64{500, 1500, 2500, 3500}, Y: []float64{0, 0, 0, 0}},
		Area:    []float64{1e6, 1e6, 1e6, 1e6},
		Centres: []space.Point{{X: 0, Y: 0}},
	},
}

func ExampleRelativeCentralisation() {
	v, err := segregation.RelativeCentralisation(alongRoad, segregation.Centring{})
	fmt.Printf("%.4f %v\n", v, err)

	unknown := alongRoad
	unknown.Space = &space.Space{Points: alongRoad.Space.Points}
	_, err = segregation.RelativeCentralisation(unknown, segregation.Centring{})
	fmt.Println(err)
	// Output:
	// 0.5000 <nil>
	// undefined: no centre is given: give one, or choose centre=mean, population, median or largest
}

func ExampleAbsoluteCentralisation() {
	v, err := segregation.AbsoluteCentralisation(alongRoad, segregation.Centring{Rule: segregation.LargestUnit})
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.5000 <nil>
}
