package resample

import (
	"cmp"
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Statistic is an index with its parameters.
type Statistic struct {
	Index  index.Index
	Params index.Params
}

// key says what a part is about, in the data and in every replicate.
type key struct {
	unit, group, with int
	name              string
}

func keyOf(p index.Part) key { return key{p.Unit, p.Group, p.With, p.Name} }

// computed is the values of a statistic for the data. Those that replicates have values of as well have a slot.
type computed struct {
	Statistic
	parts []index.Part
	err   error
	why   []string // why a part has no slot
	slots []int    // of each part; −1 where there is none
	at    map[key]int
}

// reasons tell why no value of a statistic, or not this one, has replicates.
type reasons struct {
	statistic func(Statistic) string
	part      func(index.Part) string
}

// computeAll computes statistics. Parts that there is a reason against get no slot. It returns the number of slots.
func computeAll(in index.Input, stats []Statistic, why reasons) ([]computed, int) {
	out := make([]computed, len(stats))
	n := 0
	for s, stat := range stats {
		stat.Index.Interval = nil // of a formula: replicates need the value alone
		c := computed{Statistic: stat, at: map[key]int{}}
		c.parts, c.err = stat.Index.Compute(in, stat.Params)
		if c.err != nil {
			c.parts = nil
		}
		c.why, c.slots = make([]string, len(c.parts)), make([]int, len(c.parts))
		against := why.statistic(stat)
		for i, p := range c.parts {
			c.slots[i] = -1
			if c.why[i] = cmp.Or(against, why.part(p)); c.why[i] != "" {
				continue
			}
			if _, twice := c.at[keyOf(p)]; twice {
				c.why[i] = "another value is about the same"
				continue
			}
			c.slots[i], c.at[keyOf(p)] = n, n
			n++
		}
		out[s] = c
	}
	return out, n
}

// fill computes the statistics of a replicate and puts its values into the slots from first on that out has room for.
func fill(all []computed, in index.Input, first int, out []float64) {
	for _, c := range all {
		if len(c.at) == 0 {
			continue
		}
		parts, err := c.Index.Compute(in, c.Params)
		if err != nil {
			continue
		}
		for i, p := range parts {
			slot := -1
			if i < len(c.parts) && keyOf(c.parts[i]) == keyOf(p) {
				slot = c.slots[i] // as a rule a replicate has the same parts in the same order
			} else if s, ok := c.at[keyOf(p)]; ok {
				slot = s
			}
			if slot >= first && slot < first+len(out) {
				out[slot-first] = p.Value
			}
		}
	}
}

// owned is the part that a slot is for, and its index.
type owned struct {
	index.Part
	Index index.Index
}

// owners returns what each slot is for.
func owners(all []computed, slots int) []owned {
	out := make([]owned, slots)
	for _, c := range all {
		for i, slot := range c.slots {
			if slot >= 0 {
				out[slot] = owned{c.parts[i], c.Index}
			}
		}
	}
	return out
}

// held is how many numbers are kept at a time. Values by the hundred thousand are computed in several passes over the same
// replicates.
const held = 1 << 24

// inPasses calls table for as many slots at a time as can be held for n replicates, and then each with the numbers of a slot.
func inPasses(slots, n int, table func(first, k int) [][]float64, each func(slot int, numbers []float64)) {
	pass := max(1, held/max(1, n))
	for first := 0; first < slots; first += pass {
		for j, numbers := range table(first, min(pass, slots-first)) {
			each(first+j, numbers)
		}
	}
}

// shapes tells which inputs the statistics that have slots are computed from.
func shapes(all []computed) map[index.Shape]bool {
	out := map[index.Shape]bool{}
	for _, c := range all {
		if len(c.at) > 0 {
			out[c.Index.Shape()] = true
		}
	}
	return out
}

// ofCurve is the reason that the points of a curve have: replicates have points at other places.
func ofCurve(p index.Part) string {
	if !math.IsNaN(p.At) {
		return "a point of a curve"
	}
	return ""
}

// tooMany is the reason that a value has of which too many replicates have none.
func tooMany(undefined, n int) string {
	return fmt.Sprintf("undefined for %d of %d replicates", undefined, n)
}
