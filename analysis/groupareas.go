package analysis

import (
	"github.com/jamlik/jamlik/analysis/strata"
	"github.com/jamlik/jamlik/indicators"
)

// GroupAreas is how much of what differs between the groups of all districts lies between districts and how much within them, and how
// much between groups and within them.
type GroupAreas struct {
	Indicator  indicators.Indicator
	Period     indicators.Period
	Dimensions []string
	Reason     Reason // why there is none of it
	Groups     int
	Areas      int     // districts that have all groups
	LeftOut    int     // districts that have not
	Persons    float64 // in the districts that are counted
	Parts      []NestedPart
}

// NestedPart is a measure of difference in two parts.
type NestedPart struct {
	Measure string // "variance", in the square of the indicator's unit; "theil-t", "mld"
	By      string // "area": between districts, and between groups within districts; "group": the other way round
	Reason  Reason // why there is none of it
	Total   VariancePart
	Between VariancePart
	Within  VariancePart
}

// groupAreas divides what differs between the groups of all districts.
func (a *analyst) groupAreas(res *Results) {
	gs := a.groupings(res)
	found := make([]GroupAreas, len(gs))
	parallel(len(gs), a.o.Workers, func(i int) { found[i] = a.groupsByArea(res, &gs[i]) })
	res.GroupAreas = append(res.GroupAreas, found...)
}

func (a *analyst) groupsByArea(res *Results, g *grouping) GroupAreas {
	out := GroupAreas{Indicator: g.ind, Period: g.period, Dimensions: g.dims, Groups: len(g.groups)}
	var t strata.Table
	t.Dimensions = make([][]int, 2)
	for d := range a.districts {
		v := g.in(res, d)
		if g.contradictory(v) {
			out.Reason = Contradictory
			return out
		}
		one, ok := cellTable(g.ind, v.values)
		if !ok {
			out.LeftOut++
			continue
		}
		for k := range one.Values {
			t.Dimensions[0], t.Dimensions[1] = append(t.Dimensions[0], d), append(t.Dimensions[1], k)
			out.Persons += one.Weights[k]
		}
		t.Weights, t.Values, t.Variances = append(t.Weights, one.Weights...), append(t.Values, one.Values...), append(t.Variances, one.Variances...)
		out.Areas++
	}
	switch {
	case g.ind.Unit.Kind.Pooling() != indicators.PoolRatio:
		out.Reason = NoDenominator
	case out.Areas < 2:
		out.Reason = TooFewAreas
	}
	if out.Reason != NoReason {
		return out
	}
	for _, m := range []strata.Measure{strata.VarianceBetween, strata.TheilT, strata.MLD} {
		for dim, by := range []string{"area", "group"} {
			out.Parts = append(out.Parts, a.nested(g, t, m, dim, by))
		}
	}
	return out
}

func (a *analyst) nested(g *grouping, t strata.Table, m strata.Measure, dim int, by string) NestedPart {
	out := NestedPart{Measure: m.String(), By: by}
	parts := func(t strata.Table) ([]strata.Part, error) {
		n, err := strata.Nest(t, dim, m)
		return []strata.Part{n.Total, n.Between, n.Within}, err
	}
	got, err := parts(t)
	if err != nil {
		out.Reason = Undefined
		return out
	}
	all := a.partsOf(g.ind, t, got, parts, "areas", g.ind.ID, string(g.groups[0].Group), out.Measure, by)
	out.Total, out.Between, out.Within = all[0], all[1], all[2]
	out.Total.Part, out.Between.Part, out.Within.Part = "total", "between", "within"
	return out
}
