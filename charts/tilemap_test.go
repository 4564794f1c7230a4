package charts

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

func tileCases(add addCase, o Options) {
	draw := func(name string, c analysis.Comparison, o Options) {
		f, err := TileMap(c, []Map{testMap(areasIn(testDistricts(c).Areas))}, o)
		add(name, f, err)
	}
	draw("tilemap-normal", testComparison(employed, districtNames...), o)
	draw("tilemap-states", withStates(lowIncome), o)
	draw("tilemap-unjudged", testComparison(income, districtNames...), o)
	draw("tilemap-one", testComparison(employed, "Norrby"), o)
	draw("tilemap-long", testComparison(employed, longNames...), o)
	names := testDistricts(withStates(employed))
	m := testMap(areasIn(names.Areas))
	m.Areas = m.Areas[:15]
	f, err := TileNames(areasIn(names.Areas), true, []Map{m}, o)
	add("tilemap-names", f, err)
	for _, p := range Presets[1:] {
		at := o
		at.Preset = p
		draw("preset-tilemap-"+p.ID, withStates(employed), at)
		f, err := TileNames(areasIn(names.Areas), true, []Map{m}, at)
		add("preset-tilemap-names-"+p.ID, f, err)
		draw("preset-tilemap-long-"+p.ID, testComparison(employed, longNames...), at)
	}
}

func TestDistrictsWithoutTilesGiveNoFigure(t *testing.T) {
	c := testComparison(employed, districtNames...)
	m := testMap(areasIn(testDistricts(c).Areas))
	for _, tiles := range []func() []space.Tile{nil, func() []space.Tile { return nil }} {
		m.Tiles = tiles
		if f, err := TileMap(c, []Map{m}, testOptions(t, lang.Sv)); f != nil || err != nil {
			t.Errorf("without tiles: %v, %v", f, err)
		}
	}
}

func TestADistrictWithoutTileIsInTheTable(t *testing.T) {
	c := testComparison(employed, "Norrby", "Sjöbo", "Hulta")
	m := testMap(areasIn(testDistricts(c).Areas))
	m.Areas = m.Areas[:2]
	f := made(t)(TileMap(c, []Map{m}, testOptions(t, lang.Sv)))
	expect(t, strings.Join(f.Notes, " "), []string{"Läget är inte känt för Hulta"}, []string{"Norrby"})
	expect(t, drawn(t, f), []string{"Norrby", "Sjöbo"}, []string{"Hulta\n"})
	if n := len(f.Table.Rows); n != 4 {
		t.Errorf("%d rows in the table, want the city and three districts", n)
	}
}
