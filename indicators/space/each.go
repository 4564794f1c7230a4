package space

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each does something for every unit from 0 to n−1, with all processors: start is called once for each of them and returns what is done for
// a unit, with memory of its own. What is done for a unit must not depend on other units having been done.
func Each(n int, start func() func(i int)) {
	const batch = 32
	workers := min(runtime.GOMAXPROCS(0), (n+batch-1)/batch)
	var next atomic.Int64
	work := func() {
		do := start()
		for {
			end := int(next.Add(batch))
			if end-batch >= n {
				return
			}
			for i := end - batch; i < min(end, n); i++ {
				do(i)
			}
		}
	}
	if workers <= 1 {
		work()
		return
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(work)
	}
	wg.Wait()
}
