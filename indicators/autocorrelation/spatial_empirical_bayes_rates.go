package autocorrelation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

var spatialEmpiricalBayesRatesParams = append(slices.Clone(ruleParams), perHundredThousand)

var spatialEmpiricalBayesRates = index.Index{
	ID:      "spatial-empirical-bayes-rates",
	Family:  index.Autocorrelation,
	Name:    lang.Text{Sv: "Tal utjämnade mot grannarna (empirisk Bayes)", En: "Rates smoothed towards neighbours (empirical Bayes)"},
	Formula: "as empirical-bayes-rates, with b and a of the unit and its neighbours alone",
	Source:  "Marshall, R. J. (1991). Mapping disease and mortality rates using empirical Bayes estimators. Applied Statistics 40(2), 283–294, the local estimator.",
	Min:     0, Max: math.Inf(1),
	Params: spatialEmpiricalBayesRatesParams,
	Reading: lang.Text{
		Sv: "Områdets utjämnade tal är %s: ju färre som bor där, desto närmare dess och grannarnas tillsammans.",
		En: "The smoothed rate of the area is %s: the fewer people, the nearer to that of it and its neighbours together.",
	},
	Caveat: lang.Text{
		Sv: "Gör grannar mer lika varandra: pröva inte rumsligt samband på talen, och rangordna inte efter dem.",
		En: "Makes neighbours more alike: do not test spatial autocorrelation on the rates, and do not rank by them.",
	},
	Reads:      index.Located,
	Needs:      "counts and populations of three units or more with neighbours, with some event; a unit without population, or without neighbours, has no rate; and what the weights are made of, as for moran",
	Programs:   []string{"PySAL esda: Spatial_Empirical_Bayes", "spdep: EBlocal"},
	Properties: index.Permutation,
	PerUnit: func(e index.Events, p index.Params) ([]index.Part, error) {
		rates, err := SpatialEmpiricalBayesRates(e, weightingFrom(spatialEmpiricalBayesRatesParams, p))
		return ofRates(rates, perHundredThousand.From(p), err)
	},
}

// SpatialEmpiricalBayesRates returns the rate per person of each unit drawn towards that of itself and its neighbours together, NaN for a
// unit without population or without neighbours. Neighbours count alike, whatever their weight. Where no unit of a neighbourhood has an event
// its rate is 0.
//
// spdep's EBlocal measures each neighbour's distance from the mean of the neighbour's own neighbourhood, unless geoda is TRUE; Marshall
// and PySAL measure it from the mean of the unit's, as here.
//
// It is undefined without events, and where fewer than three units have neighbours. A reference is not read.
func SpatialEmpiricalBayesRates(e index.Events, w space.Weighting) ([]float64, error) {
	net, count, population, err := ofEvents(e, w)
	if err != nil {
		return nil, err
	}
	if _, err := priorOf(count, population); err != nil {
		return nil, err
	}
	out := missing(len(e.Count))
	var x, n []float64
	for i := range net.unit {
		to, _ := net.Of(i)
		if len(to) == 0 {
			continue
		}
		x, n = append(x[:0], count[i]), append(n[:0], population[i])
		for _, j := range to {
			x, n = append(x, count[j]), append(n, population[j])
		}
		if index.Total(x) == 0 {
			out[net.unit[i]] = 0
			continue
		}
		p, err := priorOf(x, n)
		if err != nil {
			return nil, err
		}
		out[net.unit[i]] = p.shrunken(count[i], population[i])
	}
	return out, nil
}
