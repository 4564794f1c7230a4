package rate

import "math"

// MOVERSum returns the limits of the sum Σ cj vj of independent figures from the limits lj and uj of each, by the method of variance
// estimates recovery (Zou, G. Y., Huang, W. & Zhang, X. 2009, A note on confidence interval estimation for a linear function of
// binomial proportions. Computational Statistics & Data Analysis 53(4), 1080–1085, equation 4):
//
//	lower = Σ cj vj − √Σ (cj vj − min(cj lj, cj uj))²
//	upper = Σ cj vj + √Σ (max(cj lj, cj uj) − cj vj)²
//
// For c = 1, −1 it is [MOVERDifference]. A figure with the coefficient 0 plays no part, whatever its limits are. Limits that rest on one
// that is NaN are NaN.
func MOVERSum(c, v, l, u []float64) (sum, lower, upper float64) {
	var down, up float64
	for j, cj := range c {
		if cj == 0 {
			continue
		}
		low, high := cj*l[j], cj*u[j]
		if cj < 0 {
			low, high = high, low
		}
		x := cj * v[j]
		sum += x
		down = math.Hypot(down, x-low)
		up = math.Hypot(up, high-x)
	}
	return sum, sum - down, sum + up
}
