package charts

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// AreaMap draws where the districts lie, with their names. A dense part is drawn again, enlarged. Where there is no room for a name there is a letter,
// which the key explains. The table has the number of residents. There is no figure where the districts are on no map, or where nobody is counted.
func AreaMap(res *analysis.Results, maps []Map, o Options) (*Figure, error) {
	people, of := Residents(res)
	if len(people) == 0 || len(res.Districts) == 0 {
		return nil, nil
	}
	m := &areaMap{city: res.City, people: people, period: PeriodText(o.Lang, of.Period)}
	var areas []analysis.AreaValue
	for _, d := range res.Districts { // every area is drawn in the same way, whether or not its residents are known
		areas = append(areas, analysis.AreaValue{Area: d, Value: analysis.Value{OK: true}})
	}
	if m.sheet = newSheet(areas, true, maps, o); m.sheet == nil {
		return nil, nil
	}
	m.areas = slices.DeleteFunc(m.areas, func(a placed) bool { return !a.Value.OK }) // on the map, but not of the study
	src, err := o.source(of.Indicator)
	if err != nil {
		return nil, err
	}
	m.arrange()
	assumed := slices.ContainsFunc(of.Areas, func(a analysis.AreaComparison) bool { return a.Assumed })
	fig := &Figure{
		ID:       "choropleth-areas",
		Chart:    "choropleth",
		Lang:     o.Lang,
		Title:    m.title(),
		Subtitle: fmt.Sprintf(lang.Text{Sv: "Områdena i %s, folkmängd %s", En: "The areas of %s, population %s"}.In(o.Lang), o.City, m.period),
		Alt:      m.alt(),
		Period:   m.period,
		Source:   src,
		Method:   m.method(),
		Notes:    append(o.notes(assumed), m.missing()...),
		Table:    m.table(),
		Width:    o.page().Width,
		Height:   o.page().Height,
		draw:     m.draw,
	}
	fig.Description = m.description()
	return fig, nil
}

// areaMap is what the drawing of names needs.
type areaMap struct {
	*sheet
	city   indicators.Area
	people map[indicators.AreaID]float64
	period string
	number map[indicators.AreaID]int // of the areas that have no room for their names

	unmarked bool // some areas may have no room even for their letter
}

// names are the ways to print a name, on one line or two.
func (m *areaMap) names(a placed) [][]string {
	name := placeName(a.Area)
	out := [][]string{{name}}
	if two := wrap(name, style(labelSize, ink, false), width(name, style(labelSize, ink, false))*0.7); len(two) == 2 {
		out = append(out, two)
	}
	return out
}

// arrange lays the map out, finds which names have no room, and lays it out again with those in the key.
func (m *areaMap) arrange() {
	names := byName()
	m.color = func(placed) color.NRGBA { return white }
	m.packed = true
	slices.SortFunc(m.areas, func(a, b placed) int { return names(a.Area, b.Area) })
	m.labels = m.names
	for {
		m.page = m.lay(m.key())
		before := len(m.number)
		if m.number = m.nameless(); len(m.number) == before { // a longer key may take room from more names
			break
		}
	}
	m.labels = func(a placed) [][]string {
		if n, ok := m.number[a.Area.ID()]; ok {
			return [][]string{{m.sign(n)}}
		}
		return m.names(a)
	}
	m.mark = func(a placed) (mark, bool) { // a letter may stand closer to borders than names do
		n, ok := m.number[a.Area.ID()]
		letter := func(c draw.Canvas, k color.NRGBA, at vg.Point) {
			c.FillText(aligned(style(labelSize, k, false), draw.XCenter, draw.YCenter), at, m.sign(n))
		}
		return mark{letter, width(m.sign(n), style(labelSize, ink, false)) * slack, capHeight * labelSize, true}, ok
	}
	m.unmarked = m.named() < len(m.areas)
}

// named counts the areas that have a name or a letter on the map or in the part that is enlarged, and those that are on no map.
func (m *areaMap) named() int {
	has := map[indicators.AreaID]bool{}
	whole, detail := m.layers(m.page)
	for _, l := range []*layer{whole, detail} {
		if l == nil {
			continue
		}
		for _, t := range l.texts {
			has[t.area.Area.ID()] = true
		}
		for _, s := range l.signs {
			has[s.area.Area.ID()] = true
		}
	}
	for _, a := range m.areas {
		if a.at < 0 {
			has[a.Area.ID()] = true
		}
	}
	return len(has)
}

// taken tells which areas have a label, on the map or in the part that is enlarged; those that are on no map need none.
func (m *areaMap) taken() []bool {
	taken := make([]bool, len(m.areas))
	take := func(spots []spot) {
		for i, s := range spots {
			taken[i] = taken[i] || s.lines != nil || m.areas[i].at < 0
		}
	}
	var shown *vg.Rectangle
	if m.page.inset != (vg.Rectangle{}) {
		shown = &m.page.shown
		take(newLayer(m.sheet, m.page.full.enlarged(m.page.shown, m.page.inset), &m.page.inset).spots(nil, nil))
	}
	take(newLayer(m.sheet, m.page.full, nil).spots(taken, shown))
	return taken
}

// nameless numbers the areas whose names have no room on the map or in the part that is enlarged.
func (m *areaMap) nameless() map[indicators.AreaID]int {
	taken := m.taken()
	out := map[indicators.AreaID]int{}
	for i, a := range m.areas {
		if _, before := m.number[a.Area.ID()]; before || !taken[i] {
			out[a.Area.ID()] = len(out) + 1
		}
	}
	return out
}

func (m *areaMap) key() []keyEntry {
	var out []keyEntry
	for _, a := range m.areas {
		if n, ok := m.number[a.Area.ID()]; ok {
			out = append(out, signEntry(m.sign(n), placeName(a.Area)))
		}
	}
	if m.grounded {
		out = append(out, groundEntry(m.o.Lang))
	}
	return out
}

// sign stands for a name: a letter, or a number where letters are too few.
func (m *areaMap) sign(n int) string {
	if len(m.areas) <= 'Z'-'A'+1 {
		return string(rune('A' + n - 1))
	}
	return strconv.Itoa(n)
}

// ends are the districts with the most and the fewest residents.
func (m *areaMap) ends() (most, least placed, ok bool) {
	for _, a := range m.areas {
		n, known := m.people[a.Area.ID()]
		if !known {
			continue
		}
		if !ok || n > m.people[most.Area.ID()] {
			most = a
		}
		if !ok || n < m.people[least.Area.ID()] {
			least = a
		}
		ok = true
	}
	return most, least, ok && m.people[most.Area.ID()] > m.people[least.Area.ID()]
}

func (m *areaMap) count(a placed) string { return Number(m.o.Lang, m.people[a.Area.ID()], 0) }

func (m *areaMap) title() string {
	l := m.o.Lang
	plain := fmt.Sprintf(lang.Text{Sv: "Områdena i %s", En: "The areas of %s"}.In(l), m.o.City)
	most, _, ok := m.ends()
	if !ok {
		return title(plain)
	}
	return title(fmt.Sprintf(lang.Text{Sv: "%s: flest bor i %s, %s personer", En: "%s: most people live in %s, %s"}.In(l), plain, placeName(most.Area), m.count(most)), plain)
}

func (m *areaMap) alt() string {
	l := m.o.Lang
	opening := fmt.Sprintf(lang.Text{Sv: "Karta: områdena i %s.", En: "Map: the areas of %s."}.In(l), m.o.City)
	return alt([]string{opening}, nAreas(l, len(m.areas))+".", m.extremes())
}

func (m *areaMap) extremes() string {
	most, least, ok := m.ends()
	if !ok {
		return ""
	}
	t := lang.Text{Sv: "Flest bor i %s (%s), färst i %s (%s).", En: "Most people live in %s (%s), fewest in %s (%s)."}
	return fmt.Sprintf(t.In(m.o.Lang), placeName(most.Area), m.count(most), placeName(least.Area), m.count(least))
}

func (m *areaMap) description() string {
	l := m.o.Lang
	var names []string
	for _, a := range m.areas {
		names = append(names, placeName(a.Area))
	}
	t := lang.Text{Sv: "Karta med områdenas namn: %s.", En: "A map with the names of the areas: %s."}
	out := join2(" ", fmt.Sprintf(t.In(l), join(l, names)), m.extremes())
	if m.page.inset != (vg.Rectangle{}) {
		out += " " + wEnlarged.In(l)
	}
	return out
}

// missing names the districts that are on no map.
func (m *areaMap) missing() []string {
	var names []string
	for _, a := range m.areas {
		if a.at < 0 {
			names = append(names, placeName(a.Area))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{fmt.Sprintf(lang.Text{Sv: "Gränser saknas för %s.", En: "There are no boundaries for %s."}.In(m.o.Lang), join(m.o.Lang, names))}
}

func (m *areaMap) method() string {
	l := m.o.Lang
	out := lang.Text{Sv: "Ytan säger inget om hur många som bor där.", En: "The surface says nothing of how many live there."}.In(l)
	if m.unmarked {
		out += " " + lang.Text{Sv: "De minsta områdena kan sakna bokstav på kartan.", En: "The smallest areas may lack a letter on the map."}.In(l)
	}
	return out
}

// table lists the areas with their residents, the city first.
func (m *areaMap) table() Grid {
	l := m.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{Caption: fmt.Sprintf(name("Områdena i %s, folkmängd %s", "The areas of %s, population %s"), m.o.City, m.period), Columns: []Column{
		{Key: "area", Name: name("Område", "Area")},
		{Key: "area_code", Name: name("Kod", "Code"), Detail: true},
		{Key: "sign", Name: name("Tecken på kartan", "Sign on the map"), Detail: true},
		{Key: "population", Name: name("Folkmängd", "Population")},
	}}
	add := func(text, code string, id indicators.AreaID) {
		n, ok := m.people[id]
		var sign Cell
		if k, has := m.number[id]; has {
			sign = Cell{Text: m.sign(k), Raw: m.sign(k)}
		}
		g.Rows = append(g.Rows, []Cell{{Text: text, Raw: text}, {Text: code, Raw: code}, sign, numberCell(l, indicators.Number{V: n, OK: ok}, true)})
	}
	add(m.o.City, m.city.Code, m.city.ID())
	for _, a := range m.areas {
		add(placeName(a.Area), a.Area.Code, a.Area.ID())
	}
	return g
}
