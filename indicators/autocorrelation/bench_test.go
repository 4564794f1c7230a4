package autocorrelation_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// grid is the space of rows by columns squares, 100 metres each, numbered row by row.
func grid(rows, columns int) *space.Space {
	s := &space.Space{Points: &space.Points{}}
	var links []space.Link
	for r := range rows {
		for c := range columns {
			s.Points.X, s.Points.Y = append(s.Points.X, 3e5+100*float64(c)), append(s.Points.Y, 6.4e6-100*float64(r))
			for dr := -1; dr <= 1; dr++ {
				for dc := -1; dc <= 1; dc++ {
					nr, nc := r+dr, c+dc
					if dr == 0 && dc == 0 || nr < 0 || nr >= rows || nc < 0 || nc >= columns {
						continue
					}
					metres := 100.0
					if dr != 0 && dc != 0 {
						metres = 0
					}
					links = append(links, space.Link{From: r*columns + c, To: nr*columns + nc, Value: metres})
				}
			}
		}
	}
	var err error
	if s.Borders, err = space.NewGraph(rows*columns, links); err != nil {
		panic(err)
	}
	return s
}

// queenRow is what most programs do by default.
var queenRow = space.Weighting{Rule: space.Queen, Style: space.RowStandardised}

func options(w space.Weighting) autocorrelation.Options {
	return autocorrelation.Options{Weighting: w, Permutations: 999, Seed: 1}
}

func localOptions(w space.Weighting) autocorrelation.LocalOptions {
	return autocorrelation.LocalOptions{Options: options(w), Alpha: 0.05}
}

// wavy is values over a grid that resemble their neighbours', more or less.
func wavy(rows, columns int) []float64 {
	r := rand.New(rand.NewPCG(6, 6))
	var x []float64
	for i := range rows {
		for j := range columns {
			x = append(x, 50+10*math.Sin(float64(i)/7)*math.Cos(float64(j)/9)+8*r.NormFloat64())
		}
	}
	return x
}

// On 6,000 squares with eight neighbours and 999 random orders, with two processors: PySAL's Moran_Local takes 0.29 s compiled on one (it draws one
// set of random orders for all units), 38 s the first time with two; its Moran 0.13 s.
func BenchmarkFamily(b *testing.B) {
	in := inputs(wavy(75, 80), grid(75, 80))
	for _, ix := range autocorrelation.All {
		b.Run(ix.ID, func(b *testing.B) {
			for b.Loop() {
				if _, err := ix.Compute(in, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// inputs are values at places in all shapes that the family takes.
func inputs(x []float64, s *space.Space) index.Input {
	other, population := make([]float64, len(x)), make([]float64, len(x))
	for i := range x {
		other[i] = x[(i+1)%len(x)] + x[i]*x[i]/100
		population[i] = 500 + float64(i%7)*100
	}
	return index.Input{
		Distribution: index.Distribution{Values: x, Space: s},
		Events:       index.Events{Count: x, Population: population, Reference: -1, Space: s},
		Indicators:   index.Indicators{Columns: [][]float64{x, other}, Space: s},
	}
}
