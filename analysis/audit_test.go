package analysis

import (
	"fmt"
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// bookOf is the counts of one indicator and period over areas of a city, for groups, all of them figures of the source.
func bookOf(t *testing.T, d Disclosure, numbers map[string]float64) (*protector, *book) {
	t.Helper()
	reg := everywhere(t)
	p := &protector{min: d, cat: table(t, nil).Catalogue(), reg: reg, cells: map[cellKey]*cell{}, books: map[bookKey]*book{}}
	heads := definitions()[7]
	for _, place := range []string{"city", "north", "south", "east", "n1", "n2"} {
		for _, g := range []indicators.Group{indicators.Everyone, "sex=men", "sex=women"} {
			if n, ok := numbers[place+" "+string(g)]; ok {
				area, _ := reg.Find(id(place))
				num := indicators.Num(n)
				p.add(heads, g, indicators.Year(2025), area, cell{num: num, rule: p.rule(heads, num, indicators.Number{})})
			}
		}
	}
	if len(p.order) != 1 {
		t.Fatalf("%d books", len(p.order))
	}
	p.order[0].secure(p, id("city"))
	return p, p.order[0]
}

func hiddenOf(b *book) map[string]bool {
	out := map[string]bool{}
	for _, c := range b.cells {
		if c.hidden {
			out[c.key.area.Code+" "+string(c.key.group)] = true
		}
	}
	return out
}

// Three women of east are too few; with everyone and the men shown, and the city's women, they follow from either, so that a rectangle goes: the
// cheapest has east's men, 30, and north's women, 40, and men, 50.
func TestGroupsAndAreasTogether(t *testing.T) {
	_, b := bookOf(t, Disclosure{MinCount: 5}, map[string]float64{
		"city ": 363, "north ": 90, "south ": 240, "east ": 33,
		"city sex=women": 163, "north sex=women": 40, "south sex=women": 120, "east sex=women": 3,
		"city sex=men": 200, "north sex=men": 50, "south sex=men": 120, "east sex=men": 30,
	})
	want := "map[east sex=men:true east sex=women:true north sex=men:true north sex=women:true]"
	if got := fmt.Sprint(hiddenOf(b)); got != want || !b.found.Optimal {
		t.Errorf("hidden: %s (optimal %v), want %s", got, b.found.Optimal, want)
	}
}

// North is n1 and n2, which are shown too: with 3 in n1, n2 must go or north.
func TestAreasWithinAreas(t *testing.T) {
	_, b := bookOf(t, Disclosure{MinCount: 5}, map[string]float64{"city ": 300, "north ": 43, "south ": 100, "east ": 157, "n1 ": 3, "n2 ": 40})
	if got := fmt.Sprint(hiddenOf(b)); got != "map[n1 :true n2 :true]" {
		t.Errorf("hidden: %s, want n1 and n2", got)
	}
}

// With 3 in east, north's 6 is the cheapest other one: 9 in all, so that east may be 0 to 9. An interval of 20 asks for south as well.
func TestWidthOfIntervals(t *testing.T) {
	numbers := map[string]float64{"city ": 109, "north ": 6, "south ": 100, "east ": 3}
	for width, want := range map[float64]string{0: "map[east :true north :true]", 20: "map[east :true south :true]"} {
		p, b := bookOf(t, Disclosure{MinCount: 5, Protection: width}, numbers)
		if got := fmt.Sprint(hiddenOf(b)); got != want {
			t.Errorf("width %v: hidden %s, want %s", width, got, want)
		}
		x := b.protection(p)
		if x.Primary() != 1 || x.FewPersons != 1 || x.Others != 1 || x.Cells != 4 || !x.Optimal || x.Narrowest < x.Asked {
			t.Errorf("width %v: %+v", width, x)
		}
	}
}

func TestOneGroupOfAnArea(t *testing.T) {
	numbers := map[string]float64{
		"city ": 300, "north ": 100, "south ": 100, "east ": 100,
		"city sex=women": 199, "north sex=women": 50, "south sex=women": 50, "east sex=women": 99,
	}
	_, b := bookOf(t, Disclosure{MinCount: 1}, numbers)
	if got := hiddenOf(b); len(got) > 0 {
		t.Errorf("without the rule: hidden %v", got)
	}
	_, b = bookOf(t, Disclosure{MinCount: 1, MaxShare: 98}, numbers)
	if got := hiddenOf(b); !got["east sex=women"] || len(got) != 2 {
		t.Errorf("99 of 100 share a group: hidden %v, want east's and another", got)
	}
}

// Parts of 340 make no whole of 300: nothing of it is shown where something must be withheld, and it is said.
func TestContradictoryFigures(t *testing.T) {
	numbers := map[string]float64{"city ": 300, "north ": 100, "south ": 237, "east ": 3}
	p, b := bookOf(t, Disclosure{MinCount: 5}, numbers)
	if got := hiddenOf(b); len(got) != 4 || !b.contradictory {
		t.Errorf("hidden %v, want all", got)
	}
	if x := b.protection(p); x.Reason != Contradictory || !math.IsNaN(x.Narrowest) {
		t.Errorf("%+v", x)
	}
	numbers["east "] = 50
	if _, b = bookOf(t, Disclosure{MinCount: 5}, numbers); len(hiddenOf(b)) > 0 {
		t.Error("nothing is too small, and yet something is withheld")
	}

	res := run(t, tableOf(t, everywhere(t), []indicators.Observation{
		counts("own", "city", 2025, 300, 1000), counts("own", "north", 2025, 100, 400), counts("own", "south", 2025, 237, 300), counts("own", "east", 2025, 3, 300),
	}), protecting())
	c := comparison(t, res, "own")
	for _, a := range c.Areas {
		if a.Value.OK || a.Value.Reason != Contradictory || a.Rest.OK || a.Difference.OK {
			t.Errorf("%s: %+v", a.Area.Code, a.Value)
		}
	}
	if c.City.OK || c.City.Reason != Contradictory {
		t.Errorf("city: %+v", c.City)
	}
	if got := codes(res.Warnings); got != "contradictory" {
		t.Errorf("warnings %q, want contradictory", got)
	}
}
