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

func ExampleLocalCentralisation() {
	v, err := segregation.LocalCentralisation(alongRoad, 1, 0)
	fmt.Printf("%.3f %v\n", v, err)
	// Output: [0.167 -0.033 -0.083 -0.500] <nil>
}

// besideRoad says that areas along the road lie beside each other.
func besideRoad() index.Composition {
	var links []space.Link
	for i := range 3 {
		links = append(links, space.Link{From: i, To: i + 1}, space.Link{From: i + 1, To: i})
	}
	borders, err := space.NewGraph(4, links)
	if err != nil {
		panic(err)
	}
	c := alongRoad
	c.Space = &space.Space{Borders: borders}
	return c
}

func ExampleSpatialProximityProfile() {
	v, err := segregation.SpatialProximityProfile(besideRoad(), false)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2338 <nil>
}

func ExampleSpatialProximityCurve() {
	shares, nearness, err := segregation.SpatialProximityCurve(besideRoad(), false)
	fmt.Printf("%.3f\n%.3f\n%v\n", shares, nearness, err)
	// Output:
	// [0.000 0.286 0.545 0.706]
	// [0.600 0.750 1.000 0.000]
	// <nil>
}
