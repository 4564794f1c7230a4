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
		Table:       s.table(s.subtitle(), s.xName(), s.yText(), "dissimilarity", "gini-segregation"),
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
		if c.Kind == analysis.SegregationCurve && c.Level == finest[c.Spec.ID] && among(s.Indicators, c.Spec.Indicator) && drawable(c) {
			g.add(SegregationCurve(c, o))
		}
	}
	return g.result()
}

// groupCurve is what the drawing of a segregation curve needs.
type groupCurve struct {
	curveFigure
	group, others string
}

func newGroupCurve(c analysis.Curve, o Options) (*groupCurve, error) {
	ind, ok := indicators.Indicator{}, false
	if o.Catalogue != nil {
		ind, ok = o.Catalogue.Indicator(c.Spec.Indicator)
	}
	if !ok {
		return nil, fmt.Errorf("segregation curve %q: its indicator %q is not in the catalogue", c.Spec.ID, c.Spec.Indicator)
	}
	if len(c.Spec.Groups) != 2 {
		return nil, fmt.Errorf("segregation curve %q: %d groups; a curve is of two", c.Spec.ID, len(c.Spec.Groups))
	}
	base, err := newCurveFigure(c, o, ind)
	if err != nil {
		return nil, err
	}
	return &groupCurve{base, o.specGroup(c.Spec.Names, c.Spec.Groups, 0), o.specGroup(c.Spec.Names, c.Spec.Groups, 1)}, nil
}

func (s *groupCurve) plot() *curvePlot {
	l := s.o.Lang
	lines, entries := s.plotted(s.indices)
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
