package segregation

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var isolationSelfExcluded = index.Index{
	ID:      "isolation-self-excluded",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Isoleringsindex utan den egna personen", En: "Isolation index without oneself"},
	Formula: "Σ_i (x_i/X)(x_i − 1)/(t_i − 1)",
	Source:  "Bell 1954, Social Forces 32, 357–364; Tivadar 2019, Journal of Statistical Software 89(7)",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Isoleringsindex utan den egna personen är %s: så stor andel av grannarna i enheten tillhör den egna gruppen, i genomsnitt för gruppen.",
		En: "The isolation index without oneself is %s: the share of their own group among the neighbours in the unit, for the group's average member.",
	},
	Caveat: lang.Text{
		Sv: "Den som är ensam i sin enhet har inga grannar och räknas inte.",
		En: "Somebody alone in a unit has no neighbours and is not counted.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"OasisR: xPx"},
	Properties: index.Permutation | index.Replication,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return IsolationSelfExcluded(c) },
}

// IsolationSelfExcluded returns the mean over the group of interest of its share of the other people in their unit: [Isolation]
// without the person itself, which matters where units are small. It is 1 when no unit holds both groups.
//
// Somebody who is alone in a unit meets nobody: the mean is over those who have neighbours. OasisR (exact = TRUE) divides 0
// by 0 there. Counts need not be whole, as estimates from a sample are not, but of a count between 0 and 1 no person can be
// left out. It is undefined with such a count of the group, when either group is empty and when nobody of the group has a
// neighbour.
func IsolationSelfExcluded(c index.Composition) (float64, error) { return exposureSelfExcluded(c, 0) }

// exposureSelfExcluded is [exposure] without the person itself.
func exposureSelfExcluded(c index.Composition, met int) (float64, error) {
	x, y, _, _, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	var sum, people index.Sum
	for i := range x {
		t := x[i] + y[i]
		if x[i] == 0 || t == 1 {
			continue
		}
		if t < 1 || x[i] < 1 {
			return 0, index.Undefined("unit %d holds part of a person: people cannot be left out of it", i)
		}
		others := c.Counts[met][i]
		if met == 0 {
			others--
		}
		sum = sum.Plus(x[i] * (others / (t - 1)))
		people = people.Plus(x[i])
	}
	if people.Value() == 0 {
		return 0, index.Undefined("nobody of %s has a neighbour", name(c, 0, "the group of interest"))
	}
	return within(0, sum.Value()/people.Value(), 1)
}
