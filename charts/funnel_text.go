package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// farText says how a district lies.
func (s *funnel) farText(far int) string {
	l := s.o.Lang
	switch far {
	case 0:
		return fmt.Sprintf(lang.Text{Sv: "innanför %s-gränserna för slump", En: "within the %s limits of chance"}.In(l), LevelText(l, s.outer))
	case 1:
		return fmt.Sprintf(lang.Text{Sv: "utanför %s-gränserna för slump", En: "outside the %s limits of chance"}.In(l), LevelText(l, s.outer))
	}
	return lang.Text{Sv: "utanför även de vida gränserna", En: "outside the wide limits too"}.In(l)
}

func (s *funnel) key() key {
	l := s.o.Lang
	var es []keyEntry
	for _, v := range []int{2, 1, 0} {
		if slices.ContainsFunc(s.Areas, func(a analysis.FunnelArea) bool { return far(a) == v }) {
			es = append(es, keyEntry{8, func(c draw.Canvas, o vg.Point) { farDot(c, v, o) }, s.farText(v)})
		}
	}
	t := lang.Text{Sv: "%s, slump", En: "%s, chance"}
	es = append(es,
		keyEntry{20, func(c draw.Canvas, o vg.Point) { line(c, axis, 1, innerDash, o.X-10, o.Y, o.X+10, o.Y) }, fmt.Sprintf(t.In(l), LevelText(l, s.level))},
		keyEntry{20, func(c draw.Canvas, o vg.Point) { line(c, axis, 1, nil, o.X-10, o.Y, o.X+10, o.Y) }, fmt.Sprintf(t.In(l), LevelText(l, s.outer))})
	if s.wide() {
		w := lang.Text{Sv: "%s och %s, vida", En: "%s and %s, wide"}
		es = append(es, keyEntry{20, func(c draw.Canvas, o vg.Point) {
			rect(c, panel, o.X-10, o.Y-5, o.X+10, o.Y+5)
			rect(c, grid, o.X-10, o.Y-2.5, o.X+10, o.Y+2.5)
		}, fmt.Sprintf(w.In(l), LevelText(l, s.level), LevelText(l, s.outer))})
	}
	return newKey(s.o.inner(), es...)
}

func (s *funnel) figure() *Figure {
	l := s.o.Lang
	k := s.key()
	f := &Figure{
		ID:       FigureID("funnel", s.Indicator, s.Group),
		Chart:    "funnel",
		Lang:     l,
		Title:    s.title(),
		Subtitle: s.o.subtitle(s.Indicator, s.Group, PeriodText(l, s.Period)),
		Alt:      s.alt(),
		Period:   PeriodText(l, s.Period),
		Source:   s.source,
		Method:   s.method(),
		Notes:    append(s.o.notes(slices.ContainsFunc(s.Areas, func(a analysis.FunnelArea) bool { return a.Assumed })), s.absences()...),
		Table:    s.table(),
		Width:    s.o.page().Width,
		Height:   s.o.page().Height + k.height(),
		draw:     func(c draw.Canvas) { s.draw(c, k) },
	}
	f.Description = s.description()
	if n := s.unnamed(f.Height, k); n != "" {
		f.Notes = append(f.Notes, n)
	}
	return f
}

// absences say which districts have no dot.
func (s *funnel) absences() []string {
	l := s.o.Lang
	var out []absence
	for _, a := range s.Left {
		out = append(out, absenceOf(l, a.Area.Name, leftValue(a)))
	}
	return leftOut(l, withoutDot, out)
}

// leftValue is the value of an area that is left out.
func leftValue(a analysis.FunnelLeft) analysis.Value {
	return analysis.Value{Reason: a.Reason, Status: a.Status}
}

// outside returns the districts that lie at least so far out.
func (s *funnel) outside(least int) []string {
	var names []string
	for _, a := range s.Areas {
		if far(a) >= least {
			names = append(names, a.Area.Name)
		}
	}
	return names
}

func (s *funnel) title() string {
	l := s.o.Lang
	t := lang.Text{Sv: "%d av %s utanför gränserna för slump", En: "%d of %s outside the limits of chance"}
	what := fmt.Sprintf(t.In(l), len(s.outside(1)), nAreas(l, len(s.Areas)))
	return title(s.o.heading(s.Indicator, s.Group)+": "+what, s.Indicator.ShortName().In(l)+": "+what, what)
}

func (s *funnel) alt() string {
	l := s.o.Lang
	t := lang.Text{Sv: "%d av %s ligger utanför %s-gränserna för slump.", En: "%d of %s lie outside the %s limits of chance."}
	wide := ""
	if names := s.outside(2); len(names) > 0 {
		wide = fmt.Sprintf(lang.Text{Sv: "Även utanför de vida gränserna: %s.", En: "Outside the wide limits too: %s."}.In(l), join(l, names))
	} else if s.wide() {
		wide = lang.Text{Sv: "Inget ligger utanför de vida gränserna.", En: "None lies outside the wide limits."}.In(l)
	}
	return alt(chartOpenings(l, lang.Text{Sv: "Trattdiagram", En: "Funnel plot"}, s.o.heading(s.Indicator, s.Group), PeriodText(l, s.Period)),
		fmt.Sprintf(t.In(l), len(s.outside(1)), nAreas(l, len(s.Areas)), LevelText(l, s.outer)), wide)
}

func (s *funnel) description() string {
	l := s.o.Lang
	t := lang.Text{
		Sv: "Vågrät axel: %s, till %s. Lodrät axel från %s till %s. Den vågräta linjen är %s %s.",
		En: "Horizontal axis: %s, to %s. Vertical axis from %s to %s. The horizontal line is %s %s.",
	}
	parts := []string{fmt.Sprintf(t.In(l), s.xName(), Number(l, s.sx.max, 0), s.sy.number(l, s.sy.min), s.sy.number(l, s.sy.max), s.o.City,
		Quantity(l, s.Value, s.Indicator))}
	var items []string
	for _, a := range s.Areas {
		items = append(items, a.Area.Name+" "+Number(l, a.Value, s.Indicator.Decimals)+" ("+s.farText(far(a))+")")
	}
	return join2(" ", append(append(parts, strings.Join(items, "; ")+"."), s.absences()...)...)
}

func (s *funnel) method() string {
	l := s.o.Lang
	t := lang.Text{
		Sv: "Gränserna för slump visar hur långt från %s ett område av samma storlek kan ligga av en tillfällighet; i en stad där områdena skiljer sig åt ligger många utanför.",
		En: "The limits of chance show how far from %s an area of the same size may lie by accident; where areas differ, many lie outside.",
	}
	parts := []string{fmt.Sprintf(t.In(l), s.o.City)}
	if s.wide() {
		w := lang.Text{
			Sv: "De vida gränserna räknar även med hur mycket områdena brukar skilja sig åt (överspridning, Spiegelhalter 2005): den som ligger utanför dem avviker mer än områden här i allmänhet gör.",
			En: "The wide limits allow for how much areas differ on the whole (overdispersion, Spiegelhalter 2005): one outside of them differs by more than areas here do in general.",
		}
		parts = append(parts, w.In(l))
	} else if why := ReasonText(l, s.Reason); why != "" {
		parts = append(parts, fmt.Sprintf(lang.Text{Sv: "Vida gränser saknas: %s.", En: "There are no wide limits: %s."}.In(l), why))
	}
	return join2(" ", append(parts, lang.Text{
		Sv: "Gränserna är beräknade vid varje område och förenade med räta linjer.", En: "Limits are computed at each area and joined by straight lines.",
	}.In(l))...)
}

// unnamed says how many of the districts outside of the limits have a name, where some have none.
func (s *funnel) unnamed(h vg.Length, k key) string {
	n := 0
	s.plot(draw.Canvas{Rectangle: vg.Rectangle{Max: vg.Point{X: s.o.inner(), Y: h}}}, k, func(p *plot.Plot, area draw.Canvas) {
		data := p.DataCanvas(area)
		tx, ty := p.Transforms(&data)
		for _, at := range s.names(tx, ty, data.Rectangle) {
			if at.shown {
				n++
			}
		}
	})
	of := len(s.outside(1))
	if n == of {
		return ""
	}
	t := lang.Text{Sv: "%d av %d utanför gränserna är namngivna; alla finns i tabellen.", En: "%d of %d outside the limits are named; the table has all."}
	return fmt.Sprintf(t.In(s.o.Lang), n, of)
}

func (s *funnel) table() Grid {
	l := s.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	lower, upper := name("nedre gräns", "lower limit"), name("övre gräns", "upper limit")
	g := Grid{
		Caption: s.o.subtitle(s.Indicator, s.Group, PeriodText(l, s.Period)),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")}, {Key: "area_code", Name: name("Kod", "Code"), Detail: true},
			{Key: "denominator", Name: name("Antal bakom", "Denominator")}, {Key: "value", Name: name("Värde", "Value")},
			{Key: "inner_lower", Name: LevelText(l, s.level) + ", " + lower, Detail: true}, {Key: "inner_upper", Name: LevelText(l, s.level) + ", " + upper, Detail: true},
			{Key: "outer_lower", Name: LevelText(l, s.outer) + ", " + lower}, {Key: "outer_upper", Name: LevelText(l, s.outer) + ", " + upper},
			{Key: "wide_inner_lower", Name: LevelText(l, s.level) + name(", vid ", ", wide ") + lower, Detail: true},
			{Key: "wide_inner_upper", Name: LevelText(l, s.level) + name(", vid ", ", wide ") + upper, Detail: true},
			{Key: "wide_outer_lower", Name: LevelText(l, s.outer) + name(", vid ", ", wide ") + lower},
			{Key: "wide_outer_upper", Name: LevelText(l, s.outer) + name(", vid ", ", wide ") + upper},
			{Key: "verdict", Name: name("Läge", "Position")},
		},
	}
	cell := func(v float64, decimals int) Cell {
		if !(math.Abs(v) <= math.MaxFloat64) {
			return Cell{}
		}
		return Cell{Text: Number(l, v, decimals), Raw: raw(v)}
	}
	for _, a := range slices.Backward(s.Areas) {
		cells := []Cell{{Text: a.Area.Name, Raw: a.Area.Name}, {Text: a.Area.Code, Raw: a.Area.Code}, cell(a.Denominator, 0), cell(a.Value, s.Indicator.Decimals)}
		for _, b := range []analysis.Band{a.Inner, a.Outer, a.WideInner, a.WideOuter} {
			cells = append(cells, cell(b.Lower, s.Indicator.Decimals), cell(b.Upper, s.Indicator.Decimals))
		}
		position := far(a)
		class := "similar"
		if side := a.Outer.Outside(a.Value); position > 0 && side > 0 {
			class = "higher"
		} else if position > 0 {
			class = "lower"
		}
		g.Rows = append(g.Rows, append(cells, Cell{Text: s.farText(position), Raw: []string{"within", "outside_chance", "outside_wide"}[position], Class: class}))
	}
	for _, a := range s.Left {
		v := leftValue(a)
		cells := make([]Cell, len(g.Columns))
		cells[0], cells[1] = Cell{Text: a.Area.Name, Raw: a.Area.Name}, Cell{Text: a.Area.Code, Raw: a.Area.Code}
		cells[3], cells[len(cells)-1] = valueCells(l, v, s.Indicator)[0], statusCell(l, v)
		g.Rows = append(g.Rows, cells)
	}
	return g
}
