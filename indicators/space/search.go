package space

import "math"

// search finds the shortest ways from one node to others (Dijkstra 1959, Numerische Mathematik 1, 269–271). Its memory serves one search after
// another.
type search struct {
	length []float64 // of the shortest way so far, +Inf where there is none
	seen   []int32   // the nodes that have one
	heap   []reached // the nearest first
}

// reached is a node and the length of a way to it.
type reached struct {
	length float64
	node   int32
}

func newSearch(nodes int) *search {
	s := &search{length: make([]float64, nodes)}
	for k := range s.length {
		s.length[k] = math.Inf(1)
	}
	return s
}

// run visits from, and the nodes at most limit from it in order of their distance.
func (s *search) run(r *roads, from int, limit float64, visit func(node int32, length float64)) {
	for _, k := range s.seen {
		s.length[k] = math.Inf(1)
	}
	s.length[from] = 0
	s.seen = append(s.seen[:0], int32(from))
	s.heap = append(s.heap[:0], reached{0, int32(from)})
	for len(s.heap) > 0 {
		at := s.pop()
		if at.length > s.length[at.node] {
			continue // a shorter way was found meanwhile
		}
		visit(at.node, at.length)
		for e := r.first[at.node]; e < r.first[at.node+1]; e++ {
			to, length := r.to[e], at.length+r.length[e]
			if length <= limit && length < s.length[to] {
				if math.IsInf(s.length[to], 1) {
					s.seen = append(s.seen, to)
				}
				s.length[to] = length
				s.push(reached{length, to})
			}
		}
	}
}

func (s *search) push(x reached) {
	s.heap = append(s.heap, x)
	k := len(s.heap) - 1
	for k > 0 {
		parent := (k - 1) / 2
		if s.heap[parent].length <= x.length {
			break
		}
		s.heap[k] = s.heap[parent]
		k = parent
	}
	s.heap[k] = x
}

func (s *search) pop() reached {
	top, n := s.heap[0], len(s.heap)-1
	x := s.heap[n]
	s.heap = s.heap[:n]
	k := 0
	for child := 1; child < n; child = 2*k + 1 {
		if child+1 < n && s.heap[child+1].length < s.heap[child].length {
			child++
		}
		if x.length <= s.heap[child].length {
			break
		}
		s.heap[k] = s.heap[child]
		k = child
	}
	if n > 0 {
		s.heap[k] = x
	}
	return top
}
