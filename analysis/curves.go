package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/curve"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// CurveKind is what a curve shows.
type CurveKind string

// The kinds of curves.
const (
	SegregationCurve   CurveKind = "segregation"   // the group of interest against the other, by areas from where it is scarcest
	LorenzCurve        CurveKind = "lorenz"        // what is counted against the people, by areas from where there is least
	ConcentrationCurve CurveKind = "concentration" // what is counted against the people, by areas from those with the greatest needs
)

// Curve is how unevenly something is spread over the areas of a level.
type Curve struct {
	Kind      CurveKind
	Spec      SegregationSpec      // of a segregation curve: whose groups it is of
	Indicator indicators.Indicator // of the others: what is counted, for everyone
	RankedBy  CompositeSpec        // of a concentration curve: the composite that orders the areas
	Level     indicators.Level
	Version   string
	All       int         // areas of the level; of a segregation curve 0
	Lines     []CurveLine // oldest first; more than one where periods can be compared
	Change    Difference  // of the dissimilarity index, from the first line to the last
	Sources   []string    // IDs of the sources of what is counted
	At        int         // of a segregation curve: position in Results.Segregation; −1 for the others

	values [][]Value // of the areas of each line: what is protected
}

// Subject is the ID of what the curve is about.
func (c *Curve) Subject() string { return cmp.Or(c.Spec.ID, c.Indicator.ID) }

// CurveLine is a curve in one period.
type CurveLine struct {
	Period   indicators.Period
	Areas    int
	Points   []curve.Point // from (0, 0) to (1, 1); areas that are alike make one. Nil where withheld
	Tenths   []float64     // heights at 0, 0.1, …, 1
	Farthest curve.Point   // where it lies farthest from the diagonal
	Half     float64       // the share of the people in the areas with the highest values, or the least needs, that hold half; 0 for segregation curves
	Indices  []IndexValue  // that can be read from the curve
	Note     lang.Text     // where the people are approximated: how
	Carried  bool          // counts were carried over from other areas by a crosswalk: an estimate
	Reason   Reason        // why it has no points: withheld
}

// newLine is a line through points.
func newLine(p indicators.Period, areas int, points []curve.Point) CurveLine {
	l := CurveLine{Period: p, Areas: areas, Points: points}
	for i := range 11 {
		l.Tenths = append(l.Tenths, curve.Height(points, float64(i)/10))
	}
	at, _ := curve.Farthest(points)
	l.Farthest = points[at]
	return l
}

// withhold removes every number.
func (l *CurveLine) withhold() {
	nan := math.NaN()
	l.Points, l.Tenths, l.Farthest, l.Half, l.Reason = nil, nil, curve.Point{X: nan, Y: nan}, nan, Withheld
	withholdAll(l.Indices)
}

// curves adds those of segregation before the Lorenz curves that are there, and concentration curves after them.
func (a *analyst) curves(res *Results) {
	lorenz := res.Curves
	res.Curves = nil
	for i := range res.Segregation {
		if c, ok := a.segregationCurve(res, i); ok {
			res.Curves = append(res.Curves, c)
		}
	}
	res.Curves = append(res.Curves, lorenz...)
	a.concentrationCurves(res)
}

// segregationCurve returns the segregation curve of two groups at a level: of the newest period, and of the first that it can be compared with. Where
// there is such a period the curves are of the areas that have counts in both.
func (a *analyst) segregationCurve(res *Results, at int) (Curve, bool) {
	s := &res.Segregation[at]
	if len(s.Spec.Groups) != 2 || len(s.Indices) == 0 {
		return Curve{}, false
	}
	out := Curve{Kind: SegregationCurve, Spec: s.Spec, Level: s.Level, Version: s.Version, Change: noDifference(TooFewPeriods), At: at}
	add := func(p indicators.Period, c index.Composition, of []IndexValue, carried bool) {
		others, group, err := segregation.SegregationCurve(c)
		if err != nil {
			return // one of the groups is empty, and its indices say so
		}
		points := make([]curve.Point, len(others))
		for i := range points {
			points[i] = curve.Point{X: others[i], Y: group[i]}
		}
		l := newLine(p, len(c.Counts[0]), points)
		l.Carried = carried
		l.Indices = []IndexValue{
			indexFrom("gini-segregation", of, func() (float64, error) { return segregation.Gini(c) }),
			indexFrom("dissimilarity", of, func() (float64, error) { return segregation.Dissimilarity(c) }),
		}
		out.Lines = append(out.Lines, l)
		out.Sources = union(out.Sources, a.sourcesOf(s.Spec.Indicator, s.Spec.Groups, p))
	}
	series := seriesFor(res, s)
	if series == nil || series.First == len(series.Periods)-1 {
		add(s.Period, composition(s.Spec, s.Units), s.Indices, false)
		return out, len(out.Lines) > 0
	}
	if whole, ok := series.Whole(); ok {
		for _, v := range whole.Indices {
			if v.Index.ID == "dissimilarity" {
				out.Change = v.Difference
			}
		}
	}
	counted := panel{areas: series.Areas, counts: series.totals}
	for _, t := range []int{series.First, len(series.Periods) - 1} {
		p := series.Periods[t]
		add(p.Period, counted.composition(s.Spec, t), p.Indices, p.Carried)
	}
	return out, len(out.Lines) > 0
}

// indexFrom returns an index that others have been given already, with its interval, or works it out without one.
func indexFrom(id string, among []IndexValue, of func() (float64, error)) IndexValue {
	if i := slices.IndexFunc(among, func(v IndexValue) bool { return v.Index.ID == id }); i >= 0 {
		return among[i]
	}
	v := newIndexValue(id, nil)
	v.set(of())
	return v
}

// sourcesOf returns the IDs of the sources of an indicator for some groups in a period, in alphabetical order.
func (a *analyst) sourcesOf(indicator string, groups []indicators.Group, p indicators.Period) []string {
	var out []string
	for _, g := range groups {
		for _, key := range a.runs[runName{indicator, g}] {
			if key.Period != p {
				continue
			}
			run, _ := a.table.Run(key)
			for i := range run.Len() {
				if id := run.Source(i); !slices.Contains(out, id) {
					out = append(out, id)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// union returns the members of both lists in alphabetical order.
func union(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}
