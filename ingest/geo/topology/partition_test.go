package topology

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/ingest/geo"
)

// partition is a plane cut into nx by ny cells with winding borders: cells of about 1,000 metres, corners and the points between moved at random.
type partition struct {
	layer *geo.Layer
	nx    int
	rook  map[[2]int]float64 // length of the border of cells side by side, from below
	queen map[[2]int]bool    // all that touch
	size  float64
}

const cellWidth = 1000

// newPartition draws each side between corners with a number of points. With loose above 0 each cell draws its sides by itself, with points that lie up to
// that many metres beside the side; with straight, sides are straight and a cell draws a random part of the points on them.
func newPartition(r *rand.Rand, nx, ny, points int, loose float64, straight bool) *partition {
	p := &partition{layer: &geo.Layer{File: "cells.geojson", Columns: []string{"code"}, CRS: geo.SWEREF99TM}, nx: nx, rook: map[[2]int]float64{}, queen: map[[2]int]bool{},
		size: float64(nx*ny) * cellWidth * cellWidth}
	const east, north = 370000, 6400000
	jitter := func(metres float64) float64 { return (2*r.Float64() - 1) * metres }
	corner := make([][]orb.Point, nx+1)
	for x := range corner {
		corner[x] = make([]orb.Point, ny+1)
		for y := range corner[x] {
			corner[x][y] = orb.Point{east + float64(x)*cellWidth, north + float64(y)*cellWidth}
			if x > 0 && x < nx {
				corner[x][y][0] += jitter(200)
			}
			if y > 0 && y < ny {
				corner[x][y][1] += jitter(200)
			}
		}
	}
	side := func(a, b orb.Point, outside bool) orb.LineString {
		l := orb.LineString{a}
		for k := range points {
			t := float64(k+1) / float64(points+1)
			q := orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
			if !outside && !straight {
				q[0], q[1] = q[0]+jitter(250/float64(points+1)), q[1]+jitter(250/float64(points+1))
			}
			l = append(l, q)
		}
		return append(l, b)
	}
	// across[x][y] runs east from corner x, y and along[x][y] north.
	across, along := make([][]orb.LineString, nx+1), make([][]orb.LineString, nx+1)
	for x := range nx + 1 {
		across[x], along[x] = make([]orb.LineString, ny+1), make([]orb.LineString, ny+1)
		for y := range ny + 1 {
			if x < nx {
				across[x][y] = side(corner[x][y], corner[x+1][y], y == 0 || y == ny)
			}
			if y < ny {
				along[x][y] = side(corner[x][y], corner[x][y+1], x == 0 || x == nx)
			}
		}
	}
	drawn := func(l orb.LineString, outside, back bool) orb.LineString {
		var out orb.LineString
		for k, q := range l {
			if k > 0 && k < len(l)-1 {
				if straight && r.IntN(2) == 0 {
					continue
				}
				if loose > 0 && !outside {
					q = orb.Point{q[0] + jitter(loose/3), q[1] + jitter(loose/3)}
				}
			}
			out = append(out, q)
		}
		if back {
			for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
				out[i], out[j] = out[j], out[i]
			}
		}
		return out[:len(out)-1]
	}
	lengthOf := func(l orb.LineString) (sum float64) {
		for k := 1; k < len(l); k++ {
			sum += math.Hypot(l[k][0]-l[k-1][0], l[k][1]-l[k-1][1])
		}
		return sum
	}
	for y := range ny {
		for x := range nx {
			var ring orb.Ring
			ring = append(ring, drawn(across[x][y], y == 0, false)...)
			ring = append(ring, drawn(along[x+1][y], x+1 == nx, false)...)
			ring = append(ring, drawn(across[x][y+1], y+1 == ny, true)...)
			ring = append(ring, drawn(along[x][y], x == 0, true)...)
			ring = append(ring, ring[0])
			i := y*nx + x
			p.layer.Features = append(p.layer.Features, geo.Feature{Number: i + 1, Properties: []any{fmt.Sprintf("%04d", i)}, Geometry: orb.Polygon{ring}})
			if x+1 < nx {
				p.rook[[2]int{i, i + 1}] = lengthOf(along[x+1][y])
			}
			if y+1 < ny {
				p.rook[[2]int{i, i + nx}] = lengthOf(across[x][y+1])
			}
			for dy := 0; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if (dy > 0 || dx > 0) && x+dx >= 0 && x+dx < nx && y+dy < ny {
						p.queen[[2]int{i, i + dy*nx + dx}] = true
					}
				}
			}
		}
	}
	return p
}

func (p *partition) areas(t testing.TB) *Areas {
	t.Helper()
	return newAreas(t, p.layer, Options{Key: "code"})
}

// check compares adjacency with that of the cells, lengths within a share.
func (p *partition) check(t *testing.T, got *Adjacency, share float64) {
	t.Helper()
	links := 0
	for i := range got.Borders.Len() {
		to, value := got.Borders.Of(i)
		for k, j := range to {
			pair := [2]int{min(i, int(j)), max(i, int(j))}
			links++
			if want := p.rook[pair]; !p.queen[pair] || math.Abs(value[k]-want) > share*want+1e-6 {
				t.Errorf("cells %d and %d share %v, want %v (%t)", i, j, value[k], want, p.queen[pair])
			}
		}
	}
	if links != 2*len(p.queen) {
		t.Errorf("%d links, want %d", links, 2*len(p.queen))
	}
	if len(got.Islands) > 0 {
		t.Errorf("islands %q", got.Islands)
	}
}
