package rezone_test

import (
	"fmt"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/rezone"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// Eight areas along a road, and a division into two districts that parts the groups as well as any could.
func ExampleEnvelope() {
	var links []space.Link
	for i := range 7 {
		links = append(links, space.Link{From: i, To: i + 1}, space.Link{From: i + 1, To: i})
	}
	borders, err := space.NewGraph(8, links)
	if err != nil {
		fmt.Println(err)
		return
	}
	c := index.Composition{
		Counts: [][]float64{{90, 80, 85, 10, 5, 15, 10, 5}, {10, 20, 15, 90, 95, 85, 90, 95}},
		Space:  &space.Space{Borders: borders},
	}
	dissimilarity, err := registry.Lookup("dissimilarity")
	if err != nil {
		fmt.Println(err)
		return
	}
	got, err := rezone.Envelope(c, rezone.Options{Actual: []int{0, 0, 0, 1, 1, 1, 1, 1}, Seed: 1},
		resample.Statistic{Index: dissimilarity})
	if err != nil {
		fmt.Println(err)
		return
	}
	d := got.Outcomes[0]
	fmt.Printf("%d units: %.3f\n", got.Units, d.Units)
	fmt.Printf("the division into %d: %.3f\n", got.Zones, d.Actual)
	fmt.Printf("random divisions: from %.3f to %.3f, %.0f %% of them below\n", d.Lower, d.Upper, 100*d.Below)
	// Output:
	// 8 units: 0.760
	// the division into 2: 0.760
	// random divisions: from 0.440 to 0.760, 84 % of them below
}
