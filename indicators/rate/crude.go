package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var perHundredThousand = index.Param{
	Name: "multiplier", Default: 100_000, Min: 1, Max: 1e9,
	Doc: "what the rate is expressed per: 100000 for events per 100,000 persons",
}

var crude = index.Index{
	ID:      "crude-rate",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Antal i förhållande till folkmängd", En: "Crude rate"},
	Formula: "r = m x/n; limits m/n times those of x: exact Poisson below 10 events, else Byar's x(1 − 1/(9x) − z/(3√x))³ and (x+1)(1 − 1/(9(x+1)) + z/(3√(x+1)))³",
	Source:  "Breslow, N. E. & Day, N. E. (1987). Statistical Methods in Cancer Research II. IARC, page 69; Eayres, D. (2008). APHO Technical Briefing 3.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{perHundredThousand, index.Level},
	Reading: lang.Text{
		Sv: "Antalet händelser i förhållande till folkmängden är %s.",
		En: "The rate of events to population is %s.",
	},
	Caveat: lang.Text{
		Sv: "Tar inte hänsyn till ålder: en äldre befolkning får högre tal för det mesta som rör hälsa.",
		En: "Takes no account of age: an older population has higher rates of most things to do with health.",
	},
	Needs:      "counts and populations; a unit without population has no rate",
	Programs:   []string{"PHEindicatormethods: phe_rate"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		estimates, err := Crude(e, perHundredThousand.From(p), index.Level.From(p))
		return index.OfEstimates(estimates), err
	},
}

// Crude returns, for each unit of e, the count divided by the population times multiplier (100,000 gives events per
// 100,000 persons) with [Byar]'s interval at the confidence level, between 0 and 1 exclusive.
//
// A rate runs from 0 without upper bound: events may outnumber persons. A unit with a population of zero has no rate:
// its estimate has Level 0 and NaN for value and limits, and callers print it as missing. So has one whose rate is
// beyond the largest number.
func Crude(e index.Events, multiplier, level float64) ([]index.Estimate, error) {
	if err := check(e, multiplier, level); err != nil {
		return nil, err
	}
	out := make([]index.Estimate, len(e.Count))
	byars := byarsAt(level)
	for i, x := range e.Count {
		n := e.Population[i]
		lower, upper := byars.of(x)
		per := multiplier / n
		if n == 0 || math.IsInf(upper*per, 1) {
			out[i] = undefined
			continue
		}
		out[i] = index.Estimate{Value: x * per, Lower: lower * per, Upper: upper * per, Level: level}
	}
	return out, nil
}
