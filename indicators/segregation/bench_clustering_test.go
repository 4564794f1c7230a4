package segregation_test

import (
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// benchmarkPlace computes indices on 6,084 cells of 500 metres, each time in a space that remembers nothing.
func benchmarkPlace(b *testing.B, fits func(ix index.Index) bool) {
	c := large(b)
	halves, perimeters := make([]float64, c.Units()), make([]float64, c.Units())
	x, y := slices.Clone(halves), slices.Clone(halves)
	for i := range halves {
		x[i], y[i] = c.Space.Points.X[i]/2, c.Space.Points.Y[i]/2
		halves[i], perimeters[i] = 250_000+float64(i%7), 2000
	}
	var ixs []index.Index
	for _, topic := range segregation.Topics {
		if topic.Name.En == placeTopic {
			ixs = slices.DeleteFunc(slices.Clone(topic.Indices), func(ix index.Index) bool { return !fits(ix) })
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		c.Space = &space.Space{Points: &space.Points{X: x, Y: y}, Area: halves, Perimeter: perimeters, Borders: c.Space.Borders}
		for j, v := range index.ComputeEach(ixs, index.Input{Composition: c}, nil) {
			if v.Err != nil {
				b.Fatal(ixs[j].ID, v.Err)
			}
		}
	}
}

func BenchmarkClusteringFamily6000(b *testing.B) {
	benchmarkPlace(b, func(index.Index) bool { return true })
}
func BenchmarkSpatialProximity6000(b *testing.B) {
	benchmarkPlace(b, func(ix index.Index) bool { return ix.ID == "spatial-proximity" })
}
func BenchmarkAdjustedDissimilarity6000(b *testing.B) {
	benchmarkPlace(b, func(ix index.Index) bool { return ix.ID == "adjusted-dissimilarity" })
}
func BenchmarkPerimeterAreaDissimilarity6000(b *testing.B) {
	benchmarkPlace(b, func(ix index.Index) bool { return ix.ID == "perimeter-area-dissimilarity" })
}
