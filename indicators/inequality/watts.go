package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var watts = index.Index{
	ID:      "watts",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Watts fattigdomsindex", En: "Watts poverty index"},
	Formula: "W = Σ over xi < z of (wi/W) ln(z/xi)",
	Source:  "Watts, H. W. (1968). An economic definition of poverty. In Moynihan, D. P. (ed.), On Understanding Poverty. Basic Books; Zheng, B. (1993). Economics Letters 42(1), 81–86.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{lineAmount, lineShare, index.Level},
	Reading: lang.Text{
		Sv: "Watts index är %s: 0 betyder att ingen ligger under fattigdomsgränsen, och det växer mest av dem som ligger längst under den.",
		En: "The Watts index is %s: 0 means that nobody is below the poverty line, and it grows most with those furthest below it.",
	},
	Caveat: lang.Text{
		Sv: "Mycket små värden väger tungt, och med ett enda nollvärde går det inte att räkna.",
		En: "Very small values weigh heavily, and a single zero makes it impossible to compute.",
	},
	Needs:      "values above 0, and a poverty line above 0",
	Programs:   []string{"ineq: Watts", "convey: svywatts"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.WeightsScale,
	Unequal:    func(d index.Distribution, p index.Params) (float64, error) { return Watts(d, lineFrom(p)) },
	Interval: func(in index.Input, params index.Params) (index.Interval, error) {
		v, err := Watts(in.Distribution, lineFrom(params))
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
		return interval(p.units, params, v, 0, math.Inf(1), func(_ int, x float64) float64 {
			return math.Max(0, math.Log(p.line/x)) + float64(p.share/p.line*m.line(x))
		})
	},
}

// Watts returns the poverty index of Watts (1968) of d for a poverty line z,
//
//	W = Σ (wi/W) ln(z/xi) over xi < z
//
// It runs from 0 (nobody is poor) without upper bound. It is undefined for values of zero or below and for a line that is not above 0.
func Watts(d index.Distribution, line PovertyLine) (float64, error) {
	p, err := drawLine(d, line)
	if err != nil {
		return 0, err
	}
	if p.units[0].value == 0 {
		return 0, index.Undefined("a value is zero, and its logarithm does not exist")
	}
	return atLeast(0, p.sum(func(x float64) float64 { return math.Log(p.line / x) }))
}
