package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var groupContributions = index.Index{
	ID:      "group-contributions",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Gruppernas bidrag till M och H", En: "Contributions of groups to M and H"},
	Formula: "M = Σ_k P_k ls_k, H = Σ_k P_k ls_k / E",
	Source:  "Mora & Ruiz-Castillo 2011, Sociological Methodology 41, 159–194; Elbers 2021, Sociological Methods & Research",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Gruppens bidrag är %s: bidragen från alla grupper blir indexet.",
		En: "The group's contribution is %s: the contributions of all groups add up to the index.",
	},
	Caveat: lang.Text{
		Sv: "En stor grupp kan bidra mycket utan att vara segregerad: bidraget är gruppens andel gånger dess divergens. Visa båda.",
		En: "A large group may contribute much without being segregated: the contribution is the group's share times its divergence. Show both.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"R segregation: mutual_local", "Stata: dseg"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		m, h, err := GroupContributions(c, logBase.From(p))
		var parts []index.Part
		for k := range m {
			part := index.OfGroup(k, m[k])
			part.Name = "M"
			parts = append(parts, part)
			part.Name, part.Value = "H", h[k]
			parts = append(parts, part)
		}
		return parts, err
	},
}

// GroupContributions returns what each group contributes to [MutualInformation] and to [MultigroupTheilH]: its share of the
// city times its [GroupDivergence], and that as a share of the city's entropy. Each adds up to its index. A group without
// people contributes 0.
//
// It is undefined when fewer than two groups have people, and for a base that is not above 1.
func GroupContributions(c index.Composition, base float64) (m, h []float64, err error) {
	m, _, err = GroupDivergence(c, base)
	if err != nil {
		return nil, nil, err
	}
	N, T, err := multigroup(c, 2)
	if err != nil {
		return nil, nil, err
	}
	E := shannon(N, T) / math.Log(base)
	h = make([]float64, len(m))
	for k := range m {
		if N[k] == 0 {
			m[k] = 0
		}
		m[k] *= N[k] / T
		if h[k], err = within(0, m[k]/E, 1); err != nil {
			return nil, nil, err
		}
	}
	return m, h, nil
}
