package charts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// with are the areas that have a value, highest first.
func (f *choropleth) with() []placed {
	n := slices.IndexFunc(f.areas, func(a placed) bool { return !a.Value.OK })
	if n < 0 {
		n = len(f.areas)
	}
	return f.areas[:n]
}

func (f *choropleth) number(v analysis.Value) string {
	return Number(f.o.Lang, v.Value, f.Indicator.Decimals)
}

// areasWord is what the areas are called: DeSO areas are not districts.
func (f *choropleth) areasWord() string {
	switch f.Level {
	case indicators.DeSO:
		return lang.Text{Sv: "stadens DeSO-områden", En: "the DeSO areas of the city"}.In(f.o.Lang)
	case indicators.RegSO:
		return lang.Text{Sv: "stadens RegSO-områden", En: "the RegSO areas of the city"}.In(f.o.Lang)
	}
	return lang.Text{Sv: "stadens områden", En: "the areas of the city"}.In(f.o.Lang)
}

func (f *choropleth) title() string {
	l := f.o.Lang
	short := f.o.heading(f.Indicator, f.Group)
	with := f.with()
	high, low := with[0], with[len(with)-1]
	a, b := Quantity(l, low.Value.Value, f.Indicator), Quantity(l, high.Value.Value, f.Indicator)
	if f.Indicator.Unit.Kind != indicators.Share && a != b { // once is enough for a unit in words
		a = f.number(low.Value)
	}
	if a == b {
		t := lang.Text{Sv: "%s i %s", En: "%s in %s"}
		return title(short+": "+fmt.Sprintf(t.In(l), a, f.areasWord()), short+": "+a)
	}
	named := lang.Text{Sv: "från %s i %s till %s i %s", En: "from %s in %s to %s in %s"}
	plain := lang.Text{Sv: "från %s till %s i %s", En: "from %s to %s in %s"}
	return title(
		short+": "+fmt.Sprintf(named.In(l), a, placeName(low.Area), b, placeName(high.Area)),
		short+": "+fmt.Sprintf(plain.In(l), a, b, f.areasWord()),
		fmt.Sprintf(plain.In(l), a, b, f.areasWord()),
	)
}

func (f *choropleth) alt() string {
	l := f.o.Lang
	openings := chartOpenings(l, lang.Text{Sv: "Karta", En: "Map"}, f.o.heading(f.Indicator, f.Group), PeriodText(l, f.Period))
	rest := []string{f.absent(), cityText(l, f.o.City, f.City, f.Indicator)}
	if three := f.extremes(3); three != "" {
		if out := alt(openings, append([]string{three}, rest...)...); strings.Contains(out, three) {
			return out
		}
	}
	return alt(openings, append([]string{f.extremes(1)}, rest...)...)
}

// extremes names the n highest and the n lowest areas.
func (f *choropleth) extremes(n int) string {
	with := f.with()
	if len(with) < 2*n {
		return ""
	}
	l := f.o.Lang
	list := func(as []placed) string {
		var out []string
		for _, a := range as {
			out = append(out, placeName(a.Area)+" "+f.number(a.Value))
		}
		return strings.Join(out, ", ")
	}
	low := slices.Clone(with[len(with)-n:])
	slices.Reverse(low)
	t := lang.Text{Sv: "Högst %s; lägst %s.", En: "Highest %s; lowest %s."}
	return fmt.Sprintf(t.In(l), list(with[:n]), list(low))
}

// absent counts the areas without a value.
func (f *choropleth) absent() string {
	l := f.o.Lang
	missing, hidden := 0, 0
	for _, a := range f.areas[len(f.with()):] {
		switch sign, _, class := WithoutValue(l, a.Value); {
		case class == "suppressed":
			hidden++
		case sign == "..":
			missing++
		}
	}
	var out []string
	if hidden > 0 {
		out = append(out, plural(l, hidden, lang.Text{Sv: "%d område visas inte av sekretesskäl.", En: "%d area is withheld to protect persons."},
			lang.Text{Sv: "%d områden visas inte av sekretesskäl.", En: "%d areas are withheld to protect persons."}))
	}
	if missing > 0 {
		out = append(out, plural(l, missing, lang.Text{Sv: "%d område saknar uppgift.", En: "%d area has no figure."},
			lang.Text{Sv: "%d områden saknar uppgift.", En: "%d areas have no figure."}))
	}
	return strings.Join(out, " ")
}

func (f *choropleth) description() string {
	l := f.o.Lang
	intro := lang.Text{Sv: "Karta där varje område har en färg efter sitt värde; mörkare är högre.", En: "A map where each area is coloured by its value; darker is higher."}
	if f.bands.signs != nil {
		intro = lang.Text{Sv: "Karta där varje område har en färg och ett tecken efter hur långt dess värde ligger från stadens.",
			En: "A map where each area has a colour and a sign for how far its value lies from that of the city."}
	}
	var parts []string
	for k, n := range slices.Backward(f.bands.count) {
		parts = append(parts, f.bands.text(l, k)+": "+nAreas(l, n))
	}
	out := join2(" ", intro.In(l), strings.Join(parts, "; ")+".", f.extremes(1), f.absent(), cityText(l, f.o.City, f.City, f.Indicator))
	if f.page.inset.Max.X > f.page.inset.Min.X {
		out += " " + wEnlarged.In(l)
	}
	return out
}

var wEnlarged = lang.Text{Sv: "En ruta på kartan visas förstorad bredvid.", En: "A frame on the map is shown enlarged beside it."}

// unplaced are the names of areas that are on no map.
func (f *choropleth) unplaced() []string {
	var out []indicators.Area
	for _, a := range f.areas {
		if a.at < 0 {
			out = append(out, a.Area)
		}
	}
	var names []string
	for _, a := range ByName(out) {
		names = append(names, placeName(a))
	}
	return names
}

func (f *choropleth) basis() string {
	return basisNote(f.o.Lang, f.o.City, pooled(f.City), slices.ContainsFunc(f.Areas, func(a analysis.AreaValue) bool { return pooled(a.Value) }))
}

// notes are what must be known wherever the map is seen.
func (f *choropleth) notes() []string {
	l := f.o.Lang
	out := f.o.notes(f.Assumed)
	if names := f.unplaced(); len(names) > 0 {
		const most = 8
		list := join(l, names)
		if len(names) > most {
			list = strings.Join(names[:most], ", ") + " …"
		}
		t := lang.Text{Sv: "Gränser saknas för %s; värdena finns i tabellen.", En: "There are no boundaries for %s; the values are in the table."}
		out = append(out, fmt.Sprintf(t.In(l), list))
	}
	if f.City.Provisional || slices.ContainsFunc(f.Areas, func(a analysis.AreaValue) bool { return a.Value.Provisional }) {
		out = append(out, lang.Text{Sv: "Uppgifterna är preliminära.", En: "The figures are provisional."}.In(l))
	}
	return out
}

// table lists the areas with their classes, the city first.
func (f *choropleth) table() Grid {
	l := f.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{
		Caption: f.o.subtitle(f.Indicator, f.Group, PeriodText(l, f.Period)),
		Columns: []Column{
			{Key: "area", Name: name("Område", "Area")},
			{Key: "area_code", Name: name("Kod", "Code"), Detail: f.Part},
			{Key: "value", Name: name("Värde", "Value")},
			{Key: "lower", Name: name("Nedre gräns", "Lower limit"), Detail: true},
			{Key: "upper", Name: name("Övre gräns", "Upper limit"), Detail: true},
			{Key: "class", Name: name("Klass", "Class")},
			{Key: "denominator", Name: name("Antal bakom", "Denominator"), Detail: true},
			{Key: "on_map", Name: name("På kartan", "On the map"), Detail: true},
			{Key: "status", Name: name("Status", "Status"), Detail: true},
		},
	}
	add := func(area, code string, v analysis.Value, class, on Cell) {
		cells := append([]Cell{{Text: area, Raw: area}, {Text: code, Raw: code}}, valueCells(l, v, f.Indicator)...)
		g.Rows = append(g.Rows, append(cells, class, numberCell(l, v.Denominator, v.OK), on, statusCell(l, v)))
	}
	if f.City.OK {
		add(f.o.City, "", f.City, Cell{}, Cell{})
	}
	for _, a := range f.areas {
		var class Cell
		if a.Value.OK {
			k := f.bands.of(a.Value.Value)
			class = Cell{Text: f.bands.text(l, k), Raw: raw(float64(k + 1))}
		}
		on := Cell{Text: name("ja", "yes"), Raw: "true"}
		if a.at < 0 {
			on = Cell{Text: name("nej", "no"), Raw: "false"}
		}
		add(placeName(a.Area), a.Area.Code, a.Value, class, on)
	}
	return g
}
