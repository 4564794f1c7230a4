package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// sideText says on which side of the whole the first group of an area lies.
func (c *contributions) sideText(side int) string {
	t := []lang.Text{
		{Sv: "högre andel %s än i alla områden", En: "higher share of %s than in all areas"},
		{Sv: "lägre andel %s än i alla områden", En: "lower share of %s than in all areas"},
	}
	if c.Level == indicators.School {
		t = []lang.Text{
			{Sv: "högre andel %s än i alla skolor", En: "higher share of %s than in all schools"},
			{Sv: "lägre andel %s än i alla skolor", En: "lower share of %s than in all schools"},
		}
	}
	if side < 0 {
		return ""
	}
	return fmt.Sprintf(t[side].In(c.o.Lang), c.groupOfInterest())
}

// groupOfInterest names the first group.
func (c *contributions) groupOfInterest() string {
	if len(c.Spec.Names) > 0 && !c.Spec.Names[0].IsZero() {
		return small(c.Spec.Names[0].In(c.o.Lang))
	}
	return small(c.o.groupName(c.Spec.Groups[0]))
}

func (c *contributions) key() key {
	l := c.o.Lang
	var es []keyEntry
	for side := range 2 {
		if slices.ContainsFunc(c.rows[:c.shown], func(a analysis.AreaContribution) bool { return c.side(a) == side }) {
			es = append(es, keyEntry{8, func(cv draw.Canvas, o vg.Point) { marker(cv, side, o) }, c.sideText(side)})
		}
	}
	if len(es) == 0 {
		es = append(es, keyEntry{8, func(cv draw.Canvas, o vg.Point) { marker(cv, -1, o) }, lang.Text{Sv: "andel av segregationen", En: "share of segregation"}.In(l)})
	}
	return newKey(c.o.inner(), append(es, keyEntry{8, func(cv draw.Canvas, o vg.Point) { peopleTick(cv, o.X, o.Y) },
		small(c.peopleText())})...)
}

// peopleText says what the share of an area in all persons is of.
func (c *contributions) peopleText() string {
	if c.Level == indicators.School {
		return lang.Text{Sv: "Andel av eleverna", En: "Share of the pupils"}.In(c.o.Lang)
	}
	return lang.Text{Sv: "Andel av invånarna", En: "Share of the people"}.In(c.o.Lang)
}

func (c *contributions) subtitle() string {
	l := c.o.Lang
	t := lang.Text{Sv: "Områdenas andelar av %s, %d %s, procent, %s", En: "Shares that areas have of the %s, %d %s, per cent, %s"}
	if c.Level == indicators.School {
		t = lang.Text{Sv: "Skolornas andelar av %s, %d %s, procent, %s", En: "Shares that schools have of the %s, %d %s, per cent, %s"}
	}
	return fmt.Sprintf(t.In(l), small(c.index.Name.In(l)), len(c.rows), nounOf(c.Level).some.In(l), PeriodText(l, c.Period))
}

func (c *contributions) title() string {
	l := c.o.Lang
	some, half := nounOf(c.Level).some.In(l), c.Half[c.term]
	t := lang.Text{Sv: "%d av %d %s står för hälften", En: "%d of %d %s make up half"}
	if half == 1 {
		t = lang.Text{Sv: "%d av %d %s står för minst hälften", En: "%d of %d %s makes up half or more"}
	}
	what := fmt.Sprintf(t.In(l), half, len(c.rows), some)
	return title(c.Spec.Title.In(l)+": "+what, what)
}

func (c *contributions) alt() string {
	l := c.o.Lang
	chart := lang.Text{Sv: "Bidragsdiagram", En: "Chart of contributions"}
	t := lang.Text{Sv: "Störst andel har %s.", En: "The largest shares are those of %s."}
	var names []string
	for _, r := range c.rows[:min(3, len(c.rows))] {
		names = append(names, r.Area.Name+" ("+Percent(l, c.share(r), percent.Decimals)+")")
	}
	half := lang.Text{Sv: "%d av %d %s står för hälften av %s.", En: "%d of %d %s make up half of the %s."}
	return alt(chartOpenings(l, chart, c.Spec.Title.In(l), PeriodText(l, c.Period)),
		fmt.Sprintf(half.In(l), c.Half[c.term], len(c.rows), nounOf(c.Level).some.In(l), small(c.index.Name.In(l))), fmt.Sprintf(t.In(l), join(l, names)))
}

func (c *contributions) description() string {
	l := c.o.Lang
	t := lang.Text{
		Sv: "En rad för vart och ett av de %d områden som har störst andel av %s, störst överst. Axeln går från 0 till %s procent.",
		En: "One row for each of the %d areas with the largest shares of the %s, largest first. The axis runs from 0 to %s per cent.",
	}
	if c.Level == indicators.School {
		t = lang.Text{
			Sv: "En rad för var och en av de %d skolor som har störst andel av %s, störst överst. Axeln går från 0 till %s procent.",
			En: "One row for each of the %d schools with the largest shares of the %s, largest first. The axis runs from 0 to %s per cent.",
		}
	}
	row := lang.Text{Sv: "%s %s av segregationen; %s %s", En: "%s %s of segregation; %s %s"}
	var items []string
	for _, r := range c.rows[:c.shown] {
		item := fmt.Sprintf(row.In(l), r.Area.Name, Percent(l, c.share(r), percent.Decimals), small(c.peopleText()), Percent(l, 100*r.Part, percent.Decimals))
		if s := c.sideText(c.side(r)); s != "" {
			item += " (" + s + ")"
		}
		items = append(items, item+".")
	}
	return fmt.Sprintf(t.In(l), c.shown, small(c.index.Name.In(l)), c.scale.number(l, c.scale.max)) + " " + strings.Join(items, " ")
}

func (c *contributions) method() string {
	l := c.o.Lang
	t := lang.Text{
		Sv: "%s är %s och en summa av ett tal för varje område. Talet är stort där många bor och där sammansättningen skiljer sig mycket från hela stadens, åt ena eller andra hållet. Det säger var segregationen finns, inte att något är fel där.",
		En: "The %s is %s and a sum of one number for each area. The number is large where many live and where the makeup differs much from that of the whole city, one way or the other. It says where segregation lies, not that anything is wrong there.",
	}
	if c.Level == indicators.School {
		t = lang.Text{
			Sv: "%s är %s och en summa av ett tal för varje skola. Talet är stort där eleverna är många och där sammansättningen skiljer sig mycket från alla elevers, åt ena eller andra hållet. Det säger var segregationen finns, inte att något är fel där.",
			En: "The %s is %s and a sum of one number for each school. The number is large where pupils are many and where their makeup differs much from that of all pupils, one way or the other. It says where segregation lies, not that anything is wrong there.",
		}
	}
	name := c.index.Name.In(l)
	if l == lang.En {
		name = small(name)
	}
	return fmt.Sprintf(t.In(l), name, Number(l, c.Totals[c.term], 3))
}

func (c *contributions) notes() []string {
	l := c.o.Lang
	out := c.o.notes(slices.ContainsFunc(c.rows, func(a analysis.AreaContribution) bool { return a.Assumed }))
	if c.shown < len(c.rows) {
		t := lang.Text{Sv: "De %d största av %d visas; alla finns i tabellen.", En: "The largest %d of %d are shown; the table has all."}
		out = append(out, fmt.Sprintf(t.In(l), c.shown, len(c.rows)))
	}
	return out
}

func (c *contributions) table() Grid {
	l := c.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: c.Spec.Title.In(l) + ". " + c.subtitle(),
		Columns: []Column{
			{Key: "area", Name: nounOf(c.Level).name.In(l)},
			{Key: "area_code", Name: name("Kod", "Code"), Detail: true},
			{Key: "rank", Name: name("Plats", "Rank")},
			{Key: "share", Name: name("Andel av segregationen", "Share of segregation")},
			{Key: "person_share", Name: c.peopleText()},
			{Key: "group_share", Name: fmt.Sprintf(lang.Text{Sv: "Andel %s", En: "Share of %s"}.In(l), c.groupOfInterest())},
			{Key: "contribution", Name: name("Bidrag", "Contribution")},
			{Key: "lower", Name: name("Nedre gräns", "Lower limit"), Detail: true},
			{Key: "upper", Name: name("Övre gräns", "Upper limit"), Detail: true},
		},
	}
	share := func(v float64) Cell {
		if !(math.Abs(v) <= math.MaxFloat64) {
			return Cell{Text: "..", Class: "missing"}
		}
		return Cell{Text: Number(l, 100*v, percent.Decimals), Raw: raw(100 * v)}
	}
	for _, r := range c.rows {
		t := r.Terms[c.term]
		const decimals = 4
		cells := []Cell{{Text: r.Area.Name, Raw: r.Area.Name}, {Text: r.Area.Code, Raw: r.Area.Code}, {Text: Number(l, float64(t.Rank), 0), Raw: raw(float64(t.Rank))},
			share(t.Share), share(r.Part), share(r.Share), {Text: Number(l, t.Value.Value, decimals), Raw: raw(t.Value.Value)}, {}, {}}
		if t.Interval {
			cells[7] = Cell{Text: Number(l, t.Value.Lower, decimals), Raw: raw(t.Value.Lower)}
			cells[8] = Cell{Text: Number(l, t.Value.Upper, decimals), Raw: raw(t.Value.Upper)}
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}
