package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var neighbourhoodSorting = index.Index{
	ID:      "neighbourhood-sorting",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Grannskapssortering (NSI)", En: "Neighbourhood sorting index (NSI)"},
	Formula: "NSI = √(Σ_i t_i (m_i − m)² / Σ_j w_j (x_j − m)²)",
	Source:  "Jargowsky 1996, American Sociological Review 61, 984–998",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Grannskapssorteringen är %s: så stor är standardavvikelsen mellan enheternas medelvärden som andel av den mellan invånarna.",
		En: "The neighbourhood sorting index is %s: the standard deviation between the units' means as a share of that between people.",
	},
	Caveat: lang.Text{
		Sv: "Några få mycket höga inkomster styr värdet. Med klasser i stället för belopp krävs ett belopp för varje klass.",
		En: "A few very high incomes rule the value. Brackets need an amount for each of them.",
	},
	Needs:      "people at two places or more on an ordered scale, in units",
	Properties: index.Permutation | index.Replication | index.Scale | index.Translation | index.Merging | index.EqualIsMin | index.ApartIsMax | index.WeightsScale | index.Reversal,
	Ordered:    func(r index.Ranked, _ index.Params) (float64, error) { return NeighbourhoodSorting(r) },
}

// NeighbourhoodSorting returns Jargowsky's index, the correlation ratio of a value by units: the standard deviation of the
// units' means, by population, as a share of the standard deviation of people. It is 0 when all units have one mean and 1
// when everybody in a unit has the same value. It takes amounts: with brackets their numbers stand for amounts.
//
// It is undefined when everybody has the same value.
func NeighbourhoodSorting(r index.Ranked) (float64, error) {
	s, err := newScaleOfUnits(r)
	if err != nil {
		return 0, err
	}
	// Amounts are taken from the lowest, so that digits are left for differences however large all of them are, and in units
	// of the whole range, so that squares neither overflow nor vanish.
	low, high := s.cells[0].place, s.cells[len(s.cells)-1].place
	amount := func(place float64) float64 { return (place - low) / (high - low) }
	if math.IsInf(high-low, 0) {
		amount = func(place float64) float64 { return (place/2 - low/2) / (high/2 - low/2) }
	}
	var sum index.Sum
	for _, c := range s.cells {
		sum = sum.Plus(c.people / s.T * amount(c.place))
	}
	mean := sum.Value()
	means := make([]float64, r.Units) // deviations from the mean
	for _, c := range s.cells {
		means[c.unit] += c.people / s.totals[c.unit] * (amount(c.place) - mean)
	}
	var between, all index.Sum
	for i, d := range means {
		if s.totals[i] > 0 {
			between = between.Plus(s.totals[i] / s.T * d * d)
		}
	}
	for _, c := range s.cells {
		d := amount(c.place) - mean
		all = all.Plus(c.people / s.T * d * d)
	}
	if !(all.Value() > 0) {
		return 0, index.Undefined("the values are too much alike to compute with")
	}
	return within(0, math.Sqrt(max(0, between.Value()/all.Value())), 1)
}
