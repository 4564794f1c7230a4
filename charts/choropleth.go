package charts

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Choropleth draws a map with each area in the colour of the class of its value, and its value or name where there is room for it. A dense part is drawn
// again, enlarged. Values of areas that are not on any map are in the table and in a note. Where areas are on no map at all there is no figure.
func Choropleth(v AreaValues, maps []Map, o Options) (*Figure, error) {
	f, err := newChoropleth(v, maps, o)
	if f == nil || err != nil {
		return nil, err
	}
	f.page = f.lay(f.key())
	fig := &Figure{
		ID:       f.id("choropleth"),
		Chart:    "choropleth",
		Lang:     o.Lang,
		Title:    f.title(),
		Subtitle: o.subtitle(v.Indicator, v.Group, PeriodText(o.Lang, v.Period)),
		Alt:      f.alt(),
		Period:   PeriodText(o.Lang, v.Period),
		Source:   f.source,
		Method:   join2(" ", f.bands.method(o.Lang), f.basis()),
		Notes:    f.notes(),
		Table:    f.table(),
		Width:    o.page().Width,
		Height:   o.page().Height,
		draw:     f.draw,
	}
	fig.Description = f.description()
	return fig, nil
}

// choropleth is what the drawing of a map needs.
type choropleth struct {
	AreaValues
	*sheet
	source string
	bands  bands
}

// newChoropleth puts values on a map; it is nil where they are on none.
func newChoropleth(v AreaValues, maps []Map, o Options) (*choropleth, error) {
	s := newSheet(v.Areas, v.Part, maps, o)
	if s == nil {
		return nil, nil
	}
	src, err := o.source(v.Indicator)
	if err != nil {
		return nil, err
	}
	b, err := newBands(v, o.Classes)
	if err != nil {
		return nil, err
	}
	f := &choropleth{AreaValues: v, sheet: s, source: src, bands: b}
	f.color, f.labels = f.classColor, f.labelOf
	f.heading = []headLine{{f.keyHead(), false}}
	if v.City.OK {
		f.heading = append(f.heading, headLine{o.City + " " + Quantity(o.Lang, v.City.Value, v.Indicator), true})
	}
	return f, nil
}

// id is the ID of a figure of the map: with the level where it is not the districts.
func (f *choropleth) id(chart string) string {
	id := FigureID(chart, f.Indicator, f.Group)
	if !f.Part {
		id += "-" + f.Level.String()
	}
	return id
}

// keyHead is what the numbers of the key are.
func (f *choropleth) keyHead() string {
	t := lang.Text{Sv: "%s (antal områden)", En: "%s (number of areas)"}
	unit := f.Indicator.Unit.Name.In(f.o.Lang)
	if unit == "" {
		unit = f.Indicator.ShortName().In(f.o.Lang)
	}
	return fmt.Sprintf(t.In(f.o.Lang), capital(unit))
}

// key explains the classes and what stands in their place.
func (f *choropleth) key() []keyEntry {
	l := f.o.Lang
	var out []keyEntry
	for k, n := range slices.Backward(f.bands.count) {
		sign := ""
		if f.bands.signs != nil && n == 0 {
			continue // which may lie beyond what there can be
		}
		if f.bands.signs != nil {
			sign = f.bands.signs[k]
		}
		out = append(out, keyEntry{20, func(c draw.Canvas, o vg.Point) { swatch(c, o, f.bands.colors[k], sign) }, f.bands.text(l, k) + " (" + strconv.Itoa(n) + ")"})
	}
	var values []analysis.Value
	for _, a := range f.areas {
		values = append(values, a.Value)
	}
	if slices.ContainsFunc(values, func(v analysis.Value) bool { return v.OK && v.SmallBase }) {
		out = append(out, signEntry("( )", wSmall.In(l)))
	}
	out = append(out, absentEntries(l, values)...)
	if f.grounded {
		out = append(out, groundEntry(l))
	}
	return out
}

// groundEntry explains the ground that no area covers.
func groundEntry(l lang.Lang) keyEntry {
	return keyEntry{20, func(c draw.Canvas, o vg.Point) { swatch(c, o, panel, "") },
		lang.Text{Sv: "hör inte till något av områdena", En: "in none of the areas"}.In(l)}
}

// swatch is a sample of a class with its sign.
func swatch(c draw.Canvas, o vg.Point, k color.NRGBA, sign string) {
	swatchOf(c, o, 20, k)
	c.FillText(aligned(style(labelSize, onColor(k), true), draw.XCenter, draw.YCenter), o, sign)
}

// swatchOf is a sample of a width.
func swatchOf(c draw.Canvas, o vg.Point, wide vg.Length, k color.NRGBA) {
	rect(c, k, o.X-wide/2, o.Y-5, o.X+wide/2, o.Y+5)
	outline(c, muted, axisWidth, boxPath(vg.Rectangle{Min: vg.Point{X: o.X - wide/2, Y: o.Y - 5}, Max: vg.Point{X: o.X + wide/2, Y: o.Y + 5}}))
}

// labelOf is what is printed in an area: lines of text, the fullest first.
func (f *choropleth) labelOf(a placed) [][]string {
	value := valueText(f.o.Lang, a.Value, f.Indicator)
	if a.Value.OK && f.bands.signs != nil {
		value = f.bands.signs[f.bands.of(a.Value.Value)]
	}
	if !f.Part {
		return [][]string{{value}}
	}
	return [][]string{{placeName(a.Area), value}, {value}}
}

// classColor is the colour of an area by its class.
func (f *choropleth) classColor(a placed) color.NRGBA {
	if !a.Value.OK {
		return white
	}
	return f.bands.colors[f.bands.of(a.Value.Value)]
}
