package segregation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// metropolis places n units of some 500 people: two in three in towns, the rest over the country, so that 100,000 of them are as many as the
// blocks of a large country's main region and 6,000 as the DeSO areas of Sweden, on a square of so many metres.
func metropolis(n, groups int, side float64) index.Composition {
	r := rand.New(rand.NewPCG(7, 27))
	c := index.Composition{Space: &space.Space{Points: &space.Points{X: make([]float64, n), Y: make([]float64, n)}}}
	for range groups {
		c.Counts = append(c.Counts, make([]float64, n))
	}
	for i := range n {
		x, y := side*r.Float64(), side*r.Float64()
		if i%3 > 0 {
			town := float64(r.IntN(40))
			x, y = side*(0.05+0.9*town/40)+side/60*r.NormFloat64(), side*(0.5+0.45*(town*0.618-float64(int(town*0.618)))*2-0.45)+side/60*r.NormFloat64()
		}
		c.Space.Points.X[i], c.Space.Points.Y[i] = 3e5+x, 6.4e6+y
		for k := range c.Counts {
			c.Counts[k][i] = float64(r.IntN(1000 / groups))
		}
	}
	return c
}

// anew returns c with a space that remembers nothing.
func anew(c index.Composition) index.Composition {
	c.Space = c.Space.Pick(slices.Collect(func(yield func(int) bool) {
		for i := range c.Units() {
			if !yield(i) {
				return
			}
		}
	}))
	return c
}

// H̃ with a kernel of 2 km over 100,000 units, two groups and four.
func BenchmarkSpatialTheilH(b *testing.B) {
	for _, groups := range []int{2, 4} {
		for _, side := range []float64{2e5, 5e4} {
			b.Run(fmt.Sprintf("100000x%d on %.0f km", groups, side/1000), func(b *testing.B) {
				c := metropolis(100000, groups, side)
				for b.Loop() {
					if _, err := segregation.SpatialTheilH(anew(c), space.Kernel{Shape: space.Biweight, Bandwidth: 2000}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// Profiles of the k nearest, for ten k, over 100,000 units.
func BenchmarkNearestProfile(b *testing.B) {
	c := metropolis(100000, 2, 2e5)
	k := []float64{200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200, 102400}
	for b.Loop() {
		if _, err := segregation.NearestProfile(anew(c), k, false); err != nil {
			b.Fatal(err)
		}
	}
}

// All spatial indices of evenness and scale over 6,000 units, one by one.
func BenchmarkSurface(b *testing.B) {
	c := metropolis(6000, 2, 1e5)
	for _, topic := range segregation.Topics {
		if topic.Name.En != "Spatial evenness and scale" {
			continue
		}
		for _, ix := range topic.Indices {
			b.Run(ix.ID, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := ix.Compute(index.Input{Composition: anew(c)}, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run("all", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, v := range index.ComputeEach(topic.Indices, index.Input{Composition: anew(c)}, nil) {
					if v.Err != nil {
						b.Fatal(v.Err)
					}
				}
			}
		})
	}
}
