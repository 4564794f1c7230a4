package inequality_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
	"gonum.org/v1/gonum/stat/distuv"
)

// Incomes are skewed: a kernel on the values themselves, as wide as their standard deviation has it, makes standard errors at the lower
// end half as large again as they are. Over 400 samples of 1,000 log-normal incomes with σ = 0.9 the mean standard error is within a
// tenth of the spread of the values.
func TestStandardErrorsOfSkewedIncomes(t *testing.T) {
	for _, tc := range []struct {
		id string
		p  index.Params
	}{
		{"percentile-ratio", index.Params{"upper": 50, "lower": 10}},
		{"p90-p10", nil},
		{"relative-median-poverty-gap", nil},
		{"foster-greer-thorbecke", nil},
	} {
		var ix index.Index
		for _, of := range inequality.All {
			if of.ID == tc.id {
				ix = of
			}
		}
		if ix.Interval == nil {
			t.Fatalf("%s has no interval", tc.id)
		}
		const samples = 400
		var mean, squares, errors float64
		for seed := range uint64(samples) {
			r := rand.New(rand.NewPCG(seed, 11))
			d := index.Distribution{Values: make([]float64, 1000)}
			for i := range d.Values {
				d.Values[i] = math.Exp(5 + 0.9*r.NormFloat64())
			}
			v, err := ix.Unequal(d, tc.p)
			if err != nil {
				t.Fatal(err)
			}
			i, err := ix.Interval(index.Input{Distribution: d}, tc.p)
			if err != nil {
				t.Fatal(err)
			}
			mean += v / samples
			squares += v * v / samples
			errors += i.SE / samples
		}
		spread := math.Sqrt((squares - mean*mean) * samples / (samples - 1))
		if ratio := errors / spread; !(ratio > 0.9 && ratio < 1.1) {
			t.Errorf("%s: the mean standard error is %v, %v times the spread %v", tc.id, errors, ratio, spread)
		} else {
			t.Logf("%s: %v", tc.id, ratio)
		}
	}
}

// What the package says of limits at the top of skewed values: the top tenth of a log-normal distribution with σ = 0.9 has the share
// Φ(σ − Φ⁻¹(0.9)) of all, and 95 per cent limits hold it in 85 per cent of samples of 100 incomes and in 94 of those of 1,000.
func TestLimitsAtTheTopOfSkewedIncomes(t *testing.T) {
	truth := distuv.UnitNormal.CDF(0.9 - distuv.UnitNormal.Quantile(0.9))
	for n, want := range map[int]float64{100: 0.854, 1000: 0.943} {
		const samples = 1000
		held := 0
		for seed := range uint64(samples) {
			r := rand.New(rand.NewPCG(seed, uint64(n)))
			d := index.Distribution{Values: make([]float64, n)}
			for i := range d.Values {
				d.Values[i] = math.Exp(0.9 * r.NormFloat64())
			}
			for _, ix := range inequality.All {
				if ix.ID != "top-share" {
					continue
				}
				limits, err := ix.Interval(index.Input{Distribution: d}, nil)
				if err != nil {
					t.Fatal(err)
				}
				if limits.Lower <= truth && truth <= limits.Upper {
					held++
				}
			}
		}
		if got := float64(held) / samples; math.Abs(got-want) > 4*math.Sqrt(want*(1-want)/samples) {
			t.Errorf("%d incomes: %v of the limits hold the truth %v, want %v", n, got, truth, want)
		}
	}
}
