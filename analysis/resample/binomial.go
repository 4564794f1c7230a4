package resample

import (
	"math"
	"math/rand/v2"
)

// Binomial draws the number of successes among n trials of probability p. A fractional n is rounded; p outside 0 to 1 is
// taken as the nearer bound, and n below one half as no trials. An n of more than 2⁵³, where not every whole number exists,
// gives NaN.
//
// Few expected successes are drawn by inversion, many by transformed rejection (Hörmann 1993, Journal of Statistical
// Computation and Simulation 46, 101–110, algorithm BTRS), whose cost does not grow with n.
func Binomial(r *rand.Rand, n, p float64) float64 {
	n = math.Round(n)
	switch {
	case !(n >= 1) || !(p > 0):
		return 0
	case n > wholeNumbers:
		return math.NaN()
	case p >= 1:
		return n
	case p > 0.5:
		return n - binomial(r, n, 1-p)
	}
	return binomial(r, n, p)
}

// wholeNumbers is the number up to which every whole number can be told from the next.
const wholeNumbers = 1 << 53

func binomial(r *rand.Rand, n, p float64) float64 {
	if n*p < 10 {
		return inversion(r, n, p)
	}
	return rejection(r, n, p)
}

// inversion walks up the distribution from no successes.
func inversion(r *rand.Rand, n, p float64) float64 {
	odds := p / (1 - p)
	prob := math.Exp(n * math.Log1p(-p))
	u := r.Float64()
	k := 0.0
	for u > prob {
		u -= prob
		k++
		prob *= odds * (n - k + 1) / k
		if k > n || prob < 1e-300 { // rounding has left u above the sum of all probabilities
			return inversion(r, n, p)
		}
	}
	return k
}

// rejection needs np ≥ 10 and p ≤ ½. Most draws are accepted without any logarithm.
func rejection(r *rand.Rand, n, p float64) float64 {
	sd := math.Sqrt(n * p * (1 - p))
	b := 1.15 + float64(2.53*sd)
	a := -0.0873 + float64(0.0248*b) + float64(0.01*p)
	c := float64(n*p) + 0.5
	vr := 0.92 - 4.2/b
	var mode, alpha, logOdds float64
	for {
		u := r.Float64() - 0.5
		v := r.Float64()
		us := 0.5 - math.Abs(u)
		k := math.Floor(float64((2*a/us+b)*u) + c)
		if us >= 0.07 && v <= vr {
			return k
		}
		if k < 0 || k > n {
			continue
		}
		if alpha == 0 {
			alpha = (2.83 + 5.1/b) * sd
			mode = math.Floor((n + 1) * p)
			logOdds = math.Log(p / (1 - p))
		}
		v = math.Log(v * alpha / (a/(us*us) + b))
		d := k - mode
		if v <= float64(d*logOdds)-logRatio(mode, d)-logRatio(n-mode, -d) {
			return k
		}
	}
}
