package crosswalk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// Share is how much of an older area lies in a newer one. Areas are numbers of units, from 0.
type Share struct {
	From, To int
	Weight   float64 // from 0 to 1
}

// Crosswalk is the shares of all older areas. Those of each add up to 1.
type Crosswalk struct {
	Shares     []Share
	Newer      int  // how many newer areas there are
	Population bool // shares are of the population, and otherwise of the land: then how many people live in a part is unknown as well
}

// Options are the choices of dealing. Zero fields have the defaults named with them.
type Options struct {
	Space *space.Space // where the newer areas lie; nil where no index reads that

	Replicates int     // default 999
	Level      float64 // which share of the drawings lies between the limits; default 0.95
	Seed       uint64
	Workers    int // goroutines; default all processors
}

// Result is the error that a crosswalk brings to some statistics.
type Result struct {
	Divided  float64 // the share of the people who were counted in areas that are divided
	Outcomes []Outcome
}

// Outcome is one statistic of the newer areas. What has no value is NaN.
type Outcome struct {
	Value  float64 // with divided areas mixed alike everywhere
	Chance Limits  // with persons dealt out by chance
	Apart  Limits  // with groups as much apart as can be

	// The crosswalk error: from the lowest to the highest of the limits of both.
	Lower, Upper float64

	Why string // why there is no value, or no limits; "" when there are both
}

// Limits are quantiles of the drawings, and in how many of them the index has no value.
type Limits struct {
	Lower, Median, Upper float64
	Undefined            int
}

// Convert carries the counts of older areas over to the newer, each divided area in the proportions of its shares.
func (x Crosswalk) Convert(c index.Composition) (index.Composition, error) {
	parts, err := x.parts(c)
	if err != nil {
		return index.Composition{}, err
	}
	out := x.blank(c, nil)
	for i, shares := range parts {
		for k, counts := range c.Counts {
			for _, s := range shares {
				out.Counts[k][s.To] += float64(s.Weight * counts[i])
			}
		}
	}
	return out, nil
}

// Error computes statistics of the newer areas from the counts of the older, and how far they may lie from the truth. Statistics share the drawings. An
// index that has several values has no limits.
func Error(c index.Composition, x Crosswalk, o Options, stats ...resample.Statistic) (Result, error) {
	if !(o.Level > 0 && o.Level < 1) {
		o.Level = 0.95
	}
	parts, err := x.parts(c)
	if err != nil {
		return Result{}, err
	}
	converted, err := x.Convert(c)
	if err != nil {
		return Result{}, err
	}
	converted.Space = o.Space
	out := Result{Divided: divided(c, parts), Outcomes: make([]Outcome, len(stats))}
	draws := resample.Options{Replicates: o.Replicates, Seed: o.Seed, Workers: o.Workers}
	chance := resample.Replicate(draws, len(stats), func() resample.Draw { return x.dealer(c, parts, o.Space, stats, byChance) })
	apart := resample.Replicate(draws, len(stats), func() resample.Draw { return x.dealer(c, parts, o.Space, stats, x.apart) })
	for j, s := range stats {
		out.Outcomes[j] = outcome(converted, s)
		if s.Index.Scalar() {
			least, most := limits(chance[j], o.Level), limits(apart[j], o.Level)
			out.Outcomes[j].Chance, out.Outcomes[j].Apart = least, most
			out.Outcomes[j].Lower, out.Outcomes[j].Upper = min(least.Lower, most.Lower), max(least.Upper, most.Upper)
		}
	}
	return out, nil
}

// parts returns the shares of each older area that are above 0.
func (x Crosswalk) parts(c index.Composition) ([][]Share, error) {
	if err := c.Check(1); err != nil {
		return nil, err
	}
	parts, sums := make([][]Share, c.Units()), make([]float64, c.Units())
	for _, s := range x.Shares {
		if s.From < 0 || s.From >= c.Units() || s.To < 0 || s.To >= x.Newer || !(s.Weight >= 0 && s.Weight <= 1) {
			return nil, fmt.Errorf("the share %v of area %d of %d in area %d of %d", s.Weight, s.From, c.Units(), s.To, x.Newer)
		}
		sums[s.From] += s.Weight
		if s.Weight > 0 {
			parts[s.From] = append(parts[s.From], s)
		}
	}
	for i, sum := range sums {
		if math.Abs(sum-1) > 1e-3 {
			return nil, fmt.Errorf("the shares of area %d add up to %v; want 1", i, sum)
		}
	}
	return parts, nil
}

// blank returns newer areas without people.
func (x Crosswalk) blank(c index.Composition, s *space.Space) index.Composition {
	out := index.Composition{Names: c.Names, Supergroup: c.Supergroup, Counts: make([][]float64, len(c.Counts)), Space: s}
	for k := range out.Counts {
		out.Counts[k] = make([]float64, x.Newer)
	}
	return out
}

// divided returns the share of the people who live in areas with more than one part.
func divided(c index.Composition, parts [][]Share) float64 {
	var all, some index.Sum
	for i, shares := range parts {
		for _, counts := range c.Counts {
			all.Add(counts[i])
			if len(shares) > 1 {
				some.Add(counts[i])
			}
		}
	}
	if all.Value() == 0 {
		return 0
	}
	return some.Value() / all.Value()
}

// deal puts the people of one divided area, by group, into its parts: dealt[k][j] of group k fall into part j.
type deal func(r *rand.Rand, people []float64, shares []Share, dealt [][]float64)

// dealer returns what computes the statistics of one drawing.
func (x Crosswalk) dealer(c index.Composition, parts [][]Share, s *space.Space, stats []resample.Statistic, how deal) resample.Draw {
	drawn := x.blank(c, s)
	people, dealt := make([]float64, len(c.Counts)), make([][]float64, len(c.Counts))
	return func(r *rand.Rand, row []float64) {
		for _, counts := range drawn.Counts {
			clear(counts)
		}
		for i, shares := range parts {
			for k, counts := range c.Counts {
				people[k] = counts[i]
				dealt[k] = slices.Grow(dealt[k][:0], len(shares))[:len(shares)]
				clear(dealt[k])
				if len(shares) == 1 {
					dealt[k][0] = counts[i]
				}
			}
			if len(shares) > 1 {
				how(r, people, shares, dealt)
			}
			for k := range dealt {
				for j, s := range shares {
					drawn.Counts[k][s.To] += dealt[k][j]
				}
			}
		}
		for j, s := range stats {
			row[j] = outcome(drawn, s).Value
		}
	}
}

// byChance lets each person fall into a part by its share. What is no whole person is divided.
func byChance(r *rand.Rand, people []float64, shares []Share, dealt [][]float64) {
	for k, n := range people {
		left, rest := math.Floor(n), n-math.Floor(n)
		weight := 1.0
		for j, s := range shares {
			m := left
			if j < len(shares)-1 {
				m = resample.Binomial(r, left, min(1, s.Weight/weight))
			}
			dealt[k][j] = m + float64(rest*s.Weight)
			left -= m
			weight -= s.Weight
		}
	}
}

// apart fills the parts one after the other with one group after the other, all in a drawn order, where the shares say how many people a part has. Where
// they are shares of the land, each group lives in one part, drawn by its share.
func (x Crosswalk) apart(r *rand.Rand, people []float64, shares []Share, dealt [][]float64) {
	if !x.Population {
		for k, n := range people {
			u, j := r.Float64(), 0
			for ; j < len(shares)-1 && u >= shares[j].Weight; j++ {
				u -= shares[j].Weight
			}
			dealt[k][j] = n
		}
		return
	}
	total := index.Total(people)
	order := r.Perm(len(shares))
	at, room := 0, float64(total*shares[order[0]].Weight)
	for _, k := range r.Perm(len(people)) {
		left := people[k]
		for left > 0 {
			if at == len(order)-1 { // the last part takes what is left, whatever rounding says
				dealt[k][order[at]] += left
				break
			}
			n := min(left, room)
			dealt[k][order[at]] += n
			left, room = left-n, room-n
			if room <= 0 {
				at++
				room = float64(total * shares[order[at]].Weight)
			}
		}
	}
}

// outcome computes a statistic.
func outcome(c index.Composition, s resample.Statistic) Outcome {
	nan := math.NaN()
	none := Limits{Lower: nan, Median: nan, Upper: nan}
	out := Outcome{Value: nan, Chance: none, Apart: none, Lower: nan, Upper: nan}
	if !s.Index.Scalar() {
		out.Why = "an index with several values has no limits"
		return out
	}
	parts, err := s.Index.Compute(index.Input{Composition: c}, s.Params)
	switch {
	case len(parts) == 1:
		out.Value = parts[0].Value
	case err != nil:
		out.Why = err.Error()
	}
	return out
}

// limits returns the quantiles of what was drawn.
func limits(drawn []float64, level float64) Limits {
	values := slices.DeleteFunc(slices.Clone(drawn), math.IsNaN)
	l := Limits{Lower: math.NaN(), Median: math.NaN(), Upper: math.NaN(), Undefined: len(drawn) - len(values)}
	if len(values) > 0 {
		slices.Sort(values)
		l.Lower, l.Median, l.Upper = resample.Quantile(values, (1-level)/2), resample.Quantile(values, 0.5), resample.Quantile(values, (1+level)/2)
	}
	return l
}
