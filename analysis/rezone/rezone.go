package rezone

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
)

// Size is what random zones are made to have alike.
type Size string

// The sizes.
const (
	People Size = "people" // as many people in each zone
	Units  Size = "units"  // as many units in each zone
)

// Sizes are all there are.
var Sizes = []Size{People, Units}

// Options are the choices of drawing zones. Zero fields have the defaults named with them.
type Options struct {
	// Actual is the number, from 0, of the zone that each unit lies in by a real division, such as [index.Composition.Within] gives. A unit with a
	// negative number lies in none, and is left out of everything. Nil where there is no division to compare with.
	Actual []int

	Zones     int     // how many zones are drawn; default: as many as the real division has
	Alike     Size    // default [People]
	Tolerance float64 // how far a zone's size may be from the mean of zones, as a share of it; default: as far as those of the real division, or 0.5

	Replicates int     // default 999
	Level      float64 // of the envelope: which share of the drawings lies within; default 0.95
	Seed       uint64
	Workers    int // goroutines; default all processors
	Progress   func(done, total int)
}

func (o Options) filled() Options {
	if o.Zones == 0 {
		o.Zones = distinct(o.Actual)
	}
	if o.Alike == "" {
		o.Alike = People
	}
	if o.Replicates <= 0 {
		o.Replicates = 999
	}
	if !(o.Level > 0 && o.Level < 1) {
		o.Level = 0.95
	}
	return o
}

// Result is the envelope of some statistics.
type Result struct {
	Units int // that were drawn together
	Zones int // in each drawing

	// The smallest and the largest zone of all drawings, and of the real division, as a share of the mean of zones. NaN without a real division.
	Smallest, Largest             float64
	ActualSmallest, ActualLargest float64

	Beyond   int // drawings with a zone that is further from the mean than the tolerance, as borders allowed none nearer
	Outcomes []Outcome
}

// Outcome is one statistic of the units, of the real division and of the drawings. What has no value is NaN.
type Outcome struct {
	Units  float64 // of the units as they are
	Actual float64 // of the real division

	Mean                 float64 // of the drawings
	Lower, Median, Upper float64 // quantiles of the drawings, of which the share [Options.Level] lies between Lower and Upper
	Below                float64 // the share of drawings below the real division, those equal to it counted half

	Drawn     []float64 // of each drawing, in the order of drawing
	Undefined int       // drawings in which the index has no value
	Why       string    // why there is no envelope, or no value of the units or the real division; "" when there are all
}

// Envelope computes statistics of the units of c, of the zones of a real division, and of as many random connected zones, drawn time and again.
// Statistics share the drawings. An index that has several values has no envelope, and its outcome says so.
//
// It is an error when c does not say who lies beside whom, when there are more zones than units, or parts of the city without a border in
// common than zones, and when nobody lives in the units.
func Envelope(c index.Composition, o Options, stats ...resample.Statistic) (Result, error) {
	o = o.filled()
	if !slices.Contains(Sizes, o.Alike) {
		return Result{}, fmt.Errorf("zones cannot be alike in %q; want %q", o.Alike, Sizes)
	}
	c, actual, err := inside(c, o.Actual)
	if err != nil {
		return Result{}, err
	}
	size := people(c)
	if o.Alike == Units {
		size = slices.Repeat([]float64{1}, c.Units())
	}
	total := index.Total(size)
	if !(total > 0) || total > math.MaxFloat64 {
		return Result{}, errors.New("nobody lives in the units, so that zones cannot be made alike in people")
	}
	out := Result{Units: c.Units(), Zones: o.Zones, Outcomes: make([]Outcome, len(stats)), ActualSmallest: math.NaN(), ActualLargest: math.NaN()}
	if actual != nil {
		out.ActualSmallest, out.ActualLargest = extent(actual, size, distinct(actual), total)
	}
	least, most := 0.5, 0.5
	switch {
	case o.Tolerance > 0:
		least, most = o.Tolerance, o.Tolerance
	case actual != nil:
		least, most = max(1-out.ActualSmallest, 1e-9), max(out.ActualLargest-1, 1e-9)
	}
	l, err := newLayout(c.Space.Borders, size, o.Zones, least, most)
	if err != nil {
		return Result{}, err
	}
	k := len(stats)
	columns := resample.Replicate(resample.Options{Replicates: o.Replicates, Seed: o.Seed, Workers: o.Workers, Progress: o.Progress}, k+3,
		func() resample.Draw {
			z := l.zoner()
			return func(r *rand.Rand, row []float64) {
				row[k+2] = 0
				if !z.draw(r) {
					row[k+2] = 1
				}
				row[k], row[k+1] = extent(z.zone, size, o.Zones, total)
				compute(c, z.zone, stats, row[:k])
			}
		})
	out.Smallest, out.Largest = slices.Min(columns[k]), slices.Max(columns[k+1])
	out.Beyond = int(index.Total(columns[k+2]))
	for j, s := range stats {
		out.Outcomes[j] = summarise(c, actual, s, columns[j], o.Level)
	}
	return out, nil
}

// inside returns the units that lie in a zone of the real division, with its zones numbered from 0, each with units.
func inside(c index.Composition, division []int) (index.Composition, []int, error) {
	if err := c.Check(1); err != nil {
		return c, nil, err
	}
	s, err := c.Located()
	if err != nil {
		return c, nil, err
	}
	if s.Borders == nil {
		return c, nil, errors.New("who lies beside whom is unknown: zones cannot be drawn")
	}
	c.Within = nil
	if division == nil {
		return c, nil, nil
	}
	if len(division) != c.Units() {
		return c, nil, fmt.Errorf("the division has %d units, of %d", len(division), c.Units())
	}
	var units, actual []int
	number := make(map[int]int)
	for i, z := range division {
		if z < 0 {
			continue
		}
		if _, ok := number[z]; !ok {
			number[z] = len(number)
		}
		units, actual = append(units, i), append(actual, number[z])
	}
	if len(units) == 0 {
		return c, nil, errors.New("no unit lies in a zone")
	}
	if len(units) < c.Units() {
		c = c.Pick(units)
	}
	return c, actual, nil
}

func people(c index.Composition) []float64 {
	out := make([]float64, c.Units())
	for _, counts := range c.Counts {
		for i, n := range counts {
			out[i] += n
		}
	}
	return out
}

// distinct returns how many zones a division has.
func distinct(division []int) int {
	seen := make(map[int]bool)
	for _, z := range division {
		if z >= 0 {
			seen[z] = true
		}
	}
	return len(seen)
}

// extent returns the sizes of the smallest and the largest zone as a share of their mean.
func extent(zone []int, size []float64, zones int, total float64) (smallest, largest float64) {
	sums := make([]float64, zones)
	for i, z := range zone {
		sums[z] += size[i]
	}
	mean := total / float64(zones)
	return slices.Min(sums) / mean, slices.Max(sums) / mean
}

// compute fills in the statistics of a zoning; NaN where one has no value.
func compute(c index.Composition, zone []int, stats []resample.Statistic, out []float64) {
	merged, err := merge(c, zone, stats)
	for j, s := range stats {
		out[j] = math.NaN()
		if err == nil && s.Index.Scalar() {
			if parts, err := s.Index.Compute(index.Input{Composition: merged}, s.Params); len(parts) == 1 && (err == nil || parts[0].Value == parts[0].Value) {
				out[j] = parts[0].Value
			}
		}
	}
}

// where is what an index may read of where units lie.
const where = index.Located | index.Places | index.Distances | index.Areas | index.Perimeters | index.Lengths | index.Neighbours

// merge returns the composition of zones, with where they lie only if a statistic reads that.
func merge(c index.Composition, zone []int, stats []resample.Statistic) (index.Composition, error) {
	if !slices.ContainsFunc(stats, func(s resample.Statistic) bool { return s.Index.Reads&where != 0 }) {
		c.Space = nil
	}
	return c.Merge(zone)
}

// summarise returns the outcome of one statistic.
func summarise(c index.Composition, actual []int, s resample.Statistic, drawn []float64, level float64) Outcome {
	nan := math.NaN()
	out := Outcome{Units: nan, Actual: nan, Mean: nan, Lower: nan, Median: nan, Upper: nan, Below: nan, Drawn: drawn}
	if !s.Index.Scalar() {
		out.Why, out.Drawn = "an index with several values has no envelope", nil
		return out
	}
	one := func(c index.Composition, err error) float64 {
		if err == nil {
			var parts []index.Part
			if parts, err = s.Index.Compute(index.Input{Composition: c}, s.Params); len(parts) == 1 {
				return parts[0].Value
			}
		}
		if out.Why == "" {
			out.Why = err.Error()
		}
		return nan
	}
	out.Units = one(c, nil)
	if actual != nil {
		out.Actual = one(merge(c, actual, []resample.Statistic{s}))
	}
	values := slices.DeleteFunc(slices.Clone(drawn), math.IsNaN)
	out.Undefined = len(drawn) - len(values)
	if len(values) == 0 {
		if out.Why == "" {
			out.Why = "the index has no value in any drawing"
		}
		return out
	}
	slices.Sort(values)
	out.Mean = index.Total(values) / float64(len(values))
	out.Lower, out.Median, out.Upper = resample.Quantile(values, (1-level)/2), resample.Quantile(values, 0.5), resample.Quantile(values, (1+level)/2)
	if actual != nil && out.Actual == out.Actual {
		out.Below = below(values, out.Actual)
	}
	return out
}

// below returns the share of sorted values below v, those that rounding alone tells from it counted half.
func below(sorted []float64, v float64) float64 {
	margin := 1e-12 * max(1, math.Abs(v))
	less, equal := 0, 0
	for _, x := range sorted {
		switch {
		case x < v-margin:
			less++
		case x <= v+margin:
			equal++
		}
	}
	return (float64(less) + float64(equal)/2) / float64(len(sorted))
}
