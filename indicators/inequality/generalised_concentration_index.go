package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var generalisedConcentrationIndex = index.Index{
	ID:      "generalised-concentration-index",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Generaliserat (absolut) koncentrationsindex", En: "Generalised (absolute) concentration index"},
	Formula: "GC = μ C = 2 cov(y, R), with Ri the fractional rank",
	Source:  "Wagstaff, A., Paci, P. & van Doorslaer, E. (1991). Social Science & Medicine 33(5), 545–557; Clarke, P. M. et al. (2002). Social Science & Medicine 55(11), 1923–1928.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{index.Level, errorsOf},
	Reading: lang.Text{
		Sv: "Det generaliserade koncentrationsindexet är %s, i värdenas enhet: under 0 är värdena högst längst ned i rangordningen, över 0 längst upp.",
		En: "The generalised concentration index is %s, in the unit of the values: below 0 they are highest at the bottom of the order, above 0 at the top.",
	},
	Caveat: lang.Text{
		Sv: "Beror på enheten och på värdenas nivå. Jämför bara samma mått, och visa det relativa indexet bredvid.",
		En: "Depends on the unit and the level of the values. Compare the same quantity only, and show the relative index beside it.",
	},
	Reads:      index.Order,
	Needs:      "values and their ranks",
	Programs:   []string{"rineq: ci (CIg)", "healthequal: aci"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging | index.WeightsScale,
	Unequal:    func(d index.Distribution, _ index.Params) (float64, error) { return GeneralisedConcentrationIndex(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return concentrationInterval(in.Distribution, p, math.Inf(-1), math.Inf(1), func(r ranking) (float64, slopes, error) {
			return r.generalised * r.unit, slopes{generalised: r.unit}, nil
		})
	},
}

// GeneralisedConcentrationIndex returns the absolute concentration index of the values of d in the order of d.Rank, lowest first: twice the
// covariance of the values and the fractional ranks, μ times [ConcentrationIndex], in the unit of the values.
//
// Values may be negative, and adding one number to all changes nothing. It is undefined without ranks.
func GeneralisedConcentrationIndex(d index.Distribution) (float64, error) {
	r, err := rank(d)
	if err != nil {
		return 0, err
	}
	return within(math.Inf(-1), r.generalised*r.unit, math.Inf(1))
}
