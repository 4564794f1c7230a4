package charts

import (
	"errors"
	"slices"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
)

// Overview draws a table of districts by indicators on landscape pages: in each cell the value, the symbol of its verdict at
// the overview's level, and a tint. Districts are rows, in the order given, under a row for the city; indicators are columns, in the order
// given, so that the names of both can be read level. Columns and rows that do not fit go to further figures, whose IDs then end in -1, -2
// and so on. Comparisons without any value for the districts have no column.
//
// The level is that of Options.OverviewLevel. Values are those of each comparison's own period, which its column names.
func Overview(cs []analysis.Comparison, districts []indicators.Area, o Options) ([]*Figure, error) {
	if len(districts) == 0 {
		return nil, errors.New("an overview needs districts")
	}
	var cols []column
	for _, c := range cs {
		if col := newColumn(c, districts, o); col.valued {
			cols = append(cols, col)
		}
	}
	if len(cols) == 0 {
		return nil, errors.New("an overview needs an indicator with a value for some district")
	}
	v := overview{o: o, districts: districts}
	bold := style(labelSize, ink, true)
	v.names = width(o.City, bold) * slack
	for _, d := range districts {
		v.names = max(v.names, width(d.Name, bold)*slack)
	}
	page := o.overviewWidth()
	v.names = min(v.names, page*0.3) + 6
	room := page - 2*margin - v.names
	for i := range cols {
		cols[i].need = min(cols[i].need, max(leastColumn, room/2))
	}
	var pages []overview
	for _, part := range paginate(cols, room) {
		p := v
		p.cols = part
		p.place(room)
		rows := make([]int, len(districts))
		for i := range rows {
			rows[i] = i
		}
		for _, some := range dealRows(o, rows, func(some []int) vg.Length { return p.of(some).extra() }) {
			pages = append(pages, p.of(some))
		}
	}
	var out []*Figure
	for i, p := range pages {
		p.part, p.parts = i+1, len(pages)
		f, err := p.figure()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return number(out), nil
}

// overviewWidth is the width of a page: landscape where no size is asked for.
func (o Options) overviewWidth() vg.Length {
	if o.page().ID == Presets[0].ID {
		return wideWidth
	}
	return o.page().Width
}

// of is the same with the districts of some rows, which follow one another.
func (v overview) of(rows []int) overview {
	first, last := rows[0], rows[len(rows)-1]+1
	v.districts = v.districts[first:last]
	v.cols = slices.Clone(v.cols)
	for j := range v.cols {
		v.cols[j].areas = v.cols[j].areas[first:last]
	}
	return v
}

// extra is the height of what is not the rows of districts.
func (v overview) extra() vg.Length { return v.headHeight() + rowHeight + 4 + v.key().height() }

// paginate deals columns to pages of a width so that each page has about the same to show.
func paginate(cols []column, room vg.Length) [][]column {
	deal := func(target vg.Length) (pages [][]column) {
		var used vg.Length
		for _, c := range cols {
			if len(pages) == 0 || used+c.need > target {
				pages, used = append(pages, nil), 0
			}
			pages[len(pages)-1] = append(pages[len(pages)-1], c)
			used += c.need
		}
		return pages
	}
	pages := deal(room)
	for target := room; ; target -= 5 {
		even := deal(target)
		if len(even) > len(pages) || target < room/2 {
			return pages
		}
		pages = even
	}
}

// column is one indicator of an overview.
type column struct {
	analysis.Comparison
	areas  []analysis.AreaComparison // one for each district, zero where the comparison lacks it
	valued bool                      // whether any has a value
	title  string
	unit   string    // with the period
	need   vg.Length // least width
}

// leastColumn is the least width of a column.
const leastColumn = 62

// headLines is how many lines the name of an indicator may take at the head of its column.
const headLines = 3

func newColumn(c analysis.Comparison, districts []indicators.Area, o Options) column {
	col := column{
		Comparison: c,
		title:      o.heading(c.Indicator, c.Group),
		unit:       join2(", ", c.Indicator.Unit.Name.In(o.Lang), PeriodText(o.Lang, c.Period)),
	}
	byCode := map[indicators.AreaID]analysis.AreaComparison{}
	for _, a := range c.Areas {
		byCode[a.Area.ID()] = a
	}
	sty := style(labelSize, ink, false)
	col.need = leastColumn
	for _, d := range districts {
		a := byCode[d.ID()]
		col.areas = append(col.areas, a)
		col.valued = col.valued || a.Value.OK
		if a.Value.OK {
			col.need = max(col.need, width(valueText(o.Lang, a.Value, c.Indicator), sty)*slack+24)
		}
	}
	for ; col.need < 130; col.need += 4 {
		if fits(col.title, style(labelSize, ink, true), col.need-6, headLines) && fits(col.unit, style(sourceSize, muted, false), col.need-6, 2) {
			break
		}
	}
	return col
}

// fits tells whether a text can be set in so many lines of a width.
func fits(s string, sty text.Style, w vg.Length, lines int) bool {
	broken := wrap(s, sty, w)
	return len(broken) <= lines && !slices.ContainsFunc(broken, func(l string) bool { return width(l, sty)*slack > w })
}

// overview is one page.
type overview struct {
	o         Options
	districts []indicators.Area
	cols      []column
	names     vg.Length   // width of the column of names
	edges     []vg.Length // of the columns, from the left edge of the first
	part      int         // from 1
	parts     int
}

// place gives the columns a share of the room, at most a quarter more than they need.
func (v *overview) place(room vg.Length) {
	var total vg.Length
	for _, c := range v.cols {
		total += c.need
	}
	grow := min(max(room/total, 1), 1.25)
	v.edges = []vg.Length{0}
	for i, c := range v.cols {
		v.edges = append(v.edges, v.edges[i]+c.need*grow)
	}
}

// width is that of all columns with the names.
func (v overview) width() vg.Length { return v.names + v.edges[len(v.edges)-1] }

// colWidth is the width of a column.
func (v overview) colWidth(j int) vg.Length { return v.edges[j+1] - v.edges[j] }

// head returns the lines at the head of a column: the indicator, and its unit with the period.
func (v overview) head(j int) (name, unit []string) {
	w := v.colWidth(j) - 6
	name = wrap(v.cols[j].title, style(labelSize, ink, true), w)
	unit = wrap(v.cols[j].unit, style(sourceSize, muted, false), w)
	return name[:min(len(name), headLines)], unit[:min(len(unit), 2)]
}

// headHeight holds the tallest head.
func (v overview) headHeight() vg.Length {
	var h vg.Length
	for j := range v.cols {
		name, unit := v.head(j)
		h = max(h, block(name, labelSize)+block(unit, sourceSize))
	}
	return h + 8
}

func (v overview) figure() (*Figure, error) {
	l := v.o.Lang
	var inds []indicators.Indicator
	for _, c := range v.cols {
		inds = append(inds, c.Indicator)
	}
	src, err := v.o.source(inds...)
	if err != nil {
		return nil, err
	}
	k := v.key()
	f := &Figure{
		ID:       "overview",
		Chart:    "overview",
		Lang:     l,
		Title:    v.title(),
		Subtitle: v.subtitle(),
		Alt:      v.alt(),
		Period:   v.period(),
		Source:   src,
		Method:   v.method(),
		Notes:    v.notes(),
		Table:    v.table(),
		Width:    max(2*margin+v.width(), v.o.page().Width),
		Height:   vg.Length(len(v.districts))*rowHeight + v.extra(),
	}
	f.Description = v.description()
	f.draw = func(c draw.Canvas) { v.draw(c, k) }
	return f, nil
}

func (v overview) draw(c draw.Canvas, k key) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	name := aligned(style(labelSize, ink, false), draw.XLeft, draw.YCenter)
	bold := aligned(style(labelSize, ink, true), draw.XLeft, draw.YCenter)
	top := c.Max.Y - v.headHeight()
	row := func(i int) vg.Length { return top - (vg.Length(i)+0.5)*rowHeight } // 0 is the city
	left := func(j int) vg.Length { return c.Min.X + v.names + v.edges[j] }
	right := left(len(v.cols))
	for j := range v.cols {
		v.drawHead(c, j, left(j)+v.colWidth(j)/2, top)
	}
	line(c, axis, axisWidth, nil, c.Min.X, top, right, top)
	c.FillText(bold, vg.Point{X: c.Min.X, Y: row(0)}, shorten(v.o.City, bold, v.names-6))
	for j, col := range v.cols {
		v.cell(c, left(j), left(j+1), row(0), col.City, col.Indicator, analysis.NotCompared, true)
	}
	line(c, axis, axisWidth, nil, c.Min.X, top-rowHeight, right, top-rowHeight)
	for i, d := range v.districts {
		end := group(c, "area-"+Slug(d.Code))
		sty := name
		if v.o.highlighted(d) >= 0 {
			sty = bold
		}
		c.FillText(sty, vg.Point{X: c.Min.X, Y: row(i + 1)}, shorten(d.Name, sty, v.names-6))
		for j, col := range v.cols {
			v.cell(c, left(j), left(j+1), row(i+1), col.areas[i].Value, col.Indicator, col.areas[i].Overview, v.o.highlighted(d) >= 0)
		}
		end()
	}
}

// drawHead sets the head of a column around x, on the line under it.
func (v overview) drawHead(c draw.Canvas, j int, x, bottom vg.Length) {
	name, unit := v.head(j)
	y := bottom + 5
	set := func(lines []string, sty text.Style) {
		for _, s := range slices.Backward(lines) {
			c.FillText(aligned(sty, draw.XCenter, draw.YBottom), vg.Point{X: x, Y: y}, shorten(s, sty, v.colWidth(j)-2))
			y += sty.Font.Size * leading
		}
	}
	set(unit, style(sourceSize, muted, false))
	set(name, style(labelSize, ink, true))
}

// cell draws one value between two edges, at the height y.
func (v overview) cell(c draw.Canvas, left, right, y vg.Length, val analysis.Value, ind indicators.Indicator, verdict analysis.Verdict, bold bool) {
	const gap = 0.75
	x0, x1, y0, y1 := left+gap, right-gap, y-rowHeight/2+gap, y+rowHeight/2-gap
	centre := vg.Point{X: (left + right) / 2, Y: y}
	sty := aligned(style(labelSize, ink, bold), draw.XRight, draw.YCenter)
	if !val.OK {
		sign, _, class := WithoutValue(v.o.Lang, val)
		if class == "suppressed" {
			hatch(c, x0, y0+1, x1, y1-1)
			plate(c, style(labelSize, ink, false), centre, sign)
			return
		}
		sty.Color = muted
		c.FillText(sty, vg.Point{X: centre.X + 8, Y: y}, sign)
		return
	}
	switch verdict {
	case analysis.Better:
		rect(c, betterTint, x0, y0, x1, y1)
	case analysis.Worse:
		rect(c, worseTint, x0, y0, x1, y1)
	case analysis.Higher, analysis.Lower:
		rect(c, grid, x0, y0, x1, y1)
	}
	c.FillText(sty, vg.Point{X: centre.X + 8, Y: y}, valueText(v.o.Lang, val, ind))
	verdictGlyph(c, verdict, vg.Point{X: centre.X + 18, Y: y})
}

// level is the confidence level of the verdicts.
func (v overview) level() float64 {
	if v.o.OverviewLevel > 0 {
		return v.o.OverviewLevel
	}
	return analysis.DefaultOverviewLevel
}

func (v overview) key() key {
	l := v.o.Lang
	es := verdictEntries(l, v.o.City, func(verdict analysis.Verdict) bool { return v.count(verdict) > 0 })
	var values []analysis.Value
	for _, c := range v.cols {
		values = append(values, valuesOf(c.areas)...)
	}
	if slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK && v.SmallBase }) {
		es = append(es, signEntry("( )", wSmall.In(l)))
	}
	return newKey(max(v.width(), v.o.inner()), append(es, absentEntries(l, values)...)...)
}
