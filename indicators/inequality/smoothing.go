package inequality

import "math"

// The series of a box: its half width, how far kernels reach, both in bandwidths, and the number of terms. A term is at most
// (halfBox·reach)^k/k! of the whole, below 1e-16 for the first that is left out; a kernel beyond reach is below 1e-15.
const (
	halfBox     = 0.25
	reach       = 8.5
	seriesTerms = 26
)

// box is the values of an interval of length 2·halfBox·h: where its middle is, and Σ w e^(−u²/2) u^k/k! with u = (x − middle)/h.
type box struct {
	middle float64
	terms  [seriesTerms]float64
}

// smoothed returns the density at each of units, in ascending order and of total weight 1, by a Gaussian kernel of bandwidth h,
//
//	f(y) = Σ w(i) exp(−(y − x(i))²/2h²) / (h √2π)
//
// With u = (x − c)/h and v = (y − c)/h for the middle c of a box the kernel is e^(−u²/2) e^(−v²/2) Σ (uv)^k/k!: the values of a box are
// summed once, and evaluated from every place within reach (the fast Gauss transform of Greengard and Strain 1991, SIAM Journal on
// Scientific and Statistical Computing 12(1), 79–94). Nothing is approximated beyond rounding.
func smoothed(units []unit, h float64) []float64 {
	var boxes []box
	end := math.Inf(-1)
	for _, u := range units {
		if u.value > end {
			boxes = append(boxes, box{middle: u.value + halfBox*h})
			end = u.value + 2*halfBox*h
		}
		b := &boxes[len(boxes)-1]
		t := (u.value - b.middle) / h
		term := u.weight * math.Exp(-t*t/2)
		for k := range b.terms {
			b.terms[k] += term
			term *= t / float64(k+1)
		}
	}
	out := make([]float64, len(units))
	first := 0
	for i, u := range units {
		for u.value-boxes[first].middle > reach*h {
			first++
		}
		var sum float64
		for j := first; j < len(boxes) && boxes[j].middle-u.value <= reach*h; j++ {
			v := (u.value - boxes[j].middle) / h
			series := 0.0
			for k := seriesTerms - 1; k >= 0; k-- {
				series = float64(series*v) + boxes[j].terms[k]
			}
			sum += series * math.Exp(-v*v/2)
		}
		out[i] = sum / h / math.Sqrt(2*math.Pi)
	}
	return out
}
