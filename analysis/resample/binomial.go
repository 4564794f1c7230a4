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
	l := NewBinomialLaw(n, p)
	return l.Draw(r)
}

// BinomialLaw is a binomial distribution that is drawn from more than once: what all draws need is worked out once. The draws are those of
// [Binomial]. It is used by one goroutine at a time; the zero BinomialLaw has no successes.
type BinomialLaw struct {
	n, p     float64 // p at most ½: of more, the failures are drawn
	failures bool
	fixed    float64 // the only number of successes there is, where n is 0
	rejects  bool    // drawn by rejection

	sd, a, b, c, vr      float64 // of the rejection
	alpha, mode, logOdds float64 // of its second step, 0 until a draw needs them
}

// NewBinomialLaw returns the distribution of the number of successes among n trials of probability p, which are taken as by [Binomial].
func NewBinomialLaw(n, p float64) BinomialLaw {
	n = math.Round(n)
	switch {
	case !(n >= 1) || !(p > 0):
		return BinomialLaw{}
	case n > wholeNumbers:
		return BinomialLaw{fixed: math.NaN()}
	case p >= 1:
		return BinomialLaw{fixed: n}
	}
	l := BinomialLaw{n: n, p: p}
	if p > 0.5 {
		l.p, l.failures = 1-p, true
	}
	if l.rejects = n*l.p >= 10; l.rejects {
		l.sd = math.Sqrt(n * l.p * (1 - l.p))
		l.b = 1.15 + float64(2.53*l.sd)
		l.a = -0.0873 + float64(0.0248*l.b) + float64(0.01*l.p)
		l.c = float64(n*l.p) + 0.5
		l.vr = 0.92 - 4.2/l.b
	}
	return l
}

// Draw draws the number of successes.
func (l *BinomialLaw) Draw(r *rand.Rand) float64 {
	if l.n == 0 {
		return l.fixed
	}
	var k float64
	if l.rejects {
		k = l.rejection(r)
	} else {
		k = inversion(r, l.n, l.p)
	}
	if l.failures {
		return l.n - k
	}
	return k
}

// wholeNumbers is the number up to which every whole number can be told from the next.
const wholeNumbers = 1 << 53

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
func (l *BinomialLaw) rejection(r *rand.Rand) float64 {
	a, b := l.a, l.b
	for {
		u := r.Float64() - 0.5
		v := r.Float64()
		us := 0.5 - math.Abs(u)
		k := math.Floor(float64((2*a/us+b)*u) + l.c)
		if us >= 0.07 && v <= l.vr {
			return k
		}
		if k < 0 || k > l.n {
			continue
		}
		if l.alpha == 0 {
			l.alpha = (2.83 + 5.1/b) * l.sd
			l.mode = math.Floor((l.n + 1) * l.p)
			l.logOdds = math.Log(l.p / (1 - l.p))
		}
		v = math.Log(v * l.alpha / (a/(us*us) + b))
		d := k - l.mode
		if v <= float64(d*l.logOdds)-logRatio(l.mode, d)-logRatio(l.n-l.mode, -d) {
			return k
		}
	}
}
