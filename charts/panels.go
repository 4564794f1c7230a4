package charts

import (
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// TrendPanels draws a trend as small multiples, one panel for each district in Swedish alphabetical order, all on the same axes: the district in
// colour with its interval, the city as a thin dark line.
func TrendPanels(t analysis.Trend, o Options) (*Figure, error) {
	if len(t.Areas) == 0 {
		return nil, fmt.Errorf("indicator %q: there are no districts to draw", t.Indicator.ID)
	}
	names := byName()
	t.Areas = slices.Clone(t.Areas)
	slices.SortFunc(t.Areas, func(a, b analysis.AreaSeries) int { return names(a.Area, b.Area) })
	s, err := newTimeline(t, o)
	if err != nil {
		return nil, err
	}
	k := s.panelKey()
	f := s.figure("panels")
	rows := (len(t.Areas) + panelColumns - 1) / panelColumns
	f.Height = panelTop + vg.Length(rows)*panelHeight + k.height()
	f.draw = func(c draw.Canvas) { s.drawPanels(c, k, rows) }
	return f, nil
}

const (
	panelColumns           = 4
	panelTop     vg.Length = 14 // where the unit stands
	panelHeight  vg.Length = 96
)

func (s *timeline) panelKey() key {
	l := s.o.Lang
	es := []keyEntry{
		{20, func(c draw.Canvas, o vg.Point) {
			line(c, categories[0].color, lineWidth, nil, o.X-10, o.Y, o.X+10, o.Y)
		},
			lang.Text{Sv: "området", En: "the area"}.In(l)},
		{20, func(c draw.Canvas, o vg.Point) { line(c, ink, 1, nil, o.X-10, o.Y, o.X+10, o.Y) }, s.o.City},
	}
	return newKey(s.o.inner(), append(es, ribbonEntries(l, s.Areas)...)...)
}

func (s *timeline) drawPanels(c draw.Canvas, k key, rows int) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	trendMarks{s, c.Rectangle}.unitNote(c)
	left := s.tickWidth() + 6
	tiles := draw.Tiles{Cols: panelColumns, Rows: rows, PadX: 8, PadLeft: left, PadTop: panelTop, PadBottom: k.height()}
	for i, a := range s.Areas {
		col, row := i%panelColumns, i/panelColumns
		cell := tiles.At(c, col, row)
		sty := style(labelSize, ink, true)
		cell.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: cell.Min.X, Y: cell.Max.Y - 8},
			shorten(a.Area.Name, sty, cell.Max.X-cell.Min.X))
		area := draw.Crop(cell, 0, 0, 0, -22)
		p := newPlot()
		p.HideY()
		s.scale.apply(&p.Y, s.o.Lang, false)
		p.Y.Tick.Marker = plot.ConstantTicks{}
		value := width(s.number(s.scale.max), style(labelSize, ink, false)) * slack
		s.spanX(p, area.Max.X-area.Min.X, 14, value+8)
		p.X.Tick.Marker = s.endTicks(area.Max.X - area.Min.X)
		p.Add(panelMarks{s, a, col == 0})
		p.Draw(area)
	}
}

// endTicks labels the first and the last period of a narrow axis, or the last alone where two do not fit.
func (s *timeline) endTicks(w vg.Length) plot.ConstantTicks {
	sty := style(labelSize, muted, false)
	n := len(s.Periods) - 1
	a, b := periodTick(s.o.Lang, s.Periods[0]), periodTick(s.o.Lang, s.Periods[n])
	last := plot.ConstantTicks{{Value: when(s.Periods[n]), Label: b}}
	if (width(a, sty)+width(b, sty))*slack > w*0.8 {
		return last
	}
	return append(last, plot.Tick{Value: when(s.Periods[0]), Label: a})
}

// panelMarks plots one district of small multiples.
type panelMarks struct {
	*timeline
	area     analysis.AreaSeries
	labelled bool
}

// Plot implements [plot.Plotter].
func (m panelMarks) Plot(c draw.Canvas, p *plot.Plot) {
	defer group(c, "area-"+Slug(m.area.Area.Code))()
	tx, ty := p.Transforms(&c)
	at := func(i int, v float64) vg.Point { return vg.Point{X: tx(when(m.Periods[i])), Y: ty(v)} }
	m.ribbon(c, at, m.area.Values)
	m.horizontals(c, ty, m.labelled)
	m.breaks(c, tx, m.City, m.area.Values)
	m.series(c, at, m.City, series{color: ink}, 1)
	m.series(c, at, m.area.Values, series{color: categories[0].color}, lineWidth)
	n := len(m.Periods) - 1
	if v := m.area.Values[n]; v.OK {
		sty := aligned(style(labelSize, ink, false), draw.XLeft, draw.YCenter)
		c.FillText(sty, at(n, v.Value).Add(vg.Point{X: 5}), m.number(v.Value))
	}
	if lastOK(m.area.Values) < 0 {
		m.nothing(c, at)
	}
}

// nothing says in the panel of an area without values why it is empty, away from the line of the city.
func (m panelMarks) nothing(c draw.Canvas, at func(int, float64) vg.Point) {
	why := wMissing.In(m.o.Lang)
	if slices.ContainsFunc(m.area.Values, func(v analysis.Value) bool {
		return v.Reason == analysis.Withheld || v.Reason == analysis.SourceWithheld
	}) {
		why = lang.Text{Sv: "visas inte", En: "withheld"}.In(m.o.Lang)
	}
	y := c.Min.Y + (c.Max.Y-c.Min.Y)/4
	if i := lastOK(m.City); i >= 0 && at(i, m.City[i].Value).Y < (c.Min.Y+c.Max.Y)/2 {
		y = c.Max.Y - (c.Max.Y-c.Min.Y)/4
	}
	sty := aligned(style(labelSize, muted, false), draw.XCenter, draw.YCenter)
	c.FillText(sty, vg.Point{X: (c.Min.X + c.Max.X) / 2, Y: y}, why)
}
