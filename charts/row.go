package charts

import (
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// rowColumns are the widths of the columns of a chart with a row for each area: names, marks, and values with a symbol.
type rowColumns struct {
	names, marks, values vg.Length
}

const (
	afterNames  vg.Length = 6
	beforeValue vg.Length = 8
	glyphRoom   vg.Length = 16 // of the symbol after a value
)

// rowText is what stands beside the marks of a row.
type rowText struct {
	name, value string
	bold        bool
}

// newRowColumns divides a width. Names that take more than their part are cut.
func newRowColumns(inner vg.Length, rows []rowText) rowColumns {
	var r rowColumns
	for _, t := range rows {
		r.names = max(r.names, width(t.name, style(labelSize, ink, t.bold))*slack)
		r.values = max(r.values, width(t.value, style(labelSize, ink, true))*slack)
	}
	r.names = min(r.names, inner*0.4)
	r.values += glyphRoom
	r.marks = inner - r.names - afterNames - r.values - beforeValue
	return r
}

// left and right are what the columns beside the marks take of a page.
func (r rowColumns) left() vg.Length  { return r.names + afterNames }
func (r rowColumns) right() vg.Length { return r.values + beforeValue }

// dealRows deals rows to as few figures as the preset's height allows, of about equal length; extra is the height of what is not rows in a figure
// of some of them.
func dealRows[T any](o Options, rows []T, extra func([]T) vg.Length) [][]T {
	for pages := 1; ; pages++ {
		each := (len(rows) + pages - 1) / pages
		parts := slices.Collect(slices.Chunk(rows, each))
		if each == 1 || !slices.ContainsFunc(parts, func(part []T) bool { return vg.Length(len(part))*rowHeight+extra(part) > o.page().Rows }) {
			return parts
		}
	}
}

// number gives the figures of one chart their numbers, where they are several.
func number(fs []*Figure) []*Figure {
	if len(fs) > 1 {
		for i, f := range fs {
			f.ID = fmt.Sprintf("%s-%d", f.ID, i+1)
		}
	}
	return fs
}

// partText says which of several figures one is, at the end of a subtitle.
func partText(l lang.Lang, part, of int) string {
	if of < 2 {
		return ""
	}
	return fmt.Sprintf(lang.Text{Sv: "; del %d av %d", En: "; part %d of %d"}.In(l), part, of)
}

// rowBand is the ground of a row that stands out.
func rowBand(c draw.Canvas, page vg.Rectangle, y, half vg.Length) {
	rect(c, panel, page.Min.X-4, y-half, page.Max.X+4, y+half)
}

// texts sets the name and the value of a row.
func (r rowColumns) texts(c draw.Canvas, page vg.Rectangle, y vg.Length, t rowText, v analysis.Value) {
	sty := style(labelSize, ink, t.bold)
	c.FillText(aligned(sty, draw.XLeft, draw.YCenter), vg.Point{X: page.Min.X, Y: y}, shorten(t.name, sty, r.names))
	x := page.Max.X - glyphRoom
	switch {
	case !v.OK:
		sty.Color = muted
	case v.SmallBase:
		x += width(")", sty) // so that digits stand under digits
	}
	c.FillText(aligned(sty, draw.XRight, draw.YCenter), vg.Point{X: x, Y: y}, t.value)
}

// absent marks a row without a value: hatched where the value is withheld, empty where there is none.
func absent(c draw.Canvas, l lang.Lang, v analysis.Value, y, half vg.Length) {
	if sign, _, class := WithoutValue(l, v); class == "suppressed" {
		hatch(c, c.Min.X, y-half+3, c.Max.X, y+half-3)
		plate(c, style(labelSize, ink, false), vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: y}, sign)
	}
}

// interval draws the limits of a value as a line that its dot is to lie on, dashed where the value rests on few.
func interval(c draw.Canvas, k color.Color, tx func(float64) vg.Length, v analysis.Value, y vg.Length) {
	casing(c, vg.Point{X: tx(v.Value), Y: y}) // under the interval, which else would be cut off from its dot
	if !v.Interval {
		return
	}
	var dash []vg.Length
	if v.SmallBase {
		dash = smallDash
	}
	line(c, k, intervalWidth, dash, tx(v.Lower), y, tx(v.Upper), y)
}

// topLabel names a vertical line above the plot, as near to it as the page allows.
func topLabel(c draw.Canvas, page vg.Rectangle, s string, x vg.Length) {
	sty := style(labelSize, ink, true)
	w := width(s, sty) * slack / 2
	x = min(max(x, page.Min.X+w), page.Max.X-w)
	c.FillText(aligned(sty, draw.XCenter, draw.YBottom), vg.Point{X: x, Y: c.Max.Y + 5}, s)
}
