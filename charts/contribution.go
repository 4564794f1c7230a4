package charts

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Contribution draws which areas a segregation index comes from: one row for each of the areas with the largest terms, with the share of the
// index that the area adds beside its share of the people. Of two groups, areas with more and with less than the whole of the first are told
// apart by colour and shape; neither is better. The table has all areas.
func Contribution(s analysis.SegregationAreas, m contribution.Measure, o Options) (*Figure, error) {
	c, err := newContributions(s, m, o)
	if err != nil {
		return nil, err
	}
	return c.figure(), nil
}

// mostContributions is how many areas are drawn at the most.
const mostContributions = 20

// contributions is what the drawing of contributions needs.
type contributions struct {
	analysis.SegregationAreas
	o       Options
	source  string
	index   index.Index
	term    int                         // position of the measure
	rows    []analysis.AreaContribution // all, largest first
	shown   int
	columns rowColumns
	scale   scale
	note    vg.Length
}

// percent is the axis of shares that are drawn in per cent.
var percent = indicators.Indicator{Decimals: 1, Unit: indicators.Unit{Kind: indicators.Share, Per: 100, Name: lang.Text{Sv: "procent", En: "per cent"}}}

func newContributions(s analysis.SegregationAreas, m contribution.Measure, o Options) (*contributions, error) {
	c := &contributions{SegregationAreas: s, o: o, term: slices.Index(s.Measures, m)}
	ix, unknown := registry.Lookup(string(m))
	switch {
	case s.Reason != analysis.NoReason:
		return nil, fmt.Errorf("segregation %q: the contributions of areas cannot be drawn: %s", s.Spec.ID, ReasonText(lang.En, s.Reason))
	case c.term < 0 || unknown != nil:
		return nil, fmt.Errorf("segregation %q: there are no contributions to %q", s.Spec.ID, m)
	case len(s.Areas) < 2 || !(s.Totals[c.term] > 0):
		return nil, fmt.Errorf("segregation %q: there is nothing that areas of level %s contribute to", s.Spec.ID, s.Level)
	}
	c.index = ix
	var ind indicators.Indicator
	if o.Catalogue != nil {
		ind, _ = o.Catalogue.Indicator(s.Spec.Indicator)
	}
	var err error
	if c.source, err = o.sourceOf(fmt.Sprintf("segregation %q", s.Spec.ID), s.Sources, ind); err != nil {
		return nil, err
	}
	names := byName()
	c.rows = slices.Clone(s.Areas)
	slices.SortFunc(c.rows, func(a, b analysis.AreaContribution) int {
		return cmp.Or(cmp.Compare(c.share(b), c.share(a)), names(a.Area, b.Area))
	})
	c.shown = min(len(c.rows), mostContributions)
	var texts []rowText
	most := 0.0
	for _, r := range c.rows[:c.shown] {
		texts = append(texts, c.rowText(r))
		most = max(most, c.share(r), 100*r.Part)
	}
	c.columns = newRowColumns(o.inner(), texts)
	c.scale = fitScale(0, most, percent.Unit, c.columns.marks, false)
	c.note = noteHeight + noteExtra(o.inner()-c.columns.right(), o.Lang, percent, c.scale)
	c.shown = min(c.shown, max(2, int((o.page().Rows-c.extra())/rowHeight)))
	return c, nil
}

// share is what an area adds to the index, in per cent.
func (c *contributions) share(a analysis.AreaContribution) float64 {
	return 100 * a.Terms[c.term].Share
}

func (c *contributions) rowText(r analysis.AreaContribution) rowText {
	return rowText{r.Area.Name, Number(c.o.Lang, c.share(r), percent.Decimals), c.o.highlighted(r.Area) >= 0}
}

// extra is the height of what is not rows.
func (c *contributions) extra() vg.Length { return 4 + tickHeight + c.note + c.key().height() }

// side is the category of an area: 0 where the first of two groups is over-represented, 1 where it is under-represented, and −1 where
// neither is so or there are other than two groups.
func (c *contributions) side(a analysis.AreaContribution) int {
	switch {
	case len(c.Spec.Groups) != 2:
		return -1
	case a.Quotient > 1:
		return 0
	case a.Quotient < 1:
		return 1
	}
	return -1
}

func (c *contributions) figure() *Figure {
	l := c.o.Lang
	return &Figure{
		ID:          c.id(),
		Chart:       "contribution",
		Lang:        l,
		Title:       c.title(),
		Subtitle:    c.subtitle(),
		Alt:         c.alt(),
		Description: c.description(),
		Period:      PeriodText(l, c.Period),
		Source:      c.source,
		Method:      c.method(),
		Notes:       c.notes(),
		Table:       c.table(),
		Width:       c.o.page().Width,
		Height:      vg.Length(c.shown)*rowHeight + c.extra(),
		draw:        c.draw,
	}
}

// id has the measure where it is not that of the report.
func (c *contributions) id() string {
	id := join2("-", "contribution", Slug(c.Spec.ID), c.Level.String())
	if c.term > 0 {
		id += "-" + Slug(c.index.ID)
	}
	return id
}

func (c *contributions) draw(cv draw.Canvas) {
	k := c.key()
	k.draw(draw.Crop(cv, 0, 0, 0, -(cv.Max.Y-cv.Min.Y)+k.height()))
	p := newPlot()
	p.HideY()
	p.Y.Min, p.Y.Max = -0.5, float64(c.shown)-0.5
	p.Add(contributionMarks{c, cv.Rectangle})
	c.scale.apply(&p.X, c.o.Lang, false)
	area := draw.Crop(cv, c.columns.left(), -c.columns.right(), k.height()+c.note, -4)
	p.Draw(area)
	axisNote(area, cv.Min.X, c.o.Lang, percent, c.scale)
}

// contributionMarks plots the rows.
type contributionMarks struct {
	*contributions
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m contributionMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, ty := p.Transforms(&c)
	at := func(i int) vg.Length { return ty(float64(m.shown - 1 - i)) }
	half := (ty(1) - ty(0)) / 2
	for i, r := range m.rows[:m.shown] {
		if m.o.highlighted(r.Area) >= 0 {
			rowBand(c, m.page, at(i), half)
		}
	}
	for _, t := range m.scale.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	line(c, ink, axisWidth, nil, tx(0), c.Min.Y, tx(0), c.Max.Y)
	for i, r := range m.rows[:m.shown] {
		end := group(c, "area-"+Slug(r.Area.Code))
		y := at(i)
		m.columns.texts(c, m.page, y, m.rowText(r), analysis.Value{OK: true})
		o := vg.Point{X: tx(m.share(r)), Y: y}
		line(c, mid, stemWidth, nil, tx(0), y, o.X, y)
		casing(c, o)
		marker(c, m.side(r), o)
		peopleTick(c, tx(100*r.Part), y)
		end()
	}
}

// peopleTick marks an area's share of the people.
func peopleTick(c draw.Canvas, x, y vg.Length) { line(c, ink, intervalWidth, nil, x, y-5.5, x, y+5.5) }

func contributionFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, a := range d.Results.SegregationAreas {
		if a.Reason != analysis.NoReason || len(a.Areas) < 2 || !among(s.Indicators, a.Spec.Indicator) {
			continue
		}
		for j, m := range a.Measures {
			if among(s.Indices, string(m)) && (j == 0 || len(s.Indices) > 0) && a.Totals[j] > 0 {
				g.add(Contribution(a, m, o))
			}
		}
	}
	return g.result()
}
