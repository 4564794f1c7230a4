package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var giniDecomposition = index.Index{
	ID:      "gini-decomposition",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ginikoefficient, uppdelad på grupper", En: "Gini coefficient by group"},
	Formula: "G = G_between + Σk pk sk Gk + overlap, with pk the share of the persons in group k and sk its share of the total",
	Source:  "Bhattacharya, N. & Mahalanobis, B. (1967). Journal of the American Statistical Association 62(317), 143–161; Mookherjee, D. & Shorrocks, A. (1982). Economic Journal 92(368), 886–902; Lambert, P. J. & Aronson, J. R. (1993). Economic Journal 103(420), 1221–1227.",
	Min:     0, Max: 1,
	Reading: lang.Text{
		Sv: "Delen är %s: delarna mellan, inom och överlappning blir tillsammans hela Ginikoefficienten.",
		En: "The part is %s: between, within and overlap add up to the whole Gini coefficient.",
	},
	Caveat: lang.Text{
		Sv: "Överlappningen hör varken till mellan eller inom: den är noll bara när gruppernas värden inte går om varandra.",
		En: "The overlap belongs neither to between nor to within: it is zero only where the groups' values do not pass each other.",
	},
	Reads:      index.Kinds,
	Needs:      "values of at least 0 that are not all zero, each in a group",
	Programs:   []string{"dineq: gini_decomp", "IC2: decompSGini (BM)"},
	Properties: index.Permutation | index.Scale | index.GroupSwap | index.WeightsScale,
	UnequalParts: func(d index.Distribution, _ index.Params) ([]index.Part, error) {
		g, err := GiniDecomposition(d)
		if err != nil {
			return nil, err
		}
		return g.parts("overlap"), nil
	},
}

// GiniDecomposition takes [Gini] apart by d.Group: Between is the coefficient if everybody had the mean of the group, Within the sum of
// the groups' own coefficients weighted by share of the persons times share of the total, and Rest the overlap.
//
// The overlap is what re-ranking adds: the area between the Lorenz curve and the curve of the same persons ordered first by the mean of
// their group and then by their own value (Lambert and Aronson 1993). It is zero where the groups' ranges do not overlap, and never
// negative.
//
// It is undefined where [Gini] is, and without groups. A group that has nothing has no coefficient of its own and adds nothing within.
func GiniDecomposition(d index.Distribution) (GroupDecomposition, error) {
	members, _, _, err := divide(d)
	if err != nil {
		return GroupDecomposition{}, err
	}
	var g GroupDecomposition
	if g.Total, err = Gini(d); err != nil {
		return GroupDecomposition{}, err
	}
	if g.Between, err = Gini(means(members)); err != nil {
		return GroupDecomposition{}, err
	}
	var within index.Sum
	for _, m := range members {
		t := GroupTerm{Group: m.group, People: m.people, Held: m.held(), Index: math.NaN()}
		if m.ratio > 0 {
			if t.Index, err = Gini(m.d); err != nil {
				return GroupDecomposition{}, err
			}
			t.Contribution = m.people * m.held() * t.Index
		}
		within = within.Plus(t.Contribution)
		g.Groups = append(g.Groups, t)
	}
	g.Within = within.Value()
	g.Rest = math.Max(0, g.Total-g.Between-g.Within)
	return g, g.check()
}
