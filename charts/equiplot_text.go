package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	equiChart = lang.Text{Sv: "Punktlinjer", En: "Dots on lines"}
	equiRows  = lang.Text{
		Sv: "Varje punkt är ett område, och linjen går från det lägsta värdet till det högsta. Alla områden väger lika, hur många personer de än gäller.",
		En: "Each dot is an area, and the line runs from the lowest value to the highest. All areas count the same, however many persons they are about.",
	}
)

// equiTexts are the words of the districts of a trend, whose ends last are those of the newest period with values.
func (s *timeline) equiTexts(last equiEnds, newest indicators.Period, said []string) equiTexts {
	l := s.o.Lang
	d := s.Indicator.Decimals
	short, full := s.Indicator.ShortName().In(l), s.o.heading(s.Indicator, s.Group)
	ends, when := last.sentence(l, d), periodTick(l, newest)
	order := lang.Text{Sv: "En rad för varje tidpunkt, den äldsta överst. ", En: "One row for each period, the oldest first. "}
	notes := s.notes()
	if p := s.provisionals(); p != "" {
		notes = append(notes, p)
	}
	parts := []string{order.In(l) + capital(strings.Join(said, "; ")) + "."}
	for _, b := range slices.Concat(s.Breaks, s.Boundaries) {
		parts = append(parts, s.breakNote(b)+".")
	}
	return equiTexts{
		title:       title(full+" "+when+": "+ends, short+" "+when+": "+ends, short+": "+ends, ends, short+": "+last.text(l, d)),
		subtitle:    s.o.subtitle(s.Indicator, s.Group, s.span()),
		alt:         alt(chartOpenings(l, equiChart, full, s.span()), nAreas(l, len(s.Areas))+".", capital(said[len(said)-1])+".", s.fromTo(s.o.City, s.City)+"."),
		description: join2(" ", parts...),
		period:      s.span(),
		source:      s.source,
		method:      equiRows.In(l),
		notes:       notes,
		table:       s.table(),
	}
}

// provisionals says of which periods values are provisional.
func (s *timeline) provisionals() string {
	var when []string
	for i, p := range s.Periods {
		of := func(v analysis.Value) bool { return v.OK && v.Provisional }
		if of(s.City[i]) || slices.ContainsFunc(s.Areas, func(a analysis.AreaSeries) bool { return of(a.Values[i]) }) {
			when = append(when, PeriodText(s.o.Lang, p))
		}
	}
	if len(when) == 0 {
		return ""
	}
	return fmt.Sprintf(lang.Text{Sv: "Uppgifterna för %s är preliminära.", En: "The figures for %s are provisional."}.In(s.o.Lang), join(s.o.Lang, when))
}

// measureTexts are the words of several indicators.
func measureTexts(cs []analysis.Comparison, o Options, widest equiEnds, of indicators.Indicator, said []string) (equiTexts, error) {
	l := o.Lang
	var inds []indicators.Indicator
	first, last := cs[0].Period, cs[0].Period
	for _, c := range cs {
		inds = append(inds, c.Indicator)
		if c.Period.Compare(first) < 0 {
			first = c.Period
		}
		if c.Period.Compare(last) > 0 {
			last = c.Period
		}
	}
	src, err := o.source(inds...)
	if err != nil {
		return equiTexts{}, err
	}
	when := span(l, first, last)
	ends := widest.sentence(l, of.Decimals)
	long := lang.Text{Sv: "Störst spridning: %s, %s", En: "Widest spread: %s, %s"}
	subtitle := fmt.Sprintf(lang.Text{Sv: "Områdena i %s, %s, %s", En: "The areas of %s, %s, %s"}.In(l), o.City, cs[0].Indicator.Unit.Name.In(l), when)
	t := equiTexts{
		title:    title(fmt.Sprintf(long.In(l), small(of.ShortName().In(l)), ends), fmt.Sprintf(long.In(l), small(of.ShortName().In(l)), widest.text(l, of.Decimals)), ends),
		subtitle: subtitle,
		alt: alt([]string{fmt.Sprintf(lang.Text{Sv: "%s: områdena i %s, %s.", En: "%s: the areas of %s, %s."}.In(l), equiChart.In(l), o.City, when)},
			fmt.Sprintf(long.In(l), small(of.ShortName().In(l)), ends)+"."),
		description: lang.Text{Sv: "En rad för varje mått. ", En: "One row for each measure. "}.In(l) + strings.Join(said, "; ") + ".",
		period:      when,
		source:      src,
		method: equiRows.In(l) + " " + lang.Text{Sv: "Axeln är densamma för alla mått och säger inte vad som är bättre.",
			En: "The axis is the same for all measures and does not say what is better."}.In(l),
		notes: o.notes(slices.ContainsFunc(cs[0].Areas, func(a analysis.AreaComparison) bool { return a.Assumed })),
	}
	g := Grid{Caption: subtitle, Columns: []Column{{Key: "area", Name: lang.Text{Sv: "Område", En: "Area"}.In(l)},
		{Key: "area_code", Name: lang.Text{Sv: "Kod", En: "Code"}.In(l), Detail: true}}}
	row := func(name, code string, value func(analysis.Comparison) analysis.Value) {
		cells := []Cell{{Text: name, Raw: name}, {Text: code, Raw: code}}
		for _, c := range cs {
			cells = append(cells, valueCells(l, value(c), c.Indicator)[0])
		}
		g.Rows = append(g.Rows, cells)
	}
	for _, c := range cs {
		g.Columns = append(g.Columns, Column{Key: columnKey(c.Indicator.ID), Name: o.heading(c.Indicator, c.Group) + ", " + PeriodText(l, c.Period)})
	}
	row(o.City, "", func(c analysis.Comparison) analysis.Value { return c.City })
	for _, a := range sortRowsBy(cs[0].Areas, indicators.NotJudged, func(analysis.AreaComparison) (float64, bool) { return 0, false }) {
		row(a.Area.Name, a.Area.Code, func(c analysis.Comparison) analysis.Value {
			for _, b := range c.Areas {
				if b.Area.ID() == a.Area.ID() {
					return b.Value
				}
			}
			return analysis.Value{Reason: analysis.NoObservation}
		})
	}
	t.table = g
	return t, nil
}

// groupTexts are the words of groups of people.
func groupTexts(gaps []analysis.GroupGap, o Options, names []string) (equiTexts, error) {
	l := o.Lang
	first := gaps[0]
	ind := first.Indicator
	src, err := o.source(ind)
	if err != nil {
		return equiTexts{}, err
	}
	when := PeriodText(l, first.Period)
	short := ind.ShortName().In(l)
	value := func(k int, at func(analysis.GroupGap) analysis.GapArea) analysis.Value {
		if k == 0 {
			return at(first).Reference
		}
		return at(gaps[k-1]).Value
	}
	inCity := func(g analysis.GroupGap) analysis.GapArea { return g.City }
	text := func(at func(analysis.GroupGap) analysis.GapArea) string {
		var parts []string
		for k, name := range names {
			parts = append(parts, name+" "+valueText(l, value(k, at), ind))
		}
		return strings.Join(parts, ", ")
	}
	d := first.City.Difference
	what := text(inCity)
	if len(gaps) == 1 && d.OK && d.Interval {
		if d.Sure(0) {
			word := lang.Text{Sv: "högre", En: "higher"}
			if d.Value < 0 {
				word = lang.Text{Sv: "lägre", En: "lower"}
			}
			size := join2(nbsp, Number(l, math.Abs(d.Value), ind.Decimals), DifferenceUnit(l, ind.Unit))
			what = fmt.Sprintf(lang.Text{Sv: "%s %s för %s än för %s", En: "%s %s for %s than for %s"}.In(l), size, word.In(l), names[1], names[0])
		} else {
			what = fmt.Sprintf(lang.Text{Sv: "ingen säker skillnad mellan %s och %s", En: "no clear difference between %s and %s"}.In(l), names[1], names[0])
		}
	}
	groups := join(l, names)
	subtitle := join2(", ", ind.Name.In(l), small(ind.Population.In(l)), groups, ind.Unit.Name.In(l), when)
	t := equiTexts{
		title:    title(short+": "+what, what),
		subtitle: subtitle,
		alt: alt(chartOpenings(l, equiChart, short+", "+groups, when), o.City+": "+text(inCity)+".",
			fmt.Sprintf(lang.Text{Sv: "%s.", En: "%s."}.In(l), nAreas(l, len(first.Areas)))),
		period: when,
		source: src,
		method: lang.Text{
			Sv: "Linjen går från den lägsta gruppen till den högsta. Grupperna har inga personer gemensamt.",
			En: "The line runs from the lowest group to the highest. The groups share no persons.",
		}.In(l),
		notes: o.notes(slices.ContainsFunc(first.Areas, func(a analysis.GapArea) bool { return a.Assumed })),
	}
	if len(gaps) == 1 {
		diff := lang.Text{
			Sv: "Talet till höger är %s minus %s; det är säkert när dess %s-intervall inte rymmer noll.",
			En: "The number at the right is %s minus %s; it is clear when its %s interval does not include zero.",
		}
		if d.OK && d.Interval {
			t.method = join2(" ", t.method, fmt.Sprintf(diff.In(l), names[1], names[0], LevelText(l, d.Level)))
		}
	}
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{Caption: subtitle, Columns: []Column{{Key: "area", Name: name("Område", "Area")}, {Key: "area_code", Name: name("Kod", "Code"), Detail: true}}}
	for k, n := range names {
		id := first.Reference
		if k > 0 {
			id = gaps[k-1].Group
		}
		key := columnKey(string(id))
		g.Columns = append(g.Columns, Column{Key: key, Name: capital(n)},
			Column{Key: key + "_lower", Name: capital(n) + name(", nedre gräns", ", lower limit"), Detail: true},
			Column{Key: key + "_upper", Name: capital(n) + name(", övre gräns", ", upper limit"), Detail: true})
	}
	if len(gaps) == 1 {
		g.Columns = append(g.Columns, Column{Key: "difference", Name: name("Skillnad", "Difference")},
			Column{Key: "difference_lower", Name: name("Nedre gräns", "Lower limit")}, Column{Key: "difference_upper", Name: name("Övre gräns", "Upper limit")})
	}
	var items []string
	row := func(place, code string, at func(analysis.GroupGap) analysis.GapArea) {
		cells := []Cell{{Text: place, Raw: place}, {Text: code, Raw: code}}
		for k := range names {
			cells = append(cells, valueCells(l, value(k, at), ind)...)
		}
		if len(gaps) == 1 {
			cells = append(cells, differenceCells(l, at(first).Difference, ind.Decimals)...)
		}
		g.Rows = append(g.Rows, cells)
		items = append(items, place+": "+text(at))
	}
	row(o.City, "", inCity)
	for _, i := range gapOrder(first) {
		row(first.Areas[i].Area.Name, first.Areas[i].Area.Code, func(g analysis.GroupGap) analysis.GapArea { return g.Areas[i] })
	}
	t.table = g
	t.description = lang.Text{
		Sv: "En rad för staden och en för varje område, den högsta skillnaden överst. ", En: "One row for the city and one for each area, the highest difference first. ",
	}.In(l) + strings.Join(items, "; ") + "."
	return t, nil
}
