package study

import (
	"maps"
	"slices"
)

// dependence divides the indicators of a study into parts that can be looked at one at a time: an indicator lies in the part of those that it is
// computed with or held against by name, as denominators, totals of parts, and what a segregation, a mix, a composite or a relation names.
// What compares all indicators with one another, as a relation that names none, needs all parts.
type dependence struct {
	part  map[string]int
	parts int // those of the study's indicators; what is none of them is one more
}

// of returns the part of an indicator.
func (d dependence) of(id string) int {
	if p, ok := d.part[id]; ok {
		return p
	}
	return d.parts
}

// dependence finds the parts, which are in order of their first indicator.
func (s *Study) dependence() dependence {
	first := make(map[string]string) // indicator → the first of those that it depends on, by way of others perhaps
	for _, ind := range s.Indicators {
		first[ind.ID] = ind.ID
	}
	root := func(id string) string {
		for first[id] != id {
			id = first[id]
		}
		return id
	}
	together := func(ids ...string) {
		ids = slices.DeleteFunc(ids, func(id string) bool { _, ok := first[id]; return !ok })
		for _, id := range ids {
			a, b := root(ids[0]), root(id)
			first[max(a, b)] = min(a, b)
		}
	}
	for _, ind := range s.Indicators {
		if ind.Denominator != nil {
			together(ind.ID, ind.Denominator.Indicator)
		}
	}
	for _, p := range s.Parts {
		together(p.Indicator, p.Total)
	}
	for _, g := range s.Segregation {
		for _, other := range s.Segregation {
			if other.ID == g.Against || g.Setting == "school" && other.Setting != "school" {
				together(g.Indicator, other.Indicator)
			}
		}
	}
	for _, c := range s.Composites {
		together(c.uses()...)
	}
	together(append(slices.Clone(s.Relation.Indicators), s.Relation.Population)...)
	d := dependence{part: make(map[string]int)}
	for _, id := range slices.Sorted(maps.Keys(first)) {
		r := root(id) // the first of its part, so that its number is known
		if r == id {
			d.part[id] = d.parts
			d.parts++
		}
		d.part[id] = d.part[r]
	}
	return d
}

// uses returns the indicators that a composite is made with.
func (c Composite) uses() []string {
	var out []string
	for _, p := range c.Indicators {
		out = append(out, p.ID)
	}
	if c.Types.Population != "" {
		out = append(out, c.Types.Population)
	}
	if c.CareNeed != nil {
		for _, g := range append(slices.Clone(c.CareNeed.Groups), c.CareNeed.Population) {
			out = append(out, g.Indicator)
		}
	}
	return out
}
