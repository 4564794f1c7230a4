package charts

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

const indexDecimals = 3

// curveFigure is what the drawings of all curves need.
type curveFigure struct {
	analysis.Curve
	o       Options
	source  string
	newest  *analysis.CurveLine
	earlier *analysis.CurveLine // nil where there is none that may be shown
}

// newCurveFigure refuses a curve without points, and one whose newest period is withheld.
func newCurveFigure(c analysis.Curve, o Options, ind indicators.Indicator) (curveFigure, error) {
	what := fmt.Sprintf("%s curve %q", c.Kind, c.Subject())
	if len(c.Lines) == 0 || len(c.Lines[len(c.Lines)-1].Points) == 0 {
		return curveFigure{}, fmt.Errorf("%s: there are no points to draw", what)
	}
	src, err := o.sourceOf(what, c.Sources, ind)
	if err != nil {
		return curveFigure{}, err
	}
	f := curveFigure{Curve: c, o: o, source: src, newest: &c.Lines[len(c.Lines)-1]}
	if first := &c.Lines[0]; len(c.Lines) > 1 && len(first.Points) > 0 {
		f.earlier = first
	}
	return f, nil
}

// drawable tells whether the newest period of a curve may be shown.
func drawable(c analysis.Curve) bool {
	return len(c.Lines) > 0 && c.Lines[len(c.Lines)-1].Reason == analysis.NoReason
}

// shown are the lines that are drawn, the newest first.
func (f *curveFigure) shown() []*analysis.CurveLine {
	if f.earlier != nil {
		return []*analysis.CurveLine{f.newest, f.earlier}
	}
	return []*analysis.CurveLine{f.newest}
}

func (f *curveFigure) period() string {
	l := f.o.Lang
	if f.earlier == nil {
		return PeriodText(l, f.newest.Period)
	}
	return join(l, []string{PeriodText(l, f.earlier.Period), PeriodText(l, f.newest.Period)})
}

// index is the value of an index of a line; it is not OK where it has none.
func (f *curveFigure) index(of *analysis.CurveLine, id string) analysis.IndexValue {
	if i := slices.IndexFunc(of.Indices, func(v analysis.IndexValue) bool { return v.Index.ID == id }); i >= 0 {
		return of.Indices[i]
	}
	return analysis.IndexValue{}
}

func (f *curveFigure) number(v analysis.IndexValue) string {
	if !v.OK {
		return ".."
	}
	return Number(f.o.Lang, v.Value.Value, indexDecimals)
}

// limited prints an index with its interval in brackets.
func (f *curveFigure) limited(name string, v analysis.IndexValue) string {
	if !v.Interval {
		return name + " " + f.number(v)
	}
	return fmt.Sprintf("%s %s (%s)", name, f.number(v), Range(f.o.Lang, v.Value.Lower, v.Value.Upper, indexDecimals))
}

// brackets explains the intervals of a method line, if there are any.
func (f *curveFigure) brackets(v analysis.IndexValue) string {
	if !v.Interval {
		return ""
	}
	return fmt.Sprintf(lang.Text{Sv: "Inom parentes %s-intervall.", En: "In brackets %s intervals."}.In(f.o.Lang), LevelText(f.o.Lang, v.Value.Level))
}

// plotted are the curves, the newest on top, and the entries of their key, which say what text says of each.
func (f *curveFigure) plotted(text func(*analysis.CurveLine) string) (lines []plottedCurve, entries []keyEntry) {
	for _, of := range f.shown() {
		k, w := newestCurve, lineWidth
		if of == f.earlier {
			k, w = earlierCurve, intervalWidth
		}
		lines = append([]plottedCurve{{"curve-" + Slug(of.Period.String()), of.Points, k, w}}, lines...)
		entries = append(entries, curveEntry(k, w, PeriodText(f.o.Lang, of.Period)+": "+text(of)))
	}
	return lines, entries
}

// withheldNote says which curve is not there because it must not be shown.
func (f *curveFigure) withheldNote() []string {
	if len(f.Lines) < 2 || f.earlier != nil {
		return nil
	}
	t := lang.Text{Sv: "Kurvan för %s visas inte av sekretesskäl.", En: "The curve of %s is withheld to protect persons."}
	return []string{fmt.Sprintf(t.In(f.o.Lang), PeriodText(f.o.Lang, f.Lines[0].Period))}
}

// table has the heights of the curves at each tenth of what x names, and the indices with their intervals. All points are too many for readers; a study
// has them in a file of their own.
func (f *curveFigure) table(caption, x, y string, ids ...string) Grid {
	l := f.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{Caption: caption, Columns: []Column{{Key: "measure", Name: name("Mått", "Measure")}, {Key: "at", Name: capital(x)}}}
	for _, line := range f.shown() {
		stem, of := "_"+columnKey(line.Period.String()), PeriodText(l, line.Period)
		g.Columns = append(g.Columns, Column{Key: "value" + stem, Name: of},
			Column{Key: "lower" + stem, Name: of + ", " + name("nedre gräns", "lower limit"), Detail: true},
			Column{Key: "upper" + stem, Name: of + ", " + name("övre gräns", "upper limit"), Detail: true})
	}
	for i := range f.newest.Tenths {
		at := float64(i) / 10
		cells := []Cell{{Text: capital(y), Raw: "curve"}, {Text: Number(l, 100*at, 0), Raw: raw(at)}}
		for _, line := range f.shown() {
			cells = append(cells, Cell{Text: Number(l, 100*line.Tenths[i], shareDecimals), Raw: raw(line.Tenths[i])}, Cell{}, Cell{})
		}
		g.Rows = append(g.Rows, cells)
	}
	for _, id := range ids {
		cells := []Cell{{Text: f.index(f.newest, id).Index.Name.In(l), Raw: id}, {}}
		if id == "dissimilarity" {
			cells[1] = Cell{Text: Number(l, 100*f.newest.Farthest.X, shareDecimals), Raw: raw(f.newest.Farthest.X)}
		}
		for _, line := range f.shown() {
			cells = append(cells, indexCells(l, f.index(line, id))...)
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// indexCells are the value of an index with its limits.
func indexCells(l lang.Lang, v analysis.IndexValue) []Cell {
	if !v.OK {
		return []Cell{{Text: "..", Class: "missing"}, {}, {}}
	}
	cell := func(x float64) Cell { return Cell{Text: Number(l, x, indexDecimals), Raw: raw(x)} }
	if !v.Interval {
		return []Cell{cell(v.Value.Value), {}, {}}
	}
	return []Cell{cell(v.Value.Value), cell(v.Value.Lower), cell(v.Value.Upper)}
}
