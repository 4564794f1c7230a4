package rate

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// binomialQuantile returns the number of n persons below which the binomial distribution with the given probability has p, drawn
// to a line between the whole numbers as [interpolated] does.
func binomialQuantile(p, n, probability float64) float64 {
	if n > mostExact {
		return math.NaN()
	}
	at := func(r float64) float64 {
		switch {
		case r < 0:
			return 0
		case r >= n:
			return 1
		}
		return mathext.RegIncBeta(n-r, r+1, 1-probability)
	}
	mean := n * probability
	return interpolated(at, p, mean+distanceOf(p)*math.Sqrt(mean*(1-probability)))
}

// poissonQuantile is [binomialQuantile] for the Poisson distribution of the given mean.
func poissonQuantile(p, mean float64) float64 {
	if mean > mostExact {
		return math.NaN()
	}
	at := func(r float64) float64 {
		if r < 0 {
			return 0
		}
		return mathext.GammaIncRegComp(r+1, mean)
	}
	return interpolated(at, p, mean+distanceOf(p)*math.Sqrt(mean))
}

// distanceOf returns the standard normal quantile of p.
func distanceOf(p float64) float64 { return math.Copysign(Z(math.Abs(2*p-1)), p-0.5) }

// interpolated returns the quantile of a distribution over the whole numbers from 0 (Spiegelhalter 2005): with r the least number whose
// distribution function F(r) is at least p,
//
//	r − (F(r) − p) / (F(r) − F(r−1))
//
// which is never above the whole quantile and steps nowhere as the distribution changes. The search begins at the guess.
func interpolated(at func(r float64) float64, p, guess float64) float64 {
	// at(below) < p ≤ at(above) in the end.
	below, above := -1.0, math.Max(0, math.Floor(guess))
	step := 1.0
	if at(above) >= p {
		for r := above - step; r >= 0; r = above - step {
			if at(r) < p {
				below = r
				break
			}
			above = r
			step *= 2
		}
	} else {
		below, above = above, above+step
		for at(above) < p {
			step *= 2
			below, above = above, above+step
		}
	}
	for above-below > 1 {
		if middle := math.Floor(below + (above-below)/2); at(middle) < p {
			below = middle
		} else {
			above = middle
		}
	}
	high, low := at(above), at(below)
	return above - (high-p)/(high-low)
}

// invertedPoisson returns the numbers of events, not whole, whose exact limits ([ExactPoisson]) at the confidence level end at the number
// expected: the least and the greatest that would not be told from it.
func invertedPoisson(expected, level float64) (lower, upper float64) {
	if expected > mostExact {
		return math.NaN(), math.NaN()
	}
	tail := (1 - level) / 2
	reach := (Z(level) + 4) * (math.Sqrt(expected) + 4)
	if math.Exp(-expected) < tail {
		lower = bisect(func(x float64) bool { return mathext.GammaIncRegComp(x+1, expected) < tail }, 0, expected)
	}
	upper = bisect(func(x float64) bool { return mathext.GammaIncReg(x, expected) > tail }, expected, expected+reach)
	return lower, upper
}

// bisect returns where before turns false between low and high.
func bisect(before func(x float64) bool, low, high float64) float64 {
	for range 60 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if before(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low + (high-low)/2
}
