package charts

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
)

// Lorenz draws the Lorenz curve of an indicator over areas: what the areas where it is lowest have of all that is counted, against their share of the
// people. Where half of it is, is marked. The curve of an earlier period with the same areas is dashed.
func Lorenz(c analysis.Curve, o Options) (*Figure, error) { return valueCurveFigure(c, o) }

// ConcentrationCurve draws the concentration curve of an indicator over areas in the order of a composite index, from those with the greatest needs. The
// fifth of the people who live in the areas with the greatest needs is marked.
func ConcentrationCurve(c analysis.Curve, o Options) (*Figure, error) { return valueCurveFigure(c, o) }

// lorenzFigures are, where no indicators are selected, those of sums and of what is better the lower it is: a curve of what most people have says little.
func lorenzFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Curves {
		if c.Kind == analysis.LorenzCurve && s.wantsCurve(c) {
			g.add(Lorenz(c, o))
		}
	}
	return g.result()
}

// concentrationFigures are of each indicator by the composite of the smallest areas.
func concentrationFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	finest := map[string]analysis.Curve{}
	for _, c := range d.Results.Curves {
		if old, ok := finest[c.Indicator.ID]; c.Kind == analysis.ConcentrationCurve && drawable(c) && (!ok || c.Level > old.Level) {
			finest[c.Indicator.ID] = c
		}
	}
	var g gather
	for _, c := range d.Results.Curves {
		f := finest[c.Indicator.ID]
		if c.Kind == analysis.ConcentrationCurve && f.RankedBy.ID == c.RankedBy.ID && s.wantsCurve(c) {
			g.add(ConcentrationCurve(c, o))
		}
	}
	return g.result()
}

// wantsCurve tells whether the curve of an indicator is selected.
func (s Selection) wantsCurve(c analysis.Curve) bool {
	telling := c.Indicator.Direction == indicators.LowerIsBetter || c.Indicator.Unit.Kind.Pooling() == indicators.PoolMean
	return s.wants(c.Indicator, indicators.Everyone) && drawable(c) && (telling || len(s.Indicators) > 0)
}

// valueCurve is what the drawing of a Lorenz or concentration curve needs.
type valueCurve struct {
	curveFigure
	ranked bool // by a composite
}

func valueCurveFigure(c analysis.Curve, o Options) (*Figure, error) {
	if c.Kind != analysis.LorenzCurve && c.Kind != analysis.ConcentrationCurve {
		return nil, fmt.Errorf("a %s curve is not one of an indicator", c.Kind)
	}
	base, err := newCurveFigure(c, o, c.Indicator)
	if err != nil {
		return nil, err
	}
	v := &valueCurve{base, c.Kind == analysis.ConcentrationCurve}
	plot := v.plot()
	chart := "lorenz"
	if v.ranked {
		chart = "concentration-curve"
	}
	f := &Figure{
		ID:          FigureID(chart, c.Indicator, indicators.Everyone),
		Chart:       chart,
		Lang:        o.Lang,
		Title:       v.title(),
		Subtitle:    v.subtitle(),
		Alt:         v.alt(),
		Description: v.description(),
		Period:      v.period(),
		Source:      v.source,
		Method:      v.method(),
		Notes:       v.notes(),
		Table:       v.grid(),
		Width:       o.page().Width,
		Height:      plot.height(),
	}
	f.draw = plot.draw
	return f, nil
}

func (v *valueCurve) plot() *curvePlot {
	lines, entries := v.plotted(func(of *analysis.CurveLine) string { return v.letter() + nbsp + v.number(v.value(of)) })
	p := &curvePlot{o: v.o, x: v.xText(), y: v.yText(), lines: lines, says: v.reading()}
	p.marks = v.markHalf
	if v.ranked {
		p.marks = v.markFifth
	}
	return p.layOut(append(entries, diagonalEntry(v.o.Lang)))
}

// markHalf marks where the upper half of the curve begins, and the share of the people to the right of it.
func (v *valueCurve) markHalf(c draw.Canvas, at func(curve.Point) vg.Point) {
	x := 1 - v.newest.Half
	o, foot, end := at(curve.Point{X: x, Y: 0.5}), at(curve.Point{X: x}), at(curve.Point{X: 1})
	line(c, ink, axisWidth, nil, at(curve.Point{Y: 0.5}).X, o.Y, o.X, o.Y)
	line(c, ink, axisWidth, nil, o.X, o.Y, foot.X, foot.Y)
	casing(c, o)
	dot(c, ink, false, o)
	sty := style(labelSize, ink, true)
	text := v.halfText()
	w := width(text, sty)*slack + 8
	if w < end.X-o.X {
		c.FillText(aligned(sty, draw.XLeft, draw.YBottom), vg.Point{X: o.X + 4, Y: foot.Y + 6}, text)
		return
	}
	begins := x - float64(w/(end.X-at(curve.Point{}).X))
	for _, of := range v.shown() { // at left, where the curves leave room under them
		if begins < 0 || at(curve.Point{Y: curve.Height(of.Points, begins)}).Y < foot.Y+10+labelSize {
			return
		}
	}
	c.FillText(aligned(sty, draw.XRight, draw.YBottom), vg.Point{X: o.X - 4, Y: foot.Y + 6}, text)
}

// markFifth marks the distance of the curve from the diagonal at the fifth with the greatest needs.
func (v *valueCurve) markFifth(c draw.Canvas, at func(curve.Point) vg.Point) {
	o, even := at(curve.Point{X: 0.2, Y: v.newest.Tenths[2]}), at(curve.Point{X: 0.2, Y: 0.2})
	upright(c, ink, even, o)
	casing(c, o)
	dot(c, ink, false, o)
	sty := style(labelSize, ink, true)
	if o.Y > even.Y { // above the curve at left, where nothing is
		c.FillText(aligned(sty, draw.XRight, draw.YBottom), vg.Point{X: o.X - 5, Y: o.Y + 5}, v.fifthText())
		return
	}
	c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: o.X + 6, Y: o.Y - 5}, v.fifthText())
}
