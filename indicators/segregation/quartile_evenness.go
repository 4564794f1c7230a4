package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var cut = index.Param{
	Name: "cut", Default: 1, Min: 0, Max: 1, Whole: true,
	Doc: "1 cuts the scale at the quartiles of the population; 0 takes brackets, of which there are four at most, for quartiles as they are",
}

var quartileEvenness = index.Index{
	ID:      "quartile-evenness",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Inkomstblandning (kvartilernas jämnhet)", En: "Income mix (evenness of quartiles)"},
	Formula: "Σ_i (t_i/T) J_i, J_i = −Σ_q s_iq ln s_iq / ln 4",
	Source:  "Galster, Booza & Cutsinger 2008, Income diversity within neighborhoods and very low-income families, Cityscape 10(2), 257–300; Pielou 1966, Journal of Theoretical Biology 13, 131–144",
	Min:     0,
	Max:     1,
	Params:  []index.Param{cut},
	Reading: lang.Text{
		Sv: "Kvartilernas jämnhet är %s i genomsnitt för invånarna: 1 betyder att alla fyra inkomstkvartiler är lika stora i varje enhet och 0 att varje enhet har en enda kvartil.",
		En: "The evenness of quartiles is %s for the average inhabitant: 1 means that all four income quartiles are of equal size in every unit and 0 that every unit has one quartile only.",
	},
	Caveat: lang.Text{
		Sv: "Det visar inte vilka kvartiler som dominerar. Med nationella kvartiler (cut=0) kan värdet vara lågt i hela staden för att den är rik eller fattig.",
		En: "It does not show which quartiles dominate. With national quartiles (cut=0) the value can be low in the whole city because it is rich or poor.",
	},
	Needs:      "people at two places or more on an ordered scale, in units",
	Properties: index.Permutation | index.Replication | index.Scale | index.Translation | index.Merging | index.WeightsScale | index.Reversal,
	Ordered: func(r index.Ranked, p index.Params) (float64, error) {
		return QuartileEvenness(r, cut.From(p) == 1)
	},
}

// QuartileEvenness returns the mean over people of how evenly the four quartiles of income are mixed in their unit, as
// Pielou's evenness: 0 when every unit holds one quartile only, 1 when every unit has all four in equal parts.
//
// With cut the scale, of microdata or of brackets, is cut at the quartiles of the population, people at one place being
// shared in proportion. Without it the brackets are the quartiles, such as the national ones of published tables; nobody need
// be in all four. It is undefined when all people are at one place, and without cut at more than four.
func QuartileEvenness(r index.Ranked, cut bool) (float64, error) {
	values, totals, T, err := evennessOfQuartiles(r, cut)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	for i, v := range values {
		if totals[i] > 0 {
			sum = sum.Plus(totals[i] / T * v)
		}
	}
	return within(0, sum.Value(), 1)
}

// evennessOfQuartiles returns Pielou's evenness of the quartiles in each unit, the units' people and all people.
func evennessOfQuartiles(r index.Ranked, cut bool) (values, totals []float64, T float64, err error) {
	s, err := newScale(r)
	if err != nil {
		return nil, nil, 0, err
	}
	counts := make([][4]float64, r.Units)
	if !cut {
		places := 0
		s.levels(func([]cell) { places++ })
		if places > 4 {
			return nil, nil, 0, index.Undefined("people are in %d brackets, quartiles are four", places)
		}
		q := 0 // which quartile does not matter: an evenness knows no order
		s.levels(func(cells []cell) {
			for _, c := range cells {
				counts[c.unit][q] += c.people
			}
			q++
		})
	} else {
		s.spread(func(c cell, below, above float64) {
			for q := range counts[c.unit] {
				counts[c.unit][q] += c.people * overlap(below, above, float64(q)/4, float64(q+1)/4)
			}
		})
	}
	values = make([]float64, r.Units)
	for i, t := range s.totals {
		if t > 0 {
			values[i] = min(shannon(counts[i][:], t)/math.Log(4), 1)
		}
	}
	return values, s.totals, s.T, nil
}
