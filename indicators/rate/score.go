package rate

import "math"

// Score tests whether two figures x1/n1 and x2/n2, of populations that share nobody, are one: the score statistic, whose variance is that of
// the figure of both together, and its two-sided probability by the normal distribution,
//
//	z = (x1/n1 − x2/n2) / √(v(p̄) (1/n1 + 1/n2)),  p̄ = (x1 + x2)/(n1 + n2)
//
// with v(p) = p(1 − p) of persons and p of occurrences. Its square is Pearson's χ² of the two by two table. It asks for some five expected on
// either side. Both are NaN where nobody, or everybody, is counted in both, and where a population is not above 0.
func (k Kind) Score(x1, n1, x2, n2 float64) (z, p float64) {
	pooled := (x1 + x2) / (n1 + n2)
	return twoSided((x1/n1 - x2/n2) / math.Sqrt(k.variance(pooled)*(1/n1+1/n2)))
}

// ScoreAgainst tests whether a figure x/n is a figure that is known without error:
//
//	z = (x/n − certain) / √(v(certain)/n)
//
// Both are NaN where the certain figure lets nothing vary, 0 or of persons 1, and where the population is not above 0.
func (k Kind) ScoreAgainst(x, n, certain float64) (z, p float64) {
	return twoSided((x/n - certain) / math.Sqrt(k.variance(certain)/n))
}

// twoSided returns z and its two-sided probability, NaN for a z that is not finite.
func twoSided(z float64) (float64, float64) {
	if !(math.Abs(z) <= math.MaxFloat64) {
		return math.NaN(), math.NaN()
	}
	return z, math.Erfc(math.Abs(z) / math.Sqrt2)
}
