package rate

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var recurringEvents = index.Index{
	ID:      "recurring-events-rate",
	Family:  index.Rate,
	Name:    lang.Text{Sv: "Direkt åldersstandardiserat tal för upprepade händelser", En: "Directly standardised rate of recurring events"},
	Formula: "DSR = m Σa wa Σf f xaf/na, xaf = people of stratum a with f events each; var = m² Σa wa² Σf f² xaf/na²; limits as for the directly standardised rate",
	Source:  "Dobson, A. J., Kuulasmaa, K., Eberle, E. & Scherer, J. (1991). Statistics in Medicine 10(3), 457–462; Stukel, T. A., Glynn, R. J., Fisher, E. S., Sharp, S. M., Lu-Yao, G. & Wennberg, J. E. (1994). Standardized rates of recurrent outcomes. Statistics in Medicine 13(17), 1781–1791.",
	Min:     0, Max: inf,
	Params: standardisation,
	Reading: lang.Text{
		Sv: "Om åldrarna hade fördelat sig som i standardbefolkningen skulle talet för händelserna, flera per person inräknade, ha varit %s.",
		En: "Had ages been distributed as in the standard population, the rate of events, several to a person included, would have been %s.",
	},
	Caveat: lang.Text{
		Sv: "Kan bara jämföras med tal som har samma standardbefolkning. Förutsätter att personernas antal händelser är oberoende av varandra, vilket smitta inte är.",
		En: "Can only be compared with rates that have the same standard population. Takes the numbers of events of two people to be independent, which contagion is not.",
	},
	Needs:      "people by age and by how many events they had, those with none left out; population and standard population by age",
	Reads:      index.Standard | index.Frequencies,
	Programs:   []string{"PHEindicatormethods: calculate_dsr"},
	Properties: index.Permutation | index.WeightsScale,
	Stratified: func(s index.Strata, p index.Params) ([]index.Part, error) {
		return partsOf(RecurringEvents(s, standardisationFrom(p)))
	},
}

// RecurringEvents returns, for each unit of s, the directly standardised rate of events that may befall a person several times, such
// as admissions to hospital. Row j is s.Count[j] people with s.Frequency[j] events each. The value is that of
// [DirectlyStandardised] for the events; the variance of the number in a stratum is Σ f² x over its frequencies instead of Σ f x,
// for the events of one person come together, so that the interval is wider. The fewest events count events, not people.
//
// Every stratum of a unit must have the same frequencies, with 0 people where nobody had so many events, and the same
// population for each of them. PHEindicatormethods counts a blank as nobody.
func RecurringEvents(s index.Strata, o Standardisation) ([]Outcome, error) {
	if s.Frequency == nil || s.Count == nil {
		return nil, index.Undefined("needs the numbers of people with each number of events")
	}
	if err := s.Check(); err != nil {
		return nil, err
	}
	events, squares, err := joinFrequencies(s)
	if err != nil {
		return nil, err
	}
	return standardise(events, squares, o)
}

// joinFrequencies makes one row of the frequencies of each stratum of each unit: the events, and the sum of their squares over people.
func joinFrequencies(s index.Strata) (events index.Strata, squares []float64, err error) {
	events.Units = s.Units
	for u, rows := range s.Rows() {
		var first []float64 // frequencies of the unit's first stratum
		for len(rows) > 0 {
			n := 1
			for n < len(rows) && s.At[rows[n]] == s.At[rows[0]] {
				n++
			}
			var x, square index.Sum
			frequencies := make([]float64, 0, n)
			for _, j := range rows[:n] {
				f := s.Frequency[j]
				frequencies = append(frequencies, f)
				x.Add(f * s.Count[j])
				square.Add(f * f * s.Count[j])
				if p, q := s.Population[j], s.Population[rows[0]]; p != q {
					return events, nil, index.Undefined("the population of stratum %v is %v for one frequency and %v for another", s.At[j], q, p)
				}
				if s.Standard != nil && s.Standard[j] != s.Standard[rows[0]] {
					return events, nil, index.Undefined("the standard population of stratum %v is not the same for every frequency", s.At[j])
				}
			}
			slices.Sort(frequencies)
			if first == nil {
				first = frequencies
			}
			if !slices.Equal(frequencies, first) {
				return events, nil, index.Undefined("stratum %v of unit %d has the frequencies %v, another has %v; say 0 people where there are none", s.At[rows[0]], u, frequencies, first)
			}
			j := rows[0]
			events.Unit, events.At = append(events.Unit, u), append(events.At, s.At[j])
			events.Count, squares = append(events.Count, x.Value()), append(squares, square.Value())
			events.Population = append(events.Population, s.Population[j])
			if s.Standard != nil {
				events.Standard = append(events.Standard, s.Standard[j])
			}
			rows = rows[n:]
		}
	}
	return events, squares, nil
}
