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
// colour with its interval, the city as a thin dark line. The figure grows with the number of districts, beyond what a page holds; see [TrendPanelPages].
func TrendPanels(t analysis.Trend, o Options) (*Figure, error) {
	s, err := newPanels(t, o)
	if err != nil {
		return nil, err
	}
	return s.panelFigure(1, 1), nil
}

// TrendPanelPages is [TrendPanels] split into figures that have room in the preset, with the same axes. The IDs of several end in -1, -2 and so on.
func TrendPanelPages(t analysis.Trend, o Options) ([]*Figure, error) {
	s, err := newPanels(t, o)
	if err != nil {
		return nil, err
	}
	each := s.panelRows() * s.panelColumns()
	pages := (len(s.Areas) + each - 1) / each
	var out []*Figure
	for i := range pages {
		part := *s
		part.Areas = s.Areas[i*len(s.Areas)/pages : (i+1)*len(s.Areas)/pages]
		part.focus, part.context = ofAreas(s.focus, part.Areas), ofAreas(s.context, part.Areas)
		out = append(out, part.panelFigure(i+1, pages))
	}
	return number(out), nil
}

// ofAreas are those of some series that are of some areas.
func ofAreas(series, areas []analysis.AreaSeries) []analysis.AreaSeries {
	var out []analysis.AreaSeries
	for _, s := range series {
		if slices.ContainsFunc(areas, func(a analysis.AreaSeries) bool { return a.Area.ID() == s.Area.ID() }) {
			out = append(out, s)
		}
	}
	return out
}

func newPanels(t analysis.Trend, o Options) (*timeline, error) {
	if len(t.Areas) == 0 {
		return nil, fmt.Errorf("indicator %q: there are no districts to draw", t.Indicator.ID)
	}
	names := byName()
	t.Areas = slices.Clone(t.Areas)
	slices.SortFunc(t.Areas, func(a, b analysis.AreaSeries) int { return names(a.Area, b.Area) })
	return newTimeline(t, o)
}

func (s *timeline) panelFigure(part, of int) *Figure {
	k := s.panelKey()
	f := s.figure("panels")
	f.Subtitle += partText(s.o.Lang, part, of)
	rows := (len(s.Areas) + s.panelColumns() - 1) / s.panelColumns()
	f.Height = s.noteHeight() + vg.Length(rows)*s.panelHeight(rows) + k.height()
	f.draw = func(c draw.Canvas) { s.drawPanels(c, k, rows) }
	return f
}

const (
	panelWidth vg.Length = 82 // at least
	panelLeast vg.Length = 80 // high
	panelMost  vg.Length = 96
)

// panelRoom is what all rows of panels may take of a page.
func (s *timeline) panelRoom() vg.Length {
	return s.o.page().Rows - s.noteHeight() - s.panelKey().height()
}

// panelRows is how many rows of panels a page has room for.
func (s *timeline) panelRows() int { return max(int(s.panelRoom()/panelLeast), 1) }

// panelHeight is the height of panels in some rows.
func (s *timeline) panelHeight(rows int) vg.Length {
	return max(panelLeast, min(panelMost, s.panelRoom()/vg.Length(rows)))
}

// panelColumns is how many panels stand beside each other.
func (s *timeline) panelColumns() int {
	return max(int((s.o.inner()-s.tickWidth()-6+panelGap)/(panelWidth+panelGap)), 1)
}

// panelGap is the space between panels.
const panelGap vg.Length = 8

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
	columns := s.panelColumns()
	tiles := draw.Tiles{Cols: columns, Rows: rows, PadX: panelGap, PadLeft: left, PadTop: s.noteHeight(), PadBottom: k.height()}
	for i, a := range s.Areas {
		col, row := i%columns, i/columns
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
