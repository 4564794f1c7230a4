package inequality

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var giniShapley = index.Index{
	ID:      "gini-shapley-decomposition",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ginikoefficient, mellan och inom grupper enligt Shapley", En: "Gini coefficient, between and within groups after Shapley"},
	Formula: "between = ½ [G(means) + G − G(made equal between)], within = ½ [G(made equal between) + G − G(means)]",
	Source:  "Shorrocks, A. F. (2013). Decomposition procedures for distributional analysis: a unified framework based on the Shapley value. Journal of Economic Inequality 11(1), 99–126.",
	Min:     -1, Max: 1,
	Reading: lang.Text{
		Sv: "Delen är %s: delarna mellan och inom grupper blir tillsammans hela Ginikoefficienten, utan rest.",
		En: "The part is %s: what is between groups and within them adds up to the whole Gini coefficient, with nothing left over.",
	},
	Caveat: lang.Text{
		Sv: "Fördelar överlappningen lika på de båda ordningarna att ta bort olikhet. Det är en överenskommelse, inte något som mätts.",
		En: "Shares out the overlap over the two orders in which inequality can be removed. That is a convention, nothing that is measured.",
	},
	Reads:      index.Kinds,
	Needs:      "values of at least 0, each in a group, no group having nothing",
	Properties: index.Permutation | index.Scale | index.GroupSwap | index.WeightsScale,
	UnequalParts: func(d index.Distribution, _ index.Params) ([]index.Part, error) {
		s, err := GiniShapley(d)
		if err != nil {
			return nil, err
		}
		return []index.Part{
			index.About("total", s.Total), index.About("between", s.Between), index.About("within", s.Within),
			index.About("means alone", s.Means), index.About("made equal between", s.Levelled),
		}, nil
	},
}

// ShapleyGroups is the Gini coefficient shared out over what is between groups and within them.
type ShapleyGroups struct {
	Total           float64
	Between, Within float64 // add up to Total
	Means           float64 // the coefficient if everybody had the mean of the group
	Levelled        float64 // the coefficient if all groups had one mean, everybody's share within the group being kept
}

// GiniShapley shares [Gini] out over the differences between the groups of d.Group and those within them: each gets the mean, over the two
// orders in which they can be removed, of what the coefficient falls by (Shorrocks 2013). Nothing is left over, unlike in
// [GiniDecomposition].
//
// Differences between groups are removed by multiplying the values of each so that its mean is that of all. It is undefined where [Gini]
// is, without groups, and where a group has nothing.
func GiniShapley(d index.Distribution) (ShapleyGroups, error) {
	members, _, _, err := divide(d)
	if err != nil {
		return ShapleyGroups{}, err
	}
	level := index.Distribution{Weights: d.Weights, Values: make([]float64, len(d.Values))}
	ratio := make([]float64, len(d.Values))
	for _, m := range members {
		if m.ratio == 0 {
			return ShapleyGroups{}, index.Undefined("group %d has nothing: its mean cannot be made that of all", m.group)
		}
		ratio[m.group] = m.ratio
	}
	for i, x := range d.Values {
		if d.Weight(i) > 0 {
			level.Values[i] = x / ratio[d.Group[i]]
		}
	}
	var s ShapleyGroups
	if s.Total, err = Gini(d); err != nil {
		return ShapleyGroups{}, err
	}
	if s.Means, err = Gini(means(members)); err != nil {
		return ShapleyGroups{}, err
	}
	if s.Levelled, err = Gini(level); err != nil {
		return ShapleyGroups{}, err
	}
	s.Between = (s.Means + s.Total - s.Levelled) / 2
	s.Within = (s.Levelled + s.Total - s.Means) / 2
	return s, nil
}
