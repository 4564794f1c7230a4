package rate_test

import (
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// areas returns n areas with counts of 0 to 39 among some 1,271 people each, a hundredth of them with hundreds.
func areas(n int) index.Events {
	e := index.Events{Count: make([]float64, n), Population: make([]float64, n), Reference: -1}
	for i := range n {
		e.Count[i], e.Population[i] = float64(i%40), float64(1000+i%543)
		if i%100 == 99 {
			e.Count[i] = float64(300 + i%600)
		}
	}
	return e
}

// Limits for 2.4 million areas at one level. PHEindicatormethods 2.1.0 takes 0.49 s of a processor for phe_proportion and 14.9 s for
// phe_rate of so many rows, at two levels together.
func BenchmarkFigures(b *testing.B) {
	e := areas(2_400_000)
	for _, f := range []struct {
		name    string
		compute func(e index.Events, multiplier, level float64) ([]index.Estimate, error)
	}{{"proportion", rate.Proportion}, {"crude-rate", rate.Crude}} {
		b.Run(f.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := f.compute(e, 100, 0.95); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Every index of counts, for the 6,160 areas of the country. PHEindicatormethods takes 3.8 s for the limits of a funnel of ratios for
// 6,000 areas, and 2.3 s for the significance of their points.
func BenchmarkEvents(b *testing.B) {
	e := areas(6160)
	for _, ix := range rate.All {
		if ix.PerUnit == nil {
			continue
		}
		b.Run(ix.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ix.PerUnit(e, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Deciles of 6,000 areas in 400 indicators: 4.6 s for PHEindicatormethods' phe_quantile.
func BenchmarkQuantileGroups(b *testing.B) {
	d := index.Distribution{Values: make([]float64, 6000)}
	for i := range d.Values {
		d.Values[i] = float64(i * 7919 % 6007)
	}
	for b.Loop() {
		for range 400 {
			if _, err := rate.QuantileGroups(d, 10, rate.RankRule, true); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// The number of allocations does not grow with the number of areas.
func TestFiguresAllocateNothingPerArea(t *testing.T) {
	for name, compute := range map[string]func(e index.Events, multiplier, level float64) ([]index.Estimate, error){
		"proportion": rate.Proportion, "crude rate": rate.Crude, "exact proportion": rate.ExactProportion,
		"proportion difference": rate.ProportionDifference, "rate difference": rate.RateDifference,
	} {
		few, many := areas(10), areas(1000)
		allocations := func(e index.Events) float64 {
			return testing.AllocsPerRun(5, func() {
				if _, err := compute(e, 100, 0.95); err != nil {
					t.Fatal(err)
				}
			})
		}
		if got, want := allocations(many), allocations(few); got > want {
			t.Errorf("%s: got %v allocations for 1,000 areas, want the %v for 10", name, got, want)
		}
	}
}
