package charts

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Composition draws what the city and its districts are made up of: one bar for each that is cut into the shares of the parts, the city first and
// then the districts by the share of the first part, highest first. Where there are more than five parts, the smallest are joined. What
// is withheld is a hatched bar.
//
// More districts than fit the preset are dealt to several figures, whose IDs then end in -1, -2 and so on; each has the city.
func Composition(m analysis.Mix, o Options) ([]*Figure, error) {
	f, err := newComposition(m, o)
	if err != nil {
		return nil, err
	}
	k := f.key()
	fixed := f.top() + rowHeight + cityGap + axisHeight + k.height()
	var out []*Figure
	parts := dealRows(o, f.rows, func([]analysis.MixArea) vg.Length { return fixed })
	for i, part := range parts {
		fig := f.figure(part, k)
		fig.Subtitle += partText(o.Lang, i+1, len(parts))
		out = append(out, fig)
	}
	return number(out), nil
}

func compositionFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, m := range slices.Concat(d.Results.Makeups, d.Results.Mixes) {
		known := slices.ContainsFunc(m.Areas, func(a analysis.MixArea) bool { return a.OK })
		if among(s.Indicators, m.Spec.Indicator) && known {
			g.addAll(Composition(m, o))
		}
	}
	return g.result()
}

const (
	cityGap  vg.Length = 6   // between the bar of the city and the others
	barHalf  vg.Length = 6.5 // half the height of a bar
	leastSet           = 6   // per cent: smaller parts have no number
)

// composition is what the drawing of a composition needs.
type composition struct {
	analysis.Mix
	o         Options
	source    string
	indicator indicators.Indicator
	parts     []part
	rows      []analysis.MixArea // sorted
}

// part is what one piece of each bar stands for.
type part struct {
	name, key string
	of        []int // positions of the groups
	series
}

func newComposition(m analysis.Mix, o Options) (*composition, error) {
	ind, ok := indicators.Indicator{}, false
	if o.Catalogue != nil {
		ind, ok = o.Catalogue.Indicator(m.Spec.Indicator)
	}
	if !ok {
		return nil, fmt.Errorf("composition %q: its indicator %q is not in the catalogue", m.Spec.ID, m.Spec.Indicator)
	}
	src, err := o.sourceOf(fmt.Sprintf("composition %q", m.Spec.ID), m.Sources, ind)
	if err != nil {
		return nil, err
	}
	if len(m.Areas) == 0 {
		return nil, fmt.Errorf("composition %q: there are no districts to draw", m.Spec.ID)
	}
	f := &composition{Mix: m, o: o, source: src, indicator: ind}
	f.parts = f.join()
	names := byName()
	f.rows = slices.Clone(m.Areas)
	first := func(a analysis.MixArea) float64 {
		if !a.OK {
			return -1
		}
		return f.share(a, 0)
	}
	slices.SortFunc(f.rows, func(a, b analysis.MixArea) int { return cmp.Or(cmp.Compare(first(b), first(a)), names(a.Area, b.Area)) })
	return f, nil
}

// join returns the parts in the order of the groups. Of more than five groups those that are smallest in the city, or in all districts where the
// city is not known, are one.
func (f *composition) join() []part {
	l := f.o.Lang
	size := make([]float64, len(f.Spec.Groups))
	for _, a := range append([]analysis.MixArea{f.City}, f.Areas...) {
		for k, n := range a.Counts {
			size[k] += n
		}
		if a.OK && a.Area == f.City.Area {
			break
		}
	}
	kept := make([]int, len(size))
	for k := range kept {
		kept[k] = k
	}
	if len(kept) > len(categories) {
		slices.SortStableFunc(kept, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
		kept = kept[:len(categories)-1]
		slices.Sort(kept)
	}
	var out []part
	others := part{name: lang.Text{Sv: "övriga", En: "others"}.In(l), key: "others"}
	for k, g := range f.Spec.Groups {
		if !slices.Contains(kept, k) {
			others.of = append(others.of, k)
			continue
		}
		out = append(out, part{name: f.o.specGroup(f.Spec.Names, f.Spec.Groups, k), key: columnKey(string(g)), of: []int{k}})
	}
	if len(others.of) > 0 {
		out = append(out, others)
	}
	for i := range out {
		out[i].series = categories[i]
	}
	return out
}

// share is the share of a part in an area, in per cent.
func (f *composition) share(a analysis.MixArea, part int) float64 {
	sum := 0.0
	for _, k := range f.parts[part].of {
		sum += a.Shares[k]
	}
	return 100 * sum
}

// value is the state of an area as that of a value.
func (f *composition) value(a analysis.MixArea) analysis.Value {
	return analysis.Value{OK: a.OK, Reason: a.Reason}
}

func (f *composition) figure(rows []analysis.MixArea, k key) *Figure {
	l := f.o.Lang
	fig := &Figure{
		ID:          join2("-", "composition", Slug(f.Spec.ID)),
		Chart:       "composition",
		Lang:        l,
		Title:       f.title(),
		Subtitle:    f.subtitle(),
		Alt:         f.alt(),
		Description: f.description(),
		Period:      PeriodText(l, f.Period),
		Source:      f.source,
		Method:      f.method(),
		Notes:       f.o.notes(slices.ContainsFunc(f.Areas, func(a analysis.MixArea) bool { return a.Assumed })),
		Table:       f.table(),
		Width:       f.o.page().Width,
		Height:      f.top() + vg.Length(1+len(rows))*rowHeight + cityGap + axisHeight + k.height(),
	}
	fig.draw = func(c draw.Canvas) { f.draw(c, rows, k) }
	return fig
}

// names is the width of the column of names.
func (f *composition) names() vg.Length {
	bold := style(labelSize, ink, true)
	w := width(f.o.City, bold)
	for _, r := range f.rows {
		w = max(w, width(r.Area.Name, bold))
	}
	return min(w*slack, f.o.inner()*0.4)
}

// bars is the width of a whole bar; it ends where half the label of the last tick has room.
func (f *composition) bars() vg.Length { return f.o.inner() - f.names() - 6 - 12 }

// direct tells whether the names of the parts have room over the bar of the city.
func (f *composition) direct() bool {
	if !f.City.OK {
		return false
	}
	for i, p := range f.parts {
		if width(p.name, style(labelSize, ink, false))*slack+4 > vg.Length(f.share(f.City, i)/100)*f.bars() {
			return false
		}
	}
	return true
}

// top is where the names of the parts stand.
func (f *composition) top() vg.Length {
	if f.direct() {
		return 16
	}
	return 4
}

// key names the parts in the order of the bars where they are not named there, and explains what stands for a bar that is not there.
func (f *composition) key() key {
	var es []keyEntry
	if !f.direct() {
		for _, p := range f.parts {
			es = append(es, keyEntry{12, func(c draw.Canvas, o vg.Point) { rect(c, p.color, o.X-6, o.Y-4.5, o.X+6, o.Y+4.5) }, p.name})
		}
	}
	var states []analysis.Value
	for _, a := range append([]analysis.MixArea{f.City}, f.Areas...) {
		states = append(states, f.value(a))
	}
	return newKey(f.o.inner(), append(es, absentEntries(f.o.Lang, states)...)...)
}

func (f *composition) draw(c draw.Canvas, rows []analysis.MixArea, k key) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	p := newPlot()
	p.HideY()
	p.Add(compositionMarks{f, rows, c.Rectangle})
	ticks := 5
	if f.bars() < 180 {
		ticks = 2
	}
	newScale(0, 100, ticks, indicators.Unit{Kind: indicators.Share, Per: 100}).apply(&p.X, f.o.Lang, false)
	area := draw.Crop(c, f.names()+6, -12, k.height()+noteHeight, -f.top())
	p.Draw(area)
	sty := style(labelSize, muted, false)
	area.FillText(sty, vg.Point{X: area.Min.X, Y: area.Min.Y - 14}, lang.Text{Sv: "procent", En: "per cent"}.In(f.o.Lang))
}

// compositionMarks plots the bars; it writes names beside the data area too.
type compositionMarks struct {
	*composition
	rows []analysis.MixArea
	page vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m compositionMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, _ := p.Transforms(&c)
	y := c.Max.Y - rowHeight/2
	if m.direct() {
		at := 0.0
		for i, p := range m.parts {
			sty := aligned(style(labelSize, ink, false), draw.XLeft, draw.YBottom)
			c.FillText(sty, vg.Point{X: tx(at), Y: c.Max.Y + 2}, p.name)
			at += m.share(m.City, i)
		}
	}
	end := group(c, "city")
	m.bar(c, tx, m.City, m.o.City, y, true)
	end()
	y -= cityGap
	for _, r := range m.rows {
		y -= rowHeight
		bold := m.o.highlighted(r.Area) >= 0
		if bold {
			rowBand(c, m.page, y, rowHeight/2)
		}
		end := group(c, "area-"+Slug(r.Area.Code))
		m.bar(c, tx, r, r.Area.Name, y, bold)
		end()
	}
}

func (m compositionMarks) bar(c draw.Canvas, tx func(float64) vg.Length, a analysis.MixArea, name string, y vg.Length, bold bool) {
	sty := style(labelSize, ink, bold)
	c.FillText(aligned(sty, draw.XLeft, draw.YCenter), vg.Point{X: m.page.Min.X, Y: y}, shorten(name, sty, m.names()))
	if !a.OK {
		sign, _, class := WithoutValue(m.o.Lang, m.value(a))
		if class == "suppressed" {
			hatch(c, tx(0), y-barHalf, tx(100), y+barHalf)
			plate(c, style(labelSize, ink, false), vg.Point{X: (tx(0) + tx(100)) / 2, Y: y}, sign)
			return
		}
		c.FillText(aligned(style(labelSize, muted, false), draw.XLeft, draw.YCenter), vg.Point{X: tx(0) + 4, Y: y}, sign)
		return
	}
	at := 0.0
	for i, p := range m.parts {
		share := m.share(a, i)
		from, to := tx(at), tx(min(at+share, 100))
		at += share
		if !(share > 0) {
			continue
		}
		if i+1 < len(m.parts) && to-from > 2 { // neighbours are told apart in grey too
			rect(c, p.color, from, y-barHalf, to-1, y+barHalf)
		} else {
			rect(c, p.color, from, y-barHalf, to, y+barHalf)
		}
		text, sty := Number(m.o.Lang, share, 0), style(labelSize, ink, false)
		if share >= leastSet && width(text, sty)*slack+8 <= to-from {
			printOn(c, p.series, vg.Point{X: (from + to) / 2, Y: y}, text)
		}
	}
}

// printOn sets a text on an area of a category's colour: on a plate where no colour of text can be read there.
func printOn(c draw.Canvas, s series, o vg.Point, text string) {
	sty := style(labelSize, s.text, false)
	if s.text == (color.NRGBA{}) {
		plate(c, style(labelSize, ink, false), o, text)
		return
	}
	c.FillText(aligned(sty, draw.XCenter, draw.YCenter), o, text)
}
