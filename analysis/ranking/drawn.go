package ranking

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// drawn finds what is believed of each place by drawing all values many times. Each draw is sorted once.
func drawn(values []Value, o Options, out []Place) {
	n := len(values)
	type unit struct {
		value float64
		id    int
	}
	units := make([]unit, n)
	counts := make([]int32, n*n) // how often each unit had each place
	sum := make([]float64, n)
	for d := range o.Draws {
		r := rand.New(rand.NewPCG(o.Seed, uint64(d)))
		for i, v := range values {
			units[i] = unit{v.draw(r), i}
		}
		slices.SortFunc(units, func(a, b unit) int { return cmp.Compare(b.value, a.value) })
		for k := 0; k < n; {
			end := k + 1
			for end < n && units[end].value == units[k].value {
				end++
			}
			// Certain values that are the same share their places: each has the middle one on average, and all of them in turn.
			for j := k; j < end; j++ {
				place := k
				if end > k+1 {
					place = k + r.IntN(end-k)
				}
				counts[units[j].id*n+place]++
				sum[units[j].id] += float64(k+end+1) / 2
			}
			k = end
		}
	}
	draws := float64(o.Draws)
	tail := (1 - o.Level) / 2
	for i := range out {
		p, of := &out[i], counts[i*n:(i+1)*n]
		p.Expected = sum[i] / draws
		p.First, p.Last = float64(of[0])/draws, float64(of[n-1])/draws
		for k, c := range of {
			if lastQuarter(float64(k+1), n) {
				p.LastQuarter += float64(c) / draws
			}
		}
		p.Lower, p.Upper = within(of, tail*draws)
	}
}

// within returns the places outside of which, on either side, at most so many of the draws lie.
func within(counts []int32, tail float64) (lower, upper int) {
	seen := 0.0
	for lower = 0; lower < len(counts)-1; lower++ {
		if seen += float64(counts[lower]); seen > tail {
			break
		}
	}
	seen = 0
	for upper = len(counts) - 1; upper > lower; upper-- {
		if seen += float64(counts[upper]); seen > tail {
			break
		}
	}
	return lower + 1, upper + 1
}

// draw draws what the value may be: it is as often above the figure as below.
func (v Value) draw(r *rand.Rand) float64 {
	z := r.NormFloat64()
	if z < 0 {
		return v.Value + z*v.Below
	}
	return v.Value + z*v.Above
}

// deviation is the standard deviation of a value, whose mean of both sides it is.
func (v Value) deviation() float64 { return math.Sqrt((v.Below*v.Below + v.Above*v.Above) / 2) }
