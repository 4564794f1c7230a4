package segregation

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Decomposition is an index taken apart by the larger units of [index.Composition.Within] and the larger groups of
// [index.Composition.Supergroup].
type Decomposition struct {
	Total float64

	// Terms[l] lies between the units of level l within those of level l − 1, the last between the units within the smallest
	// larger ones. They add up to Total.
	Terms []float64

	// Larger[l] is the larger units of level l that have people, in the order of the units. At level 0 the contributions add up
	// to all terms but the first.
	Larger [][]Member

	// The part of each term that lies between larger groups, and the part within them; nil where there are none.
	BetweenSupergroups, WithinSupergroups []float64

	// Supergroups is the larger groups that have people. Their contributions add up to what lies within them.
	Supergroups []Member
}

// Member is a larger unit or a larger group.
type Member struct {
	Number     int     // in the input
	Share      float64 // of the city's people
	Divergence float64 // from the area it lies in, or of the group from everybody; NaN on a scale where it is not counted
	Weight     float64 // of Own in the sum
	Own        float64 // the index within it; NaN where it has none

	entropy float64 // of its composition, in natural units
}

// Contribution returns what m adds to the index: its own value with its weight, 0 where it has none.
func (m Member) Contribution() float64 {
	if math.IsNaN(m.Own) {
		return 0
	}
	return m.Weight * m.Own
}

// decompose takes the mutual information of c apart, in natural units.
func decompose(c index.Composition) (d Decomposition, err error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return d, err
	}
	if len(c.Within) == 0 && c.Supergroup == nil {
		return d, index.Undefined("needs larger units, or larger groups, to tell between from within")
	}
	ns, err := nest(c, N, T)
	if err != nil {
		return d, err
	}
	d.Total = information(c, N, T)
	d.byUnits(ns)
	if c.Supergroup != nil {
		err = d.byGroups(c, ns)
	}
	return d, err
}

// byUnits sets the terms and the larger units.
func (d *Decomposition) byUnits(ns nesting) {
	smallest := len(ns.tables) - 1
	d.Terms, d.Larger = make([]float64, smallest), make([][]Member, smallest-1)
	T := ns.tables[0].totals[0]
	var own []float64 // the information within each area of the table at hand
	for l := smallest; l > 0; l-- {
		t := ns.tables[l]
		divergences := ns.divergences(l)
		inside := make([]index.Sum, len(ns.tables[l-1].totals))
		var term index.Sum
		for a, n := range t.totals {
			if n == 0 {
				continue
			}
			all := divergences[a]
			if own != nil {
				d.Larger[l-1] = append(d.Larger[l-1], Member{Number: t.number[a], Share: n / T, Divergence: divergences[a],
					Weight: n / T, Own: own[a], entropy: t.entropy(a)})
				all += own[a]
			}
			term = term.Plus(n / T * divergences[a])
			inside[t.above[a]] = inside[t.above[a]].Plus(n / ns.tables[l-1].totals[t.above[a]] * all)
		}
		d.Terms[l-1] = term.Value()
		own = values(inside)
	}
}

// byGroups sets the larger groups and what of each term lies between them.
func (d *Decomposition) byGroups(c index.Composition, ns nesting) error {
	members := make(map[int][]int)
	var numbers []int
	for k, s := range c.Supergroup {
		if s < 0 {
			return index.Undefined("group %d is part of larger group %d: numbers start from 0", k, s)
		}
		if _, ok := members[s]; !ok {
			numbers = append(numbers, s)
		}
		members[s] = append(members[s], k)
	}
	T := ns.tables[0].totals[0]
	within := make([]index.Sum, len(d.Terms))
	for _, s := range numbers {
		part := index.Composition{Within: c.Within}
		sum := make([]float64, c.Units())
		for _, k := range members[s] {
			part.Counts = append(part.Counts, c.Counts[k])
			for i, n := range c.Counts[k] {
				sum[i] += n
			}
		}
		N, n, err := multigroup(part, 1)
		if err != nil { // nobody is in it
			continue
		}
		nested, err := nest(part, N, n)
		if err != nil {
			return err
		}
		var own Decomposition
		own.byUnits(nested)
		for l, v := range own.Terms {
			within[l] = within[l].Plus(n / T * v)
		}
		divergence, _, err := diverge(sum, n, ns.tables[len(ns.tables)-1].totals, T, 1, make([]float64, len(sum)))
		if err != nil {
			return err
		}
		d.Supergroups = append(d.Supergroups, Member{Number: s, Share: n / T, Divergence: divergence, Weight: n / T,
			Own: index.Total(own.Terms), entropy: shannon(N, n)})
	}
	d.WithinSupergroups = values(within)
	d.BetweenSupergroups = make([]float64, len(d.Terms))
	for l, v := range d.Terms {
		d.BetweenSupergroups[l] = max(0, v-d.WithinSupergroups[l])
	}
	return nil
}

// divide divides the sum and its terms by unit.
func (d *Decomposition) divide(unit float64) {
	d.Total /= unit
	for _, terms := range [][]float64{d.Terms, d.BetweenSupergroups, d.WithinSupergroups} {
		for l := range terms {
			terms[l] /= unit
		}
	}
}

// atMost puts the sum and its terms back on the bound that rounding has carried them past.
func (d *Decomposition) atMost(bound float64) {
	d.Total = min(d.Total, bound)
	for _, terms := range [][]float64{d.Terms, d.BetweenSupergroups, d.WithinSupergroups} {
		for l := range terms {
			terms[l] = min(terms[l], bound)
		}
	}
	d.rescale(func(m *Member) { m.Weight = min(m.Weight, bound) })
}

// rescale applies f to every larger unit and larger group.
func (d *Decomposition) rescale(f func(m *Member)) {
	for _, members := range append(slices.Clip(d.Larger), d.Supergroups) {
		for j := range members {
			f(&members[j])
		}
	}
}

// finite returns an error when a value has left the range of numbers.
func (d *Decomposition) finite() error {
	sum := d.Total
	for _, terms := range [][]float64{d.Terms, d.BetweenSupergroups, d.WithinSupergroups} {
		for _, v := range terms {
			sum += math.Abs(v)
		}
	}
	d.rescale(func(m *Member) { sum += m.Share + m.Weight + m.Contribution() })
	_, err := within(0, sum, math.Inf(1))
	return err
}

// Names of the terms. The command puts the names of columns, larger units and larger groups in the place of "level 0",
// "level 0 #3" and "supergroup #1".

// termName names term l of those of so many levels.
func termName(l, levels int) string {
	area := fmt.Sprintf("level %d", l)
	if l == levels {
		area = "units"
	}
	if l == 0 {
		return "between " + area
	}
	return fmt.Sprintf("between %s within level %d", area, l-1)
}

// parts makes parts of d for an index whose symbol is given.
func (d *Decomposition) parts(symbol string) []index.Part {
	low := func(v float64) float64 { return max(0, v) } // sums of what is never negative, but for rounding
	parts := []index.Part{index.About("total", low(d.Total))}
	for l, v := range d.Terms {
		parts = append(parts, index.About(termName(l, len(d.Larger)), low(v)))
	}
	for l := range d.BetweenSupergroups {
		name := termName(l, len(d.Larger))
		parts = append(parts, index.About(name+", between supergroups", low(d.BetweenSupergroups[l])),
			index.About(name+", within supergroups", low(d.WithinSupergroups[l])))
	}
	for l, members := range d.Larger {
		for _, m := range members {
			parts = append(parts, m.parts(fmt.Sprintf("level %d #%d", l, m.Number), symbol)...)
		}
	}
	for _, m := range d.Supergroups {
		parts = append(parts, m.parts(fmt.Sprintf("supergroup #%d", m.Number), symbol)...)
	}
	return parts
}

func (m Member) parts(name, symbol string) []index.Part {
	parts := []index.Part{index.About(name+": share", m.Share)}
	add := func(what string, v float64) {
		if !math.IsNaN(v) {
			parts = append(parts, index.About(name+": "+what, max(0, v)))
		}
	}
	add("divergence", m.Divergence)
	if math.IsNaN(m.Divergence) { // the weight is not the share
		add("weight", m.Weight)
	}
	add(symbol, m.Own)
	add("contribution", m.Contribution())
	return parts
}
