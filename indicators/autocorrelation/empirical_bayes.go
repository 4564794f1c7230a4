package autocorrelation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// prior is what all units together say of the rate of a unit: its mean, and its variance between units by the method of moments
// (Marshall 1991), which chance may make negative.
type prior struct{ mean, variance float64 }

// priorOf returns the prior of units with populations.
func priorOf(count, population []float64) (prior, error) {
	events, people := index.Total(count), index.Total(population)
	p := prior{mean: events / people}
	var squares index.Sum
	for i, x := range count {
		d := x/population[i] - p.mean
		squares = squares.Plus(population[i] * d * d / people)
	}
	p.variance = squares.Value() - p.mean/people*float64(len(count))
	if !(p.mean > 0) || !finite(p.mean) || !finite(p.variance) {
		return p, index.Undefined("there are no events, or the numbers differ too much in size to compute with")
	}
	return p, nil
}

// deviates returns the rates less their mean over the standard deviation that a unit of its population has (Assunção and Reis 1999). Where
// the variance is negative for a unit, it is that of chance alone.
func (p prior) deviates(count, population []float64) ([]float64, error) {
	out := make([]float64, len(count))
	for i, x := range count {
		n := population[i]
		variance := p.variance + p.mean/n
		if variance < 0 {
			variance = p.mean / n
		}
		out[i] = (x/n - p.mean) / math.Sqrt(variance)
		if !finite(out[i]) {
			return nil, index.Undefined("the numbers differ too much in size to compute with")
		}
	}
	return out, nil
}

// shrunken returns the rate drawn towards the mean by how little its population says.
func (p prior) shrunken(count, population float64) float64 {
	between, chance := max(0, p.variance), p.mean/population
	weight := 1.0
	if chance > 0 {
		weight = between / (between + chance)
	}
	return weight*(count/population) + (1-weight)*p.mean
}

var perHundredThousand = index.Param{
	Name: "multiplier", Default: 100_000, Min: 1, Max: 1e9,
	Doc: "what the rate is expressed per: 100000 for events per 100,000 persons",
}

// ofRates returns the parts of units with a rate, times the multiplier.
func ofRates(rates []float64, multiplier float64, err error) ([]index.Part, error) {
	if err != nil {
		return nil, err
	}
	var parts []index.Part
	for i, r := range rates {
		if v := r * multiplier; finite(v) {
			parts = append(parts, index.OfUnit(i, v))
		}
	}
	return parts, nil
}

// missing returns n rates that are NaN.
func missing(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}
