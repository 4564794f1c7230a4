package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localIsolation = index.Index{
	ID:      "local-isolation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Enhetens bidrag till isoleringsindex (xPx)", En: "Unit's contribution to the isolation index (xPx)"},
	Formula: "c_i = (x_i/X)(x_i/t_i); Σ_i c_i = xPx",
	Source:  "Bell 1954, Social Forces 32, 357–364; Massey & Denton 1988, Social Forces 67, 281–315",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Enhetens bidrag till isoleringsindex är %s: bidragen från alla enheter blir indexet.",
		En: "The unit's contribution to the isolation index is %s: the contributions of all units add up to the index.",
	},
	Caveat: lang.Text{
		Sv: "Bidraget växer både med hur många av gruppen som bor i enheten och med gruppens andel av den.",
		En: "The contribution grows with how many of the group live in the unit as well as with the group's share of it.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"rsegregation: isolation", "divseg: ds_isolation"},
	Properties: index.Permutation | index.Scale,
	TwoGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalIsolation(c))
	},
}

// LocalIsolation returns the term of each unit in the isolation index: the unit's share of the group of interest times the
// group's share of the unit. The terms add up to [Isolation].
//
// A unit without people has NaN. It is undefined when either group is empty.
func LocalIsolation(c index.Composition) ([]float64, error) {
	x, y, X, _, err := twoGroups(c)
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
		if terms[i], err = within(0, x[i]/X*(x[i]/t), 1); err != nil {
			return nil, err
		}
	}
	return terms, nil
}
