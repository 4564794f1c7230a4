package resample

import (
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
)

// Options are the choices of a resampling. Zero fields have the defaults named with them.
type Options struct {
	Replicates int     // default 999
	Level      float64 // confidence level; default 0.95
	Seed       uint64
	Workers    int      // goroutines; default all processors
	Interval   Interval // default [BasicInterval]

	// Noise is that which a publisher has added to the counts of each input, in their order. [Bootstrap], which has one input, and [OverTime] draw
	// it with [Persons].
	Noise []Noise

	// Progress is told now and then how many of all draws are done, by one goroutine at a time. Default: nobody is told.
	Progress func(done, total int)
}

// filled returns o with defaults.
func (o Options) filled() Options {
	if o.Replicates <= 0 {
		o.Replicates = 999
	}
	if !(o.Level > 0 && o.Level < 1) {
		o.Level = 0.95
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Interval == "" {
		o.Interval = BasicInterval
	}
	return o
}

// Draw computes statistics of one replicate into out from the random numbers of r. NaN means that a statistic has no
// value for the replicate.
type Draw func(r *rand.Rand, out []float64)

// Replicate computes k statistics of every replicate and returns them, one slice of replicates for each statistic.
// Worker is called once for each goroutine and returns a Draw with scratch memory of its own.
func Replicate(o Options, k int, worker func() Draw) [][]float64 {
	o = o.filled()
	return tabulate(o, o.Replicates, k, func() func(i int, row []float64) {
		draw := worker()
		pcg := rand.NewPCG(0, 0)
		r := rand.New(pcg)
		return func(i int, row []float64) {
			pcg.Seed(o.Seed, scramble(uint64(i)))
			draw(r, row)
		}
	})
}

// tabulate returns k columns of n numbers, of which each call of a worker fills the row of one i. Numbers that are not
// filled are NaN.
func tabulate(o Options, n, k int, worker func() func(i int, row []float64)) [][]float64 {
	flat := make([]float64, k*n)
	out := make([][]float64, k)
	for j := range out {
		out[j] = flat[j*n : (j+1)*n : (j+1)*n]
	}
	var next, done atomic.Int64
	var telling sync.Mutex
	var wg sync.WaitGroup
	for range min(o.Workers, n) {
		wg.Go(func() {
			fill := worker()
			row := make([]float64, k)
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				for j := range row {
					row[j] = math.NaN()
				}
				fill(i, row)
				for j, v := range row {
					out[j][i] = v
				}
				if d := int(done.Add(1)); o.Progress != nil && d*100/n > (d-1)*100/n { // at each per cent
					telling.Lock()
					o.Progress(int(done.Load()), n)
					telling.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return out
}

// scramble spreads neighbouring replicate numbers over all 64 bits, so that their streams start far apart (the finaliser
// of SplitMix64: Steele, Lea and Flood 2014, OOPSLA, 453–472).
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
