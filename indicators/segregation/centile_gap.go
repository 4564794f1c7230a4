package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var centileGap = index.Index{
	ID:      "centile-gap",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Centilgapsindex (CGI)", En: "Centile gap index (CGI)"},
	Formula: "CGI = (¼ − mean_j |c_j − c_med(i)|)/¼",
	Source:  "Watson 2009, Review of Income and Wealth 55, 820–844",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Centilgapsindex är %s: 0 betyder att invånarna i en enhet är lika utspridda i inkomstrang som i staden och 1 att alla i en enhet har samma rang.",
		En: "The centile gap index is %s: 0 means that people in a unit are as spread in income rank as those of the city and 1 that all in a unit have the same rank.",
	},
	Caveat: lang.Text{
		Sv: "Två enheter med samma medianrang skiljs inte åt: en enhet med både rika och fattiga ser ut som en blandad.",
		En: "Two units of the same median rank are not told apart: a unit of both rich and poor looks like a mixed one.",
	},
	Needs:      "people at two places or more on an ordered scale, in units",
	Properties: index.Permutation | index.Replication | index.Scale | index.Translation | index.Merging | index.EqualIsMin | index.WeightsScale | index.Reversal,
	Ordered:    func(r index.Ranked, _ index.Params) (float64, error) { return CentileGap(r) },
}

// CentileGap returns Watson's index: how far people are on average from the median person of their unit, in centiles of the
// whole population, as a shortfall from the ¼ of a unit that is as spread as the city. It is 0 when all units have one
// distribution, and nears 1 when people are sorted into many units by rank.
//
// People at one place on the scale are spread evenly over the centiles that the place holds, which makes brackets and
// microdata alike and an even city exactly 0. It is undefined when all people are at one place.
func CentileGap(r index.Ranked) (float64, error) {
	s, err := newScaleOfUnits(r)
	if err != nil {
		return 0, err
	}
	medians := make([]float64, r.Units)
	half := make([]float64, r.Units) // people still to pass before the median
	for i, t := range s.totals {
		half[i] = t / 2
	}
	s.spread(func(c cell, below, above float64) {
		if half[c.unit] > 0 {
			medians[c.unit] = below + float64((above-below)*min(half[c.unit]/c.people, 1))
		}
		half[c.unit] -= c.people
	})
	var sum index.Sum
	s.spread(func(c cell, below, above float64) {
		sum = sum.Plus(c.people / s.T * meanDistance(below, above, medians[c.unit]))
	})
	return within(0, (0.25-sum.Value())/0.25, 1)
}

// meanDistance returns the mean distance from m of points spread evenly from a to b.
func meanDistance(a, b, m float64) float64 {
	if m <= a || m >= b {
		return math.Abs((a+b)/2 - m)
	}
	return ((m-a)*(m-a) + float64((b-m)*(b-m))) / (2 * (b - a))
}
