package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var indirectlyStandardised = index.Index{
	ID:      "indirectly-standardised-rate",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Indirekt åldersstandardiserat tal", En: "Indirectly standardised rate"},
	Formula: "m O/E Σa sa λa/Σa sa, with the population sa and the rates λa of the population that is compared with, and E = Σa na λa; limits as those of O",
	Source:  "Breslow, N. E. & Day, N. E. (1987). Statistical Methods in Cancer Research II. IARC, chapter 2.",
	Min:     0, Max: inf,
	Params: []index.Param{perHundredThousand, index.Level},
	Reading: lang.Text{
		Sv: "Med områdets risk i förhållande till jämförelsebefolkningen skulle talet där ha varit %s.",
		En: "With the area's risk relative to the population compared with, the rate of the latter would have been %s.",
	},
	Caveat: lang.Text{
		Sv: "Två områdens tal kan inte jämföras med varandra, för de vägs med var sin åldersfördelning.",
		En: "The rates of two areas cannot be compared with each other, for each is weighted by its own ages.",
	},
	Needs:      "events and population by age, and the events and population, which is the standard, of the whole that units are compared with",
	Reads:      index.Expected | index.Standard,
	Programs:   []string{"PHEindicatormethods: calculate_ISRate"},
	Properties: index.Permutation | index.WeightsScale,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOf(IndirectlyStandardised(s, perHundredThousand.From(p), index.Level.From(p)))
	},
}

// IndirectlyStandardised returns, for each unit of s, the crude rate of the population that is compared with times the unit's
// [IndirectlyStandardisedRatio], per multiplier persons. s.Standard is the people by age of that population and s.Expected its rates.
// Errors and units without a value are those of the ratio; there is no rate either when nothing is expected in the whole.
func IndirectlyStandardised(s index.Strata, multiplier, level float64) ([]Outcome, error) {
	out, groups, err := againstExpected(s, multiplier, level)
	if err != nil {
		return nil, err
	}
	if s.Standard == nil {
		return nil, index.Undefined("needs the people by age of the population that is compared with, as the standard population")
	}
	standard, err := groups.shared(s, s.Standard, "the standard population")
	if err != nil {
		return nil, err
	}
	expected, _ := groups.shared(s, s.Expected, "the expected rate") // checked with the ratio
	var events index.Sum
	for k, n := range standard {
		events.Add(n * expected[k])
	}
	crude := events.Value() / index.Total(standard)
	if !(crude >= 0) || math.IsInf(crude, 1) {
		return nil, index.Undefined("the population that is compared with has no rate")
	}
	for u, o := range out {
		if o.Missing == nil {
			o.Value, o.SE, o.Lower, o.Upper = o.Value*crude, o.SE*crude, o.Lower*crude, o.Upper*crude
			out[u] = settled(o)
		}
	}
	return out, nil
}
