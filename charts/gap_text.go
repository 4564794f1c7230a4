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

func (g *gap) key() key {
	l := g.o.Lang
	entries := verdictEntries(l, g.o.City, func(v analysis.Verdict) bool {
		return slices.ContainsFunc(g.rows, func(r gapRow) bool { return r.Verdict == v })
	})
	return newKey(g.o.inner(), append(entries, markEntries(l, g.gaps())...)...)
}

// restOf names what districts are compared with, at the head of a label.
func restOf(l lang.Lang, city string) string {
	return fmt.Sprintf(lang.Text{Sv: "Övriga %s", En: "Rest of %s"}.In(l), city)
}

func (g *gap) subtitle() string {
	l := g.o.Lang
	t := lang.Text{Sv: "Skillnad mot övriga %s i %s", En: "Difference from the rest of %s in %s"}
	return join2(", ", fmt.Sprintf(t.In(l), g.o.City, small(g.Indicator.Name.In(l))), small(g.Indicator.Population.In(l)), small(g.o.groupName(g.Group)),
		g.of.Unit.Name.In(l), PeriodText(l, g.Period))
}

// largest returns the district that lies farthest from the rest among those that surely differ and whose value does not rest on few.
func (g *gap) largest() (far gapRow, ok bool) {
	for _, r := range g.rows {
		under, over := sides(r.Verdict, g.Indicator.Direction)
		if (under || over) && !r.gap.SmallBase && (!ok || math.Abs(r.gap.Value) > math.Abs(far.gap.Value)) {
			far, ok = r, true
		}
	}
	return far, ok
}

// size is a difference without its sign, for a sentence that names its direction.
func (g *gap) size(r gapRow) string {
	return join2(nbsp, Number(g.o.Lang, math.Abs(r.gap.Value), g.of.Decimals), g.of.Unit.Name.In(g.o.Lang))
}

// direction is the word of a difference.
func (g *gap) direction(r gapRow) string {
	if r.gap.Value < 0 {
		return lang.Text{Sv: "lägre", En: "lower"}.In(g.o.Lang)
	}
	return lang.Text{Sv: "högre", En: "higher"}.In(g.o.Lang)
}

func (g *gap) title() string {
	l := g.o.Lang
	short, full := g.Indicator.ShortName().In(l), g.o.heading(g.Indicator, g.Group)
	var what []string
	if far, ok := g.largest(); ok {
		long := lang.Text{Sv: "%s %s i %s än i övriga %s", En: "%s %s in %s than in the rest of %s"}
		brief := lang.Text{Sv: "%s %s i %s", En: "%s %s in %s"}
		what = []string{fmt.Sprintf(long.In(l), g.size(far), g.direction(far), far.Area.Name, g.o.City),
			fmt.Sprintf(brief.In(l), g.size(far), g.direction(far), far.Area.Name)}
	} else if g.judged() {
		what = []string{lang.Text{Sv: "ingen säker skillnad mellan områdena och övriga staden", En: "no clear difference between the areas and the rest"}.In(l),
			wUnclear.In(l)}
	} else {
		what = []string{lang.Text{Sv: "områdenas skillnader mot övriga staden", En: "differences between the areas and the rest"}.In(l)}
	}
	var out []string
	for _, name := range []string{full, short} {
		for _, w := range what {
			out = append(out, name+": "+w)
		}
	}
	return title(append(out, what[len(what)-1])...)
}

// judged tells whether any difference has a verdict.
func (g *gap) judged() bool {
	return slices.ContainsFunc(g.rows, func(r gapRow) bool { return r.Verdict != analysis.NotCompared })
}

func (g *gap) alt() string {
	l := g.o.Lang
	openings := chartOpenings(l, lang.Text{Sv: "Avvikelsediagram", En: "Chart of differences"}, g.o.heading(g.Indicator, g.Group), PeriodText(l, g.Period))
	return alt(openings, nAreas(l, len(g.rows))+".", g.ends(), g.sure())
}

// ends names the districts with the lowest and the highest difference.
func (g *gap) ends() string {
	var with []gapRow
	for _, r := range g.rows {
		if r.gap.OK {
			with = append(with, r)
		}
	}
	if len(with) < 2 {
		return ""
	}
	l := g.o.Lang
	low, high := with[0], with[len(with)-1]
	if high.gap.Value < low.gap.Value {
		low, high = high, low
	}
	num := func(r gapRow) string { return Signed(l, r.gap.Value, g.of.Decimals) }
	t := lang.Text{Sv: "Från %s i %s till %s %s i %s mot övriga %s.", En: "From %s in %s to %s %s in %s against the rest of %s."}
	return fmt.Sprintf(t.In(l), num(low), low.Area.Name, num(high), g.of.Unit.Name.In(l), high.Area.Name, g.o.City)
}

func (g *gap) description() string {
	l := g.o.Lang
	order := lang.Text{Sv: "En rad för varje område, den högsta skillnaden överst.", En: "One row for each area, the highest difference first."}
	if g.Indicator.Direction == indicators.LowerIsBetter {
		order = lang.Text{Sv: "En rad för varje område, den lägsta skillnaden överst.", En: "One row for each area, the lowest difference first."}
	}
	t := lang.Text{
		Sv: "Axeln går från %s till %s %s; noll är övriga %s.", En: "The axis runs from %s to %s %s; zero is the rest of %s.",
	}
	parts := []string{order.In(l), fmt.Sprintf(t.In(l), g.scale.number(l, g.scale.min), g.scale.number(l, g.scale.max), g.of.Unit.Name.In(l), g.o.City)}
	if d := directionText(l, g.Indicator.Direction); d != "" {
		parts = append(parts, capital(d)+lang.Text{Sv: "; bättre är åt höger.", En: "; better is to the right."}.In(l))
	}
	var items []string
	for _, r := range g.rows {
		item := r.Area.Name + " " + g.text(r)
		if !r.gap.OK {
			_, why, _ := WithoutValue(l, r.gap)
			item = r.Area.Name + ": " + why
		} else if v := VerdictText(l, r.Verdict, g.o.City); v != "" {
			item += " (" + v + ")"
		}
		items = append(items, item)
	}
	parts = append(parts, strings.Join(items, "; ")+".")
	for _, w := range g.Warnings {
		if s := w.Text.In(l); s != "" {
			parts = append(parts, strings.TrimRight(s, ".")+".")
		}
	}
	return join2(" ", parts...)
}

func (g *gap) method() string {
	l := g.o.Lang
	i := slices.IndexFunc(g.rows, func(r gapRow) bool { return r.gap.OK && r.gap.Interval })
	var parts []string
	if i >= 0 {
		by := lang.Text{Sv: "Strecken är %s-intervall för skillnaden, byggda ur intervallen för de två värdena.", En: "Lines are %s intervals of the difference, built from those of the two values."}
		if g.Indicator.Unit.Kind == indicators.Share {
			by = lang.Text{Sv: "Strecken är %s-intervall för skillnaden enligt Newcombe.", En: "Lines are %s intervals of the difference by Newcombe's method."}
		}
		parts = append(parts, fmt.Sprintf(by.In(l), LevelText(l, g.rows[i].gap.Level)))
	}
	parts = append(parts, lang.Text{
		Sv: "Varje område jämförs med staden utom området självt, så noll är inte samma värde för alla. En skillnad är säker när intervallet inte rymmer noll.",
		En: "Each area is compared with the city without it, so that zero is not one value for all. A difference is clear when its interval does not include zero.",
	}.In(l))
	return join2(" ", parts...)
}

// table holds the differences with their limits, and the two values of each.
func (g *gap) table() Grid {
	l := g.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	out := Grid{
		Caption: g.subtitle(),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")},
			{Key: "area_code", Name: name("Kod", "Code"), Detail: true},
			{Key: "difference", Name: name("Skillnad", "Difference")},
			{Key: "lower", Name: name("Nedre gräns", "Lower limit")},
			{Key: "upper", Name: name("Övre gräns", "Upper limit")},
			{Key: "verdict", Name: name("Bedömning", "Verdict")},
			{Key: "value", Name: name("Området", "The area")},
			{Key: "rest", Name: restOf(l, g.o.City)},
			{Key: "status", Name: name("Status", "Status"), Detail: true},
		},
	}
	for _, r := range g.rows {
		cells := []Cell{{Text: r.Area.Name, Raw: r.Area.Name}, {Text: r.Area.Code, Raw: r.Area.Code}}
		if r.gap.OK {
			cells = append(cells, differenceCells(l, r.Difference, g.of.Decimals)...)
		} else {
			cells = append(cells, valueCells(l, r.gap, g.of)...)
		}
		cells = append(cells, Cell{Text: VerdictText(l, r.Verdict, g.o.City), Raw: r.Verdict.String(), Class: verdictClass(r.Verdict)},
			valueCells(l, r.Value, g.Indicator)[0], valueCells(l, r.Rest, g.Indicator)[0], statusCell(l, r.gap))
		out.Rows = append(out.Rows, cells)
	}
	return out
}
