package topology_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest/geo"
	"github.com/jamlik/jamlik/ingest/geo/topology"
)

// Three areas: A and B side by side, drawn half a metre apart, and C north of both.
func Example() {
	box := func(x0, y0, x1, y1 float64) orb.Polygon {
		return orb.Polygon{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}}
	}
	layer := &geo.Layer{File: "areas.geojson", CRS: geo.SWEREF99TM, Columns: []string{"code"}, Features: []geo.Feature{
		{Number: 1, Properties: []any{"A"}, Geometry: box(377000, 6400000, 378000, 6401000)},
		{Number: 2, Properties: []any{"B"}, Geometry: box(378000.5, 6400000, 379000, 6401000)},
		{Number: 3, Properties: []any{"C"}, Geometry: box(377000, 6401000, 379000, 6402000)},
	}}
	areas, err := topology.New(layer, topology.Options{Key: "code"})
	if err != nil {
		fmt.Println(err)
		return
	}
	adjacency, err := areas.Adjacency(0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, code := range areas.Codes {
		to, metres := adjacency.Borders.Of(i)
		for k, j := range to {
			fmt.Printf("%s–%s %.1f m\n", code, areas.Codes[j], metres[k])
		}
	}
	coverage, err := areas.Coverage(adjacency.Tolerance)
	if err != nil {
		fmt.Println(err)
		return
	}
	districts, err := coverage.Dissolve(map[string]string{"A": "south", "B": "south", "C": "north"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, code := range districts.Codes {
		fmt.Printf("%s %.0f m²\n", code, districts.Area()[i])
	}
	// Output:
	// A–B 1000.0 m
	// A–C 1000.0 m
	// B–A 1000.0 m
	// B–C 999.5 m
	// C–A 1000.0 m
	// C–B 999.5 m
	// south 2000000 m²
	// north 2000000 m²
}
