package space

import "slices"

// reversed returns the graph with each link the other way round.
func (g *Graph) reversed() *Graph {
	n := g.Len()
	out := &Graph{First: make([]int32, n+1), To: make([]int32, len(g.To))}
	if g.Value != nil {
		out.Value = make([]float64, len(g.To))
	}
	for _, j := range g.To {
		out.First[j+1]++
	}
	for i := range n {
		out.First[i+1] += out.First[i]
	}
	next := slices.Clone(out.First)
	for i := range n {
		to, value := g.Of(i)
		for k, j := range to {
			at := next[j]
			next[j]++
			out.To[at] = int32(i)
			if value != nil {
				out.Value[at] = value[k]
			}
		}
	}
	return out
}

// Symmetric says whether every link goes both ways, with one value.
func (g *Graph) Symmetric() bool {
	back := g.reversed()
	return slices.Equal(g.First, back.First) && slices.Equal(g.To, back.To) && slices.Equal(g.Value, back.Value)
}

// Symmetrised returns the graph whose links all go both ways, with the larger value where two differ.
func (g *Graph) Symmetrised() *Graph {
	back := g.reversed()
	out := &Graph{First: make([]int32, g.Len()+1)}
	for i := range g.Len() {
		here, there := g.First[i], back.First[i]
		for here < g.First[i+1] || there < back.First[i+1] {
			var j int32
			v := 0.0
			one := there == back.First[i+1] || here < g.First[i+1] && g.To[here] <= back.To[there]
			other := here == g.First[i+1] || there < back.First[i+1] && back.To[there] <= g.To[here]
			if one {
				if j = g.To[here]; g.Value != nil {
					v = g.Value[here]
				}
				here++
			}
			if other {
				if j = back.To[there]; back.Value != nil {
					v = max(v, back.Value[there])
				}
				there++
			}
			out.To = append(out.To, j)
			if g.Value != nil {
				out.Value = append(out.Value, v)
			}
		}
		out.First[i+1] = int32(len(out.To))
	}
	return out
}
