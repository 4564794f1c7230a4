package resample

import "math"

// logFactorial returns ln k! for a whole k of at least 0.
func logFactorial(k float64) float64 {
	v, _ := math.Lgamma(k + 1)
	return v
}

// logRatio returns ln (k+d)!/k! for whole k and k+d of at least 0. Unlike a difference of two log factorials, which are of
// the size of k ln k, it keeps its digits when k is large and d is small.
func logRatio(k, d float64) float64 {
	to := k + d
	if k < 1 || to < 1 {
		return tail(to) - tail(k) + body(to) - body(k)
	}
	return float64((k+0.5)*math.Log1p(d/k)) + float64(d*math.Log(to)) - d + (tail(to) - tail(k))
}

// body is Stirling's formula without the constant, (k+½) ln k − k, and 0 at 0.
func body(k float64) float64 {
	if k < 1 {
		return 0
	}
	return float64((k+0.5)*math.Log(k)) - k
}

// tails holds what ln k! exceeds (k+½) ln k − k by, for small k.
var tails = func() (t [32]float64) {
	for k := range t {
		t[k] = logFactorial(float64(k)) - body(float64(k))
	}
	return t
}()

// tail returns what ln k! exceeds (k+½) ln k − k by: ½ ln 2π and Stirling's series (Abramowitz and Stegun 1964, 6.1.41).
func tail(k float64) float64 {
	if k < float64(len(tails)) {
		return tails[int(k)]
	}
	const halfLog2Pi = 0.918938533204672741780329736406
	q := 1 / (k * k)
	return halfLog2Pi + (1.0/12-(1.0/360-(1.0/1260-q/1680)*q)*q)/k
}
