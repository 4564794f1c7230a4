package resample

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// TestOutcome is the values of a statistic, one for each part that [index.Index.Compute] returns, in its order.
type TestOutcome struct {
	Values []Tested
	Err    error // why there are none; wraps [index.ErrUndefined]
}

// Tested is one value of a statistic beside what a null model makes of it.
type Tested struct {
	Part     index.Part
	Mean, SD float64 // of the replicates under the model
	// Excess is how far the value lies above the mean, as a share of how far it can; or below, as a share of the mean
	// (Carrington and Troske 1997). NaN unless the index is 0 at evenness and 1 at complete segregation.
	Excess    float64
	P         PValues
	Undefined int    // replicates that had no value
	Why       string // why there is no test
}

// PValues are the shares of replicates that lie as far out as the value, which is counted as one of them: none is ever 0
// (Phipson and Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9, article 39). PySAL divides by the
// replicates alone and prints 0.
type PValues struct {
	TwoSided float64 // twice the smaller of the others, at most 1
	Greater  float64 // that the value is greater than the model makes it
	Less     float64
}

// Test compares every value of each statistic with its distribution under a null model.
func Test(in index.Input, null Null, stats []Statistic, o Options) []TestOutcome {
	o = o.filled()
	all, slots := computeAll(in, stats, reasons{func(s Statistic) string { return null.why(in, s) }, ofCurve})
	results := make([]Tested, slots)
	owner := owners(all, slots)
	draws := null.sampler(in, shapes(all))
	inPasses(slots, o.Replicates, func(first, k int) [][]float64 {
		return Replicate(o, k, func() Draw {
			draw := draws()
			return func(r *rand.Rand, out []float64) { fill(all, draw(r), first, out) }
		})
	}, func(slot int, replicates []float64) {
		of := owner[slot]
		t := untested("")
		defined := sortedDefined(replicates)
		t.Undefined = len(replicates) - len(defined)
		if tooFew(defined, replicates) {
			t.Why = tooMany(t.Undefined, len(replicates))
		} else {
			t.Mean, t.SD = meanSD(defined)
			t.P = pValues(of.Value, defined)
			t.Excess = excess(of, t.Mean)
		}
		results[slot] = t
	})
	out := make([]TestOutcome, len(all))
	for s, c := range all {
		out[s] = TestOutcome{Values: make([]Tested, len(c.parts)), Err: c.err}
		for i, p := range c.parts {
			t := untested(c.why[i])
			if slot := c.slots[i]; slot >= 0 {
				t = results[slot]
			}
			t.Part = p
			out[s].Values[i] = t
		}
	}
	return out
}

func untested(why string) Tested {
	nan := math.NaN()
	return Tested{Mean: nan, SD: nan, Excess: nan, P: PValues{nan, nan, nan}, Why: why}
}

// excess returns the excess of a value over the mean of a model.
func excess(of owned, mean float64) float64 {
	ix := of.Index
	switch {
	case !ix.Properties.Has(index.EqualIsMin|index.ApartIsMax) || ix.Min != 0 || ix.Max != 1:
		return math.NaN()
	case of.Value >= mean && mean < 1:
		return (of.Value - mean) / (1 - mean)
	case mean > 0:
		return (of.Value - mean) / mean
	}
	return math.NaN()
}

// alike is how far two values may lie apart that differ by rounding alone: tables that mirror one another have values that
// are added in another order.
const alike = 1e-12

// pValues returns the p-values of a value among defined replicates.
func pValues(value float64, defined []float64) PValues {
	near := alike * max(1, math.Abs(value))
	above, below := 1.0, 1.0
	for _, v := range defined {
		if v >= value-near {
			above++
		}
		if v <= value+near {
			below++
		}
	}
	n := float64(len(defined) + 1)
	return PValues{TwoSided: min(1, 2*min(above, below)/n), Greater: above / n, Less: below / n}
}
