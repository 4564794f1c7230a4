package space_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/space"
)

// blocks are the units of a grid of square blocks of 500 m, and who lies beside whom.
func blocks(columns, rows int) (*space.Points, *space.Graph) {
	p := &space.Points{}
	var links []space.Link
	for row := range rows {
		for column := range columns {
			p.X, p.Y = append(p.X, 3e5+500*float64(column)), append(p.Y, 6.4e6-500*float64(row))
			if i := row*columns + column; column > 0 {
				links = append(links, space.Link{From: i, To: i - 1, Value: 500})
			}
			if i := row*columns + column; row > 0 {
				links = append(links, space.Link{From: i, To: i - columns, Value: 500})
			}
		}
	}
	g, err := space.NewGraph(columns*rows, both(links))
	if err != nil {
		panic(err)
	}
	return p, g
}

// A town that is a grid of blocks is its own tile map.
func TestTilesOfAGrid(t *testing.T) {
	p, g := blocks(7, 5)
	tiles, q, err := space.Tiles(p, g)
	if err != nil {
		t.Fatal(err)
	}
	for i, tile := range tiles {
		if want := (space.Tile{Column: i % 7, Row: i / 7}); tile != want {
			t.Errorf("got unit %d at %v, want %v", i, tile, want)
		}
	}
	if q.Touching != 1 || q.Direction != 1 || q.Objective > 0.01 { // the layout is slightly enlarged
		t.Errorf("got %+v, want all to touch in their direction", q)
	}
}

// However units lie, each has a tile of its own, from column and row 0; the same input gives the same map.
func TestTilesAreTakenOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 6 {
		n := r.IntN(30)
		p := town(r, n)
		if r.IntN(3) == 0 {
			p = world(r, n)
		}
		g, err := (&space.Space{Points: p}).Weights(space.Weighting{Rule: space.Band, Limit: 1000 * float64(r.IntN(3)), Style: space.Binary})
		if err != nil {
			t.Fatal(err)
		}
		tiles, q, err := space.Tiles(p, g)
		if err != nil {
			t.Fatal(err)
		}
		taken, first := map[space.Tile]bool{}, space.Tile{Column: n, Row: n}
		for i, tile := range tiles {
			if taken[tile] {
				t.Fatalf("unit %d has a tile that is taken: %v", i, tiles)
			}
			taken[tile] = true
			first = space.Tile{Column: min(first.Column, tile.Column), Row: min(first.Row, tile.Row)}
		}
		if len(tiles) != n || n > 0 && first != (space.Tile{}) {
			t.Fatalf("got %v, want %d tiles from 0", tiles, n)
		}
		if q.Touching < 0 || q.Touching > 1 || q.Direction < 0 || q.Direction > 1 || !(q.Objective >= 0) {
			t.Fatalf("got %+v", q)
		}
		again, same, err := space.Tiles(p, g)
		if d := gocmp.Diff(again, tiles); err != nil || d != "" || same != q {
			t.Fatalf("the second time -, the first +: %+v, %+v, %v\n%s", same, q, err, d)
		}
	}
}

// The quality is that of the tiles: counted again here from neighbours and tiles alone.
func TestTileQuality(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	p := town(r, 40)
	g, err := (&space.Space{Points: p}).Weights(space.Weighting{Rule: space.NearestUnits, K: 5, Symmetric: true, Style: space.Binary})
	if err != nil {
		t.Fatal(err)
	}
	tiles, q, err := space.Tiles(p, g)
	if err != nil {
		t.Fatal(err)
	}
	touching := 0
	for i, a := range tiles {
		to, _ := g.Of(i)
		for _, j := range to {
			b := tiles[j]
			if max(a.Column-b.Column, b.Column-a.Column, a.Row-b.Row, b.Row-a.Row) <= 1 {
				touching++
			}
		}
	}
	if want := float64(touching) / float64(len(g.To)); q.Touching != want {
		t.Errorf("got %v of neighbours touching, want %v", q.Touching, want)
	}
	if q.Touching < 0.5 || q.Direction < 0.7 {
		t.Errorf("got %+v", q)
	}
}

func TestTilesNeedPlacesAndNeighbours(t *testing.T) {
	p, g := blocks(2, 2)
	for name, tc := range map[string]struct {
		p *space.Points
		g *space.Graph
	}{"no places": {nil, g}, "no neighbours": {p, nil}} {
		if _, _, err := space.Tiles(tc.p, tc.g); !errors.Is(err, space.ErrUnknown) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, _, err := space.Tiles(&space.Points{X: p.X[:1], Y: p.Y[:1]}, g); err == nil {
		t.Error("got tiles of one place and the neighbours of four")
	}
	if tiles, q, err := space.Tiles(&space.Points{}, &space.Graph{First: []int32{0}}); err != nil || len(tiles) != 0 || q.Touching != 1 {
		t.Errorf("got %v, %+v, %v of no units", tiles, q, err)
	}
}

func BenchmarkTiles(b *testing.B) {
	for _, n := range []int{77, 400, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := sprawl(n)
			g, err := (&space.Space{Points: p}).Weights(space.Weighting{Rule: space.NearestUnits, K: 5, Symmetric: true, Style: space.Binary})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				_, q, err := space.Tiles(p, g)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(q.Touching, "touching")
			}
		})
	}
}

func ExampleTiles() {
	// Three areas in a row from west to east, and one to the south of the middle.
	points := &space.Points{X: []float64{300000, 302000, 309000, 302500}, Y: []float64{6400000, 6400000, 6401000, 6392000}}
	borders, _ := space.NewGraph(4, both([]space.Link{{From: 0, To: 1, Value: 1000}, {From: 1, To: 2, Value: 3000}, {From: 1, To: 3, Value: 800}}))
	tiles, quality, err := space.Tiles(points, borders)
	fmt.Println(tiles, quality.Touching, err)
	fmt.Println(slices.Index(tiles, space.Tile{Column: 1, Row: 1}))
	// Output:
	// [{0 0} {1 0} {2 0} {1 1}] 1 <nil>
	// 3
}
