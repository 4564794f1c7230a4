package topology

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/jamlik/jamlik/indicators/space"
)

// Adjacency is who lies beside whom.
type Adjacency struct {
	// Borders links the areas that touch, with the metres of border that they share: 0 for those that meet in a corner.
	// The links with more are those of the rook, all of them those of the queen.
	Borders *space.Graph
	// Tolerance is how far apart in metres two drawings of one border may be.
	Tolerance float64
	// Islands are the codes of areas that have no neighbour.
	Islands []string
}

// Adjacency finds who lies beside whom. A border is shared where the edges of two areas run in opposite directions, at most tolerance
// metres apart and no other area's edge nearer; its length is the mean of both drawings. A border drawn alike on both sides is found
// whatever the tolerance, and nothing else counts along it. Elsewhere a border shorter than the tolerance counts as a corner, and areas that come within the
// tolerance of each other meet in a corner.
//
// A tolerance of 0 is found from the data: one metre, or a hundredth of the width of an area where that is less, unless areas were drawn by themselves,
// so that much more border is shared when the tolerance is larger.
//
// Areas on both sides of a water that no area covers do not touch, unless it is narrower than the tolerance.
func (a *Areas) Adjacency(tolerance float64) (*Adjacency, error) {
	if tolerance < 0 || !(math.Abs(tolerance) <= math.MaxFloat64) {
		return nil, fmt.Errorf("the tolerance is %v; want metres from 0", tolerance)
	}
	if wide := a.width(); tolerance > wide {
		return nil, fmt.Errorf("the tolerance is %v m, and half of the areas are less than %.0f m wide: want metres that two drawings of one border may be apart", tolerance, wide)
	}
	s := newSegments(a.Shapes)
	pieces := s.exact()
	if tolerance == 0 {
		tolerance = s.chosen(pieces, a.tolerances())
	}
	pieces = append(pieces, s.facing(tolerance, 1, true)...)
	links := s.links(pieces, tolerance)
	g, err := space.NewGraph(len(a.Shapes), links)
	if err != nil {
		return nil, err
	}
	out := &Adjacency{Borders: g, Tolerance: tolerance}
	for i, code := range a.Codes {
		if g.First[i] == g.First[i+1] {
			out.Islands = append(out.Islands, code)
		}
	}
	return out, nil
}

// Tolerance is how far apart in metres two drawings of one border may be, found from the data as [Areas.Adjacency] tells.
func (a *Areas) Tolerance() float64 {
	s := newSegments(a.Shapes)
	return s.chosen(s.exact(), a.tolerances())
}

// tolerances are those to choose among, from small to large. The largest is far below the width of an area, so that no area disappears between its neighbours.
func (a *Areas) tolerances() []float64 {
	width := a.width()
	base := min(1, width/100)
	steps := []float64{base}
	for _, times := range [...]float64{2, 5, 10, 20, 50} {
		if base*times <= width/10 {
			steps = append(steps, base*times)
		}
	}
	return steps
}

// width returns the side of a square of the median area, 100 m where there are none.
func (a *Areas) width() float64 {
	if len(a.Shapes) == 0 {
		return 100
	}
	areas := a.Area()
	slices.Sort(areas)
	return math.Sqrt(areas[len(areas)/2])
}

// chosen returns the smallest tolerance with which nearly all border is shared that is with the largest. What lies along the outside of all areas is never shared,
// and an inlet or two must not widen the tolerance. Of many edges a sample is enough.
func (s *segments) chosen(exact []piece, steps []float64) float64 {
	const enough = 20_000
	single := 0
	for _, t := range s.twin {
		if t < 0 {
			single++
		}
	}
	stride := 1 + single/enough
	loose := s.facing(steps[len(steps)-1], stride, false)
	shared := make([]float64, len(steps))
	for k, t := range steps {
		for _, p := range loose {
			shared[k] += p.within(t) * float64(stride)
		}
		for _, p := range exact {
			shared[k] += p.within(t)
		}
	}
	most := shared[len(shared)-1]
	for k, t := range steps {
		if most-shared[k] <= 0.005*most {
			return t
		}
	}
	return steps[0]
}

// piece is a part of an edge of one area that faces another: its length, and how far away the other is at both of its ends.
type piece struct {
	from, to int32
	length   float64
	near     [2]float64 // 0 where both sides are drawn alike
	corner   bool       // the areas come near, though no edges face
}

// within returns the length of the piece where it is all within t of the other area, else 0: where it begins within t and leaves it, two borders part.
func (p *piece) within(t float64) float64 {
	if p.corner || p.apart() > t {
		return 0
	}
	return p.length
}

// apart is how far apart the areas are where they are farthest.
func (p *piece) apart() float64 { return max(p.near[0], p.near[1]) }

// exact tells whether both sides are drawn alike, but for rounding.
func (p *piece) exact(tolerance float64) bool { return p.apart() <= tolerance/1000 }

// links adds pieces up.
func (s *segments) links(pieces []piece, tolerance float64) []space.Link {
	type sum struct {
		from, to     int32
		exact, loose float64
	}
	var sums []sum
	for _, p := range pieces {
		length := p.within(tolerance)
		if length == 0 && min(p.near[0], p.near[1]) > tolerance {
			continue
		}
		one := sum{from: min(p.from, p.to), to: max(p.from, p.to)}
		if p.exact(tolerance) {
			one.exact = length / 2
		} else {
			one.loose = length / 2
		}
		sums = append(sums, one)
	}
	slices.SortStableFunc(sums, func(x, y sum) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) })
	var links []space.Link
	for k := 0; k < len(sums); {
		total := sums[k]
		for k++; k < len(sums) && sums[k].from == total.from && sums[k].to == total.to; k++ {
			total.exact += sums[k].exact
			total.loose += sums[k].loose
		}
		length := total.exact + total.loose
		if total.loose < tolerance { // next to a corner, or to the end of a border
			length = total.exact
		}
		links = append(links, space.Link{From: int(total.from), To: int(total.to), Value: length}, space.Link{From: int(total.to), To: int(total.from), Value: length})
	}
	return links
}

// parts is how many parts [inParallel] cuts n things into.
func parts(n int) int { return min(n, 64) }

// inParallel calls what worker returns with ranges of 0 … n−1, on all processors. Each has a worker of its own.
func inParallel(n int, worker func() func(part, first, end int)) {
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), parts(n)) {
		wait.Go(func() {
			work := worker()
			for part := range next {
				work(part, n*part/parts(n), n*(part+1)/parts(n))
			}
		})
	}
	for part := range parts(n) {
		next <- part
	}
	close(next)
	wait.Wait()
}
