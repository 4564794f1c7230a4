package rate

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// StandardPopulation is people by age that rates are standardised to. The zero value is nobody.
type StandardPopulation struct {
	Name   string
	Source string
	ages   []float64 // the age at which each age group begins; the last has no end
	people []float64
}

// ESP2013 and ESP1976 are the European standard populations: people in age groups of five years, the first of them divided at 1, out of
// 100,000. That of 2013 has a last group from 95, that of 1976 from 85.
var (
	ESP2013 = StandardPopulation{
		Name:   "European Standard Population 2013",
		Source: "Eurostat (2013). Revision of the European Standard Population: Report of Eurostat's task force. Methodologies and working papers KS-RA-13-028.",
		ages:   fiveYears(95),
		people: []float64{1000, 4000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 800, 200},
	}
	ESP1976 = StandardPopulation{
		Name:   "European Standard Population 1976",
		Source: "Waterhouse, J., Muir, C., Correa, P. & Powell, J. (eds) (1976). Cancer Incidence in Five Continents III. IARC Scientific Publications 15.",
		ages:   fiveYears(85),
		people: []float64{1600, 6400, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 6000, 5000, 4000, 3000, 2000, 1000, 1000},
	}
)

// fiveYears returns 0, 1, 5, 10 … last.
func fiveYears(last float64) []float64 {
	ages := []float64{0, 1}
	for age := 5.0; age <= last; age += 5 {
		ages = append(ages, age)
	}
	return ages
}

// Of returns, for each of the ages, the standard's people from that age up to the next higher one, and for the highest up to until (+Inf
// where there is no end). The ages may come in any order and several times, as they do in the strata of many units.
//
// It is an error when an age group begins or ends inside one of the standard: 16 to 19, say, has no weight of its own in groups
// of five years.
func (p StandardPopulation) Of(ages []float64, until float64) ([]float64, error) {
	from := slices.Clone(ages)
	slices.Sort(from)
	from = slices.Compact(from)
	if len(from) == 0 {
		return nil, index.Undefined("no ages")
	}
	if last := from[len(from)-1]; !(until > last) {
		return nil, index.Undefined("the ages end at %v, and the last group begins at %v", until, last)
	}
	ends := append(from[1:len(from):len(from)], until)
	of := make(map[float64]float64, len(from))
	for k, age := range from {
		i, begins := slices.BinarySearch(p.ages, age)
		j, ends1 := slices.BinarySearch(p.ages, ends[k])
		if math.IsInf(ends[k], 1) {
			j, ends1 = len(p.ages), true
		}
		if !begins || !ends1 {
			return nil, index.Undefined("the age group from %v to %v does not begin and end with age groups of the %s", age, ends[k], p.Name)
		}
		of[age] = index.Total(p.people[i:j])
	}
	out := make([]float64, len(ages))
	for j, age := range ages {
		out[j] = of[age]
	}
	return out, nil
}
