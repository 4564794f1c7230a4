package index

import (
	"math"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// Composition is units × groups counts, one slice per group: Counts[k][i] is group k in unit i. Counts are finite
// and not negative; all slices have one length. Two-group indices read Counts[0] as the group of interest and
// Counts[1] as everybody else.
//
// Units without people carry no information and are skipped by every index, as in the literature.
//
// Within and Supergroup place the units and the groups in larger ones. Only decompositions read them.
type Composition struct {
	Names  []string // group names, for messages; may be nil
	Counts [][]float64

	// Within[l][i] is the number, from 0, of the larger unit of level l that unit i lies in: districts, say, at level 0
	// and RegSO at level 1, the largest first. Each larger unit lies in one only of the level before.
	Within [][]int
	// Supergroup[k] is the number, from 0, of the larger group that group k is part of; nil where there is none.
	Supergroup []int
	// Space is where the units lie; nil where unknown. Only spatial indices read it, through [Composition.Located].
	Space *space.Space
}

// Units returns the number of units.
func (c Composition) Units() int {
	if len(c.Counts) == 0 {
		return 0
	}
	return len(c.Counts[0])
}

// Check returns an error when the shape is not a composition of at least min groups.
// It is what every kernel calls first; it reads all counts once.
func (c Composition) Check(min int) error {
	if len(c.Counts) < min {
		return Undefined("needs at least %s, has %d", lang.Count(min, "group"), len(c.Counts))
	}
	n := len(c.Counts[0])
	for k, col := range c.Counts {
		if len(col) != n {
			return Undefined("group %d has %s, group 0 has %d", k, lang.Count(len(col), "unit"), n)
		}
		for i, v := range col {
			if !(v >= 0) || v > math.MaxFloat64 {
				return Undefined("group %d, unit %d: count %v is not a finite number of at least 0", k, i, v)
			}
		}
	}
	if n == 0 {
		return Undefined("no units")
	}
	for l, unit := range c.Within {
		if len(unit) != n {
			return Undefined("level %d places %s of %d", l, lang.Count(len(unit), "unit"), n)
		}
	}
	if c.Supergroup != nil && len(c.Supergroup) != len(c.Counts) {
		return Undefined("larger groups are given for %s of %d", lang.Count(len(c.Supergroup), "group"), len(c.Counts))
	}
	return nil
}

// Ranked is people in units, each at a place on an ordered scale: incomes, or the numbers of income brackets. Row j is
// Weights[j] people of unit Unit[j] at Values[j]. Brackets are one row for each unit and bracket, with the count as
// weight; microdata are one row for each person. Rows in any order; rows without weight carry no information.
type Ranked struct {
	Units   int   // number of units
	Unit    []int // the unit of each row, from 0 to Units − 1
	Values  []float64
	Weights []float64 // nil means 1 each
}

// Check returns an error when lengths differ, a unit does not exist, a value is not finite, or weights are not finite,
// negative or all zero.
func (r Ranked) Check() error {
	if len(r.Unit) != len(r.Values) {
		return Undefined("%s but %s", lang.Count(len(r.Values), "value"), lang.Count(len(r.Unit), "unit"))
	}
	for j, u := range r.Unit {
		if u < 0 || u >= r.Units {
			return Undefined("row %d lies in unit %d of %d", j, u, r.Units)
		}
	}
	return Distribution{Values: r.Values, Weights: r.Weights}.Check()
}

// Weight returns the number of people of row j.
func (r Ranked) Weight(j int) float64 {
	if r.Weights == nil {
		return 1
	}
	return r.Weights[j]
}

// Brackets returns the ordered groups of c, lowest first, as people on a scale with the numbers of the groups as values.
func (c Composition) Brackets() Ranked {
	n := c.Units()
	r := Ranked{Units: n}
	for k, counts := range c.Counts {
		for i, v := range counts {
			r.Unit = append(r.Unit, i)
			r.Values = append(r.Values, float64(k))
			r.Weights = append(r.Weights, v)
		}
	}
	return r
}

// Distribution is values with weights: one value per person or per area with its population. Weights nil means 1 each.
// Rank orders the units for concentration indices, from the most disadvantaged (lowest) upward; nil means that they have no order.
type Distribution struct {
	Values  []float64
	Weights []float64
	Rank    []float64

	// What decompositions and the indices of a bounded quantity read beside the values.
	Group     []int        // the number, from 0, of the group that each value belongs to; nil where there is none
	Sources   [][]float64  // one slice per source or determinant, with its amount behind each value
	Low, High float64      // the least and the greatest value that there can be; both 0 where there is no bound
	Space     *space.Space // where the units lie; nil where unknown
}

// Check returns an error when lengths differ, a value is not finite, or weights are not finite, negative or all zero.
func (d Distribution) Check() error {
	n := len(d.Values)
	if n == 0 {
		return Undefined("no values")
	}
	if d.Weights != nil && len(d.Weights) != n {
		return Undefined("%s but %s", lang.Count(n, "value"), lang.Count(len(d.Weights), "weight"))
	}
	if d.Rank != nil && len(d.Rank) != n {
		return Undefined("%s but %s", lang.Count(n, "value"), lang.Count(len(d.Rank), "rank"))
	}
	for i, v := range d.Values {
		if !(math.Abs(v) <= math.MaxFloat64) {
			return Undefined("value %d is %v", i, v)
		}
	}
	for i, r := range d.Rank {
		if !(math.Abs(r) <= math.MaxFloat64) {
			return Undefined("rank %d is %v", i, r)
		}
	}
	if err := d.checkExtras(); err != nil {
		return err
	}
	if d.Weights == nil {
		return nil
	}
	any := false
	for i, w := range d.Weights {
		if !(w >= 0) || w > math.MaxFloat64 {
			return Undefined("weight %d is %v", i, w)
		}
		any = any || w > 0
	}
	if !any {
		return Undefined("every weight is zero")
	}
	return nil
}

// checkExtras checks what only some indices read.
func (d Distribution) checkExtras() error {
	n := len(d.Values)
	if d.Group != nil && len(d.Group) != n {
		return Undefined("%s but %s in groups", lang.Count(n, "value"), lang.Count(len(d.Group), "value"))
	}
	for i, k := range d.Group {
		if k < 0 || k >= n {
			return Undefined("value %d is of group %d; %s have groups from 0 to %d at most", i, k, lang.Count(n, "value"), n-1)
		}
	}
	for k, source := range d.Sources {
		if len(source) != n {
			return Undefined("%s but %s of source %d", lang.Count(n, "value"), lang.Count(len(source), "value"), k)
		}
		for i, v := range source {
			if !(math.Abs(v) <= math.MaxFloat64) {
				return Undefined("source %d, value %d is %v", k, i, v)
			}
		}
	}
	if err := d.Space.Check(n); err != nil {
		return Undefined("where the units lie: %v", err)
	}
	return within(d.Values, d.Low, d.High)
}

// within returns an error when a value lies outside the bounds. Bounds of 0 and 0 are none.
func within(values []float64, low, high float64) error {
	if low == 0 && high == 0 {
		return nil
	}
	if !(low < high) || high-low > math.MaxFloat64 {
		return Undefined("the bounds are %v and %v; want two finite numbers, the lower first", low, high)
	}
	for i, v := range values {
		if v < low || v > high {
			return Undefined("value %d is %v, outside the scale from %v to %v", i, v, low, high)
		}
	}
	return nil
}

// Weight returns the weight of value i.
func (d Distribution) Weight(i int) float64 {
	if d.Weights == nil {
		return 1
	}
	return d.Weights[i]
}

// Subgroups is one estimate per area or group, as WHO's summary measures take them.
type Subgroups struct {
	Estimates  []float64
	SE         []float64 // standard errors, on the scale of the estimates; nil where unknown
	Population []float64 // weights; nil means that every subgroup counts alike
	Rank       []float64 // order from most disadvantaged (lowest) upward; nil means not ordered
	Reference  int       // index of the subgroup that the others are compared with; negative means by the measure's own rule
	Favourable bool      // true when a high value is good
	Low, High  float64   // the least and the greatest value that there can be (0 and 100 for per cent); both 0 where there is no bound

	// Count is the events behind each estimate, where it is a share (bounded) or a rate (without bound) of the Population; nil
	// where it is not, or where the events are unknown.
	Count []float64
	// Noise is the standard deviations of errors that a publisher has added to the estimates on purpose, beside the chance that SE or
	// Count tells of; nil where there is none. Only noise-corrected measures read it.
	Noise []float64
}

// Check returns an error when fewer than min subgroups are given, lengths differ, or a number is not finite, negative where it
// cannot be, or outside the bounds.
func (s Subgroups) Check(min int) error {
	n := len(s.Estimates)
	if n < min {
		return Undefined("needs at least %s, has %d", lang.Count(min, "subgroup"), n)
	}
	if s.Reference >= n {
		return Undefined("reference %d of %d subgroups", s.Reference, n)
	}
	if s.SE != nil && len(s.SE) != n {
		return Undefined("%s but %s", lang.Count(n, "estimate"), lang.Count(len(s.SE), "standard error"))
	}
	for i, se := range s.SE {
		if !(se >= 0) || se > math.MaxFloat64 {
			return Undefined("standard error %d is %v", i, se)
		}
	}
	if s.Noise != nil && len(s.Noise) != n {
		return Undefined("%s but %s of noise", lang.Count(n, "estimate"), lang.Count(len(s.Noise), "standard deviation"))
	}
	for i, sd := range s.Noise {
		if !(sd >= 0) || sd > math.MaxFloat64 {
			return Undefined("standard deviation %d of noise is %v", i, sd)
		}
	}
	if s.Count != nil {
		if len(s.Count) != n || len(s.Population) != n {
			return Undefined("%s but %s of %s", lang.Count(n, "estimate"), lang.Count(len(s.Count), "count"), lang.Count(len(s.Population), "population"))
		}
		if err := (Events{Count: s.Count, Population: s.Population}).Check(); err != nil {
			return err
		}
	}
	return Distribution{Values: s.Estimates, Weights: s.Population, Rank: s.Rank, Low: s.Low, High: s.High}.Check()
}

// Events is counts of events among populations, one pair per unit: the input of proportions and rates.
type Events struct {
	Count      []float64
	Population []float64
	Reference  int          // the unit that comparisons are with; negative means none: all units together, or the others, as the index says
	Space      *space.Space // where the units lie; nil where unknown
}

// Check returns an error when lengths differ, a number is negative or not finite, or there is no such reference.
func (e Events) Check() error {
	if len(e.Count) == 0 {
		return Undefined("no units")
	}
	if e.Reference >= len(e.Count) {
		return Undefined("reference %d of %s", e.Reference, lang.Count(len(e.Count), "unit"))
	}
	return Composition{Counts: [][]float64{e.Count, e.Population}}.Check(2)
}
