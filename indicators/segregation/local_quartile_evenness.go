package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localQuartileEvenness = index.Index{
	ID:      "local-quartile-evenness",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Inkomstblandning i varje enhet", En: "Income mix of each unit"},
	Formula: "J_i = −Σ_q s_iq ln s_iq / ln 4",
	Source:  "Galster, Booza & Cutsinger 2008, Income diversity within neighborhoods and very low-income families, Cityscape 10(2), 257–300; Pielou 1966, Journal of Theoretical Biology 13, 131–144",
	Min:     0,
	Max:     1,
	Params:  []index.Param{cut},
	Reading: lang.Text{
		Sv: "Kvartilernas jämnhet i enheten är %s: 1 betyder att alla fyra inkomstkvartiler är lika stora där och 0 att en enda kvartil bor där.",
		En: "The evenness of quartiles in the unit is %s: 1 means that all four income quartiles are of equal size there and 0 that one quartile only lives there.",
	},
	Caveat: lang.Text{
		Sv: "Det visar inte vilka kvartiler som dominerar: en rik och en fattig enhet kan få samma värde.",
		En: "It does not show which quartiles dominate: a rich unit and a poor one can have the same value.",
	},
	Needs:      "people at two places or more on an ordered scale, in units",
	Properties: index.Permutation | index.Scale | index.Translation | index.WeightsScale | index.Reversal,
	OrderedParts: func(r index.Ranked, p index.Params) ([]index.Part, error) {
		values, err := LocalQuartileEvenness(r, cut.From(p) == 1)
		return ofUnits(values), err
	},
}

// LocalQuartileEvenness returns how evenly the four quartiles of income are mixed in each unit, with the quartiles of
// [QuartileEvenness]. A unit without people has NaN.
//
// It is undefined when all people are at one place, and without cut at more than four.
func LocalQuartileEvenness(r index.Ranked, cut bool) ([]float64, error) {
	values, totals, _, err := evennessOfQuartiles(r, cut)
	for i := range values {
		if totals[i] == 0 {
			values[i] = math.NaN()
		}
	}
	return values, err
}

// ofUnits makes parts of the values of units, with none for NaN.
func ofUnits(values []float64) []index.Part {
	var parts []index.Part
	for i, v := range values {
		if !math.IsNaN(v) {
			parts = append(parts, index.OfUnit(i, v))
		}
	}
	return parts
}
