package space_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/space"
)

func TestNewGraphRefuses(t *testing.T) {
	for name, links := range map[string][]space.Link{
		"twice":    {{From: 0, To: 1}, {From: 1, To: 0}, {From: 0, To: 1, Value: 2}},
		"nobody":   {{From: 0, To: 2}},
		"negative": {{From: -1, To: 1}},
	} {
		if g, err := space.NewGraph(2, links); err == nil {
			t.Errorf("%s: got %v, want an error", name, g)
		}
	}
}

// A graph has the links it was made of, in whatever order they came, and so has what is picked of it.
func FuzzGraph(f *testing.F) {
	f.Add(uint64(1))
	f.Add(uint64(2))
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 2 + r.IntN(8)
		links := make([]space.Link, r.IntN(12))
		want := make([][]float64, n)
		for i := range want {
			want[i] = make([]float64, n)
		}
		twice := false
		for k := range links {
			l := space.Link{From: r.IntN(n), To: r.IntN(n), Value: float64(1 + r.IntN(3))}
			if l.From == l.To {
				l.To = (l.To + 1) % n // borders are with others
			}
			twice = twice || want[l.From][l.To] > 0
			links[k], want[l.From][l.To] = l, l.Value
		}
		before := slices.Clone(links)
		g, err := space.NewGraph(n, links)
		if (err != nil) != twice || !slices.Equal(links, before) {
			t.Fatalf("got %v of %v, which were %v", err, links, before)
		}
		if err != nil {
			return
		}
		if err := (&space.Space{Borders: g}).Check(n); err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(dense(g), want); d != "" {
			t.Fatalf("got -, want +:\n%s", d)
		}
		order := make([]int, r.IntN(2*n+1))
		for j := range order {
			order[j] = r.IntN(n)
		}
		picked := g.Pick(order)
		if err := (&space.Space{Borders: picked}).Check(len(order)); err != nil {
			t.Fatal(err)
		}
		for a, row := range dense(picked) {
			for b, v := range row {
				if v != want[order[a]][order[b]] {
					t.Fatalf("picked %v: got %v from %d to %d, want %v", order, v, a, b, want[order[a]][order[b]])
				}
			}
		}
	})
}
