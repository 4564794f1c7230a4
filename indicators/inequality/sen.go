package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var sen = index.Index{
	ID:      "sen",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Sens fattigdomsindex", En: "Sen poverty index"},
	Formula: "S = H [I + (1 − I) Gp], with H the share of the poor, I their mean gap over the line and Gp their Gini coefficient",
	Source:  "Sen, A. (1976). Poverty: an ordinal approach to measurement. Econometrica 44(2), 219–231.",
	Min:     0, Max: 1,
	Params: []index.Param{lineAmount, lineShare, index.Level},
	Reading: lang.Text{
		Sv: "Sens index är %s: 0 betyder att ingen ligger under fattigdomsgränsen. Det väger ihop hur många, hur långt under och hur ojämnt.",
		En: "The Sen index is %s: 0 means that nobody is below the poverty line. It joins how many, how far below and how unequally.",
	},
	Caveat: lang.Text{
		Sv: "Gör ett hopp när någon kommer över gränsen. Sen–Shorrocks–Thon gör det inte.",
		En: "Makes a jump when somebody gets above the line. Sen–Shorrocks–Thon does not.",
	},
	Needs:      "values of at least 0, and a poverty line above 0",
	Programs:   []string{"ineq: Sen", "convey: svysen"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal:    func(d index.Distribution, p index.Params) (float64, error) { return Sen(d, lineFrom(p)) },
	Interval: func(in index.Input, params index.Params) (index.Interval, error) {
		v, err := Sen(in.Distribution, lineFrom(params))
		if err != nil {
			return index.Interval{}, err
		}
		p, err := drawLine(in.Distribution, lineFrom(params))
		if err != nil {
			return index.Interval{}, err
		}
		m, err := p.move()
		if err != nil {
			return index.Interval{}, err
		}
		if p.n == 0 {
			return index.Interval{}, index.Undefined("nobody is poor: there is no standard error")
		}
		// S = H − A/(H z) with A the mean of the lower of two persons, both poor.
		h, z := p.share, p.line
		lower, a := p.lower()
		mean := p.sum(func(x float64) float64 { return x })
		return interval(p.units, params, v, 0, 1, func(k int, x float64) float64 {
			line := m.line(x)
			share, both := float64(m.density*line), float64(2*m.density*mean*line)
			if k < p.n {
				share++
				both += 2 * lower[k]
			}
			// Twice A is what the constant of the influence on A takes away, and H of that on H.
			share, both = share-h, both-2*a
			return share - both/(h*z) + float64(a/(h*h*z)*share) + float64(a/(h*z*z)*line)
		})
	},
}

// Sen returns the poverty index of Sen (1976) of d for a poverty line z,
//
//	S = H [I + (1 − I) Gp]
//
// with H the share of the persons who are poor, I the mean of their gaps (z − x)/z and Gp the [Gini] coefficient among them. It runs from 0
// (nobody is poor) to 1. It is undefined for negative values and for a line that is not above 0.
//
// This is the form for many persons, which repeating all of them does not change, as in ineq and convey. In Sen's own text Gp is
// multiplied by q/(q + 1), q being the number of the poor. convey's Gp is its svygini, see [Gini], and its poor are those at the line too.
func Sen(d index.Distribution, line PovertyLine) (float64, error) {
	p, err := drawLine(d, line)
	if err != nil || p.n == 0 {
		return 0, err
	}
	// (1 − I)(1 − Gp) z is the mean of the lower of two of the poor.
	_, a := p.lower()
	s, err := atLeast(0, p.share-a/(p.share*p.line))
	return math.Min(s, 1), err
}

// lower returns, for each of the poor, the sum over the poor of the lower of the two values, per person of all; and a, the sum of that over the
// poor.
func (p poor) lower() (with []float64, a float64) {
	with = make([]float64, p.n)
	var below, value, sum index.Sum
	for _, u := range p.units[:p.n] {
		below = below.Plus(u.weight / p.weight)
	}
	left := below.Value()
	for k, u := range p.units[:p.n] {
		share := u.weight / p.weight
		with[k] = value.Value() + float64(left*u.value)
		value = value.Plus(share * u.value)
		left = math.Max(0, left-share)
		sum = sum.Plus(share * with[k])
	}
	return with, sum.Value()
}
