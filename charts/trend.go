package charts

import (
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

// Trend draws the city and its districts over time: the city in bold, up to five highlighted districts in colour with a dash each and their
// names at the end of the line, the others in the background. One highlighted district alone has its interval behind it. Lines
// stop at missing values and at breaks.
func Trend(t analysis.Trend, o Options) (*Figure, error) {
	s, err := newTimeline(t, o)
	if err != nil {
		return nil, err
	}
	k := s.key()
	f := s.figure("trend")
	f.Height = s.o.page().Height + k.height()
	f.draw = func(c draw.Canvas) { s.draw(c, k) }
	return f, nil
}

// timeline is what the drawings of a trend need.
type timeline struct {
	analysis.Trend
	o       Options
	source  string
	scale   scale
	focus   []analysis.AreaSeries // highlighted, in the order of the options, at most as many as there are colours
	context []analysis.AreaSeries // the others
}

func newTimeline(t analysis.Trend, o Options) (*timeline, error) {
	if len(t.Periods) < 2 {
		return nil, fmt.Errorf("indicator %q: a trend needs two periods or more, it has %d", t.Indicator.ID, len(t.Periods))
	}
	if len(t.City) != len(t.Periods) {
		return nil, fmt.Errorf("indicator %q: the city has %d values for %d periods", t.Indicator.ID, len(t.City), len(t.Periods))
	}
	src, err := o.source(t.Indicator)
	if err != nil {
		return nil, err
	}
	s := &timeline{Trend: t, o: o, source: src}
	vs := slices.Clone(t.City)
	for _, a := range t.Areas {
		if len(a.Values) != len(t.Periods) {
			return nil, fmt.Errorf("indicator %q: %s has %d values for %d periods", t.Indicator.ID, a.Area.Name, len(a.Values), len(t.Periods))
		}
		vs = append(vs, a.Values...)
	}
	for i := range vs {
		vs[i].Interval = false
	}
	s.context = slices.Clone(t.Areas)
	for _, code := range o.Highlight {
		i := slices.IndexFunc(s.context, func(a analysis.AreaSeries) bool { return a.Area.Code == code })
		if i >= 0 && len(s.focus) < len(categories) {
			s.focus = append(s.focus, s.context[i])
			s.context = slices.Delete(s.context, i, i+1)
		}
	}
	if len(s.focus) == 1 {
		vs = append(vs, s.focus[0].Values...)
	}
	low, high := extent(vs)
	s.scale = newScale(low, high, 5, t.Indicator.Unit)
	return s, nil
}

// when is the place of a period on the axis: its start in years.
func when(p indicators.Period) float64 { return float64(p.Start) / 365.2425 }

// breakBetween tells whether no values of two neighbouring periods are comparable.
func (s *timeline) breakBetween(i int) bool {
	for _, b := range s.Breaks {
		if s.Periods[i].Start < b.Start && b.Start <= s.Periods[i+1].Start {
			return true
		}
	}
	return false
}

// broken tells whether a rule stands between two neighbouring periods: no values of theirs are comparable, or those of one of the series are not.
func (s *timeline) broken(i int, all [][]analysis.Value) bool {
	return s.breakBetween(i) || slices.ContainsFunc(all, func(vs []analysis.Value) bool { return s.boundaryBreaks(vs, i) })
}

// boundaryBreaks tells whether area boundaries change between two neighbouring periods, so that a series does not go on.
func (s *timeline) boundaryBreaks(vs []analysis.Value, i int) bool {
	changed := slices.ContainsFunc(s.Boundaries, func(b indicators.Break) bool {
		return s.Periods[i].Start < b.Start && b.Start <= s.Periods[i+1].Start
	})
	if !changed || !vs[i+1].OK {
		return false
	}
	for j := i; j >= 0; j-- {
		switch {
		case vs[j].OK:
			return vs[j].Boundary != vs[i+1].Boundary
		case vs[j].Reason == analysis.Broken:
			return true
		}
	}
	return false
}

// runs are the stretches of values that one line may join: first and last position of each.
func (s *timeline) runs(vs []analysis.Value) [][2]int {
	var out [][2]int
	for i, v := range vs {
		if !v.OK {
			continue
		}
		if i > 0 && vs[i-1].OK && !s.breakBetween(i-1) && vs[i-1].Boundary == v.Boundary {
			out[len(out)-1][1] = i
			continue
		}
		out = append(out, [2]int{i, i})
	}
	return out
}

// comparable returns the first and last position of the latest stretch without a break: what a title may compare.
func (s *timeline) comparable(vs []analysis.Value) (first, last int, ok bool) {
	last = -1
	for i, v := range vs {
		if i > 0 && s.breakBetween(i-1) {
			last = -1
		}
		if v.OK && last >= 0 && vs[last].Boundary != v.Boundary {
			last = -1
		}
		if v.OK {
			if last < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last, last > first
}

// key explains what the labels at the lines do not.
func (s *timeline) key() key {
	l := s.o.Lang
	var es []keyEntry
	stroke := func(k color.Color, w vg.Length) func(draw.Canvas, vg.Point) {
		return func(c draw.Canvas, o vg.Point) { line(c, k, w, nil, o.X-10, o.Y, o.X+10, o.Y) }
	}
	if len(s.context) > 0 {
		es = append(es, keyEntry{20, stroke(faint, 1), plural(l, len(s.context),
			lang.Text{Sv: "%d annat område", En: "%d other area"}, lang.Text{Sv: "%d andra områden", En: "%d other areas"})})
		if len(s.focus) == 0 {
			es[len(es)-1].text = nAreas(l, len(s.context))
		}
	}
	if len(s.focus) == 1 {
		es = append(es, ribbonEntries(l, s.focus)...)
	}
	if s.provisional() {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { outline(c, ink, 1.25, circlePath(o, 2.6)) },
			lang.Text{Sv: "preliminär uppgift", En: "provisional"}.In(l)})
	}
	return newKey(s.o.inner(), es...)
}

// ribbonEntries explain the interval behind the lines of areas, if they have any.
func ribbonEntries(l lang.Lang, areas []analysis.AreaSeries) []keyEntry {
	var values []analysis.Value
	for _, a := range areas {
		values = append(values, a.Values...)
	}
	text := intervals(l, values)
	if text == "" {
		return nil
	}
	return []keyEntry{{20, func(c draw.Canvas, o vg.Point) { rect(c, ribbon, o.X-10, o.Y-4, o.X+10, o.Y+4) }, text}}
}

func (s *timeline) provisional() bool {
	for _, a := range append([]analysis.AreaSeries{{Values: s.City}}, s.focus...) {
		for _, v := range a.Values {
			if v.OK && v.Provisional {
				return true
			}
		}
	}
	return false
}

func (s *timeline) number(v float64) string { return Number(s.o.Lang, v, s.Indicator.Decimals) }

// endLabels are the names and last values at the right, the city's first.
func (s *timeline) endLabels() []endLabel {
	out := []endLabel{{name: s.o.City, values: s.City, style: series{color: ink}, city: true}}
	for i, a := range s.focus {
		out = append(out, endLabel{name: a.Area.Name, values: a.Values, style: categories[i]})
	}
	kept := out[:0]
	for _, e := range out {
		if e.last = lastOK(e.values); e.last < 0 {
			continue
		}
		e.value = " " + s.number(e.values[e.last].Value)
		if e.last < len(s.Periods)-1 { // the label stands at the newest period
			e.value += " (" + periodTick(s.o.Lang, s.Periods[e.last]) + ")"
		}
		kept = append(kept, e)
	}
	return kept
}

type endLabel struct {
	name   string
	values []analysis.Value
	style  series
	city   bool
	last   int    // position of the last value
	value  string // the last value, with its period where that is not the newest
}

func lastOK(vs []analysis.Value) int {
	for i := len(vs) - 1; i >= 0; i-- {
		if vs[i].OK {
			return i
		}
	}
	return -1
}

func (s *timeline) draw(c draw.Canvas, k key) {
	k.draw(draw.Crop(c, 0, 0, 0, -(c.Max.Y-c.Min.Y)+k.height()))
	sty := style(labelSize, ink, true)
	var right vg.Length
	for _, e := range s.endLabels() {
		right = max(right, width(e.name+e.value, sty)*slack)
	}
	most := 0.42
	firstLabels := vg.Length(34)
	if s.narrow() { // or names would be cut to nothing
		most, firstLabels = 0.5, 6
	}
	right = min(right+30, (c.Max.X-c.Min.X)*vg.Length(most))
	area := draw.Crop(c, s.tickWidth()+6, -right, k.height(), -s.top())
	p := newPlot()
	p.HideY()
	s.scale.apply(&p.Y, s.o.Lang, false)
	p.Y.Tick.Marker = plot.ConstantTicks{}
	s.spanX(p, area.Max.X-area.Min.X, firstLabels, 6)
	p.Add(trendMarks{s, c.Rectangle})
	p.Draw(area)
}

// narrow tells whether a page has no room for the first values, which the axis gives nearly.
func (s *timeline) narrow() bool { return s.o.inner() < 250 }

// top holds the unit and the names of breaks.
func (s *timeline) top() vg.Length { return s.noteHeight() + 8 }

// tickWidth is the width of the labels of the vertical axis.
func (s *timeline) tickWidth() vg.Length {
	var w vg.Length
	for _, t := range s.scale.labelled(s.o.Lang) {
		w = max(w, width(t.Label, style(labelSize, muted, false))*slack)
	}
	return w
}

// spanX sets the time axis of a plot of a width, with room before the first and after the last period, and labels as many periods as
// fit: the last one always, and the first where equal steps reach it.
func (s *timeline) spanX(p *plot.Plot, w, before, after vg.Length) {
	n := len(s.Periods) - 1
	first, last := when(s.Periods[0]), when(s.Periods[n])
	perPoint := (last - first) / float64(w-before-after)
	p.X.Min, p.X.Max = first-perPoint*float64(before), last+perPoint*float64(after)
	sty := style(labelSize, muted, false)
	fits := func(step int) bool {
		for i := n; i-step >= 0; i -= step {
			apart := vg.Length((when(s.Periods[i]) - when(s.Periods[i-step])) / perPoint)
			if (width(periodTick(s.o.Lang, s.Periods[i]), sty)+width(periodTick(s.o.Lang, s.Periods[i-step]), sty))*slack/2+5 > apart {
				return false
			}
		}
		return true
	}
	step := 1
	for step < n && !fits(step) {
		step++
	}
	for even := step; even <= 2*step && even <= n; even++ {
		if n%even == 0 {
			step = even
			break
		}
	}
	var ticks plot.ConstantTicks
	for i := n; i >= 0; i -= step {
		ticks = append(ticks, plot.Tick{Value: when(s.Periods[i]), Label: periodTick(s.o.Lang, s.Periods[i])})
	}
	p.X.Tick.Marker = ticks
}
