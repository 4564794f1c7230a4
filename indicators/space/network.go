package space

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
)

// Edge is a way between two nodes of a network.
type Edge struct {
	From, To int
	Length   float64 // m
	Speed    float64 // km/h, where time counts
	OneWay   bool
}

// Access is where a unit meets a network: a node, and how far it is there, in the unit of the network. A unit with a node below 0 does
// not meet it, and can neither reach nor be reached.
type Access struct {
	Node     int
	Distance float64
}

// Network is distances along ways: from a unit to its node, on along the shortest way to the other's node, and from there to it. Units
// without a way between them cannot reach each other.
type Network struct {
	unit   string
	ways   *roads
	access []Access
	origin []int32 // the unit of which each is a copy
	first  []int32 // the units at node k are at[first[k]:first[k+1]]
	at     []int32
}

// roads are the ways from each node, as those of a [Graph] but that several may lead to one node.
type roads struct {
	first  []int32
	to     []int32
	length []float64
	free   sync.Pool // of *search
}

// NewNetwork returns the distances between units that meet a network of so many nodes, one access for each: in metres when the unit is "m",
// and in minutes, by the speeds of edges, when it is "min". It is an error when an edge or an access leads to no node, or a length,
// a speed that is needed or the distance of an access is missing or negative.
func NewNetwork(nodes int, edges []Edge, access []Access, unit string) (*Network, error) {
	if unit != "m" && unit != "min" {
		return nil, fmt.Errorf("distances along a network are wanted in %q; want m or min", unit)
	}
	type way struct {
		from, to int
		length   float64
	}
	ways := make([]way, 0, 2*len(edges))
	for k, e := range edges {
		length := e.Length
		if unit == "min" {
			if !(e.Speed > 0) {
				return nil, fmt.Errorf("edge %d from node %d to node %d has a speed of %v km/h", k, e.From, e.To, e.Speed)
			}
			length *= 0.06 / e.Speed // min: 60 in an hour, 1000 m in a km
		}
		switch {
		case e.From < 0 || e.From >= nodes || e.To < 0 || e.To >= nodes:
			return nil, fmt.Errorf("edge %d leads from node %d to node %d of %d", k, e.From, e.To, nodes)
		case !(e.Length >= 0) || e.Length > math.MaxFloat64 || length > math.MaxFloat64:
			return nil, fmt.Errorf("edge %d from node %d to node %d is %v m long", k, e.From, e.To, e.Length)
		}
		ways = append(ways, way{e.From, e.To, length})
		if !e.OneWay {
			ways = append(ways, way{e.To, e.From, length})
		}
	}
	for i, a := range access {
		if a.Node >= nodes || a.Node >= 0 && (!(a.Distance >= 0) || a.Distance > math.MaxFloat64) {
			return nil, fmt.Errorf("unit %d is %v %s from node %d of %d", i, a.Distance, unit, a.Node, nodes)
		}
	}
	slices.SortStableFunc(ways, func(a, b way) int { return cmp.Compare(a.from, b.from) })
	r := &roads{first: make([]int32, nodes+1), to: make([]int32, len(ways)), length: make([]float64, len(ways))}
	for k, w := range ways {
		r.first[w.from+1]++
		r.to[k], r.length[k] = int32(w.to), w.length
	}
	for k := range nodes {
		r.first[k+1] += r.first[k]
	}
	r.free.New = func() any { return newSearch(nodes) }
	origin := make([]int32, len(access))
	for i := range origin {
		origin[i] = int32(i)
	}
	return along(unit, r, slices.Clone(access), origin), nil
}

// along returns the network whose units meet the ways so.
func along(unit string, ways *roads, access []Access, origin []int32) *Network {
	w := &Network{unit: unit, ways: ways, access: access, origin: origin, first: make([]int32, len(ways.first))}
	for _, a := range access {
		if a.Node >= 0 {
			w.first[a.Node+1]++
		}
	}
	for k := 1; k < len(w.first); k++ {
		w.first[k] += w.first[k-1]
	}
	w.at = make([]int32, w.first[len(w.first)-1])
	next := slices.Clone(w.first)
	for i, a := range access {
		if a.Node >= 0 {
			w.at[next[a.Node]] = int32(i)
			next[a.Node]++
		}
	}
	return w
}

// Len returns the number of units.
func (w *Network) Len() int { return len(w.access) }

// Unit returns "m" or "min".
func (w *Network) Unit() string { return w.unit }

// Within appends the units that are at most limit along the network from unit i, in the order of their numbers.
func (w *Network) Within(i int, limit float64, near []Near) []Near {
	from, before := w.access[i], len(near)
	if from.Node < 0 {
		return w.copies(i, near)
	}
	s := w.ways.free.Get().(*search)
	defer w.ways.free.Put(s)
	s.run(w.ways, from.Node, limit-from.Distance, func(node int32, d float64) {
		for _, j := range w.at[w.first[node]:w.first[node+1]] {
			if int(j) == i {
				continue
			}
			total := from.Distance + d + w.access[j].Distance
			if w.origin[j] == w.origin[i] {
				total = 0
			}
			if total <= limit {
				near = append(near, Near{j, total})
			}
		}
	})
	slices.SortFunc(near[before:], func(a, b Near) int { return cmp.Compare(a.Unit, b.Unit) })
	return near
}

// copies appends the other copies of unit i, which does not meet the network.
func (w *Network) copies(i int, near []Near) []Near {
	for j, o := range w.origin {
		if o == w.origin[i] && j != i {
			near = append(near, Near{Unit: int32(j)})
		}
	}
	return near
}

// Pick returns the network whose unit j is unit order[j] of w.
func (w *Network) Pick(order []int) Distances {
	return along(w.unit, w.ways, pick(w.access, order), pick(w.origin, order))
}
