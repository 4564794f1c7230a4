package space

import (
	"cmp"
	"math"
	"slices"
)

// Walker goes through units in order of their distance from one of them. It is for one goroutine: each has its own.
type Walker struct {
	metric Distances
	tree   *tree // of points; nil for other distances
	near   []Near
	sorted []Near
	count  []int32
	limit  float64 // up to where other distances are looked for first
}

// Walker returns a walker. It is an error wrapping [ErrUnknown] when distances are unknown.
func (s *Space) Walker() (*Walker, error) {
	metric, err := s.Metric()
	if err != nil {
		return nil, err
	}
	w := &Walker{metric: metric, limit: math.Inf(1)}
	if p, ok := metric.(*Points); ok {
		w.tree = p.tree()
	}
	return w, nil
}

// nth returns the k-th unit in an order where those that follow each other lie near each other, so that walks from one after the other find
// what they read in the processor's memory.
func (w *Walker) nth(k int) int {
	if w.tree == nil {
		return k
	}
	return int(w.tree.unit[k])
}

// From visits all units that can be reached from unit i, one ring after another, until visit returns false. A ring is all units at one
// distance: those that differ by no more than rounding of coordinates or of sums of lengths, a few micrometres in a city. Unit i itself is the
// first of the first ring, with whatever else lies at distance 0. The other units of a ring come in order of their numbers. The ring is
// only valid during the call.
func (w *Walker) From(i int, visit func(ring []Near) bool) {
	if w.tree != nil {
		w.overPoints(i, visit)
	} else {
		w.overAny(i, visit)
	}
}

// overPoints looks at rings twice as large as the one before, and sorts each.
func (w *Walker) overPoints(i int, visit func(ring []Near) bool) {
	t := w.tree
	at := t.at(i)
	// The first disc has the size of a leaf, about the least that is worth a search.
	inner, outer := -1.0, t.reachOfLeaf(i)
	left := len(t.unit)
	held := w.near[:0] // the last ring so far, of which there may be more
	for {
		before := len(held)
		if left > 0 {
			held = t.ring(at, inner, outer, held)
		}
		found := len(held) - before
		left -= found
		batch := w.sort(held)
		last := w.rings(i, batch, t.slack, 0, left == 0, visit)
		if last < 0 || left == 0 {
			w.near = held
			return
		}
		held = append(held[:0], batch[last:]...)
		inner = outer
		if found < leafSize {
			outer *= 4
		} else {
			outer *= 2
		}
	}
}

// rings visits the rings of units in order of their distance and returns where the last begins, which it visits only at the end; −1
// where visit wants no more. Distances of a ring differ by no more than slack metres and share of the distance.
func (w *Walker) rings(i int, batch []Near, slack, share float64, end bool, visit func(ring []Near) bool) int {
	first := 0
	for first < len(batch) {
		reach := batch[first].Distance*(1+share) + slack
		next := first + 1
		for next < len(batch) && batch[next].Distance <= reach {
			next++
		}
		if next == len(batch) && !end {
			return first
		}
		ring := batch[first:next]
		if len(ring) > 1 {
			slices.SortFunc(ring, func(a, b Near) int { return cmp.Compare(a.Unit, b.Unit) })
		}
		if ring[0].Distance <= slack {
			if k := slices.IndexFunc(ring, func(x Near) bool { return x.Unit == int32(i) }); k > 0 {
				own := ring[k]
				copy(ring[1:k+1], ring[:k])
				ring[0] = own
			}
		}
		if !visit(ring) {
			return -1
		}
		first = next
	}
	return first
}

// overAny asks for the units within a limit, and again within a larger one while visit wants more. Where the last walk ended is the first
// limit of the next.
func (w *Walker) overAny(i int, visit func(ring []Near) bool) {
	limit, visited, reached := w.limit, 0, 0.0
	for {
		w.near = append(w.metric.Within(i, limit, w.near[:0]), Near{Unit: int32(i)})
		batch := w.sort(w.near)[visited:]
		all := math.IsInf(limit, 1)
		last := w.rings(i, batch, 0, roundingShare, all, func(ring []Near) bool {
			reached = ring[len(ring)-1].Distance
			return visit(ring)
		})
		if last < 0 {
			w.limit = 1.5 * reached
			return
		}
		if all {
			w.limit = limit
			return
		}
		visited += last
		limit *= 2
		if !(limit > 0) || limit > 64*w.limit {
			limit = math.Inf(1)
		}
	}
}

// sort returns near in order of distance, and of number where distances are equal, in memory of the walker. It puts them into as many
// buckets as there are units, alike in area, and sorts those.
func (w *Walker) sort(near []Near) []Near {
	n := len(near)
	if cap(w.sorted) < n {
		w.sorted, w.count = make([]Near, n+n/2), make([]int32, n+n/2+1)
	}
	out := w.sorted[:n]
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range near {
		low, high = min(low, x.Distance), max(high, x.Distance)
	}
	scale := float64(n) / (high*high - low*low)
	if n <= leafSize || !(scale <= math.MaxFloat64) || scale == 0 {
		copy(out, near)
		slices.SortFunc(out, nearer)
		return out
	}
	bucket := func(d float64) int { return min(n-1, max(0, int((d*d-low*low)*scale))) }
	count := w.count[:n+1]
	clear(count)
	for _, x := range near {
		count[bucket(x.Distance)+1]++
	}
	for b := range n {
		count[b+1] += count[b]
	}
	for _, x := range near {
		b := bucket(x.Distance)
		out[count[b]] = x
		count[b]++ // so that in the end it is where the next bucket begins
	}
	first := int32(0)
	for _, end := range count[:n] {
		switch size := end - first; {
		case size > 8:
			slices.SortFunc(out[first:end], nearer)
		case size > 1:
			for k := first + 1; k < end; k++ {
				x := out[k]
				m := k
				for ; m > first && nearer(x, out[m-1]) < 0; m-- {
					out[m] = out[m-1]
				}
				out[m] = x
			}
		}
		first = end
	}
	return out
}

func nearer(a, b Near) int {
	switch {
	case a.Distance < b.Distance:
		return -1
	case a.Distance > b.Distance:
		return 1
	}
	return int(a.Unit) - int(b.Unit)
}
