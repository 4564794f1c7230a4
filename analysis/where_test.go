package analysis

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
)

// The lattice is a city of side × side square DeSO of one km, in four quarters as districts: nw, ne, sw, se. Area x, y is named by its column and
// row, the northernmost row first.

const side = 8

func latticeCode(x, y int) string { return fmt.Sprintf("d%d%d", x, y) }

// lattice returns the table of the city where group a is of(x, y) in a hundred of everybody in an area, and everybody is 1,000. Source tells
// whether it is one that the thresholds apply to: heads is, people is not.
func lattice(t testing.TB, indicator string, of func(x, y int) float64) *indicators.Table {
	t.Helper()
	areas := []indicators.Area{{Code: "city", Name: "Staden", Level: indicators.City, Version: version}}
	for _, q := range []string{"nw", "ne", "sw", "se"} {
		areas = append(areas, indicators.Area{Code: q, Name: q, Level: indicators.District, Version: version, Parent: "city"})
	}
	var members []indicators.Membership
	var obs []indicators.Observation
	for x := range side {
		for y := range side {
			code := latticeCode(x, y)
			areas = append(areas, indicators.Area{Code: code, Level: indicators.DeSO, Version: version, Parent: "city"})
			quarter := [2][2]string{{"nw", "sw"}, {"ne", "se"}}[x/(side/2)][y/(side/2)]
			members = append(members, indicators.Membership{Area: id(code), In: id(quarter), Weight: 1, Basis: "official"})
			a := 10 * of(x, y)
			obs = append(obs, withGroup(value(indicator, code, 2025, a), "bg=a"), withGroup(value(indicator, code, 2025, 1000-a), "bg=b"), withGroup(value(indicator, code, 2025, 100), "bg=c"))
			obs = append(obs, counts("work", code, 2025, a, 1000))
		}
	}
	reg, err := indicators.NewRegister(areas, members)
	if err != nil {
		t.Fatal(err)
	}
	return tableOf(t, reg, obs)
}

// latticeMaps places areas and quarters. Those of the skipped codes have no place.
func latticeMaps(t testing.TB, skipped ...string) []Map {
	t.Helper()
	deso := Map{Level: indicators.DeSO, Version: version, Space: &space.Space{Points: &space.Points{}}}
	at := map[string]int{}
	for x := range side {
		for y := range side {
			code := latticeCode(x, y)
			if len(skipped) > 0 && code == skipped[0] {
				continue
			}
			at[code] = len(deso.Codes)
			deso.Codes = append(deso.Codes, code)
			p := deso.Space.Points
			p.X, p.Y = append(p.X, 1000*float64(x)+500), append(p.Y, 1000*float64(side-y)-500)
			deso.Space.Area, deso.Space.Perimeter = append(deso.Space.Area, 1e6), append(deso.Space.Perimeter, 4000)
		}
	}
	var links []space.Link
	for x := range side {
		for y := range side {
			for _, d := range [][2]int{{1, 0}, {0, 1}, {1, 1}, {1, -1}} {
				i, ok1 := at[latticeCode(x, y)]
				j, ok2 := at[latticeCode(x+d[0], y+d[1])]
				if ok1 && ok2 && x+d[0] < side && y+d[1] < side && y+d[1] >= 0 {
					length := 1000.0
					if d[0] != 0 && d[1] != 0 {
						length = 0
					}
					links = append(links, space.Link{From: i, To: j, Value: length}, space.Link{From: j, To: i, Value: length})
				}
			}
		}
	}
	var err error
	if deso.Space.Borders, err = space.NewGraph(len(deso.Codes), links); err != nil {
		t.Fatal(err)
	}
	half := 1000 * float64(side) / 2
	quarters := Map{Level: indicators.District, Version: version, Codes: []string{"ne", "nw", "se", "sw"}, Space: &space.Space{
		Points: &space.Points{X: []float64{1.5 * half, half / 2, 1.5 * half, half / 2}, Y: []float64{1.5 * half, 1.5 * half, half / 2, half / 2}},
		Area:   []float64{half * half, half * half, half * half, half * half},
	}}
	var all []space.Link
	for i := range 4 {
		for j := range 4 {
			if i != j {
				all = append(all, space.Link{From: i, To: j, Value: half * float64((1+i+j)%2)})
			}
		}
	}
	if quarters.Space.Borders, err = space.NewGraph(4, all); err != nil {
		t.Fatal(err)
	}
	return []Map{deso, quarters}
}

func latticeOptions(t testing.TB, indicator string) Options {
	o := options()
	o.Maps = latticeMaps(t)
	o.Space = Spatial{Permutations: 999, Rezonings: 99, Nearest: []float64{1000, 9000, 1e6}, Bandwidths: []float64{500, 4000}, Indicators: []string{"work"}}
	o.Segregation = []SegregationSpec{{ID: "bg", Indicator: indicator, Groups: []indicators.Group{"bg=a", "bg=b"},
		Levels: []indicators.Level{indicators.DeSO, indicators.District}}}
	return o
}

// block has 60 in a hundred in the quarter to the north west and 20 elsewhere: a solid block.
func block(x, y int) float64 {
	if x < side/2 && y < side/2 {
		return 60
	}
	return 20
}

// board has as many high values, each among low ones.
func board(x, y int) float64 {
	if (x+y)%2 == 0 && x < side && y < side/2 {
		return 60
	}
	return 20
}

func clustersOf(t testing.TB, res *Results, subject string, level indicators.Level) Clusters {
	t.Helper()
	for _, c := range res.Clusters {
		if c.Subject == subject && c.Level == level {
			return c
		}
	}
	t.Fatalf("no clusters of %s over %s", subject, level)
	return Clusters{}
}

// The inside of a block is one high cluster. Its area furthest inside has only high neighbours; areas two steps outside of it have only low ones.
func TestABlockIsACluster(t *testing.T) {
	res := run(t, lattice(t, "people", block), latticeOptions(t, "people"))
	for _, subject := range []string{"bg", "work"} {
		c := clustersOf(t, res, subject, indicators.DeSO)
		if len(c.Areas) != side*side || c.Withheld || c.Segregation != map[string]int{"bg": 0, "work": -1}[subject] {
			t.Fatalf("%s: %d areas, withheld %v, segregation %d", subject, len(c.Areas), c.Withheld, c.Segregation)
		}
		class := map[string]LocalValue{}
		for _, v := range c.Areas {
			class[v.Area.Code] = v
		}
		for _, code := range []string{"d11", "d12", "d21", "d22"} { // all eight neighbours are high
			if v := class[code]; v.Class != HighHigh || !(v.P <= v.Adjusted && v.Adjusted <= DiscoveryRate) {
				t.Errorf("%s: %s is %s (p %v, adjusted %v), want %s", subject, code, v.Class, v.P, v.Adjusted, HighHigh)
			}
		}
		for code, want := range map[string]Class{"d00": HighHigh, "d77": LowLow, "d44": LowLow} { // three neighbours of eight are high
			if v := class[code]; v.Class == HighLow || v.Class == LowHigh || v.Quadrant() != want {
				t.Errorf("%s: %s is %s in quadrant %s, want quadrant %s", subject, code, v.Class, v.Quadrant(), want)
			}
		}
		scale := map[string]float64{"bg": 1, "work": 100}[subject]
		v := class["d33"] // at the corner of the block: three of its eight neighbours lie in it
		near(t, "value", v.Value, 0.6*scale)
		near(t, "mean of the neighbours", v.Lag, (3*0.6+5*0.2)/8*scale)
		near(t, "mean of the neighbours of d11", class["d11"].Lag, 0.6*scale)
		// Over 16 areas of 60 and 48 of 20 the mean is 30 and the variance 16/64·48/64·40² = 300.
		near(t, "z", v.Z, 30/math.Sqrt(300))
		if class["d11"].Spot != HighHigh || !(class["d11"].Star > 2) || class["d77"].Star > 0 {
			t.Errorf("%s: G* of d11 is %v, of d77 %v", subject, class["d11"].Star, class["d77"].Star)
		}
		if len(c.Groups) == 0 || c.Groups[0].Class != HighHigh && c.Groups[0].Class != LowLow {
			t.Fatalf("%s: clusters %+v", subject, c.Groups)
		}
		for _, g := range c.Groups {
			if g.Class == HighHigh {
				near(t, "value of the cluster", g.Value, 0.6*scale)
				near(t, "persons of the cluster", g.Persons, 1000*float64(len(g.Areas)))
			}
		}
		if !(c.Moran > 0.5) || !(c.P < 0.01) {
			t.Errorf("%s: Moran's I is %v, p %v", subject, c.Moran, c.P)
		}
	}
	// The nearest 1,000 of everybody are their own area: 16·600/(16·600 + 48·200) = ½ of the group live where 60 in a hundred are of it.
	w := res.Segregation[0].Where
	if len(w.Nearest) != 2 { // 64,000 persons are fewer than a million
		t.Fatalf("%d numbers of nearest persons, want 2", len(w.Nearest))
	}
	near(t, "share among the nearest 1,000", w.Nearest[0].Value.Value, 0.5*0.6+0.5*0.2)
	near(t, "share in d11 among the nearest 1,000", clustersOf(t, res, "bg", indicators.DeSO).Areas[9].Nearest[0], 0.6)
	if !(w.Nearest[1].Value.Value < w.Nearest[0].Value.Value) || !w.Nearest[0].Interval {
		t.Errorf("nearest: %+v", w.Nearest)
	}
}

// A board has as much of each value and no cluster: neighbours differ.
func TestABoardIsNoCluster(t *testing.T) {
	res := run(t, lattice(t, "people", board), latticeOptions(t, "people"))
	c := clustersOf(t, res, "bg", indicators.DeSO)
	for _, g := range c.Groups {
		if g.Class == HighHigh {
			t.Errorf("high cluster %v", g)
		}
	}
	solid := run(t, lattice(t, "people", block), latticeOptions(t, "people"))
	if b := clustersOf(t, solid, "bg", indicators.DeSO); !(b.Moran > c.Moran) {
		t.Errorf("Moran's I of the block is %v, of the board %v", b.Moran, c.Moran)
	}
	// Near by both are alike, far out the block stays apart.
	for j, want := range []bool{false, true} {
		far, near := solid.Segregation[0].Where.Scales[j].Value.Value, res.Segregation[0].Where.Scales[j].Value.Value
		if (far > 1.2*near) != want {
			t.Errorf("at %v m segregation of the block is %v, of the board %v", solid.Segregation[0].Where.Scales[j].Scale, far, near)
		}
	}
}

// Quarters that follow the block give a higher value than nearly all random divisions into four; of the board they give what any do.
func TestRandomDivisions(t *testing.T) {
	for name, of := range map[string]func(x, y int) float64{"block": block, "board": func(x, y int) float64 { return 20 + 40*float64((x+y)%2) }} {
		res := run(t, lattice(t, "people", of), latticeOptions(t, "people"))
		w := res.Segregation[1].Where
		if res.Segregation[0].Where.Rezoned != nil || len(w.Rezoned) != len(res.Segregation[1].Indices) {
			t.Fatalf("%s: %d indices of random divisions", name, len(w.Rezoned))
		}
		z := w.Rezoned[0]
		if z.From != indicators.DeSO || z.Units != side*side || z.Zones != 4 || z.Divisions != 99 || !z.OK {
			t.Fatalf("%s: %+v", name, z)
		}
		near(t, name+": value of the quarters", z.Value, res.Segregation[1].Indices[0].Value.Value)
		near(t, name+": value of the areas", z.Smallest, res.Segregation[0].Indices[0].Value.Value)
		if outside := z.Value > z.High; outside != (name == "block") || !(z.Low <= z.Middle && z.Middle <= z.High && z.High <= z.Smallest+1e-12) {
			t.Errorf("%s: quarters give %v, random divisions %v to %v, the areas %v", name, z.Value, z.Low, z.High, z.Smallest)
		}
	}
}

// An area without a place is left out of everything that depends on it, and said to be.
func TestAreasWithoutAPlace(t *testing.T) {
	o := latticeOptions(t, "people")
	o.Maps = latticeMaps(t, "d00")
	res := run(t, lattice(t, "people", block), o)
	s := res.Segregation[0]
	if diff := cmp.Diff([]string{"d00"}, s.Where.Unplaced); diff != "" || s.Where.Areas != side*side-1 || s.Areas != side*side {
		t.Errorf("%d areas of %d, unplaced %v", s.Where.Areas, s.Areas, s.Where.Unplaced)
	}
	if got := codes(s.Warnings); got != "unplaced" {
		t.Errorf("warnings %q, want unplaced", got)
	}
	if c := clustersOf(t, res, "bg", indicators.DeSO); len(c.Areas) != side*side-1 || c.Unplaced[0] != "d00" {
		t.Errorf("%d areas looked at, unplaced %v", len(c.Areas), c.Unplaced)
	}
}

// Without maps there is nothing of the kind, and with them everything else stays as it was.
func TestMapsChangeNothingElse(t *testing.T) {
	tab := lattice(t, "people", block)
	with := latticeOptions(t, "people")
	without := with
	without.Maps = nil
	a, b := run(t, tab, with), run(t, tab, without)
	if b.Clusters != nil || b.Segregation[0].Where != nil {
		t.Error("clusters without a map")
	}
	for i := range a.Segregation {
		a.Segregation[i].Where = nil
	}
	ignored := cmp.Options{cmpopts.IgnoreFields(Results{}, "Clusters", "Options"), cmpopts.EquateNaNs(), cmpopts.IgnoreUnexported(indicators.Break{}, UnitMake{}, Curve{}, Curve{}),
		cmp.Comparer(func(x, y IndexValue) bool {
			return x.Index.ID == y.Index.ID && x.Value == y.Value && x.Corrected == y.Corrected
		})}
	if diff := cmp.Diff(b.Segregation, a.Segregation, ignored); diff != "" {
		t.Errorf("segregation (-without +with):\n%s", diff)
	}
	if diff := cmp.Diff(b.Findings, a.Findings, ignored); diff != "" {
		t.Errorf("findings (-without +with):\n%s", diff)
	}
}

// What is drawn at random depends on the seed and not on how many workers there are.
func TestClustersDoNotDependOnWorkers(t *testing.T) {
	tab := lattice(t, "people", func(x, y int) float64 { return float64(10 + (7*x+5*y*y)%53) })
	o := latticeOptions(t, "people")
	one := run(t, tab, o)
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	o.Workers = 1
	two := run(t, tab, o)
	if diff := cmp.Diff(one.Clusters, two.Clusters, cmp.AllowUnexported(LocalValue{}), cmpopts.EquateNaNs(), cmpopts.IgnoreFields(Clusters{}, "Indices")); diff != "" {
		t.Errorf("clusters differ:\n%s", diff)
	}
	for i := range one.Segregation {
		a, b := one.Segregation[i].Where, two.Segregation[i].Where
		for j := range a.Indices {
			if a.Indices[j].Value != b.Indices[j].Value && a.Indices[j].OK {
				t.Errorf("%s: %v and %v", a.Indices[j].Index.ID, a.Indices[j].Value, b.Indices[j].Value)
			}
		}
		if diff := cmp.Diff(len(a.Rezoned), len(b.Rezoned)); diff != "" {
			t.Error(diff)
		}
		for j := range a.Rezoned {
			if a.Rezoned[j].Low != b.Rezoned[j].Low || a.Rezoned[j].High != b.Rezoned[j].High {
				t.Errorf("random divisions: %+v and %+v", a.Rezoned[j], b.Rezoned[j])
			}
		}
	}
}

// Of an unprotected source one area has 3 of the group: no value of any area is shown, for the mean of its neighbours and those of others would tell.
func TestClustersOfSmallCountsAreWithheld(t *testing.T) {
	few := func(x, y int) float64 {
		if x == 2 && y == 2 {
			return 0.3
		}
		return block(x, y)
	}
	o := latticeOptions(t, "heads")
	o.Space.Indicators = nil
	o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 30}
	res := run(t, lattice(t, "heads", few), o)
	c := clustersOf(t, res, "bg", indicators.DeSO)
	if !c.Withheld || codes(c.Warnings) != "withheld" || len(c.Groups) > 0 || !math.IsNaN(c.Moran) {
		t.Errorf("withheld %v, warnings %v, clusters %v, Moran's I %v", c.Withheld, c.Warnings, c.Groups, c.Moran)
	}
	for _, v := range c.Areas {
		if !math.IsNaN(v.Value) || !math.IsNaN(v.Lag) || !math.IsNaN(v.Star) || v.Class != "" || v.Nearest != nil || v.numerator.OK {
			t.Fatalf("something of %s is left: %+v", v.Area.Code, v)
		}
	}
	// The quarters have 3,203 or more of each group: they are shown.
	if c := clustersOf(t, res, "bg", indicators.District); c.Withheld {
		t.Error("clusters of districts are withheld")
	}
}

func TestSpatialChoicesAreChecked(t *testing.T) {
	tab := lattice(t, "people", block)
	for _, c := range []struct {
		change func(*Options)
		want   string
	}{
		{func(o *Options) { o.Space.Kernel = "triangle" }, `space: unknown kernel "triangle"; one of exponential`},
		{func(o *Options) { o.Space.Local = []string{"geary"} }, `unknown way to look for clusters "geary"; one of moran, getis-ord`},
		{func(o *Options) { o.Space.Indices = []string{"dissimilarity"} }, "index dissimilarity does not read where areas lie"},
		{func(o *Options) { o.Space.Indices = []string{"multiscalar-profile"} }, "index multiscalar-profile is not one number for groups"},
		{func(o *Options) { o.Space.Indicators = []string{"wrk"} }, `indicator to look for clusters in "wrk" is not defined`},
		{func(o *Options) { o.Space.Rezonings = -1 }, "-1 rezonings"},
		{func(o *Options) { o.Maps = append(o.Maps, o.Maps[0]) }, `two maps of level deso and version "2025"`},
		{func(o *Options) { o.Maps[0].Codes = o.Maps[0].Codes[1:] }, `map of level deso and version "2025": 63 units but 64 points`},
	} {
		o := latticeOptions(t, "people")
		c.change(&o)
		_, err := Run(tab, o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}

// Of three groups the first is looked for clusters, and among the nearest all others are the rest: 600 of 1,100 in the block, 200 of 1,100 elsewhere.
func TestThreeGroups(t *testing.T) {
	o := latticeOptions(t, "people")
	o.Segregation[0].Groups = append(o.Segregation[0].Groups, "bg=c")
	res := run(t, lattice(t, "people", block), o)
	w := res.Segregation[0].Where
	for j, id := range multiGroupPlaces {
		if v := w.Indices[j]; v.Index.ID != id || !v.OK || !v.Interval {
			t.Errorf("index %d is %s, defined %v (%s), want %s", j, v.Index.ID, v.OK, v.Undefined, id)
		}
	}
	near(t, "share among the nearest 1,000", w.Nearest[0].Value.Value, (0.5*600+0.5*200)/1100)
	near(t, "value of d00", clustersOf(t, res, "bg", indicators.DeSO).Areas[0].Value, 600.0/1100)
}
