package space

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Graph links units with others, each link with a value: metres of shared border, or a weight. The links of unit i are To[First[i]:First[i+1]],
// in the order of their numbers. Borders are symmetric; weights need not be. No unit links to itself, except in weights that
// say so.
type Graph struct {
	First []int32
	To    []int32
	Value []float64 // of each link; nil where only the links are known
}

// Link is one link of a graph.
type Link struct {
	From, To int
	Value    float64
}

func byPair(a, b Link) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) }

// NewGraph returns the graph of n units with these links. A link that comes twice is an error.
func NewGraph(n int, links []Link) (*Graph, error) {
	links = slices.Clone(links)
	slices.SortFunc(links, byPair)
	g := &Graph{First: make([]int32, n+1), To: make([]int32, len(links)), Value: make([]float64, len(links))}
	for k, l := range links {
		if l.From < 0 || l.From >= n || l.To < 0 || l.To >= n {
			return nil, fmt.Errorf("a link from unit %d to unit %d of %d", l.From, l.To, n)
		}
		if k > 0 && links[k-1].From == l.From && links[k-1].To == l.To {
			return nil, fmt.Errorf("units %d and %d are linked twice", l.From, l.To)
		}
		g.First[l.From+1]++
		g.To[k], g.Value[k] = int32(l.To), l.Value
	}
	for i := range n {
		g.First[i+1] += g.First[i]
	}
	return g, nil
}

// Len returns the number of units.
func (g *Graph) Len() int { return len(g.First) - 1 }

// Of returns the units that unit i is linked with, in order, and the values of the links. They are the graph's own.
func (g *Graph) Of(i int) (to []int32, value []float64) {
	first, end := g.First[i], g.First[i+1]
	if g.Value == nil {
		return g.To[first:end], nil
	}
	return g.To[first:end], g.Value[first:end]
}

func (g *Graph) check() error {
	n := g.Len()
	if n < 0 || g.First[0] != 0 || int(g.First[n]) != len(g.To) || g.Value != nil && len(g.Value) != len(g.To) {
		return fmt.Errorf("the links of units do not have one length")
	}
	for i := range n {
		if g.First[i] > g.First[i+1] {
			return fmt.Errorf("the links of unit %d end before they begin", i)
		}
	}
	for i := range n {
		to, value := g.Of(i)
		for k, j := range to {
			if j < 0 || int(j) >= n || k > 0 && to[k-1] >= j {
				return fmt.Errorf("unit %d is linked with unit %d of %d, out of order", i, j, n)
			}
			if value != nil && (value[k] < 0 || !(math.Abs(value[k]) <= math.MaxFloat64)) {
				return fmt.Errorf("the link of units %d and %d has the value %v", i, j, value[k])
			}
		}
	}
	return nil
}

// Pick returns the graph whose unit j is unit order[j] of g. A copy is linked with all copies of what its unit is linked with.
func (g *Graph) Pick(order []int) *Graph {
	copies := make([][]int32, g.Len())
	for j, i := range order {
		copies[i] = append(copies[i], int32(j))
	}
	out := &Graph{First: make([]int32, len(order)+1), To: make([]int32, 0, len(g.To))}
	if g.Value != nil {
		out.Value = make([]float64, 0, len(g.To))
	}
	var links []Link
	for j, i := range order {
		links = links[:0]
		to, value := g.Of(i)
		for k, from := range to {
			v := 0.0
			if value != nil {
				v = value[k]
			}
			for _, c := range copies[from] {
				links = append(links, Link{To: int(c), Value: v})
			}
		}
		slices.SortFunc(links, func(a, b Link) int { return cmp.Compare(a.To, b.To) })
		for _, l := range links {
			out.To = append(out.To, int32(l.To))
			if g.Value != nil {
				out.Value = append(out.Value, l.Value)
			}
		}
		out.First[j+1] = int32(len(out.To))
	}
	return out
}

// Rook returns the links of units that share more than a corner: those with a value above 0. Where values are unknown it is g itself.
func (g *Graph) Rook() *Graph {
	if g.Value == nil {
		return g
	}
	out := &Graph{First: make([]int32, g.Len()+1)}
	for i := range g.Len() {
		to, value := g.Of(i)
		for k, v := range value {
			if v > 0 {
				out.To, out.Value = append(out.To, to[k]), append(out.Value, v)
			}
		}
		out.First[i+1] = int32(len(out.To))
	}
	return out
}
