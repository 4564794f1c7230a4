package resample

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// Whatever is asked of them, draws are whole, within what can be, and finite.
func FuzzDraws(f *testing.F) {
	f.Add(10.0, 5.0, 3.0, 0.3, uint64(1))
	f.Add(3e6, 1e3, 2e5, 1e-9, uint64(2))
	f.Add(9e15, 2.0, 1e15, 0.999, uint64(3))
	f.Add(-1.0, 0.5, 0.49, 0.5, uint64(4))
	f.Fuzz(func(t *testing.T, a, b, n, p float64, seed uint64) {
		r := rand.New(rand.NewPCG(seed, seed))
		urn := max(0, math.Round(a)) + max(0, math.Round(b))
		if v := Hypergeometric(r, a, b, n); !(urn > wholeNumbers) && (v != math.Floor(v) || v < 0 || v > max(0, math.Round(a)) || v > max(0, math.Round(n))) {
			t.Errorf("Hypergeometric(%v, %v, %v): got %v", a, b, n, v)
		}
		if v := Binomial(r, n, p); !(n > wholeNumbers) && (v != math.Floor(v) || v < 0 || v > max(0, math.Round(n))) {
			t.Errorf("Binomial(%v, %v): got %v", n, p, v)
		}
	})
}

// Any counts at all give values with intervals and p-values within their range, or reasons, and never a panic.
func FuzzComposition(f *testing.F) {
	f.Add(3.0, 0.0, 1.0, 2.5, 7.0, 0.0, uint8(0))
	f.Add(math.NaN(), math.Inf(1), -1.0, 0.0, 1e300, 1e-300, uint8(1))
	f.Add(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, uint8(2))
	f.Add(1e15, 1e16, 1e17, 1.0, 1.0, 1.0, uint8(3))
	f.Add(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, uint8(4))
	stats := []Statistic{{Index: byID("dissimilarity")}, {Index: byID("mutual-information")}, {Index: byID("theil-h-change")}}
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g float64, choice uint8) {
		in := index.Input{
			Composition: index.Composition{Counts: [][]float64{{a, b, c}, {d, e, g}}, Within: [][]int{{0, 0, 1}}},
			After:       index.Composition{Counts: [][]float64{{g, a, b}, {c, d, e}}, Within: [][]int{{0, 0, 1}}},
		}
		o := Options{Replicates: 9, Seed: uint64(choice), Workers: 2, Interval: Intervals[int(choice)%len(Intervals)]}
		scheme := Schemes[int(choice)%len(Schemes)]
		for _, out := range Bootstrap(in, scheme, stats, o) {
			for _, v := range out.Values {
				if e := v.Estimate; v.Interval && !(e.Lower <= e.Upper) {
					t.Errorf("interval from %v to %v", e.Lower, e.Upper)
				}
			}
		}
		Jackknife(in, scheme, stats, o)
		check := func(p PValues, why string) {
			for _, v := range []float64{p.Greater, p.Less, p.TwoSided} {
				if why == "" && !(v > 0 && v <= 1) {
					t.Errorf("p-values %+v", p)
				}
			}
		}
		for _, out := range Test(in, Nulls[int(choice)%len(Nulls)], stats, o) {
			for _, v := range out.Values {
				check(v.P, v.Why)
			}
		}
		other := index.Input{Composition: in.After}
		for _, out := range Compare(in, other, Comparisons[int(choice)%len(Comparisons)], scheme, stats[:2], o) {
			for _, v := range out.Values {
				check(v.P, v.Why)
			}
		}
	})
}
