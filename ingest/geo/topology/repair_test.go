package topology

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest/geo"
)

// Areas are those of shapely's make_valid, by lines for rings that cross themselves and by structure (shapely 2.2, GEOS) for
// holes and parts, but for the last two: a hole outside stays an error, and of a part within a part nothing is cut out.
func TestRepair(t *testing.T) {
	square := box(0, 0, 1000, 1000)
	open := square[:4]
	backwards := box(0, 0, 1000, 1000)
	backwards.Reverse()
	for _, c := range []struct {
		name    string
		shape   orb.MultiPolygon
		found   []string
		area    float64
		problem string
	}{
		{"good", orb.MultiPolygon{{square}}, nil, 1e6, ""},
		{"a hole", orb.MultiPolygon{{box(0, 0, 3000, 3000), box(1000, 1000, 2000, 2000)}}, []string{"a ring runs the wrong way round at 1000, 1000"}, 8e6, ""},
		{"unclosed", orb.MultiPolygon{{open}}, []string{"a ring is not closed at 0, 1000"}, 1e6, ""},
		{"backwards", orb.MultiPolygon{{backwards}}, []string{"a ring runs the wrong way round at 0, 0"}, 1e6, ""},
		{"repeated", orb.MultiPolygon{{{{0, 0}, {1000, 0}, {1000, 0}, {1000, 1000}, {1000, 1000}, {1000, 1000}, {0, 1000}, {0, 0}}}},
			[]string{"a point follows upon itself at 1000, 0 and 2 more places"}, 1e6, ""},
		{"bow-tie", orb.MultiPolygon{{{{0, 0}, {1000, 1000}, {1000, 0}, {0, 1000}, {0, 0}}}}, []string{"a ring crosses itself at 500, 500"}, 5e5, ""},
		{"bow-tie of two sizes", orb.MultiPolygon{{{{0, 0}, {1000, 1000}, {1000, 0}, {0, 2000}, {0, 0}}}}, []string{"a ring crosses itself at 666.6666667, 666.6666667"}, 833333.333, ""},
		{"spike", orb.MultiPolygon{{{{0, 0}, {1000, 0}, {1000, 1000}, {1000, 2000}, {1000, 1000}, {0, 1000}, {0, 0}}}}, []string{
			"a ring goes to a point and back the same way at 1000, 2000", "a ring touches itself at 1000, 1000 and 2 more places"}, 1e6, ""},
		{"touching itself", orb.MultiPolygon{{{{0, 0}, {1000, 0}, {1000, 1000}, {500, 0}, {0, 1000}, {0, 0}}}}, []string{"a ring touches itself at 500, 0 and 1 more place"}, 5e5, ""},
		{"over itself", orb.MultiPolygon{{{{0, 0}, {2000, 0}, {2000, 1000}, {500, 1000}, {500, -500}, {1500, -500}, {1500, 2000}, {0, 2000}, {0, 0}}}},
			[]string{"a ring crosses itself at 500, 0 and 2 more places"}, 3e6, ""},
		{"holes that overlap", orb.MultiPolygon{{box(0, 0, 3000, 3000), box(1000, 1000, 2000, 2000), box(1500, 1500, 2500, 2500)}}, []string{
			"a ring runs the wrong way round at 1000, 1000 and 1 more place", "rings of a polygon cross or share a border at 1500, 2000 and 1 more place"}, 7.25e6, ""},
		{"a hole across the border", orb.MultiPolygon{{square, box(800, 200, 1200, 400)}}, []string{"a ring runs the wrong way round at 800, 200",
			"rings of a polygon cross or share a border at 1000, 400 and 1 more place"}, 960000, ""},
		{"a hole twice", orb.MultiPolygon{{box(0, 0, 3000, 3000), box(1000, 1000, 2000, 2000), box(1000, 1000, 2000, 2000)}}, []string{
			"a ring runs the wrong way round at 1000, 1000 and 1 more place", "rings of a polygon cross or share a border at 1000, 1000"}, 8e6, ""},
		{"cut into corners", orb.MultiPolygon{{box(0, 0, 3000, 3000), {{0, 0}, {1000, 1500}, {0, 3000}, {1500, 2000}, {3000, 3000}, {2000, 1500}, {3000, 0}, {1500, 1000}, {0, 0}}}},
			[]string{"rings of a polygon cross or share a border at 0, 0 (polygon rings intersect at multiple points (at or near {0 0}))"}, 6e6, ""},
		{"parts that overlap", orb.MultiPolygon{{square}, {box(500, 500, 1500, 1500)}}, []string{"parts overlap or share a border at 1000, 500 and 1 more place"}, 1.75e6, ""},
		{"parts side by side", orb.MultiPolygon{{square}, {box(1000, 0, 2000, 1000)}}, []string{"parts overlap or share a border at 0, 0"}, 2e6, ""},
		{"parts that touch", orb.MultiPolygon{{square}, {box(1000, 1000, 2000, 2000)}}, nil, 2e6, ""},
		{"a part in a hole", orb.MultiPolygon{{box(0, 0, 3000, 3000), box(500, 500, 2500, 2500)}, {box(1000, 1000, 2000, 2000)}},
			[]string{"a ring runs the wrong way round at 500, 500"}, 6e6, ""},
		{"a ring of two points", orb.MultiPolygon{{square}, {{{5000, 0}, {6000, 0}, {5000, 0}}}}, []string{"a ring is flat at 5000, 0"}, 1e6, ""},
		{"a hole outside", orb.MultiPolygon{{square, box(2000, 0, 3000, 1000)}}, []string{"a ring runs the wrong way round at 2000, 0",
			"a hole lies outside of its exterior ring at 2000, 0"}, 0, "a hole lies outside of its exterior ring at 2000, 0"},
		{"a part in a part", orb.MultiPolygon{{box(0, 0, 3000, 3000)}, {box(1000, 1000, 2000, 2000)}}, []string{"parts overlap or share a border at 0, 0"}, 9e6, ""},
	} {
		got, err := Repair(c.shape)
		var found []string
		for _, d := range got.Defects {
			s, _, _ := strings.Cut(d.String(), " (multipolygon")
			found = append(found, s)
		}
		if diff := cmp.Diff(c.found, found); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
		if c.problem != "" {
			if err == nil || err.Error() != c.problem {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if math.Abs(got.After-c.area) > 1 || got.After != area(got.Shape) {
			t.Errorf("%s: %v m², want %v", c.name, got.After, c.area)
		}
		if err := validate(got.Shape); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if left := Check(got.Shape); len(left) > 0 {
			t.Errorf("%s: after repair %v", c.name, left)
		}
	}
}

// The ring crosses itself twice. shapely's make_valid makes of it 33,298,449.609 m² in three parts, of 33,298,198.549, 172.250 and 78.810.
func TestRepairOfARingAsFound(t *testing.T) {
	l := shared(t, "data", "boras", "broken_self_intersection_1490A0050.geojson")
	a := newAreas(t, projected(t, l, geo.SWEREF99TM), Options{Key: "deso"})
	got := a.Area()[0]
	if math.Abs(got-33298449.609) > 0.1 || len(a.Shapes[0]) != 3 {
		t.Errorf("%v m² in %d parts", got, len(a.Shapes[0]))
	}
	if len(a.Warnings) != 1 || !strings.Contains(a.Warnings[0].Error(), `feature 1 (deso "1490A0050"): a ring runs`) && !strings.Contains(a.Warnings[0].Error(),
		`feature 1 (deso "1490A0050"): a ring crosses itself at 391963.66`) {
		t.Errorf("%v", a.Warnings)
	}
}

// A star of 5,000 points, each edge of which crosses nearly all others.
func TestScribblesAreRefused(t *testing.T) {
	const n = 5001
	var star orb.Ring
	for k := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(k*(n/2)%n) / n)
		star = append(star, orb.Point{1e5 * cos, 1e5 * sin})
	}
	star = append(star, star[0])
	_, err := New(layer(orb.Polygon{star}), Options{Key: "code"})
	want := `a.geojson:10: feature 1 (code "A"): the lines cross each other so often that they are no borders of areas; mend it where it was drawn`
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestInspect(t *testing.T) {
	l := layer(orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{{{0, 0}, {1000, 1000}, {1000, 0}, {0, 1000}, {0, 0}}}, orb.Point{1, 2}, nil,
		orb.Polygon{box(0, 0, 1000, 1000), box(2000, 0, 3000, 1000)})
	got, err := Inspect(l, "code")
	if err != nil {
		t.Fatal(err)
	}
	want := []Fault{
		{2, "B", Defect{Kind: Crossing, At: orb.Point{500, 500}, Count: 1}, true, 0, 5e5},
		{5, "E", Defect{Kind: Winding, At: orb.Point{2000, 0}, Count: 1}, false, 0, 0},
		{5, "E", Defect{Kind: HoleOutside, At: orb.Point{2000, 0}, Count: 1}, false, 0, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := Inspect(l, "kod"); err == nil {
		t.Error("no error")
	}
}

// shapeOf reads bytes as polygons with points on a lattice, or anywhere.
func shapeOf(b []byte) orb.MultiPolygon {
	m := orb.MultiPolygon{{nil}}
	for len(b) >= 3 {
		op, x, y := b[0], float64(b[1]), float64(b[2])
		b = b[3:]
		p, r := &m[len(m)-1], &m[len(m)-1][len(m[len(m)-1])-1]
		switch {
		case op > 250:
			m = append(m, orb.Polygon{nil})
		case op > 240:
			*p = append(*p, nil)
		case op > 200 && len(b) >= 16:
			far := [2]float64{math.Float64frombits(binary.LittleEndian.Uint64(b)), math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))}
			b = b[16:]
			*r = append(*r, orb.Point(far))
		case op > 150:
			*r = append(*r, orb.Point{x * 1.37, y / 3})
		default:
			*r = append(*r, orb.Point{float64(int(x) % 16 * 100), float64(int(y) % 16 * 100)})
		}
	}
	for _, p := range m {
		for k, r := range p {
			if len(r) > 2 {
				p[k] = append(r, r[0])
			}
		}
	}
	return m
}

// What is repaired is valid by the geometry library, and nothing is left to repair. Its borders do not cross those of a second shape once both are cleaned.
func FuzzRepair(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 5, 5, 0, 5, 0, 0, 0, 5}, []byte{0, 1, 1, 0, 7, 1, 0, 7, 7})
	f.Add([]byte{0, 0, 0, 0, 9, 0, 0, 9, 9, 0, 0, 9, 245, 0, 0, 0, 3, 3, 0, 3, 12, 0, 12, 3, 252, 0, 0, 0, 4, 4, 0, 8, 4, 0, 4, 8}, []byte{0, 0, 0})
	f.Fuzz(func(t *testing.T, b, other []byte) {
		if len(b)+len(other) > 600 {
			return
		}
		a, err := New(layer(shapeOf(b), shapeOf(other)), Options{Key: "code"})
		if err != nil {
			return
		}
		for i, m := range a.Shapes {
			if err := validate(m); err != nil {
				t.Fatalf("%v: %v", err, m)
			}
			if left := Check(m); len(left) > 0 {
				t.Fatalf("left: %v", left)
			}
			if !(a.Area()[i] > 0) {
				t.Fatalf("area %v", a.Area()[i])
			}
		}
		adjacency, err := a.Adjacency(0)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range adjacency.Borders.Value {
			if !(v >= 0 && v <= 1.01*max(a.Perimeter()[0], a.Perimeter()[1])) {
				t.Fatalf("border of %v m of %v", v, a.Perimeter())
			}
		}
	})
}
