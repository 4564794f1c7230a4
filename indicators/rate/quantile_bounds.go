package rate

import "slices"

// QuantileBounds returns the k + 1 bounds of k groups of values, from the least value to the greatest: quantiles at 0, 1/k, … 1 by
// linear interpolation between the values, type 7 of Hyndman and Fan (1996), as Fingertips' calculators of quartiles and quintiles.
// It returns nil where there are no values or k is below 1.
func QuantileBounds(values []float64, k int) []float64 {
	n := len(values)
	if n == 0 || k < 1 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(values))
	bounds := make([]float64, k+1)
	for j := range bounds {
		whole, part := (n-1)*j/k, float64((n-1)*j%k)/float64(k)
		bounds[j] = sorted[whole]
		if part > 0 {
			bounds[j] += float64(part * (sorted[whole+1] - sorted[whole]))
		}
	}
	return bounds
}
