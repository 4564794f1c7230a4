package resample

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// Timed is a statistic at each of some dates, with its changes between pairs of them.
type Timed struct {
	Dates   []Dated    // in the order of the dates
	Changes []Compared // in the order of the pairs; without parts
}

// Dated is the value of a statistic at a date.
type Dated struct {
	Result
	Err error  // why there is no value; wraps [index.ErrUndefined]
	Why string // why there is no interval
}

// OverTime returns statistics of one number at each of some dates, each with an interval from drawing the data of that date anew, and
// the change between the dates of each pair, later − earlier as the pair names them, with an interval and a test. All come of the same
// draws: where a date is in several pairs, its replicates are the same, so that changes add up in every replicate as they do in the data.
//
// Dates are drawn independently of one another, each from random numbers of its own: were they shared, how many a date uses would show in the
// draws of the next, and the data of a date that is kept secret could be tried out until they fit. People who live in the same place at both dates make the indices of two dates alike by more
// than that, so the interval of a change is rather too wide than too narrow. The test is that of [BootstrapDifference]: replicates of
// the change moved to no change.
//
// The intervals are basic ones, whatever o says.
func OverTime(dates []index.Input, pairs [][2]int, scheme Scheme, stats []Statistic, o Options) []Timed {
	o = o.filled()
	o.Interval = BasicInterval
	all := make([][]computed, len(dates))
	first := make([]int, len(dates)) // column of the first slot of a date
	width := 0
	draws := make([]sampler, len(dates))
	for d, in := range dates {
		var slots int
		all[d], slots = computeAll(in, stats, reasons{func(s Statistic) string { return scheme.whyDated(in, s) }, scheme.whyPart})
		first[d] = width
		width += slots
		draws[d] = scheme.sampler(in, shapes(all[d]), o.noiseOf(d))
	}
	columns := Replicate(o, width, func() Draw {
		draw := make([]func(*rand.Rand) index.Input, len(dates))
		for d := range draw {
			draw[d] = draws[d]()
		}
		seeds := make([]uint64, len(dates))
		source := rand.NewPCG(0, 0)
		of := rand.New(source)
		return func(r *rand.Rand, out []float64) {
			for d := range seeds {
				seeds[d] = r.Uint64()
			}
			for d, own := range all {
				source.Seed(seeds[d], 0)
				end := width
				if d+1 < len(first) {
					end = first[d+1]
				}
				fill(own, draw[d](of), 0, out[first[d]:end])
			}
		}
	})
	out := make([]Timed, len(stats))
	moved := make([]float64, o.Replicates)
	for s := range stats {
		at := make([][]float64, len(dates)) // the replicates of each date, nil where there are none
		out[s].Dates = make([]Dated, len(dates))
		for d := range dates {
			c, v := all[d][s], &out[s].Dates[d]
			v.Err, v.Result = c.err, plain(math.NaN(), o.Level)
			if len(c.parts) != 1 {
				v.Why = scheme.whyDated(dates[d], stats[s])
				continue
			}
			v.Result, v.Why = plain(c.parts[0].Value, o.Level), c.why[0]
			if c.slots[0] >= 0 {
				at[d] = columns[first[d]+c.slots[0]]
				v.Result, v.Why = summarise(c.parts[0].Value, at[d], o, c.Index.Min, c.Index.Max, nil)
			}
		}
		span := stats[s].Index.Max - stats[s].Index.Min
		for _, p := range pairs {
			from, to := out[s].Dates[p[0]], out[s].Dates[p[1]]
			v := uncompared(to.Estimate.Value-from.Estimate.Value, o.Level)
			if at[p[0]] == nil || at[p[1]] == nil {
				v.Why = "there is no value of both dates that could be drawn anew"
				out[s].Changes = append(out[s].Changes, v)
				continue
			}
			for i := range moved {
				moved[i] = at[p[1]][i] - at[p[0]][i]
			}
			out[s].Changes = append(out[s].Changes, differenceOf(v.Difference.Estimate.Value, moved, o, span, func() (float64, string) { return 0, "" }))
		}
	}
	return out
}

// whyDated tells why a statistic has no replicates at a date, if it has none.
func (s Scheme) whyDated(in index.Input, stat Statistic) string {
	if !stat.Index.Scalar() {
		return "the index has several values"
	}
	return s.why(in, stat)
}

// differenceOf returns what replicates of a difference say of it, and of whether there is any. It moves them to no difference.
func differenceOf(d float64, replicates []float64, o Options, span float64, acceleration func() (float64, string)) Compared {
	v := uncompared(d, o.Level)
	v.Difference, v.Why = summarise(d, replicates, o, -span, span, acceleration)
	for j := range replicates {
		replicates[j] -= d
	}
	v.test(d, replicates)
	return v
}

// test compares a difference with those that the hypothesis makes.
func (v *Compared) test(d float64, replicates []float64) {
	defined := sortedDefined(replicates)
	v.Undefined = len(replicates) - len(defined)
	if tooFew(defined, replicates) {
		v.Why = tooMany(v.Undefined, len(replicates))
		return
	}
	v.Mean, v.SD = meanSD(defined)
	v.P = pValues(d, defined)
}
