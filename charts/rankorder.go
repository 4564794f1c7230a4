package charts

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
)

// RankOrder draws the profile of segregation by place on an ordered scale (Reardon 2011): a dot for the segregation H between those below and those above
// each threshold between classes, at the share of all people who are below, and the polynomial fitted to the dots. The classes stand over the plot, as wide
// as their shares. The profile of the first comparable period is dashed. A period that is withheld is left out; where the newest is, there is no figure.
func RankOrder(r analysis.RankOrder, o Options) (*Figure, error) {
	what := fmt.Sprintf("profile by rank of segregation %q", r.Spec.ID)
	if len(r.Lines) == 0 || len(r.Lines[len(r.Lines)-1].Thresholds) == 0 {
		return nil, fmt.Errorf("%s: there are no points to draw", what)
	}
	ind, ok := indicators.Indicator{}, false
	if o.Catalogue != nil {
		ind, ok = o.Catalogue.Indicator(r.Spec.Indicator)
	}
	if !ok {
		return nil, fmt.Errorf("%s: its indicator %q is not in the catalogue", what, r.Spec.Indicator)
	}
	src, err := o.sourceOf(what, r.Sources, ind)
	if err != nil {
		return nil, err
	}
	p := &rankProfile{RankOrder: r, o: o, newest: &r.Lines[len(r.Lines)-1]}
	if first := &r.Lines[0]; len(r.Lines) > 1 && len(first.Thresholds) > 0 {
		p.earlier = first
	}
	k := p.key()
	f := &Figure{
		ID:          join2("-", "rank-order", Slug(r.Spec.ID)),
		Chart:       "rank-order",
		Lang:        o.Lang,
		Title:       p.title(),
		Subtitle:    p.subtitle(),
		Alt:         p.alt(),
		Description: p.description(),
		Period:      p.period(),
		Source:      src,
		Method:      p.method(),
		Notes:       p.notes(),
		Table:       p.table(),
		Width:       o.page().Width,
		Height:      p.height() + block(p.saysLines(), labelSize) + 6 + k.height(),
	}
	f.draw = func(c draw.Canvas) { p.draw(c, k) }
	return f, nil
}

// rankOrderFigures are the profiles over the smallest areas of each spec.
func rankOrderFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	finest := map[string]indicators.Level{}
	for _, r := range d.Results.RankOrders {
		finest[r.Spec.ID] = max(finest[r.Spec.ID], r.Level)
	}
	var g gather
	for _, r := range d.Results.RankOrders {
		if r.Level == finest[r.Spec.ID] && among(s.Indicators, r.Spec.Indicator) && r.Lines[len(r.Lines)-1].Reason == analysis.NoReason {
			g.add(RankOrder(r, o))
		}
	}
	return g.result()
}

// rankProfile is what the drawing of a profile needs.
type rankProfile struct {
	analysis.RankOrder
	o       Options
	newest  *analysis.RankOrderLine
	earlier *analysis.RankOrderLine // nil where there is none that may be shown
}

// shown are the lines that are drawn, the newest first.
func (p *rankProfile) shown() []*analysis.RankOrderLine {
	if p.earlier != nil {
		return []*analysis.RankOrderLine{p.newest, p.earlier}
	}
	return []*analysis.RankOrderLine{p.newest}
}

func (p *rankProfile) class(k int) string { return p.o.specGroup(p.Spec.Names, p.Spec.Groups, k) }

// at is the point at the upper bound of a class; false where nobody lies below it, or above.
func at(l *analysis.RankOrderLine, class int) (curve.Point, bool) {
	i := slices.IndexFunc(l.Thresholds, func(q curve.Point) bool { return math.Abs(q.X-l.Bounds[class]) < 1e-9 })
	if i < 0 {
		return curve.Point{}, false
	}
	return l.Thresholds[i], true
}

// rankStrip is the height of the strip of classes.
const rankStrip vg.Length = 16

// scale holds all points and the curves between them.
func (p *rankProfile) scale() scale {
	low, high := 0.0, 0.0
	for _, l := range p.shown() {
		for _, q := range append(slices.Clone(l.Thresholds), l.Fitted...) {
			low, high = min(low, q.Y), max(high, q.Y)
		}
	}
	return newScale(low, high, 5, indicators.Unit{Kind: indicators.Score})
}

// left holds the labels of the vertical axis.
func (p *rankProfile) left() vg.Length {
	var w vg.Length
	for _, t := range p.scale().labelled(p.o.Lang) {
		w = max(w, width(t.Label, style(labelSize, muted, false))*slack)
	}
	return w + 8
}

func (p *rankProfile) wide() vg.Length { return p.o.inner() - p.left() - 12 }

func (p *rankProfile) yLines() []string {
	return wrap(p.yText(), style(labelSize, muted, false), p.o.inner())
}

func (p *rankProfile) xLines() []string {
	return wrap(p.xText(), style(labelSize, muted, false), p.o.inner())
}

func (p *rankProfile) saysLines() []string {
	return wrap(p.says(), style(labelSize, ink, false), p.o.inner())
}

// height is that of all but the text and the key under the axis.
func (p *rankProfile) height() vg.Length {
	text := block(p.yLines(), labelSize) + 8 + squareFoot + 8 + block(p.xLines(), labelSize)
	return text + min(p.o.page().Height-text, 0.75*p.o.inner())
}

// named tells whether the names of all classes have room in the strip; otherwise their numbers stand there, and the key names them.
func (p *rankProfile) named() bool {
	from := 0.0
	for k := range p.Spec.Groups {
		to := p.upper(k)
		if width(p.class(k), style(labelSize, ink, false))*slack+6 > p.wide()*vg.Length(to-from) {
			return false
		}
		from = to
	}
	return true
}

func (p *rankProfile) upper(class int) float64 {
	if class < len(p.newest.Bounds) {
		return p.newest.Bounds[class]
	}
	return 1
}

func (p *rankProfile) key() key {
	var es []keyEntry
	for _, l := range p.shown() {
		s, w, hollow := newestCurve, lineWidth, false
		if l == p.earlier {
			s, w, hollow = earlierCurve, intervalWidth, true
		}
		es = append(es, keyEntry{24, func(c draw.Canvas, o vg.Point) {
			line(c, s.color, w, s.dash, o.X-12, o.Y, o.X+12, o.Y)
			casing(c, o)
			dot(c, s.color, hollow, o)
		}, PeriodText(p.o.Lang, l.Period) + ": " + wRankIndex.In(p.o.Lang) + nbsp + p.number(l.Index)})
	}
	if !p.named() {
		for k := range p.Spec.Groups {
			es = append(es, signEntry(fmt.Sprint(k+1), p.class(k)))
		}
	}
	return newKey(p.o.inner(), es...)
}

func (p *rankProfile) draw(c draw.Canvas, k key) {
	sty := style(labelSize, muted, false)
	y := c.Max.Y
	for _, s := range p.yLines() {
		c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: c.Min.X, Y: y}, s)
		y -= labelSize * leading
	}
	y1 := c.Max.Y - block(p.yLines(), labelSize) - 8
	y0 := c.Max.Y - p.height() + block(p.xLines(), labelSize) + 8
	x0 := c.Min.X + p.left()
	across := newPlot()
	across.HideY()
	ticks := fitScale(0, 100, indicators.Unit{Kind: indicators.Share, Per: 100}, p.wide(), false)
	ticks.apply(&across.X, p.o.Lang, false)
	up := p.scale()
	across.Y.Min, across.Y.Max = up.min, up.max
	across.Add(rankMarks{p, up, ticks})
	across.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: vg.Point{X: x0, Y: y0}, Max: vg.Point{X: x0 + p.wide(), Y: y1}}})
	y = y0 - 8
	for _, s := range p.xLines() {
		c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: c.Min.X, Y: y}, s)
		y -= labelSize * leading
	}
	y -= 6
	for _, s := range p.saysLines() {
		c.FillText(aligned(style(labelSize, ink, false), draw.XLeft, draw.YTop), vg.Point{X: c.Min.X, Y: y}, s)
		y -= labelSize * leading
	}
	k.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{Min: c.Min, Max: vg.Point{X: c.Max.X, Y: c.Min.Y + k.height()}}})
}

// rankMarks plots classes, dots and curves.
type rankMarks struct {
	*rankProfile
	up, across scale
}

// Plot implements [plot.Plotter].
func (m rankMarks) Plot(c draw.Canvas, pl *plot.Plot) {
	tx, _ := pl.Transforms(&c)
	top := c.Max.Y - rankStrip - 6
	ty := func(v float64) vg.Length {
		return c.Min.Y + vg.Length((v-m.up.min)/(m.up.max-m.up.min))*(top-c.Min.Y)
	}
	sty := aligned(style(labelSize, muted, false), draw.XRight, draw.YCenter)
	for _, t := range m.up.labelled(m.o.Lang) {
		line(c, grid, gridWidth, nil, tx(0), ty(t.Value), tx(100), ty(t.Value))
		c.FillText(sty, vg.Point{X: tx(0) - 6, Y: ty(t.Value)}, t.Label)
	}
	m.classes(c, tx, top)
	for _, l := range slices.Backward(m.shown()) {
		s, w := newestCurve, lineWidth
		if l == m.earlier {
			s, w = earlierCurve, intervalWidth
		}
		end := group(c, "profile-"+Slug(l.Period.String()))
		var pts []vg.Point
		for _, q := range l.Fitted {
			pts = append(pts, vg.Point{X: tx(100 * q.X), Y: ty(q.Y)})
		}
		c.StrokeLines(draw.LineStyle{Color: s.color, Width: w, Dashes: s.dash}, pts)
		for _, q := range l.Thresholds {
			o := vg.Point{X: tx(100 * q.X), Y: ty(q.Y)}
			casing(c, o)
			dot(c, s.color, l == m.earlier, o)
		}
		end()
	}
}

// classes draws the strip of classes over the plot and their bounds through it.
func (m rankMarks) classes(c draw.Canvas, tx func(float64) vg.Length, top vg.Length) {
	defer group(c, "classes")()
	named, from := m.named(), 0.0
	sty := aligned(style(labelSize, ink, false), draw.XCenter, draw.YCenter)
	for k := range m.Spec.Groups {
		to := m.upper(k)
		x0, x1 := tx(100*from), tx(100*to)
		if x1-x0 > 1 {
			rect(c, panel, x0, c.Max.Y-rankStrip, x1, c.Max.Y)
		}
		if k+1 < len(m.Spec.Groups) {
			line(c, faint, gridWidth, nil, x1, c.Min.Y, x1, c.Max.Y)
		}
		text := m.class(k)
		if !named {
			text = fmt.Sprint(k + 1)
		}
		if width(text, style(labelSize, ink, false))*slack <= x1-x0 {
			c.FillText(sty, vg.Point{X: (x0 + x1) / 2, Y: c.Max.Y - rankStrip/2}, text)
		}
		from = to
	}
}
