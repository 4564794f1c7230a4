package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

func (s *slope) span() string { return span(s.o.Lang, s.Earlier, s.Period) }

// changeWords are verdicts on a change.
var changeWords = map[analysis.Verdict]lang.Text{
	analysis.Better:            {Sv: "säkert bättre än %s", En: "clearly better than in %s"},
	analysis.Worse:             {Sv: "säkert sämre än %s", En: "clearly worse than in %s"},
	analysis.Higher:            {Sv: "säkert högre än %s", En: "clearly higher than in %s"},
	analysis.Lower:             {Sv: "säkert lägre än %s", En: "clearly lower than in %s"},
	analysis.NoClearDifference: {Sv: "ingen säker förändring", En: "no clear change"},
}

func (s *slope) changeText(v analysis.Verdict) string {
	t := changeWords[v].In(s.o.Lang)
	if strings.Contains(t, "%s") {
		return fmt.Sprintf(t, PeriodText(s.o.Lang, s.Earlier))
	}
	return t
}

func (s *slope) key() key {
	var es []keyEntry
	for _, v := range []analysis.Verdict{analysis.Better, analysis.Worse, analysis.Higher, analysis.Lower, analysis.NoClearDifference} {
		if slices.ContainsFunc(s.lines, func(l slopeLine) bool { return l.verdict == v }) {
			es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { verdictGlyph(c, v, o) }, s.changeText(v)})
		}
	}
	if slices.ContainsFunc(s.lines, func(l slopeLine) bool { return l.was.SmallBase || l.is.SmallBase }) {
		es = append(es, signEntry("( )", wSmall.In(s.o.Lang)))
	}
	return newKey(s.o.inner(), es...)
}

// count is how many districts have a verdict on their change.
func (s *slope) count(v analysis.Verdict) (n int, name string) {
	for _, l := range s.lines {
		if !l.city && l.verdict == v {
			n, name = n+1, l.name
		}
	}
	return n, name
}

// counts returns the districts whose change is sure, and all whose change is judged.
func (s *slope) counts() (sure, of int) {
	for _, v := range sureVerdicts {
		n, _ := s.count(v.verdict)
		sure += n
	}
	unclear, _ := s.count(analysis.NoClearDifference)
	return sure, sure + unclear
}

func (s *slope) title() string {
	l := s.o.Lang
	short, full := s.Indicator.ShortName().In(l), s.o.heading(s.Indicator, s.Group)
	past := PeriodText(l, s.Earlier)
	sure, of := s.counts()
	var what string
	switch {
	case of == 0:
		what = fmt.Sprintf(lang.Text{Sv: "områdena %s och %s", En: "the areas in %s and %s"}.In(l), past, PeriodText(l, s.Period))
	case sure == 0:
		what = fmt.Sprintf(lang.Text{Sv: "ingen säker förändring i områdena sedan %s", En: "no clear change in the areas since %s"}.In(l), past)
	default:
		var parts []string
		for _, v := range sureVerdicts {
			if n, name := s.count(v.verdict); n > 0 {
				where := nAreas(l, n)
				switch {
				case n == 1:
					where = name
				case len(parts) > 0:
					where = fmt.Sprint(n)
				}
				parts = append(parts, fmt.Sprintf(lang.Text{Sv: "%s i %s", En: "%s in %s"}.In(l), v.word.In(l), where))
			}
		}
		what = fmt.Sprintf(lang.Text{Sv: "säkert %s än %s", En: "clearly %s than in %s"}.In(l), join(l, parts), past)
	}
	return title(full+": "+what, short+": "+what, what)
}

func (s *slope) alt() string {
	l := s.o.Lang
	city := ""
	if s.lines[0].city {
		t := lang.Text{Sv: "%s från %s till %s.", En: "%s from %s to %s."}
		city = fmt.Sprintf(t.In(l), s.o.City, Number(l, s.CityPast.Value, s.Indicator.Decimals), Quantity(l, s.City.Value, s.Indicator))
	}
	sure, of := s.counts()
	t := lang.Text{Sv: "%d av %s har säkert förändrats.", En: "%d of %s have clearly changed."}
	return alt(chartOpenings(l, lang.Text{Sv: "Lutningsdiagram", En: "Slope chart"}, s.o.heading(s.Indicator, s.Group), s.span()),
		city, fmt.Sprintf(t.In(l), sure, nAreas(l, of)))
}

func (s *slope) description() string {
	l := s.o.Lang
	t := lang.Text{
		Sv: "En linje för varje område från %s till vänster till %s till höger. Höjden går från %s till %s.",
		En: "One line for each area from %s on the left to %s on the right. Heights run from %s to %s.",
	}
	parts := []string{fmt.Sprintf(t.In(l), PeriodText(l, s.Earlier), PeriodText(l, s.Period), Number(l, s.scale.min, s.Indicator.Decimals), Number(l, s.scale.max, s.Indicator.Decimals))}
	if d := directionText(l, s.Indicator.Direction); d != "" {
		parts = append(parts, capital(d)+".")
	}
	var items []string
	for _, e := range s.lines {
		item := fmt.Sprintf(lang.Text{Sv: "%s från %s till %s", En: "%s from %s to %s"}.In(l), e.name, s.number(e.was), s.number(e.is))
		if v := s.changeText(e.verdict); v != "" {
			item += " (" + v + ")"
		}
		items = append(items, item)
	}
	parts = append(parts, strings.Join(items, "; ")+".")
	return join2(" ", append(parts, s.absences()...)...)
}

// absences say which districts have no line.
func (s *slope) absences() []string {
	l := s.o.Lang
	var out []absence
	for _, a := range s.absent {
		v := a.Value
		if v.OK {
			v = a.Past
		}
		out = append(out, absenceOf(l, a.Area.Name, v))
	}
	return leftOut(l, lang.Text{Sv: "utan linje", En: "without a line"}, out)
}

func (s *slope) method() string {
	l := s.o.Lang
	i := slices.IndexFunc(s.Areas, func(a analysis.AreaComparison) bool { return a.Change.OK && a.Change.Interval })
	if i < 0 {
		return lang.Text{Sv: "Förändringarna bedöms inte.", En: "The changes are not judged."}.In(l)
	}
	t := lang.Text{
		Sv: "En förändring är säker när dess %s-intervall inte rymmer noll. De två tidpunkterna räknas som oberoende av varandra, så att intervallet hellre är för brett än för smalt.",
		En: "A change is clear when its %s interval does not include zero. The two dates are taken as independent of one another, so that the interval is too wide rather than too narrow.",
	}
	return fmt.Sprintf(t.In(l), LevelText(l, s.Areas[i].Change.Level))
}

func (s *slope) notes() []string {
	l := s.o.Lang
	out := s.o.notes(slices.ContainsFunc(s.Areas, func(a analysis.AreaComparison) bool { return a.Assumed }))
	rough := func(v analysis.Value) bool { return v.OK && v.Basis == analysis.Approximated }
	if slices.ContainsFunc(s.lines, func(e slopeLine) bool { return rough(e.was) || rough(e.is) }) {
		out = append(out, wRough.In(l)+".")
	}
	if slices.ContainsFunc(s.lines, func(e slopeLine) bool { return e.was.Provisional || e.is.Provisional }) {
		out = append(out, lang.Text{Sv: "Uppgifterna är preliminära.", En: "The figures are provisional."}.In(l))
	}
	if s.named < len(s.lines) {
		t := lang.Text{Sv: "%d av %d linjer har namn; alla finns i tabellen.", En: "%d of %d lines are named; the table has all."}
		out = append(out, fmt.Sprintf(t.In(l), s.named, len(s.lines)))
	}
	return append(out, s.absences()...)
}

func (s *slope) table() Grid {
	l := s.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	limits := func(p indicators.Period) (string, string) {
		return PeriodText(l, p) + name(", nedre gräns", ", lower limit"), PeriodText(l, p) + name(", övre gräns", ", upper limit")
	}
	wasLower, wasUpper := limits(s.Earlier)
	isLower, isUpper := limits(s.Period)
	g := Grid{
		Caption: s.o.subtitle(s.Indicator, s.Group, s.span()),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")},
			{Key: "area_code", Name: name("Kod", "Code"), Detail: true},
			{Key: "earlier", Name: PeriodText(l, s.Earlier)},
			{Key: "earlier_lower", Name: wasLower, Detail: true},
			{Key: "earlier_upper", Name: wasUpper, Detail: true},
			{Key: "value", Name: PeriodText(l, s.Period)},
			{Key: "value_lower", Name: isLower, Detail: true},
			{Key: "value_upper", Name: isUpper, Detail: true},
			{Key: "change", Name: name("Förändring", "Change")},
			{Key: "change_lower", Name: name("Nedre gräns", "Lower limit")},
			{Key: "change_upper", Name: name("Övre gräns", "Upper limit")},
			{Key: "change_verdict", Name: name("Bedömning", "Verdict")},
			{Key: "status", Name: name("Status", "Status"), Detail: true},
		},
	}
	add := func(area, code string, was, is analysis.Value, d analysis.Difference, class bool) {
		v := changeVerdict(d, s.Indicator.Direction)
		cells := []Cell{{Text: area, Raw: area}, {Text: code, Raw: code}}
		cells = append(cells, valueCells(l, was, s.Indicator)...)
		cells = append(cells, valueCells(l, is, s.Indicator)...)
		cells = append(cells, differenceCells(l, d, s.Indicator.Decimals)...)
		verdict := Cell{Text: s.changeText(v), Raw: v.String()}
		if class {
			verdict.Class = verdictClass(v)
		}
		g.Rows = append(g.Rows, append(cells, verdict, statusCell(l, is)))
	}
	add(s.o.City, "", s.CityPast, s.City, s.Change, false)
	for _, a := range sortRows(s.Areas, indicators.NotJudged) {
		add(a.Area.Name, a.Area.Code, a.Past, a.Value, a.Change, true)
	}
	return g
}
