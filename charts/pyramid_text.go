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

func (p *pyramid) figure(part []analysis.MixArea) *Figure {
	rows := (len(part) + p.columns() - 1) / p.columns()
	f := &Figure{
		ID:          FigureID("pyramid", indicators.Indicator{ID: p.Spec.Indicator}, indicators.Everyone),
		Chart:       "pyramid",
		Lang:        p.o.Lang,
		Title:       p.title(part),
		Subtitle:    p.subtitle(),
		Alt:         p.alt(part),
		Description: p.description(part),
		Period:      PeriodText(p.o.Lang, p.Period),
		Source:      p.source,
		Method: lang.Text{
			Sv: "Alla rutor har samma skala. Varje stapel är gruppens andel av alla som bor i området.",
			En: "All panels have one scale. Each bar is the group's share of all who live in the area.",
		}.In(p.o.Lang),
		Notes:  p.o.notes(slices.ContainsFunc(part, func(a analysis.MixArea) bool { return a.Assumed })),
		Table:  p.table(part),
		Width:  p.o.page().Width,
		Height: pyramidTop + vg.Length(rows)*p.panelHeight() + p.key().height(),
	}
	f.draw = func(c draw.Canvas) { p.draw(c, part) }
	return f
}

// sexName names one of the sexes.
func (p *pyramid) sexName(k int) string {
	g, err := indicators.NewGroup(indicators.Category{Dim: "sex", Value: p.sexes[k]})
	if err != nil {
		return p.sexes[k]
	}
	return small(p.o.groupName(g))
}

// ageName is an age class in words.
func (p *pyramid) ageName(i int) string {
	l := p.o.Lang
	age := strings.ReplaceAll(p.ages[i], "-", endash)
	if from, open := strings.CutSuffix(age, "+"); open {
		return fmt.Sprintf(lang.Text{Sv: "%s år och äldre", En: "%s and over"}.In(l), from)
	}
	return fmt.Sprintf(lang.Text{Sv: "%s år", En: "aged %s"}.In(l), age)
}

func (p *pyramid) percent(v float64) string { return Percent(p.o.Lang, v, 1) }

func (p *pyramid) key() key {
	l := p.o.Lang
	box := func(k int) keyEntry {
		side := lang.Text{Sv: " till vänster", En: " to the left"}
		if k == 1 {
			side = lang.Text{Sv: " till höger", En: " to the right"}
		}
		return keyEntry{16, func(c draw.Canvas, o vg.Point) { rect(c, categories[1-k].color, o.X-8, o.Y-4, o.X+8, o.Y+4) }, p.sexName(k) + side.In(l)}
	}
	es := []keyEntry{box(0), box(1)}
	if p.City.OK && len(p.panels) > 1 {
		es = append(es, keyEntry{16, func(c draw.Canvas, o vg.Point) { line(c, ink, 1, nil, o.X-8, o.Y, o.X+8, o.Y) }, p.o.City})
	}
	var values []analysis.Value
	for _, a := range p.panels {
		values = append(values, analysis.Value{OK: a.OK, Reason: a.Reason})
	}
	return newKey(p.o.inner(), append(es, absentEntries(l, values)...)...)
}

// largest is the largest group of a place: its age and its sex.
func (p *pyramid) largest(a analysis.MixArea) (age, sex int) {
	for i := range p.ages {
		for k := range p.sexes {
			if p.share(a, i, k) > p.share(a, age, sex) {
				age, sex = i, k
			}
		}
	}
	return age, sex
}

// groupText names a group of a place with its share.
func (p *pyramid) groupText(a analysis.MixArea, age, sex int) string {
	return p.sexName(sex) + " " + p.ageName(age) + " (" + p.percent(p.share(a, age, sex)) + ")"
}

// first is the place of some that has the largest group of all.
func (p *pyramid) first(part []analysis.MixArea) (analysis.MixArea, bool) {
	var out analysis.MixArea
	for _, a := range part {
		if !a.OK {
			continue
		}
		if i, k := p.largest(a); !out.OK {
			out = a
		} else if j, l := p.largest(out); p.share(a, i, k) > p.share(out, j, l) {
			out = a
		}
	}
	return out, out.OK
}

func (p *pyramid) title(part []analysis.MixArea) string {
	l := p.o.Lang
	name := p.Spec.Title.In(l)
	a, ok := p.first(part)
	if !ok {
		return title(name + lang.Text{Sv: " efter ålder och kön", En: " by age and sex"}.In(l))
	}
	age, sex := p.largest(a)
	t := lang.Text{Sv: "%s: störst andel av invånarna är %s i %s", En: "%s: the largest share of residents is %s in %s"}
	return title(fmt.Sprintf(t.In(l), name, p.sexName(sex)+" "+p.ageName(age), p.name(a)), name+lang.Text{Sv: " efter ålder och kön", En: " by age and sex"}.In(l))
}

func (p *pyramid) subtitle() string {
	l := p.o.Lang
	return join2(", ", p.Spec.Title.In(l)+lang.Text{Sv: " efter ålder och kön", En: " by age and sex"}.In(l),
		lang.Text{Sv: "procent av invånarna", En: "per cent of residents"}.In(l), PeriodText(l, p.Period))
}

func (p *pyramid) alt(part []analysis.MixArea) string {
	l := p.o.Lang
	kind := lang.Text{Sv: "Befolkningspyramider", En: "Population pyramids"}.In(l)
	openings := []string{
		fmt.Sprintf("%s: %s, %s, %s.", kind, small(p.Spec.Title.In(l)), p.o.City, PeriodText(l, p.Period)),
		fmt.Sprintf("%s: %s.", kind, PeriodText(l, p.Period)),
	}
	var rest []string
	t := lang.Text{Sv: "Störst grupp i %s: %s.", En: "Largest group in %s: %s."}
	say := func(a analysis.MixArea) {
		age, sex := p.largest(a)
		rest = append(rest, fmt.Sprintf(t.In(l), p.name(a), p.groupText(a, age, sex)))
	}
	top, ok := p.first(part)
	if ok {
		say(top)
	}
	if a := part[0]; a.OK && a.Area.ID() != top.Area.ID() {
		say(a)
	}
	return alt(openings, rest...)
}

func (p *pyramid) description(part []analysis.MixArea) string {
	l := p.o.Lang
	t := lang.Text{Sv: "En ruta för varje område, yngst nederst, %s till vänster och %s till höger.", En: "One panel for each area, the youngest at the bottom, %s to the left and %s to the right."}
	out := []string{fmt.Sprintf(t.In(l), p.sexName(0), p.sexName(1))}
	for _, a := range part {
		if !a.OK {
			_, why, _ := WithoutValue(l, analysis.Value{Reason: a.Reason})
			out = append(out, p.name(a)+": "+why+".")
			continue
		}
		age, sex := p.largest(a)
		out = append(out, fmt.Sprintf(lang.Text{Sv: "%s: störst är %s.", En: "%s: the largest is %s."}.In(l), p.name(a), p.groupText(a, age, sex)))
	}
	return strings.Join(out, " ")
}

// table has a row for each place and age.
func (p *pyramid) table(part []analysis.MixArea) Grid {
	l := p.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{Caption: p.subtitle(), Columns: []Column{
		{Key: "area", Name: name("Område", "Area")}, {Key: "area_code", Name: name("Kod", "Code"), Detail: true}, {Key: "age", Name: name("Ålder", "Age")}}}
	for k := range p.sexes {
		stem := columnKey(p.sexes[k])
		g.Columns = append(g.Columns, Column{Key: "share_" + stem, Name: capital(p.sexName(k)) + name(", procent av invånarna", ", per cent of residents")},
			Column{Key: "persons_" + stem, Name: capital(p.sexName(k)) + name(", antal", ", persons"), Detail: true})
	}
	for _, a := range part {
		code := a.Area.Code
		if a.Area.ID() == p.City.Area.ID() {
			code = ""
		}
		for i := range p.ages {
			row := []Cell{{Text: p.name(a), Raw: p.name(a)}, {Text: code, Raw: code}, {Text: p.ageName(i), Raw: p.ages[i]}}
			for k := range p.sexes {
				if !a.OK {
					sign, _, class := WithoutValue(l, analysis.Value{Reason: a.Reason})
					row = append(row, Cell{Text: sign, Class: class}, Cell{})
					continue
				}
				row = append(row, Cell{Text: Number(l, p.share(a, i, k), 1), Raw: raw(p.share(a, i, k))}, numberCell(l, indicators.Num(a.Counts[2*i+k]), true))
			}
			g.Rows = append(g.Rows, row)
		}
	}
	return g
}
