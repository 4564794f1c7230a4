package charts

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	wNotBetweenH = lang.Text{
		Sv: "Jämför inte H mellan kommuner: nivån beror på hur många områden staden är indelad i.",
		En: "Do not compare H between municipalities: the level depends on how many areas the city is divided into.",
	}
	wStructural = lang.Text{Sv: "Annan fördelning, lika storlekar", En: "Another distribution, equal sizes"}
)

// causeText names a cause of a change, among areas or schools.
func causeText(c analysis.Cause, school bool) lang.Text {
	of := map[analysis.Cause][2]lang.Text{
		analysis.GroupSizes:  {{Sv: "Gruppernas storlek", En: "Sizes of the groups"}, {Sv: "Gruppernas storlek", En: "Sizes of the groups"}},
		analysis.AreaSizes:   {{Sv: "Områdenas storlek", En: "Sizes of the areas"}, {Sv: "Skolornas storlek", En: "Sizes of the schools"}},
		analysis.Appearing:   {{Sv: "Nya områden", En: "New areas"}, {Sv: "Nya skolor", En: "New schools"}},
		analysis.Vanishing:   {{Sv: "Försvunna områden", En: "Areas that are gone"}, {Sv: "Försvunna skolor", En: "Schools that are gone"}},
		analysis.Association: {wStructural, wStructural},
	}[c]
	if school {
		return of[1]
	}
	return of[0]
}

// between names the part of a level.
func (w *waterfall) between(t analysis.ScaleTerm) string {
	l := w.o.Lang
	some := func(level indicators.Level) string {
		if level == indicators.District {
			return lang.Text{Sv: "stadsdelar", En: "districts"}.In(l)
		}
		return nounOf(level).some.In(l)
	}
	if t.In >= indicators.District {
		return fmt.Sprintf(lang.Text{Sv: "mellan %s inom %s", En: "between %s within %s"}.In(l), some(t.Level), some(t.In))
	}
	return fmt.Sprintf(lang.Text{Sv: "mellan %s", En: "between %s"}.In(l), some(t.Level))
}

// number prints the value of a step: with its sign where it is a part of a change.
func (w *waterfall) number(s step) string {
	if w.change != nil && !s.total {
		return Signed(w.o.Lang, s.value.Value, indexDecimals)
	}
	return Number(w.o.Lang, s.value.Value, indexDecimals)
}

// parts are the steps that are no totals.
func (w *waterfall) parts() []step {
	var out []step
	for _, s := range w.steps {
		if !s.total {
			out = append(out, s)
		}
	}
	return out
}

func (w *waterfall) last() step { return w.steps[len(w.steps)-1] }

func (w *waterfall) title() string {
	l := w.o.Lang
	spec := w.spec.Title.In(l)
	if w.change == nil {
		largest := w.parts()[0]
		for _, s := range w.parts() {
			if s.value.Value > largest.value.Value {
				largest = s
			}
		}
		t := lang.Text{Sv: "%s av %s ligger %s", En: "%s of %s lies %s"}
		what := fmt.Sprintf(t.In(l), w.number(largest), w.number(w.last()), small(largest.name))
		return title(spec+": "+what, what)
	}
	t := lang.Text{Sv: "H ändrades från %s till %s", En: "H changed from %s to %s"}
	switch {
	case w.change.Interval && !w.change.Sure(0):
		t = lang.Text{Sv: "H %s och %s, ingen säker ändring", En: "H %s and %s, no clear change"}
	case w.change.Interval && w.change.Value > 0:
		t = lang.Text{Sv: "H ökade från %s till %s", En: "H rose from %s to %s"}
	case w.change.Interval:
		t = lang.Text{Sv: "H minskade från %s till %s", En: "H fell from %s to %s"}
	}
	what := fmt.Sprintf(t.In(l), w.number(w.steps[0]), w.number(w.last()))
	return title(spec+": "+what, what)
}

func (w *waterfall) subtitle() string {
	l := w.o.Lang
	t := lang.Text{Sv: "%s: entropiindex (H) delat mellan nivåer av områden, %s", En: "%s: entropy index (H) divided between levels of areas, %s"}
	if w.change != nil {
		t = lang.Text{Sv: "%s: ändringen av entropiindex (H), del för del, %s", En: "%s: the change of the entropy index (H), part by part, %s"}
	}
	return fmt.Sprintf(t.In(l), w.spec.Title.In(l), w.period)
}

func (w *waterfall) items() string {
	var out []string
	for _, s := range w.steps {
		out = append(out, small(s.name)+" "+w.number(s))
	}
	return strings.Join(out, ", ") + "."
}

func (w *waterfall) alt() string {
	l := w.o.Lang
	chart := lang.Text{Sv: "Vattenfallsdiagram", En: "Waterfall chart"}.In(l)
	title := small(w.spec.Title.In(l))
	return alt([]string{fmt.Sprintf("%s: %s, %s.", chart, title, w.period), fmt.Sprintf("%s: %s.", chart, title)}, capital(w.items()))
}

func (w *waterfall) description() string {
	t := lang.Text{
		Sv: "En rad för varje nivå av områden. Varje stapel börjar där den förra slutar, och den sista raden är hela staden.",
		En: "One row for each level of areas. Each bar begins where the one before it ends, and the last row is the whole city.",
	}
	if w.change != nil {
		t = lang.Text{
			Sv: "Överst och underst står indexet de två åren som punkter. Däremellan står en rad för varje del av ändringen; varje stapel börjar där den förra slutar.",
			En: "At the top and the bottom stands the index of the two years as dots. Between them is a row for each part of the change; each bar begins where the one before it ends.",
		}
	}
	return t.In(w.o.Lang) + " " + capital(w.items())
}

func (w *waterfall) method() string {
	if w.change != nil {
		return lang.Text{Sv: "Delarna summerar till ändringen (Mora och Ruiz-Castillo 2009; Elbers 2021).",
			En: "The parts add up to the change (Mora and Ruiz-Castillo 2009; Elbers 2021)."}.In(w.o.Lang)
	}
	return lang.Text{Sv: "Delarna summerar till hela indexet (Theil 1972).", En: "The parts add up to the whole index (Theil 1972)."}.In(w.o.Lang)
}

func (w *waterfall) notes() []string {
	l := w.o.Lang
	out := append(w.o.notes(false), wNotBetweenH.In(l))
	if w.outside {
		out = append(out, lang.Text{Sv: "De som bor utanför stadsdelarna räknas som ett område för sig.", En: "Those who live outside the districts count as an area of their own."}.In(l))
	}
	return out
}

func (w *waterfall) table() Grid {
	l := w.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{Caption: w.subtitle(), Columns: []Column{
		{Key: "part", Name: name("Del", "Part")},
		{Key: "value", Name: name("Värde", "Value")},
		{Key: "lower", Name: name("Nedre gräns", "Lower limit")},
		{Key: "upper", Name: name("Övre gräns", "Upper limit")},
		{Key: "begins_at", Name: name("Börjar vid", "Begins at"), Detail: true},
		{Key: "ends_at", Name: name("Slutar vid", "Ends at"), Detail: true},
	}}
	for _, s := range w.steps {
		cell := func(x float64) Cell { return Cell{Text: Number(l, x, indexDecimals), Raw: raw(x)} }
		cells := []Cell{{Text: s.name, Raw: s.name}, {Text: w.number(s), Raw: raw(s.value.Value)}, {}, {}, cell(s.from), cell(s.to())}
		if s.interval {
			cells[2], cells[3] = cell(s.value.Lower), cell(s.value.Upper)
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}
