package charts

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

func (s *scatter) figure(source string) *Figure {
	l := s.o.Lang
	f := &Figure{
		ID:          join2("-", "scatter", Slug(s.x.Indicator.ID), Slug(s.y.Indicator.ID), Slug(string(s.x.Group))),
		Chart:       "scatter",
		Lang:        l,
		Title:       s.title(),
		Subtitle:    s.of(s.x) + lang.Text{Sv: ", mot ", En: ", against "}.In(l) + small(s.of(s.y)),
		Alt:         s.alt(),
		Description: s.description(),
		Period:      s.span(),
		Source:      source,
		Method:      s.method(),
		Notes:       s.notes(),
		Table:       s.table(),
		Width:       s.o.page().Width,
	}
	return f
}

// of is an indicator with its unit and period.
func (s *scatter) of(c analysis.Comparison) string {
	return join2(", ", s.o.heading(c.Indicator, c.Group), c.Indicator.Unit.Name.In(s.o.Lang), PeriodText(s.o.Lang, c.Period))
}

func (s *scatter) pairName() string {
	l := s.o.Lang
	return fmt.Sprintf(lang.Text{Sv: "%s och %s", En: "%s and %s"}.In(l), s.o.heading(s.x.Indicator, s.x.Group), small(s.o.heading(s.y.Indicator, s.y.Group)))
}

func (s *scatter) span() string {
	a, b := s.x.Period, s.y.Period
	if a == b {
		return PeriodText(s.o.Lang, a)
	}
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return span(s.o.Lang, a, b)
}

func (s *scatter) key() key {
	l := s.o.Lang
	var es []keyEntry
	if s.behind != nil {
		large := max(1, math.Pow(10, math.Floor(math.Log10(s.most/2))))
		for _, m := range []float64{5, 2} {
			if m*large <= s.most/2 { // no larger than its line
				large *= m
				break
			}
		}
		for i, n := range []float64{large, large / 10} {
			if n < 1 {
				break
			}
			r := s.radius(n)
			text := Number(l, n, 0)
			if i == 0 {
				text += " " + lang.Text{Sv: "bakom värdet", En: "behind the value"}.In(l)
			}
			es = append(es, keyEntry{2 * r, func(c draw.Canvas, o vg.Point) {
				c.SetColor(faint)
				c.Fill(circlePath(o, r))
				outline(c, muted, 0.75, circlePath(o, r))
			}, text})
		}
	}
	es = append(es, keyEntry{12, func(c draw.Canvas, o vg.Point) {
		line(c, ink, 1, nil, o.X-6, o.Y, o.X+6, o.Y)
		line(c, ink, 1, nil, o.X, o.Y-5, o.X, o.Y+5)
	}, s.o.City})
	if slices.ContainsFunc(s.shown, func(b bubble) bool { return b.x.SmallBase || b.y.SmallBase }) {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { outline(c, muted, 0.75, circlePath(o, 4)) }, wSmall.In(l)})
	}
	return newKey(s.o.inner(), es...)
}

// sure tells whether the correlation is told and its interval does not hold zero.
func (s *scatter) sure() bool {
	return s.pair != nil && (s.pair.Pearson.Lower > 0 || s.pair.Pearson.Upper < 0)
}

func (s *scatter) title() string {
	l := s.o.Lang
	var what lang.Text
	switch {
	case s.sure() && s.pair.Pearson.Value > 0:
		what = lang.Text{Sv: "samvarierar åt samma håll", En: "high together, low together"}
	case s.sure():
		what = lang.Text{Sv: "samvarierar åt motsatt håll", En: "high where the other is low"}
	case s.tested:
		what = lang.Text{Sv: "ingen tydlig samvariation", En: "no clear correlation"}
	default:
		what = lang.Text{Sv: "område för område", En: "area by area"}
	}
	short := fmt.Sprintf(lang.Text{Sv: "%s och %s", En: "%s and %s"}.In(l), s.x.Indicator.ShortName().In(l), small(s.y.Indicator.ShortName().In(l)))
	return title(s.pairName()+": "+what.In(l), short+": "+what.In(l), short, s.x.Indicator.ShortName().In(l)+": "+what.In(l))
}

func (s *scatter) numbers(b bubble) string {
	return Quantity(s.o.Lang, b.x.Value, s.x.Indicator) + lang.Text{Sv: " och ", En: " and "}.In(s.o.Lang) + Quantity(s.o.Lang, b.y.Value, s.y.Indicator)
}

func (s *scatter) alt() string {
	l := s.o.Lang
	kind := lang.Text{Sv: "Bubbeldiagram", En: "Bubble chart"}.In(l)
	openings := []string{
		fmt.Sprintf("%s: %s, %s.", kind, small(s.pairName()), s.span()),
		fmt.Sprintf("%s: %s.", kind, small(s.pairName())),
	}
	low, high := s.shown[0], s.shown[0]
	for _, b := range s.shown {
		if b.x.Value < low.x.Value {
			low = b
		}
		if b.x.Value > high.x.Value {
			high = b
		}
	}
	rest := []string{nAreas(l, len(s.shown)) + "."}
	if s.x.City.OK && s.y.City.OK {
		rest = append(rest, s.o.City+" "+s.numbers(bubble{x: s.x.City, y: s.y.City})+".")
	}
	t := lang.Text{Sv: "Högst %s har %s: %s.", En: "Highest on %s is %s: %s."}
	rest = append(rest, fmt.Sprintf(t.In(l), small(s.o.heading(s.x.Indicator, s.x.Group)), high.area.Name, s.numbers(high)))
	t = lang.Text{Sv: "Lägst har %s: %s.", En: "Lowest is %s: %s."}
	return alt(openings, append(rest, fmt.Sprintf(t.In(l), low.area.Name, s.numbers(low)))...)
}

func (s *scatter) description() string {
	l := s.o.Lang
	t := lang.Text{Sv: "En bubbla för varje område. Vågrätt: %s. Lodrätt: %s.", En: "One bubble for each area. Horizontal: %s. Vertical: %s."}
	out := fmt.Sprintf(t.In(l), small(s.of(s.x)), small(s.of(s.y)))
	if s.x.City.OK && s.y.City.OK {
		out += " " + fmt.Sprintf(lang.Text{Sv: "Linjerna är %s: %s.", En: "The lines are %s: %s."}.In(l), s.o.City, s.numbers(bubble{x: s.x.City, y: s.y.City}))
	}
	for _, b := range s.shown {
		out += " " + b.area.Name + ": " + s.numbers(b) + "."
	}
	if len(s.absent) > 0 {
		out += " " + s.absentText()
	}
	return out
}

// absentText names the districts that lack one of the two.
func (s *scatter) absentText() string {
	var names []string
	for _, b := range s.absent {
		names = append(names, b.area.Name)
	}
	return fmt.Sprintf(lang.Text{Sv: "Uppgift saknas eller visas inte för %s.", En: "Not available or withheld for %s."}.In(s.o.Lang), join(s.o.Lang, names))
}

func (s *scatter) method() string {
	l := s.o.Lang
	out := lang.Text{Sv: "Alla bubblor är lika stora.", En: "All bubbles are of one size."}.In(l)
	if s.behind != nil {
		t := lang.Text{Sv: "Bubblans yta visar antalet personer, hushåll eller annat bakom måttet %s.", En: "The area of a bubble shows the number of persons, households or other units behind the measure %s."}
		out = fmt.Sprintf(t.In(l), small(s.behind.ShortName().In(l)))
	}
	if s.pair != nil && s.pair.Effective < float64(s.pair.Areas) {
		out += " " + lang.Text{
			Sv: "Korrelationens intervall tar hänsyn till att områden nära varandra liknar varandra.",
			En: "The interval of the correlation allows for areas near one another being alike.",
		}.In(l)
	}
	return out
}

func (s *scatter) notes() []string {
	l := s.o.Lang
	out := []string{lang.Text{
		Sv: "Samvariation är inte orsak. Måtten gäller områden, inte enskilda personer.",
		En: "Correlation is not causation. The measures are of areas, not of single persons.",
	}.In(l)}
	if s.pair != nil {
		r := s.pair.Pearson
		t := lang.Text{Sv: "Korrelation %s (%s-intervall %s) mellan %s.", En: "Correlation %s (%s interval %s) over %s."}
		out = append(out, fmt.Sprintf(t.In(l), Number(l, r.Value, 2), LevelText(l, r.Level), Range(l, r.Lower, r.Upper, 2), nAreas(l, s.pair.Areas)))
		if s.pair.SameTable {
			out = append(out, lang.Text{
				Sv: "Måtten räknas på samma tabell eller samma personer, så en del av samvariationen kan ligga i hur de räknas.",
				En: "The measures come from one table or are of the same persons, so some of the correlation may lie in how they are made.",
			}.In(l))
		}
	}
	if len(s.absent) > 0 {
		out = append(out, s.absentText())
	}
	return append(out, s.o.notes(slices.ContainsFunc(s.shown, func(b bubble) bool { return b.assumed }))...)
}

// table has a row for each district, the city first and those without one of the two last.
func (s *scatter) table() Grid {
	l := s.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	limits := func(stem string, c analysis.Comparison) []Column {
		return []Column{{Key: "value_" + stem, Name: s.of(c)},
			{Key: "lower_" + stem, Name: s.of(c) + ", " + name("nedre gräns", "lower limit"), Detail: true},
			{Key: "upper_" + stem, Name: s.of(c) + ", " + name("övre gräns", "upper limit"), Detail: true},
			{Key: "status_" + stem, Name: s.of(c) + ", status", Detail: true}}
	}
	g := Grid{Caption: s.of(s.x) + "; " + small(s.of(s.y)), Columns: []Column{
		{Key: "area", Name: name("Område", "Area")}, {Key: "area_code", Name: name("Kod", "Code"), Detail: true}}}
	g.Columns = append(append(g.Columns, limits("x", s.x)...), limits("y", s.y)...)
	g.Columns = append(g.Columns, Column{Key: "denominator", Name: name("Antal bakom", "Number behind")})
	add := func(area, code string, x, y analysis.Value, persons float64) {
		row := []Cell{{Text: area, Raw: area}, {Text: code, Raw: code}}
		row = append(append(row, valueCells(l, x, s.x.Indicator)...), statusCell(l, x))
		row = append(append(row, valueCells(l, y, s.y.Indicator)...), statusCell(l, y))
		g.Rows = append(g.Rows, append(row, numberCell(l, indicators.Num(persons), persons > 0)))
	}
	if s.x.City.OK || s.y.City.OK {
		add(s.o.City, "", s.x.City, s.y.City, 0)
	}
	for _, b := range slices.Concat(s.shown, s.absent) {
		add(b.area.Name, b.area.Code, b.x, b.y, b.persons)
	}
	return g
}
