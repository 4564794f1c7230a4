package charts

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// testResidents are results with the population of the named districts, one of them unknown where there are several.
func testResidents(names ...string) *analysis.Results {
	c := testComparison(employed, names...)
	c.Indicator.ID, c.Indicator.Unit = "population", indicators.Unit{Kind: indicators.Count, Name: lang.Text{Sv: "personer", En: "persons"}}
	res := &analysis.Results{Comparisons: []analysis.Comparison{c}}
	for i := range c.Areas {
		c.Areas[i].Value.Value = float64(1000 + 137*i)
		if i == 2 {
			c.Areas[i].Value = analysis.Value{Reason: analysis.NoObservation}
		}
		res.Districts = append(res.Districts, c.Areas[i].Area)
	}
	return res
}

func areaMapCases(add addCase, o Options) {
	draw := func(name string, o Options, names ...string) {
		res := testResidents(names...)
		f, err := AreaMap(res, []Map{testMap(ByName(res.Districts))}, o)
		add(name, f, err)
	}
	draw("areamap-normal", o, districtNames...)
	draw("areamap-one", o, "Norrby")
	draw("areamap-long", o, longNames...)
	for _, p := range Presets[1:] {
		at := o
		at.Preset = p
		draw("preset-areamap-"+p.ID, at, districtNames...)
		draw("preset-areamap-long-"+p.ID, at, longNames...)
	}
}

// Every district is named on the map or in its key, and one that is not on the map in a note.
func TestEveryDistrictIsNamed(t *testing.T) {
	res := testResidents(districtNames...)
	on := testMap(ByName(res.Districts))
	f := made(t)(AreaMap(res, []Map{on}, testOptions(t, lang.Sv)))
	expect(t, strings.Join(strings.Fields(drawn(t, f)), " "), districtNames, nil)
	if n := len(f.Table.Rows); n != len(districtNames)+1 {
		t.Errorf("%d rows in the table, want the city and %d districts", n, len(districtNames))
	}
	off := on.Areas[0].Name
	on.Areas, on.Shapes = on.Areas[1:], on.Shapes[1:]
	f = made(t)(AreaMap(res, []Map{on}, testOptions(t, lang.Sv)))
	expect(t, strings.Join(f.Notes, " "), []string{"Gränser saknas för " + off}, nil)
	if f, err := AreaMap(res, nil, testOptions(t, lang.Sv)); f != nil || err != nil {
		t.Errorf("without maps: %v, %v", f, err)
	}
}

// An area that is too narrow for its letter has it on open ground, with a line to it; the map then does not say that letters may lack.
func TestNarrowAreasAreLedTo(t *testing.T) {
	res := testResidents("Norrby", "Hulta", "Sjöbo")
	square := func(x0, y0, x1, y1 float64) [][]space.Point {
		return [][]space.Point{{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}}
	}
	on := Map{Level: res.Districts[0].Level, Version: res.Districts[0].Version, Areas: res.Districts, Shapes: [][][]space.Point{
		square(0, 0, 10000, 4000), square(4900, 4000, 5100, 4200), square(0, 6000, 10000, 10000),
	}}
	m := &areaMap{city: res.City, people: map[indicators.AreaID]float64{}}
	var areas []analysis.AreaValue
	for _, d := range res.Districts {
		areas = append(areas, analysis.AreaValue{Area: d, Value: analysis.Value{OK: true}})
	}
	m.sheet = newSheet(areas, true, []Map{on}, testOptions(t, lang.Sv))
	m.arrange()
	whole, _ := m.layers(m.page)
	if m.unmarked || len(whole.signs) != 1 || !whole.signs[0].led || whole.signs[0].area.Area.Name != "Hulta" {
		t.Fatalf("want one letter with a line to Hulta: %+v, some without: %v", whole.signs, m.unmarked)
	}
	at := whole.signs[0].at
	for i, s := range whole.shapes {
		if clearance(scaledRings(s, 2, 2), float64(at.X), float64(at.Y)) > -3 {
			t.Errorf("the letter at %v touches %s", at, whole.areas[i].Area.Name)
		}
	}
}
