package space

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// Tile is the place of a unit on a tile map, where each unit is one square of a grid: columns from the west and rows from the north, both from
// 0.
type Tile struct{ Column, Row int }

// TileQuality says how well a tile map keeps who lies beside whom and where.
type TileQuality struct {
	Touching  float64 // share of the pairs of neighbours whose tiles touch, in a side or a corner; 1 where there are no neighbours
	Direction float64 // share of them that lie in the same of eight directions from each other as on the map, or in one beside it
	Objective float64 // what is made small: see [Tiles]
}

// Tiles places each unit on a tile of its own so that neighbours stay near and directions are kept. Neighbours are those that share a border,
// where that is known, and those that share a corner where it is not.
//
// First the units are laid out without a grid so that each neighbour is, as nearly as can be, one step away in its true direction: by least squares,
// in which all steps count alike, those of large units and of small. Units and groups of units without neighbours are held to the nearest
// others. The layout is enlarged until there is room for all. Then each is given a free tile near its place in the layout. At last tiles are exchanged, and units moved to free tiles, to make
// the objective small: over all pairs of neighbours, the length of the difference between the step from tile to tile and one step in the true
// direction, half a step more where the tiles do not touch, and a tenth of the squared distances of units from the layout. Exchanges that make it larger
// are taken, too, ever more seldom (simulated annealing: Kirkpatrick, Gelatt & Vecchi 1983, Science 220, 671–680), with random numbers
// that are always the same, so that the result depends on nothing but the input. The best of four runs is taken.
//
// It is an error wrapping [ErrUnknown] when places or neighbours are unknown.
func Tiles(p *Points, borders *Graph) ([]Tile, TileQuality, error) {
	if p == nil {
		return nil, TileQuality{}, unknown("where the units lie")
	}
	if borders == nil {
		return nil, TileQuality{}, unknown("who lies beside whom")
	}
	s := &Space{Points: p, Borders: borders}
	if err := s.Check(p.Len()); err != nil {
		return nil, TileQuality{}, err
	}
	if p.Len() == 0 {
		return nil, TileQuality{Touching: 1, Direction: 1}, nil
	}
	m := newMosaic(s)
	spread(m.at)
	m.settle()
	runs := make([]mosaic, 4)
	var wg sync.WaitGroup
	for k := range runs {
		wg.Go(func() {
			runs[k] = mosaic{beside: m.beside, at: m.at, cell: slices.Clone(m.cell), taken: maps.Clone(m.taken)}
			runs[k].anneal(uint64(k))
			runs[k].improve()
		})
	}
	wg.Wait()
	best := slices.MinFunc(runs, func(a, b mosaic) int { return cmp.Compare(a.quality().Objective, b.quality().Objective) })
	return best.tiles(), best.quality(), nil
}

// mosaic is a tile map in the making. Its y grows towards the north.
type mosaic struct {
	beside [][]step // the neighbours of each unit
	at     []Point  // where the layout has units, in steps
	cell   []cell   // where they are on the grid
	taken  map[cell]int
}

type cell struct{ x, y int }

// step is what should lead from a unit to a neighbour: one step in its direction.
type step struct {
	to  int
	way Point
}

func newMosaic(s *Space) *mosaic {
	neighbours := s.Borders.Rook().Symmetrised()
	n := neighbours.Len()
	ways := wayfinder(s.Points)
	return &mosaic{
		beside: steps(neighbours, ways), at: layout(steps(tied(s, neighbours), ways)),
		cell: make([]cell, n), taken: make(map[cell]int, n),
	}
}

func steps(g *Graph, way func(i, j int) Point) [][]step {
	out := make([][]step, g.Len())
	for i := range out {
		to, _ := g.Of(i)
		for _, j := range to {
			if int(j) != i {
				out[i] = append(out[i], step{int(j), way(i, int(j))})
			}
		}
	}
	return out
}

// wayfinder returns what gives one step from unit i in the direction of unit j, and none where they lie in one place. On the globe, a degree
// of longitude is as long everywhere as in the middle between the northernmost and the southernmost unit.
func wayfinder(p *Points) func(i, j int) Point {
	wide := 1.0
	if p.Globe {
		wide = math.Cos(math.Pi / 180 * (slices.Min(p.Y) + slices.Max(p.Y)) / 2)
	}
	return func(i, j int) Point {
		east := p.X[j] - p.X[i]
		if p.Globe {
			east = wide * math.Remainder(east, 360)
		}
		north := p.Y[j] - p.Y[i]
		if d := length(east, north); d > 0 {
			return Point{east / d, north / d}
		}
		return Point{}
	}
}

// length is that of an arrow, with the same digits on every processor.
func length(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }

// tied links every part of the graph of neighbours to the unit nearest to any of its own, until there is one part.
func tied(s *Space, g *Graph) *Graph {
	w, err := s.Walker()
	if err != nil {
		return g
	}
	for {
		part, parts := g.Components()
		if parts <= 1 {
			return g
		}
		nearest := make([]Link, parts)
		for k := range nearest {
			nearest[k].Value = math.Inf(1)
		}
		for i := range part {
			mine := &nearest[part[i]]
			w.From(i, func(ring []Near) bool {
				for _, x := range ring {
					if x.Distance >= mine.Value {
						return false
					}
					if part[x.Unit] != part[i] {
						*mine = Link{From: i, To: int(x.Unit), Value: x.Distance}
						return false
					}
				}
				return true
			})
		}
		for i := range g.Len() {
			to, _ := g.Of(i)
			for _, j := range to {
				nearest = append(nearest, Link{From: i, To: int(j)})
			}
		}
		slices.SortFunc(nearest, byPair)
		linked, err := NewGraph(g.Len(), slices.CompactFunc(nearest, func(a, b Link) bool { return byPair(a, b) == 0 }))
		if err != nil {
			return g
		}
		g = linked.Symmetrised()
	}
}

// layout returns the places with the least Σ |place_j − place_i − way_ij|² over steps, with their mean at 0, by conjugate gradients (Hestenes &
// Stiefel 1952, Journal of Research of the National Bureau of Standards 49, 409–436).
func layout(steps [][]step) []Point {
	n := len(steps)
	at, rest, along, times := make([]Point, n), make([]Point, n), make([]Point, n), make([]Point, n)
	for i, of := range steps {
		for _, s := range of {
			rest[i].X -= s.way.X
			rest[i].Y -= s.way.Y
		}
	}
	copy(along, rest)
	dot := func(a, b []Point) (sum float64) {
		for i := range a {
			sum += float64(a[i].X*b[i].X) + float64(a[i].Y*b[i].Y)
		}
		return sum
	}
	size := dot(rest, rest)
	for enough := 1e-20 * size; size > enough; {
		for i, of := range steps {
			times[i] = Point{}
			for _, s := range of {
				times[i].X += along[i].X - along[s.to].X
				times[i].Y += along[i].Y - along[s.to].Y
			}
		}
		curve := dot(along, times)
		if !(curve > 0) {
			break
		}
		by := size / curve
		for i := range n {
			at[i].X += float64(by * along[i].X)
			at[i].Y += float64(by * along[i].Y)
			rest[i].X -= float64(by * times[i].X)
			rest[i].Y -= float64(by * times[i].Y)
		}
		next := dot(rest, rest)
		for i := range n {
			along[i].X = rest[i].X + float64(next/size*along[i].X)
			along[i].Y = rest[i].Y + float64(next/size*along[i].Y)
		}
		size = next
	}
	return at
}

// spread enlarges a layout until it has room for its units, as far as the spread of tiles that fill a square tells, at most twice: to the north and to the
// east, their places have a variance of n/12. Where small units lie about a large one, steps of least squares are too short for all of them.
func spread(at []Point) {
	var xx, xy, yy float64
	for _, p := range at {
		xx, xy, yy = xx+float64(p.X*p.X), xy+float64(p.X*p.Y), yy+float64(p.Y*p.Y)
	}
	n := float64(len(at))
	area := math.Sqrt(max(0, float64(xx*yy)-float64(xy*xy))) / n
	scale := min(2, max(1, math.Sqrt(n/12/area)))
	for i := range at {
		at[i].X *= scale
		at[i].Y *= scale
	}
}

// anneal tries exchanges of tiles near each other, which it takes the more seldom the more they cost and the later they come.
func (m *mosaic) anneal(seed uint64) {
	const hot, cold = 2.0, 0.2
	r := rand.New(rand.NewPCG(1, seed))
	n := len(m.at)
	tries := min(20_000*n, 4_000_000)
	heat, cooling := hot, decay(math.Log(hot/cold)/float64(tries))
	for range tries {
		heat *= cooling
		i := r.IntN(n)
		to := cell{m.cell[i].x + r.IntN(2*far+1) - far, m.cell[i].y + r.IntN(2*far+1) - far}
		if gain := m.gain(i, to); gain > 0 || r.Float64() < decay(-gain/heat) {
			m.move(i, to)
		}
	}
}
