package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var interactionSelfExcluded = index.Index{
	ID:      "interaction-self-excluded",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Interaktionsindex utan den egna personen", En: "Interaction index without oneself"},
	Formula: "Σ_i (x_i/X) y_i/(t_i − 1)",
	Source:  "Bell 1954, Social Forces 32, 357–364; Tivadar 2019, Journal of Statistical Software 89(7)",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Interaktionsindex utan den egna personen är %s: så stor andel av grannarna i enheten tillhör den andra gruppen, i genomsnitt för gruppen.",
		En: "The interaction index without oneself is %s: the share of the other group among the neighbours in the unit, for the group's average member.",
	},
	Caveat: lang.Text{
		Sv: "Den som är ensam i sin enhet har inga grannar och räknas inte.",
		En: "Somebody alone in a unit has no neighbours and is not counted.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"OasisR: xPy"},
	Properties: index.Permutation | index.Replication,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return InteractionSelfExcluded(c) },
}

// InteractionSelfExcluded returns the mean over the group of interest of the other group's share of the other people in
// their unit: [Interaction] without the person itself, 1 − [IsolationSelfExcluded]. It is 0 when no unit holds both groups.
//
// Somebody who is alone in a unit meets nobody and is left out of the mean. It is undefined when either group is empty, when
// a unit has between 0 and 1 of the group of interest, and when nobody of the group has a neighbour.
func InteractionSelfExcluded(c index.Composition) (float64, error) { return exposureSelfExcluded(c, 1) }
