package rezone

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/space"
)

// On random maps with islands, zones are connected and as many as were asked for, each with units, and within the tolerance where the drawing says so.
func TestZonesAreConnected(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	for range 300 {
		n := 2 + r.IntN(60)
		var links []space.Link
		seen := map[[2]int]bool{}
		for i := range n {
			for range 1 + r.IntN(3) {
				j := max(0, i-1-r.IntN(6))
				if i%17 != 0 && i != j && !seen[[2]int{i, j}] { // every seventeenth has no neighbours before it
					seen[[2]int{i, j}] = true
					links = append(links, space.Link{From: i, To: j})
				}
			}
		}
		g, err := space.NewGraph(n, links)
		if err != nil {
			t.Fatal(err)
		}
		size := make([]float64, n)
		for i := range size {
			size[i] = float64(r.IntN(50))
		}
		_, parts := g.Components()
		zones := parts + r.IntN(n-parts+1)
		l, err := newLayout(g, size, zones, 0.6, 1.2)
		if err != nil {
			t.Fatal(err)
		}
		z := l.zoner()
		for range 5 {
			alike := z.draw(r)
			members := make([][]int, zones)
			for i, k := range z.zone {
				members[k] = append(members[k], i)
			}
			part, _ := g.Components()
			for k, units := range members {
				if len(units) == 0 {
					t.Fatalf("zone %d of %d has no units: %v", k, zones, z.zone)
				}
				if _, pieces := l.borders.Pick(units).Components(); pieces != 1 {
					t.Fatalf("zone %d is %d pieces: %v", k, pieces, z.zone)
				}
				sum := 0.0
				for _, i := range units {
					sum += size[i]
				}
				at := slices.IndexFunc(l.parts, func(p region) bool { return part[p.units[0]] == part[units[0]] })
				if target := l.parts[at].target; alike && (sum < 0.4*target-1e-9 || sum > 2.2*target+1e-9) {
					t.Errorf("zone %d is %v of %v in its part of the map, and said to be within the tolerance", k, sum, target)
				}
			}
		}
	}
}
