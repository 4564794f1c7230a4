package charts

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// CertaintyMap draws value and certainty together: the colour is that of the class of the value, and it fades the less sure it is that the area is of
// that class. It is strongest where the whole interval lies in the class, weaker where it reaches one class more, and weakest where it reaches further.
// There is no figure where no value has an interval or all are in one class.
func CertaintyMap(v AreaValues, maps []Map, o Options) (*Figure, error) {
	if !slices.ContainsFunc(v.Areas, func(a analysis.AreaValue) bool { return a.Value.OK && a.Value.Interval }) {
		return nil, nil
	}
	o.Classes.Way = strings.TrimPrefix(o.Classes.Way, AroundIt) // which has colours and signs of its own
	f, err := newChoropleth(v, maps, o)
	if f == nil || err != nil || len(f.bands.count) < 2 {
		return nil, err
	}
	m := certainty{f}
	f.color = m.shade
	f.page = f.lay(m.key())
	fig := &Figure{
		ID:       f.id("certainty"),
		Chart:    "certainty",
		Lang:     o.Lang,
		Title:    m.title(),
		Subtitle: o.subtitle(v.Indicator, v.Group, PeriodText(o.Lang, v.Period)),
		Alt:      m.alt(),
		Period:   PeriodText(o.Lang, v.Period),
		Source:   f.source,
		Method:   join2(" ", m.how(), f.bands.method(o.Lang), f.basis()),
		Notes:    f.notes(),
		Table:    m.table(),
		Width:    o.page().Width,
		Height:   o.page().Height,
		draw:     f.draw,
	}
	fig.Description = join2(" ", lang.Text{
		Sv: "Karta där varje område har en färg efter sitt värde, mörkare är högre, som bleknar mot beige ju osäkrare klassen är.",
		En: "A map where each area is coloured by its value, darker is higher, which fades to beige the less sure its class is.",
	}.In(o.Lang), m.sure(), f.extremes(1), f.absent(), cityText(o.Lang, o.City, v.City, v.Indicator))
	return fig, nil
}

// certainty is what the drawing of such a map needs besides.
type certainty struct{ *choropleth }

// certaintySteps is how many steps of certainty there are.
const certaintySteps = 3

// strength is how much of the colour of a class is left at each step, the rest being that of what is not sure.
var strength = [certaintySteps]float64{1, 0.7, 0.35}

// step is how sure a class is: 0 where the whole interval lies in it, 1 where it reaches one class more, 2 where it reaches further or there is no interval.
func (m certainty) step(v analysis.Value) int {
	if !v.Interval {
		return certaintySteps - 1
	}
	return min(m.bands.of(v.Upper)-m.bands.of(v.Lower), certaintySteps-1)
}

// mixed is a share of a colour with that of what is not sure. The result is opaque: what shines through differs between programs. White would not do, for
// dark blue with much white in it is light blue.
func mixed(k color.NRGBA, share float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(share*float64(a) + (1-share)*float64(b) + 0.5) }
	return color.NRGBA{R: mix(k.R, unsure.R), G: mix(k.G, unsure.G), B: mix(k.B, unsure.B), A: 0xFF}
}

// shade is the colour of an area.
func (m certainty) shade(a placed) color.NRGBA {
	if !a.Value.OK {
		return white
	}
	return mixed(m.classColor(a), strength[m.step(a.Value)])
}

// count is the number of areas at a step.
func (m certainty) count(step int) int {
	n := 0
	for _, a := range m.with() {
		if m.step(a.Value) == step {
			n++
		}
	}
	return n
}

// key has a row for each class and a column for each step.
func (m certainty) key() []keyEntry {
	const cell, gap = 15, 3
	at := func(o vg.Point, step int) vg.Point { return vg.Point{X: o.X + vg.Length(step-1)*(cell+gap), Y: o.Y} }
	const wide = certaintySteps*cell + (certaintySteps-1)*gap
	out := []keyEntry{{wide, func(c draw.Canvas, o vg.Point) {
		for step, s := range [certaintySteps]string{"1", "2", "3+"} {
			c.FillText(aligned(style(labelSize, ink, false), draw.XCenter, draw.YCenter), at(o, step), s)
		}
	}, lang.Text{Sv: "klasser som intervallet når", En: "classes that the interval reaches"}.In(m.o.Lang)}}
	entries := m.choropleth.key()
	n := len(m.bands.count)
	for i, k := range slices.Backward(m.bands.colors) {
		e := entries[n-1-i]
		e.width, e.sample = wide, func(c draw.Canvas, o vg.Point) {
			for step, share := range strength {
				swatchOf(c, at(o, step), cell, mixed(k, share))
			}
		}
		out = append(out, e)
	}
	return append(out, entries[n:]...)
}

// sure says how many areas are surely of their class.
func (m certainty) sure() string {
	t := lang.Text{Sv: "Klassen är säker i %d av %s med värde.", En: "The class is sure in %d of %s with a value."}
	return fmt.Sprintf(t.In(m.o.Lang), m.count(0), nAreas(m.o.Lang, len(m.with())))
}

func (m certainty) title() string {
	t := lang.Text{Sv: "klassen är säker i %d av %s", En: "the class is sure in %d of %s"}
	what := fmt.Sprintf(t.In(m.o.Lang), m.count(0), nAreas(m.o.Lang, len(m.with())))
	return title(m.o.heading(m.Indicator, m.Group)+": "+what, what)
}

func (m certainty) alt() string {
	l := m.o.Lang
	openings := chartOpenings(l, lang.Text{Sv: "Karta över värde och säkerhet", En: "Map of value and certainty"}, m.o.heading(m.Indicator, m.Group), PeriodText(l, m.Period))
	return alt(openings, m.sure(), m.extremes(1), m.absent(), cityText(l, m.o.City, m.City, m.Indicator))
}

// how says what certainty is here.
func (m certainty) how() string {
	level := 0.0
	for _, a := range m.with() {
		if a.Value.Interval {
			level = a.Value.Level
		}
	}
	if level == 0 {
		return lang.Text{Sv: "En klass är säker när hela källans intervall ligger i den.", En: "A class is sure when the whole interval of the source lies in it."}.In(m.o.Lang)
	}
	t := lang.Text{Sv: "En klass är säker när värdets hela %s-intervall ligger i den.", En: "A class is sure when the whole %s interval of the value lies in it."}
	return fmt.Sprintf(t.In(m.o.Lang), LevelText(m.o.Lang, level))
}

// table is that of the choropleth with how many classes the interval reaches.
func (m certainty) table() Grid {
	l := m.o.Lang
	g := m.choropleth.table()
	g.Columns = append(g.Columns, Column{Key: "classes_reached", Name: lang.Text{Sv: "Klasser som intervallet når", En: "Classes that the interval reaches"}.In(l)})
	first := len(g.Rows) - len(m.areas)
	for i := range g.Rows {
		cell := Cell{}
		if i >= first {
			if v := m.areas[i-first].Value; v.OK && v.Interval {
				n := float64(m.bands.of(v.Upper) - m.bands.of(v.Lower) + 1)
				cell = Cell{Text: Number(l, n, 0), Raw: raw(n)}
			}
		}
		g.Rows[i] = append(g.Rows[i], cell)
	}
	return g
}

// certaintyFigures makes a map of the smallest areas whose values have intervals, else of the districts.
func certaintyFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	for _, c := range d.Results.Comparisons {
		if !s.wants(c.Indicator, c.Group) || len(s.Groups) == 0 && c.Group != indicators.Everyone {
			continue
		}
		v, ok := smallValues(c, d.Results)
		if !ok {
			v = districtValues(c, d.Results.Options.AreaLevel)
		}
		if f, err := CertaintyMap(v, d.Maps, o); f != nil || err != nil {
			g.add(f, err)
		}
	}
	return g.result()
}
