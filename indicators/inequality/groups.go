package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// member is the values of one group.
type member struct {
	group  int
	people float64 // share of the persons
	ratio  float64 // its mean over the mean of all
	d      index.Distribution
}

// held is its share of the total.
func (m member) held() float64 { return m.people * m.ratio }

// divide returns the groups that have persons, by number. It checks that the values suit relative inequality, and returns their total
// weight and mean.
func divide(d index.Distribution) (members []member, weight, mean float64, err error) {
	if weight, mean, err = relative(d); err != nil {
		return nil, 0, 0, err
	}
	if d.Group == nil {
		return nil, 0, 0, index.Undefined("the values belong to no groups")
	}
	at := make([]int, len(d.Values)) // how many values a group has, and then its place among the members
	for i := range d.Values {
		if d.Weight(i) > 0 {
			at[d.Group[i]]++
		}
	}
	for k, n := range at {
		if n > 0 {
			at[k] = len(members)
			members = append(members, member{group: k, d: index.Distribution{Values: make([]float64, 0, n), Weights: make([]float64, 0, n)}})
		}
	}
	for i, x := range d.Values {
		if w := d.Weight(i); w > 0 {
			m := &members[at[d.Group[i]]]
			m.d.Values = append(m.d.Values, x)
			m.d.Weights = append(m.d.Weights, w)
		}
	}
	for k := range members {
		m := &members[k]
		own := index.Total(m.d.Weights)
		m.people = own / weight
		m.ratio = average(m.d, own, func(x float64) float64 { return x / mean })
		if !finite(m.people) || !finite(m.ratio) {
			return nil, 0, 0, index.Undefined("the numbers differ too much in size to compute with")
		}
	}
	return members, weight, mean, nil
}

// means returns the distribution in which everybody has the mean of the group, in units of the mean of all.
func means(members []member) index.Distribution {
	var d index.Distribution
	for _, m := range members {
		d.Values = append(d.Values, m.ratio)
		d.Weights = append(d.Weights, m.people)
	}
	return d
}

// GroupDecomposition is an index of inequality taken apart by groups of persons.
type GroupDecomposition struct {
	Total   float64 // the index of all persons
	Between float64 // the index if everybody had the mean of the group
	Within  float64 // what the differences within groups make
	Rest    float64 // Total − Between − Within: 0 where the index is additive
	Groups  []GroupTerm
}

// GroupTerm is a group in a [GroupDecomposition].
type GroupTerm struct {
	Group        int     // its number
	People       float64 // its share of the persons
	Held         float64 // its share of the total
	Index        float64 // inequality within it; NaN where it has no value
	Contribution float64 // its part of Within
}

// parts lists the values of the decomposition. What is left over has a name where there is any.
func (g GroupDecomposition) parts(rest string) []index.Part {
	parts := []index.Part{index.About("total", g.Total), index.About("between", g.Between), index.About("within", g.Within)}
	if rest != "" {
		parts = append(parts, index.About(rest, g.Rest))
	}
	for _, t := range g.Groups {
		parts = append(parts, t.part("share of people", t.People), t.part("share of total", t.Held))
		if finite(t.Index) {
			parts = append(parts, t.part("index", t.Index))
		}
		parts = append(parts, t.part("contribution", t.Contribution))
	}
	return parts
}

func (t GroupTerm) part(name string, v float64) index.Part {
	p := index.OfGroup(t.Group, v)
	p.Name = name
	return p
}

// check returns an error where the arithmetic has left the range of numbers.
func (g GroupDecomposition) check() error {
	all := []float64{g.Total, g.Between, g.Within, g.Rest}
	for _, t := range g.Groups {
		all = append(all, t.People, t.Held, t.Contribution)
		if math.IsInf(t.Index, 0) {
			all = append(all, t.Index)
		}
	}
	for _, v := range all {
		if !finite(v) {
			return index.Undefined("the numbers differ too much in size to compute with")
		}
	}
	return nil
}
