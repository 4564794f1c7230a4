package space_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/space"
)

// Nodes 0 – 1 – 2 in a row, 100 m and 200 m apart, a one-way road of 50 m from 2 to 0, and node 3 apart. Units lie at nodes 0, 2 and 3, the last two at 10 m
// and 5 m from theirs, and one meets no road.
func TestNetwork(t *testing.T) {
	edges := []space.Edge{{From: 0, To: 1, Length: 100, Speed: 60}, {From: 1, To: 2, Length: 200, Speed: 30}, {From: 2, To: 0, Length: 50, Speed: 6, OneWay: true},
		{From: 1, To: 2, Length: 900, Speed: 30}}
	access := []space.Access{{Node: 0}, {Node: 2, Distance: 10}, {Node: 3, Distance: 5}, {Node: -1}, {Node: 2, Distance: 1}}
	inf := math.Inf(1)
	for _, tc := range []struct {
		unit string
		want [][]float64
	}{
		{"m", [][]float64{{0, 310, inf, inf, 301}, {60, 0, inf, inf, 11}, {inf, inf, 0, inf, inf}, {inf, inf, inf, 0, inf}, {51, 11, inf, inf, 0}}},
		// 100 m at 60 km/h take 0.1 min, 200 m at 30 km/h 0.4, 50 m at 6 km/h 0.5, as long as the way back through node 1.
		{"min", [][]float64{{0, 10.5, inf, inf, 1.5}, {10.5, 0, inf, inf, 11}, {inf, inf, 0, inf, inf}, {inf, inf, inf, 0, inf}, {1.5, 11, inf, inf, 0}}},
	} {
		w, err := space.NewNetwork(4, edges, access, tc.unit)
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(apart(w), tc.want, closeTo(1e-12)); d != "" || w.Unit() != tc.unit {
			t.Errorf("%s: got -, want +:\n%s", w.Unit(), d)
		}
	}
}

func TestNetworkRefuses(t *testing.T) {
	road := []space.Edge{{From: 0, To: 1, Length: 1}}
	for name, tc := range map[string]struct {
		unit   string
		edges  []space.Edge
		access []space.Access
	}{
		"unit":             {"km", road, nil},
		"no speed":         {"min", road, nil},
		"negative":         {"m", []space.Edge{{From: 0, To: 1, Length: -1}}, nil},
		"missing":          {"m", []space.Edge{{From: 0, To: 1, Length: math.NaN()}}, nil},
		"endless":          {"m", []space.Edge{{From: 0, To: 1, Length: math.Inf(1)}}, nil},
		"no node":          {"m", []space.Edge{{From: 0, To: 2, Length: 1}}, nil},
		"access":           {"m", road, []space.Access{{Node: 2}}},
		"negative access":  {"m", road, []space.Access{{Node: 1, Distance: -1}}},
		"missing access":   {"m", road, []space.Access{{Node: 1, Distance: math.NaN()}}},
		"before the first": {"m", []space.Edge{{From: -1, To: 1, Length: 1}}, nil},
	} {
		if got, err := space.NewNetwork(2, tc.edges, tc.access, tc.unit); err == nil {
			t.Errorf("%s: got %v, want an error", name, got)
		}
	}
}

// Distances along a network are those of Floyd & Warshall's algorithm, keep the triangle inequality, and bound a search by its limit.
func FuzzNetwork(f *testing.F) {
	f.Add(uint64(1))
	f.Add(uint64(2))
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		nodes := 1 + r.IntN(12)
		edges := make([]space.Edge, r.IntN(2*nodes))
		var links []space.Link
		for k := range edges {
			e := space.Edge{From: r.IntN(nodes), To: r.IntN(nodes), Length: float64(r.IntN(100)), OneWay: r.IntN(4) == 0}
			edges[k] = e
			links = append(links, space.Link{From: e.From, To: e.To, Value: e.Length})
			if !e.OneWay {
				links = append(links, space.Link{From: e.To, To: e.From, Value: e.Length})
			}
		}
		access := make([]space.Access, 1+r.IntN(10))
		for i := range access {
			access[i] = space.Access{Node: r.IntN(nodes+1) - 1, Distance: float64(r.IntN(20))}
		}
		w, err := space.NewNetwork(nodes, edges, access, "m")
		if err != nil {
			t.Fatal(err)
		}
		between := floydWarshall(nodes, links, math.Inf(1), func(l space.Link) float64 { return l.Value })
		got := apart(w)
		for i, a := range access {
			for j, b := range access {
				want := math.Inf(1)
				if a.Node >= 0 && b.Node >= 0 {
					want = a.Distance + between[a.Node][b.Node] + b.Distance
				}
				if i == j {
					want = 0
				}
				if got[i][j] != want {
					t.Fatalf("got %v from %d to %d, want %v", got[i][j], i, j, want)
				}
				for k := range access {
					if got[i][k] > got[i][j]+got[j][k] {
						t.Fatalf("%v from %d to %d, but %v and %v through %d", got[i][k], i, k, got[i][j], got[j][k], j)
					}
				}
			}
			limit := float64(r.IntN(100))
			near := w.Within(i, limit, nil)
			all := slices.DeleteFunc(w.Within(i, math.Inf(1), nil), func(x space.Near) bool { return x.Distance > limit })
			if !slices.Equal(near, all) {
				t.Fatalf("within %v of %d: got %v, want %v", limit, i, near, all)
			}
		}
		mustPick(t, r, w)
	})
}

// Units met in order of their distance along a network do not depend on how far the walk before went.
func TestWalkAlongANetwork(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	w := streets(20, 20)
	s := &space.Space{Distances: w}
	people := make([]float64, w.Len())
	for i := range people {
		people[i] = float64(r.IntN(100))
	}
	sizes := []float64{50, 500, 5000}
	got, err := s.Nearest(people, sizes)
	if err != nil {
		t.Fatal(err)
	}
	for i := range people {
		walker, err := s.Walker()
		if err != nil {
			t.Fatal(err)
		}
		sum, k := 0.0, 0
		walker.From(i, func(ring []space.Near) bool {
			for _, x := range ring {
				sum += people[x.Unit]
			}
			for k < len(sizes) && sum >= sizes[k] {
				if got.Weight[k][i] != sum {
					t.Fatalf("got %v people around %d, want %v", got.Weight[k][i], i, sum)
				}
				k++
			}
			return k < len(sizes)
		})
	}
}

// streets returns a town of crossing streets, 100 m from one crossing to the next, with a unit at each.
func streets(across, along int) *space.Network {
	var edges []space.Edge
	access := make([]space.Access, across*along)
	for i := range across {
		for j := range along {
			k := i*along + j
			access[k].Node = k
			if j+1 < along {
				edges = append(edges, space.Edge{From: k, To: k + 1, Length: 100})
			}
			if i+1 < across {
				edges = append(edges, space.Edge{From: k, To: k + along, Length: 100})
			}
		}
	}
	w, err := space.NewNetwork(across*along, edges, access, "m")
	if err != nil {
		panic(err)
	}
	return w
}

func BenchmarkNetwork(b *testing.B) {
	for _, side := range []int{80, 316} {
		b.Run(fmt.Sprint(side*side), func(b *testing.B) {
			w := streets(side, side)
			column := make([]float64, w.Len())
			for b.Loop() {
				if _, err := (&space.Space{Distances: w}).Smooth(space.Kernel{Shape: space.Biweight, Bandwidth: 2000}, column); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
