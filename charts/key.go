package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// key explains the marks of a chart: a sample and a word for each, set in lines under the plot.
type key struct {
	lines [][]keyEntry
}

// keyEntry is one mark with what it means.
type keyEntry struct {
	width  vg.Length                       // of the sample
	sample func(c draw.Canvas, o vg.Point) // draws it with its centre at o
	text   string
}

// signEntry explains a sign that is set as text.
func signEntry(sign, text string) keyEntry {
	sty := style(labelSize, ink, false)
	return keyEntry{width(sign, sty) * slack, func(c draw.Canvas, o vg.Point) {
		c.FillText(aligned(sty, draw.XCenter, draw.YCenter), o, sign)
	}, text}
}

// verdictEntries explain the symbols of the verdicts that occur.
func verdictEntries(l lang.Lang, city string, occurs func(analysis.Verdict) bool) []keyEntry {
	var out []keyEntry
	for _, v := range []analysis.Verdict{analysis.Better, analysis.Worse, analysis.Higher, analysis.Lower, analysis.NoClearDifference} {
		if occurs(v) {
			out = append(out, keyEntry{8, func(c draw.Canvas, o vg.Point) { verdictGlyph(c, v, o) }, VerdictText(l, v, city)})
		}
	}
	return out
}

// absentEntries explain what stands in the place of values that are not there.
func absentEntries(l lang.Lang, values []analysis.Value) []keyEntry {
	found := map[string]bool{}
	for _, v := range values {
		if sign, _, class := WithoutValue(l, v); !v.OK {
			found[sign+class] = true
		}
	}
	var out []keyEntry
	if found["..suppressed"] {
		out = append(out, keyEntry{20, func(c draw.Canvas, o vg.Point) { hatch(c, o.X-10, o.Y-4, o.X+10, o.Y+4) }, wHidden.In(l)})
	}
	if found["..missing"] {
		out = append(out, signEntry("..", wMissing.In(l)))
	}
	if found[".missing"] {
		out = append(out, signEntry(".", wCannot.In(l)))
	}
	return out
}

// intervals names the intervals that values have: of a level, or the source's own, whose level is not known.
func intervals(l lang.Lang, values []analysis.Value) string {
	var out []string
	for _, v := range values {
		name := fmt.Sprintf(wInterval.In(l), LevelText(l, v.Level))
		if v.Level == 0 {
			name = wTheirs.In(l)
		}
		if v.OK && v.Interval && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, " / ")
}

const (
	keyLine vg.Length = 14 // height of a line
	keyGap  vg.Length = 14 // between entries
)

// newKey sets entries in lines of a width.
func newKey(w vg.Length, entries ...keyEntry) key {
	var k key
	var x vg.Length
	for _, e := range slices.Concat(folded(w, entries)...) {
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

// stacked sets each entry on a line of its own.
func stacked(entries []keyEntry) key {
	var k key
	for _, e := range entries {
		k.lines = append(k.lines, []keyEntry{e})
	}
	return k
}

// folded breaks entries that are wider than a line: the sample stands before the first line of the text.
func folded(w vg.Length, entries []keyEntry) [][]keyEntry {
	var out [][]keyEntry
	for _, e := range entries {
		var lines []keyEntry
		for i, s := range wrap(e.text, style(labelSize, ink, false), w-e.width-4) {
			part := keyEntry{e.width, e.sample, s}
			if i > 0 {
				part.sample = func(draw.Canvas, vg.Point) {}
			}
			lines = append(lines, part)
		}
		out = append(out, lines)
	}
	return out
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
