package space

import (
	"fmt"
	"math"
	"slices"
)

// Units of length in which distances between units may be declared, and the units they are kept in. Degrees are none.
var lengths = map[string]struct {
	kept string
	size float64
}{"m": {"m", 1}, "km": {"m", 1000}, "min": {"min", 1}}

// keptAs returns the unit in which distances declared in a unit are kept, and how many of them one is.
func keptAs(unit string) (kept string, size float64, err error) {
	l, ok := lengths[unit]
	if !ok {
		return "", 0, fmt.Errorf("distances are in %q; want m, km or min", unit)
	}
	return l.kept, l.size, nil
}

// Table is distances that somebody else has measured, between the pairs of units they list. Units of a pair that is not listed cannot reach
// each other.
type Table struct {
	unit  string
	pairs *Graph
}

// NewTable returns the distances between n units. The unit is "m", "km", which become metres, or "min". Unless they are directed, a distance counts
// both ways, and a pair may be listed either way or both. It is an error when a distance is negative or missing, when a pair is listed with
// two distances, or when a unit has another distance from itself than 0: that is for the kernel's convention to say.
func NewTable(n int, unit string, directed bool, pairs []Link) (*Table, error) {
	kept, size, err := keptAs(unit)
	if err != nil {
		return nil, err
	}
	all := make([]Link, 0, 2*len(pairs))
	for _, p := range pairs {
		switch {
		case p.From < 0 || p.From >= n || p.To < 0 || p.To >= n:
			return nil, fmt.Errorf("a distance from unit %d to unit %d of %d", p.From, p.To, n)
		case !(p.Value >= 0) || p.Value*size > math.MaxFloat64:
			return nil, fmt.Errorf("the distance from unit %d to unit %d is %v", p.From, p.To, p.Value)
		case p.From == p.To && p.Value != 0:
			return nil, fmt.Errorf("the distance of unit %d from itself is %v; leave it out, and choose what a unit's distance from itself is with the kernel",
				p.From, p.Value)
		case p.From == p.To:
			continue
		}
		p.Value *= size
		all = append(all, p)
		if !directed {
			all = append(all, Link{From: p.To, To: p.From, Value: p.Value})
		}
	}
	slices.SortFunc(all, byPair)
	for k := 1; k < len(all); k++ {
		if a, b := all[k-1], all[k]; byPair(a, b) == 0 && a.Value != b.Value {
			return nil, fmt.Errorf("the distance from unit %d to unit %d is both %v and %v %s", a.From, a.To, a.Value, b.Value, kept)
		}
	}
	g, err := NewGraph(n, slices.CompactFunc(all, func(a, b Link) bool { return byPair(a, b) == 0 }))
	return &Table{unit: kept, pairs: g}, err
}

// Len returns the number of units.
func (t *Table) Len() int { return t.pairs.Len() }

// Unit returns "m" or "min".
func (t *Table) Unit() string { return t.unit }

// Within appends the units at most limit from unit i, in the order of their numbers.
func (t *Table) Within(i int, limit float64, near []Near) []Near {
	to, distance := t.pairs.Of(i)
	for k, d := range distance {
		if d <= limit {
			near = append(near, Near{to[k], d})
		}
	}
	return near
}

// Pick returns the distances whose unit j is unit order[j] of t.
func (t *Table) Pick(order []int) Distances {
	// A unit that lies 0 from itself has copies that lie 0 from each other.
	n := t.Len()
	own := &Graph{First: make([]int32, n+1), To: make([]int32, 0, len(t.pairs.To)+n), Value: make([]float64, 0, len(t.pairs.To)+n)}
	for i := range n {
		to, distance := t.pairs.Of(i)
		k, _ := slices.BinarySearch(to, int32(i))
		own.To = append(append(append(own.To, to[:k]...), int32(i)), to[k:]...)
		own.Value = append(append(append(own.Value, distance[:k]...), 0), distance[k:]...)
		own.First[i+1] = int32(len(own.To))
	}
	picked := own.Pick(order)
	out := &Graph{First: make([]int32, len(order)+1), To: picked.To[:0], Value: picked.Value[:0]}
	for j := range order {
		to, distance := picked.Of(j)
		for k, c := range to {
			if int(c) != j {
				out.To, out.Value = append(out.To, c), append(out.Value, distance[k])
			}
		}
		out.First[j+1] = int32(len(out.To))
	}
	return &Table{unit: t.unit, pairs: out}
}
