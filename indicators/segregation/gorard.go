package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var gorard = index.Index{
	ID:      "gorard-segregation",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Gorards segregationsindex (S)", En: "Gorard's segregation index (S)"},
	Formula: "S = ½ Σ_i |x_i/X − t_i/T| = D (1 − P)",
	Source:  "Gorard & Taylor 2002, Sociology 36, 875–895",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Gorards segregationsindex är %s: så stor andel av gruppen skulle behöva byta enhet för att gruppen ska vara fördelad som hela befolkningen.",
		En: "Gorard's segregation index is %s: the share of the group that would have to change unit for the group to be spread as the whole population.",
	},
	Caveat: lang.Text{
		Sv: "Det största möjliga värdet är de övrigas andel av befolkningen, inte 1: en stor grupp kan inte få ett högt värde.",
		En: "The largest possible value is the others' share of the population, not 1: a large group cannot have a high value.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"OasisR: Gorard"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer,
	TwoGroup:   func(c index.Composition, _ index.Params) (float64, error) { return Gorard(c) },
}

// Gorard returns Gorard's S, the share of the group of interest that would have to change unit for the group to be spread
// as the whole population. It is 0 when all units have one composition and 1 − P, with P the group's share of the city,
// when no unit holds both groups: [Dissimilarity] times 1 − P.
//
// It is undefined when either group is empty.
func Gorard(c index.Composition) (float64, error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return 0, err
	}
	T := X + Y
	var sum index.Sum
	for i := range x {
		// x/X − t/T as ((x/X)Y − y)/T: exactly 0 where a unit has the city's composition.
		sum = sum.Plus(math.Abs(x[i]/X-y[i]/Y) * (Y / T))
	}
	return within(0, sum.Value()/2, 1)
}
