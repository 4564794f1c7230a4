package disparity_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
)

// The share in work, in per cent, in three districts of different size.
var districts = index.Subgroups{
	Estimates:  []float64{60, 70, 80},
	Population: []float64{3000, 4000, 3000},
	Reference:  -1,
	Favourable: true,
	High:       100,
}

// The same districts in order of their median income.
func ranked() index.Subgroups {
	s := districts
	s.Rank = []float64{1, 2, 3}
	return s
}

func show(v float64, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", v)
}

func ExampleDifference() {
	show(disparity.Difference(districts))
	// Output: 20.00
}

// Against the second district as the reference.
func ExampleDifference_reference() {
	s := districts
	s.Reference = 1
	show(disparity.Difference(s))
	// Output: 10.00
}

func ExampleRatio() {
	show(disparity.Ratio(districts))
	// Output: 1.33
}

func ExampleMeanDifference() {
	show(disparity.MeanDifference(districts, true))
	show(disparity.MeanDifference(districts, false))
	// Output:
	// 6.00
	// 6.67
}

func ExampleIndexOfDisparity() {
	show(disparity.IndexOfDisparity(districts, true, disparity.AroundMean))
	show(disparity.IndexOfDisparity(districts, true, disparity.AroundBest))
	// Output:
	// 8.57
	// 12.50
}

func ExampleBetweenGroupVariance() {
	show(disparity.BetweenGroupVariance(districts))
	// Output: 60.00
}

func ExampleSlopeIndex() {
	show(disparity.SlopeIndex(ranked(), disparity.Fit{Model: disparity.Linear}))
	show(disparity.SlopeIndex(ranked(), disparity.Fit{Model: disparity.Logit}))
	show(disparity.SlopeIndex(districts, disparity.Fit{Model: disparity.Linear}))
	// Output:
	// 28.57
	// 28.28
	// undefined: needs a ranking of the subgroups other than their estimates
}

func ExampleRelativeIndex() {
	show(disparity.RelativeIndex(ranked(), disparity.Fit{Model: disparity.Linear}))
	// Output: 1.51
}

func ExampleSlopeOverMean() {
	show(disparity.SlopeOverMean(ranked(), disparity.Fit{Model: disparity.Linear}))
	// Output: 0.41
}

func ExampleAbsoluteConcentrationIndex() {
	show(disparity.AbsoluteConcentrationIndex(ranked()))
	// Output: 4.20
}

func ExampleRelativeConcentrationIndex() {
	show(disparity.RelativeConcentrationIndex(ranked(), disparity.OverMean))
	show(disparity.RelativeConcentrationIndex(ranked(), disparity.Wagstaff))
	show(disparity.RelativeConcentrationIndex(ranked(), disparity.Erreygers))
	// Output:
	// 0.06
	// 0.20
	// 0.17
}

func ExampleAttributableRisk() {
	show(disparity.AttributableRisk(districts))
	// Output: 10.00
}

func ExampleAttributableFraction() {
	show(disparity.AttributableFraction(districts))
	// Output: 14.29
}

func ExampleBetweenGroupStandardDeviation() {
	show(disparity.BetweenGroupStandardDeviation(districts))
	// Output: 7.75
}

func ExampleVariationBetweenGroups() {
	show(disparity.VariationBetweenGroups(districts))
	// Output: 11.07
}

func ExampleDifferenceFromBest() {
	show(disparity.DifferenceFromBest(districts, true))
	// Output: 10.00
}

func ExampleDifferenceFromReference() {
	s := districts
	s.Reference = 1
	show(disparity.DifferenceFromReference(s, true))
	// Output: 6.00
}

func ExampleTheilT() {
	v, err := disparity.TheilT(districts)
	show(1000*v, err)
	// Output: 6.14
}

func ExampleMeanLogDeviation() {
	v, err := disparity.MeanLogDeviation(districts)
	show(1000*v, err)
	// Output: 6.19
}

// The same districts with what a survey of some hundred persons in each makes uncertain.
func surveyed() index.Subgroups {
	s := districts
	s.SE = []float64{4, 3, 4}
	return s
}

func ExampleNoiseCorrectedVariance() {
	show(disparity.NoiseCorrectedVariance(surveyed()))
	// Output: 51.12
}

func ExampleNoiseCorrectedStandardDeviation() {
	show(disparity.NoiseCorrectedStandardDeviation(surveyed()))
	// Output: 7.15
}

func ExampleNoiseCorrectedVariation() {
	show(disparity.NoiseCorrectedVariation(surveyed()))
	// Output: 10.21
}

func ExampleNoiseCorrectedIndexOfDisparity() {
	show(disparity.NoiseCorrectedIndexOfDisparity(surveyed()))
	// Output: 7.91
}

func ExampleNoiseShare() {
	show(disparity.NoiseShare(surveyed()))
	// Output: 0.15
}

func ExampleNoiseCorrectedTheilT() {
	v, err := disparity.NoiseCorrectedTheilT(surveyed())
	show(1000*v, err)
	// Output: 5.23
}

func ExampleNoiseCorrectedMeanLogDeviation() {
	v, err := disparity.NoiseCorrectedMeanLogDeviation(surveyed())
	show(1000*v, err)
	// Output: 5.27
}

func ExampleDisparityChange() {
	later := surveyed()
	later.Estimates = []float64{66, 70, 74}
	changes, err := disparity.DisparityChange(surveyed(), later, 0.95)
	for _, c := range changes {
		fmt.Printf("%s: %.2f to %.2f, %.2f (%.2f to %.2f), p %.3f\n", c.Of, c.Before, c.After, c.Change, c.Lower, c.Upper, c.P)
	}
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// standard deviation: 7.15 to 0.85, -6.30 (-11.05 to 1.02), p 0.092
	// coefficient of variation: 10.21 to 1.21, -9.00 (-15.82 to 1.47), p 0.092
}
