package charts

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// indexVerdicts say how an index has changed.
var indexVerdicts = map[analysis.Verdict]lang.Text{
	analysis.Higher:            {Sv: "säkert högre", En: "clearly higher"},
	analysis.Lower:             {Sv: "säkert lägre", En: "clearly lower"},
	analysis.NoClearDifference: {Sv: "ingen säker ändring", En: "no clear change"},
	analysis.NotCompared:       {Sv: "ändringen kan inte prövas", En: "the change cannot be tested"},
}

// verdict is whether the index has surely risen or fallen. An index is not judged.
func (p *indexPanel) verdict() analysis.Verdict {
	switch {
	case !p.change.OK || !p.change.Interval:
		return analysis.NotCompared
	case !p.change.Sure(0):
		return analysis.NoClearDifference
	case p.change.Value > 0:
		return analysis.Higher
	}
	return analysis.Lower
}

// name is that of the index; what is in a unit says which.
func (p *indexPanel) name() string { return join2(", ", p.index.Name.In(p.o.Lang), p.unit) }

// ends are the values that the change is between: of the periods, or on the line through all of them.
func (p *indexPanel) ends() (first, last float64, ok bool) {
	if p.yearly {
		return p.first, p.last, true
	}
	a, b := p.City[p.from], p.City[p.to]
	return a.Value, b.Value, a.OK && b.OK
}

// fromTo is what stands over a panel.
func (p *indexPanel) fromTo() string {
	a, b, ok := p.ends()
	if !ok {
		return wMissing.In(p.o.Lang)
	}
	t := lang.Text{Sv: "från %s till %s", En: "from %s to %s"}
	if p.yearly {
		t = lang.Text{Sv: "från %s till %s på linjen", En: "from %s to %s on the line"}
	}
	return fmt.Sprintf(t.In(p.o.Lang), p.number(a), p.number(b))
}

// moved prints the change.
func (p *indexPanel) moved() string {
	s := Signed(p.o.Lang, p.change.Value, p.changeDecimals())
	if p.yearly {
		s += " " + lang.Text{Sv: "om året", En: "a year"}.In(p.o.Lang)
	}
	return s
}

// changeDecimals allows for changes of a year being small.
func (p *indexPanel) changeDecimals() int {
	if p.yearly {
		return p.Indicator.Decimals + 1
	}
	return p.Indicator.Decimals
}

func (p *indexPanel) changeText() string {
	s := indexVerdicts[p.verdict()].In(p.o.Lang)
	if p.change.OK {
		s += " (" + p.moved() + ")"
	}
	return s
}

// sentence says how the index has moved between which periods.
func (p *indexPanel) sentence() string {
	l := p.o.Lang
	a, b, ok := p.ends()
	if !ok {
		return ""
	}
	t := lang.Text{Sv: "%s från %s (%s) till %s (%s), %s.", En: "%s from %s (%s) to %s (%s), %s."}
	return fmt.Sprintf(t.In(l), p.index.Name.In(l), p.number(a), periodTick(l, p.Periods[p.from]), p.number(b), periodTick(l, p.Periods[p.to]),
		indexVerdicts[p.verdict()].In(l))
}

// reading is the newest value read aloud, as the registry has it.
func (p *indexPanel) reading() string {
	i := lastOK(p.City)
	number := p.number(p.City[i].Value)
	if p.unit != "" {
		number += nbsp + p.unit
	}
	return strings.Replace(p.index.Reading.In(p.o.Lang), "%s", number, 1)
}

// figure is the figure of some of the panels.
func (x *indexChart) figure(part []indexPanel) *Figure {
	rows := (len(part) + x.columns() - 1) / x.columns()
	first := part[0]
	f := &Figure{
		ID:          x.id,
		Chart:       "index",
		Lang:        x.o.Lang,
		Title:       x.title(part),
		Subtitle:    x.subtitle(first),
		Alt:         x.alt(part),
		Description: x.description(part),
		Period:      first.span(),
		Source:      x.source,
		Method:      x.method(first),
		Notes:       x.figureNotes(part),
		Table:       x.table(part),
		Width:       x.o.page().Width,
		Height:      vg.Length(rows)*(x.panelHeight()+indexGap) - indexGap + x.key(part).height(),
	}
	f.draw = func(c draw.Canvas) { x.draw(c, part) }
	return f
}

func (x *indexChart) key(part []indexPanel) key {
	l := x.o.Lang
	occurs := func(v analysis.Verdict) bool {
		return slices.ContainsFunc(part, func(p indexPanel) bool { return p.verdict() == v })
	}
	var es []keyEntry
	if part[0].yearly {
		es = append(es,
			keyEntry{10, func(c draw.Canvas, o vg.Point) {
				line(c, ink, intervalWidth, nil, o.X, o.Y-6, o.X, o.Y+6)
				dot(c, ink, false, o)
			}, lang.Text{Sv: "värdet med ", En: "the value with "}.In(l) + intervals(l, part[0].City)},
			keyEntry{20, func(c draw.Canvas, o vg.Point) { line(c, mid, lineWidth, nil, o.X-10, o.Y, o.X+10, o.Y) },
				lang.Text{Sv: "rät linje genom alla år", En: "straight line through all years"}.In(l)})
	} else if text := intervals(l, part[0].City); text != "" {
		es = append(es, keyEntry{20, func(c draw.Canvas, o vg.Point) {
			rect(c, ribbon, o.X-10, o.Y-4, o.X+10, o.Y+4)
			line(c, ink, lineWidth, nil, o.X-10, o.Y, o.X+10, o.Y)
		}, lang.Text{Sv: "värdet med ", En: "the value with "}.In(l) + text})
	}
	for _, v := range []analysis.Verdict{analysis.Higher, analysis.Lower, analysis.NoClearDifference} {
		if occurs(v) {
			es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { verdictGlyph(c, v, o) }, indexVerdicts[v].In(l)})
		}
	}
	if slices.Contains(part[0].carried, true) {
		es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { dot(c, ink, true, o) }, lang.Text{Sv: "omräknat från äldre områden", En: "carried over from older areas"}.In(l)})
	}
	hidden := slices.DeleteFunc(slices.Clone(part[0].City), func(v analysis.Value) bool { return v.Reason != analysis.Withheld })
	return newKey(x.o.inner(), append(es, absentEntries(l, hidden)...)...)
}

func (x *indexChart) title(part []indexPanel) string {
	l, p := x.o.Lang, part[0]
	from, to := periodTick(l, p.Periods[p.from]), periodTick(l, p.Periods[p.to])
	var what []string
	v := p.verdict()
	switch {
	case p.yearly && v == analysis.Lower:
		what = []string{lang.Text{Sv: "skillnaderna mellan områdena har säkert minskat", En: "the differences between areas have clearly shrunk"}.In(l)}
	case p.yearly && v == analysis.Higher:
		what = []string{lang.Text{Sv: "skillnaderna mellan områdena har säkert ökat", En: "the differences between areas have clearly grown"}.In(l)}
	case p.yearly:
		what = []string{lang.Text{Sv: "ingen säker förändring av skillnaderna mellan områdena", En: "no clear change in the differences between areas"}.In(l)}
	case v == analysis.Higher || v == analysis.Lower:
		t := lang.Text{Sv: "%s %s %s än %s", En: "%s %s in %s than in %s"}
		what = []string{fmt.Sprintf(t.In(l), small(p.index.Name.In(l)), indexVerdicts[v].In(l), to, from)}
	case v == analysis.NoClearDifference:
		t := lang.Text{Sv: "ingen säker ändring av %s %s–%s", En: "no clear change in the %s %s–%s"}
		what = []string{fmt.Sprintf(t.In(l), small(p.index.Name.In(l)), from, to)}
	default:
		what = []string{small(p.index.Name.In(l)) + " " + p.span()}
	}
	return title(x.subject+": "+what[0], what[0], x.subject)
}

func (x *indexChart) subtitle(p indexPanel) string {
	l := x.o.Lang
	var what string
	if len(x.panels) == 1 {
		what = small(p.name())
	}
	return join2(", ", x.subject, what, fmt.Sprint(x.areas)+" "+nounOf(x.level).some.In(l), p.span())
}

func (x *indexChart) alt(part []indexPanel) string {
	l := x.o.Lang
	kind := lang.Text{Sv: "Linjediagram", En: "Line chart"}
	if len(part) > 1 {
		kind = lang.Text{Sv: "Små linjediagram", En: "Small line charts"}
	}
	openings := []string{
		fmt.Sprintf("%s: %s, %s.", kind.In(l), small(x.subject), part[0].span()),
		fmt.Sprintf("%s: %s.", kind.In(l), small(x.subject)),
	}
	var rest []string
	for i := range part {
		rest = append(rest, part[i].sentence())
	}
	return alt(openings, rest...)
}

func (x *indexChart) description(part []indexPanel) string {
	l := x.o.Lang
	var out []string
	if len(part) > 1 {
		out = append(out, lang.Text{Sv: "En ruta för varje index, med egen axel.", En: "One panel for each index, with an axis of its own."}.In(l))
	}
	for i := range part {
		p := &part[i]
		out = append(out, p.sentence())
		if p.change.OK && p.change.Interval {
			t := lang.Text{Sv: "Ändringen är %s (%s-intervall %s).", En: "The change is %s (%s interval %s)."}
			out = append(out, fmt.Sprintf(t.In(l), p.moved(), LevelText(l, p.change.Level), Range(l, p.change.Lower, p.change.Upper, p.changeDecimals())))
		}
		out = append(out, p.reading())
	}
	for _, b := range part[0].Breaks {
		out = append(out, part[0].breakNote(b)+".")
	}
	return join2(" ", out...)
}

func (x *indexChart) method(p indexPanel) string {
	l := x.o.Lang
	level := LevelText(l, p.change.Level)
	switch {
	case p.yearly:
		t := lang.Text{
			Sv: "Medelavstånd från områdenas medelvärde, vägt efter antal personer. Linjen är viktad minsta kvadrat; förändringen är säker när dess %s-intervall inte rymmer noll.",
			En: "Mean distance from the mean of the areas, weighted by persons. The line is weighted least squares; the change is clear when its %s interval does not include zero.",
		}
		return fmt.Sprintf(t.In(l), level)
	case !p.change.OK:
		return lang.Text{Sv: "Ändringen prövas inte.", En: "The change is not tested."}.In(l)
	}
	t := lang.Text{
		Sv: "Intervallen bygger på att personerna dras på nytt %s gånger. En ändring är säker när dess %s-intervall inte rymmer noll.",
		En: "The intervals come of drawing the persons anew %s times. A change is clear when its %s interval does not include zero.",
	}
	return fmt.Sprintf(t.In(l), Number(l, float64(x.drawn), 0), level)
}

// note takes in what must be known of a series of segregation indices wherever it is seen.
func (x *indexChart) note(s analysis.SegregationSeries, whole analysis.SegregationChange, tested bool) {
	l := x.o.Lang
	say := func(t lang.Text) { x.notes = append(x.notes, t.In(l)) }
	if slices.ContainsFunc(s.Periods, func(p analysis.SegregationPeriod) bool { return p.Carried }) {
		say(lang.Text{
			Sv: "Ihåliga punkter: antalen är omräknade från en äldre områdesindelning. Felet i det ingår inte i intervallen.",
			En: "Hollow dots: the numbers are carried over from an older delimitation. The error of that is not in the intervals.",
		})
	}
	if tested && whole.Noise {
		say(lang.Text{
			Sv: "Källan lägger till slumpmässiga fel i det ena av åren. En liten ändring kan bero på det.",
			En: "The source adds random errors in one of the years. A small change may come of that.",
		})
	}
}

// figureNotes are the notes under a figure of some panels: the reading of its first index, and what the numbers must not be used for.
func (x *indexChart) figureNotes(part []indexPanel) []string {
	l, p := x.o.Lang, part[0]
	out := []string{p.reading()}
	if p.index.Family == index.Segregation {
		out = append(out, lang.Text{
			Sv: "Jämför inte mellan kommuner: nivån beror på hur många och hur stora områdena är.",
			En: "Do not compare between municipalities: the level depends on how many and how large the areas are.",
		}.In(l))
	} else {
		out = append(out, p.index.Caveat.In(l))
	}
	if len(part) > 1 {
		out = append(out, lang.Text{Sv: "Varje ruta har en egen axel, som börjar på noll.", En: "Each panel has an axis of its own, which starts at zero."}.In(l))
	}
	for _, b := range p.Breaks {
		out = append(out, p.breakNote(b)+".")
	}
	return append(out, x.notes...)
}

// table has a row for each index and period, and the tested change in the row of the last.
func (x *indexChart) table(part []indexPanel) Grid {
	l := x.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: x.subtitle(part[0]),
		Columns: []Column{
			{Key: "index", Name: "Index"},
			{Key: "index_id", Name: name("Indexets namn i data", "Name of the index in data"), Detail: true},
			{Key: "period", Name: name("Period", "Period")},
			{Key: "value", Name: name("Värde", "Value")},
			{Key: "lower", Name: name("Nedre gräns", "Lower limit")},
			{Key: "upper", Name: name("Övre gräns", "Upper limit")},
			{Key: "carried_over", Name: name("Omräknat", "Carried over"), Detail: true},
			{Key: "change", Name: name("Ändring", "Change")},
			{Key: "change_lower", Name: name("Ändring, nedre gräns", "Change, lower limit")},
			{Key: "change_upper", Name: name("Ändring, övre gräns", "Change, upper limit")},
			{Key: "change_from", Name: name("Ändring sedan", "Change since")},
			{Key: "verdict", Name: name("Bedömning", "Verdict")},
		},
	}
	yearly := part[0].yearly
	if yearly {
		g.Columns[7].Name = name("Ändring om året", "Change a year")
		g.Columns = append(g.Columns, Column{Key: "on_the_line", Name: name("På linjen", "On the line")})
	}
	for i := range part {
		p := &part[i]
		for t, v := range p.City {
			row := append([]Cell{{Text: p.name(), Raw: p.name()}, {Text: p.index.ID, Raw: p.index.ID}, {Text: PeriodText(l, p.Periods[t]), Raw: p.Periods[t].String()}},
				valueCells(l, v, p.Indicator)...)
			carried := Cell{}
			if p.carried != nil && p.carried[t] {
				carried = Cell{Text: name("ja", "yes"), Raw: "true"}
			}
			row = append(row, carried)
			if t == p.to {
				verdict := p.verdict()
				row = append(row, differenceCells(l, p.change, p.changeDecimals())...)
				row = append(row, Cell{Text: PeriodText(l, p.Periods[p.from]), Raw: p.Periods[p.from].String()},
					Cell{Text: indexVerdicts[verdict].In(l), Raw: verdict.String(), Class: verdictClass(verdict)})
			} else {
				row = append(row, make([]Cell, 5)...)
			}
			if yearly {
				on := Cell{}
				switch t {
				case p.from:
					on = Cell{Text: p.number(p.first), Raw: raw(p.first)}
				case p.to:
					on = Cell{Text: p.number(p.last), Raw: raw(p.last)}
				}
				row = append(row, on)
			}
			g.Rows = append(g.Rows, row)
		}
	}
	return g
}
