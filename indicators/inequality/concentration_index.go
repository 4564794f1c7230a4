package inequality

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var concentrationIndex = index.Index{
	ID:      "concentration-index",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Koncentrationsindex", En: "Concentration index"},
	Formula: "C = 2 cov(y, R) / μ = Σi pi (yi/μ)(2Ri − 1), with Ri the fractional rank",
	Source:  "Kakwani, N., Wagstaff, A. & van Doorslaer, E. (1997). Journal of Econometrics 77(1), 87–103; O'Donnell, O. et al. (2008). Analyzing Health Equity Using Household Survey Data. World Bank, chapter 8.",
	Min:     -1, Max: 1,
	Params: []index.Param{index.Level, errorsOf},
	Reading: lang.Text{
		Sv: "Koncentrationsindex är %s: under 0 är det vanligare längst ned i rangordningen, över 0 längst upp, 0 betyder varken eller.",
		En: "The concentration index is %s: below 0 there is more at the bottom of the order, above 0 more at the top, 0 means neither.",
	},
	Caveat: lang.Text{
		Sv: "För andelar beror det på om man räknar sjuka eller friska; använd då Erreygers eller Wagstaffs index. 0 kan också betyda att mitten skiljer sig från båda ändarna.",
		En: "For proportions it depends on whether the ill or the healthy are counted; use Erreygers' or Wagstaff's index then. 0 may also mean that the middle differs from both ends.",
	},
	Reads:      index.Order,
	Needs:      "values of at least 0 that are not all zero, and their ranks",
	Programs:   []string{"rineq: ci", "IC2: SConc", "healthequal: rci"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.WeightsScale,
	Unequal:    func(d index.Distribution, _ index.Params) (float64, error) { return ConcentrationIndex(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return concentrationInterval(in.Distribution, p, -1, 1, func(r ranking) (float64, slopes, error) {
			if err := r.relative(); err != nil {
				return 0, slopes{}, err
			}
			return r.generalised / r.mean, slopes{1 / r.mean, -r.generalised / (r.mean * r.mean)}, nil
		})
	},
}

// ConcentrationIndex returns the relative concentration index of the values of d in the order of d.Rank, lowest first,
//
//	C = 2 cov(y, R) / μ
//
// where R is the fractional rank: the share of the persons ranked lower plus half the share of the same rank. It is twice the area
// between the diagonal and the concentration curve ([ConcentrationCurve]), and the Gini coefficient where the ranks are those of the
// values. It runs from −1 (all at the lowest rank) to 1. It is undefined for negative values, a mean of zero and without ranks.
//
// Ties share a rank. R's rineq gives tied persons different ranks, by the order of the rows: for incomes 3, 1, 2, 2, 5 of weights 1, 2, 1,
// 3, 1 the two with 2 get 0.3125 and 0.5625 in place of 0.5 both. For values 0, 1, 0, 1 by ranks 1, 2, 2, 3 it has an index of 0.25, and
// of 0.5 with the second and third row the other way round; it is 0.375. IC2's ties follow the rows as well.
//
// The registry's entry gives a standard error as well; see its parameter "errors".
func ConcentrationIndex(d index.Distribution) (float64, error) {
	r, err := rank(d)
	if err != nil {
		return 0, err
	}
	if err := r.relative(); err != nil {
		return 0, err
	}
	return within(-1, r.generalised/r.mean, 1)
}
