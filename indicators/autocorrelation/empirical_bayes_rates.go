package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var empiricalBayesRates = index.Index{
	ID:      "empirical-bayes-rates",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Utjämnade tal (empirisk Bayes)", En: "Smoothed rates (empirical Bayes)"},
	Formula: "θ_i = w_i r_i + (1 − w_i) b, w_i = a/(a + b/n_i), r_i = x_i/n_i, b = Σx/Σn, a = Σ n_i (r_i − b)²/Σn − b/(Σn/m) of m units, at least 0",
	Source:  "Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes estimators. Applied Statistics 40(2), 283–294, the global estimator.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{perHundredThousand},
	Reading: lang.Text{
		Sv: "Områdets utjämnade tal är %s: ju färre som bor där, desto närmare hela stadens.",
		En: "The smoothed rate of the area is %s: the fewer people, the nearer to that of the whole city.",
	},
	Caveat: lang.Text{
		Sv: "Gör kartan lugnare, inte sannare: ett litet område med ett verkligt högt tal dras också mot medelvärdet. Använd det inte för att rangordna.",
		En: "Makes the map calmer, not truer: a small area with a rate that is really high is drawn to the mean too. Do not rank by it.",
	},
	Needs:      "counts and populations, with some event; a unit without population has no rate",
	Programs:   []string{"PySAL esda: Empirical_Bayes", "spdep: EBest"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		rates, err := EmpiricalBayesRates(e)
		return ofRates(rates, perHundredThousand.From(p), err)
	},
}

// EmpiricalBayesRates returns the rate per person of each unit drawn towards that of all units together, NaN for a unit without population.
// Where units differ by no more than chance all have the rate of all.
//
// It is undefined without events. A reference is not read.
func EmpiricalBayesRates(e index.Events) ([]float64, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	var units []int
	var count, population []float64
	for i, n := range e.Population {
		if n > 0 {
			units, count, population = append(units, i), append(count, e.Count[i]), append(population, n)
		}
	}
	if units == nil {
		return nil, index.Undefined("no unit has a population")
	}
	p, err := priorOf(count, population)
	if err != nil {
		return nil, err
	}
	out := missing(len(e.Count))
	for k, i := range units {
		out[i] = p.shrunken(count[k], population[k])
	}
	return out, nil
}
