package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var shareParts = index.Param{
	Name: "parts", Default: 5, Min: 2, Max: 100, Whole: true,
	Doc: "equal parts that the persons are divided into; 5 gives fifths",
}

var quantileShares = index.Index{
	ID:      "quantile-shares",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Femtedelarnas andelar", En: "Shares of fifths"},
	Formula: "S(k) = L(k/n) − L((k − 1)/n), with L the Lorenz curve",
	Source:  "Atkinson, A. B. & Bourguignon, F. (2000). Income distribution and economics. In Handbook of Income Distribution 1. Elsevier; Langel, M. & Tillé, Y. (2011). Journal of Statistical Planning and Inference 141(8), 2976–2985.",
	Min:     0, Max: 1,
	Params: []index.Param{shareParts, index.Level},
	Reading: lang.Text{
		Sv: "Den delen av personerna har andelen %s av det hela.",
		En: "That part of the persons has the share %s of the whole.",
	},
	Caveat: lang.Text{
		Sv: "Vilka personer som hör till en del ändras från år till år: samma del är inte samma människor.",
		En: "Which persons belong to a part changes from year to year: the same part is not the same people.",
	},
	Needs:      "values of at least 0 that are not all zero",
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		n := int(shareParts.From(p))
		shares, err := QuantileShares(d, n)
		if err != nil {
			return nil, err
		}
		weight, mean, err := relative(d)
		if err != nil {
			return nil, err
		}
		units := ascending(d)
		var parts []index.Part
		for k, share := range shares {
			part := index.OfPoint("", float64(k+1)/float64(n), share)
			// But for a constant, the influence of x is what of it lies between the values at the two ends of the part, less S x, over μ.
			low, high := 0.0, units[len(units)-1].value
			if k > 0 {
				low = percentile(units, 100*float64(k)/float64(n), weight)
			}
			if k+1 < n {
				high = percentile(units, 100*part.At, weight)
			}
			i, err := interval(units, p, share, 0, 1, func(_ int, x float64) float64 {
				return (math.Min(math.Max(x, low), high) - float64(share*x)) / mean
			})
			if err == nil {
				part.SE, part.Lower, part.Upper, part.Level = i.SE, i.Lower, i.Upper, index.Level.From(p)
			}
			parts = append(parts, part)
		}
		return parts, nil
	},
}

// QuantileShares returns the shares of the total that n equal parts of the persons hold, those who have least first: with n = 5 of each
// fifth. A person or head count across a boundary is divided at it. The shares add up to 1 and never fall from part to part; the last over the
// first is [ShareRatio] for n = 5.
//
// It is undefined for negative values, a mean of zero and fewer than two parts.
func QuantileShares(d index.Distribution, n int) ([]float64, error) {
	if n < 2 {
		return nil, index.Undefined("%d parts; there must be at least 2", n)
	}
	points, err := LorenzCurve(d, n)
	if err != nil {
		return nil, err
	}
	shares := make([]float64, n)
	for k := range shares {
		shares[k] = math.Max(0, points[k+1].Held-points[k].Held)
	}
	return shares, nil
}
