package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
)

// twoGroups is counts of two groups in the DeSO of the fixture over some years: of how many (den) how many are counted (num).
type twoGroups struct{ num, den [2][8][6]float64 }

// observations are the shares of the unprotected indicator by sex and in all, and the heads of two backgrounds.
func (c twoGroups) observations(byGroup bool) []indicators.Observation {
	var obs []indicators.Observation
	for y := range c.num[0] {
		year := 2018 + y
		for i, code := range desoOrder {
			num, den := [2]float64{c.num[0][y][i], c.num[1][y][i]}, [2]float64{c.den[0][y][i], c.den[1][y][i]}
			obs = append(obs, counts("own", code, year, num[0]+num[1], den[0]+den[1]))
			if !byGroup {
				continue
			}
			obs = append(obs, withGroup(counts("own", code, year, num[0], den[0]), "sex=men"), withGroup(counts("own", code, year, num[1], den[1]), "sex=women"),
				value("heads", code, year, num[0]+num[1]),
				withGroup(value("heads", code, year, num[0]), "bg=a"), withGroup(value("heads", code, year, num[1]), "bg=b"))
		}
		obs = append(obs, shares("work", year, nums, dens)...)
	}
	return obs
}

// What is withheld must not show anywhere: two cities that differ only in numbers that are withheld have the same results, every exported
// field of them, whatever topic it belongs to.
func TestResultsRestOnNothingWithheld(t *testing.T) {
	var one twoGroups
	r := rand.New(rand.NewPCG(8, 8))
	for g := range 2 {
		for y := range 8 {
			for i := range desoOrder {
				one.den[g][y][i] = 100 + float64(10*i)
				one.num[g][y][i] = 30 + float64(r.IntN(20))
			}
			one.num[g][y][4], one.num[g][y][5] = 20, 20 // east
		}
	}
	t.Run("of groups", func(t *testing.T) {
		one, other := one, one
		for _, y := range []int{2, 6, 7} { // three men in east, or two; with north's men and women all sums are the same
			one.num[0][y][4], one.num[0][y][5] = 2, 1
			other.num[0][y][4], other.num[0][y][5], other.num[1][y][4] = 1, 1, 21
			other.num[0][y][0]++
			other.num[1][y][0]--
		}
		compareWithheld(t, one.observations(true), other.observations(true), true)
	})
	t.Run("of all", func(t *testing.T) {
		one, other := one, one
		for _, y := range []int{2, 6, 7} { // four persons in east, or three, and one more in north
			one.num[0][y][4], one.num[0][y][5], one.num[1][y][4], one.num[1][y][5] = 2, 1, 1, 0
			other.num[0][y][4], other.num[0][y][5], other.num[1][y][4], other.num[1][y][5] = 1, 1, 1, 0
			other.num[0][y][0]++
		}
		compareWithheld(t, one.observations(false), other.observations(false), false)
	})
}

// compareWithheld compares the results of two tables that differ in what is withheld alone.
func compareWithheld(t *testing.T, one, other []indicators.Observation, byGroup bool) {
	t.Helper()
	a := compareResults(t, one, other, protecting(), byGroup)
	withheld := 0
	for _, c := range a.Comparisons {
		for _, area := range c.Areas {
			withheld += b2i(area.Value.Reason == Withheld)
		}
	}
	if withheld < 2 {
		t.Fatalf("%d values are withheld: the test says nothing", withheld)
	}
}

// compareResults compares the results of two tables, every exported field of them, and returns the first.
func compareResults(t *testing.T, one, other []indicators.Observation, o Options, byGroup bool) *Results {
	t.Helper()
	ring := &space.Graph{First: make([]int32, 1, 7)}
	for i := range int32(6) {
		ring.To, ring.Value = append(ring.To, min((i+5)%6, (i+1)%6), max((i+5)%6, (i+1)%6)), append(ring.Value, 1, 1)
		ring.First = append(ring.First, int32(len(ring.To)))
	}
	o.Maps = []Map{{Level: indicators.DeSO, Version: version, Codes: []string{"e1", "l1", "n1", "n2", "s1", "s2"}, Space: &space.Space{Borders: ring}}}
	o.Space.Indicators = []string{"own"}
	if groups := []indicators.Group{"bg=a", "bg=b"}; byGroup {
		o.Segregation = []SegregationSpec{{ID: "s", Indicator: "heads", Groups: groups,
			Levels: []indicators.Level{indicators.DeSO, indicators.District}, Indices: []string{"dissimilarity", "isolation", "theil-h"}}}
		o.Mix = []MixSpec{{ID: "m", Indicator: "heads", Groups: groups}}
	}
	o.Composites = []CompositeSpec{{ID: "conditions", Level: indicators.District, Parts: []CompositePart{{Indicator: "own"}, {Indicator: "work"}}}}
	o.Compare.Against = []Benchmark{Rest, {Kind: WholeCity}, {Kind: AllOthers}, {Kind: OneArea, Codes: []string{"south"}}}
	for _, area := range []string{"", "north", "south", "east"} {
		for _, g := range []indicators.Group{indicators.Everyone, "sex=men"} {
			if g == indicators.Everyone || byGroup {
				o.Targets.List = append(o.Targets.List, TargetSpec{Indicator: "own", Value: 40, Period: indicators.Year(2030), Area: area, Group: g})
			}
		}
	}
	a := run(t, tableOf(t, everywhere(t), one), o)
	b := run(t, tableOf(t, everywhere(t), other), o)
	seen := 0
	for i := range reflect.TypeFor[Results]().NumField() {
		field := reflect.TypeFor[Results]().Field(i)
		for _, d := range differences(field.Name, reflect.ValueOf(*a).Field(i), reflect.ValueOf(*b).Field(i), &seen) {
			t.Error(d)
		}
	}
	if seen < 2000 {
		t.Errorf("only %d values were compared", seen)
	}
	return a
}

// differences returns where the exported parts of two values are not the same; NaN is like NaN. Some of each place will do.
func differences(path string, a, b reflect.Value, seen *int) []string {
	var out []string
	add := func(more []string) {
		if len(out) < 4 {
			out = append(out, more...)
		}
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() {
				add(differences(path+"."+f.Name, a.Field(i), b.Field(i), seen))
			}
		}
	case reflect.Slice, reflect.Array:
		if a.Len() != b.Len() {
			return []string{fmt.Sprintf("%s: %d and %d long", path, a.Len(), b.Len())}
		}
		for i := range a.Len() {
			add(differences(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i), seen))
		}
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() != b.IsNil() {
				return []string{path + ": one is nil"}
			}
			return nil
		}
		return differences(path, a.Elem(), b.Elem(), seen)
	case reflect.Map:
		if a.Len() != b.Len() {
			return []string{fmt.Sprintf("%s: %d and %d entries", path, a.Len(), b.Len())}
		}
		for _, k := range a.MapKeys() {
			if other := b.MapIndex(k); !other.IsValid() {
				add([]string{fmt.Sprintf("%s[%v]: only one has it", path, k)})
			} else {
				add(differences(fmt.Sprintf("%s[%v]", path, k), a.MapIndex(k), other, seen))
			}
		}
	case reflect.Float64:
		*seen++
		x, y := a.Float(), b.Float()
		if !(math.IsNaN(x) && math.IsNaN(y)) && math.Abs(x-y) > 1e-9*(1+math.Abs(x)) {
			return []string{fmt.Sprintf("%s: %v and %v", path, x, y)}
		}
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
	default:
		*seen++
		if !a.Equal(b) {
			return []string{fmt.Sprintf("%s: %v and %v", path, a, b)}
		}
	}
	return out
}
