package rate_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// A district with 15 of 148 persons and one with nobody living there.
func ExampleProportion() {
	estimates, err := rate.Proportion(index.Events{Count: []float64{15, 0}, Population: []float64{148, 0}}, 100, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range estimates {
		if e.Level == 0 {
			fmt.Println("no value")
			continue
		}
		fmt.Printf("%.1f %% (%.1f–%.1f)\n", e.Value, e.Lower, e.Upper)
	}
	// Output:
	// 10.1 % (6.2–16.0)
	// no value
}

func ExampleCrude() {
	estimates, err := rate.Crude(index.Events{Count: []float64{65, 0}, Population: []float64{100_000, 1200}}, 100_000, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range estimates {
		fmt.Printf("%.1f (%.1f–%.1f) per 100,000\n", e.Value, e.Lower, e.Upper)
	}
	// Output:
	// 65.0 (50.2–82.8) per 100,000
	// 0.0 (0.0–307.4) per 100,000
}

func ExampleZ() {
	fmt.Printf("%.6f\n", rate.Z(0.95))
	// Output: 1.959964
}

func ExampleWilson() {
	lower, upper := rate.Wilson(81, 263, 0.95)
	fmt.Printf("%.4f to %.4f\n", lower, upper)
	// Output: 0.2553 to 0.3662
}

func ExampleByar() {
	lower, upper := rate.Byar(65, 0.95)
	fmt.Printf("%.2f to %.2f\n", lower, upper)
	// Output: 50.16 to 82.85
}

func ExampleExactPoisson() {
	lower, upper := rate.ExactPoisson(5, 0.95)
	fmt.Printf("%.4f to %.4f\n", lower, upper)
	// Output: 1.6235 to 11.6683
}

func ExampleNewcombeDifference() {
	lower, upper := rate.NewcombeDifference(56, 70, 48, 80, 0.95)
	fmt.Printf("%.4f to %.4f\n", lower, upper)
	// Output: 0.0524 to 0.3339
}

func ExampleRatioInterval() {
	lower, upper := rate.RatioInterval(189, 11_034, 104, 11_037, 0.95)
	fmt.Printf("%.2f to %.2f\n", lower, upper)
	// Output: 1.43 to 2.31
}

func ExampleStudentMean() {
	mean, i, err := rate.StudentMean(index.Distribution{Values: []float64{1, 2, 3, 4, 5}}, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f (%.2f to %.2f)\n", mean, i.Lower, i.Upper)
	// Output: 3.0 (1.04 to 4.96)
}

func ExampleClopperPearson() {
	lower, upper := rate.ClopperPearson(15, 148, 0.95)
	fmt.Printf("%.4f to %.4f\n", lower, upper)
	// Output: 0.0578 to 0.1617
}

func ExampleExactProportion() {
	estimates, err := rate.ExactProportion(index.Events{Count: []float64{0}, Population: []float64{20}}, 100, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range estimates {
		fmt.Printf("%.1f %% (%.1f–%.1f)\n", e.Value, e.Lower, e.Upper)
	}
	// Output: 0.0 % (0.0–16.8)
}

// Three districts: 15 of 148, 40 of 620 and nobody of 150.
var districts = index.Events{Count: []float64{15, 40, 0}, Population: []float64{148, 620, 150}, Reference: -1}

// print prints what the districts differ by from the other two.
func print(estimates []index.Estimate, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range estimates {
		fmt.Printf("%.2f (%.2f to %.2f)\n", e.Value, e.Lower, e.Upper)
	}
}

func ExampleProportionDifference() {
	print(rate.ProportionDifference(districts, 100, 0.95))
	// Output:
	// 4.94 (0.65 to 11.01)
	// 1.42 (-2.11 to 4.38)
	// -7.16 (-9.21 to -4.19)
}

func ExampleProportionRatio() {
	print(rate.ProportionRatio(districts, rate.Katz, 0.95))
	print(rate.ProportionRatio(districts, rate.Recovered, 0.95))
	// Output:
	// 1.95 (1.11 to 3.44)
	// 1.28 (0.72 to 2.28)
	// 0.00 (NaN to NaN)
	// 1.95 (1.11 to 3.39)
	// 1.28 (0.72 to 2.27)
	// 0.00 (0.00 to 0.36)
}

func ExampleRateDifference() {
	print(rate.RateDifference(districts, 1000, 0.95))
	// Output:
	// 49.40 (0.94 to 116.88)
	// 14.18 (-23.35 to 46.38)
	// -71.61 (-93.22 to -41.33)
}

func ExampleRateRatio() {
	print(rate.RateRatio(districts, rate.Conditional, 0.95))
	// Output:
	// 1.95 (1.00 to 3.61)
	// 1.28 (0.69 to 2.50)
	// 0.00 (0.00 to 0.36)
}

func ExampleMOVERRatio() {
	lower, upper := rate.MOVERRatio(0.10, 0.06, 0.16, 0.05, 0.03, 0.08)
	fmt.Printf("%.3f to %.3f\n", lower, upper)
	// Output:
	// 1.000 to 4.000
}

func ExampleMOVERDifference() {
	lower, upper := rate.MOVERDifference(0.10, 0.06, 0.16, 0.05, 0.03, 0.08)
	fmt.Printf("%.3f to %.3f\n", lower, upper)
	// Output:
	// 0.000 to 0.113
}

func ExampleRestDifference() {
	contrasts, err := rate.RestDifference(districts, rate.Persons, 100, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range contrasts {
		fmt.Printf("%.1f (%.1f to %.1f), p = %.4f\n", c.Value, c.Lower, c.Upper, c.P)
	}
	// Output:
	// 4.9 (0.6 to 11.0), p = 0.0204
	// 1.4 (-2.1 to 4.4), p = 0.3966
	// -7.2 (-9.2 to -4.2), p = 0.0007
}

// The second district is two thirds of the city: it differs from it by a third of what it differs from the rest by.
func ExampleCityDifference() {
	contrasts, err := rate.CityDifference(districts, rate.Persons, 100, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range contrasts {
		fmt.Printf("%.1f (%.1f to %.1f), p = %.4f\n", c.Value, c.Lower, c.Upper, c.P)
	}
	// Output:
	// 4.1 (0.5 to 9.2), p = 0.0204
	// 0.5 (-0.7 to 1.4), p = 0.3966
	// -6.0 (-7.7 to -3.5), p = 0.0007
}

func ExampleQuantileGroups() {
	d := index.Distribution{Values: []float64{10, 20, 30, 40, 50, 60, 70}}
	for _, definition := range []rate.QuantileDefinition{rate.RankRule, rate.BoundsRule, rate.NtileRule} {
		fmt.Println(rate.QuantileGroups(d, 5, definition, false))
	}
	// Output:
	// [1 1 2 3 3 4 5] <nil>
	// [1 1 2 3 4 5 5] <nil>
	// [1 1 2 2 3 4 5] <nil>
}

func ExampleQuantileBounds() {
	fmt.Println(rate.QuantileBounds([]float64{1, 2, 3, 4, 10}, 5))
	// Output:
	// [1 1.8 2.6 3.4 5.2 10]
}

func ExampleIntervalComparison() {
	// Fingertips' comparator 17: 95 and 99.8 per cent. Few cases are good.
	judged, err := rate.IntervalComparison(districts, rate.Persons, rate.Levels{Level: 0.95, Outer: 0.998}, true)
	fmt.Println(judged, err)
	// Output:
	// [{0 -1} {1 0} {2 2}] <nil>
}

func ExampleControlChart() {
	judged, err := rate.ControlChart(districts, rate.Persons, rate.Levels{Level: 0.95, Outer: 0.998}, true)
	fmt.Println(judged, err)
	// Output:
	// [{0 0} {1 0} {2 2}] <nil>
}

func ExampleOverlapComparison() {
	judged, err := rate.OverlapComparison(districts, rate.Persons, 0.95, true)
	fmt.Println(judged, err)
	// Output:
	// [{0 0} {1 0} {2 1}] <nil>
}

// At most 8 per cent is the target: by the interval of each district it is missed by none for sure, and reached by the last.
func ExampleTargetComparison() {
	target := rate.Target{Value: 0.08, ByInterval: true}
	judged, err := rate.TargetComparison(districts, rate.Persons, target, 0.95, true)
	fmt.Println(judged, err)
	// Output:
	// [{0 0} {1 0} {2 1}] <nil>
}

func printFunnel(f rate.Funnel, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("around %.2f, dispersion %.2f\n", f.Benchmark, f.Dispersion)
	for _, u := range f.Units {
		fmt.Printf("%.2f, limits %.2f to %.2f, verdict %d\n", u.Value, u.Lower, u.Upper, u.Verdict)
	}
}

func ExampleProportionFunnel() {
	printFunnel(rate.ProportionFunnel(districts, 100, 0.95, rate.FunnelOptions{}))
	printFunnel(rate.ProportionFunnel(districts, 100, 0.95, rate.FunnelOptions{Overdispersion: rate.Multiplicative}))
	// Output:
	// around 5.99, dispersion 4.77
	// 10.14, limits 2.12 to 9.78, verdict 1
	// 6.45, limits 4.11 to 7.85, verdict 0
	// 0.00, limits 2.13 to 9.75, verdict -1
	// around 5.99, dispersion 4.77
	// 10.14, limits 0.00 to 14.34, verdict 0
	// 6.45, limits 1.91 to 10.07, verdict 0
	// 0.00, limits 0.00 to 14.28, verdict 0
}

func ExampleRateFunnel() {
	printFunnel(rate.RateFunnel(districts, 1000, 0.998, rate.FunnelOptions{Limits: rate.Inverted}))
	// Output:
	// around 59.91, dispersion 4.48
	// 101.35, limits 5.60 to 134.20, verdict 0
	// 64.52, limits 31.18 to 93.28, verdict 0
	// 0.00, limits 5.90 to 133.62, verdict -1
}

// Two districts by age: in the second the old die at twice the city's rate.
func ExampleRatioFunnel() {
	f, _, err := rate.RatioFunnel(index.Strata{
		Units: 2, Unit: []int{0, 0, 1, 1}, At: []float64{0, 65, 0, 65},
		Count: []float64{3, 24, 8, 42}, Population: []float64{3000, 500, 6000, 400},
		Expected: []float64{0.001, 0.05, 0.001, 0.05},
	}, 100, 0.95, rate.FunnelOptions{})
	printFunnel(f, err)
	// Output:
	// around 100.00, dispersion 11.09
	// 96.43, limits 62.81 to 136.98, verdict 0
	// 192.31, limits 61.58 to 138.26, verdict 1
}
