package analysis

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// national makes a table of a country of so many DeSO: shares, every sixth a rate and every tenth a mean, for so many years, with numerators
// and denominators. Areas differ, change, and lack every fiftieth figure. Of every other indicator the figure of the whole country is published,
// with those that the areas lack; of the others it is pooled from all areas.
func national(tb testing.TB, areas, inds, years int) *indicators.Table {
	tb.Helper()
	as := []indicators.Area{{Code: "00", Version: version, Name: "Riket", Level: indicators.Nation}}
	for i := range areas {
		as = append(as, indicators.Area{Code: fmt.Sprintf("%04dA%04d", 1000+i/20, i), Version: version, Level: indicators.DeSO, Parent: "00"})
	}
	reg, err := indicators.NewRegister(as, nil)
	if err != nil {
		tb.Fatal(err)
	}
	var defs []indicators.Indicator
	for k := range inds {
		unit := indicators.Unit{Kind: indicators.Share, Per: 100}
		switch {
		case k%10 == 9:
			unit = indicators.Unit{Kind: indicators.Mean}
		case k%6 == 5:
			unit = indicators.Unit{Kind: indicators.Rate, Per: 1000}
		}
		defs = append(defs, indicators.Indicator{ID: fmt.Sprintf("i%03d", k), Name: text1("mått"), Unit: unit, Direction: indicators.HigherIsBetter, Source: "open"})
	}
	cat, err := indicators.NewCatalogue(defs, nil, nil, []indicators.Source{{ID: "open", Protected: true}})
	if err != nil {
		tb.Fatal(err)
	}
	var b indicators.Builder
	for k, ind := range defs {
		for y := range years {
			var all, everyone float64
			for i, a := range as[1:] {
				r := rand.New(rand.NewPCG(uint64(i), uint64(k)))
				o := indicators.Observation{Indicator: ind.ID, Area: a.ID(), Period: indicators.Year(2005 + y), Source: "open", Origin: indicators.Origin{File: "national.parquet", Row: int32(i + 1)}}
				level, slope := 0.1+0.5*r.Float64(), 0.02*r.NormFloat64()
				den := float64(700 + r.IntN(2000))
				num := float64(int(den * min(0.95, max(0.01, level*(1+slope*float64(y))+0.01*rand.New(rand.NewPCG(uint64(i*years+y), uint64(k))).NormFloat64()))))
				all, everyone = all+num, everyone+den
				if (i+y+k)%50 == 0 {
					o.Status = indicators.Missing
				} else {
					o = figure(o, ind.Unit, num, den)
				}
				b.Append(o)
			}
			if k%2 == 0 {
				b.Append(figure(indicators.Observation{Indicator: ind.ID, Area: as[0].ID(), Period: indicators.Year(2005 + y), Source: "open"}, ind.Unit, all, everyone))
			}
		}
	}
	t, err := b.Table(reg, cat)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// one is a sequence of one table.
func one(t *indicators.Table) iter.Seq2[*indicators.Table, error] {
	return func(yield func(*indicators.Table, error) bool) { yield(t, nil) }
}

// figure completes an observation.
func figure(o indicators.Observation, u indicators.Unit, num, den float64) indicators.Observation {
	o.Status, o.Denominator = indicators.Reported, indicators.Num(den)
	if u.Kind == indicators.Mean {
		o.Value = indicators.Num(300 * num / den)
		return o
	}
	o.Numerator, o.Value = indicators.Num(num), indicators.Num(u.Per*num/den)
	return o
}

// BenchmarkNational analyses every DeSO of the country: comparisons, trends, measures of inequality and all that rests on them. The full size is
// 25 million observations; MB is the most that the program held from the system. Set -benchtime=1x.
func BenchmarkNational(b *testing.B) {
	for _, size := range []struct{ areas, indicators, years int }{{6160, 2, 20}, {6160, 20, 20}, {6160, 200, 20}} {
		b.Run(fmt.Sprintf("%dx%dx%d", size.areas, size.indicators, size.years), func(b *testing.B) {
			t := national(b, size.areas, size.indicators, size.years)
			runtime.GC()
			n := 0
			for b.Loop() {
				_, err := Each(one(t), Options{City: id("00"), AreaLevel: indicators.DeSO, Replicates: 200}, func(res *Results) error {
					n += len(res.Comparisons)
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			if n == 0 {
				b.Fatal("nothing was compared")
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys-m.HeapReleased)/1e6, "MB")
			runtime.KeepAlive(t)
		})
	}
}
