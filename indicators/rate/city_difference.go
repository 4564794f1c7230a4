package rate

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var cityDifference = index.Index{
	ID:      "city-difference",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Skillnad mot hela staden", En: "Difference from the whole city"},
	Formula: "d = m (p − P) = m (1 − s)(p − r), s = n/N, r of all other units; Var(p − P) = (1 − 2s) Var(p) + Var(P); limits 1 − s times those of p − r",
	Source:  "Var(p − P) from Cov(p, P) = s Var(p), worked out here; limits after Newcombe, R. G. (1998). Statistics in Medicine 17, 873–890, method 10, and Zou, G. Y. & Donner, A. (2008). Statistics in Medicine 27, 1693–1702.",
	Min:     -inf, Max: inf,
	Params: []index.Param{kind, multiplier, index.Level},
	Reading: lang.Text{
		Sv: "Området skiljer sig med %s från hela staden, där det självt ingår.",
		En: "The area differs by %s from the whole city, of which it is part.",
	},
	Caveat: lang.Text{
		Sv: "Ett stort område kan inte skilja sig mycket från en stad som det självt är en stor del av. Jämför då med resten av staden.",
		En: "A large area cannot differ much from a city that it is a large part of. Compare it then with the rest of the city.",
	},
	Needs:      "all units of the city, two of them with a population; of persons, counts that are not above their populations",
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		contrasts, err := CityDifference(e, kindFrom(p), multiplier.From(p), index.Level.From(p))
		return ofContrasts(contrasts), err
	},
}

// CityDifference returns, for each unit of e, how much its proportion or rate, by kind, differs from that of all units together,
// itself among them, times multiplier. e.Reference is not read.
//
// With share s = n/N of the city's population and r the figure of the rest, the city's is P = s p + (1 − s) r. Then
// Cov(p, P) = s Var(p), and
//
//	Var(p − P) = Var(p) + Var(P) − 2 s Var(p) = (1 − 2s) Var(p) + Var(P) = (1 − s)² (Var(p) + Var(r))
//
// for p − P = (1 − s)(p − r). Difference, standard error and limits are those of [RestDifference] times 1 − s; Z and P are the
// same, so that an area never differs from the city without differing from the rest of it. Taking the city's figure as certain,
// as Fingertips and PHEindicatormethods do, has Var(p) in place of (1 − s) Var(p) where areas are alike: an interval 1.29 times too
// wide at 40 per cent of the city, that flags 1.1 areas in a hundred and not 5 ([RestDifference] has the table).
//
// Undefined values and errors are those of [RestDifference].
func CityDifference(e index.Events, kind Kind, multiplier, level float64) ([]Contrast, error) {
	return kind.partWhole(e, true, multiplier, level)
}
