package space

import "slices"

// stepper goes through a graph step by step from one unit. It is for one goroutine.
type stepper struct {
	g     *Graph
	steps []int32 // from the unit; −1 where it has not been
	queue []int32 // the units that were reached, in order
}

func (g *Graph) stepper() *stepper {
	s := &stepper{g: g, steps: make([]int32, g.Len())}
	for i := range s.steps {
		s.steps[i] = -1
	}
	return s
}

// from goes at most so many steps from unit i, everywhere if that is negative.
func (s *stepper) from(i, most int) {
	for _, j := range s.queue {
		s.steps[j] = -1
	}
	s.steps[i] = 0
	s.queue = append(s.queue[:0], int32(i))
	for k := 0; k < len(s.queue); k++ {
		at := s.queue[k]
		if int(s.steps[at]) == most {
			return
		}
		to, _ := s.g.Of(int(at))
		for _, j := range to {
			if s.steps[j] < 0 {
				s.steps[j] = s.steps[at] + 1
				s.queue = append(s.queue, j)
			}
		}
	}
}

// between appends the units from least to most steps away, with the value 1.
func (s *stepper) between(i, least, most int, near []Near) []Near {
	s.from(i, most)
	for _, j := range s.queue {
		if int(s.steps[j]) >= least {
			near = append(near, Near{j, 1})
		}
	}
	return near
}

// Steps writes into steps how many links lead from unit i to each unit, the fewest there are, and −1 where none do. It returns steps, or
// new memory where that is too short.
func (g *Graph) Steps(i int, steps []int32) []int32 {
	s := stepper{g: g, steps: slices.Grow(steps[:0], g.Len())[:g.Len()]}
	for j := range s.steps {
		s.steps[j] = -1
	}
	s.from(i, -1)
	return s.steps
}

// Order returns the links of units at exactly k steps, without values: neighbours for 1, their neighbours that are not neighbours
// themselves for 2.
func (g *Graph) Order(k int) *Graph {
	out := &Graph{First: make([]int32, g.Len()+1)}
	s := g.stepper()
	for i := range g.Len() {
		if k > 0 {
			s.from(i, k)
			first := len(out.To)
			for _, j := range s.queue {
				if int(s.steps[j]) == k {
					out.To = append(out.To, j)
				}
			}
			slices.Sort(out.To[first:])
		}
		out.First[i+1] = int32(len(out.To))
	}
	return out
}

// Components returns the part of the graph to which each unit belongs, and how many parts there are. Units are in one part when links lead from one to
// the other, whatever their direction; parts are numbered in the order of their first units.
func (g *Graph) Components() (part []int32, parts int) {
	part = make([]int32, g.Len())
	for i := range part {
		part[i] = int32(i)
	}
	top := func(i int32) int32 {
		for part[i] != i {
			part[i] = part[part[i]]
			i = part[i]
		}
		return i
	}
	for i := range part {
		to, _ := g.Of(i)
		for _, j := range to {
			a, b := top(int32(i)), top(j)
			part[max(a, b)] = min(a, b)
		}
	}
	for i := range part {
		if first := top(int32(i)); first < int32(i) {
			part[i] = first
		}
	}
	// The first unit of a part now stands for it. It comes before the others, and takes its number before they ask for it.
	for i, first := range part {
		if first == int32(i) {
			part[i] = int32(parts)
			parts++
		} else {
			part[i] = part[first]
		}
	}
	return part, parts
}

// Islands returns the units that are linked with no other.
func (g *Graph) Islands() []int {
	var out []int
	for i := range g.Len() {
		if to, _ := g.Of(i); len(to) == 0 || len(to) == 1 && int(to[0]) == i {
			out = append(out, i)
		}
	}
	return out
}
