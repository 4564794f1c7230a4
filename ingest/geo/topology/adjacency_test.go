package topology

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest/geo"
)

func adjacency(t testing.TB, a *Areas, tolerance float64) *Adjacency {
	t.Helper()
	got, err := a.Adjacency(tolerance)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAdjacencyOfPartitions(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(1, seed))
		nx, ny := 1+r.IntN(7), 2+r.IntN(7)
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			p := newPartition(r, nx, ny, r.IntN(12), 0, false)
			p.check(t, adjacency(t, p.areas(t), 0), 0)
		})
		t.Run(fmt.Sprintf("points on one side only, seed %d", seed), func(t *testing.T) {
			p := newPartition(r, nx, ny, 1+r.IntN(12), 0, true)
			p.check(t, adjacency(t, p.areas(t), 0), 1e-9)
		})
		t.Run(fmt.Sprintf("each side drawn twice, seed %d", seed), func(t *testing.T) {
			p := newPartition(r, nx, ny, 1+r.IntN(12), 15, false)
			p.check(t, adjacency(t, p.areas(t), 0), 0.2)
		})
	}
}

// Moving and turning the map changes nothing but the last digits.
func TestAdjacencyOfTheMapTurned(t *testing.T) {
	p := newPartition(rand.New(rand.NewPCG(2, 2)), 6, 5, 8, 10, false)
	want := adjacency(t, p.areas(t), 0)
	for _, angle := range []float64{0, 0.3, math.Pi / 2, 2.5} {
		sin, cos := math.Sincos(angle)
		turned := p.areas(t)
		for _, m := range turned.Shapes {
			for _, polygon := range m {
				for _, ring := range polygon {
					for k, q := range ring {
						ring[k] = orb.Point{q[0]*cos - q[1]*sin + 1e5, q[0]*sin + q[1]*cos - 3e5}
					}
				}
			}
		}
		got := adjacency(t, turned, 0)
		if diff := cmp.Diff(want.Borders.To, got.Borders.To); diff != "" || got.Tolerance != want.Tolerance {
			t.Errorf("turned by %v: tolerance %v, links (-want +got)\n%s", angle, got.Tolerance, diff)
			continue
		}
		for k, v := range got.Borders.Value {
			if math.Abs(v-want.Borders.Value[k]) > 1e-4 {
				t.Errorf("turned by %v: %v m, want %v", angle, v, want.Borders.Value[k])
			}
		}
	}
}

func TestAdjacencyDoesNotDependOnProcessors(t *testing.T) {
	a := newPartition(rand.New(rand.NewPCG(3, 3)), 9, 8, 10, 10, false).areas(t)
	want := adjacency(t, a, 0)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if diff := cmp.Diff(want, adjacency(t, a, 0)); diff != "" {
		t.Errorf("(-many +one)\n%s", diff)
	}
}

func box(x0, y0, x1, y1 float64) orb.Ring {
	return orb.Ring{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}
}

func layer(shapes ...orb.Geometry) *geo.Layer {
	l := &geo.Layer{File: "a.geojson", Columns: []string{"code"}, CRS: geo.SWEREF99TM}
	for k, g := range shapes {
		l.Features = append(l.Features, geo.Feature{Number: k + 1, Line: 10 * (k + 1), Properties: []any{string(rune('A' + k))}, Geometry: g})
	}
	return l
}

// Boxes of 1,000 m by hand.
func TestAdjacencyByHand(t *testing.T) {
	type link struct {
		of     string
		length float64
	}
	for _, c := range []struct {
		name      string
		tolerance float64
		shapes    []orb.Geometry
		want      []link
	}{
		{"side by side", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000, 0, 2000, 1000)}}, []link{{"AB", 1000}}},
		{"a corner", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000, 1000, 2000, 2000)}}, []link{{"AB", 0}}},
		{"half a side", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000, 500, 2000, 1500)}}, []link{{"AB", 500}}},
		{"a corner on a side", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{{{1000, 500}, {2000, 0}, {2000, 1000}, {1000, 500}}}}, []link{{"AB", 0}}},
		{"a gap", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000.5, 0, 2000, 1000)}}, []link{{"AB", 1000}}},
		{"an overlap", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(999.5, 0, 2000, 1000)}}, []link{{"AB", 1000}}},
		{"a canal", 1, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1010, 0, 2000, 1000)}}, nil},
		{"a hole filled", 0, []orb.Geometry{orb.Polygon{box(0, 0, 3000, 3000), box(1000, 1000, 2000, 2000)}, orb.Polygon{box(1000, 1000, 2000, 2000)}}, []link{{"AB", 4000}}},
		{"a strip between", 20, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000, 0, 1010, 1000)}, orb.Polygon{box(1010, 0, 2000, 1000)}},
			[]link{{"AB", 1000}, {"AC", 0}, {"BC", 1000}}},
		{"four in a corner", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000, 0, 2000, 1000)}, orb.Polygon{box(0, 1000, 1000, 2000)},
			orb.Polygon{box(1000, 1000, 2000, 2000)}}, []link{{"AB", 1000}, {"AC", 1000}, {"AD", 0}, {"BC", 0}, {"BD", 1000}, {"CD", 1000}}},
		{"parts of one area", 0, []orb.Geometry{orb.MultiPolygon{{box(0, 0, 1000, 1000)}, {box(2000, 0, 3000, 1000)}}, orb.Polygon{box(1000, 0, 2000, 1000)}}, []link{{"AB", 2000}}},
		{"on top of each other", 0, []orb.Geometry{orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(0, 0, 1000, 1000)}}, []link{{"AB", 0}}},
	} {
		a := newAreas(t, layer(c.shapes...), Options{Key: "code"})
		adj := adjacency(t, a, c.tolerance)
		var got []link
		for i := range adj.Borders.Len() {
			to, value := adj.Borders.Of(i)
			for k, j := range to {
				if int(j) > i {
					got = append(got, link{a.Codes[i] + a.Codes[j], math.Round(1e6*value[k]) / 1e6})
				}
			}
		}
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(link{})); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
		if (len(adj.Islands) > 0) != (c.want == nil) {
			t.Errorf("%s: islands %q", c.name, adj.Islands)
		}
	}
}

func TestToleranceMustBeOne(t *testing.T) {
	a := newAreas(t, layer(orb.Polygon{box(0, 0, 1000, 1000)}), Options{Key: "code"})
	for tolerance, want := range map[float64]string{
		-1:          "the tolerance is -1; want metres from 0",
		math.Inf(1): "the tolerance is +Inf; want metres from 0",
		1500:        "the tolerance is 1500 m, and half of the areas are less than 1000 m wide: want metres that two drawings of one border may be apart",
	} {
		if _, err := a.Adjacency(tolerance); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if got := adjacency(t, &Areas{}, 0); got.Borders.Len() != 0 {
		t.Errorf("%v", got)
	}
}

func BenchmarkAdjacency(b *testing.B) {
	for _, c := range looseness {
		a := realSized(c.loose, c.straight).areas(b)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				adjacency(b, a, 0)
			}
		})
	}
}
