package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var relativeMedianPovertyGap = index.Index{
	ID:      "relative-median-poverty-gap",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Relativt mediangap till fattigdomsgränsen", En: "Relative median poverty gap"},
	Formula: "RMPG = (z − mp)/z, with mp the median of those below the line z",
	Source:  "Eurostat (2004). Common cross-sectional EU indicators based on EU-SILC; Alfons, A. & Templ, M. (2013). Journal of Statistical Software 54(15).",
	Min:     0, Max: 1,
	Params: []index.Param{lineAmount, lineShare, index.Level},
	Reading: lang.Text{
		Sv: "Det relativa mediangapet är %s: så stor del av gränsen saknar den fattiga i mitten.",
		En: "The relative median gap is %s: the poor person in the middle lacks that part of the line.",
	},
	Caveat: lang.Text{
		Sv: "Säger hur långt under gränsen de fattiga ligger, inte hur många de är.",
		En: "Says how far below the line the poor are, not how many they are.",
	},
	Needs:      "values of at least 0, a poverty line above 0 and somebody below it",
	Programs:   []string{"laeken: rmpg", "convey: svyrmpg"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return RelativeMedianPovertyGap(d, lineFrom(p))
	},
	Interval: func(in index.Input, params index.Params) (index.Interval, error) {
		v, err := RelativeMedianPovertyGap(in.Distribution, lineFrom(params))
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
		// The median of the poor is the quantile of all at half of their share, which moves with the line.
		median := (1 - v) * p.line
		f, err := density(p.units, median)
		if err != nil {
			return index.Interval{}, err
		}
		return interval(p.units, params, v, 0, 1, func(_ int, x float64) float64 {
			line := m.line(x)
			level := float64(m.density * line / 2)
			if x < p.line {
				level += 0.5
			}
			if x <= median {
				level--
			}
			return (float64(median/p.line*line) - level/f) / p.line
		})
	},
}

// RelativeMedianPovertyGap returns how far below the poverty line z the median of the poor of d lies, as a share of the line,
//
//	RMPG = (z − mp)/z
//
// It runs from 0 to 1. It is undefined for negative values, a line that is not above 0, and when nobody is below it. laeken's rmpg is 100
// times this.
func RelativeMedianPovertyGap(d index.Distribution, line PovertyLine) (float64, error) {
	p, err := drawLine(d, line)
	if err != nil {
		return 0, err
	}
	if p.n == 0 {
		return 0, index.Undefined("nobody is below the poverty line of %v", p.line)
	}
	median := percentile(p.units[:p.n], 50, p.share*p.weight)
	v, err := atLeast(0, (p.line-median)/p.line)
	return math.Min(v, 1), err
}
