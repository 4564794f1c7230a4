package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// noise is what is known of the between-area variance of a set of estimates: how large it came out, and how chance would spread it
// round the variance of the true values.
//
// The estimates are yj = θj + ej with errors that are independent, of mean 0 and variance sj²: that of chance, and of the noise that a
// publisher adds on purpose where there is any. Of the observed variance
// S = Σ pj (yj − μ)² chance alone then makes, with d_j = θj − Σ pj θj and the true variance B = Σ pj dj²,
//
//	E S   = B + m,       m = Σ pj (1 − pj) sj²
//	Var S = v + 4 Q,     v = 2 ((Σ pj² sj²)² − Σ pj⁴ sj⁴ + Σ pj² (1 − pj)² sj⁴),  Q = Σ pj² sj² dj²
//
// the mean and the variance of a quadratic form of normal variables (Searle, S. R. 1971, Linear Models, Wiley, chapter 2).
type noise struct {
	s        index.Subgroups
	mean     float64 // μ of the estimates
	observed float64 // S
	expected float64 // m
	variance float64 // v
	slope    float64 // Q / B, from the observed deviations

	variances []float64 // sj²
}

// newNoise returns the noise of s, whose areas without population are left out.
func newNoise(s index.Subgroups) (noise, error) {
	s, err := populated(s, several)
	if err != nil {
		return noise{}, err
	}
	n := noise{s: s, mean: mean(s)}
	if n.observed, err = BetweenGroupVariance(s); err != nil {
		return n, err
	}
	if n.variances, err = samplingVariances(s); err != nil {
		return n, err
	}
	for j, sd := range s.Noise {
		n.variances[j] += sd * sd
	}
	if n.observed <= 1e-26*n.mean*n.mean { // rounding of the mean of equal estimates
		n.observed = 0
	}
	p := share(s)
	var expected, second, fourth, rest, deviations index.Sum
	for j, v := range n.variances {
		w, d := p(j), s.Estimates[j]-n.mean
		q := w * w * v
		expected.Add(float64(w * (1 - w) * v))
		second.Add(q)
		fourth.Add(float64(q * q))
		rest.Add(float64(q * v * (1 - w) * (1 - w)))
		deviations.Add(float64(q * d * d))
	}
	n.expected = expected.Value()
	if n.expected == 0 {
		return n, index.Undefined("every standard error is 0: there is no noise to correct for")
	}
	n.variance = 2 * (second.Value()*second.Value() - fourth.Value() + rest.Value())
	if n.slope = n.variance / (2 * n.expected); n.observed > 0 {
		n.slope = deviations.Value() / n.observed
	}
	for _, v := range []float64{n.observed, n.expected, n.variance, n.slope} {
		if _, err := defined(v); err != nil {
			return n, err
		}
	}
	if !(n.variance > 0 && n.slope > 0) {
		return n, index.Undefined("the standard errors are too small to compute with")
	}
	return n, nil
}

// samplingVariances returns the variance of each estimate: the square of its standard error or, where the events behind it are known,
// the binomial variance for bounded estimates and the Poisson variance for others. With events, the share or rate of an area is taken
// with as much of the mean as two people would add, so that an area without events is not taken for one without chance.
func samplingVariances(s index.Subgroups) ([]float64, error) {
	out := make([]float64, len(s.Estimates))
	if s.Count == nil {
		if s.SE == nil {
			return nil, index.Undefined("needs standard errors of the estimates, or the events behind them")
		}
		for j, se := range s.SE {
			out[j] = float64(se * se)
		}
		return out, nil
	}
	const weight = 2 // people
	events, people := index.Total(s.Count), index.Total(s.Population)
	if events == 0 {
		return nil, index.Undefined("there are no events")
	}
	whole := events / people
	per := mean(s) / whole // what the estimates are expressed per
	for j, x := range s.Count {
		n := s.Population[j]
		part := (x + weight*whole) / (n + weight)
		v := part / n
		if s.High > s.Low {
			v *= math.Max(0, 1-part)
		}
		out[j] = float64(per * per * v)
	}
	return out, nil
}

// corrected returns the observed variance less what chance alone would make of it on average, which is negative where chance has made
// less of it than that.
func (n noise) corrected() float64 { return n.observed - n.expected }

// atMost returns the probability of an observed variance of at most x where the true one is b. It takes the observed variance for a
// multiple of a noncentral chi-squared variable of the same mean and variance, which it is where pj sj² is the same for all areas, as in
// shares of one city: c χ²(ν, λ) with c ν = m, c λ = B and 2 c (m + 2 B) = v + 4 Q.
func (n noise) atMost(x, b float64) float64 {
	c := (n.variance + 4*n.slope*b) / (2 * (n.expected + 2*b))
	return noncentralChiSquared(x/c, n.expected/c, b/c)
}

// limits returns the confidence limits of the true variance: the lower one is the variance under which so large an observed one has the
// probability (1 − level)/2, the upper one that under which so small a one has. Either is 0 where chance alone does it.
//
// Where less has been observed than chance alone would show three times in four, limits from so lucky a draw would be too sure of
// themselves: they are those of the lower quartile of chance.
func (n noise) limits(level float64) (lower, upper float64) {
	alpha := (1 - level) / 2
	x := n.observed
	if n.atMost(x, 0) < 0.25 {
		x = root(func(x float64) float64 { return 0.25 - n.atMost(x, 0) }, 0, n.expected)
	}
	most := x + n.expected
	for n.atMost(x, most) > alpha && most < math.MaxFloat64/16 {
		most *= 2
	}
	return root(func(b float64) float64 { return n.atMost(x, b) - (1 - alpha) }, 0, most),
		root(func(b float64) float64 { return n.atMost(x, b) - alpha }, 0, most)
}

// root returns where f, which falls, is zero between low and high, or low where it is not above zero there.
func root(f func(x float64) float64, low, high float64) float64 {
	if !(f(low) > 0) {
		return low
	}
	for range 200 {
		mid := low + (high-low)/2
		if mid <= low || mid >= high || high-low <= 1e-12*high {
			break
		}
		if f(mid) > 0 {
			low = mid
		} else {
			high = mid
		}
	}
	return low + (high-low)/2
}

// correction is what a measure makes of a true variance.
type correction struct {
	of func(b float64) float64
	// slope replaces that of the variance: measures that are the same function of the variance near equality part ways where the areas
	// differ much, and chance then moves each in its own way.
	slope float64
}

// slopeOf returns the slope of a measure that rises by rise for each unit of the observed variance, and by g(j) for each unit of
// estimate j: such that its variance, Σ g(j)² sj², is that of the observed variance, 4 · slope · S, times the square of the rise.
func (n noise) slopeOf(rise float64, g func(j int) float64) float64 {
	if n.observed == 0 {
		return n.slope
	}
	var sum index.Sum
	for j, v := range n.variances {
		d := g(j) / rise
		sum.Add(float64(d * d * v))
	}
	// A measure that is all but undefined, such as one in per cent of a mean near 0, has slopes that no linear step follows.
	return math.Min(math.Max(sum.Value()/n.observed/4, n.slope/10), 10*n.slope)
}

// corrects returns the value and the interval functions of a measure: what it makes of the noise-corrected variance, cut off at 0,
// and of its limits.
func corrects(of func(n noise) (correction, error)) (
	value func(s index.Subgroups) (float64, error),
	interval func(in index.Input, p index.Params) (index.Interval, error),
) {
	begin := func(s index.Subgroups) (noise, correction, error) {
		n, err := newNoise(s)
		if err != nil {
			return n, correction{}, err
		}
		c, err := of(n)
		if err == nil && !(c.slope > 0 && c.slope < math.MaxFloat64) {
			err = index.Undefined("the numbers differ too much in size to compute with")
		}
		n.slope = c.slope
		return n, c, err
	}
	value = func(s index.Subgroups) (float64, error) {
		n, c, err := begin(s)
		if err != nil {
			return 0, err
		}
		return defined(c.of(math.Max(0, n.corrected())))
	}
	interval = func(in index.Input, p index.Params) (index.Interval, error) {
		n, c, err := begin(in.Subgroups)
		if err != nil {
			return index.Interval{}, err
		}
		lower, upper := n.limits(index.Level.From(p))
		v, a, b := c.of(math.Max(0, n.corrected())), c.of(lower), c.of(upper)
		_, err = defined(a + b)
		return index.Interval{SE: math.NaN(), Lower: min(v, a, b), Upper: max(v, a, b)}, err
	}
	return value, interval
}
