package charts

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Heads of the columns of a profile.
var (
	wValueHead = lang.Text{Sv: "Värde", En: "Value"}
	wCityHead  = lang.Text{Sv: "Staden", En: "City"}
	wLowHead   = lang.Text{Sv: "Lägst", En: "Lowest"}
	wHighHead  = lang.Text{Sv: "Högst", En: "Highest"}
	wTrendHead = lang.Text{Sv: "Över tid", En: "Over time"}
)

// figure is the figure of some of the rows.
func (p *profile) figure(rows []profileRow) *Figure {
	f := &Figure{
		ID:          "profile-" + Slug(p.area.Code),
		Chart:       "profile",
		Lang:        p.o.Lang,
		Title:       p.title(rows),
		Subtitle:    p.subtitle(rows),
		Alt:         p.alt(rows),
		Description: p.description(rows),
		Period:      p.span(rows),
		Source:      p.source,
		Method:      p.method(rows),
		Notes:       p.notes(rows),
		Table:       p.table(rows),
		Width:       p.o.page().Width,
		Height:      p.height(rows) + p.key(rows).height(),
	}
	f.draw = func(c draw.Canvas) { p.draw(c, rows) }
	return f
}

func (p *profile) key(rows []profileRow) key {
	l := p.o.Lang
	es := verdictEntries(l, p.o.City, func(v analysis.Verdict) bool {
		return slices.ContainsFunc(rows, func(r profileRow) bool { return r.own.Verdict == v })
	})
	if slices.ContainsFunc(rows, func(r profileRow) bool { return r.own.Value.OK && r.own.Verdict == analysis.NotCompared }) {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { dot(c, ink, false, o) }, lang.Text{Sv: "inte jämfört", En: "not compared"}.In(l)})
	}
	band := func(k color.Color) func(draw.Canvas, vg.Point) {
		return func(c draw.Canvas, o vg.Point) { rect(c, k, o.X-8, o.Y-5, o.X+8, o.Y+5) }
	}
	es = append(es, keyEntry{16, band(grid), lang.Text{Sv: "alla områden", En: "all areas"}.In(l)})
	if slices.ContainsFunc(rows, func(r profileRow) bool { return len(r.values) >= fewestQuartiles }) {
		es = append(es, keyEntry{16, band(faint), lang.Text{Sv: "den mittersta hälften", En: "the middle half"}.In(l)})
	}
	es = append(es,
		keyEntry{4, func(c draw.Canvas, o vg.Point) { line(c, ink, cityWidth, nil, o.X, o.Y-6, o.X, o.Y+6) }, p.o.City})
	if p.columns.trends[1] > p.columns.trends[0] && slices.ContainsFunc(rows, func(r profileRow) bool { return r.over != nil }) {
		es = append(es,
			keyEntry{20, func(c draw.Canvas, o vg.Point) { line(c, muted, 1.25, nil, o.X-10, o.Y, o.X+10, o.Y) },
				lang.Text{Sv: "området över tid", En: "the area over time"}.In(l)},
			keyEntry{20, func(c draw.Canvas, o vg.Point) { line(c, faint, 1, nil, o.X-10, o.Y, o.X+10, o.Y) },
				fmt.Sprintf(lang.Text{Sv: "%s över tid", En: "%s over time"}.In(l), p.o.City)})
	}
	var own []analysis.Value
	for _, r := range rows {
		own = append(own, r.own.Value)
	}
	if slices.ContainsFunc(own, func(v analysis.Value) bool { return v.OK && v.SmallBase }) {
		es = append(es, signEntry("( )", wSmall.In(l)))
	}
	return newKey(p.o.inner(), append(es, absentEntries(l, own)...)...)
}

// counts are how many measures have each verdict.
func counts(rows []profileRow) map[analysis.Verdict]int {
	out := map[analysis.Verdict]int{}
	for _, r := range rows {
		out[r.own.Verdict]++
	}
	return out
}

func (p *profile) title(rows []profileRow) string {
	l, n, name := p.o.Lang, counts(rows), p.area.Name
	say := func(t lang.Text, args ...any) string { return fmt.Sprintf(t.In(l), args...) }
	better, worse := n[analysis.Better], n[analysis.Worse]
	other := n[analysis.Higher] + n[analysis.Lower]
	var what []string
	switch {
	case better > 0 && worse > 0:
		what = []string{
			say(lang.Text{Sv: "säkert bättre än övriga %s i %d mått, sämre i %d", En: "clearly better than the rest of %s on %d, worse on %d"}, p.o.City, better, worse),
			say(lang.Text{Sv: "säkert bättre i %d mått, sämre i %d", En: "clearly better on %d measures, worse on %d"}, better, worse)}
	case better > 0:
		what = []string{say(lang.Text{Sv: "säkert bättre än övriga %s i %d mått", En: "clearly better than the rest of %s on %d"}, p.o.City, better)}
	case worse > 0:
		what = []string{say(lang.Text{Sv: "säkert sämre än övriga %s i %d mått", En: "clearly worse than the rest of %s on %d"}, p.o.City, worse)}
	case other > 0:
		what = []string{say(lang.Text{Sv: "skiljer sig säkert från övriga %s i %d mått", En: "clearly differs from the rest of %s on %d"}, p.o.City, other)}
	case n[analysis.NoClearDifference] > 0:
		what = []string{say(lang.Text{Sv: "ingen säker skillnad mot övriga %s", En: "no clear difference from the rest of %s"}, p.o.City)}
	default:
		what = []string{nMeasures(l, len(rows))}
	}
	var out []string
	for _, w := range what {
		out = append(out, name+": "+w)
	}
	return title(append(out, what[len(what)-1])...)
}

func nMeasures(l lang.Lang, n int) string {
	return plural(l, n, lang.Text{Sv: "%d mått", En: "%d measure"}, lang.Text{Sv: "%d mått", En: "%d measures"})
}

// span is from the earliest to the latest period of some rows.
func (p *profile) span(rows []profileRow) string {
	first, last := rows[0].Period, rows[0].Period
	for _, r := range rows {
		if r.Period.Compare(first) < 0 {
			first = r.Period
		}
		if r.Period.Compare(last) > 0 {
			last = r.Period
		}
	}
	if first == last {
		return PeriodText(p.o.Lang, first)
	}
	return span(p.o.Lang, first, last)
}

func (p *profile) subtitle(rows []profileRow) string {
	l := p.o.Lang
	t := lang.Text{Sv: "%s jämfört med %s, procent där inget annat sägs, %s", En: "%s compared with %s, per cent unless stated, %s"}
	period := p.span(rows)
	if usual := PeriodText(l, p.period); usual != period {
		period = usual + lang.Text{Sv: " där inget annat sägs", En: " unless stated"}.In(l)
		t = lang.Text{Sv: "%s jämfört med %s, procent och %s", En: "%s compared with %s, per cent and %s"}
	}
	return fmt.Sprintf(t.In(l), p.area.Name, p.o.City, period)
}

// sentence reads a row.
func (p *profile) sentence(r profileRow) string {
	l, ind := p.o.Lang, r.Indicator
	name := p.o.heading(ind, r.Group)
	if !r.own.Value.OK {
		_, why, _ := WithoutValue(l, r.own.Value)
		return name + ": " + why + "."
	}
	out := fmt.Sprintf("%s %s (%s %s)", name, Quantity(l, r.own.Value.Value, ind), p.o.City, Number(l, r.City.Value, ind.Decimals))
	return join2(", ", out, VerdictText(l, r.own.Verdict, p.o.City)) + "."
}

func (p *profile) alt(rows []profileRow) string {
	l, n := p.o.Lang, counts(rows)
	kind := lang.Text{Sv: "Områdesprofil", En: "Area profile"}
	openings := []string{
		fmt.Sprintf("%s: %s, %s, %s.", kind.In(l), p.area.Name, nMeasures(l, len(rows)), p.span(rows)),
		fmt.Sprintf("%s: %s.", kind.In(l), p.area.Name),
	}
	var rest []string
	add := func(t lang.Text, v analysis.Verdict) {
		if n[v] > 0 {
			rest = append(rest, fmt.Sprintf(t.In(l), n[v]))
		}
	}
	add(lang.Text{Sv: "Säkert bättre i %d.", En: "Clearly better on %d."}, analysis.Better)
	add(lang.Text{Sv: "Säkert sämre i %d.", En: "Clearly worse on %d."}, analysis.Worse)
	add(lang.Text{Sv: "Säkert högre i %d utan bedömning.", En: "Clearly higher on %d that are not judged."}, analysis.Higher)
	add(lang.Text{Sv: "Säkert lägre i %d utan bedömning.", En: "Clearly lower on %d that are not judged."}, analysis.Lower)
	for _, v := range []analysis.Verdict{analysis.Better, analysis.Worse} { // the one that stands out most of each, by the length of its bar
		best, far := -1, 0.0
		for i, r := range rows {
			if r.own.Verdict == v && r.reach > 0 {
				if d := math.Abs(r.own.Value.Value-r.City.Value) / r.reach; d > far {
					best, far = i, d
				}
			}
		}
		if best >= 0 {
			rest = append(rest, p.sentence(rows[best]))
		}
	}
	return alt(openings, rest...)
}

func (p *profile) description(rows []profileRow) string {
	l := p.o.Lang
	out := []string{lang.Text{
		Sv: "En rad för varje mått. Staden är mitt i varje stapel, som går från det lägsta till det högsta området; bättre är åt höger.",
		En: "One row for each measure. The city is in the middle of each bar, which goes from the lowest to the highest area; better is to the right.",
	}.In(l)}
	theme := ""
	for i, r := range rows {
		if (i == 0 || r.theme != theme) && r.theme != "" {
			out = append(out, r.theme+":")
		}
		theme = r.theme
		s := p.sentence(r)
		if len(r.values) > 1 {
			t := lang.Text{Sv: "%s; lägst %s, högst %s.", En: "%s; lowest %s, highest %s."}
			s = fmt.Sprintf(t.In(l), strings.TrimSuffix(s, "."), Number(l, r.low().Value.Value, r.Indicator.Decimals), Number(l, r.high().Value.Value, r.Indicator.Decimals))
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func (p *profile) method(rows []profileRow) string {
	l := p.o.Lang
	out := lang.Text{
		Sv: "Varje stapel når lika långt åt båda håll, till det område som ligger längst från staden. Den mittersta hälften är efter rang.",
		En: "Each bar reaches equally far to either side, to the area farthest from the city. The middle half is by rank.",
	}.In(l)
	for _, r := range rows {
		if r.own.Verdict != analysis.NotCompared {
			t := lang.Text{
				Sv: "Området jämförs med övriga %s; en skillnad är säker när dess %s-intervall inte rymmer noll.",
				En: "The area is compared with the rest of %s; a difference is clear when its %s interval does not include zero.",
			}
			return out + " " + fmt.Sprintf(t.In(l), p.o.City, LevelText(l, r.own.Difference.Level))
		}
	}
	return out
}

func (p *profile) notes(rows []profileRow) []string {
	l := p.o.Lang
	out := p.o.notes(slices.ContainsFunc(rows, func(r profileRow) bool { return r.own.Assumed }))
	unjudged := 0
	for _, r := range rows {
		if r.Indicator.Direction == indicators.NotJudged {
			unjudged++
		}
	}
	switch unjudged {
	case 0:
		out = append(out, lang.Text{Sv: "Bättre är alltid åt höger.", En: "Better is always to the right."}.In(l))
	case len(rows):
		out = append(out, lang.Text{Sv: "Högre är åt höger; måtten säger inte vad som är bättre.", En: "Higher is to the right; the measures do not say what is better."}.In(l))
	default:
		out = append(out, lang.Text{Sv: "Bättre är åt höger. För mått utan bedömning, med ofylld symbol, är högre åt höger.",
			En: "Better is to the right. For measures that are not judged, with an open symbol, higher is."}.In(l))
	}
	if slices.ContainsFunc(rows, func(r profileRow) bool { return r.own.Value.OK && r.own.Value.Basis == analysis.Approximated }) {
		out = append(out, wRough.In(l)+lang.Text{Sv: ", i vissa mått.", En: ", on some measures."}.In(l))
	}
	return out
}

// table has a row for each measure.
func (p *profile) table(rows []profileRow) Grid {
	l := p.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: p.subtitle(rows),
		Columns: []Column{
			{Key: "indicator", Name: name("Mått", "Measure")},
			{Key: "indicator_id", Name: name("Måttets namn i data", "Name of the measure in data"), Detail: true},
			{Key: "theme", Name: name("Tema", "Theme"), Detail: true},
			{Key: "period", Name: name("Period", "Period")},
			{Key: "value", Name: p.area.Name},
			{Key: "lower", Name: name("Nedre gräns", "Lower limit")},
			{Key: "upper", Name: name("Övre gräns", "Upper limit")},
			{Key: "city", Name: p.o.City},
			{Key: "difference", Name: name("Skillnad mot övriga", "Difference from the rest")},
			{Key: "verdict", Name: name("Bedömning", "Verdict")},
			{Key: "lowest", Name: wLowHead.In(l)},
			{Key: "lowest_area", Name: name("Lägst i", "Lowest in"), Detail: true},
			{Key: "lower_quartile", Name: name("Nedre kvartil", "Lower quartile"), Detail: true},
			{Key: "upper_quartile", Name: name("Övre kvartil", "Upper quartile"), Detail: true},
			{Key: "highest", Name: wHighHead.In(l)},
			{Key: "highest_area", Name: name("Högst i", "Highest in"), Detail: true},
			{Key: "areas", Name: name("Antal områden", "Areas"), Detail: true},
			{Key: "status", Name: name("Status", "Status"), Detail: true},
		},
	}
	for _, r := range rows {
		ind := r.Indicator
		at := func(v float64) Cell { return Cell{Text: Number(l, v, ind.Decimals), Raw: raw(v)} }
		named := func(s string) Cell { return Cell{Text: s, Raw: s} }
		measure := join2(", ", p.o.heading(ind, r.Group), ind.Unit.Name.In(l))
		verdict := Cell{Text: VerdictText(l, r.own.Verdict, p.o.City), Raw: r.own.Verdict.String(), Class: verdictClass(r.own.Verdict)}
		row := []Cell{named(measure), named(ind.ID), named(r.theme), {Text: PeriodText(l, r.Period), Raw: r.Period.String()}}
		row = append(row, valueCells(l, r.own.Value, ind)...)
		row = append(row, at(r.City.Value), differenceCells(l, r.own.Difference, ind.Decimals)[0], verdict)
		spread := make([]Cell, 6)
		if len(r.values) > 0 {
			spread[0], spread[1] = at(r.low().Value.Value), named(r.low().Area.Name)
			spread[4], spread[5] = at(r.high().Value.Value), named(r.high().Area.Name)
		}
		if q1, q3, ok := r.middle(); ok {
			spread[2], spread[3] = at(q1), at(q3)
		}
		row = append(row, spread...)
		n := fmt.Sprint(len(r.values))
		g.Rows = append(g.Rows, append(row, named(n), statusCell(l, r.own.Value)))
	}
	return g
}

// profileFigures are the profiles of all districts on everyone, or on the groups that are selected.
func profileFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	var cs []analysis.Comparison
	for _, c := range d.Results.Comparisons {
		size := c.Indicator.Unit.Kind == indicators.Count // which says how large an area is, not how it fares
		if !size && s.wantsEveryone(c.Indicator, c.Group) {
			cs = append(cs, c)
		}
	}
	for _, area := range ByName(d.Results.Districts) {
		if s.wantsArea(area) {
			g.addAll(Profile(area, cs, d.Results.Trends, o))
		}
	}
	return g.result()
}
