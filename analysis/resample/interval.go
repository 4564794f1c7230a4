package resample

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/indicators/index"
)

// Interval names a way to make confidence limits of replicates.
type Interval string

// The intervals. With θ for the value, q for a quantile of the replicates and α for half of what the level leaves out:
const (
	// PercentileInterval takes the replicates as they stand: q(α) to q(1−α). It carries the bias of resampling twice.
	PercentileInterval Interval = "percentile"
	// BasicInterval turns them round the value: 2θ − q(1−α) to 2θ − q(α).
	BasicInterval Interval = "basic"
	// BCaInterval takes quantiles that are moved by how the value lies among the replicates and by how fast the standard
	// error changes with the value, which a jackknife of the same things as are drawn tells (Efron 1987, Journal of the
	// American Statistical Association 82, 171–185; DiCiccio and Efron 1996, Statistical Science 11, 189–228). There is
	// none where all replicates lie on one side of the value.
	BCaInterval Interval = "bca"
	// NormalInterval is the bias-corrected value, give or take so many standard errors.
	NormalInterval Interval = "normal"
)

// Intervals lists the intervals in the order they are explained.
var Intervals = []Interval{BasicInterval, PercentileInterval, BCaInterval, NormalInterval}

// Result is the value of a statistic with what its replicates say of it.
type Result struct {
	Estimate  index.Estimate // limits are NaN where Interval is false
	Interval  bool
	Corrected float64 // 2θ − mean(θ*) within the range of the statistic; NaN where there are too few replicates
	SE        float64 // standard deviation of the replicates; NaN where there are too few
	Undefined int     // replicates that had no value
}

// MaxUndefined is the share of replicates without a value above which there is no interval: those that are left would
// speak for a selection.
const MaxUndefined = 0.01

// Basic returns the value θ of a statistic with the basic interval of its replicates and its bias-corrected value, both kept
// within the closed range lo to hi. Replicates that are NaN have no value. The quantiles are the order statistics at
// (B+1)α, with linear interpolation between neighbours (Davison and Hinkley 1997, section 5.2).
func Basic(theta float64, replicates []float64, level, lo, hi float64) Result {
	r, _ := summarise(theta, replicates, Options{Level: level, Interval: BasicInterval}, lo, hi, nil)
	return r
}

// summarise returns what replicates say of the value θ, or the reason why they give no interval. Acceleration is asked for
// by the BCa interval alone.
func summarise(theta float64, replicates []float64, o Options, lo, hi float64, acceleration func() (float64, string)) (Result, string) {
	sorted := sortedDefined(replicates)
	res := plain(theta, o.Level)
	res.Undefined = len(replicates) - len(sorted)
	if tooFew(sorted, replicates) || !(math.Abs(theta) <= math.MaxFloat64) {
		return res, tooMany(res.Undefined, len(replicates))
	}
	mean, sd := meanSD(sorted)
	within := func(v float64) float64 { return min(max(v, lo), hi) }
	res.Corrected, res.SE = within(2*theta-mean), sd
	low, high := (1-o.Level)/2, (1+o.Level)/2
	var lower, upper float64
	switch o.Interval {
	case BasicInterval:
		lower, upper = 2*theta-Quantile(sorted, high), 2*theta-Quantile(sorted, low)
	case PercentileInterval:
		lower, upper = Quantile(sorted, low), Quantile(sorted, high)
	case NormalInterval:
		z := distuv.UnitNormal.Quantile(high)
		lower, upper = 2*theta-mean-float64(z*sd), 2*theta-mean+float64(z*sd)
	case BCaInterval:
		a, why := acceleration()
		if why != "" {
			return res, why
		}
		if low, high, why = bca(theta, sorted, low, high, a); why != "" {
			return res, why
		}
		lower, upper = Quantile(sorted, low), Quantile(sorted, high)
	default:
		return res, "no interval is called " + string(o.Interval)
	}
	res.Estimate.Lower, res.Estimate.Upper = within(lower), within(upper)
	res.Interval = true
	return res, ""
}

// bca moves the probabilities low and high of two quantiles. Replicates that equal the value count half on each side.
func bca(theta float64, sorted []float64, low, high, a float64) (float64, float64, string) {
	below, _ := slices.BinarySearch(sorted, theta)
	above := len(sorted)
	for above > below && sorted[above-1] > theta {
		above--
	}
	share := float64(below+above) / float64(2*len(sorted))
	z0 := distuv.UnitNormal.Quantile(share)
	if share == 0 || share == 1 {
		return 0, 0, "every replicate lies on one side of the value"
	}
	var out [2]float64
	for i, p := range [2]float64{low, high} {
		z := z0 + distuv.UnitNormal.Quantile(p)
		if !(a*z < 1) {
			return 0, 0, "the standard error changes too fast with the value"
		}
		out[i] = distuv.UnitNormal.CDF(z0 + z/(1-float64(a*z)))
	}
	return out[0], out[1], ""
}

// sortedDefined returns the replicates that have a value, lowest first.
func sortedDefined(replicates []float64) []float64 {
	sorted := make([]float64, 0, len(replicates))
	for _, v := range replicates {
		if math.Abs(v) <= math.MaxFloat64 {
			sorted = append(sorted, v)
		}
	}
	slices.Sort(sorted)
	return sorted
}

// tooFew tells whether the replicates that have a value say nothing of those that have none.
func tooFew(defined, replicates []float64) bool {
	return len(defined) < 2 || float64(len(replicates)-len(defined)) > MaxUndefined*float64(len(replicates))
}

// meanSD returns the mean and the standard deviation, with n − 1, of at least two values.
func meanSD(values []float64) (mean, sd float64) {
	n := float64(len(values))
	mean = index.Total(values) / n
	var squares index.Sum
	for _, v := range values {
		squares = squares.Plus((v - mean) * (v - mean))
	}
	return mean, math.Sqrt(squares.Value() / (n - 1))
}

// Quantile returns the order statistic at (n+1)p of sorted values, between neighbours by linear interpolation, and the
// extremes beyond them.
func Quantile(sorted []float64, p float64) float64 {
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
