package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var restDifference = index.Index{
	ID:      "rest-difference",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Skillnad mot resten av staden", En: "Difference from the rest of the city"},
	Formula: "d = m (p − r), r of all other units; limits m (d − √((p − l)² + (u' − r)²)) and m (d + √((u − p)² + (r − l')²)); z = (p − r) / √(v̄ (1/n + 1/n')), v̄ = p̄(1 − p̄) of persons, p̄ of occurrences",
	Source:  "Newcombe, R. G. (1998). Statistics in Medicine 17, 873–890, method 10; Zou, G. Y. & Donner, A. (2008). Statistics in Medicine 27, 1693–1702.",
	Min:     -inf, Max: inf,
	Params: []index.Param{kind, multiplier, index.Level},
	Reading: lang.Text{
		Sv: "Området skiljer sig med %s från resten av staden.",
		En: "The area differs by %s from the rest of the city.",
	},
	Caveat: lang.Text{
		Sv: "Bland många områden skiljer sig ungefär vart tjugonde av en slump vid 95 procent. Resten är inte samma för alla områden.",
		En: "Among many areas about one in twenty differs by chance at 95 per cent. The rest is not the same for every area.",
	},
	Needs:      "all units of the city, two of them with a population; of persons, counts that are not above their populations",
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		contrasts, err := RestDifference(e, kindFrom(p), multiplier.From(p), index.Level.From(p))
		return ofContrasts(contrasts), err
	},
}

// RestDifference returns, for each unit of e, how much its proportion or rate, by kind, differs from that of all other units
// together, times multiplier. The limits are Newcombe's for persons and the like from [Byar]'s for occurrences
// ([MOVERDifference]); the standard error is that of the two figures as they are; Z is the score statistic, with the figure
// of both together as the variance says under no difference, and P its two-sided probability. e.Reference is not read.
//
// An area is part of the city that it is compared with, and the larger it is, the less it can differ from it. The test that
// Fingertips and others make, whether the area's own 95 per cent interval holds the city's figure, then finds too little. With
// 15 per cent of 20,000 persons in the city everywhere, it flags, in per cent of areas
// that do not differ (100,000 draws; testdata/golden/part_whole.py):
//
//	share of the city          2 %     10 %    20 %    40 %    60 %
//	the area's own interval    4.69    3.82    2.78    1.15    0.21
//	the interval here          4.92    4.96    4.94    4.98    4.90
//	Z beyond 1.96              4.91    4.96    4.93    4.98    4.90
//
// 5 is right. By theory the first row is 2Φ(−1.96/√(1 − s)) at a share of s. Of occurrences, 0.15 per person, the rows are 4.03 down to
// 0.18; 4.25 to 4.91, for the limits of small counts keep more than they promise; and 4.89 to 5.07.
//
// A unit with a population of zero has no difference, Level 0. Z and P are NaN where nobody, or everybody, is counted in the
// whole city. Persons above their population are an error, as are fewer than two units with a population.
func RestDifference(e index.Events, kind Kind, multiplier, level float64) ([]Contrast, error) {
	return kind.partWhole(e, false, multiplier, level)
}
