package rate_test

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// inStrata returns n units of the given strata, with all that an index may read of them.
func inStrata(n int, at []float64) index.Strata {
	s := index.Strata{Units: n}
	for u := range n {
		for k, from := range at {
			people := float64(200 + (u*7+k*31)%900)
			s.Unit, s.At = append(s.Unit, u), append(s.At, from)
			s.Count, s.Population = append(s.Count, float64(1+(u+k*k)%60)), append(s.Population, people)
			s.Standard, s.Expected = append(s.Standard, float64(5000+100*k)), append(s.Expected, 0.001*float64(1+k))
			s.Health, s.HealthN = append(s.Health, 0.99-0.03*float64(k)), append(s.HealthN, 100)
			s.Values, s.SE = append(s.Values, float64(10+k+u%5)), append(s.SE, 1)
		}
	}
	return s
}

// Every index of strata, for 6,000 areas by nineteen ages or seven years. PHEindicatormethods 2.1.0 takes 2.53 s of a processor for
// calculate_dsr of so many, and 0.43 s for the life expectancy of 300 areas, 8.6 s for 6,000.
func BenchmarkStrata(b *testing.B) {
	ages := inStrata(6000, []float64{0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85})
	years := inStrata(6000, []float64{2018, 2019, 2020, 2021, 2022, 2023, 2024})
	for _, ix := range rate.All {
		s := ages
		if strings.Contains(ix.Needs, "year") {
			s = years
		}
		if ix.Stratified == nil {
			continue
		}
		if ix.Reads.Has(index.Frequencies) {
			s.Frequency = make([]float64, len(s.At))
			for j := range s.Frequency {
				s.Frequency[j] = 1
			}
		}
		b.Run(ix.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if parts, err := ix.Stratified(s, nil); err != nil && len(parts) == 0 {
					b.Fatal(err)
				}
			}
		})
	}
}
