package space

import (
	"cmp"
	"fmt"
	"slices"
	"sync/atomic"
)

// collect makes a graph from what find, which start makes for each goroutine, appends for each unit, in any order. Links of value 0 are left
// out.
func collect(n int, start func() (find func(i int, near []Near) []Near)) (*Graph, error) {
	rows := make([][]Near, n)
	var links atomic.Int64
	Each(n, func() func(int) {
		find := start()
		var near []Near
		return func(i int) {
			if links.Load() > maxLinks {
				return
			}
			near = slices.DeleteFunc(find(i, near[:0]), func(x Near) bool { return x.Distance == 0 })
			links.Add(int64(len(near)))
			rows[i] = slices.Clone(near)
		}
	})
	if links.Load() > maxLinks {
		return nil, fmt.Errorf("more than %d pairs of units weigh on each other; want a shorter distance, or a cut-off", maxLinks)
	}
	g := &Graph{First: make([]int32, n+1), To: make([]int32, 0, links.Load()), Value: make([]float64, 0, links.Load())}
	for i, row := range rows {
		slices.SortFunc(row, func(a, b Near) int { return cmp.Compare(a.Unit, b.Unit) })
		for _, x := range row {
			g.To, g.Value = append(g.To, x.Unit), append(g.Value, x.Distance)
		}
		g.First[i+1] = int32(len(g.To))
	}
	return g, nil
}
