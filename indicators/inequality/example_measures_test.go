package inequality_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

var oneToTen = index.Distribution{Values: []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}

// value prints a value, or why there is none.
func value(v float64, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", v)
}

func ExampleSGini() {
	for _, nu := range []float64{1.5, 2, 3} {
		value(inequality.SGini(oneToTen, nu))
	}
	// Output:
	// 0.1797
	// 0.3000
	// 0.4500
}

func ExampleGeneralisedEntropy() {
	for _, alpha := range []float64{-1, 0, 1, 2} {
		value(inequality.GeneralisedEntropy(index.Distribution{Values: []float64{1, 3}}, alpha))
	}
	// Output:
	// 0.1667
	// 0.1438
	// 0.1308
	// 0.1250
}

// Of 55 in all, 12.5 would have to be moved from those above 5.5 to those below.
func ExampleHoover() {
	value(inequality.Hoover(oneToTen))
	// Output: 0.2273
}

func ExampleKolm() {
	value(inequality.Kolm(oneToTen, 0.1))
	// Output: 0.4091
}

func ExampleVarianceOfLogarithms() {
	d := index.Distribution{Values: []float64{1, 3}}
	value(inequality.VarianceOfLogarithms(d, false))
	value(inequality.VarianceOfLogarithms(d, true))
	// Output:
	// 0.3017
	// 0.3224
}

func ExampleJDivergence() {
	value(inequality.JDivergence(index.Distribution{Values: []float64{1, 3}}))
	// Output: 0.2747
}

func ExampleRenyiDivergence() {
	value(inequality.RenyiDivergence(index.Distribution{Values: []float64{1, 3}}, 2))
	// Output: 0.2231
}

func ExampleBonferroni() {
	value(inequality.Bonferroni(index.Distribution{Values: []float64{1, 2, 3}}))
	// Output: 0.3183
}

func ExampleZenga() {
	d := index.Distribution{Values: []float64{1, 2}}
	value(inequality.Zenga(d, false))
	value(inequality.Zenga(d, true))
	// Output:
	// 0.3760
	// 0.3750
}

func ExamplePercentileRatio() {
	value(inequality.PercentileRatio(oneToTen, 90, 50))
	value(inequality.PercentileRatio(oneToTen, 50, 10))
	// Output:
	// 1.7273
	// 3.6667
}

// Of seven persons a fifth is 1.4: at the bottom 1 and 0.4 of 2, at the top 7 and 0.4 of 6.
func ExampleShareRatio() {
	d := index.Distribution{Values: []float64{1, 2, 3, 4, 5, 6, 7}}
	value(inequality.ShareRatio(d, 0.2, false))
	value(inequality.ShareRatio(d, 0.2, true))
	// Output:
	// 5.2222
	// 2.3333
}

func ExampleTopShare() {
	value(inequality.TopShare(oneToTen, 0.1))
	// Output: 0.1818
}

func ExampleHerfindahl() {
	d := index.Distribution{Values: []float64{50, 30, 20}}
	value(inequality.Herfindahl(d, false))
	value(inequality.Herfindahl(d, true))
	// Output:
	// 0.3800
	// 0.0700
}

func ExampleRosenbluth() {
	value(inequality.Rosenbluth(index.Distribution{Values: []float64{50, 30, 20}}))
	// Output: 0.4167
}

// The line is an amount, 3, or 60 per cent of the median of 5.5, which is 3.3: 1, 2 and 3 are below it.
func ExampleFosterGreerThorbecke() {
	value(inequality.FosterGreerThorbecke(oneToTen, 0, inequality.PovertyLine{Amount: 3}))
	value(inequality.FosterGreerThorbecke(oneToTen, 0, inequality.PovertyLine{Share: 0.6}))
	value(inequality.FosterGreerThorbecke(oneToTen, 1, inequality.PovertyLine{Share: 0.6}))
	// Output:
	// 0.2000
	// 0.3000
	// 0.1182
}

// The poor person in the middle has 2 of 3.3.
func ExampleRelativeMedianPovertyGap() {
	value(inequality.RelativeMedianPovertyGap(oneToTen, inequality.PovertyLine{Share: 0.6}))
	// Output: 0.3939
}

func ExampleWatts() {
	value(inequality.Watts(oneToTen, inequality.PovertyLine{Amount: 4}))
	// Output: 0.2367
}

// Of ten 3 are poor, half of the line below it on average, and the Gini coefficient of 1, 2 and 3 is 2/9.
func ExampleSen() {
	value(inequality.Sen(oneToTen, inequality.PovertyLine{Amount: 4}))
	// Output: 0.1833
}

// The gaps are 3/4, 2/4 and 1/4: (19 · 0.75 + 17 · 0.5 + 15 · 0.25)/100.
func ExampleSenShorrocksThon() {
	value(inequality.SenShorrocksThon(oneToTen, inequality.PovertyLine{Amount: 4}))
	// Output: 0.2650
}

func ExampleWolfson() {
	value(inequality.Wolfson(index.Distribution{Values: []float64{20, 25, 27, 30, 35, 45, 60, 75, 80, 120}}))
	// Output: 0.4025
}

// Two groups of one size, and the same people with some of them in the middle.
func ExampleEstebanRay() {
	value(inequality.EstebanRay(index.Distribution{Values: []float64{100, 300}, Weights: []float64{50, 50}}, 1, 1))
	value(inequality.EstebanRay(index.Distribution{Values: []float64{100, 200, 300}, Weights: []float64{40, 20, 40}}, 1, 1))
	// Output:
	// 0.2500
	// 0.1760
}

func ExampleDuclosEstebanRay() {
	value(inequality.DuclosEstebanRay(oneToTen, 0.5))
	// Output: 0.3621
}

func ExampleLorenzCurve() {
	points, err := inequality.LorenzCurve(index.Distribution{Values: []float64{1, 2, 3, 4, 5}}, 5)
	fmt.Printf("%.3f %v\n", points, err)
	// Output: [{0.000 0.000} {0.200 0.067} {0.400 0.200} {0.600 0.400} {0.800 0.667} {1.000 1.000}] <nil>
}

func ExampleGeneralisedLorenzCurve() {
	points, err := inequality.GeneralisedLorenzCurve(index.Distribution{Values: []float64{1, 2, 3, 4, 5}}, 5)
	fmt.Printf("%.1f %v\n", points, err)
	// Output: [{0.0 0.0} {0.2 0.2} {0.4 0.6} {0.6 1.2} {0.8 2.0} {1.0 3.0}] <nil>
}

func ExampleGiniWithNegatives() {
	d := index.Distribution{Values: []float64{-10, 10, 20, 30, 50}}
	value(inequality.GiniWithNegatives(d, false))
	value(inequality.GiniWithNegatives(d, true))
	// Output:
	// 0.5385
	// 0.4667
}

func ExampleQuantileShares() {
	shares, err := inequality.QuantileShares(oneToTen, 5)
	fmt.Printf("%.4f %v\n", shares, err)
	// Output: [0.0545 0.1273 0.2000 0.2727 0.3455] <nil>
}
