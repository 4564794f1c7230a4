package charts

import (
	"image/color"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

func (p *profile) draw(c draw.Canvas, rows []profileRow) {
	k := p.key(rows)
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	p.head(c, rows)
	y := c.Max.Y - profileHead
	for i, r := range rows {
		if i == 0 || rows[i-1].theme != r.theme {
			p.theme(c, r.theme, y)
			y -= profileTheme
		}
		h := p.rowHeight(r)
		end := group(c, "measure-"+Slug(r.Indicator.ID)+"-"+Slug(string(r.Group)))
		p.drawRow(c, r, y, h)
		end()
		y -= h
	}
}

// head names the columns.
func (p *profile) head(c draw.Canvas, rows []profileRow) {
	l, col := p.o.Lang, p.columns
	sty := style(labelSize, muted, false)
	y := c.Max.Y - labelSize
	right := func(col [2]vg.Length, s string) {
		if col[1] > col[0] {
			c.FillText(aligned(sty, draw.XRight, draw.YBottom), vg.Point{X: c.Min.X + col[1], Y: y}, s)
		}
	}
	value := col.value
	value[1] -= profileGlyph
	right(value, wValueHead.In(l))
	right(col.city, wCityHead.In(l))
	right(col.low, wLowHead.In(l))
	right(col.high, wHighHead.In(l))
	if col.trends[1] > col.trends[0] {
		c.FillText(aligned(sty, draw.XLeft, draw.YBottom), vg.Point{X: c.Min.X + col.trends[0], Y: y}, wTrendHead.In(l))
	}
	x0, x1 := c.Min.X+col.bar[0], c.Min.X+col.bar[1]
	bold := style(labelSize, ink, true)
	city := shorten(p.o.City, bold, x1-x0)
	c.FillText(aligned(bold, draw.XCenter, draw.YBottom), vg.Point{X: (x0 + x1) / 2, Y: y}, city)
	left, better := lang.Text{Sv: "sämre", En: "worse"}.In(l), lang.Text{Sv: "bättre", En: "better"}.In(l)
	side := max(width(left, sty), width(better, sty))*slack + 4
	unjudged := slices.ContainsFunc(rows, func(r profileRow) bool { return r.Indicator.Direction == indicators.NotJudged })
	if width(city, bold)*slack/2+side > (x1-x0)/2 || unjudged { // to the right of what is not judged is no better
		return
	}
	c.FillText(aligned(sty, draw.XLeft, draw.YBottom), vg.Point{X: x0, Y: y}, left)
	c.FillText(aligned(sty, draw.XRight, draw.YBottom), vg.Point{X: x1, Y: y}, better)
}

func (p *profile) theme(c draw.Canvas, name string, y vg.Length) {
	if name == "" {
		name = lang.Text{Sv: "Övrigt", En: "Other"}.In(p.o.Lang)
	}
	sty := style(labelSize, ink, true)
	c.FillText(sty, vg.Point{X: c.Min.X, Y: y - profileTheme + 5.5}, shorten(name, sty, c.Max.X-c.Min.X))
	line(c, axis, gridWidth, nil, c.Min.X, y-profileTheme+1, c.Max.X, y-profileTheme+1)
}

func (p *profile) drawRow(c draw.Canvas, r profileRow, top, h vg.Length) {
	l, col := p.o.Lang, p.columns
	plain, bold, quiet := style(labelSize, ink, false), style(labelSize, ink, true), style(labelSize, muted, false)
	names := wrap(p.name(r), plain, p.nameWidth())
	block := vg.Length(len(names)) * labelSize * leading
	y := top - h/2
	first := y + block/2 - labelSize
	if col.stacked {
		first, y = top-labelSize-2, top-block-2-profileSpine/2
	}
	for i, s := range names {
		c.FillText(plain, vg.Point{X: c.Min.X, Y: first - vg.Length(i)*labelSize*leading}, shorten(s, plain, p.nameWidth()))
	}
	cell := func(col [2]vg.Length, sty text.Style, s string) {
		if col[1] > col[0] {
			c.FillText(aligned(sty, draw.XRight, draw.YCenter), vg.Point{X: c.Min.X + col[1], Y: y}, s)
		}
	}
	value := col.value
	value[1] -= profileGlyph
	if r.own.Value.OK && r.own.Value.SmallBase {
		value[1] += width(")", bold) // so that digits stand under digits
	}
	cell(value, bold, valueText(l, r.own.Value, r.Indicator))
	verdictGlyph(c, r.own.Verdict, vg.Point{X: c.Min.X + col.value[1] - 4, Y: y})
	cell(col.city, quiet, Number(l, r.City.Value, r.Indicator.Decimals))
	if len(r.values) > 0 {
		cell(col.low, quiet, Number(l, r.low().Value.Value, r.Indicator.Decimals))
		cell(col.high, quiet, Number(l, r.high().Value.Value, r.Indicator.Decimals))
	}
	p.spine(c, r, y)
	if r.over != nil && col.trends[1] > col.trends[0] {
		p.miniTrend(c, r, y, min(h, 26))
	}
}

// spine draws the bar of a row, with the city in its middle.
func (p *profile) spine(c draw.Canvas, r profileRow, y vg.Length) {
	x0, x1 := c.Min.X+p.columns.bar[0]+4, c.Min.X+p.columns.bar[1]-4
	centre, half := (x0+x1)/2, (x1-x0)/2
	if r.Indicator.Direction == indicators.LowerIsBetter {
		half = -half
	}
	tx := func(v float64) vg.Length {
		if r.reach == 0 {
			return centre
		}
		return centre + half*vg.Length((v-r.City.Value)/r.reach)
	}
	band := func(k color.Color, low, high float64) {
		rect(c, k, min(tx(low), tx(high)), y-5, max(tx(low), tx(high)), y+5)
	}
	if sign, _, class := WithoutValue(p.o.Lang, r.own.Value); !r.own.Value.OK && class == "suppressed" {
		hatch(c, x0, y-6, x1, y+6)
		plate(c, style(labelSize, ink, false), vg.Point{X: centre, Y: y}, sign)
		return
	}
	if len(r.values) > 1 {
		band(grid, r.low().Value.Value, r.high().Value.Value)
	}
	if q1, q3, ok := r.middle(); ok {
		band(faint, q1, q3)
	}
	line(c, ink, cityWidth, nil, centre, y-7, centre, y+7)
	if v := r.own.Value; v.OK {
		o := vg.Point{X: tx(v.Value), Y: y}
		c.SetColor(white)
		c.Fill(circlePath(o, 6))
		if r.own.Verdict == analysis.NotCompared {
			dot(c, ink, v.SmallBase, o)
			return
		}
		if r.own.Verdict == analysis.NoClearDifference {
			dot(c, muted, true, o)
			return
		}
		verdictGlyph(c, r.own.Verdict, o)
	}
}

// miniTrend draws the district and the city over time, each row on a scale of its own.
func (p *profile) miniTrend(c draw.Canvas, r profileRow, y, h vg.Length) {
	s := r.over
	plain := func(vs []analysis.Value) []analysis.Value {
		out := slices.Clone(vs)
		for i := range out {
			out[i].Interval, out[i].Provisional = false, false
		}
		return out
	}
	own, city := plain(r.series), plain(s.City)
	low, high := extent(append(slices.Clone(own), city...))
	x0, x1 := c.Min.X+p.columns.trends[0]+3, c.Min.X+p.columns.trends[1]-4
	first, last := when(s.Periods[0]), when(s.Periods[len(s.Periods)-1])
	at := func(i int, v float64) vg.Point {
		o := vg.Point{X: x0 + (x1-x0)*vg.Length((when(s.Periods[i])-first)/(last-first)), Y: y}
		if high > low {
			o.Y += (h - 8) * vg.Length((v-low)/(high-low)-0.5)
		}
		return o
	}
	s.series(c, at, city, series{color: faint}, 1)
	s.series(c, at, own, series{color: muted}, 1.25)
}
