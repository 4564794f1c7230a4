package rezone

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/space"
)

// trees is how many spanning trees are drawn in search of a cut within the tolerance.
const trees = 100

// layout is what all drawings share: who lies beside whom, how large units are, and the parts of the city that lie by themselves.
type layout struct {
	borders      *space.Graph // both ways
	size         []float64
	parts        []region
	below, above float64 // how much smaller and larger than the mean a zone may be, as a share of it
}

// region is units that are connected, and how many zones they are to become. The target is the size of a zone in its part of the city.
type region struct {
	units  []int32
	zones  int
	target float64
}

func newLayout(borders *space.Graph, size []float64, zones int, below, above float64) (*layout, error) {
	if n := borders.Len(); zones < 1 || zones > n {
		return nil, fmt.Errorf("%d units cannot become %d zones", n, zones)
	}
	l := &layout{borders: borders.Symmetrised(), size: size, below: below, above: above}
	return l, l.share(zones)
}

// share deals the zones out to the parts that lie by themselves, in proportion to their sizes: one to each, and the next always to the part
// whose zones are then the largest (D'Hondt).
func (l *layout) share(zones int) error {
	part, parts := l.borders.Components()
	if parts > zones {
		return fmt.Errorf("the units are %d parts without a border in common, which is more than %d zones: join those that belong together, such as islands, or leave them out",
			parts, zones)
	}
	l.parts = make([]region, parts)
	sizes := make([]float64, parts)
	for i, k := range part {
		l.parts[k].units = append(l.parts[k].units, int32(i))
		sizes[k] += l.size[i]
	}
	for k := range l.parts {
		l.parts[k].zones = 1
	}
	for range zones - parts {
		best, most := -1, math.Inf(-1)
		for k, part := range l.parts {
			if quotient := sizes[k] / float64(part.zones+1); part.zones < len(part.units) && quotient > most {
				best, most = k, quotient
			}
		}
		l.parts[best].zones++
	}
	for k := range l.parts {
		l.parts[k].target = sizes[k] / float64(l.parts[k].zones)
	}
	return nil
}

// zoner draws zonings, time after time in the same memory.
type zoner struct {
	*layout
	zone   []int     // of each unit
	label  []int32   // the region that each unit is part of while regions are cut
	next   []int32   // the parent in the spanning tree, or the last step of a walk
	inTree []int32   // the number of the tree that a unit has joined
	order  []int32   // the units of the tree, parents first
	sum    []float64 // the size of a unit and of those below it in the tree
	count  []int32   // how many these are
	cuts   []cut
	units  []int32
	todo   []region
	labels int32
	tree   int32
}

// cut is an edge between a unit and its parent, and how many zones the units below become.
type cut struct {
	unit  int32
	zones int
	off   float64 // how far the size of either side is from that of its zones, in zones, as a share of the tolerance
}

func (l *layout) zoner() *zoner {
	n := len(l.size)
	return &zoner{layout: l, zone: make([]int, n), label: make([]int32, n), next: make([]int32, n), inTree: make([]int32, n),
		order: make([]int32, 0, n), sum: make([]float64, n), count: make([]int32, n), units: make([]int32, n)}
}

// within is what is within the tolerance, with room for rounding.
const within = 1 + 1e-12

// zonings is how many are drawn in search of one within the tolerance.
const zonings = 10

// draw draws a zoning into z.zone. It tells whether all cuts were within the tolerance.
func (z *zoner) draw(r *rand.Rand) (alike bool) {
	for range zonings {
		if z.attempt(r) {
			return true
		}
	}
	return false
}

func (z *zoner) attempt(r *rand.Rand) (alike bool) {
	alike = true
	clear(z.label)
	clear(z.inTree)
	z.labels, z.tree, z.todo = 0, 0, z.todo[:0]
	at, done := 0, 0
	for _, part := range z.parts {
		end := at + copy(z.units[at:], part.units)
		part.units = z.units[at:end]
		at = end
		z.mark(part.units)
		z.todo = append(z.todo, part)
	}
	for len(z.todo) > 0 {
		part := z.todo[len(z.todo)-1]
		z.todo = z.todo[:len(z.todo)-1]
		if part.zones == 1 {
			for _, i := range part.units {
				z.zone[i] = done
			}
			done++
			continue
		}
		c := z.cut(r, part)
		alike = alike && c.off <= within
		z.split(part, c)
	}
	return alike
}

// mark makes units a region of their own.
func (z *zoner) mark(units []int32) {
	z.labels++
	for _, i := range units {
		z.label[i] = z.labels
	}
}

// cut draws trees of the part until one has an edge to cut within the tolerance, and draws one of its edges. Of the last tree it is the
// best edge, whatever the tolerance.
func (z *zoner) cut(r *rand.Rand, part region) cut {
	for range trees - 1 {
		z.span(r, part.units)
		z.cuts = z.cuts[:0]
		for _, i := range z.order[1:] {
			if c := z.consider(part, i); c.off <= within {
				z.cuts = append(z.cuts, c)
			}
		}
		if len(z.cuts) > 0 {
			return z.cuts[r.IntN(len(z.cuts))]
		}
	}
	z.span(r, part.units)
	best := z.consider(part, z.order[1])
	for _, i := range z.order[2:] {
		if c := z.consider(part, i); c.off < best.off {
			best = c
		}
	}
	return best
}

// span draws a spanning tree of connected units by loop-erased random walks, and adds up what lies below each of them.
func (z *zoner) span(r *rand.Rand, units []int32) {
	z.tree++
	root := units[r.IntN(len(units))]
	z.inTree[root] = z.tree
	z.order = append(z.order[:0], root)
	for _, from := range units {
		for i := from; z.inTree[i] != z.tree; i = z.next[i] {
			z.next[i] = z.step(r, i)
		}
		joined := len(z.order)
		for i := from; z.inTree[i] != z.tree; i = z.next[i] {
			z.inTree[i] = z.tree
			z.order = append(z.order, i)
		}
		slices.Reverse(z.order[joined:])
	}
	for _, i := range units {
		z.sum[i], z.count[i] = z.size[i], 1
	}
	for k := len(z.order) - 1; k > 0; k-- {
		i := z.order[k]
		z.sum[z.next[i]] += z.sum[i]
		z.count[z.next[i]] += z.count[i]
	}
}

// step draws one of those beside unit i in its region.
func (z *zoner) step(r *rand.Rand, i int32) int32 {
	beside, _ := z.borders.Of(int(i))
	for {
		if j := beside[r.IntN(len(beside))]; z.label[j] == z.label[i] {
			return j
		}
	}
}

// consider returns the cut above unit i into the whole numbers of zones nearest to the sizes of the two sides, with a unit for each zone.
func (z *zoner) consider(part region, i int32) cut {
	all, below := int32(len(part.units)), z.count[i]
	fewest, most := max(1, part.zones-int(all-below)), min(int(below), part.zones-1)
	c := cut{unit: i}
	if part.target == 0 { // nobody lives here
		c.zones = fewest
		return c
	}
	c.zones = int(min(max(math.Round(z.sum[i]/part.target), float64(fewest)), float64(most)))
	off := func(size float64, zones int) float64 {
		d := size/part.target - float64(zones)
		if d < 0 {
			return -d / z.below
		}
		return d / z.above
	}
	c.off = max(off(z.sum[i], c.zones), off(z.sum[z.order[0]]-z.sum[i], part.zones-c.zones))
	return c
}

// split makes two regions of a part, of which one is what lies below the cut, in the memory of the part.
func (z *zoner) split(part region, c cut) {
	z.labels++
	z.label[c.unit] = z.labels
	at := slices.Index(z.order, c.unit)
	for _, i := range z.order[at+1:] {
		if z.label[z.next[i]] == z.labels {
			z.label[i] = z.labels
		}
	}
	front, back := 0, len(part.units)
	for _, i := range z.order {
		if z.label[i] == z.labels {
			part.units[front] = i
			front++
		} else {
			back--
			part.units[back] = i
		}
	}
	z.todo = append(z.todo,
		region{part.units[front:], part.zones - c.zones, part.target},
		region{part.units[:front], c.zones, part.target})
}
