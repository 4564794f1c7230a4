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
	e, err := rate.StudentMean([]float64{1, 2, 3, 4, 5}, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f (%.2f to %.2f)\n", e.Value, e.Lower, e.Upper)
	// Output: 3.0 (1.04 to 4.96)
}
