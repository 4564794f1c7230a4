package resample

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Result is the value of a statistic with what its replicates say of it.
type Result struct {
	Estimate  index.Estimate // limits are NaN where Interval is false
	Interval  bool
	Corrected float64 // 2θ − mean(θ*) within the range of the statistic; NaN where Interval is false
	SE        float64 // standard deviation of the replicates; NaN where Interval is false
	Undefined int     // replicates that had no value
	Err       error   // why there is no value; wraps [index.ErrUndefined]
}

// MaxUndefined is the share of replicates without a value above which there is no interval: those that are left would
// speak for a selection.
const MaxUndefined = 0.01

// Basic returns the value θ of a statistic with the basic interval of its replicates and its bias-corrected value, both kept
// within the closed range lo to hi. Replicates that are NaN have no value. The quantiles are the order statistics at
// (B+1)α, with linear interpolation between neighbours (Davison and Hinkley 1997, section 5.2).
func Basic(theta float64, replicates []float64, level, lo, hi float64) Result {
	sorted := make([]float64, 0, len(replicates))
	for _, v := range replicates {
		if v-v == 0 {
			sorted = append(sorted, v)
		}
	}
	nan := math.NaN()
	res := Result{
		Estimate:  index.Estimate{Value: theta, Lower: nan, Upper: nan, Level: level},
		Corrected: nan, SE: nan, Undefined: len(replicates) - len(sorted),
	}
	if len(sorted) < 2 || float64(res.Undefined) > MaxUndefined*float64(len(replicates)) || theta-theta != 0 {
		return res
	}
	slices.Sort(sorted)
	n := float64(len(sorted))
	mean := index.Total(sorted) / n
	var squares index.Sum
	for _, v := range sorted {
		squares = squares.Plus((v - mean) * (v - mean))
	}
	within := func(v float64) float64 { return min(max(v, lo), hi) }
	res.Estimate.Lower = within(2*theta - quantile(sorted, (1+level)/2))
	res.Estimate.Upper = within(2*theta - quantile(sorted, (1-level)/2))
	res.Corrected = within(2*theta - mean)
	res.SE = math.Sqrt(squares.Value() / (n - 1))
	res.Interval = true
	return res
}

// quantile returns the order statistic at (n+1)p of sorted values, between neighbours by linear interpolation, and the
// extremes beyond them.
func quantile(sorted []float64, p float64) float64 {
	at := float64(len(sorted)+1) * p
	k := math.Floor(at)
	switch i := int(k); {
	case i < 1:
		return sorted[0]
	case i >= len(sorted):
		return sorted[len(sorted)-1]
	default:
		return sorted[i-1] + float64((at-k)*(sorted[i]-sorted[i-1]))
	}
}
