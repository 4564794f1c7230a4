package charts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// figure is the figure of a timeline without its drawing.
func (s *timeline) figure(chart string) *Figure {
	l := s.o.Lang
	return &Figure{
		ID:          FigureID(chart, s.Indicator, s.Group),
		Chart:       chart,
		Lang:        l,
		Title:       s.title(),
		Subtitle:    s.o.subtitle(s.Indicator, s.Group, s.span()),
		Alt:         s.alt(chart),
		Description: s.description(),
		Period:      s.span(),
		Source:      s.source,
		Method:      s.method(),
		Notes:       s.notes(),
		Table:       s.table(),
		Width:       s.o.page().Width,
	}
}

// span names the time from one period to another.
func span(l lang.Lang, a, b indicators.Period) string {
	ya, _, _ := a.Start.Date()
	yb, _, _ := b.Start.Date()
	switch {
	case a == b:
		return PeriodText(l, a)
	case a == indicators.Year(ya) && b == indicators.Year(yb):
		return a.String() + endash + b.String()
	case a == indicators.SchoolYear(ya) && b == indicators.SchoolYear(yb):
		return lang.Text{Sv: "läsåren ", En: "school years "}.In(l) + a.String() + endash + b.String()
	}
	return PeriodText(l, a) + " " + wTo.In(l) + " " + PeriodText(l, b)
}

func (s *timeline) span() string { return span(s.o.Lang, s.Periods[0], s.Periods[len(s.Periods)-1]) }

// fromTo says the first and the last value that may be compared.
func (s *timeline) fromTo(name string, vs []analysis.Value) string {
	first, last, ok := s.comparable(vs)
	if !ok {
		return ""
	}
	l := s.o.Lang
	a, b := s.number(vs[first].Value), s.number(vs[last].Value)
	pa, pb := periodTick(l, s.Periods[first]), periodTick(l, s.Periods[last])
	if a == b {
		t := lang.Text{Sv: "%s %s både %s och %s", En: "%s %s in both %s and %s"}
		return fmt.Sprintf(t.In(l), name, a, pa, pb)
	}
	t := lang.Text{Sv: "%s från %s (%s) till %s (%s)", En: "%s from %s (%s) to %s (%s)"}
	return fmt.Sprintf(t.In(l), name, a, pa, b, pb)
}

func (s *timeline) title() string {
	l := s.o.Lang
	short, full := s.Indicator.ShortName().In(l), s.o.heading(s.Indicator, s.Group)
	what := s.fromTo(s.o.City, s.City)
	for _, a := range s.focus {
		if what == "" {
			what = s.fromTo(a.Area.Name, a.Values)
		}
	}
	if what == "" {
		what = s.span()
	}
	return title(full+": "+what, short+": "+what, what, short)
}

func (s *timeline) alt(chart string) string {
	l := s.o.Lang
	kind := lang.Text{Sv: "Linjediagram", En: "Line chart"}
	if chart == "panels" {
		kind = lang.Text{Sv: "Små linjediagram", En: "Small line charts"}
	}
	rest := []string{nAreas(l, len(s.Areas)) + "."}
	add := func(sentence string) {
		if sentence != "" {
			rest = append(rest, sentence+".")
		}
	}
	add(s.fromTo(s.o.City, s.City))
	for _, a := range s.focus {
		add(s.fromTo(a.Area.Name, a.Values))
	}
	return alt(chartOpenings(l, kind, s.o.heading(s.Indicator, s.Group), s.span()), rest...)
}

func (s *timeline) description() string {
	l := s.o.Lang
	t := lang.Text{
		Sv: "Tidsaxel från %s till %s; lodrät axel från %s till %s.",
		En: "Time runs from %s to %s; the vertical axis from %s to %s.",
	}
	parts := []string{fmt.Sprintf(t.In(l), PeriodText(l, s.Periods[0]), PeriodText(l, s.Periods[len(s.Periods)-1]),
		Number(l, s.scale.min, s.scale.decimals), Number(l, s.scale.max, s.scale.decimals))}
	if d := directionText(l, s.Indicator.Direction); d != "" {
		parts = append(parts, capital(d)+".")
	}
	add := func(name string, vs []analysis.Value) {
		if f := s.fromTo(name, vs); f != "" {
			parts = append(parts, f+".")
		}
		var gaps []string
		for i, v := range vs {
			if !v.OK {
				gaps = append(gaps, periodTick(l, s.Periods[i]))
			}
		}
		if len(gaps) > 0 {
			t := lang.Text{Sv: "%s saknar uppgift för %s.", En: "%s has no figure for %s."}
			parts = append(parts, fmt.Sprintf(t.In(l), name, join(l, gaps)))
		}
	}
	add(s.o.City, s.City)
	for _, a := range s.focus {
		add(a.Area.Name, a.Values)
	}
	for _, a := range s.context {
		add(a.Area.Name, a.Values)
	}
	for _, b := range slices.Concat(s.Breaks, s.Boundaries) {
		parts = append(parts, s.breakNote(b)+".")
	}
	if s.Precision != (indicators.Period{}) {
		parts = append(parts, s.precisionNote())
	}
	return strings.Join(parts, " ")
}

func (s *timeline) breakNote(b indicators.Break) string {
	y, _, _ := b.Start.Date()
	t := lang.Text{Sv: "Brott i serien %d", En: "Break in series %d"}
	out := fmt.Sprintf(t.In(s.o.Lang), y)
	if n := strings.TrimRight(b.Note.In(s.o.Lang), "."); n != "" {
		out += ": " + n
	}
	return out
}

func (s *timeline) method() string {
	l := s.o.Lang
	out := lang.Text{
		Sv: "Linjer bryts där uppgift saknas och där värden inte är jämförbara.",
		En: "Lines stop where figures are missing and where values are not comparable.",
	}.In(l)
	newest := func(vs []analysis.Value) bool {
		i := lastOK(vs)
		return i >= 0 && pooled(vs[i])
	}
	areas := slices.ContainsFunc(s.Areas, func(a analysis.AreaSeries) bool { return newest(a.Values) })
	return join2(" ", out, basisNote(l, s.o.City, newest(s.City), areas))
}

func (s *timeline) notes() []string {
	out := s.o.notes(slices.ContainsFunc(s.Areas, func(a analysis.AreaSeries) bool { return a.Assumed }))
	rough := func(v analysis.Value) bool { return v.OK && v.Basis == analysis.Approximated }
	if slices.ContainsFunc(s.City, rough) || slices.ContainsFunc(s.Areas, func(a analysis.AreaSeries) bool { return slices.ContainsFunc(a.Values, rough) }) {
		out = append(out, wRough.In(s.o.Lang)+".")
	}
	for _, b := range slices.Concat(s.Breaks, s.Boundaries) {
		out = append(out, s.breakNote(b)+".")
	}
	if s.Precision != (indicators.Period{}) {
		out = append(out, s.precisionNote())
	}
	return out
}

// precisionNote says from when the values carry noise, which is no break of the series.
func (s *timeline) precisionNote() string {
	t := lang.Text{
		Sv: "Från %s har källan lagt slumpmässiga fel på antalen: värdena är mindre säkra än tidigare, men serien är inte bruten.",
		En: "From %s on the source has added random errors to the counts: the values are less certain than before, but the series is not broken.",
	}
	return fmt.Sprintf(t.In(s.o.Lang), PeriodText(s.o.Lang, s.Precision))
}

// table has a row for each area and a column for each period, and in the CSV file the limits too.
func (s *timeline) table() Grid {
	l := s.o.Lang
	g := Grid{
		Caption: s.o.subtitle(s.Indicator, s.Group, s.span()),
		Columns: []Column{
			{Key: "area", Name: lang.Text{Sv: "Område", En: "Area"}.In(l)},
			{Key: "area_code", Name: lang.Text{Sv: "Kod", En: "Code"}.In(l), Detail: true},
		},
	}
	limits := []lang.Text{{Sv: "nedre gräns", En: "lower limit"}, {Sv: "övre gräns", En: "upper limit"}}
	for _, p := range s.Periods {
		name, stem := PeriodText(l, p), strings.ReplaceAll(Slug(p.String()), "-", "_")
		g.Columns = append(g.Columns, Column{Key: "value_" + stem, Name: name},
			Column{Key: "lower_" + stem, Name: name + ", " + limits[0].In(l), Detail: true},
			Column{Key: "upper_" + stem, Name: name + ", " + limits[1].In(l), Detail: true})
	}
	add := func(name, code string, vs []analysis.Value) {
		row := []Cell{{Text: name, Raw: name}, {Text: code, Raw: code}}
		for _, v := range vs {
			row = append(row, valueCells(l, v, s.Indicator)...)
		}
		g.Rows = append(g.Rows, row)
	}
	add(s.o.City, "", s.City)
	for _, a := range s.Areas {
		add(a.Area.Name, a.Area.Code, a.Values)
	}
	return g
}
