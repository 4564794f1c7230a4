package trend

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// MinJoinpoint is the least number of years among which a turning point is looked for.
const MinJoinpoint = 7

// Joinpoint is a year in which the slope of a line changes.
type Joinpoint struct {
	Year          float64
	Height        float64 // of the line in that year
	Before, After float64 // slope a year
	P             float64 // probability of so much better a fit where the line is straight
	Gain          float64 // what two lines take off chi-squared, the sum of squared residuals over their variances
}

// FindJoinpoint returns the year in which two lines that meet there fit the values best, by least squares with the inverse of the variances as
// weights, and the probability that they would fit so much better than one line if the values were one line and chance: the share of
// permutations of the standardised residuals about one line, r about it among them, for which the best two fit as much better (Kim, Fay,
// Feuer and Midthune 2000, Statistics in Medicine 19, 335–351, for one joinpoint). Years are in ascending order. The joinpoint is one of
// them, with two years or more on either side.
//
// Permutations compare residuals with one another and not with the variances. Where these are known, a gain that is small beside 1 says that
// chance bends a line as much, however regular the values are.
//
// Permutations are draws from r; the more, the finer the probability. There is none with fewer than [MinJoinpoint] years, or where the values
// lie on one line.
func FindJoinpoint(years, values, variances []float64, permutations int, r *rand.Rand) (Joinpoint, error) {
	n := len(years)
	switch {
	case n != len(values) || n != len(variances):
		return Joinpoint{}, index.Undefined("%d years but %d values and %d variances", n, len(values), len(variances))
	case n < MinJoinpoint:
		return Joinpoint{}, index.Undefined("fewer than %d years", MinJoinpoint)
	case permutations < 1:
		return Joinpoint{}, index.Undefined("no permutations")
	}
	for i, v := range variances {
		if !(v > 0) || math.IsInf(v, 1) || !(math.Abs(values[i]) <= math.MaxFloat64) || i > 0 && !(years[i] > years[i-1]) {
			return Joinpoint{}, index.Undefined("variance %v of value %v in %v", v, values[i], years[i])
		}
	}
	// All vectors are multiplied by the roots of the weights, and one, slope and bends are orthonormal: what a bend explains of residuals is
	// then the square of one product.
	one, slope := make([]float64, n), make([]float64, n)
	bends := make([][]float64, n) // by position of the joinpoint; nil where there is none
	e := make([]float64, n)       // residuals
	for i, v := range variances {
		w := 1 / math.Sqrt(v)
		one[i], slope[i], e[i] = w, w*(years[i]-years[0]), w*values[i]
	}
	unit(one)
	take(slope, one)
	unit(slope)
	for k := 2; k < n-2; k++ {
		b := make([]float64, n)
		for i := k + 1; i < n; i++ {
			b[i] = (years[i] - years[k]) / math.Sqrt(variances[i])
		}
		take(b, one)
		take(b, slope)
		unit(b)
		bends[k] = b
	}
	whole := dot(e, e)
	take(e, one)
	take(e, slope)
	if rest := dot(e, e); !(rest > 1e-24*whole) {
		return Joinpoint{}, index.Undefined("the values lie on one line")
	}
	explained := func(e []float64) (share float64, at int) {
		all := dot(e, e) - square(dot(e, one)) - square(dot(e, slope))
		best := -1.0
		for k, b := range bends {
			if b == nil {
				continue
			}
			if s := square(dot(e, b)); s > best {
				best, at = s, k
			}
		}
		return best / all, at
	}
	found, at := explained(e)
	shuffled := append([]float64(nil), e...)
	as := 0
	for range permutations {
		r.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if s, _ := explained(shuffled); s >= found*(1-1e-12) {
			as++
		}
	}
	j := Joinpoint{Year: years[at], P: float64(1+as) / float64(1+permutations), Gain: found * dot(e, e)}
	j.solve(years, values, variances)
	return j, nil
}

// solve finds the two lines for the year.
func (j *Joinpoint) solve(years, values, variances []float64) {
	// Normal equations of height, slope before and slope after, the two slopes on years to the left and to the right of the joinpoint.
	var m [3][4]float64
	for i, t := range years {
		d, w := t-j.Year, 1/variances[i]
		x := [3]float64{1, math.Min(d, 0), math.Max(d, 0)}
		for a := range 3 {
			for b := range 3 {
				m[a][b] += float64(w*x[a]) * x[b]
			}
			m[a][3] += float64(w*x[a]) * values[i]
		}
	}
	for a := range 3 { // definite, so that no pivot is 0
		for b := a + 1; b < 3; b++ {
			f := m[b][a] / m[a][a]
			for c := a; c < 4; c++ {
				m[b][c] -= float64(f * m[a][c])
			}
		}
	}
	var out [3]float64
	for a := 2; a >= 0; a-- {
		v := m[a][3]
		for b := a + 1; b < 3; b++ {
			v -= float64(m[a][b] * out[b])
		}
		out[a] = v / m[a][a]
	}
	j.Height, j.Before, j.After = out[0], out[1], out[2]
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}

func square(v float64) float64 { return v * v }

// unit makes v as long as 1.
func unit(v []float64) {
	f := 1 / math.Sqrt(dot(v, v))
	for i := range v {
		v[i] *= f
	}
}

// take removes from v what lies along a vector u of length 1.
func take(v, u []float64) {
	f := dot(v, u)
	for i := range v {
		v[i] -= float64(f * u[i])
	}
}
