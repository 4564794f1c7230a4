package charts

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
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
