package charts

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// TileNames draws the districts of a city as hexagons with their names, about where they lie: a key to the tile maps of values. It is nil where none has a
// tile. Assumed says that their delimitation is an assumption.
func TileNames(districts []indicators.Area, assumed bool, maps []Map, o Options) (*Figure, error) {
	if _, err := o.source(); err != nil {
		return nil, err
	}
	f := &tileMap{comparison: &comparison{o: o}, bare: true}
	for _, a := range districts {
		row := analysis.AreaComparison{Area: a, Assumed: assumed}
		f.rows = append(f.rows, row)
		if t, ok := tileOf(maps, a); ok {
			f.tiles = append(f.tiles, tile{row, t})
		} else {
			f.without = append(f.without, a.Name)
		}
	}
	if len(f.tiles) == 0 {
		return nil, nil
	}
	f.lay()
	l := o.Lang
	of := func(t lang.Text, args ...any) string { return fmt.Sprintf(t.In(l), args...) }
	n := nAreas(l, len(districts))
	version := districts[0].Version
	fig := &Figure{
		ID: "tilemap", Chart: "tilemap", Lang: l,
		Title:    title(of(lang.Text{Sv: "%s: %s och ungefär hur de ligger", En: "%s: %s and about where they lie"}, o.City, n)),
		Subtitle: of(lang.Text{Sv: "Områdena i %s, indelning %s", En: "The areas of %s, delimitation of %s"}, o.City, version),
		Alt: alt([]string{of(lang.Text{Sv: "Rutkarta: områdena i %s.", En: "Tile map: the areas of %s."}, o.City)}, n+".",
			of(lang.Text{Sv: "De är %s.", En: "They are %s."}, join(l, namesOf(districts)))),
		Period: version,
		Source: lang.Text{Sv: "Källa: områdesindelningen i studien.", En: "Source: the division into areas of the study."}.In(l),
		Method: lang.Text{Sv: "Sexhörningarna är lika stora; läget är ungefärligt.", En: "The hexagons are of one size; where they lie is approximate."}.In(l),
		Notes:  f.notes(),
		Table:  f.places(),
		Width:  o.page().Width, Height: f.height, draw: f.draw,
	}
	fig.Description = of(lang.Text{Sv: "En lika stor sexhörning med namn för varje område, ungefär där området ligger: %s.",
		En: "A hexagon of one size with a name for each area, about where the area lies: %s."}, join(l, namesOf(districts)))
	return fig, nil
}

// namesOf are the names of areas in Swedish alphabetical order.
func namesOf(areas []indicators.Area) []string {
	var out []string
	for _, a := range ByName(areas) {
		out = append(out, placeName(a))
	}
	return out
}

// tileOf finds the tile of an area.
func tileOf(maps []Map, a indicators.Area) (space.Tile, bool) {
	for _, m := range maps {
		i := slices.IndexFunc(m.Areas, func(o indicators.Area) bool { return o.ID() == a.ID() })
		if i < 0 || m.Level != a.Level || m.Tiles == nil {
			continue
		}
		if tiles := m.Tiles(); i < len(tiles) {
			return tiles[i], true
		}
	}
	return space.Tile{}, false
}

// places lists the districts with their tiles, by name.
func (f *tileMap) places() Grid {
	l := f.o.Lang
	name := func(sv, en string) string { return lang.Text{Sv: sv, En: en}.In(l) }
	g := Grid{Caption: name("Områden och rutor", "Areas and tiles"), Columns: []Column{
		{Key: "area", Name: name("Område", "Area")}, {Key: "area_code", Name: name("Kod", "Code")},
		{Key: "column", Name: name("Kolumn från väster", "Column from the west"), Detail: true},
		{Key: "row", Name: name("Rad från norr", "Row from the north"), Detail: true},
	}}
	names := byName()
	rows := slices.Clone(f.rows)
	slices.SortFunc(rows, func(a, b analysis.AreaComparison) int { return names(a.Area, b.Area) })
	for _, r := range rows {
		place := placeName(r.Area)
		cells := []Cell{{Text: place, Raw: place}, {Text: r.Area.Code, Raw: r.Area.Code}, {}, {}}
		if i := slices.IndexFunc(f.tiles, func(t tile) bool { return t.Area.ID() == r.Area.ID() }); i >= 0 {
			for k, v := range [...]int{f.tiles[i].Column, f.tiles[i].Row} {
				cells[2+k] = Cell{Text: strconv.Itoa(v), Raw: strconv.Itoa(v)}
			}
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}
