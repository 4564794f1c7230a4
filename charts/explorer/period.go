package explorer

import (
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
)

// history is what is known of a comparison besides its newest period.
type history struct {
	trend             *analysis.Trend
	course            *analysis.Course
	inTrend, inCourse map[indicators.AreaID]int
}

// mostCells is how many values of trends a page holds: some ten megabytes. A city has a few thousand, a country of all its smallest areas millions.
const mostCells = 100_000

// crowded tells whether the trends of a study are too many for a page.
func crowded(res *analysis.Results) bool {
	n := 0
	for _, t := range res.Trends {
		n += len(t.Periods) * len(t.Areas)
	}
	return n > mostCells
}

func (c *collector) history(k *analysis.Comparison) history {
	var h history
	if c.Crowded {
		return h
	}
	res := c.e.Results
	if i := slices.IndexFunc(res.Trends, func(t analysis.Trend) bool { return t.Indicator.ID == k.Indicator.ID && t.Group == k.Group }); i >= 0 {
		h.trend = &res.Trends[i]
		h.inTrend = positions(h.trend.Areas, func(a analysis.AreaSeries) indicators.Area { return a.Area })
	}
	if i := slices.IndexFunc(res.Courses, func(t analysis.Course) bool { return t.Indicator.ID == k.Indicator.ID && t.Group == k.Group }); i >= 0 {
		h.course = &res.Courses[i]
		h.inCourse = positions(h.course.Areas, func(a analysis.AreaCourse) indicators.Area { return a.Area })
	}
	return h
}

// positions tells where in a list an area is.
func positions[T any](list []T, of func(T) indicators.Area) map[indicators.AreaID]int {
	out := make(map[indicators.AreaID]int, len(list))
	for i, v := range list {
		out[of(v).ID()] = i
	}
	return out
}

// past are the earlier periods of a comparison, the newest first: those of its trend, and the one that changes are since. Where the gap to the rest
// of the city was followed over the years they have its differences, and else values alone.
func (h history) past(k *analysis.Comparison) []analysis.Comparison {
	var out []analysis.Comparison
	add := func(p indicators.Period, city analysis.Value, of func(i int) analysis.Value) {
		if p == k.Period || p == (indicators.Period{}) || slices.ContainsFunc(out, func(q analysis.Comparison) bool { return q.Period == p }) {
			return
		}
		past := analysis.Comparison{Indicator: k.Indicator, Group: k.Group, Period: p, City: city}
		any := city.OK
		for i, a := range k.Areas {
			b := analysis.AreaComparison{Area: a.Area, Value: of(i), Assumed: a.Assumed}
			any = any || b.Value.OK || b.Value.Status == indicators.Suppressed
			if d, ok := h.gap(a.Area, p); ok && b.Value.OK {
				b.Difference, b.Verdict = d, analysis.VerdictOf(k.Indicator, d)
			}
			past.Areas = append(past.Areas, b)
		}
		if any { // a year that nobody has figures of is only there so that no line is drawn over it
			out = append(out, past)
		}
	}
	if h.trend != nil {
		for n, p := range h.trend.Periods {
			add(p, h.trend.City[n], func(i int) analysis.Value {
				if at, ok := h.inTrend[k.Areas[i].Area.ID()]; ok {
					return h.trend.Areas[at].Values[n]
				}
				return analysis.Value{Reason: analysis.NoObservation}
			})
		}
	}
	add(k.Earlier, k.CityPast, func(i int) analysis.Value { return k.Areas[i].Past })
	slices.SortStableFunc(out, func(a, b analysis.Comparison) int { return b.Period.Compare(a.Period) })
	return out
}

// gap returns the difference between a district and the rest of the city in a period.
func (h history) gap(area indicators.Area, p indicators.Period) (analysis.Difference, bool) {
	at, ok := h.inCourse[area.ID()]
	if !ok {
		return analysis.Difference{}, false
	}
	for _, point := range h.course.Areas[at].Gap.Points {
		if point.Period == p {
			return point.Difference, point.Difference.OK
		}
	}
	return analysis.Difference{}, false
}

// period is a comparison in one period, with the words of its figure.
func (c *collector) period(k *analysis.Comparison) (*period, error) {
	o, l := c.e.Options, c.l
	text := charts.PeriodText(l, k.Period)
	naming, err := o.Naming(k.Indicator, k.Group, text)
	if err != nil {
		return nil, err
	}
	p := &period{Key: k.Period.String(), Text: text, Title: naming.Heading, Subtitle: naming.Subtitle, City: c.cell(k.Indicator, k.City)}
	if k.Earlier != (indicators.Period{}) {
		p.Earlier = charts.PeriodText(l, k.Earlier)
		p.City.Change = c.difference(k.Indicator, k.Change)
	}
	p.Compared = slices.ContainsFunc(k.Areas, func(a analysis.AreaComparison) bool { return a.Verdict != analysis.NotCompared })
	in := positions(k.Areas, func(a analysis.AreaComparison) indicators.Area { return a.Area })
	for _, a := range c.areas {
		i, ok := in[a.ID()]
		if !ok {
			p.Cells = append(p.Cells, c.cell(k.Indicator, analysis.Value{Reason: analysis.NoObservation}))
			continue
		}
		b := k.Areas[i]
		cell := c.cell(k.Indicator, b.Value)
		cell.Verdict = int(b.Verdict)
		cell.Diff, cell.Change = c.difference(k.Indicator, b.Difference), c.difference(k.Indicator, b.Change)
		if k.Earlier == (indicators.Period{}) {
			cell.Change = nil
		}
		p.Cells = append(p.Cells, cell)
	}
	var f *charts.Figure
	switch {
	case k.NoFigures == analysis.NoReason && len(k.Areas) > 0:
		f, err = charts.Compare(*k, o)
	case len(k.Spread) > 0:
		p.None = charts.ReasonText(l, k.NoFigures)
		c.parts(p, k)
		f, err = charts.Spread(*k, o)
	default:
		p.None = charts.ReasonText(l, k.NoFigures)
	}
	if f != nil {
		p.Title, p.Alt, p.Method, p.Notes = f.Title, f.Alt, f.Method, f.Notes
	}
	return p, err
}

// parts are the smaller areas that have values where no district has, by name.
func (c *collector) parts(p *period, k *analysis.Comparison) {
	p.PartName = c.Words["part"]
	if k.Spread[0].Area.Level == indicators.School {
		p.PartName = c.Words["school"]
	}
	values := map[indicators.AreaID]analysis.Value{}
	var areas []indicators.Area
	for _, a := range k.Spread {
		values[a.Area.ID()] = a.Value
		areas = append(areas, a.Area)
	}
	for _, a := range charts.ByName(areas) {
		p.Parts = append(p.Parts, part{a.Code, c.placeName(a), c.cell(k.Indicator, values[a.ID()])})
	}
}

// placeName is the name of a small area, or its code with the name of the area that it lies in.
func (c *collector) placeName(a indicators.Area) string {
	if a.Name != "" && a.Name != a.Code {
		return a.Name
	}
	if in, ok := c.e.Register.Find(indicators.AreaID{Code: a.Parent, Version: a.Version}); ok && in.Name != "" {
		return a.Code + " (" + in.Name + ")"
	}
	return a.Code
}

// cell is a value as the tables of the report have it.
func (c *collector) cell(ind indicators.Indicator, v analysis.Value) cell {
	if !v.OK {
		sign, why, class := charts.WithoutValue(c.l, v)
		return cell{Text: sign, Absent: class, Why: c.reason(why)}
	}
	out := cell{Text: charts.Number(c.l, v.Value, ind.Decimals), Value: number(v.Value), Small: v.SmallBase, Early: v.Provisional}
	if v.SmallBase {
		out.Text = "(" + out.Text + ")"
	}
	if v.Provisional {
		out.Text += "\u00a0p"
	}
	if v.Interval {
		out.Range = charts.Range(c.l, v.Lower, v.Upper, ind.Decimals)
		out.Low, out.High = number(v.Lower), number(v.Upper)
	}
	if v.Denominator.OK {
		out.Behind = number(v.Denominator.V)
	}
	out.Basis = 1 + slices.IndexFunc(c.Bases, func(b basis) bool { return b.ID == string(v.Basis) })
	return out
}

// difference is nil where there is none.
func (c *collector) difference(ind indicators.Indicator, d analysis.Difference) *difference {
	if !d.OK {
		return nil
	}
	out := &difference{Text: charts.Signed(c.l, d.Value, ind.Decimals), Value: d.Value}
	if d.Interval {
		out.Range = charts.Range(c.l, d.Lower, d.Upper, ind.Decimals)
		out.Low, out.High = number(d.Lower), number(d.Upper)
	}
	return out
}

// number is nil for what JSON cannot hold.
func number(v float64) *float64 {
	if !(math.Abs(v) <= math.MaxFloat64) {
		return nil
	}
	return &v
}

// reason returns the place of a reason among the reasons, from 1.
func (c *collector) reason(why string) int {
	i := slices.Index(c.Reasons, why)
	if i < 0 {
		i = len(c.Reasons)
		c.Reasons = append(c.Reasons, why)
	}
	return i + 1
}

// trend is a trend with the words of its figure and the stretches that lines may join.
func (c *collector) trend(h history) (*trend, error) {
	t := *h.trend
	f, err := charts.Trend(t, c.e.Options)
	if err != nil {
		return nil, err
	}
	out := &trend{Title: f.Title, Sub: f.Subtitle, Alt: f.Alt, Method: f.Method, Notes: f.Notes, Breaks: charts.BreaksAfter(t), City: charts.Stretches(t, t.City)}
	for _, p := range t.Periods {
		out.Periods, out.Ticks, out.At = append(out.Periods, p.String()), append(out.Ticks, charts.PeriodTick(c.l, p)), append(out.At, charts.When(p))
	}
	for _, a := range c.areas {
		stretches := [][2]int{}
		if at, ok := h.inTrend[a.ID()]; ok {
			stretches = append(stretches, charts.Stretches(t, t.Areas[at].Values)...)
		}
		out.Areas = append(out.Areas, stretches)
	}
	return out, nil
}

// fill puts values into the braces of a template: name, value, name, value.
func fill(template string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		template = strings.ReplaceAll(template, "{"+pairs[i]+"}", pairs[i+1])
	}
	return template
}

// sentences puts sentences after one another.
func sentences(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}
