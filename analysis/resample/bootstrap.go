package resample

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// Outcome is the values of a statistic, one for each part that [index.Index.Compute] returns, in its order.
type Outcome struct {
	Values []Value
	Err    error // why there are none; wraps [index.ErrUndefined]
}

// Value is one value of a statistic with its interval.
type Value struct {
	Part index.Part // as computed from the data
	Result
	Why string // why there is no interval
}

// Bootstrap returns every value of each statistic with an interval from drawing the data anew. Statistics of one call are
// computed from the same draws.
//
// Points of a curve have no interval, for replicates have points at other places; neither have values of single units when
// whole units are drawn.
func Bootstrap(in index.Input, scheme Scheme, stats []Statistic, o Options) []Outcome {
	o = o.filled()
	all, slots := computeAll(in, stats, scheme.reasons(in))
	results := make([]Value, slots)
	var a accelerations
	if o.Interval == BCaInterval {
		a = accelerationsOf(in, scheme, all, slots, o)
	}
	owner := owners(all, slots)
	draws := scheme.sampler(in, shapes(all), o.noiseOf(0))
	inPasses(slots, o.Replicates, func(first, k int) [][]float64 {
		return Replicate(o, k, func() Draw {
			draw := draws()
			return func(r *rand.Rand, out []float64) { fill(all, draw(r), first, out) }
		})
	}, func(slot int, replicates []float64) {
		of := owner[slot]
		v := &results[slot]
		v.Result, v.Why = summarise(of.Value, replicates, o, of.Index.Min, of.Index.Max, func() (float64, string) { return a.of(slot) })
	})
	out := make([]Outcome, len(all))
	for s, c := range all {
		out[s] = Outcome{Values: make([]Value, len(c.parts)), Err: c.err}
		for i, p := range c.parts {
			v := Value{Result: plain(p.Value, o.Level), Why: c.why[i]}
			if slot := c.slots[i]; slot >= 0 {
				v = results[slot]
			}
			v.Part = p
			out[s].Values[i] = v
		}
	}
	return out
}

// plain returns a value without an interval.
func plain(value, level float64) Result {
	nan := math.NaN()
	return Result{Estimate: index.Estimate{Value: value, Lower: nan, Upper: nan, Level: level}, Corrected: nan, SE: nan}
}
