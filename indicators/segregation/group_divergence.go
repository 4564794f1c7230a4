package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var groupDivergence = index.Index{
	ID:      "group-divergence",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Gruppens divergens (gruppens segregation, ls)", En: "Divergence of a group (segregation of a group, ls)"},
	Formula: "ls_k = Σ_i (n_ik/N_k) log((n_ik/N_k)/(t_i/T)); Σ_k P_k ls_k = M",
	Source:  "Alonso-Villar & Del Río 2010, Mathematical Social Sciences 60, 30–38; Mora & Ruiz-Castillo 2011, Sociological Methodology 41, 159–194",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Gruppens divergens är %s: 0 betyder att gruppen är spridd över enheterna som alla invånare, och värdet växer ju mer den skiljer sig.",
		En: "The group's divergence is %s: 0 means that the group is spread over the units as all people are, and the value grows the more it differs.",
	},
	Caveat: lang.Text{
		Sv: "En liten grupp får ett högt värde av en slump när enheterna är små. Medelfelet gäller när antalen är personer i ett urval, inte omräknade tal.",
		En: "A small group has a high value by chance where the units are small. The standard error holds when the counts are people of a sample, not rescaled figures.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"R segregation: mutual_local", "Stata: dseg", "Stata: localseg"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		values, se, err := GroupDivergence(c, logBase.From(p))
		var parts []index.Part
		for k, v := range values {
			if !math.IsNaN(v) {
				part := index.OfGroup(k, v)
				part.SE = se[k]
				parts = append(parts, part)
			}
		}
		return parts, err
	},
}

// GroupDivergence returns for each group how far its spread over the units diverges from everybody's, with a standard error:
// 0 where they are the same. The mean weighted by the groups' sizes is [MutualInformation]. It is [LocalDivergence] with
// units and groups exchanged, and so is its standard error.
//
// A group without people has NaN. It is undefined when fewer than two groups have people, and for a base that is not above 1.
func GroupDivergence(c index.Composition, base float64) (values, se []float64, err error) {
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, nil, err
	}
	unit, err := logUnit(base)
	if err != nil {
		return nil, nil, err
	}
	totals := unitTotals(c)
	logs := make([]float64, len(totals))
	values, se = make([]float64, len(N)), make([]float64, len(N))
	for k, counts := range c.Counts {
		if values[k], se[k], err = diverge(counts, N[k], totals, T, unit, logs); err != nil {
			return nil, nil, err
		}
	}
	return values, se, nil
}
