package resample

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// Statistic is an index with its parameters.
type Statistic struct {
	Index  index.Index
	Params index.Params
}

// composition returns the value of a statistic of groups, and an error for an index of another shape.
func (s Statistic) composition(c index.Composition) (float64, error) {
	switch {
	case s.Index.TwoGroup != nil:
		return s.Index.TwoGroup(c, s.Params)
	case s.Index.MultiGroup != nil:
		return s.Index.MultiGroup(c, s.Params)
	}
	return 0, index.Undefined("%s takes %s, not groups", s.Index.ID, s.Index.Shape())
}

func (s Statistic) distribution(d index.Distribution) (float64, error) {
	if s.Index.Unequal == nil {
		return 0, index.Undefined("%s takes %s, not values", s.Index.ID, s.Index.Shape())
	}
	return s.Index.Unequal(d, s.Params)
}

// results sums up the replicates of statistics by the basic interval.
func results(stats []Statistic, o Options, value func(Statistic) (float64, error), worker func() Draw) []Result {
	o = o.filled()
	out := make([]Result, len(stats))
	thetas := make([]float64, len(stats))
	any := false
	for j, s := range stats {
		thetas[j], out[j].Err = value(s)
		any = any || out[j].Err == nil
	}
	if !any {
		return out
	}
	reps := Replicate(o, len(stats), worker)
	for j, s := range stats {
		if out[j].Err == nil {
			out[j] = Basic(thetas[j], reps[j], o.Level, s.Index.Min, s.Index.Max)
		}
	}
	return out
}

// Persons returns the statistics of a composition with intervals from drawing every person anew. Indices of groups only.
func Persons(c index.Composition, stats []Statistic, o Options) []Result {
	worker := func() Draw { return nil }
	if c.Check(1) == nil {
		n := c.Units()
		flat := make([]float64, 0, n*len(c.Counts))
		for _, counts := range c.Counts {
			flat = append(flat, counts...)
		}
		cells := NewMultinomial(flat)
		worker = func() Draw {
			scratch := make([]float64, len(flat))
			drawn := index.Composition{Names: c.Names, Counts: make([][]float64, len(c.Counts))}
			for k := range drawn.Counts {
				drawn.Counts[k] = scratch[k*n : (k+1)*n : (k+1)*n]
			}
			return func(r *rand.Rand, out []float64) {
				cells.Draw(r, scratch)
				each(stats, out, func(s Statistic) (float64, error) { return s.composition(drawn) })
			}
		}
	}
	return results(stats, o, func(s Statistic) (float64, error) { return s.composition(c) }, worker)
}

// Units returns the statistics of a composition with intervals from drawing units with replacement.
func Units(c index.Composition, stats []Statistic, o Options) []Result {
	return results(stats, o, func(s Statistic) (float64, error) { return s.composition(c) }, func() Draw {
		n := c.Units()
		drawn := index.Composition{Names: c.Names, Counts: make([][]float64, len(c.Counts))}
		for k := range drawn.Counts {
			drawn.Counts[k] = make([]float64, n)
		}
		return func(r *rand.Rand, out []float64) {
			for i := range n {
				from := r.IntN(n)
				for k, counts := range c.Counts {
					drawn.Counts[k][i] = counts[from]
				}
			}
			each(stats, out, func(s Statistic) (float64, error) { return s.composition(drawn) })
		}
	})
}

// Values returns the statistics of a distribution with intervals from drawing units, each with its weight and rank, with
// replacement. Indices of values only.
func Values(d index.Distribution, stats []Statistic, o Options) []Result {
	return results(stats, o, func(s Statistic) (float64, error) { return s.distribution(d) }, func() Draw {
		n := len(d.Values)
		drawn := index.Distribution{Values: make([]float64, n)}
		if d.Weights != nil {
			drawn.Weights = make([]float64, n)
		}
		if d.Rank != nil {
			drawn.Rank = make([]float64, n)
		}
		return func(r *rand.Rand, out []float64) {
			for i := range n {
				from := r.IntN(n)
				drawn.Values[i] = d.Values[from]
				if d.Weights != nil {
					drawn.Weights[i] = d.Weights[from]
				}
				if d.Rank != nil {
					drawn.Rank[i] = d.Rank[from]
				}
			}
			each(stats, out, func(s Statistic) (float64, error) { return s.distribution(drawn) })
		}
	})
}

// each computes the statistics of one replicate.
func each(stats []Statistic, out []float64, value func(Statistic) (float64, error)) {
	for j, s := range stats {
		v, err := value(s)
		if err != nil {
			v = math.NaN()
		}
		out[j] = v
	}
}
