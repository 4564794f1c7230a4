package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var (
	endShare = index.Param{Name: "share", Default: 20, Min: 0.1, Max: 50, Doc: "per cent of the persons at either end"}
	atValues = index.Param{
		Name: "division", Max: 1, Whole: true,
		Doc: "0 a person across a boundary is divided at it; 1 everybody up to a percentile lies below it, as in EU-SILC",
	}
)

var shareRatio = index.Index{
	ID:      "share-ratio",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Andelskvot S80/S20", En: "Share ratio S80/S20"},
	Formula: "S80/S20 = share of the total held by the top 20 % / share held by the bottom 20 %",
	Source:  "Eurostat (2004). Common cross-sectional EU indicators based on EU-SILC; Langel, M. & Tillé, Y. (2011). Statistical inference for the quintile share ratio. Journal of Statistical Planning and Inference 141(8), 2976–2985.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{endShare, atValues, index.Level},
	Reading: lang.Text{
		Sv: "S80/S20 är %s: den översta femtedelen har så många gånger det som den nedersta femtedelen har.",
		En: "S80/S20 is %s: the top fifth has that many times what the bottom fifth has.",
	},
	Caveat: lang.Text{
		Sv: "Bortser från mitten. Lika fördelning ger 1, inte 0. Ange hur stora ändarna är när de inte är femtedelar.",
		En: "Disregards the middle. Equal shares give 1, not 0. State how large the ends are where they are no fifths.",
	},
	Needs:      "values of at least 0; something held by those at the bottom",
	Programs:   []string{"laeken: qsr", "convey: svyqsr"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Merging | index.Transfer | index.WeightsScale,
	Unequal: func(d index.Distribution, p index.Params) (float64, error) {
		return ShareRatio(d, endShare.From(p)/100, atValues.From(p) == 1)
	},
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		share := endShare.From(p) / 100
		ratio, err := ShareRatio(in.Distribution, share, atValues.From(p) == 1)
		if err != nil {
			return index.Interval{}, err
		}
		return shareRatioInterval(in.Distribution, p, ratio, 0, share, share)
	},
}

// ShareRatio returns what the share of the persons with the highest values hold, divided by what the same share with the lowest
// values hold: with a share of 0.2 the quintile share ratio, S80/S20.
//
// A person or head count across a boundary is divided at it, as in [Palma], so that both ends have the share exactly, and all equal give
// 1. With atPercentiles the ends are as in the European statistics: those up to the percentile at the bottom, and those above
// the percentile at the top, however many they are. It is what laeken's qsr and convey's svyqsr compute. For 1 to 7 the two rules give
// 9.4/1.8 = 5.22 and 7/3 = 2.33, and for equal values 1 and 0.
//
// It runs from 1, or at percentiles from 0, without upper bound, and is undefined for negative values, a share not within 0 to ½, and when
// those at the bottom hold nothing.
func ShareRatio(d index.Distribution, share float64, atPercentiles bool) (float64, error) {
	weight, _, err := relative(d)
	if err != nil {
		return 0, err
	}
	if !(share > 0 && share <= 0.5) {
		return 0, index.Undefined("the ends are %v of all; they must be above 0 and at most a half", share)
	}
	units := ascending(d)
	bottom, top := divided(units, weight, share, share)
	if atPercentiles {
		bottom, top = beyond(units, percentile(units, 100*share, weight), percentile(units, 100-100*share, weight))
	}
	if bottom == 0 {
		return 0, index.Undefined("those at the bottom hold nothing")
	}
	return atLeast(0, top/bottom)
}

// beyond returns what those up to the value low have together, and what those above the value high have.
func beyond(units []unit, low, high float64) (bottom, top float64) {
	var lows, highs index.Sum
	for _, u := range units {
		if u.value <= low {
			lows = lows.Plus(u.weight * u.value)
		}
		if u.value > high {
			highs = highs.Plus(u.weight * u.value)
		}
	}
	return lows.Value(), highs.Value()
}

// shareRatioInterval returns the precision of what the share top of the persons hold over what the share bottom hold. With B what those at the
// bottom hold per person of all, its influence function is, but for a constant,
//
//	u(x) = [max(0, x − Qtop) + ratio max(0, Qbottom − x)] / B
//
// (Langel and Tillé 2011): neither who is at a boundary nor the density there matters.
func shareRatioInterval(d index.Distribution, p index.Params, ratio, min, bottom, top float64) (index.Interval, error) {
	weight, _, err := relative(d)
	if err != nil {
		return index.Interval{}, err
	}
	units := ascending(d)
	held, _ := divided(units, weight, bottom, top)
	if held == 0 {
		return index.Interval{}, index.Undefined("those at the bottom hold nothing")
	}
	held /= weight
	low, high := percentile(units, 100*bottom, weight), percentile(units, 100-100*top, weight)
	return interval(units, p, ratio, min, math.Inf(1), func(_ int, x float64) float64 {
		return (math.Max(0, x-high) + float64(ratio*math.Max(0, low-x))) / held
	})
}
