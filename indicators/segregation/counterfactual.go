package segregation

import "github.com/jamlik/jamlik/indicators/index"

// Counterfactual says how one place is given the population of another.
type Counterfactual int

// The ways of Rey, Cortes and Knaap (2021). A unit gets the value of the other place that has the same rank there.
const (
	// ByComposition swaps the shares that the group has of the units, whose sizes stay.
	ByComposition Counterfactual = iota
	// ByShare swaps the shares that the units have of each of the two groups, whose totals stay.
	ByShare
	// ByDualComposition swaps the shares that each of the two groups has of the units, one group at a time.
	ByDualComposition
)

var counterfactuals = []Counterfactual{ByComposition, ByShare, ByDualComposition}

func (by Counterfactual) String() string {
	return [...]string{"composition", "share", "dual composition"}[by]
}

// StructureChange is the difference of an index of two groups between two dates or places as the sum of two terms: After
// − Before = Spatial + Attribute.
type StructureChange struct {
	Before, After float64
	Spatial       float64 // other units: how many they are, and how large
	Attribute     float64 // another population in them
}

// ChangeOfStructure returns the difference of the index f of two groups between two dates, or two cities, which need not
// have any unit in common, by the Shapley decomposition of Rey, Cortes and Knaap (2021, "Comparative spatial segregation
// analytics", Spatial Demography 9). With G(s, a) the index of structure s with the population of a,
//
//	Spatial   = ½ [G(after, before) − G(before, before) + G(after, after) − G(before, after)]
//	Attribute = ½ [G(before, after) − G(before, before) + G(after, after) − G(after, before)]
//
// The population of a in another structure is made unit by unit: a unit of rank r among n (the mean rank where units are
// equal) gets the quantile r/n of the other place, between two of its units in proportion. These are the conventions of
// the authors' program, so that their figures can be had here. They have a price: for two dates that are the same the
// made-up population is not quite the real one, though both terms are 0.
//
// Units without people at a date are none of its units. It takes two groups, and is undefined where f is, of the real or
// the made-up populations.
//
// PySAL segregation (DecomposeSegregation) gives before minus after: its signs are the opposite of these. It ranks units
// without people as units with none of the group.
func ChangeOfStructure(before, after index.Composition, by Counterfactual, f func(index.Composition) (float64, error)) (StructureChange, error) {
	var ch StructureChange
	if by < ByComposition || by > ByDualComposition {
		return ch, index.Undefined("no counterfactual population has the number %d", int(by))
	}
	var places [2]place
	for k, c := range []index.Composition{before, after} {
		p, _, err := placeOf(c)
		if err != nil {
			return ch, err
		}
		places[k] = p
	}
	var v [4]float64 // structure before with the population before and after, structure after likewise
	for k := range v {
		structure, population := places[k/2], places[k%2]
		if k/2 != k%2 {
			structure = structure.with(population, by)
		}
		var err error
		if v[k], err = f(index.Composition{Counts: [][]float64{structure.x, structure.y}}); err != nil {
			return ch, err
		}
	}
	return StructureChange{
		Before: v[0], After: v[3],
		Spatial:   (v[2] - v[0] + v[3] - v[1]) / 2,
		Attribute: (v[1] - v[0] + v[3] - v[2]) / 2,
	}, nil
}

// Swap returns the units of structure with the population of another place, as [ChangeOfStructure] makes it. Units without
// people are left without.
func (by Counterfactual) Swap(structure, population index.Composition) (index.Composition, error) {
	p, units, err := placeOf(structure)
	if err != nil {
		return index.Composition{}, err
	}
	q, _, err := placeOf(population)
	if err != nil {
		return index.Composition{}, err
	}
	swapped := p.with(q, by)
	out := structure
	out.Counts = [][]float64{make([]float64, structure.Units()), make([]float64, structure.Units())}
	for j, i := range units {
		out.Counts[0][i], out.Counts[1][i] = swapped.x[j], swapped.y[j]
	}
	return out, nil
}

// place is the units that have people, of two groups, with the totals of these.
type place struct {
	x, y []float64
	X, Y float64
}

// placeOf returns the place of a composition of two groups, and the numbers of its units there.
func placeOf(c index.Composition) (p place, units []int, err error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return p, nil, err
	}
	p = place{X: X, Y: Y}
	for i := range x {
		if x[i]+y[i] > 0 {
			p.x, p.y, units = append(p.x, x[i]), append(p.y, y[i]), append(units, i)
		}
	}
	return p, units, nil
}

// with returns the units of p with the population of other.
func (p place) with(other place, by Counterfactual) place {
	switch by {
	case ByShare:
		return place{
			x: divided(p.X, swapped(sharesOf(p.x, p.X), sharesOf(other.x, other.X))),
			y: divided(p.Y, swapped(sharesOf(p.y, p.Y), sharesOf(other.y, other.Y))),
		}
	default:
		x := swapped(compositions(p.x, p.y), compositions(other.x, other.y))
		var y []float64
		if by == ByDualComposition {
			y = swapped(compositions(p.y, p.x), compositions(other.y, other.x))
		}
		out := place{x: make([]float64, len(x)), y: make([]float64, len(x))}
		for i := range x {
			t := p.x[i] + p.y[i]
			out.x[i] = x[i] * t
			if y != nil {
				out.y[i] = y[i] * t
			} else {
				out.y[i] = max(0, t-float64(x[i]*t))
			}
		}
		return out
	}
}

// compositions returns the share of x in each unit of x and y.
func compositions(x, y []float64) []float64 {
	out := make([]float64, len(x))
	for i := range x {
		out[i] = x[i] / (x[i] + y[i])
	}
	return out
}

// sharesOf returns the share of the total that is in each unit.
func sharesOf(x []float64, total float64) []float64 {
	out := make([]float64, len(x))
	for i := range x {
		out[i] = x[i] / total
	}
	return out
}

// divided returns total divided in proportion to the shares, which need not add up to 1.
func divided(total float64, shares []float64) []float64 {
	sum := index.Total(shares)
	for i := range shares {
		shares[i] = shares[i] / sum * total
	}
	return shares
}

// tied is how far apart, relative to the larger, two shares may lie and still be of one rank: rounding must not tell apart
// 2 of 4 and 3 of 6 people.
const tied = 1e-12

// swapped returns for each unit the value of other at its own relative rank.
func swapped(own, other []float64) []float64 {
	order, values := ascending(own), ascending(other)
	out := make([]float64, len(own))
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && order[j].p-order[i].p <= tied*order[j].p {
			j++
		}
		rank := float64(i+1+j) / 2 // the mean of i + 1 to j
		at := rank / float64(len(order)) * float64(len(values)-1)
		low := int(at)
		v := values[low].p
		if low+1 < len(values) {
			v += float64((at - float64(low)) * (values[low+1].p - v))
		}
		for ; i < j; i++ {
			out[order[i].unit] = v
		}
	}
	return out
}

// ascending returns the units by ascending share.
func ascending(shares []float64) []placed {
	s := newSorter(len(shares))
	for i, p := range shares {
		s.units = append(s.units, placed{p, i})
	}
	return s.sort()
}

// everyCounterfactual returns the change of f by each counterfactual population.
func everyCounterfactual(before, after index.Composition, f func(index.Composition) (float64, error)) ([]StructureChange, error) {
	var ways []StructureChange
	for _, by := range counterfactuals {
		ch, err := ChangeOfStructure(before, after, by, f)
		if err != nil {
			return nil, err
		}
		ways = append(ways, ch)
	}
	return ways, nil
}

// structureParts returns the terms by name.
func structureParts(ways []StructureChange) (parts []index.Part) {
	for by, ch := range ways {
		if by == 0 {
			parts = append(parts, index.About("before", ch.Before), index.About("after", ch.After),
				index.About("change", ch.After-ch.Before))
		}
		parts = append(parts, index.About("spatial by "+Counterfactual(by).String(), ch.Spatial),
			index.About("attribute by "+Counterfactual(by).String(), ch.Attribute))
	}
	return parts
}
