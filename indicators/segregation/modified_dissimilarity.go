package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var modifiedDissimilarity = index.Index{
	ID:      "modified-dissimilarity",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Slumpjusterad dissimilaritet (Carrington–Troske)", En: "Modified dissimilarity (Carrington–Troske)"},
	Formula: "(D − D*)/(1 − D*) if D ≥ D*, else (D − D*)/D*",
	Source:  "Carrington & Troske 1997, Journal of Business & Economic Statistics 15, 402–409",
	Min:     -1,
	Max:     1,
	Params:  []index.Param{margins},
	Reading: lang.Text{
		Sv: "Den slumpjusterade dissimilariteten är %s: 0 betyder lika mycket som slumpen ger, 1 att grupperna aldrig finns i samma enhet och −1 att alla enheter har samma sammansättning.",
		En: "The modified dissimilarity is %s: 0 means as much as chance makes, 1 that the groups never share a unit and −1 that all units have the same composition.",
	},
	Caveat: lang.Text{
		Sv: "Slumpen drar varje person för sig. Hushåll som flyttar tillsammans ger ett högre värde utan att någon söker sig till sin grupp.",
		En: "Chance draws each person alone. Households that move together make the value higher although nobody seeks out the own group.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups in each unit, with people in both groups",
	Programs:   []string{"PySAL segregation: ModifiedDissim", "Stata: segregsmall"},
	Properties: index.Permutation | index.GroupSwap | index.Replication | index.EqualIsMin,
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		return ModifiedDissimilarity(c, margins.From(p) == 1)
	},
}

// ModifiedDissimilarity returns Carrington and Troske's systematic dissimilarity: how far [Dissimilarity] lies above what
// chance makes of it ([ExpectedDissimilarity]), as a share of how far it could, or below it as a share of how far it could.
// It is 0 when people are spread as by chance, 1 when no unit holds both groups, and −1 when all units have one composition.
//
// PySAL's ModifiedDissim means to average 500 draws but makes the same draw 500 times. It is undefined when either group is
// empty, for counts that are not whole, and when chance leaves no room: one person in every unit.
func ModifiedDissimilarity(c index.Composition, fixedMargins bool) (float64, error) {
	D, err := Dissimilarity(c)
	if err != nil {
		return 0, err
	}
	expected, err := ExpectedDissimilarity(c, fixedMargins)
	if err != nil {
		return 0, err
	}
	return beyondChance(D, expected)
}

// beyondChance places a value between 0 and 1 against its expectation by chance.
func beyondChance(value, expected float64) (float64, error) {
	switch {
	case math.Abs(value-expected) < 1e-12:
		return 0, nil // to the last digits, as with a single unit
	case value >= expected && 1-expected < 1e-12, value < expected && !(expected > 0):
		return 0, index.Undefined("chance alone makes the index %v: there is no room beyond it", expected)
	case value >= expected:
		return within(-1, (value-expected)/(1-expected), 1)
	}
	return within(-1, (value-expected)/expected, 1)
}
