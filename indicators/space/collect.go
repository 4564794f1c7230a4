package space

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
)

// collect makes a graph from what find, which start makes for each goroutine, finds for each unit, in any order. Links of value 0 are left out.
func collect(n int, start func() (find func(i int, near []Near) ([]Near, error))) (*Graph, error) {
	rows := make([][]Near, n)
	var mu sync.Mutex
	var failed error
	links := 0
	Each(n, func() func(int) {
		find := start()
		var near []Near
		return func(i int) {
			var err error
			if near, err = find(i, near[:0]); err == nil {
				near = slices.DeleteFunc(near, func(x Near) bool { return x.Distance == 0 })
			}
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				if links += len(near); links > maxLinks {
					err = fmt.Errorf("more than %d pairs of units weigh on each other; want a shorter distance, or a cut-off", maxLinks)
				}
			}
			if failed = cmp.Or(failed, err); failed == nil {
				rows[i] = slices.Clone(near)
			}
		}
	})
	if failed != nil {
		return nil, failed
	}
	g := &Graph{First: make([]int32, n+1), To: make([]int32, 0, links), Value: make([]float64, 0, links)}
	for i, row := range rows {
		slices.SortFunc(row, func(a, b Near) int { return cmp.Compare(a.Unit, b.Unit) })
		for _, x := range row {
			g.To, g.Value = append(g.To, x.Unit), append(g.Value, x.Distance)
		}
		g.First[i+1] = int32(len(g.To))
	}
	return g, nil
}
