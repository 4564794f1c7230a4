package trend_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Among 1,500 persons a share rises from 15 per cent by 0.05 log odds a year.
func ExampleYearly() {
	s := index.Strata{
		Units: 1, Unit: make([]int, 6), At: []float64{2018, 2019, 2020, 2021, 2022, 2023},
		Count:      []float64{225, 232, 251, 246, 268, 280},
		Population: []float64{1500, 1500, 1500, 1500, 1500, 1500},
	}
	t, err := rate.ProportionTrend(s, rate.TrendTest{FewestYears: 5, Overdispersed: true, Level: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	absolute, relative, err := trend.Yearly(t[0], trend.Share, 2018, 2023, 100)
	fmt.Printf("%.2f (%.2f to %.2f) percentage points a year, %v\n", absolute.Value, absolute.Lower, absolute.Upper, err)
	fmt.Printf("%.1f (%.1f to %.1f) per cent a year\n", relative.Value, relative.Lower, relative.Upper)
	// Output:
	// 0.72 (0.27 to 1.17) percentage points a year, <nil>
	// 4.4 (1.6 to 7.3) per cent a year
}

// A gap of 10 points shrinks by almost one a year.
func ExampleLine_Parity() {
	years := []float64{2018, 2019, 2020, 2021, 2022, 2023}
	gap := []float64{10.1, 9.0, 8.4, 6.9, 6.3, 5.2}
	l, err := trend.Fit(trend.Absolute, years, gap, func(int, float64) float64 { return 0.2 })
	if err != nil {
		fmt.Println(err)
		return
	}
	p := l.Parity(2018, 2023, 25, 0.95)
	fmt.Println(l.Gap(2018, 2023, 0.95) == trend.Closing)
	fmt.Printf("%.1f years (%.1f to %.1f)\n", p.Years, p.Lower, p.Upper)
	// Output:
	// true
	// 5.4 years (3.9 to 7.5)
}

// The share rises to 2019 and falls from then on.
func ExampleFindJoinpoint() {
	years := []float64{2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023}
	values := []float64{5.0, 5.4, 5.1, 5.9, 6.3, 5.6, 5.0, 4.6, 4.1}
	variances := []float64{1, 1, 1, 1, 1, 1, 1, 1, 1}
	j, err := trend.FindJoinpoint(years, values, variances, 999, rand.New(rand.NewPCG(1, 1)))
	fmt.Printf("%.0f: %.2f a year before, %.2f after, p = %.3f, %v\n", j.Year, j.Before, j.After, j.P, err)
	// Output:
	// 2019: 0.30 a year before, -0.52 after, p = 0.002, <nil>
}
