package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// withheld is what a threshold keeps back: the values of units with few people, and of others where the values of all the rest
// would tell those by subtraction from a sum.
type withheld struct {
	few    []bool // units with fewer people than the threshold, in all or in a group
	others []bool // units that protect those
}

// withhold finds the units whose values a threshold keeps back. Those withheld are at least two and have, together, as many people
// of each group as the threshold wants, where the file has them.
func (in *computeInput) withhold(threshold float64) withheld {
	var w withheld
	if threshold == 0 {
		return w
	}
	w.few, w.others = make([]bool, len(in.units)), make([]bool, len(in.units))
	counts := in.people()
	few := func(n float64) bool { return n > 0 && n < threshold }
	size, n := make([]float64, len(in.units)), 0
	for i := range in.units {
		for _, group := range counts {
			size[i] += group[i]
			w.few[i] = w.few[i] || few(group[i]) // so it is where all of its people are few
		}
		if w.few[i] {
			n++
		}
	}
	if n == 0 {
		return w
	}
	bySize := make([]int, len(in.units))
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortStableFunc(bySize, func(a, b int) int { return cmp.Compare(size[a], size[b]) })
	for _, group := range append(counts, size) {
		sum := 0.0
		for i, v := range group {
			if w.few[i] || w.others[i] {
				sum += v
			}
		}
		for _, i := range bySize {
			if !few(sum) && n > 1 {
				break
			}
			if group[i] > 0 && !w.few[i] && !w.others[i] {
				w.others[i] = true
				sum += group[i]
				n++
			}
		}
	}
	return w
}

// people returns the numbers of people of each group in the units, at each date.
func (in *computeInput) people() [][]float64 {
	if in.persons != nil {
		return [][]float64{in.persons}
	}
	if count := in.Events.Count; count != nil {
		others := make([]float64, len(count))
		for i, n := range in.Events.Population {
			others[i] = n - count[i]
		}
		return [][]float64{count, others}
	}
	return slices.Concat(in.Composition.Counts, in.After.Counts)
}

// apply takes the withheld values out of a result, and says so.
func (w withheld) apply(c *computed, in *computeInput, ix index.Index, parts []index.Part, threshold float64) {
	if w.few == nil {
		return
	}
	units, curve := false, false
	for k, p := range parts {
		if !ix.Scalar() && w.part(p, ix.Shape()) {
			c.Values[k] = in.about(p)
			c.Values[k].limits, c.Values[k].Withheld = ix.PerUnit != nil, true
			units, curve = units || p.Unit >= 0, curve || p.Unit < 0
		}
	}
	if j := c.Jackknife; j != nil {
		hidden := map[string]bool{}
		for i, u := range in.units {
			hidden[u] = w.few[i] || w.others[i]
		}
		n := len(j.Influence)
		j.Influence = slices.DeleteFunc(j.Influence, func(i influence) bool { return hidden[i.Unit] })
		units = units || len(j.Influence) < n
	}
	if units {
		c.Warnings = append(c.Warnings, w.why(threshold))
	}
	if curve {
		c.Warnings = append(c.Warnings, fmt.Sprintf("curve withheld: its steps tell the counts of units, of %s with fewer than %v people too, in all or in a group", lang.Count(count(w.few), "unit"), threshold))
	}
}

// part tells whether a value is withheld. The points of a curve over the units in order tell the counts of each of them.
func (w withheld) part(p index.Part, shape index.Shape) bool {
	if p.Unit >= 0 {
		return w.few != nil && (w.few[p.Unit] || w.others[p.Unit])
	}
	curve := !math.IsNaN(p.At) && (shape == index.ShapeTwoGroup || shape == index.ShapeMultiGroup)
	return curve && slices.Contains(w.few, true)
}

// why says how many units are withheld.
func (w withheld) why(threshold float64) string {
	s := fmt.Sprintf("%s withheld: fewer than %v people, in all or in a group", lang.Count(count(w.few), "unit"), threshold)
	if n := count(w.others); n > 0 {
		s += fmt.Sprintf("; and %d more, so that subtraction does not tell", n)
	}
	return s
}

func count(units []bool) (n int) {
	for _, u := range units {
		if u {
			n++
		}
	}
	return n
}
