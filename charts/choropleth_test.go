package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// testMap is a made-up map of areas in rows, larger from the middle out and with crooked borders that neighbours share.
func testMap(areas []indicators.Area) Map {
	m := Map{Level: areas[0].Level, Version: areas[0].Version, Areas: areas}
	across := int(math.Ceil(math.Sqrt(float64(len(areas)))))
	corner := func(i, j int) space.Point {
		far := func(k int) float64 {
			d := float64(k)/float64(across)*2 - 1
			return 14000 * d * (0.25 + 0.75*d*d)
		}
		x, y := far(i), far(j)
		return space.Point{X: 377000 + x + 0.05*y + 180*math.Sin(float64(3*i+5*j)), Y: 6400000 + 0.8*y - 0.1*x + 180*math.Cos(float64(5*i+2*j))}
	}
	side := func(a, b space.Point) []space.Point { // the same points both ways
		bend := 0.06 * math.Sin(a.X+b.X+a.Y+b.Y)
		mid := space.Point{X: (a.X+b.X)/2 + bend*math.Abs(b.Y-a.Y), Y: (a.Y+b.Y)/2 + bend*math.Abs(b.X-a.X)}
		return []space.Point{a, mid}
	}
	for k := range areas {
		i, j := k%across, k/across
		a, b, c, d := corner(i, j), corner(i+1, j), corner(i+1, j+1), corner(i, j+1)
		m.Shapes = append(m.Shapes, [][]space.Point{slices.Concat(side(a, b), side(b, c), side(c, d), side(d, a))})
	}
	m.Tiles = func() []space.Tile {
		var out []space.Tile
		for k := range areas {
			out = append(out, space.Tile{Column: k % across, Row: k / across})
		}
		return out
	}
	return m
}

func areasIn(vs []analysis.AreaValue) []indicators.Area {
	var out []indicators.Area
	for _, v := range vs {
		out = append(out, v.Area)
	}
	slices.SortFunc(out, func(a, b indicators.Area) int { return strings.Compare(a.Code, b.Code) })
	return out
}

func testDistricts(c analysis.Comparison) AreaValues { return districtValues(c, indicators.District) }

func testSmall(n int) AreaValues {
	v, _ := smallValues(testSpread(n), &analysis.Results{})
	return v
}

func mapCases(add addCase, o Options) {
	draw := func(name string, v AreaValues, maps []Map, o Options) {
		f, err := Choropleth(v, maps, o)
		add(name, f, err)
	}
	normal := testDistricts(testComparison(employed, districtNames...))
	districts := testMap(areasIn(normal.Areas))
	small := testSmall(77)
	deso := testMap(areasIn(small.Areas))
	draw("choropleth-normal", normal, []Map{districts}, o)
	draw("choropleth-small", small, []Map{deso}, o)
	states := testDistricts(withStates(employed))
	on := districts
	on.Areas, on.Shapes = on.Areas[:15], on.Shapes[:15]
	ground := testMap(areasIn(small.Areas))
	draw("choropleth-states", states, []Map{ground, on}, o)
	one := testDistricts(testComparison(employed, "Norrby"))
	draw("choropleth-one", one, []Map{testMap(areasIn(one.Areas))}, o)
	long := testDistricts(testComparison(lowIncome, longNames...))
	around := o
	around.Classes.Way = AroundIt
	draw("choropleth-long", long, []Map{testMap(areasIn(long.Areas))}, around)
	for _, p := range Presets[1:] {
		at := o
		at.Preset = p
		draw("preset-choropleth-"+p.ID, states, []Map{ground, on}, at)
		draw("preset-choropleth-small-"+p.ID, small, []Map{deso}, at)
	}
}

func TestAreasOnNoMapGiveNoFigure(t *testing.T) {
	v := testDistricts(testComparison(employed, districtNames...))
	if f, err := Choropleth(v, nil, testOptions(t, lang.Sv)); f != nil || err != nil {
		t.Errorf("without boundaries: %v, %v", f, err)
	}
	m := testMap(areasIn(testSmall(9).Areas))
	if f, err := Choropleth(v, []Map{m}, testOptions(t, lang.Sv)); f != nil || err != nil {
		t.Errorf("with boundaries of others: %v, %v", f, err)
	}
}

func TestAnAreaWithoutBoundaryIsInTheTable(t *testing.T) {
	v := testDistricts(testComparison(employed, "Norrby", "Sjöbo", "Hulta"))
	m := testMap(areasIn(v.Areas))
	m.Areas, m.Shapes = m.Areas[:2], m.Shapes[:2]
	f := made(t)(Choropleth(v, []Map{m}, testOptions(t, lang.Sv)))
	expect(t, strings.Join(f.Notes, " "), []string{"Gränser saknas för Hulta"}, []string{"Norrby"})
	if n := len(f.Table.Rows); n != 4 {
		t.Errorf("%d rows in the table, want the city and three districts", n)
	}
	for _, r := range f.Table.Rows[1:] {
		if on := r[7].Raw; (on == "true") == (r[0].Raw == "Hulta") {
			t.Errorf("%s is on the map: %s", r[0].Raw, on)
		}
	}
}

// Values lie in the class whose printed limits they are printed between, whatever their further decimals.
func TestClassesHoldWhatIsPrinted(t *testing.T) {
	of := func(values ...float64) AreaValues {
		v := AreaValues{Indicator: employed, City: value(62, 0, 100)}
		for i, x := range values {
			v.Areas = append(v.Areas, analysis.AreaValue{Area: district(i, "X"), Value: value(x, 0, 10)})
		}
		return v
	}
	for _, test := range []struct {
		name    string
		v       AreaValues
		c       Classes
		want    []string
		count   []int
		classOf map[float64]int
	}{
		{"natural", of(10.04, 10.06, 20, 21, 30.04, 30.06, 90), Classes{}, []string{"10,0–19,9", "20,0–29,9", "30,0–89,9", "90,0"}, nil, nil},
		{"fixed", of(59.96, 60.04, 70, 80), Classes{Breaks: map[string][]float64{"employed": {60, 75}}}, []string{"under 60,0", "60,0–74,9", "75,0–80,0"},
			[]int{0, 3, 1}, map[float64]int{59.96: 1, 59.94: 0, 75: 2}},
		{"fixed, open above", of(50, 51), Classes{Breaks: map[string][]float64{"employed": {60, 75}}}, []string{"50,0–59,9", "60,0–74,9", "75,0 och mer"}, []int{2, 0, 0}, nil},
		{"equal", of(0, 1, 2, 40), Classes{Way: Equal}, []string{"0,0–9,9", "10,0–19,9", "20,0–29,9", "30,0–40,0"}, []int{3, 0, 0, 1}, nil},
		{"quantile", of(1, 2, 3, 4, 5, 6), Classes{Way: Quantile, Number: 3}, []string{"1,0–2,9", "3,0–4,9", "5,0–6,0"}, []int{2, 2, 2}, nil},
		{"two values", of(1, 1, 2), Classes{}, []string{"1,0–1,9", "2,0"}, []int{2, 1}, nil},
		{"one value", of(7, 7.04), Classes{}, []string{"7,0"}, []int{2}, nil},
		{"around the city", of(62, 61.5, 50, 51, 72, 90, 34), Classes{Way: AroundIt}, []string{"34,0", "34,1–52,0", "52,1–71,9", "72,0–89,9", "90,0"}, []int{1, 2, 2, 1, 1}, nil},
	} {
		b, err := newBands(test.v, test.c)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for k := range b.count {
			got = append(got, b.text(lang.Sv, k))
		}
		if fmt.Sprint(got) != fmt.Sprint(test.want) || test.count != nil && !slices.Equal(b.count, test.count) {
			t.Errorf("%s: %q with %v, want %q with %v", test.name, got, b.count, test.want, test.count)
		}
		for x, k := range test.classOf {
			if b.of(x) != k {
				t.Errorf("%s: %v is in class %d, want %d", test.name, x, b.of(x), k)
			}
		}
	}
}

func TestClassesThatCannotBeDrawn(t *testing.T) {
	for name, c := range map[string]Classes{
		"unknown way": {Way: "pretty"}, "one class": {Number: 1}, "six": {Number: 6}, "falling": {Breaks: map[string][]float64{"a": {2, 1}}},
		"five breaks": {Breaks: map[string][]float64{"a": {1, 2, 3, 4, 5}}}, "no break": {Breaks: map[string][]float64{"a": {}}},
		"not a number": {Breaks: map[string][]float64{"a": {math.NaN()}}},
	} {
		if c.Check() == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// A label lies inside its shape with all of its box, where a shape has room for it at all.
func TestLabelsLieWithinTheirShape(t *testing.T) {
	u := ring{{X: 0, Y: 0}, {X: 60, Y: 0}, {X: 60, Y: 40}, {X: 45, Y: 40}, {X: 45, Y: 12}, {X: 15, Y: 12}, {X: 15, Y: 40}, {X: 0, Y: 40}}
	hole := ring{{X: 5, Y: 2}, {X: 5, Y: 6}, {X: 9, Y: 6}, {X: 9, Y: 2}}
	for _, test := range []struct {
		name  string
		rings []ring
		w, h  vg.Length
		fits  bool
	}{
		{"in the foot", []ring{u}, 40, 10, true}, {"in an arm", []ring{u}, 13, 30, true}, {"too high for the foot", []ring{u}, 40, 14, false},
		{"beside the hole", []ring{u, hole}, 40, 10, true}, {"around the hole", []ring{u, hole}, 52, 9, false}, {"nothing", nil, 1, 1, false},
	} {
		at, fits := room(test.rings, test.w, test.h)
		if fits != test.fits {
			t.Errorf("%s: fits %v, want %v", test.name, fits, test.fits)
		}
		if !fits {
			continue
		}
		box := vg.Rectangle{Min: vg.Point{X: at.X - test.w/2, Y: at.Y - test.h/2}, Max: vg.Point{X: at.X + test.w/2, Y: at.Y + test.h/2}}
		if got := surface(within(test.rings, box)); math.Abs(got-float64(test.w*test.h)) > 1e-6 {
			t.Errorf("%s: %.2f of %.2f of the box lie in the shape", test.name, got, test.w*test.h)
		}
	}
}

// surface is the area that rings enclose; holes run the other way.
func surface(rings []ring) float64 {
	sum := vg.Length(0)
	for _, r := range rings {
		for i, b := range r {
			a := r[(i+len(r)-1)%len(r)]
			sum += a.X*b.Y - b.X*a.Y
		}
	}
	return float64(sum) / 2
}

// Borders are drawn once: the length of all lines is that of the sides, shared ones counted once.
func TestBordersAreDrawnOnce(t *testing.T) {
	square := func(x, y vg.Length) []ring {
		return []ring{{{X: x, Y: y}, {X: x + 1, Y: y}, {X: x + 1, Y: y + 1}, {X: x, Y: y + 1}}}
	}
	areas := [][]ring{square(0, 0), square(1, 0), square(0, 1), square(1, 1), square(9, 9)}
	for _, test := range []struct {
		name  string
		lines [][]vg.Point
		want  float64
		n     int
	}{
		{"borders", borders(areas, func([]int) bool { return true }), 12 + 4, 8 + 1}, {"rim", borders(areas, around), 8 + 4, 2},
	} {
		sum := 0.0
		for _, l := range test.lines {
			for i := 1; i < len(l); i++ {
				sum += math.Hypot(float64(l[i].X-l[i-1].X), float64(l[i].Y-l[i-1].Y))
			}
		}
		if sum != test.want || len(test.lines) != test.n {
			t.Errorf("%s: %d lines of length %v, want %d of %v", test.name, len(test.lines), sum, test.n, test.want)
		}
	}
}
