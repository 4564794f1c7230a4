package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var sii = index.Index{
	ID:      "sii",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Lutningsindex (SII)", En: "Slope index of inequality (SII)"},
	Formula: "SII = ŷ(1) − ŷ(0), with ŷ(R) fitted by population to yj on Rj, the midpoint of the cumulative population share",
	Source:  "Low, A. & Low, A. (2004). Measuring the gap: quantifying and comparing local health inequalities. Journal of Public Health 26(4), 388–395; logit model as in " + who,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{model},
	Reads:  index.Order,
	Reading: lang.Text{
		Sv: "Skillnaden mellan den mest och den minst gynnade änden av rangordningen är %s.",
		En: "The difference between the most and the least advantaged end of the ranking is %s.",
	},
	Caveat: lang.Text{
		Sv: "Kräver en annan rangordning än indikatorns egen och ett samband som är ungefär rakt. Ändarna är beräknade, inte uppmätta.",
		En: "Needs a ranking other than the indicator's own and a relation that is about straight. The ends are calculated, not measured.",
	},
	Needs:    "at least three subgroups of different rank; for the logit model a scale with estimates between 0 and it",
	Programs: []string{"healthequal: sii", "PHEindicatormethods: phe_sii"},
	Properties: index.Permutation | index.Replication | index.Translation | index.Merging |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		m, err := choice(model, p)
		if err != nil {
			return 0, err
		}
		return SlopeIndex(s, Model(m))
	},
}

// SlopeIndex returns the slope index of inequality: how much the fitted value changes from the most disadvantaged end
// of the ranking (0) to the most advantaged (1), in the unit of the estimates,
//
//	SII = ŷ(1) − ŷ(0)
//
// where ŷ is fitted by m to the estimates on Rj, the population share ranked below subgroup j plus half its own;
// subgroups of equal rank share one midpoint. The sign is that of the slope: positive when the advantaged have the
// higher value, whether that is good or bad. Scotland's ScotPHO prints the opposite sign.
//
// It has no bounds for the linear model, and lies between −Scale and Scale for the logit model. It is undefined without
// Rank, for fewer than three different ranks, and where the logit model has no fit. Population enters once: WHO's
// healthequal 1.0.1, which multiplies binomial counts by the population again, gives other numbers.
func SlopeIndex(s index.Subgroups, m Model) (float64, error) {
	bottom, top, err := m.ends(s)
	if err != nil {
		return 0, err
	}
	return defined(top - bottom)
}
