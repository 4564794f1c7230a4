package segregation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Change is the difference of an index between two dates, or two places, as a sum of terms: After − Before = Additions +
// Removals + GroupMargin + UnitMargin + Interaction + Structural.
type Change struct {
	Before, After float64
	Additions     float64 // units and groups that have people after only
	Removals      float64 // units and groups that had people before only
	GroupMargin   float64 // other sizes of the groups
	UnitMargin    float64 // other sizes of the units
	Interaction   float64 // both at once; 0 in decompositions that share it out
	Structural    float64 // another association of units and groups, whatever their sizes

	Units  []UnitChange  // of the units that have people both times
	Groups []GroupChange // of the groups that have people both times
}

// UnitChange is what one unit contributes to the structural term.
type UnitChange struct {
	Unit       int
	Structural float64 // these add up to the structural term
	Local      float64 // structural change of the unit's local segregation, however many people live there
}

// GroupChange is what one group contributes to the structural term.
type GroupChange struct {
	Group      int
	Structural float64 // these add up to the structural term
}

// parts returns the terms by name.
func (ch Change) parts() []index.Part {
	parts := []index.Part{
		index.About("before", ch.Before),
		index.About("after", ch.After),
		index.About("change", ch.After-ch.Before),
		index.About("additions", ch.Additions),
		index.About("removals", ch.Removals),
		index.About("group margin", ch.GroupMargin),
		index.About("unit margin", ch.UnitMargin),
		index.About("structural", ch.Structural),
	}
	for _, u := range ch.Units {
		part, local := index.OfUnit(u.Unit, u.Structural), index.OfUnit(u.Unit, u.Local)
		part.Name, local.Name = "structural", "local segregation"
		parts = append(parts, part, local)
	}
	for _, g := range ch.Groups {
		part := index.OfGroup(g.Group, g.Structural)
		part.Name = "structural"
		parts = append(parts, part)
	}
	return parts
}

// oneWayParts returns the terms of a decomposition that keeps the interaction and knows no units.
func (ch Change) oneWayParts() []index.Part {
	return append(Change{
		Before: ch.Before, After: ch.After, Additions: ch.Additions, Removals: ch.Removals,
		GroupMargin: ch.GroupMargin, UnitMargin: ch.UnitMargin, Structural: ch.Structural,
	}.parts(), index.About("interaction", ch.Interaction))
}

// spread is an index of the form Σ_ik u_i f(q_ik, g_k) / divisor: u_i is the share of everybody who lives in unit i, q_ik
// the share of the unit that is of group k, g_k the share of everybody that is.
type spread struct {
	term    func(q, g float64) float64
	divisor func(group []float64) float64
}

// informationTerm is the term of the mutual information.
func informationTerm(q, g float64) float64 {
	if q == 0 {
		return 0
	}
	return q * math.Log(q/g)
}

// twoDates is the units and groups that have people both times, with the index before and after of everybody.
type twoDates struct {
	before, after             crossTable
	units, groups             []int // their numbers in the input
	valueBefore, valueAfter   float64
	commonBefore, commonAfter float64
	spread
}

// compareDates checks both compositions and computes the index of each, of everybody and of the units and groups they
// have in common.
func compareDates(before, after index.Composition, s spread) (twoDates, error) {
	d := twoDates{spread: s}
	if err := sameShape(before, after); err != nil {
		return d, err
	}
	d.units, d.groups = inCommon(before, after)
	switch {
	case len(d.units) == 0:
		return d, index.Undefined("no unit has people both times in groups that exist both times")
	case len(d.groups) < 2:
		return d, index.Undefined("needs two groups that have people both times, has %d", len(d.groups))
	}
	var err error
	if d.before, d.valueBefore, d.commonBefore, err = d.date(before); err != nil {
		return d, err
	}
	d.after, d.valueAfter, d.commonAfter, err = d.date(after)
	return d, err
}

// date returns the common units and groups of c as a table, with the index of everybody and of the table.
func (d twoDates) date(c index.Composition) (ct crossTable, all, common float64, err error) {
	if ct, err = newCrossTable(c, d.units, d.groups); err != nil {
		return ct, 0, 0, err
	}
	common = d.of(ct, ct.unit, ct.group, slices.Repeat([]float64{1}, len(d.groups)), 0, nil)
	all = common
	units, groups := inCommon(c, c) // those that have people
	if len(units) > len(d.units) || len(groups) > len(d.groups) {
		whole, err := newCrossTable(c, units, groups)
		if err != nil {
			return ct, 0, 0, err
		}
		all = d.of(whole, whole.unit, whole.group, slices.Repeat([]float64{1}, len(groups)), 0, nil)
	}
	return ct, all, common, nil
}

// of returns the index of the table with the shares unit and group that ct has when the groups are multiplied by factor.
// The terms of units and groups are added to ch with the weight, where that is not 0.
func (s spread) of(ct crossTable, unit, group, factor []float64, weight float64, ch *Change) float64 {
	K := len(group)
	divisor := s.divisor(group)
	var sum index.Sum
	for i, share := range unit {
		row := ct.cells[i*K : (i+1)*K]
		total := 0.0
		for k, n := range row {
			total += float64(n * factor[k])
		}
		local := 0.0
		for k, n := range row {
			v := s.term(n*factor[k]/total, group[k]) / divisor
			local += v
			if weight != 0 {
				ch.Groups[k].Structural += float64(weight * share * v)
			}
		}
		if weight != 0 {
			ch.Units[i].Structural += float64(weight * share * local)
			ch.Units[i].Local += float64(weight * local)
		}
		sum = sum.Plus(share * local)
	}
	return sum.Value()
}

// change returns the terms before the margins and the structure are told apart.
func (d twoDates) change() Change {
	return Change{
		Before: d.valueBefore, After: d.valueAfter,
		Additions: d.valueAfter - d.commonAfter,
		Removals:  d.commonBefore - d.valueBefore,
	}
}

// shapley shares the change of the common units and groups out between structure and margins, averaged over the orders
// in which the structure and the two margins can change, the margins one straight after the other.
func (d twoDates) shapley() (Change, error) {
	ch := d.change()
	for _, i := range d.units {
		ch.Units = append(ch.Units, UnitChange{Unit: i})
	}
	for _, k := range d.groups {
		ch.Groups = append(ch.Groups, GroupChange{Group: k})
	}
	b, a := d.before, d.after
	factor := make([]float64, len(d.groups))
	var err error
	fitted := func(ct crossTable, unit, group []float64, weight float64) float64 {
		if err == nil {
			err = ct.fit(unit, group, factor)
		}
		if err != nil {
			return 0
		}
		return d.of(ct, unit, group, factor, weight, &ch)
	}
	// The first letter of a name is the date of the structure, the second of the units, the third of the groups.
	bbb, aaa := fitted(b, b.unit, b.group, -0.5), fitted(a, a.unit, a.group, 0.5)
	abb, baa := fitted(a, b.unit, b.group, 0.5), fitted(b, a.unit, a.group, -0.5)
	bab, bba := fitted(b, a.unit, b.group, 0), fitted(b, b.unit, a.group, 0)
	aba, aab := fitted(a, b.unit, a.group, 0), fitted(a, a.unit, b.group, 0)
	if err != nil {
		return Change{}, err
	}
	ch.Structural = ((abb - bbb) + (aaa - baa)) / 2
	ch.UnitMargin = ((bab - bbb) + (baa - bba) + (aab - abb) + (aaa - aba)) / 4
	ch.GroupMargin = ((bba - bbb) + (baa - bab) + (aba - abb) + (aaa - aab)) / 4
	return ch, ch.finite()
}

// oneWay takes the table before to the margins after: by units alone, by groups alone, and by both with iterative
// proportional fitting. What both do beyond the sum of the two is the interaction, what is left is structural.
func (d twoDates) oneWay() (Change, error) {
	ch := d.change()
	b, a := d.before, d.after
	factor, shares := slices.Repeat([]float64{1}, len(d.groups)), make([]float64, len(d.groups))
	b.columns(a.unit, factor, shares)
	units := d.of(b, a.unit, shares, factor, 0, nil)

	for k := range factor {
		factor[k] = a.group[k] / b.group[k]
	}
	groups := d.of(b, b.rows(factor), a.group, factor, 0, nil)

	if err := b.fit(a.unit, a.group, factor); err != nil {
		return Change{}, err
	}
	both := d.of(b, a.unit, a.group, factor, 0, nil)
	ch.UnitMargin = units - d.commonBefore
	ch.GroupMargin = groups - d.commonBefore
	ch.Interaction = both - units - groups + d.commonBefore
	ch.Structural = d.commonAfter - both
	return ch, ch.finite()
}

// finite returns an error when the arithmetic has left the range of numbers.
func (ch Change) finite() error {
	v := ch.Before + ch.After + ch.Additions + ch.Removals + ch.GroupMargin + ch.UnitMargin + ch.Interaction + ch.Structural
	for _, u := range ch.Units {
		v += u.Structural + u.Local
	}
	for _, g := range ch.Groups {
		v += g.Structural
	}
	if !(math.Abs(v) <= math.MaxFloat64) {
		return index.Undefined("the counts differ too much in size to compute with")
	}
	return nil
}

// sameShape checks both compositions, and that they have the same numbers of units and groups and people in two groups.
func sameShape(before, after index.Composition) error {
	if len(before.Counts) != len(after.Counts) || before.Units() != after.Units() {
		return index.Undefined("%s and %s before, %d and %d after", lang.Count(before.Units(), "unit"),
			lang.Count(len(before.Counts), "group"), after.Units(), len(after.Counts))
	}
	for _, c := range []index.Composition{before, after} {
		if _, _, err := multigroup(c, 2); err != nil {
			return err
		}
	}
	return nil
}

// inCommon returns the numbers of the units and groups that have people both times. People of a unit or group that is
// left out do not count, so leaving one out may leave another without people, which is left out as well.
func inCommon(before, after index.Composition) (units, groups []int) {
	units, groups = sequence(before.Units()), sequence(len(before.Counts))
	anybody := func(c index.Composition, units, groups []int) bool {
		for _, k := range groups {
			counts := c.Counts[k]
			for _, i := range units {
				if counts[i] > 0 {
					return true
				}
			}
		}
		return false
	}
	one := make([]int, 1)
	for {
		were := len(units) + len(groups)
		units = slices.DeleteFunc(units, func(i int) bool {
			one[0] = i
			return !anybody(before, one, groups) || !anybody(after, one, groups)
		})
		groups = slices.DeleteFunc(groups, func(k int) bool {
			one[0] = k
			return !anybody(before, units, one) || !anybody(after, units, one)
		})
		if len(units)+len(groups) == were {
			return units, groups
		}
	}
}
