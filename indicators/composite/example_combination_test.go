package composite_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/index"
)

func ExampleTreatOutliers() {
	x := index.Indicators{Columns: [][]float64{{1, 2, 2, 3, 3, 3, 4, 5, 6, 60, 250}}}
	t, _ := composite.TreatOutliers(x, composite.OutlierRule{Skewness: 2, Kurtosis: 3.5, Points: 5})
	fmt.Println(t.Columns[0])
	fmt.Println(t.Done[0][9], t.Done[0][10])
	fmt.Printf("skewness %.2f to %.2f\n", t.Before[0].Skewness, t.After[0].Skewness)
	// Output:
	// [1 2 2 3 3 3 4 5 6 60 60]
	// kept winsorised
	// skewness 3.04 to 1.91
}

func ExampleShrink() {
	// Per cent of 40, 900 and 1,100 people in one district.
	x := index.Indicators{Columns: [][]float64{{30, 10, 14}}, Population: []float64{40, 900, 1100}}
	s, _ := composite.Shrink(x, 100, false)
	fmt.Printf("%.1f\n", s.Columns[0])
	fmt.Printf("weight of their own %.2f\n", s.Weights[0])
	// Output:
	// [26.9 10.1 14.0]
	// weight of their own [0.84 0.98 0.99]
}

func ExampleArithmeticMean() {
	c, _ := composite.ArithmeticMean(areas(), composite.Hundred, 1)
	fmt.Println(c)
	// Output: [0 100 62.5]
}

func ExampleGeometricMean() {
	c, _ := composite.GeometricMean(areas(), composite.OneToHundred, 1)
	fmt.Printf("%.2f\n", c)
	// Output: [1.00 100.00 61.65]
}

func ExampleHarmonicMean() {
	c, _ := composite.HarmonicMean(areas(), composite.OneToHundred, 1)
	fmt.Printf("%.2f\n", c)
	// Output: [1.00 100.00 60.44]
}

func ExampleGeneralisedMean() {
	// A figure is missing: two thirds of the indicators are enough here.
	x := index.Indicators{
		Columns: [][]float64{{40, 90}, {60, 80}, {0, 70}},
		Weights: []float64{0.2, 0.3, 0.5},
	}
	c, _ := composite.GeneralisedMean(x, composite.AsTheyAre, 2./3, 2)
	fmt.Printf("%.3f\n", c)
	// Output: [37.417 77.395]
}

func ExampleOutranking() {
	o, _ := composite.Outranking(areas())
	fmt.Println(o)
	// Output: [[0 0 0] [1 0 1] [1 0 0]]
}

func ExampleCopeland() {
	c, _ := composite.Copeland(areas(), 1)
	fmt.Println(c)
	// Output: [-2 2 0]
}

func ExamplePrincipalComponent() {
	c, _ := composite.PrincipalComponent(areas(), false)
	fmt.Printf("weights %.2f, explained share %.3f\n", c.Weights, c.Share)
	// Output: weights [0.50 0.50], explained share 0.980
}

func ExampleCareNeed() {
	// Statistics Sweden's example, units 1 and 2.
	x := index.Indicators{
		Columns: [][]float64{
			{595, 293},  // under 5
			{1391, 330}, // born abroad
			{484, 215},  // 65 or older and alone
			{167, 80},   // single parents
			{385, 240},  // moved in
			{981, 300},  // unemployed
			{632, 210},  // low education
		},
		Population: []float64{5912, 2407},
	}
	cni, sums, _ := composite.CareNeed(x, 2.4761)
	fmt.Printf("%.4f %.2f\n", cni, sums)
	// Output: [1.5513 1.3204] [22709.42 7869.74]
}

func ExampleRankUncertainty() {
	choices := composite.Choices{Perturbation: 0.25, Normalisation: true, Mean: true, Available: 1, Seed: 1}
	ranges, _ := composite.RankUncertainty(areas(), choices, 1000, 0.9)
	for _, r := range ranges {
		fmt.Println(r.Nominal, r.Lower, r.Upper)
	}
	// Output:
	// 3 3 3
	// 1 1 1
	// 2 2 2
}

func ExampleRankSensitivity() {
	x := index.Indicators{Columns: [][]float64{{1, 2, 5, 4, 8}, {9, 8, 5, 6, 1}, {3, 1, 2, 5, 4}}}
	choices := composite.Choices{Perturbation: 0.25, Mean: true, Available: 1, Seed: 1}
	s, _ := composite.RankSensitivity(x, choices, 4000)
	for _, f := range s.Factors {
		fmt.Printf("%s: total %.1f\n", f.Name, f.Total)
	}
	// Output:
	// weight: total 0.1
	// weight: total 0.1
	// weight: total 0.1
	// mean: total 0.9
}

func ExampleLeaveOneOut() {
	x := index.Indicators{Columns: [][]float64{{1, 2, 3}, {10, 30, 20}, {5, 9, 9}}}
	l, _ := composite.LeaveOneOut(x, composite.Hundred, 1, 1)
	fmt.Println(l.Ranks, l.Shifts)
	// Output: [3 1.5 1.5] [[0 -0.5 0.5] [0 0.5 -0.5] [0 0 0]]
}
