package charts

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// scale is the range of an axis and its ticks, which lie on round numbers.
type scale struct {
	min, max float64
	ticks    []float64
	decimals int
	signed   bool // labels have a plus above zero, as differences do
	from     int  // position of a tick that is labelled
	every    int  // how many ticks lie from label to label; 0 for one
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

// fitScale is [newScale] for a horizontal axis of a width; where it has no room for all labels it labels zero and every second tick, or third
// and so on, or the first and the last alone.
func fitScale(low, high float64, u indicators.Unit, w vg.Length, signed bool) scale {
	s := newScale(low, high, 5, u)
	s.signed = signed
	if len(s.ticks) < 2 || s.max <= s.min {
		return s
	}
	var label vg.Length
	for _, t := range s.labelled(lang.Sv) {
		label = max(label, width(t.Label, style(labelSize, muted, false))*slack+5)
	}
	apart := vg.Length((s.ticks[1]-s.ticks[0])/(s.max-s.min)) * (w - label) // gonum's axes leave room for the outermost labels
	s.from = max(slices.Index(s.ticks, 0), 0)
	for s.every = 1; s.from-s.every >= 0 || s.from+s.every < len(s.ticks); s.every++ {
		if apart*vg.Length(s.every) >= label {
			return s
		}
	}
	s.from, s.every = 0, len(s.ticks)-1
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

// number prints a number as the labels of the scale do.
func (s scale) number(l lang.Lang, v float64) string {
	if s.signed {
		return Signed(l, v, s.decimals)
	}
	return Number(l, v, s.decimals)
}

// labelled returns the ticks with numbers as printed in l.
func (s scale) labelled(l lang.Lang) plot.ConstantTicks {
	out := make(plot.ConstantTicks, len(s.ticks))
	for i, v := range s.ticks {
		out[i] = plot.Tick{Value: v}
		if (i-s.from)%max(s.every, 1) == 0 {
			out[i].Label = s.number(l, v)
		}
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

// axisHeight holds tick marks, tick labels and the line that explains the axis.
const axisHeight = noteHeight + tickHeight

// tickHeight holds tick marks and their labels.
const tickHeight vg.Length = 14

// noteHeight is the height of the line under the tick labels.
const noteHeight vg.Length = 16

// noteTwo is what a second line takes, where one has not room for all.
const noteTwo = labelSize * leading

// noteText says what an axis measures and where it starts if not at zero.
func noteText(l lang.Lang, ind indicators.Indicator, s scale) string {
	from := ""
	if s.min > 0 {
		from = fmt.Sprintf(wAxisFrom.In(l), Number(l, s.min, s.decimals))
	}
	return join2(", ", ind.Unit.Name.In(l), from)
}

// noteExtra is what the note of an axis that ends at a distance from the left edge of the page takes beside [noteHeight].
func noteExtra(room vg.Length, l lang.Lang, ind indicators.Indicator, s scale) vg.Length {
	sty := style(labelSize, muted, false)
	text, word := noteText(l, ind, s), directionText(l, ind.Direction)
	if word == "" || text == "" || width(text, sty)*slack+width(word, sty)*slack+25 <= room {
		return 0
	}
	return noteTwo
}

// axisNote explains a horizontal axis under its labels: the unit, where it starts if not at zero, and which way is better. Where the
// axis is too short for that, the note starts at left, and where that is not enough it has two lines.
func axisNote(area draw.Canvas, left vg.Length, l lang.Lang, ind indicators.Indicator, s scale) {
	sty := style(labelSize, muted, false)
	y := area.Min.Y - 14
	extra := noteExtra(area.Max.X-left, l, ind, s)
	right := area.Max.X
	if word := directionText(l, ind.Direction); word != "" {
		arrow(area, muted, right, y-extra+3, 12)
		area.FillText(aligned(sty, draw.XRight, draw.YBottom), vg.Point{X: right - 17, Y: y - extra}, word)
		if extra == 0 {
			right -= width(word, sty)*slack + 25
		}
	}
	text := noteText(l, ind, s)
	x := area.Min.X
	if width(text, sty)*slack > right-x {
		x = left
	}
	if width(text, sty)*slack > right-x { // the labels tell where the axis starts
		text = ind.Unit.Name.In(l)
	}
	area.FillText(sty, vg.Point{X: x, Y: y}, shorten(text, sty, right-x))
}
