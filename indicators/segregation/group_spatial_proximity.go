package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var groupSpatialProximity = index.Index{
	ID:      "group-spatial-proximity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Rumslig närhet för varje grupp", En: "Spatial proximity of each group"},
	Formula: "SP_k = P_kk/P_tt",
	Source:  "White 1983, American Journal of Sociology 88, 1008–1018; Tivadar 2019, Journal of Statistical Software 89(7)",
	Min:     0,
	Max:     math.Inf(1),
	Params:  proximityKernel,
	Reading: lang.Text{
		Sv: "Gruppens rumsliga närhet är %s: så många gånger närmare varandra än invånarna i allmänhet bor gruppens medlemmar.",
		En: "The group's spatial proximity is %s: how many times nearer each other than residents in general its members live.",
	},
	Caveat: lang.Text{
		Sv: "En grupp i stadens mitt får ett högt värde även om den är blandad med andra där. Värdet beror på bandbredden.",
		En: "A group in the middle of the city has a high value even when it is mixed with others there. The value depends on the bandwidth.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and the distances between units",
	Reads:      index.Distances,
	Programs:   []string{"OasisR: SP"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		values, err := GroupSpatialProximity(c, index.Kernel(proximityKernel, p))
		var parts []index.Part
		for k, v := range values {
			if !math.IsNaN(v) {
				parts = append(parts, index.OfGroup(k, v))
			}
		}
		return parts, err
	},
}

// GroupSpatialProximity returns for each group its mean proximity over that of all residents. Their mean, by the numbers of the groups,
// is [MultigroupSpatialProximity]. A group without people has NaN.
//
// It is undefined when fewer than two groups have people, the distances between units are unknown, or no pair has a weight.
func GroupSpatialProximity(c index.Composition, kernel space.Kernel) ([]float64, error) {
	s, err := clustered(c, kernel)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(s.N))
	for k, n := range s.N {
		if n == 0 {
			out[k] = math.NaN()
			continue
		}
		if out[k], err = within(0, s.within[k]/s.all, math.Inf(1)); err != nil {
			return nil, err
		}
	}
	return out, nil
}
