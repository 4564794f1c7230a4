package space_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/space"
)

func TestStepsOnARow(t *testing.T) {
	g := row(t).Borders
	if got, want := g.Steps(0, nil), []int32{0, 1, 2, 3, -1}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := g.Steps(4, make([]int32, 9)), []int32{-1, -1, -1, -1, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	part, parts := g.Components()
	if want := []int32{0, 0, 0, 0, 1}; !slices.Equal(part, want) || parts != 2 {
		t.Errorf("got %v in %d parts, want %v", part, parts, want)
	}
	if got := g.Islands(); !slices.Equal(got, []int{4}) {
		t.Errorf("got islands %v", got)
	}
	if got := g.Order(0); len(got.To) != 0 {
		t.Errorf("got %v at no steps", got)
	}
}

// Steps, orders and parts are those that Floyd & Warshall's algorithm finds (Floyd 1962, Communications of the ACM 5, 345).
func TestStepsAreTheFewest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 1 + r.IntN(25)
		var links []space.Link
		for i := range n {
			for j := range n {
				if i != j && r.IntN(n) == 0 {
					links = append(links, space.Link{From: i, To: j, Value: float64(r.IntN(3))})
				}
			}
		}
		g, err := space.NewGraph(n, links)
		if err != nil {
			t.Fatal(err)
		}
		const far = 1000
		steps := floydWarshall(n, links, far, func(space.Link) float64 { return 1 })
		either := floydWarshall(n, append(slices.Clone(links), turned(links)...), far, func(space.Link) float64 { return 1 })
		part, parts := g.Components()
		orders := map[int][][]float64{}
		for k := range n {
			orders[k] = dense(g.Order(k))
		}
		var buffer []int32
		for i := range n {
			buffer = g.Steps(i, buffer)
			for j, got := range buffer {
				want := int32(steps[i][j])
				if want == far {
					want = -1
				}
				if got != want {
					t.Fatalf("got %d steps from %d to %d, want %d: %v", got, i, j, want, links)
				}
				for k := 1; k < n; k++ {
					if (orders[k][i][j] == 1) != (int(want) == k) {
						t.Fatalf("units %d and %d are %d steps apart, and of order %d", i, j, want, k)
					}
				}
				if (part[i] == part[j]) != (either[i][j] < far) {
					t.Fatalf("got units %d and %d in parts %d and %d of %v", i, j, part[i], part[j], links)
				}
			}
		}
		if parts != int(slices.Max(part))+1 || part[0] != 0 {
			t.Fatalf("got %d parts: %v", parts, part)
		}
		both := g.Symmetrised()
		if !both.Symmetric() {
			t.Fatalf("got %v from %v", both, g)
		}
		back, here := dense(both), dense(g)
		for i := range n {
			for j := range n {
				if want := max(here[i][j], here[j][i]); back[i][j] != want {
					t.Fatalf("got %v between %d and %d, want %v", back[i][j], i, j, want)
				}
			}
		}
		if d := gocmp.Diff(both.Symmetrised(), both); d != "" {
			t.Fatal(d)
		}
	}
}

func turned(links []space.Link) []space.Link {
	out := slices.Clone(links)
	for k, l := range links {
		out[k].From, out[k].To = l.To, l.From
	}
	return out
}

// floydWarshall returns the lengths of the shortest ways between all units, far where there is none.
func floydWarshall(n int, links []space.Link, far float64, length func(space.Link) float64) [][]float64 {
	d := make([][]float64, n)
	for i := range d {
		d[i] = slices.Repeat([]float64{far}, n)
		d[i][i] = 0
	}
	for _, l := range links {
		d[l.From][l.To] = min(d[l.From][l.To], length(l))
	}
	for k := range n {
		for i := range n {
			for j := range n {
				d[i][j] = min(d[i][j], d[i][k]+d[k][j])
			}
		}
	}
	return d
}
