package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var expectedTheilH = index.Index{
	ID:      "expected-theil-h",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Förväntat entropiindex av slump (H*)", En: "Entropy index expected by chance (H*)"},
	Formula: "H* = M*/E",
	Source:  "Winship 1977, Social Forces 55, 1058–1066; Carrington & Troske 1997, Journal of Business & Economic Statistics 15, 402–409",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Det förväntade entropiindexet är %s: så högt skulle indexet bli i genomsnitt om slumpen ensam delade ut platserna.",
		En: "The expected entropy index is %s: the index would be so high on average if chance alone dealt out the places.",
	},
	Caveat: lang.Text{
		Sv: "Slumpen drar varje person för sig. Hushåll som flyttar tillsammans ger ett högre värde.",
		En: "Chance draws each person alone. Households that move together make the value higher.",
	},
	Whole:      true,
	Needs:      "whole counts of two groups or more in each unit, with people in at least two of them",
	Programs:   []string{"R segregation: mutual_total_expected"},
	Properties: index.Permutation | index.GroupSwap | index.Transfer,
	MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return ExpectedTheilH(c) },
}

// ExpectedTheilH returns the exact mean of [MultigroupTheilH] when the people of all groups are dealt out by chance over the
// places of the units: [ExpectedMutualInformation] as a share of [Entropy], which does not vary.
//
// Groups without people are dropped; it is undefined when fewer than two remain and for counts that are not whole.
func ExpectedTheilH(c index.Composition) (float64, error) {
	M, err := expectedMutualInformation(c)
	if err != nil {
		return 0, err
	}
	E, err := Entropy(c, math.E)
	if err != nil {
		return 0, err
	}
	return within(0, M/E, 1)
}
