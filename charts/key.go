package charts

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// key explains the marks of a chart: a sample and a word for each, set in lines under the plot.
type key struct {
	lines [][]keyEntry
}

// keyEntry is one mark: sample draws it with its centre at o, at most 2r wide.
type keyEntry struct {
	width  vg.Length // of the sample
	sample func(c draw.Canvas, o vg.Point)
	text   string
}

const (
	keyLine vg.Length = 14 // height of a line
	keyGap  vg.Length = 14 // between entries
)

// newKey sets entries in lines of a width.
func newKey(w vg.Length, entries ...keyEntry) key {
	var k key
	var x vg.Length
	for _, e := range entries {
		n := e.size()
		if len(k.lines) == 0 || x+n > w {
			k.lines = append(k.lines, nil)
			x = 0
		}
		last := len(k.lines) - 1
		k.lines[last] = append(k.lines[last], e)
		x += n + keyGap
	}
	return k
}

func (e keyEntry) size() vg.Length {
	return e.width + 4 + width(e.text, style(labelSize, ink, false))*slack
}

// height includes the space above.
func (k key) height() vg.Length {
	if len(k.lines) == 0 {
		return 0
	}
	return 8 + vg.Length(len(k.lines))*keyLine
}

// draw sets the key at the lower left of c.
func (k key) draw(c draw.Canvas) {
	sty := aligned(style(labelSize, ink, false), draw.XLeft, draw.YCenter)
	for i, l := range k.lines {
		x, y := c.Min.X, c.Min.Y+(vg.Length(len(k.lines)-i)-0.5)*keyLine
		for _, e := range l {
			e.sample(c, vg.Point{X: x + e.width/2, Y: y})
			c.FillText(sty, vg.Point{X: x + e.width + 4, Y: y}, e.text)
			x += e.size() + keyGap
		}
	}
}
