package segregation

import (
	"container/heap"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// joiner joins the units of a pool. Every unit keeps the unit after it whose joining would lose least, with a loss that is
// at least as small as the true one: a joined unit is a new neighbour, which is compared with all before it at once, and a
// neighbour that is no more is replaced only when it comes first. This is Müllner's (2011, arXiv:1109.2378) generic
// algorithm of agglomerative clustering; it does not ask that joining brings two units no nearer to a third.
type joiner struct {
	unit    []int     // number of each member in the composition
	K       int       // groups
	counts  []float64 // K for each member
	totals  []float64
	T       float64
	alive   []bool
	nearest []int     // the neighbour of each member, −1 for the last
	loss    []float64 // at most what joining the two loses; exact while the neighbour is as it was
	stale   []bool    // the neighbour is gone or has changed
	queue   []int     // heap of members by loss
	place   []int     // of each member in queue
}

func newJoiner(c index.Composition, pool []int, T float64) *joiner {
	n, K := len(pool), len(c.Counts)
	j := &joiner{unit: pool, K: K, counts: make([]float64, n*K), totals: make([]float64, n), T: T, alive: make([]bool, n),
		nearest: make([]int, n), loss: make([]float64, n), stale: make([]bool, n), place: make([]int, n)}
	for a, i := range pool {
		for k, counts := range c.Counts {
			j.counts[a*K+k] = counts[i]
			j.totals[a] += counts[i]
		}
		j.alive[a] = true
	}
	return j
}

// join returns all steps, cheapest first.
func (j *joiner) join() []Join {
	n := len(j.unit)
	for a := range n {
		j.findNearest(a)
		j.place[a] = a
		j.queue = append(j.queue, a)
	}
	heap.Init(j)
	steps := make([]Join, 0, max(0, n-1))
	for len(steps) < n-1 {
		a := j.queue[0]
		if j.stale[a] {
			j.findNearest(a)
			heap.Fix(j, 0)
			continue
		}
		b := j.nearest[a]
		steps = append(steps, Join{A: j.unit[a], B: j.unit[b], Loss: j.loss[a]})
		j.merge(a, b)
	}
	return steps
}

// merge makes a and b one, under the name of a.
func (j *joiner) merge(a, b int) {
	for k := range j.K {
		j.counts[a*j.K+k] += j.counts[b*j.K+k]
	}
	j.totals[a] += j.totals[b]
	j.alive[b] = false
	heap.Remove(j, j.place[b])
	for c := range a {
		if !j.alive[c] {
			continue
		}
		if j.nearest[c] == a || j.nearest[c] == b {
			j.stale[c] = true
		}
		if loss := j.lossOf(c, a); loss < j.loss[c] || loss == j.loss[c] && (j.stale[c] || a < j.nearest[c]) {
			j.nearest[c], j.loss[c], j.stale[c] = a, loss, false
			heap.Fix(j, j.place[c])
		}
	}
	for c := a + 1; c < b; c++ {
		j.stale[c] = j.stale[c] || j.alive[c] && j.nearest[c] == b
	}
	j.findNearest(a)
	heap.Fix(j, j.place[a])
}

// findNearest sets the neighbour of a among the members after it.
func (j *joiner) findNearest(a int) {
	j.nearest[a], j.loss[a], j.stale[a] = -1, math.Inf(1), false
	for b := a + 1; b < len(j.unit); b++ {
		if j.alive[b] {
			if loss := j.lossOf(a, b); loss < j.loss[a] || j.nearest[a] < 0 {
				j.nearest[a], j.loss[a] = b, loss
			}
		}
	}
}

// lossOf returns the mutual information that joining a and b loses, in natural units.
func (j *joiner) lossOf(a, b int) float64 {
	ta, tb := j.totals[a], j.totals[b]
	t := ta + tb
	var sum index.Sum
	for k := range j.K {
		na, nb := j.counts[a*j.K+k], j.counts[b*j.K+k]
		p := (na + nb) / t
		if na > 0 {
			sum = sum.Plus(na / j.T * math.Log(na/ta/p))
		}
		if nb > 0 {
			sum = sum.Plus(nb / j.T * math.Log(nb/tb/p))
		}
	}
	return max(0, sum.Value())
}

// Len, Less, Swap, Push and Pop are those of container/heap.
func (j *joiner) Len() int { return len(j.queue) }
func (j *joiner) Less(x, y int) bool {
	a, b := j.queue[x], j.queue[y]
	if j.loss[a] != j.loss[b] {
		return j.loss[a] < j.loss[b]
	}
	return a < b
}
func (j *joiner) Swap(x, y int) {
	j.queue[x], j.queue[y] = j.queue[y], j.queue[x]
	j.place[j.queue[x]], j.place[j.queue[y]] = x, y
}
func (j *joiner) Push(x any) { j.queue = append(j.queue, x.(int)) }
func (j *joiner) Pop() any {
	last := j.queue[len(j.queue)-1]
	j.queue = j.queue[:len(j.queue)-1]
	return last
}

// cheapestFirst merges the steps of pools that do not touch each other: the next is the one that loses least among the next
// of each pool.
func cheapestFirst(steps [][]Join) []Join {
	var next joins
	total := 0
	for _, s := range steps {
		total += len(s)
		if len(s) > 0 {
			next = append(next, s)
		}
	}
	heap.Init(&next)
	out := make([]Join, 0, total)
	for len(next) > 0 {
		out = append(out, next[0][0])
		if next[0] = next[0][1:]; len(next[0]) == 0 {
			heap.Pop(&next)
		} else {
			heap.Fix(&next, 0)
		}
	}
	return out
}

// joins is a heap of the steps to come of each pool.
type joins [][]Join

func (q joins) Len() int { return len(q) }
func (q joins) Less(x, y int) bool {
	a, b := q[x][0], q[y][0]
	if a.Loss != b.Loss {
		return a.Loss < b.Loss
	}
	return a.A < b.A
}
func (q joins) Swap(x, y int) { q[x], q[y] = q[y], q[x] }
func (q *joins) Push(x any)   { *q = append(*q, x.([]Join)) }
func (q *joins) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
