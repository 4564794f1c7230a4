package charts

import (
	"math"

	"gonum.org/v1/plot"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// scale is the range of an axis and its ticks, which lie on round numbers.
type scale struct {
	min, max float64
	ticks    []float64
	decimals int
}

// newScale returns a scale that holds low to high with about want ticks. It starts at zero where the data come near it, and stays within
// what the unit allows.
func newScale(low, high float64, want int, u indicators.Unit) scale {
	if !(low <= high) { // nothing to show
		low, high = 0, 1
	}
	floor, ceil := math.Inf(-1), math.Inf(1)
	switch u.Kind {
	case indicators.Share:
		floor, ceil = 0, u.Per
	case indicators.Rate, indicators.Count:
		floor = 0
	}
	if low >= 0 && low < 0.3*high {
		low = 0
	}
	if low == high {
		pad := max(math.Abs(low)*0.1, 1)
		low, high = low-pad, high+pad
	}
	low, high = max(low, floor), min(high, ceil)
	step := roundStep((high - low) / float64(want))
	s := scale{
		min:      max(math.Floor(low/step+1e-9)*step, floor),
		max:      min(math.Ceil(high/step-1e-9)*step, ceil),
		decimals: max(0, int(-math.Floor(math.Log10(step)+1e-9))),
	}
	first, last := math.Ceil(s.min/step-1e-9), math.Floor(s.max/step+1e-9)
	gap := math.Nextafter(s.max, math.Inf(1)) - s.max // between numbers of this size
	if n := last - first; n >= 1 && n <= maxTicks && step > 4*gap {
		for i := range int(n) + 1 {
			s.ticks = append(s.ticks, (first+float64(i))*step)
		}
	} else { // numbers beyond what steps can tell apart
		s.ticks, s.decimals = []float64{s.min, s.max}, 0
	}
	return s
}

// maxTicks is far more than a scale that makes sense has.
const maxTicks = 30

// roundStep returns the smallest of 1, 2 and 5 times a power of ten that is at least raw.
func roundStep(raw float64) float64 {
	if !(raw > 0) || math.IsInf(raw, 0) {
		return 1
	}
	p := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, m := range []float64{1, 2, 5} {
		if m*p >= raw*(1-1e-9) {
			return m * p
		}
	}
	return 10 * p
}

// labelled returns the ticks with numbers as printed in l.
func (s scale) labelled(l lang.Lang) plot.ConstantTicks {
	out := make(plot.ConstantTicks, len(s.ticks))
	for i, v := range s.ticks {
		out[i] = plot.Tick{Value: v, Label: Number(l, v, s.decimals)}
	}
	return out
}

// apply sets the scale on an axis; with flip its numbers fall to the right.
func (s scale) apply(a *plot.Axis, l lang.Lang, flip bool) {
	a.Min, a.Max = s.min, s.max
	a.Tick.Marker = s.labelled(l)
	if flip {
		a.Scale = plot.InvertedScale{Normalizer: plot.LinearScale{}}
	}
}
