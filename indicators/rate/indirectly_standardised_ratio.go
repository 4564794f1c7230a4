package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var ratioMultiplier = index.Param{
	Name: "multiplier", Default: 1, Min: 1, Max: 1e9,
	Doc: "the ratio that says that events are as many as expected: 1, or 100 where it is given in per cent",
}

var standardisedRatio = index.Index{
	ID:      "indirectly-standardised-ratio",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Indirekt åldersstandardiserad kvot (SMR)", En: "Indirectly standardised ratio (SMR)"},
	Formula: "ISR = m O/E, E = Σa na λa with the rates λa of the population that is compared with; limits m/E times those of O: exact Poisson below 10 events, else Byar's",
	Source:  "Breslow, N. E. & Day, N. E. (1987). Statistical Methods in Cancer Research II. IARC, chapter 2.",
	Min:     0, Max: inf,
	Params: []index.Param{ratioMultiplier, index.Level},
	Reading: lang.Text{
		Sv: "Händelserna är %s gånger så många som de hade varit med jämförelsebefolkningens risk i varje ålder.",
		En: "Events are %s times as many as they would be with the risks that the population compared with has at each age.",
	},
	Caveat: lang.Text{
		Sv: "Jämför varje område med jämförelsebefolkningen. Två områdens kvoter kan inte jämföras med varandra, för de vägs med var sin åldersfördelning.",
		En: "Compares each area with the population it is compared with. The ratios of two areas cannot be compared with each other, for each is weighted by its own ages.",
	},
	Needs:      "events and population by age, and the events and population of the whole that units are compared with",
	Reads:      index.Expected,
	Programs:   []string{"PHEindicatormethods: calculate_ISRatio"},
	Properties: index.Permutation,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOf(IndirectlyStandardisedRatio(s, ratioMultiplier.From(p), index.Level.From(p)))
	},
}

// IndirectlyStandardisedRatio returns, for each unit of s, its events divided by those that it would have with the rates s.Expected
// of the population that is compared with, times multiplier (1, or 100 for per cent), with [Byar]'s interval, exact below ten
// events. It is the standardised mortality ratio (SMR) where events are deaths. The expected number is taken to be known.
//
// Strata are matched by the age at which they begin; a unit that misses one that others have has no ratio, nor has one with
// nothing expected. It is an error when the rate of a stratum is not the same for every unit. PHEindicatormethods' calculate_ISRatio
// matches the reference by position: where the reference lists the old first and the area the young, 54 deaths of 54 expected have
// the ratio 0.27 in place of 1 (a case of the test).
func IndirectlyStandardisedRatio(s index.Strata, multiplier, level float64) ([]Outcome, error) {
	observed, _, err := againstExpected(s, multiplier, level)
	return observed, err
}

// againstExpected returns, for each unit of s, the events over those expected, times multiplier, and the strata.
func againstExpected(s index.Strata, multiplier, level float64) ([]Outcome, ages, error) {
	if err := checkScale(multiplier, level); err != nil {
		return nil, ages{}, err
	}
	if err := s.Check(); err != nil {
		return nil, ages{}, err
	}
	if s.Frequency != nil || s.Count == nil || s.Expected == nil {
		return nil, ages{}, index.Undefined("needs events, their population and the rates that are expected, a row for each stratum")
	}
	groups := agesOf(s)
	expected, err := groups.shared(s, s.Expected, "the expected rate")
	if err != nil {
		return nil, ages{}, err
	}
	byars := byarsAt(level)
	out := make([]Outcome, s.Units)
	for u, rows := range groups.rows {
		if groups.missing[u] != nil {
			out[u] = Outcome{Estimate: undefined, SE: math.NaN(), Missing: groups.missing[u]}
			continue
		}
		x, e := tally(s, rows, expected)
		if e == 0 {
			out[u] = none("no events are expected")
			continue
		}
		per := multiplier / e
		lower, upper := byars.of(x)
		out[u] = settled(Outcome{
			Estimate: index.Estimate{Value: x * per, Lower: lower * per, Upper: upper * per, Level: level},
			SE:       math.Sqrt(x) * per,
		})
	}
	return out, groups, nil
}

// tally returns the events of a unit and those expected in it, from its rows and the rates of the strata.
func tally(s index.Strata, rows []int, expected []float64) (x, e float64) {
	var events, awaited index.Sum
	for k, j := range rows {
		events.Add(s.Count[j])
		awaited.Add(s.Population[j] * expected[k])
	}
	return events.Value(), awaited.Value()
}
