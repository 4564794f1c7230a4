package resample

import (
	"math"
	"math/rand/v2"
)

// Hypergeometric draws how many of n things taken from an urn without putting back are marked, when the urn holds marked and
// plain ones. Fractional numbers are rounded; n is at most what the urn holds, and negative numbers are taken as 0. An urn of
// more than 2⁵³, where not every whole number exists, gives NaN.
//
// Few expected are drawn by inversion, many by the ratio of uniforms (Stadlober 1990, Journal of Computational and Applied
// Mathematics 31, 181–189, algorithm HRUA), whose cost does not grow with the numbers.
func Hypergeometric(r *rand.Rand, marked, plain, n float64) float64 {
	marked, plain = max(0, math.Round(marked)), max(0, math.Round(plain))
	all := marked + plain
	n = min(max(0, math.Round(n)), all)
	switch {
	case n == 0 || marked == 0 || !(math.Abs(n) <= math.MaxFloat64):
		return 0
	case all > wholeNumbers:
		return math.NaN()
	case plain == 0:
		return n
	case n == all:
		return marked
	}
	// What is drawn of the smaller kind, and by the smaller of sample and rest, says what is drawn of the other.
	few, many := min(marked, plain), max(marked, plain)
	m := min(n, all-n)
	var k float64
	if m*few < 10*all {
		k = walk(r, few, many, m)
	} else {
		k = ratioOfUniforms(r, few, many, m)
	}
	if m < n {
		k = few - k
	}
	if plain < marked {
		k = n - k
	}
	return k
}

// walk goes up the distribution from none of the few.
func walk(r *rand.Rand, few, many, m float64) float64 {
	none := chanceOfNone(few, many, m)
	for {
		u, prob, k := r.Float64(), none, 0.0
		for u > prob {
			u -= prob
			prob *= (few - k) * (m - k) / ((k + 1) * (many - m + k + 1))
			k++
			if prob < 1e-300 { // rounding has left u above the sum of all probabilities
				break
			}
		}
		if u <= prob {
			return k
		}
	}
}

// chanceOfNone returns many!·(all−m)! / ((many−m)!·all!). Of the two ways, the product is exact when few or m are small, and
// otherwise the logarithms are of numbers large enough.
func chanceOfNone(few, many, m float64) float64 {
	all := few + many
	if terms := min(few, m); terms <= 24 {
		other, p := max(few, m), 1.0
		for j := range int(terms) {
			p *= 1 - other/(all-float64(j))
		}
		return p
	}
	return math.Exp(logRatio(all, -few) - logRatio(all-m, -few))
}

// ratioOfUniforms needs an expectation of 10 or so, few ≤ many and m at most half of all.
func ratioOfUniforms(r *rand.Rand, few, many, m float64) float64 {
	all := few + many
	share := few / all
	centre := float64(m*share) + 0.5
	const (
		slope = 1.7155277699214135 // 2 √(2/e)
		base  = 0.8989161620588988 // 3 − 2 √(3/e)
	)
	width := float64(slope*math.Sqrt((all-m)*m*share*(1-share)/(all-1)+0.5)) + base
	mode := math.Floor((m + 1) * (few + 1) / (all + 2))
	for {
		x := 1 - r.Float64() // above 0
		k := math.Floor(centre + float64(width*(r.Float64()-0.5)/x))
		if k < 0 || k > min(few, m) {
			continue
		}
		d := k - mode
		t := -logRatio(mode, d) - logRatio(few-mode, -d) - logRatio(m-mode, -d) - logRatio(many-m+mode, d)
		switch {
		case x*(4-x)-3 <= t:
			return k
		case x*(x-t) >= 1:
		case 2*math.Log(x) <= t:
			return k
		}
	}
}
