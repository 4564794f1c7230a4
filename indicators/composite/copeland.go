package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var copeland = index.Index{
	ID:      "copeland",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Copelands poäng", En: "Copeland score"},
	Formula: "C_i = #{j: o_ij > ½} − #{j: o_ij < ½}, o_ij = Σk w_k (1(x_ik > x_jk) + ½ 1(x_ik = x_jk))",
	Source:  "Munda & Nardo 2009, Applied Economics 41(12), 1513–1523; " + handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{available},
	Reading: lang.Text{
		Sv: "Området har %s poäng: så många fler områden överträffar det än som överträffar det.",
		En: "The area has %s points: so many more areas it beats than beat it.",
	},
	Caveat: lang.Text{
		Sv: "Hur mycket högre ett område ligger räknas inte, och två områdens ordning kan bero på ett tredje.",
		En: "By how much an area is higher does not count, and the order of two areas may depend on a third.",
	},
	Needs:      "a table of two units or more, of 20,000 at most, by indicators",
	Programs:   []string{"COINr: a_copeland"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return ofUnits(Copeland(x, available.From(p)))
	},
}

// mostMeeting is how many units are compared with one another: the pairs of more would take minutes.
const mostMeeting = 20_000

// Copeland returns how many units each unit beats less how many beat it. A unit beats another when it is higher by indicators of more
// than half the weight of those that both have, equal ones counting half to each; it needs no common scale. Only the units that have
// the share available of the indicators meet; others are NaN. The time it takes grows with the square of the number of units.
//
// It is undefined where an indicator is missing everywhere, and where fewer than two units, or more than 20,000, have enough indicators.
func Copeland(x index.Indicators, available float64) ([]float64, error) {
	y, err := Normalise(x, AsTheyAre)
	if err != nil {
		return nil, err
	}
	meet, err := sufficient(x, available)
	if err != nil {
		return nil, err
	}
	if len(meet) < 2 {
		return nil, index.Undefined("only unit %d has enough indicators: there is no other to meet", meet[0])
	}
	if len(meet) > mostMeeting {
		return nil, index.Undefined("%d units would meet in %d pairs: at most %d units are compared with one another", len(meet), len(meet)*(len(meet)-1)/2, mostMeeting)
	}
	out := missing(x.Units())
	for _, i := range meet {
		out[i] = 0
	}
	for a, i := range meet {
		for _, j := range meet[:a] {
			above, below, equal := contest(y, x.Weights, i, j)
			// Half the weight is a tie however the weights were rounded when they were added.
			if lead := above - below; math.Abs(lead) > 1e-12*(above+below+equal) {
				out[i] += math.Copysign(1, lead)
				out[j] -= math.Copysign(1, lead)
			}
		}
	}
	return out, nil
}
