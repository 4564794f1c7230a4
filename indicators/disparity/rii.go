package disparity

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var rii = index.Index{
	ID:      "rii",
	Family:  index.Disparity,
	Name:    lang.Text{Sv: "Relativt lutningsindex (RII)", En: "Relative index of inequality (RII)"},
	Formula: "RII = ŷ(1) / ŷ(0), with ŷ(R) as for SII",
	Source:  "Mackenbach, J. P. & Kunst, A. E. (1997). Measuring the magnitude of socio-economic inequalities in health. Social Science & Medicine 44(6), 757–771; " + who,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{model},
	Reads:  index.Order,
	Reading: lang.Text{
		Sv: "Den mest gynnade änden av rangordningen har %s gånger värdet i den minst gynnade; 1 betyder ingen skillnad.",
		En: "The most advantaged end of the ranking has %s times the value of the least advantaged; 1 means no difference.",
	},
	Caveat: lang.Text{
		Sv: "Andra program delar i stället lutningen med medelvärdet; de talen kan inte jämföras med detta.",
		En: "Other programs divide the slope by the mean instead; those numbers cannot be compared with this one.",
	},
	Needs:    "as for SII, with estimates of at least 0 and a fitted line above 0 at both ends",
	Programs: []string{"healthequal: rii", "PHEindicatormethods: phe_sii"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging |
		index.WeightsScale,
	Disparate: func(s index.Subgroups, p index.Params) (float64, error) {
		m, err := choice(model, p)
		if err != nil {
			return 0, err
		}
		return RelativeIndex(s, Model(m))
	},
}

// RelativeIndex returns the relative index of inequality, the ratio of the fitted values at the most advantaged and the
// most disadvantaged end of the ranking,
//
//	RII = ŷ(1) / ŷ(0)
//
// with ŷ as for [SlopeIndex]. Above 1 the advantaged have the higher value, whether that is good or bad. It runs from
// 0 without upper bound. It is undefined where SlopeIndex is, for negative estimates, and where a fitted end is not
// above 0.
//
// WHO and the English PHEindicatormethods define RII as this ratio. Pamuk (1985) and ScotPHO divide the slope by the
// mean instead, which is SlopeIndex divided by μ.
func RelativeIndex(s index.Subgroups, m Model) (float64, error) {
	bottom, top, err := m.ends(s)
	if err != nil {
		return 0, err
	}
	if err := notNegative(s); err != nil {
		return 0, err
	}
	if !(bottom > 0 && top > 0) {
		return 0, index.Undefined("the fitted values at the ends are %v and %v; both must be above 0", bottom, top)
	}
	return defined(top / bottom)
}
