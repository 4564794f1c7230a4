package space

import "slices"

// withOwn returns the graph with a link from each unit to itself: of weight 1, or as heavy as its heaviest other. Links to itself that a
// unit has already stay as they are.
func (g *Graph) withOwn(heaviest bool) *Graph {
	n := g.Len()
	out := &Graph{First: make([]int32, n+1), To: make([]int32, 0, len(g.To)+n), Value: make([]float64, 0, len(g.To)+n)}
	for i := range n {
		to, value := g.Of(i)
		at, found := slices.BinarySearch(to, int32(i))
		out.To, out.Value = append(out.To, to[:at]...), append(out.Value, value[:at]...)
		if !found {
			own := 1.0
			if heaviest && len(value) > 0 {
				own = slices.Max(value)
			}
			out.To, out.Value = append(out.To, int32(i)), append(out.Value, own)
		}
		out.To, out.Value = append(out.To, to[at:]...), append(out.Value, value[at:]...)
		out.First[i+1] = int32(len(out.To))
	}
	return out
}
