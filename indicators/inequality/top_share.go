package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var topPart = index.Param{Name: "share", Default: 10, Min: 0.01, Max: 99, Doc: "per cent of the persons at the top"}

var topShare = index.Index{
	ID:      "top-share",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "De översta tio procentens andel", En: "Share of the top ten per cent"},
	Formula: "S = 1 − L(1 − share), with L the Lorenz curve",
	Source:  "Piketty, T. & Saez, E. (2003). Income inequality in the United States, 1913–1998. Quarterly Journal of Economics 118(1), 1–41.",
	Min:     0, Max: 1,
	Params: []index.Param{topPart, index.Level},
	Reading: lang.Text{
		Sv: "De översta har andelen %s av det hela.",
		En: "Those at the top have the share %s of the whole.",
	},
	Caveat: lang.Text{
		Sv: "Lika fördelning ger gruppens andel av personerna (0,1 för tio procent), inte 0. Säger inget om hur resten delar.",
		En: "Equal shares give the group's share of the persons (0.1 for ten per cent), not 0. Says nothing about how the others share.",
	},
	Needs:      "values of at least 0 that are not all zero",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.Transfer | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return TopShare(d, topPart.From(p)/100)
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		top := topPart.From(p) / 100
		s, err := TopShare(in.Distribution, top)
		if err != nil {
			return index.Interval{}, err
		}
		weight, mean, err := relative(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		units := ascending(in.Distribution)
		high := percentile(units, 100-100*top, weight)
		// But for a constant, the influence function is [max(0, x − Q) − S x]/μ.
		return interval(units, p, s, 0, 1, func(_ int, x float64) float64 {
			return (math.Max(0, x-high) - float64(s*x)) / mean
		})
	},
}

// TopShare returns the share of the total that the share top of the persons, those with the highest values, hold. A person or head
// count across the boundary is divided at it.
//
// It runs from top (all equal) to 1. It is undefined for negative values, a mean of zero, and unless 0 < top < 1.
func TopShare(d index.Distribution, top float64) (float64, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return 0, err
	}
	if !(top > 0 && top < 1) {
		return 0, index.Undefined("the top is %v of all; it must be above 0 and below 1", top)
	}
	_, held := divided(ascending(d), weight, top, top)
	s, err := atLeast(0, held/weight/mean)
	return math.Min(s, 1), err
}
