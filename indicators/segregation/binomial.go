package segregation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// binomial returns the probability of k successes among n trials of probability p, all whole numbers, to about 14 digits
// whatever n. Differences of log-gammas lose them where n is large; this is the saddle-point form of Loader (2000, Fast and
// Accurate Computation of Binomial Probabilities).
func binomial(k, n, p float64) float64 {
	switch {
	case p <= 0:
		return indicator(k == 0)
	case p >= 1:
		return indicator(k == n)
	case k < 0 || k > n:
		return 0
	case k == 0:
		return math.Exp(n * math.Log1p(-p))
	case k == n:
		return math.Exp(n * math.Log(p))
	}
	q := 1 - p
	log := stirlingError(n) - stirlingError(k) - stirlingError(n-k) - deviance(k, n*p) - deviance(n-k, n*q)
	return math.Exp(log) * math.Sqrt(n/(2*math.Pi*k*(n-k)))
}

// hypergeometric returns the probability of k members among n people drawn, without replacement, from N of whom K are members.
func hypergeometric(k, N, K, n float64) float64 {
	if k < 0 || k > n || k > K || n-k > N-K {
		return 0
	}
	if n == 0 || n == N {
		return 1
	}
	p := n / N
	return binomial(k, K, p) * (binomial(n-k, N-K, p) / binomial(n, N, p))
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// stirlingError is ln n! − ln(√(2πn) (n/e)^n).
func stirlingError(n float64) float64 {
	if n < 16 {
		gamma, _ := math.Lgamma(n + 1)
		return gamma - (n+0.5)*math.Log(n) + n - 0.5*math.Log(2*math.Pi)
	}
	m := n * n
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-1.0/1188/m)/m)/m)/m) / n
}

// deviance is x ln(x/m) + m − x without the loss of digits where x is near m.
func deviance(x, m float64) float64 {
	if math.Abs(x-m) >= 0.1*(x+m) {
		return x*math.Log(x/m) + m - x
	}
	v := (x - m) / (x + m)
	s, ej := (x-m)*v, 2*x*v
	for j := 3.0; ; j += 2 {
		ej *= v * v
		next := s + ej/j
		if next == s {
			return s
		}
		s = next
	}
}

// band is a distribution over whole numbers, from first upward. What lies outside has a probability below 1e-17 of the mode's.
type band struct {
	first float64
	p     []float64
}

const negligible = 1e-17

func (b *band) last() float64 { return b.first + float64(len(b.p)-1) }

// ratio is how the probability of k + 1 relates to that of k: as (n − k)/(k + 1) times the odds, or, where people are drawn
// without replacement, times (K − k)/(rest + k).
type ratio struct {
	n, odds float64
	K, rest float64 // K 0 where people are drawn with replacement
}

func (r ratio) at(k float64) float64 {
	v := (r.n - k) / (k + 1)
	if r.K > 0 {
		return v * ((r.K - k) / (r.rest + k))
	}
	return v * r.odds
}

// grow fills b with probabilities outward from the mode, given its probability.
func (b *band) grow(mode, atMode, low, high float64, up ratio) {
	down := b.p[:0]
	for k, p := mode, atMode; k > low; {
		k--
		if p /= up.at(k); p < negligible*atMode {
			break
		}
		down = append(down, p)
	}
	slices.Reverse(down)
	b.first = mode - float64(len(down))
	b.p = append(down, atMode)
	for k, p := mode, atMode; k < high; k++ {
		if p *= up.at(k); p < negligible*atMode {
			break
		}
		b.p = append(b.p, p)
	}
}

// binomial makes b the distribution of successes among n trials of probability p.
func (b *band) binomial(n, p float64) {
	mode := min(math.Floor((n+1)*p), n)
	b.grow(mode, binomial(mode, n, p), 0, n, ratio{n: n, odds: p / (1 - p)})
}

// hypergeometric makes b the distribution of members among n people drawn from N of whom K are members.
func (b *band) hypergeometric(N, K, n float64) {
	low, high := max(0, n+K-N), min(n, K)
	mode := min(max(math.Floor((n+1)*(K+1)/(N+2)), low), high)
	b.grow(mode, hypergeometric(mode, N, K, n), low, high, ratio{n: n, K: K, rest: N - K - n + 1})
}

// mean returns the mean of f over the distribution.
func (b *band) mean(f func(k float64) float64) float64 {
	var sum index.Sum
	for j, p := range b.p {
		sum = sum.Plus(p * f(b.first+float64(j)))
	}
	return sum.Value()
}

// largest is the largest total for which the distributions of small-unit indices are computed: beyond it whole numbers no
// longer have digits to spare.
const largest = 1e12

// whole returns an error when a count is no whole number, or the counts are too large to deal out person by person.
func whole(c index.Composition) error {
	var sum index.Sum
	for k, counts := range c.Counts {
		for i, v := range counts {
			if v != math.Trunc(v) {
				return index.Undefined("group %d, unit %d: %v is not a whole number of people, which chance could deal out", k, i, v)
			}
			sum = sum.Plus(v)
		}
	}
	if sum.Value() > largest {
		return index.Undefined("the counts add up to more than %g people, too many to deal out by chance", float64(largest))
	}
	return nil
}
