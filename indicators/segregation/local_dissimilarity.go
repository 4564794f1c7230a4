package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localDissimilarity = index.Index{
	ID:      "local-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Enhetens bidrag till dissimilaritetsindex (D)", En: "Unit's contribution to the index of dissimilarity (D)"},
	Formula: "d_i = ½ |x_i/X − y_i/Y|; Σ_i d_i = D",
	Source:  "Duncan & Duncan 1955, American Sociological Review 20, 210–217",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Enhetens bidrag till dissimilaritetsindex är %s: bidragen från alla enheter blir indexet.",
		En: "The unit's contribution to the index of dissimilarity is %s: the contributions of all units add up to the index.",
	},
	Caveat: lang.Text{
		Sv: "Stora enheter får stora bidrag. Bidraget säger inte vilken av grupperna som är överrepresenterad.",
		En: "Large units have large contributions. The contribution does not say which of the groups is over-represented.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"divseg: ds_dissim", "Stata: localseg"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	TwoGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalDissimilarity(c))
	},
}

// LocalDissimilarity returns the term of each unit in the index of dissimilarity, half the distance between its shares of the
// two groups: 0 where they are equal. The terms add up to [Dissimilarity].
//
// A unit without people has NaN. It is undefined when either group is empty.
func LocalDissimilarity(c index.Composition) ([]float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return nil, err
	}
	terms := make([]float64, len(x))
	for i := range x {
		t := x[i] + y[i]
		if t == 0 {
			terms[i] = math.NaN()
			continue
		}
		if terms[i], err = within(0, math.Abs(x[i]/X-y[i]/Y)/2, 1); err != nil {
			return nil, err
		}
	}
	return terms, nil
}
