package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var palma = index.Index{
	ID:      "palma",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Palmakvot", En: "Palma ratio"},
	Formula: "Palma = share of the total held by the top 10 % / share held by the bottom 40 %",
	Source:  "Palma, J. G. (2011). Development and Change 42(1), 87–153; Cobham, A. & Sumner, A. (2013). Center for Global Development Working Paper 343.",
	Min:     0.25, Max: math.Inf(1),
	Params: []index.Param{index.Level},
	Reading: lang.Text{
		Sv: "Palmakvoten är %s: den översta tiondelen har så många gånger det som de fyra nedersta tiondelarna har tillsammans.",
		En: "The Palma ratio is %s: the top tenth has that many times what the four tenths at the bottom have together.",
	},
	Caveat: lang.Text{
		Sv: "Bortser från mitten. Lika fördelning ger 0,25, inte 0 eller 1.",
		En: "Disregards the middle. Equal shares give 0.25, not 0 or 1.",
	},
	Needs: "values of at least 0; something held by the bottom 40 per cent",
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.EqualIsMin | index.Transfer |
		index.WeightsScale,
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) { return Palma(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		ratio, err := Palma(in.Distribution)
		if err != nil {
			return index.Interval{}, err
		}
		return shareRatioInterval(in.Distribution, p, ratio, 0.25, 0.4, 0.1)
	},
}

// Palma returns what the tenth of the persons with the highest values hold, divided by what the four tenths with the
// lowest values hold. A person or head count that lies across a boundary is divided at it, so that the two groups
// are a tenth and four tenths exactly, however few the persons are.
//
// It runs from 0.25 (all equal) without upper bound. It is undefined for negative values and when the bottom four
// tenths hold nothing.
func Palma(d index.Distribution) (float64, error) {
	weight, _, err := relative(d)
	if err != nil {
		return 0, err
	}
	bottom, top := divided(ascending(d), weight, 0.4, 0.1)
	if bottom == 0 {
		return 0, index.Undefined("the bottom 40 per cent hold nothing")
	}
	return atLeast(0.25, top/bottom)
}
