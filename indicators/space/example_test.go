package space_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/space"
)

// Three areas in a row, 1 km apart, with 100, 200 and 700 people.
func ExampleSpace_Smooth() {
	points, _ := space.NewPoints([]float64{300000, 301000, 302000}, []float64{6400000, 6400000, 6400000})
	s := &space.Space{Points: points}
	around, err := s.Smooth(space.Kernel{Shape: space.Triangular, Bandwidth: 2000}, []float64{100, 200, 700})
	fmt.Println(around.Weight, around.Sums[0], err)
	// Output: [1.5 2 1.5] [200 600 800] <nil>
}

// The surroundings of 300 people: the area itself where it has so many, and else whatever is nearest, the middle one's two neighbours together.
func ExampleSpace_Nearest() {
	points, _ := space.NewPoints([]float64{300000, 301000, 302000}, []float64{6400000, 6400000, 6400000})
	s := &space.Space{Points: points}
	people, born := []float64{100, 200, 700}, []float64{10, 40, 350}
	near, err := s.Nearest(people, []float64{300}, born)
	for i := range people {
		fmt.Println(near.Weight[0][i], "people within", near.Radius[0][i], "m, of whom", near.Sums[0][0][i])
	}
	fmt.Println(err)
	// Output:
	// 300 people within 1000 m, of whom 50
	// 1000 people within 1000 m, of whom 400
	// 700 people within 0 m, of whom 350
	// <nil>
}

func ExampleSpace_Weights() {
	borders, _ := space.NewGraph(4, both([]space.Link{{From: 0, To: 1, Value: 400}, {From: 1, To: 2, Value: 1200}}))
	weights, err := (&space.Space{Borders: borders}).Weights(space.Weighting{Rule: space.SharedBorder})
	for i := range weights.Len() {
		to, value := weights.Of(i)
		fmt.Println(i, to, value)
	}
	fmt.Println("islands", weights.Islands(), err)
	// Output:
	// 0 [1] [1]
	// 1 [0 2] [0.25 0.75]
	// 2 [1] [1]
	// 3 [] []
	// islands [3] <nil>
}

// Two areas, 1 km apart along a road of 40 km/h, the second with 1.5 minutes to the road.
func ExampleNewNetwork() {
	roads := []space.Edge{{From: 0, To: 1, Length: 1000, Speed: 40}}
	minutes, err := space.NewNetwork(2, roads, []space.Access{{Node: 0}, {Node: 1, Distance: 1.5}}, "min")
	fmt.Println(minutes.Within(0, 10, nil), minutes.Unit(), err)
	// Output: [{1 3}] min <nil>
}

func ExampleNewTable() {
	table, err := space.NewTable(3, "km", false, []space.Link{{From: 0, To: 1, Value: 1.5}, {From: 1, To: 2, Value: 4}})
	fmt.Println(table.Within(1, 2000, nil), table.Unit(), err)
	_, err = space.NewTable(3, "°", false, nil)
	fmt.Println(err)
	// Output:
	// [{0 1500}] m <nil>
	// distances are in "°"; want m, km or min
}
