package rate

import (
	"runtime"
	"sync"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// WilsonColumns writes [Wilson]'s limits of count[i] among population[i] into lower[i] and upper[i], for tables of millions of
// proportions: on the given number of goroutines (0: one for each processor), without memory of its own. The limits are NaN where
// Wilson's are. Lengths that differ are an error, and so is a level that is not between 0 and 1.
func WilsonColumns(count, population []float64, level float64, lower, upper []float64, workers int) error {
	n := len(count)
	if len(population) != n || len(lower) != n || len(upper) != n {
		return index.Undefined("%s, %s, %s and %d upper limits", lang.Count(n, "count"), lang.Count(len(population), "population"),
			lang.Count(len(lower), "lower limit"), len(upper))
	}
	if !(level > 0 && level < 1) {
		return index.Undefined("confidence level is %v; it must be between 0 and 1", level)
	}
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	z := Z(level)
	var wg sync.WaitGroup
	for w := range workers {
		from, to := n*w/workers, n*(w+1)/workers
		wg.Go(func() {
			for i := from; i < to; i++ {
				lower[i], upper[i] = wilson(count[i], population[i], z)
			}
		})
	}
	wg.Wait()
	return nil
}
