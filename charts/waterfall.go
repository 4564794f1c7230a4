package charts

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// WaterfallLevels draws Theil's H as a sum: a bar for what lies between the areas of each level within those of the level before, each beginning where the one
// before it ends, and the whole. Intervals are lines at the ends of the bars.
func WaterfallLevels(s analysis.SegregationScales, o Options) (*Figure, error) {
	if len(s.Parts.Terms) == 0 || !s.Parts.Total.OK {
		return nil, fmt.Errorf("segregation %q: its entropy index is not divided by level", s.Spec.ID)
	}
	w := &waterfall{o: o, spec: s.Spec, sources: s.Sources, outside: s.Parts.Outside > 0, period: PeriodText(o.Lang, s.Parts.Period), id: join2("-", "waterfall", Slug(s.Spec.ID))}
	at := 0.0
	for _, t := range s.Parts.Terms {
		if !t.Value.OK {
			return nil, fmt.Errorf("segregation %q: a part of its entropy index has no value", s.Spec.ID)
		}
		w.steps = append(w.steps, step{name: capital(w.between(t)), from: at, value: t.Value.Value, interval: t.Value.Interval})
		at += t.Value.Value.Value
	}
	w.steps = append(w.steps, step{name: lang.Text{Sv: "Hela staden", En: "The whole city"}.In(o.Lang), value: s.Parts.Total.Value, interval: s.Parts.Total.Interval, total: true})
	return w.figure()
}

// WaterfallChange draws the change of Theil's H between the first comparable period of a series and the last as a sum of its causes (Mora and
// Ruiz-Castillo 2009; Elbers 2021): from the first value to the last, a bar for each cause.
func WaterfallChange(s analysis.SegregationSeries, o Options) (*Figure, error) {
	i := slices.IndexFunc(s.Causes, func(c analysis.SegregationCauses) bool {
		return c.Index.ID == "theil-h-change" && c.Reason == analysis.NoReason
	})
	if i < 0 || len(s.Periods) == 0 {
		return nil, fmt.Errorf("segregation %q: the change of its entropy index is not divided by cause", s.Spec.ID)
	}
	c := s.Causes[i]
	first, last := entropyOf(s.Periods[s.First]), entropyOf(s.Periods[len(s.Periods)-1])
	if !first.OK || !last.OK {
		return nil, fmt.Errorf("segregation %q: its entropy index has no value in one of the periods", s.Spec.ID)
	}
	l := o.Lang
	from, to := PeriodText(l, c.From), PeriodText(l, c.To)
	w := &waterfall{o: o, spec: s.Spec, sources: s.Sources, change: &c.Change.Difference, period: join(l, []string{from, to}), id: join2("-", "waterfall", Slug(s.Spec.ID), "change")}
	w.steps = append(w.steps, step{name: from, value: first.Value, interval: first.Interval, total: true})
	at := first.Value.Value
	for _, t := range c.Terms {
		if t.Cause == analysis.Appearing && len(c.Appeared) == 0 || t.Cause == analysis.Vanishing && len(c.Vanished) == 0 {
			continue
		}
		w.steps = append(w.steps, step{name: causeText(t.Cause, s.Spec.School).In(l), from: at, value: t.Estimate, interval: t.Interval})
		at += t.Value
	}
	w.steps = append(w.steps, step{name: to, value: last.Value, interval: last.Interval, total: true})
	return w.figure()
}

// entropyOf is Theil's H of a period; it is not OK where it has none.
func entropyOf(p analysis.SegregationPeriod) analysis.IndexValue {
	i := slices.IndexFunc(p.Indices, func(v analysis.IndexValue) bool { return v.Index.ID == "theil-h" || v.Index.ID == "multigroup-theil-h" })
	if i < 0 {
		return analysis.IndexValue{}
	}
	return p.Indices[i]
}

// waterfallFigures are the parts by level of each spec, where there are several levels, and the change of the smallest areas by cause.
func waterfallFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, of := range d.Results.SegregationScales {
		if among(s.Indicators, of.Spec.Indicator) && len(of.Parts.Terms) > 1 && of.Parts.Reason == analysis.NoReason {
			g.add(WaterfallLevels(of, o))
		}
	}
	finest := map[string]indicators.Level{}
	divided := func(of analysis.SegregationSeries) bool {
		return among(s.Indicators, of.Spec.Indicator) && slices.ContainsFunc(of.Causes, func(c analysis.SegregationCauses) bool {
			return c.Index.ID == "theil-h-change" && c.Reason == analysis.NoReason
		})
	}
	for _, of := range d.Results.SegregationSeries {
		if divided(of) {
			finest[of.Spec.ID] = max(finest[of.Spec.ID], of.Level)
		}
	}
	for _, of := range d.Results.SegregationSeries {
		if divided(of) && of.Level == finest[of.Spec.ID] {
			g.add(WaterfallChange(of, o))
			finest[of.Spec.ID] = indicators.Level(math.MaxUint8) // one delimitation, that of the city
		}
	}
	return g.result()
}

// waterfall is what the drawing of a sum needs.
type waterfall struct {
	o          Options
	spec       analysis.SegregationSpec
	sources    []string
	source     string
	id, period string
	steps      []step
	outside    bool                 // some people live in none of the coarsest areas
	change     *analysis.Difference // nil where the steps are parts of a whole
}

// step is a part of the sum, from where the one before ends, or a total, from nothing.
type step struct {
	name     string
	from     float64
	value    index.Estimate
	interval bool
	total    bool
}

func (s step) to() float64 { return s.from + s.value.Value }

func (w *waterfall) figure() (*Figure, error) {
	ind, ok := indicators.Indicator{}, false
	if w.o.Catalogue != nil {
		ind, ok = w.o.Catalogue.Indicator(w.spec.Indicator)
	}
	if !ok {
		return nil, fmt.Errorf("segregation %q: its indicator %q is not in the catalogue", w.spec.ID, w.spec.Indicator)
	}
	var err error
	if w.source, err = w.o.sourceOf(fmt.Sprintf("segregation %q", w.spec.ID), w.sources, ind); err != nil {
		return nil, err
	}
	k := w.key()
	f := &Figure{
		ID:          w.id,
		Chart:       "waterfall",
		Lang:        w.o.Lang,
		Title:       w.title(),
		Subtitle:    w.subtitle(),
		Alt:         w.alt(),
		Description: w.description(),
		Period:      w.period,
		Source:      w.source,
		Method:      w.method(),
		Notes:       w.notes(),
		Table:       w.table(),
		Width:       w.o.page().Width,
		Height:      4 + vg.Length(len(w.steps))*w.pitch() + axisHeight + k.height(),
	}
	f.draw = func(c draw.Canvas) { w.draw(c, k) }
	return f, nil
}

// columns are those of the names, the bars and the values.
func (w *waterfall) columns() rowColumns {
	var rows []rowText
	for _, s := range w.steps {
		rows = append(rows, rowText{name: s.name, value: w.number(s), bold: s.total})
	}
	return newRowColumns(w.o.inner(), rows)
}

// pitch is the height of a row, which has room for the lines of the longest name.
func (w *waterfall) pitch() vg.Length {
	lines := 1
	for _, s := range w.steps {
		lines = max(lines, len(w.nameLines(s)))
	}
	return rowHeight + 4 + vg.Length(lines-1)*labelSize*leading
}

func (w *waterfall) nameLines(s step) []string {
	return wrap(s.name, style(labelSize, ink, s.total), w.columns().names)
}

// scale holds all bars and intervals; it starts at nothing where the steps are parts of a whole.
func (w *waterfall) scale() scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, s := range w.steps {
		for _, x := range []float64{s.from, s.to()} {
			if s.total && x == s.from && w.change != nil {
				continue // the ends of a change are dots
			}
			low, high = min(low, x), max(high, x)
		}
		if s.interval {
			low, high = min(low, s.from+s.value.Lower), max(high, s.from+s.value.Upper)
		}
	}
	if w.change == nil {
		low = min(low, 0)
	}
	for want := 5; ; want-- {
		s := newScale(low, high, want, indicators.Unit{Kind: indicators.Score})
		room := w.columns().marks / vg.Length(max(len(s.ticks)-1, 1))
		if label := Number(w.o.Lang, s.max, s.decimals); want > 1 && width(label, style(labelSize, muted, false))*slack+4 > room {
			continue
		}
		if n := len(s.ticks); want == 1 && n > 2 {
			s.ticks = []float64{s.ticks[0], s.ticks[n-1]}
		}
		return s
	}
}

func (w *waterfall) key() key {
	l := w.o.Lang
	var es []keyEntry
	if i := slices.IndexFunc(w.steps, func(s step) bool { return s.interval }); i >= 0 {
		es = append(es, keyEntry{16, func(c draw.Canvas, o vg.Point) { line(c, ink, intervalWidth, nil, o.X-8, o.Y, o.X+8, o.Y) },
			fmt.Sprintf(wInterval.In(l), LevelText(l, w.steps[i].value.Level))})
	}
	return newKey(w.o.inner(), es...)
}

func (w *waterfall) draw(c draw.Canvas, k key) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	cols, sc := w.columns(), w.scale()
	p := newPlot()
	p.HideY()
	sc.apply(&p.X, w.o.Lang, false)
	p.Add(waterfallMarks{w, sc, cols, c.Rectangle})
	area := draw.Crop(c, cols.left(), -cols.right(), k.height()+noteHeight, -4)
	p.Draw(area)
	sty := style(labelSize, muted, false)
	text := lang.Text{Sv: "entropiindex, H", En: "entropy index, H"}.In(w.o.Lang)
	if sc.min > 0 {
		text += ", " + fmt.Sprintf(wAxisFrom.In(w.o.Lang), Number(w.o.Lang, sc.min, sc.decimals))
	}
	x := area.Min.X
	if width(text, sty)*slack > c.Max.X-x {
		x = c.Min.X
	}
	area.FillText(sty, vg.Point{X: x, Y: area.Min.Y - 14}, shorten(text, sty, c.Max.X-x))
}

// waterfallMarks plots the steps; it writes names and values beside the data area.
type waterfallMarks struct {
	*waterfall
	scale scale
	cols  rowColumns
	page  vg.Rectangle
}

// Plot implements [plot.Plotter].
func (m waterfallMarks) Plot(c draw.Canvas, p *plot.Plot) {
	tx, _ := p.Transforms(&c)
	for _, t := range m.scale.ticks {
		line(c, grid, gridWidth, nil, tx(t), c.Min.Y, tx(t), c.Max.Y)
	}
	pitch := m.pitch()
	for i, s := range m.steps {
		y := c.Max.Y - (vg.Length(i)+0.5)*pitch
		end := group(c, fmt.Sprintf("step-%d", i+1))
		m.step(c, tx, s, y)
		if i+1 < len(m.steps) { // to where the next begins
			line(c, axis, gridWidth, []vg.Length{2, 2}, tx(s.to()), y-barHalf, tx(s.to()), y-pitch+barHalf)
		}
		end()
	}
}

func (m waterfallMarks) step(c draw.Canvas, tx func(float64) vg.Length, s step, y vg.Length) {
	sty := style(labelSize, ink, s.total)
	names := m.nameLines(s)
	top := y + vg.Length(len(names)-1)*labelSize*leading/2
	for j, l := range names {
		c.FillText(aligned(sty, draw.XLeft, draw.YCenter), vg.Point{X: m.page.Min.X, Y: top - vg.Length(j)*labelSize*leading}, shorten(l, sty, m.cols.names))
	}
	c.FillText(aligned(sty, draw.XRight, draw.YCenter), vg.Point{X: m.page.Max.X - glyphRoom, Y: y}, m.number(s))
	x0, x1 := tx(s.from), tx(s.to())
	if s.total && m.change != nil {
		casing(c, vg.Point{X: x1, Y: y})
	} else {
		fill := faint
		if s.total {
			fill = mid
		}
		rect(c, fill, min(x0, x1), y-barHalf, max(x0, x1), y+barHalf)
		line(c, ink, cityWidth, nil, x1, y-barHalf, x1, y+barHalf) // where the bar ends
	}
	if s.interval {
		line(c, ink, intervalWidth, nil, tx(s.from+s.value.Lower), y, tx(s.from+s.value.Upper), y)
	}
	if s.total && m.change != nil {
		dot(c, ink, false, vg.Point{X: x1, Y: y})
	}
}
