package charts

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// equiplot is what the drawing of dots on one line per row needs: what is compared on each row lies on a rule from the lowest to the highest, with a
// tick for the city.
type equiplot struct {
	o       Options
	id      string
	axis    indicators.Indicator // of the values: unit, decimals and direction
	rows    []equiRow
	areas   bool     // dots are areas, else groups of people
	series  []string // names of the dots that have a category, in the order of the categories; "" where there is none
	others  string   // what the dots without a category are; "" where there are none
	unclear string   // what a ring after a value means; "" where there is none
	texts   equiTexts
	columns rowColumns
	lack    equiLack
	scale   scale
	note    vg.Length
}

// equiTexts are the words of an equiplot.
type equiTexts struct {
	title, subtitle, alt, description, period, source, method string
	notes                                                     []string
	table                                                     Grid
}

// equiRow is one row.
type equiRow struct {
	id      string
	name    string
	bold    bool
	dots    []equiDot
	city    analysis.Value // a tick; none where it is not there
	right   string         // at the end of the row
	unclear bool           // the right text is not sure: a ring after it
	broken  bool           // not comparable with the row above
}

// equiDot is a value with its category, −1 for none.
type equiDot struct {
	value    analysis.Value
	category int
	area     string // whose name it is; "" for groups of people
}

// figures lay the rows out and deal them to figures.
func (e *equiplot) figures() ([]*Figure, error) {
	var values []analysis.Value
	var texts []rowText
	for _, r := range e.rows {
		for _, d := range r.dots {
			values = append(values, d.value)
		}
		values = append(values, r.city)
		texts = append(texts, rowText{r.name, r.right, r.bold})
	}
	if !slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK }) {
		return nil, fmt.Errorf("figure %q: there is no value to draw", e.id)
	}
	for i := range values {
		values[i].Interval = false
	}
	if e.areas {
		e.lack = e.newLack()
		note, description := e.lackNotes()
		e.texts.notes, e.texts.description = append(e.texts.notes, note...), join2(" ", e.texts.description, description)
	}
	if e.columns = newRowColumns(e.o.inner()-e.lack.width(), texts); e.columns.marks < lackMarks {
		e.lack = equiLack{}
		e.columns = newRowColumns(e.o.inner(), texts)
	}
	low, high := extent(values)
	e.scale = fitScale(low, high, e.axis.Unit, e.columns.marks, false)
	e.note = noteHeight + noteExtra(e.o.inner()-e.right(), e.o.Lang, e.axis, e.scale)
	parts := dealRows(e.o, e.rows, func(part []equiRow) vg.Length { return e.with(part).extra() })
	var out []*Figure
	for i, part := range parts {
		p := e.with(part)
		out = append(out, &Figure{
			ID: e.id, Chart: "equiplot", Lang: e.o.Lang, Title: e.texts.title, Subtitle: e.texts.subtitle + partText(e.o.Lang, i+1, len(parts)), Alt: e.texts.alt,
			Description: e.texts.description, Period: e.texts.period, Source: e.texts.source, Method: e.texts.method, Notes: e.texts.notes, Table: e.texts.table,
			Width: e.o.page().Width, Height: vg.Length(len(part))*rowHeight + p.extra(), draw: p.draw,
		})
	}
	return number(out), nil
}

// with is the same with some of the rows.
func (e *equiplot) with(rows []equiRow) *equiplot {
	p := *e
	p.rows = rows
	return &p
}

// right is what the columns beside the marks take of a page at the right.
func (e *equiplot) right() vg.Length { return e.columns.right() + e.lack.width() }

// extra is the height of what is not rows.
func (e *equiplot) extra() vg.Length { return 4 + tickHeight + e.note + e.key().height() }

func (e *equiplot) key() key {
	var es []keyEntry
	for i, name := range e.series {
		if name != "" {
			es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { marker(c, i, o) }, name})
		}
	}
	if e.others != "" {
		es = append(es, keyEntry{8, smallDot, e.others})
	}
	if slices.ContainsFunc(e.rows, func(r equiRow) bool { return r.city.OK }) {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { peopleTick(c, o.X, o.Y) }, e.o.City})
	}
	if e.unclear != "" && slices.ContainsFunc(e.rows, func(r equiRow) bool { return r.unclear }) {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { verdictGlyph(c, analysis.NoClearDifference, o) }, e.unclear})
	}
	var values []analysis.Value
	for _, r := range e.rows {
		for _, d := range r.dots {
			values = append(values, d.value)
		}
	}
	if !e.areas { // of areas, absent values are counted
		es = append(es, absentEntries(e.o.Lang, values)...)
	}
	es = slices.Concat(es, e.smallEntry(), e.lack.entries(e.o.Lang), e.breakEntry())
	return newKey(e.o.inner(), es...)
}

// smallDot is an area among many.
func smallDot(c draw.Canvas, o vg.Point) {
	c.SetColor(mid)
	c.Fill(circlePath(o, dotRadius-1))
}

func (e *equiplot) draw(c draw.Canvas) {
	k := e.key()
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	p := newPlot()
	p.HideY()
	p.Y.Min, p.Y.Max = -0.5, float64(len(e.rows))-0.5
	p.Add(equiMarks{e, c.Rectangle})
	e.scale.apply(&p.X, e.o.Lang, e.axis.Direction == indicators.LowerIsBetter)
	area := draw.Crop(c, e.columns.left(), -e.right(), k.height()+e.note, -4)
	p.Draw(area)
	axisNote(area, c.Min.X, e.o.Lang, e.axis, e.scale)
}

// equiMarks plots the rows.
type equiMarks struct {
	*equiplot
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m equiMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	for _, t := range m.scale.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	half := (ty(1) - ty(0)) / 2
	for i, r := range m.rows {
		end := group(c, r.id)
		y := ty(float64(len(m.rows) - 1 - i))
		if r.broken {
			rowBreak(c, m.page.Min.X, m.page.Max.X, y+half)
		}
		m.row(c, tx, r, y, half)
		end()
	}
}

func (m equiMarks) row(c draw.Canvas, tx func(float64) vg.Length, r equiRow, y, half vg.Length) {
	page := m.page
	page.Max.X -= m.lack.width()
	if m.lack.width() > 0 {
		withheld, missing := r.lacks(m.o.Lang)
		m.lack.draw(c, m.page.Max.X, y, withheld, missing)
	}
	m.columns.texts(c, page, y, rowText{r.name, r.right, r.bold}, analysis.Value{OK: r.right != ".."})
	if r.unclear {
		verdictGlyph(c, analysis.NoClearDifference, vg.Point{X: m.page.Max.X - 5, Y: y})
	}
	var there []equiDot
	for _, d := range r.dots {
		if d.value.OK {
			there = append(there, d)
		}
	}
	if len(there) == 0 {
		if len(r.dots) > 0 {
			absent(c, m.o.Lang, r.dots[0].value, y, half)
		}
		return
	}
	slices.SortStableFunc(there, func(a, b equiDot) int { return cmp.Compare(a.value.Value, b.value.Value) })
	line(c, mid, stemWidth, nil, tx(there[0].value.Value), y, tx(there[len(there)-1].value.Value), y)
	slices.SortStableFunc(there, func(a, b equiDot) int { return cmp.Compare(-a.category, -b.category) }) // those with a category lie over the others
	slices.Reverse(there)
	for _, d := range there {
		o := vg.Point{X: tx(d.value.Value), Y: y}
		if d.category < 0 {
			smallDot(c, o)
		} else {
			casing(c, o)
			marker(c, d.category, o)
		}
		if d.value.SmallBase {
			hollow(c, o)
		}
	}
	if r.city.OK {
		peopleTick(c, tx(r.city.Value), y)
	}
}

// focusOf returns the category of an area: its place among those that stand out, of which three have a colour.
func (o Options) focusOf(a indicators.Area) int {
	if i := o.highlighted(a); i < 3 {
		return i
	}
	return -1
}

// nameFocus names the areas that stand out and those that do not.
func (e *equiplot) nameFocus(areas []indicators.Area) {
	e.areas = true
	e.series = make([]string, min(3, len(e.o.Highlight)))
	rest := 0
	for _, a := range areas {
		if i := e.o.focusOf(a); i >= 0 {
			e.series[i] = a.Name
		} else {
			rest++
		}
	}
	switch {
	case rest == len(areas):
		e.others = lang.Text{Sv: "ett område", En: "one area"}.In(e.o.Lang)
	case rest > 0:
		e.others = lang.Text{Sv: "övriga områden", En: "other areas"}.In(e.o.Lang)
	}
}

// ends returns the lowest and the highest value of a row with the areas that have them.
type equiEnds struct {
	low, high         analysis.Value
	lowArea, highArea indicators.Area
	ok                bool
}

func (s *equiEnds) add(a indicators.Area, v analysis.Value) {
	if !v.OK {
		return
	}
	if !s.ok || v.Value < s.low.Value {
		s.low, s.lowArea = v, a
	}
	if !s.ok || v.Value > s.high.Value {
		s.high, s.highArea = v, a
	}
	s.ok = true
}

// text is the range of a row.
func (s *equiEnds) text(l lang.Lang, decimals int) string {
	if !s.ok {
		return ".."
	}
	if s.lowArea == s.highArea {
		return Number(l, s.low.Value, decimals)
	}
	return Range(l, s.low.Value, s.high.Value, decimals)
}

// sentence says where the ends are.
func (s *equiEnds) sentence(l lang.Lang, decimals int) string {
	if s.lowArea == s.highArea {
		return fmt.Sprintf(lang.Text{Sv: "bara %s i %s", En: "only %s in %s"}.In(l), Number(l, s.low.Value, decimals), s.lowArea.Name)
	}
	return fmt.Sprintf(lang.Text{Sv: "från %s i %s till %s i %s", En: "from %s in %s to %s in %s"}.In(l),
		Number(l, s.low.Value, decimals), s.lowArea.Name, Number(l, s.high.Value, decimals), s.highArea.Name)
}

// EquiplotYears draws all districts on one line for each year, so that their spread can be followed: better to the right, three districts in colour.
func EquiplotYears(t analysis.Trend, o Options) ([]*Figure, error) {
	s, err := newTimeline(t, o)
	if err != nil {
		return nil, err
	}
	if len(t.Areas) < 2 {
		return nil, fmt.Errorf("indicator %q: the spread of districts needs two of them", t.Indicator.ID)
	}
	e := &equiplot{o: o, id: FigureID("equiplot", t.Indicator, t.Group), axis: t.Indicator}
	var last equiEnds
	var newest indicators.Period
	var said []string
	for i, p := range t.Periods {
		row := equiRow{id: "period-" + Slug(p.String()), name: periodTick(o.Lang, p), city: t.City[i], broken: s.brokenBefore(i)}
		var ends equiEnds
		for _, a := range t.Areas {
			row.dots = append(row.dots, equiDot{a.Values[i], o.focusOf(a.Area), a.Area.Name})
			ends.add(a.Area, a.Values[i])
		}
		row.right = ends.text(o.Lang, t.Indicator.Decimals)
		e.rows = append(e.rows, row)
		if ends.ok {
			last, newest = ends, p
			said = append(said, PeriodText(o.Lang, p)+" "+ends.sentence(o.Lang, t.Indicator.Decimals))
		}
	}
	var areas []indicators.Area
	for _, a := range t.Areas {
		areas = append(areas, a.Area)
	}
	e.nameFocus(areas)
	if !last.ok {
		return nil, fmt.Errorf("indicator %q: no district has a value", t.Indicator.ID)
	}
	e.texts = s.equiTexts(last, newest, said)
	return e.figures()
}

// EquiplotMeasures draws all districts on one line for each of several indicators of one unit.
func EquiplotMeasures(cs []analysis.Comparison, o Options) ([]*Figure, error) {
	if len(cs) < 2 {
		return nil, errors.New("an equiplot of measures needs two of them")
	}
	if len(cs[0].Areas) < 2 {
		return nil, errors.New("an equiplot of measures needs two districts")
	}
	e := &equiplot{o: o, id: "equiplot"}
	e.axis = indicators.Indicator{Unit: cs[0].Indicator.Unit, Decimals: cs[0].Indicator.Decimals}
	var widest equiEnds
	var of indicators.Indicator
	var said []string
	for _, c := range cs {
		row := equiRow{id: "measure-" + Slug(c.Indicator.ID), name: o.heading(c.Indicator, c.Group), city: c.City}
		var ends equiEnds
		for _, a := range c.Areas {
			row.dots = append(row.dots, equiDot{a.Value, o.focusOf(a.Area), a.Area.Name})
			ends.add(a.Area, a.Value)
		}
		row.right = ends.text(o.Lang, c.Indicator.Decimals)
		e.rows = append(e.rows, row)
		if ends.ok {
			said = append(said, row.name+" "+ends.sentence(o.Lang, c.Indicator.Decimals))
			if !widest.ok || ends.high.Value-ends.low.Value > widest.high.Value-widest.low.Value {
				widest, of = ends, c.Indicator
			}
		}
	}
	if !widest.ok {
		return nil, errors.New("an equiplot of measures needs one with a value for some district")
	}
	var areas []indicators.Area
	for _, a := range cs[0].Areas {
		areas = append(areas, a.Area)
	}
	e.nameFocus(areas)
	var err error
	if e.texts, err = measureTexts(cs, o, widest, of, said); err != nil {
		return nil, err
	}
	return e.figures()
}

// EquiplotGroups draws groups of people on one line for the city and for each district: the gap between women and men, say. The gaps are of one
// indicator and period, against one group.
func EquiplotGroups(gaps []analysis.GroupGap, o Options) ([]*Figure, error) {
	if len(gaps) == 0 {
		return nil, errors.New("an equiplot of groups needs the gap between two")
	}
	first := gaps[0]
	for _, g := range gaps {
		if g.Indicator.ID != first.Indicator.ID || g.Reference != first.Reference || g.Period != first.Period {
			return nil, fmt.Errorf("indicator %q: the groups of a figure are of one indicator and period, and have one reference", g.Indicator.ID)
		}
	}
	if len(gaps) >= len(categories) {
		gaps = gaps[:len(categories)-1]
	}
	e := &equiplot{o: o, id: join2("-", "equiplot", Slug(first.Indicator.ID), Slug(dimension(first.Group))), axis: first.Indicator,
		unclear: wUnclear.In(o.Lang)}
	e.series = []string{small(o.groupName(first.Reference))}
	for _, g := range gaps {
		e.series = append(e.series, small(o.groupName(g.Group)))
	}
	row := func(id, name string, bold bool, at func(analysis.GroupGap) analysis.GapArea) {
		r := equiRow{id: id, name: name, bold: bold, dots: []equiDot{{value: at(first).Reference}}}
		for k, g := range gaps {
			r.dots = append(r.dots, equiDot{value: at(g).Value, category: k + 1})
		}
		if len(gaps) == 1 {
			d := at(first).Difference
			r.right = ".."
			if d.OK {
				r.right, r.unclear = Signed(o.Lang, d.Value, first.Indicator.Decimals), d.Interval && !d.Sure(0)
			}
		}
		e.rows = append(e.rows, r)
	}
	row("city", o.City, true, func(g analysis.GroupGap) analysis.GapArea { return g.City })
	for _, i := range gapOrder(first) {
		a := first.Areas[i].Area
		row("area-"+Slug(a.Code), a.Name, o.highlighted(a) >= 0, func(g analysis.GroupGap) analysis.GapArea { return g.Areas[i] })
	}
	var err error
	if e.texts, err = groupTexts(gaps, o, e.series); err != nil {
		return nil, err
	}
	return e.figures()
}

// dimension is what the groups of a gap are of: "sex".
func dimension(g indicators.Group) string {
	if c := g.Categories(); len(c) > 0 {
		return c[0].Dim
	}
	return string(g)
}

// gapOrder orders districts by their gap, highest first, and those without one last.
func gapOrder(g analysis.GroupGap) []int {
	names := byName()
	order := make([]int, len(g.Areas))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := g.Areas[i], g.Areas[j]
		switch {
		case a.Difference.OK && b.Difference.OK:
			return cmp.Or(cmp.Compare(b.Difference.Value, a.Difference.Value), names(a.Area, b.Area))
		case a.Difference.OK:
			return -1
		case b.Difference.OK:
			return 1
		}
		return names(a.Area, b.Area)
	})
	return order
}

func equiplotFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for i := 0; i < len(d.Results.GroupGaps); {
		first, n := d.Results.GroupGaps[i], 1
		for i+n < len(d.Results.GroupGaps) {
			if next := d.Results.GroupGaps[i+n]; next.Indicator.ID != first.Indicator.ID || next.Reference != first.Reference || next.Period != first.Period {
				break
			}
			n++
		}
		if among(s.Indicators, first.Indicator.ID) && (first.City.Reference.OK || slices.ContainsFunc(first.Areas, func(a analysis.GapArea) bool { return a.Reference.OK })) {
			g.addAll(EquiplotGroups(d.Results.GroupGaps[i:i+n], o))
		}
		i += n
	}
	for _, t := range d.Results.Trends {
		some := func(a analysis.AreaSeries) bool { return lastOK(a.Values) >= 0 }
		if s.wantsEveryone(t.Indicator, t.Group) && len(t.Areas) > 1 && slices.ContainsFunc(t.Areas, some) {
			g.addAll(EquiplotYears(t, o))
		}
	}
	var shares []analysis.Comparison
	for _, c := range d.Results.Comparisons {
		if u := c.Indicator.Unit; s.wants(c.Indicator, c.Group) && c.Group == indicators.Everyone && c.NoFigures == analysis.NoReason && u.Kind == indicators.Share && u.Per == 100 {
			shares = append(shares, c)
		}
	}
	if len(shares) > 1 && len(shares[0].Areas) > 1 {
		g.addAll(EquiplotMeasures(shares, o))
	}
	return g.result()
}
