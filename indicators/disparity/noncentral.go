package disparity

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// noncentralChiSquared returns the probability that a noncentral chi-squared variable with df > 0 degrees of freedom and noncentrality
// lambda ≥ 0 is at most x ≥ 0,
//
//	F(x) = Σj e^(−λ/2) (λ/2)^j / j! · P(df/2 + j, x/2)
//
// with P the regularised lower incomplete gamma function (Johnson, N. L., Kotz, S. & Balakrishnan, N. 1995, Continuous Univariate
// Distributions 2, 2nd ed., chapter 29). The sum starts where its weights are greatest and goes both ways until they no longer count, so
// that its length grows with √λ. From a hundred thousand on, where the sum would grow long and the distribution is as good as normal on
// the scale of a power, Sankaran's second approximation takes its place (1963, Biometrika 50, 199–204), good to six digits there.
func noncentralChiSquared(x, df, lambda float64) float64 {
	if !(x > 0) {
		return 0
	}
	if df+lambda > 1e5 {
		return sankaran(x, df, lambda)
	}
	a, half, mean := df/2, x/2, lambda/2
	if mean == 0 {
		return mathext.GammaIncReg(a, half)
	}
	mode := math.Floor(mean)
	logGamma := func(v float64) float64 { g, _ := math.Lgamma(v); return g }
	weight := math.Exp(-mean + mode*math.Log(mean) - logGamma(mode+1))
	p := mathext.GammaIncReg(a+mode, half)
	// step(j) is P(a+j, x/2) − P(a+j+1, x/2).
	step := math.Exp((a+mode)*math.Log(half) - half - logGamma(a+mode+1))

	sum := weight * p
	const least = 1e-17 // of a weight
	for j, w, v, d := mode, weight, p, step; w > least; {
		v -= d
		j++
		w *= mean / j
		d *= half / (a + j)
		sum += w * math.Max(v, 0)
	}
	for j, w, v, d := mode, weight, p, step; j > 0 && w > least; {
		d *= (a + j) / half
		w *= j / mean
		j--
		v += d
		sum += w * math.Min(v, 1)
	}
	return math.Min(math.Max(sum, 0), 1)
}

// sankaran is the second approximation: ((x/(ν+λ))^h − μ)/σ is standard normal.
func sankaran(x, df, lambda float64) float64 {
	a, b, c := df+lambda, df+2*lambda, df+3*lambda
	h := 1 - 2.0/3*(a/b)*(c/b)
	p := b / a / a
	m := (h - 1) * (1 - 3*h)
	mean := 1 + h*p*(h-1-0.5*(2-h)*m*p)
	sd := h * math.Sqrt(2*p) * (1 + 0.5*m*p)
	return distuv.UnitNormal.CDF((math.Pow(x/a, h) - mean) / sd)
}
