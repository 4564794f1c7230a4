package registry_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/rate"
)

// proportions returns per cents with standard errors, and what they are per cents of, for sets of areas of some hundred to some
// thousand people.
func proportions(sets, areas int) (s disparity.Sets, count, population []float64) {
	r := rand.New(rand.NewPCG(1, 2))
	s = disparity.Sets{Areas: areas, Reference: -1, High: 100}
	for range areas {
		s.Population = append(s.Population, float64(200+r.IntN(3000)))
		s.Rank = append(s.Rank, r.Float64())
	}
	n := sets * areas
	s.Estimates, s.SE = make([]float64, n), make([]float64, n)
	count, population = make([]float64, n), make([]float64, n)
	for i := range n {
		people := s.Population[i%areas]
		cases := math.Round(people * (0.1 + 0.2*r.Float64()))
		share := cases / people
		count[i], population[i] = cases, people
		s.Estimates[i], s.SE[i] = 100*share, 100*math.Sqrt(share*(1-share)/people)
	}
	return s, count, population
}

// All measures with standard errors from a formula, and Wilson's limits, of 24 million proportions: 6,000 areas, 200 indicators, 20 years.
func BenchmarkSummarise24Million(b *testing.B) {
	s, count, population := proportions(4000, 6000)
	lower, upper := make([]float64, len(count)), make([]float64, len(count))
	b.ResetTimer()
	for range b.N {
		if _, err := disparity.Summarise(s, 0); err != nil {
			b.Fatal(err)
		}
		if err := rate.WilsonColumns(count, population, 0.95, lower, upper, 0); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(count)), "ns/cell")
}

// All simulated measures of 4,000 sets of 30 areas, 1,000 draws each.
func BenchmarkSimulate4000Sets(b *testing.B) {
	s, _, _ := proportions(4000, 30)
	s.Reference = 0
	b.ResetTimer()
	for range b.N {
		if _, err := disparity.Simulate(s, disparity.Simulation{Draws: 1000, Level: 0.95, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
