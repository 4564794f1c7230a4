package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Dimension is what is known of a dimension of groups, such as sex, background, age or parents' education.
type Dimension struct {
	ID         string
	Name       lang.Text
	Categories []string // in the order they are shown in; categories that are left out follow
	Ordered    bool     // the categories run from the most to the least disadvantaged
	Reference  string   // the category that others are compared with; the last of ordered ones, else the largest, where empty
}

// checkDimensions checks the dimensions of groups.
func checkDimensions(ds []Dimension, ps *indicators.Problems) {
	seen := map[string]bool{}
	for _, d := range ds {
		if seen[d.ID] {
			ps.Add(fmt.Errorf("dimension %q of groups is given twice", d.ID))
		}
		seen[d.ID] = true
		if d.ID == "" {
			ps.Add(fmt.Errorf("a dimension of groups has no name"))
		}
		if d.Ordered && len(d.Categories) < 2 {
			ps.Add(fmt.Errorf("dimension %q is ordered, but names %d categories; name all of them, the most disadvantaged first", d.ID, len(d.Categories)))
		}
		sorted := slices.Clone(d.Categories)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) < len(d.Categories) {
			ps.Add(fmt.Errorf("dimension %q names a category twice", d.ID))
		}
		if d.Reference != "" && len(d.Categories) > 0 && !slices.Contains(d.Categories, d.Reference) {
			ps.Add(fmt.Errorf("dimension %q: the reference %q is not among its categories", d.ID, d.Reference))
		}
	}
}

// grouping is the comparisons of one indicator for the groups of the same dimensions in the same period. The groups share no persons.
type grouping struct {
	ind       indicators.Indicator
	dims      []string
	period    indicators.Period
	all       *Comparison   // of everyone in the same period, nil where there is none
	groups    []*Comparison // in the order of their categories, the last dimension fastest
	at        []int         // their positions in the results
	reference int           // among the groups
	declared  bool          // the study chooses the reference of every dimension
	ordered   bool          // of one dimension, which is ordered
	noisy     bool          // the source adds random errors
}

// groupings returns the groups of every indicator by their dimensions: the newest period in which at least two groups are compared. Counts
// say how large a group is, not how it fares, and are left out.
func (a *analyst) groupings(res *Results) []grouping {
	type name struct{ indicator, dims string }
	var order []name
	found := map[name][]int{}
	for i := range res.Comparisons {
		c := &res.Comparisons[i]
		if c.Group == indicators.Everyone || c.Indicator.Unit.Kind == indicators.Count {
			continue
		}
		n := name{c.Indicator.ID, strings.Join(dimensionsOf(c.Group), ";")}
		if found[n] == nil {
			order = append(order, n)
		}
		found[n] = append(found[n], i)
	}
	var out []grouping
	for _, n := range order {
		if g, ok := a.grouping(res, found[n]); ok {
			out = append(out, g)
		}
	}
	return out
}

// dimensionsOf returns the dimensions of a group in order.
func dimensionsOf(g indicators.Group) []string {
	var out []string
	for _, c := range g.Categories() {
		out = append(out, c.Dim)
	}
	return out
}

func (a *analyst) grouping(res *Results, at []int) (grouping, bool) {
	perPeriod := map[indicators.Period]int{}
	var period indicators.Period
	for _, i := range at {
		p := res.Comparisons[i].Period
		if perPeriod[p]++; perPeriod[p] >= 2 && (period == (indicators.Period{}) || period.Compare(p) < 0) {
			period = p
		}
	}
	if period == (indicators.Period{}) {
		return grouping{}, false
	}
	first := &res.Comparisons[at[0]]
	g := grouping{ind: first.Indicator, dims: dimensionsOf(first.Group), period: period, noisy: a.noisyIn(first.Indicator.ID, period)}
	for _, i := range at {
		if res.Comparisons[i].Period == period {
			g.at = append(g.at, i)
		}
	}
	slices.SortStableFunc(g.at, func(i, j int) int {
		x, y := res.Comparisons[i].Group, res.Comparisons[j].Group
		for _, dim := range g.dims {
			if d := a.rank(dim, x) - a.rank(dim, y); d != 0 {
				return d
			}
		}
		return strings.Compare(string(x), string(y))
	})
	for _, i := range g.at {
		g.groups = append(g.groups, &res.Comparisons[i])
	}
	for i := range res.Comparisons {
		if c := &res.Comparisons[i]; c.Indicator.ID == g.ind.ID && c.Group == indicators.Everyone && c.Period == period {
			g.all = c
		}
	}
	g.reference, g.declared = a.referenceOf(g)
	if len(g.dims) == 1 {
		g.ordered = a.dimension(g.dims[0]).Ordered
		for _, c := range g.groups {
			category, _ := c.Group.Get(g.dims[0])
			g.ordered = g.ordered && slices.Contains(a.dimension(g.dims[0]).Categories, category)
		}
	}
	return g, true
}

// dimension returns what is known of a dimension.
func (a *analyst) dimension(id string) Dimension {
	for _, d := range a.o.Groups {
		if d.ID == id {
			return d
		}
	}
	return Dimension{ID: id}
}

// rank is the place of a group's category in a dimension; categories that are not named come last.
func (a *analyst) rank(dim string, g indicators.Group) int {
	category, _ := g.Get(dim)
	d := a.dimension(dim)
	if i := slices.Index(d.Categories, category); i >= 0 {
		return i
	}
	return len(d.Categories)
}

// referenceOf returns which group the others are compared with: of each dimension the category that the study names, else the last of ordered
// ones, else that of the largest group; declared where the study names all. Of sizes that are unknown or equal the first group is taken.
func (a *analyst) referenceOf(g grouping) (at int, declared bool) {
	declared = true
	fits := make([]bool, len(g.groups))
	for k := range fits {
		fits[k] = true
	}
	for _, dim := range g.dims {
		d := a.dimension(dim)
		want := d.Reference
		if declared = declared && want != ""; want == "" && d.Ordered {
			for k := len(d.Categories) - 1; k >= 0 && want == ""; k-- {
				if slices.ContainsFunc(g.groups, func(c *Comparison) bool { v, _ := c.Group.Get(dim); return v == d.Categories[k] }) {
					want = d.Categories[k]
				}
			}
		}
		for k, c := range g.groups {
			category, _ := c.Group.Get(dim)
			fits[k] = fits[k] && (want == "" || category == want)
		}
	}
	if !slices.Contains(fits, true) { // the category named is not there
		declared = false
		for k := range fits {
			fits[k] = true
		}
	}
	at = slices.Index(fits, true)
	for k, c := range g.groups {
		if n := c.City.Denominator; fits[k] && c.City.OK && n.OK && n.V > max(0, g.groups[at].City.Denominator.V) {
			at = k
		}
	}
	return at, declared
}

// groupValues are the values of the groups in one place: the city, or a district by its position.
type groupValues struct {
	area   indicators.Area
	values []Value
	rests  []Value // of the same groups in the rest of the city; nil for the city itself
	all    Value   // of everyone
}

const inCity = -1

// in returns the values of the groups in a place.
func (g *grouping) in(res *Results, place int) groupValues {
	out := groupValues{area: res.City, all: noValue(NoObservation, indicators.Missing)}
	if place != inCity {
		out.area = res.Districts[place]
	}
	for _, c := range g.groups {
		if place == inCity {
			out.values = append(out.values, c.City)
		} else {
			out.values = append(out.values, c.Areas[place].Value)
			out.rests = append(out.rests, c.Areas[place].Rest)
		}
	}
	if g.all != nil {
		out.all = g.all.City
		if place != inCity {
			out.all = g.all.Areas[place].Value
		}
	}
	return out
}

// contradictory tells whether the groups in a place hold more persons, or more of those who count, than everyone there. Then they share
// persons, or the figures are wrong, and no contrast between them can be trusted. What rounding and the random errors of a source can do is
// forgiven: two in a hundred and five persons where the source has noise or the counts are approximations.
func (g *grouping) contradictory(v groupValues) bool {
	if !v.all.OK || !v.all.Denominator.OK {
		return false
	}
	var num, den float64
	rough, counted := g.noisy || v.all.Basis == Approximated, v.all.Numerator.OK
	for _, x := range v.values {
		if !x.OK {
			continue
		}
		num, den = num+x.Numerator.V, den+x.Denominator.V
		rough = rough || x.Basis == Approximated
		counted = counted && x.Numerator.OK
	}
	slack := 0.5
	if rough {
		slack = 5 + v.all.Denominator.V/50
	}
	if den > v.all.Denominator.V+slack {
		return true
	}
	// A numerator may follow from a printed share, and then has its rounding.
	printed := math.Pow(10, -float64(g.ind.Decimals)) / max(g.ind.Unit.Per, 1) * v.all.Denominator.V
	return counted && num > v.all.Numerator.V+slack+printed
}
