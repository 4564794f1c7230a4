package charts

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// SegregationCurve draws the segregation curve of two groups (Duncan and Duncan 1955): what share of the group of interest lives in the areas where it is
// scarcest, against the share of the other group there. The greatest distance from the diagonal, which is the dissimilarity index, is marked. The
// curve of the first comparable period is dashed. A period that is withheld has no curve; where the newest is, there is no figure.
func SegregationCurve(c analysis.Curve, o Options) (*Figure, error) {
	s, err := newGroupCurve(c, o)
	if err != nil {
		return nil, err
	}
	plot := s.plot()
	f := &Figure{
		ID:          join2("-", "segregation-curve", Slug(c.Spec.ID)),
		Chart:       "segregation-curve",
		Lang:        o.Lang,
		Title:       s.title(),
		Subtitle:    s.subtitle(),
		Alt:         s.alt(),
		Description: s.description(),
		Period:      s.period(),
		Source:      s.source,
		Method:      s.method(),
		Notes:       s.notes(),
		Table:       s.table(),
		Width:       o.page().Width,
		Height:      plot.height(),
	}
	f.draw = plot.draw
	return f, nil
}

// segregationCurveFigures are the curves of the smallest areas of each spec: larger ones hide what is within them.
func segregationCurveFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	finest := map[string]indicators.Level{}
	for _, c := range d.Results.Curves {
		if c.Kind == analysis.SegregationCurve {
			finest[c.Spec.ID] = max(finest[c.Spec.ID], c.Level)
		}
	}
	var g gather
	for _, c := range d.Results.Curves {
		if c.Kind == analysis.SegregationCurve && c.Level == finest[c.Spec.ID] && among(s.Indicators, c.Spec.Indicator) && c.Lines[len(c.Lines)-1].Reason == analysis.NoReason {
			g.add(SegregationCurve(c, o))
		}
	}
	return g.result()
}

// groupCurve is what the drawing of a segregation curve needs.
type groupCurve struct {
	analysis.Curve
	o             Options
	source        string
	group, others string
	newest        *analysis.CurveLine
	earlier       *analysis.CurveLine // nil where there is none that may be shown
}

func newGroupCurve(c analysis.Curve, o Options) (*groupCurve, error) {
	ind, ok := indicators.Indicator{}, false
	if o.Catalogue != nil {
		ind, ok = o.Catalogue.Indicator(c.Spec.Indicator)
	}
	if !ok {
		return nil, fmt.Errorf("segregation curve %q: its indicator %q is not in the catalogue", c.Spec.ID, c.Spec.Indicator)
	}
	if len(c.Spec.Groups) != 2 || len(c.Lines) == 0 || len(c.Lines[len(c.Lines)-1].Points) == 0 {
		return nil, fmt.Errorf("segregation curve %q: there are no points of two groups", c.Spec.ID)
	}
	src, err := o.sourceOf(fmt.Sprintf("segregation curve %q", c.Spec.ID), c.Sources, ind)
	if err != nil {
		return nil, err
	}
	s := &groupCurve{Curve: c, o: o, source: src, newest: &c.Lines[len(c.Lines)-1]}
	s.group, s.others = o.specGroup(c.Spec.Names, c.Spec.Groups, 0), o.specGroup(c.Spec.Names, c.Spec.Groups, 1)
	if first := &c.Lines[0]; len(c.Lines) > 1 && len(first.Points) > 0 {
		s.earlier = first
	}
	return s, nil
}

// shown are the lines that are drawn, the newest first.
func (s *groupCurve) shown() []*analysis.CurveLine {
	if s.earlier != nil {
		return []*analysis.CurveLine{s.newest, s.earlier}
	}
	return []*analysis.CurveLine{s.newest}
}

func (s *groupCurve) plot() *curvePlot {
	l := s.o.Lang
	var lines []plottedCurve
	var entries []keyEntry
	for _, of := range s.shown() {
		k, w := newestCurve, lineWidth
		if of == s.earlier {
			k, w = earlierCurve, intervalWidth
		}
		lines = append([]plottedCurve{{"curve-" + Slug(of.Period.String()), of.Points, k, w}}, lines...)
		entries = append(entries, curveEntry(k, w, PeriodText(l, of.Period)+": "+s.indices(of)))
	}
	entries = append(entries, keyEntry{24, func(c draw.Canvas, o vg.Point) {
		upright(c, ink, vg.Point{X: o.X, Y: o.Y - 4}, vg.Point{X: o.X, Y: o.Y + 4})
	}, wFarthest.In(l)}, diagonalEntry(l))
	p := &curvePlot{o: s.o, x: s.xText(), y: s.yText(), lines: lines, marks: s.distance, says: s.half()}
	return p.layOut(entries)
}

// distance marks where the newest curve lies farthest from the diagonal, and names the distance where there is room under the curves.
func (s *groupCurve) distance(c draw.Canvas, at func(curve.Point) vg.Point) {
	q := s.newest.Farthest
	top, foot := at(curve.Point{X: q.X, Y: q.X}), at(q)
	upright(c, ink, top, foot)
	sty := style(labelSize, ink, true)
	text := "D " + s.number(s.index(s.newest, "dissimilarity"))
	low := foot.Y
	if s.earlier != nil {
		low = min(low, at(curve.Point{X: q.X, Y: curve.Height(s.earlier.Points, q.X)}).Y)
	}
	origin, end := at(curve.Point{}), at(curve.Point{X: 1, Y: 1})
	w := width(text, sty) * slack
	switch {
	case low-8-labelSize > origin.Y && foot.X+4+w < end.X:
		c.FillText(aligned(sty, draw.XLeft, draw.YTop), vg.Point{X: foot.X + 4, Y: low - 8}, text)
	case top.X-6-w > origin.X:
		c.FillText(aligned(sty, draw.XRight, draw.YBottom), vg.Point{X: top.X - 6, Y: top.Y + 4}, text)
	}
}

// specGroup names a group of a spec.
func (o Options) specGroup(names []lang.Text, groups []indicators.Group, k int) string {
	if k < len(names) && !names[k].IsZero() {
		return names[k].In(o.Lang)
	}
	return o.groupName(groups[k])
}
