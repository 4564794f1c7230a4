package charts

import (
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// IndexSeries draws the segregation indices of a series over time, one panel for each index with an axis of its own from zero: the value as a
// line on its interval, and in words how it has changed since the first period that can be compared. Lines stop at breaks, periods
// carried over from other areas are hollow, and withheld ones hatched. What does not fit a page of the preset is split. There are no figures where no index has two values.
func IndexSeries(s analysis.SegregationSeries, o Options) ([]*Figure, error) {
	return indexSeries(s, nil, o)
}

// IndexSpread draws how far the districts lie from their mean in each period, with the interval of each and the straight line through all of
// them. There is no figure where the course has no spread.
func IndexSpread(c analysis.Course, o Options) ([]*Figure, error) {
	s := c.Spread
	if s.Reason != analysis.NoReason || len(s.Points) < 2 {
		return nil, nil
	}
	src, err := o.source(c.Indicator)
	if err != nil {
		return nil, err
	}
	ix, _ := registry.Lookup("mdm")
	p := indexPanel{index: ix, unit: DifferenceUnit(o.Lang, c.Indicator.Unit), change: s.Change, yearly: true, first: s.First.Value, last: s.Last.Value}
	p.timeline = &timeline{o: o, Trend: analysis.Trend{Indicator: indicators.Indicator{Name: ix.Name, Decimals: c.Indicator.Decimals + 1}}}
	for _, at := range s.Points {
		p.Periods = append(p.Periods, at.Period)
		p.City = append(p.City, analysis.Value{OK: true, Interval: true,
			Estimate: index.Estimate{Value: at.Spread, Lower: at.Lower, Upper: at.Upper, Level: s.Change.Level}})
	}
	p.from, p.to = 0, len(p.Periods)-1
	level := indicators.District
	if len(c.Areas) > 0 {
		level = c.Areas[0].Area.Level
	}
	assumed := slices.ContainsFunc(c.Areas, func(a analysis.AreaCourse) bool { return a.Assumed })
	x := &indexChart{o: o, id: FigureID("index", c.Indicator, c.Group), subject: o.heading(c.Indicator, c.Group), source: src,
		areas: s.Areas, level: level, panels: []indexPanel{p}, notes: o.notes(assumed)}
	return x.figures(), nil
}

// indexChart is what the drawing of indices over time needs.
type indexChart struct {
	o       Options
	id      string
	subject string // what the indices are about
	source  string
	areas   int // whose differences the indices measure
	level   indicators.Level
	drawn   int // replicates behind the intervals; 0 where they are not resampled
	panels  []indexPanel
	notes   []string
}

// indexPanel is one index over time.
type indexPanel struct {
	*timeline   // of its values
	index       index.Index
	unit        string // of values that are no pure numbers
	carried     []bool // by period: counts come from other areas
	withheld    []bool
	from, to    int // positions of the periods that the change is between
	change      analysis.Difference
	yearly      bool    // the change is that of a year, on a straight line
	first, last float64 // of that line
}

func indexSeries(s analysis.SegregationSeries, wanted []string, o Options) ([]*Figure, error) {
	var ind indicators.Indicator
	if o.Catalogue != nil {
		ind, _ = o.Catalogue.Indicator(s.Spec.Indicator)
	}
	x := &indexChart{o: o, id: "index-" + Slug(s.Spec.ID), subject: s.Spec.Title.In(o.Lang), areas: len(s.Areas), level: s.Level, drawn: s.Drawn, notes: o.notes(false)}
	if n := len(s.Spec.Levels); n > 0 && s.Level != s.Spec.Levels[0] {
		x.id += "-" + s.Level.String()
	}
	whole, tested := s.Whole()
	if len(s.Periods) == 0 {
		return nil, nil
	}
	for j, v := range s.Periods[0].Indices {
		if !among(wanted, v.Index.ID) {
			continue
		}
		p := indexPanel{index: v.Index, from: s.First, to: len(s.Periods) - 1, change: analysis.Difference{Reason: analysis.Broken}}
		p.timeline = &timeline{o: o, Trend: analysis.Trend{Indicator: indicators.Indicator{Name: v.Index.Name, Decimals: 3}, Breaks: breaksWithin(ind, s.Periods)}}
		if tested && j < len(whole.Indices) {
			p.change = whole.Indices[j].Difference
		}
		for t, at := range s.Periods {
			for len(s.Sparse) > 0 && t > 0 && s.Periods[t-1].Period.Start < s.Sparse[0].Start && s.Sparse[0].Start < at.Period.Start { // a gap in the line
				p.add(s.Sparse[0], analysis.Value{Reason: analysis.LowCoverage}, false, false)
				s.Sparse = s.Sparse[1:]
			}
			if t == s.First {
				p.from = len(p.Periods)
			}
			value := analysis.Value{Reason: analysis.Undefined}
			if w := at.Indices[j]; w.OK {
				value = analysis.Value{Estimate: w.Value, OK: true, Interval: w.Interval}
			} else if at.Withheld {
				value = analysis.Value{Reason: analysis.Withheld, Status: indicators.Suppressed}
			}
			p.add(at.Period, value, at.Carried, at.Withheld)
		}
		p.to = len(p.Periods) - 1
		if p.values() > 1 {
			x.panels = append(x.panels, p)
		}
	}
	if len(x.panels) == 0 {
		return nil, nil
	}
	src, err := o.source(ind)
	if err != nil {
		return nil, err
	}
	x.source = src
	x.note(s, whole, tested)
	return x.figures(), nil
}

func (p *indexPanel) add(at indicators.Period, v analysis.Value, carried, withheld bool) {
	p.Periods, p.City = append(p.Periods, at), append(p.City, v)
	p.carried, p.withheld = append(p.carried, carried), append(p.withheld, withheld)
}

// values is how many periods have one.
func (p *indexPanel) values() int {
	n := 0
	for _, v := range p.City {
		if v.OK {
			n++
		}
	}
	return n
}

// breaksWithin are the breaks of an indicator between the first and the last of some periods.
func breaksWithin(ind indicators.Indicator, ps []analysis.SegregationPeriod) []indicators.Break {
	var out []indicators.Break
	for _, b := range ind.Breaks {
		if ps[0].Period.Start < b.Start && b.Start <= ps[len(ps)-1].Period.Start {
			out = append(out, b)
		}
	}
	return out
}

const (
	indexColumn vg.Length = 128 // least width of a panel
	indexPlot   vg.Length = 62  // height of the plot of a panel among others
	indexGap    vg.Length = 16
)

// columns is how many panels stand side by side.
func (x *indexChart) columns() int {
	return min(max(1, int((x.o.inner()+indexGap)/(indexColumn+indexGap))), len(x.panels))
}

func (x *indexChart) panelWidth() vg.Length {
	n := vg.Length(x.columns())
	return (x.o.inner() - (n-1)*indexGap) / n
}

// figures splits the panels over pages of the preset.
func (x *indexChart) figures() []*Figure {
	for i := range x.panels {
		p := &x.panels[i]
		low, high := extent(p.City)
		if p.yearly {
			low, high = min(low, p.first, p.last), max(high, p.first, p.last)
		}
		p.scale = newScale(min(0, low), high, 4, indicators.Unit{Kind: indicators.Score})
	}
	rows := (len(x.panels) + x.columns() - 1) / x.columns()
	fit := max(1, int((x.o.page().Rows-x.key(x.panels).height())/(x.panelHeight()+indexGap)))
	pages := (rows + fit - 1) / fit
	var out []*Figure
	for part := range slices.Chunk(x.panels, (rows+pages-1)/pages*x.columns()) {
		out = append(out, x.figure(part))
	}
	return number(out)
}

// nameLines is how many lines the names of the panels take.
func (x *indexChart) nameLines() int {
	n := 1
	for _, p := range x.panels {
		n = max(n, min(2, len(wrap(p.name(), style(labelSize, ink, true), x.panelWidth()))))
	}
	return n
}

func (x *indexChart) headHeight() vg.Length {
	return vg.Length(x.nameLines()+2)*labelSize*leading + 8
}

func (x *indexChart) panelHeight() vg.Length {
	plot := indexPlot
	if len(x.panels) == 1 { // one alone is drawn as wide as the page, and lower than a plot of its own
		plot = min(x.o.page().Height/2, x.o.page().Rows/2)
	}
	return x.headHeight() + plot + noteHeight
}

func (x *indexChart) draw(c draw.Canvas, part []indexPanel) {
	k := x.key(part)
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	var left vg.Length
	for _, p := range part {
		left = max(left, p.tickWidth()+6)
	}
	for i, p := range part {
		x0 := c.Min.X + vg.Length(i%x.columns())*(x.panelWidth()+indexGap)
		y1 := c.Max.Y - vg.Length(i/x.columns())*(x.panelHeight()+indexGap)
		x.drawPanel(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
			Min: vg.Point{X: x0, Y: y1 - x.panelHeight()}, Max: vg.Point{X: x0 + x.panelWidth(), Y: y1}}}, p, left)
	}
}

func (x *indexChart) drawPanel(cell draw.Canvas, p indexPanel, left vg.Length) {
	bold, plain, quiet := style(labelSize, ink, true), style(labelSize, ink, false), style(labelSize, muted, false)
	w := cell.Max.X - cell.Min.X
	names := wrap(p.name(), bold, w)
	if len(names) > 2 {
		names = []string{names[0], shorten(p.name()[len(names[0]):], bold, w)}
	}
	y := cell.Max.Y - vg.Length(x.nameLines()-len(names))*labelSize*leading
	for _, s := range names {
		y -= labelSize * leading
		cell.FillText(bold, vg.Point{X: cell.Min.X, Y: y}, shorten(s, bold, w))
	}
	y = cell.Max.Y - vg.Length(x.nameLines()+1)*labelSize*leading
	cell.FillText(quiet, vg.Point{X: cell.Min.X, Y: y}, shorten(p.fromTo(), quiet, w))
	y -= labelSize * leading
	at := cell.Min.X
	if v := p.verdict(); v != analysis.NotCompared {
		verdictGlyph(cell, v, vg.Point{X: at + 4, Y: y + 3.4})
		at += 12
	}
	change := p.changeText()
	if width(change, plain)*slack > cell.Max.X-at { // the table has the number
		change = shorten(indexVerdicts[p.verdict()].In(p.o.Lang), plain, cell.Max.X-at)
	}
	cell.FillText(plain, vg.Point{X: at, Y: y}, change)

	area := draw.Crop(cell, left, 0, 0, -x.headHeight())
	pl := newPlot()
	pl.HideY()
	p.scale.apply(&pl.Y, p.o.Lang, false)
	pl.Y.Tick.Marker = plot.ConstantTicks{}
	edge := width(periodTick(p.o.Lang, p.Periods[len(p.Periods)-1]), quiet) * slack / 2
	p.spanX(pl, area.Max.X-area.Min.X, edge, edge)
	if len(x.panels) > 1 {
		pl.X.Tick.Marker = p.endTicks(area.Max.X - area.Min.X)
	}
	pl.Add(indexMarks{p})
	pl.Draw(area)
}

// indexMarks plots one index.
type indexMarks struct{ indexPanel }

// Plot implements [plot.Plotter].
func (m indexMarks) Plot(c draw.Canvas, p *plot.Plot) {
	defer group(c, "index-"+m.index.ID)()
	tx, ty := p.Transforms(&c)
	at := func(i int, v float64) vg.Point { return vg.Point{X: tx(when(m.Periods[i])), Y: ty(v)} }
	if !m.yearly {
		m.ribbon(c, at, m.City)
	}
	m.horizontals(c, ty, true)
	m.breaks(c, tx, m.City)
	for i := range m.withheld {
		if m.withheld[i] {
			x := at(i, 0).X
			hatch(c, x-8, c.Min.Y+2, x+8, c.Max.Y-2)
			plate(c, style(labelSize, ink, false), vg.Point{X: x, Y: (c.Min.Y + c.Max.Y) / 2}, "..")
		}
	}
	if m.yearly {
		m.yearlyMarks(c, at)
		return
	}
	m.series(c, at, m.City, series{color: ink}, lineWidth)
	for i, v := range m.City {
		if v.OK && m.carried[i] {
			casing(c, at(i, v.Value))
			dot(c, ink, true, at(i, v.Value))
		}
	}
}

// yearlyMarks are the values with their intervals and the straight line through them.
func (m indexMarks) yearlyMarks(c draw.Canvas, at func(int, float64) vg.Point) {
	a, b := at(m.from, m.first), at(m.to, m.last)
	line(c, mid, lineWidth, nil, a.X, a.Y, b.X, b.Y)
	for i, v := range m.City {
		o, low, high := at(i, v.Value), at(i, v.Lower), at(i, v.Upper)
		casing(c, o)
		line(c, ink, intervalWidth, nil, o.X, low.Y, o.X, high.Y)
		dot(c, ink, false, o)
	}
}

// indexFigures are the indices of each segregation at its first level that has a series, and the spread of each indicator for everyone. A
// selection of indices gives all levels.
func indexFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	done := map[string]bool{}
	for _, series := range d.Results.SegregationSeries {
		spec := series.Spec
		grouped := len(s.Groups) == 0 || slices.ContainsFunc(spec.Groups, func(v indicators.Group) bool { return among(s.Groups, v) })
		if !among(s.Indicators, spec.Indicator) || !grouped || done[spec.ID+"/"+series.Level.String()] || len(s.Indices) == 0 && done[spec.ID] {
			continue
		}
		fs, err := indexSeries(series, s.Indices, o)
		g.addAll(fs, err)
		if len(fs) > 0 {
			done[spec.ID], done[spec.ID+"/"+series.Level.String()] = true, true
		}
	}
	for _, c := range d.Results.Courses {
		if s.wantsEveryone(c.Indicator, c.Group) && among(s.Indices, "mdm") {
			g.addAll(IndexSpread(c, o))
		}
	}
	return g.result()
}
