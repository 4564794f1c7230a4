package space

import "math"

// tree finds the places near another: a k-d tree (Bentley 1975, Communications of the ACM 18, 509–517) over a plane, or over the unit
// sphere in three dimensions, where neither the poles nor the date line are special. Its distances are squared: of metres on a plane, of
// chords on the sphere. Places of one leaf lie beside each other in memory.
type tree struct {
	globe bool
	axis  [3][]float64 // coordinates of places, in the order of the leaves; the third only on the sphere
	unit  []int32      // the unit at each place
	place []int32      // the place of each unit
	nodes []node       // each before its children, the first child next
	slack float64      // metres by which distances may differ from rounding of coordinates alone
}

// node is a part of the places and the box around them. A leaf has no other node before skip.
type node struct {
	first, end int32
	skip       int32 // the next node outside of this one
	low, high  [3]float64
}

const leafSize = 16

func newTree(p *Points) *tree {
	n := p.Len()
	t := &tree{globe: p.Globe, unit: make([]int32, n), place: make([]int32, n)}
	var at [3][]float64
	if p.Globe {
		for a := range at {
			at[a] = make([]float64, n)
		}
		for i := range n {
			at[0][i], at[1][i], at[2][i] = onSphere(p.At(i))
		}
		t.slack = EarthRadius * roundingShare
	} else {
		at[0], at[1] = p.X, p.Y
		largest := 0.0
		for i := range n {
			largest = max(largest, math.Abs(p.X[i]), math.Abs(p.Y[i]))
		}
		t.slack = largest * roundingShare
	}
	for i := range n {
		t.unit[i] = int32(i)
	}
	t.split(at, 0, n)
	for a, from := range at {
		t.axis[a] = pick32(from, t.unit)
	}
	for k, i := range t.unit {
		t.place[i] = int32(k)
	}
	return t
}

// roundingShare is how much of a coordinate rounding may change, with room for a few steps of arithmetic: micrometres for metres from
// the equator.
const roundingShare = 1.0 / (1 << 40)

func pick32(from []float64, order []int32) []float64 {
	if from == nil {
		return nil
	}
	out := make([]float64, len(order))
	for k, i := range order {
		out[k] = from[i]
	}
	return out
}

// onSphere returns where longitude and latitude lie on the sphere of radius 1.
func onSphere(p Point) (x, y, z float64) {
	const degree = math.Pi / 180
	sinLon, cosLon := math.Sincos(p.X * degree)
	sinLat, cosLat := math.Sincos(p.Y * degree)
	return cosLat * cosLon, cosLat * sinLon, sinLat
}

// split makes the node of units[first:end] and those below it.
func (t *tree) split(at [3][]float64, first, end int) {
	if first == end {
		return
	}
	me := len(t.nodes)
	nd := node{first: int32(first), end: int32(end)}
	widest := 0
	for a, values := range at {
		if values == nil {
			continue
		}
		low, high := math.Inf(1), math.Inf(-1)
		for _, i := range t.unit[first:end] {
			low, high = min(low, values[i]), max(high, values[i])
		}
		nd.low[a], nd.high[a] = low, high
		if high-low > nd.high[widest]-nd.low[widest] {
			widest = a
		}
	}
	t.nodes = append(t.nodes, nd)
	if end-first > leafSize {
		// Left children hold full leaves, so that tiles of places are of one size.
		middle := first + ((end-first+1)/2+leafSize-1)/leafSize*leafSize
		part(t.unit[first:end], middle-first, at[widest])
		t.split(at, first, middle)
		t.split(at, middle, end)
	}
	t.nodes[me].skip = int32(len(t.nodes))
}

// part orders units so that those before k come before the others by value, and by number where values are equal (Hoare 1961,
// Communications of the ACM 4, 321–322).
func part(units []int32, k int, value []float64) {
	before := func(a, b int32) bool { return value[a] < value[b] || value[a] == value[b] && a < b }
	low, high := 0, len(units)-1
	for low < high {
		pivot := units[low+(high-low)/2]
		i, j := low, high
		for i <= j {
			for before(units[i], pivot) {
				i++
			}
			for before(pivot, units[j]) {
				j--
			}
			if i <= j {
				units[i], units[j] = units[j], units[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return
		}
	}
}

// metres returns the distance of a squared one.
func (t *tree) metres(squared float64) float64 {
	d := math.Sqrt(squared)
	if t.globe {
		d = 2 * EarthRadius * math.Asin(min(1, d/2))
	}
	return d
}

// squared returns the squared distance of metres, and the largest there is for those that go round the globe.
func (t *tree) squared(metres float64) float64 {
	if t.globe {
		chord := 2.0
		if metres < math.Pi*EarthRadius {
			chord = 2 * math.Sin(metres/(2*EarthRadius))
		}
		return chord * chord * (1 + 1e-12)
	}
	return metres * metres
}

// at returns the coordinates of the place of unit i.
func (t *tree) at(i int) (at [3]float64) {
	k := t.place[i]
	at[0], at[1] = t.axis[0][k], t.axis[1][k]
	if t.globe {
		at[2] = t.axis[2][k]
	}
	return at
}

// reachOfLeaf returns the squared size of the leaf around unit i: a first guess at how far its nearest neighbours are. It is above 0.
func (t *tree) reachOfLeaf(i int) float64 {
	k := t.place[i]
	m := int32(0)
	for m+1 != t.nodes[m].skip {
		if m++; k >= t.nodes[m].end {
			m = t.nodes[m].skip
		}
	}
	size := func(nd node) (squared float64) {
		for a := range nd.low {
			squared += (nd.high[a] - nd.low[a]) * (nd.high[a] - nd.low[a])
		}
		return squared
	}
	const least = 1e-18 // of the whole, where all of a leaf lie in one place
	return max(size(t.nodes[m])/4, least*size(t.nodes[0]), math.SmallestNonzeroFloat64)
}

// ends returns the smallest and the largest squared distance that a place in the box of a node may have.
func (nd *node) ends(at [3]float64) (nearest, farthest float64) {
	for a, v := range at {
		below, above := nd.low[a]-v, v-nd.high[a]
		if d := max(below, above); d > 0 {
			nearest += d * d
		}
		d := max(-below, -above)
		farthest += d * d
	}
	return nearest, farthest
}

// ring appends the places whose squared distance is above from and at most to. They come with their distances in metres.
func (t *tree) ring(at [3]float64, from, to float64, near []Near) []Near {
	for m := int32(0); int(m) < len(t.nodes); {
		nd := &t.nodes[m]
		nearest, farthest := nd.ends(at)
		// A box's ends round otherwise than the distances of its corners do.
		if nearest > to*(1+1e-12) || farthest < from*(1-1e-12) {
			m = nd.skip
			continue
		}
		m++
		if nd.skip != m {
			continue
		}
		if t.globe {
			for k := nd.first; k < nd.end; k++ {
				dx, dy, dz := t.axis[0][k]-at[0], t.axis[1][k]-at[1], t.axis[2][k]-at[2]
				if d := float64(dx*dx) + float64(dy*dy) + float64(dz*dz); d > from && d <= to {
					near = append(near, Near{t.unit[k], t.metres(d)})
				}
			}
			continue
		}
		xs, ys, units := t.axis[0][nd.first:nd.end], t.axis[1][nd.first:nd.end], t.unit[nd.first:nd.end]
		for k, x := range xs {
			dx, dy := x-at[0], ys[k]-at[1]
			if d := float64(dx*dx) + float64(dy*dy); d > from && d <= to {
				near = append(near, Near{units[k], math.Sqrt(d)})
			}
		}
	}
	return near
}
