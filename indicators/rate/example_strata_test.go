package rate_test

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Deaths in two districts, one young and one old, by age: the same risk at every age gives the same rate.
func deathsByAge() index.Strata {
	return index.Strata{
		Units: 2, Unit: []int{0, 0, 0, 1, 1, 1},
		At:         []float64{0, 25, 65, 0, 25, 65},
		Count:      []float64{4, 18, 40, 2, 9, 120},
		Population: []float64{4000, 6000, 1000, 2000, 3000, 3000},
	}
}

func ExampleDirectlyStandardised() {
	s := deathsByAge()
	s.Standard, _ = rate.ESP2013.Of(s.At, math.Inf(1))
	outcomes, err := rate.DirectlyStandardised(s, rate.Standardisation{Multiplier: 100_000, FewestEvents: 10, Level: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range outcomes {
		fmt.Printf("%.1f (%.1f–%.1f) per 100,000\n", o.Value, o.Lower, o.Upper)
	}
	// Output:
	// 966.5 (728.3–1254.3) per 100,000
	// 966.5 (796.0–1160.6) per 100,000
}

func ExampleStandardPopulation_Of() {
	people, err := rate.ESP2013.Of([]float64{0, 1, 5, 65, 90}, math.Inf(1))
	fmt.Println(people, err)
	_, err = rate.ESP1976.Of([]float64{0, 16}, 85)
	fmt.Println(err)
	// Output:
	// [1000 4000 75500 18500 1000] <nil>
	// undefined: the age group from 0 to 16 does not begin and end with age groups of the European Standard Population 1976
}

// Admissions to hospital: 20 young people were admitted once and 5 twice; of the old, 30 once and 12 twice.
func ExampleRecurringEvents() {
	outcomes, err := rate.RecurringEvents(index.Strata{
		Units: 1, Unit: []int{0, 0, 0, 0}, At: []float64{0, 0, 65, 65}, Frequency: []float64{1, 2, 1, 2},
		Count: []float64{20, 5, 30, 12}, Population: []float64{2000, 2000, 500, 500}, Standard: []float64{80, 80, 20, 20},
	}, rate.Standardisation{Multiplier: 1000, Level: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range outcomes {
		fmt.Printf("%.1f (%.1f–%.1f) per 1,000\n", o.Value, o.Lower, o.Upper)
	}
	// Output:
	// 33.6 (25.5–43.1) per 1,000
}

// The districts have the same risk at every age, and yet not the same ratio: each is weighted by its own ages. In the city 1, 2 and 50 of a thousand die each year in the three age groups.
func ExampleIndirectlyStandardisedRatio() {
	s := deathsByAge()
	s.Expected = []float64{0.001, 0.002, 0.05, 0.001, 0.002, 0.05}
	outcomes, err := rate.IndirectlyStandardisedRatio(s, 1, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range outcomes {
		fmt.Printf("%.2f (%.2f–%.2f)\n", o.Value, o.Lower, o.Upper)
	}
	// Output:
	// 0.94 (0.72–1.20)
	// 0.83 (0.69–0.98)
}

func ExampleIndirectlyStandardised() {
	s := deathsByAge()
	s.Expected = []float64{0.001, 0.002, 0.05, 0.001, 0.002, 0.05}
	s.Standard = []float64{30_000, 50_000, 20_000, 30_000, 50_000, 20_000}
	outcomes, err := rate.IndirectlyStandardised(s, 1000, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range outcomes {
		fmt.Printf("%.1f (%.1f–%.1f) per 1,000\n", o.Value, o.Lower, o.Upper)
	}
	// Output:
	// 10.6 (8.1–13.6) per 1,000
	// 9.4 (7.8–11.1) per 1,000
}

// Deaths and person-years of five years in an area, in broad age groups.
func ExampleLifeExpectancy() {
	tables, err := rate.LifeExpectancy(index.Strata{
		Units: 1, Unit: []int{0, 0, 0, 0, 0}, At: []float64{0, 1, 25, 65, 85},
		Count: []float64{1, 2, 30, 85, 60}, Population: []float64{400, 9000, 16_000, 4000, 400},
	}, rate.LifeTable{FewestPeople: 5000, Level: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	for k, o := range tables[0].Outcomes {
		fmt.Printf("at %v: %.1f years (%.1f–%.1f)\n", tables[0].Ages[k], o.Value, o.Lower, o.Upper)
	}
	// Output:
	// at 0: 82.3 years (80.5–84.1)
	// at 1: 81.5 years (79.7–83.3)
	// at 25: 57.9 years (56.2–59.6)
	// at 65: 20.8 years (19.3–22.3)
	// at 85: 6.7 years (5.0–8.4)
}

// The same area, of which a survey says how many are in good health.
func ExampleHealthyLifeExpectancy() {
	tables, err := rate.HealthyLifeExpectancy(index.Strata{
		Units: 1, Unit: []int{0, 0, 0, 0, 0}, At: []float64{0, 1, 25, 65, 85},
		Count: []float64{1, 2, 30, 85, 60}, Population: []float64{400, 9000, 16_000, 4000, 400},
		Health: []float64{0.98, 0.95, 0.85, 0.65, 0.4}, HealthN: []float64{50, 200, 400, 150, 40},
	}, rate.LifeTable{FewestPeople: 5000, Level: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	for k, o := range tables[0].Outcomes {
		fmt.Printf("at %v: %.1f years in good health (%.1f–%.1f)\n", tables[0].Ages[k], o.Value, o.Lower, o.Upper)
	}
	// Output:
	// at 0: 67.6 years in good health (65.3–69.9)
	// at 1: 66.8 years in good health (64.6–69.1)
	// at 25: 44.3 years in good health (42.2–46.5)
	// at 65: 12.5 years in good health (10.9–14.0)
	// at 85: 2.7 years in good health (1.5–3.9)
}

// Jobless of the people of an area in six years.
func joblessByYear() index.Strata {
	return index.Strata{
		Units: 1, Unit: make([]int, 6), At: []float64{2019, 2020, 2021, 2022, 2023, 2024},
		Count: []float64{221, 228, 246, 240, 265, 270}, Population: []float64{1480, 1492, 1503, 1511, 1507, 1515},
	}
}

func ExampleProportionTrend() {
	trends, err := rate.ProportionTrend(joblessByYear(), rate.TrendTest{FewestYears: 5, Overdispersed: true, Level: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	t := trends[0]
	fmt.Printf("odds %+.1f %% a year (%+.1f to %+.1f), p = %.3f\n", t.Yearly.Value, t.Yearly.Lower, t.Yearly.Upper, t.P)
	// Output:
	// odds +4.5 % a year (+1.1 to +8.0), p = 0.009
}

func ExampleRateTrend() {
	trends, err := rate.RateTrend(joblessByYear(), rate.TrendTest{FewestYears: 5, Overdispersed: true, Level: 0.95})
	if err != nil {
		fmt.Println(err)
		return
	}
	t := trends[0]
	fmt.Printf("%+.1f %% a year (%+.1f to %+.1f), p = %.3f\n", t.Yearly.Value, t.Yearly.Lower, t.Yearly.Upper, t.P)
	// Output:
	// +3.7 % a year (+0.7 to +6.9), p = 0.017
}

// The same figures: Fingertips' rule finds no change with certainty.
func ExampleRecentProportionTrend() {
	trends, err := rate.RecentProportionTrend(joblessByYear(), 5, 0.002)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("chi-squared %.2f, direction %d\n", trends[0].ChiSquared, trends[0].Direction)
	// Output:
	// chi-squared 4.31, direction 0
}

func ExampleRecentValueTrend() {
	trends, err := rate.RecentValueTrend(index.Strata{
		Units: 1, Unit: make([]int, 5), At: []float64{2014, 2015, 2016, 2017, 2018},
		Values: []float64{24.67, 24.6, 28, 30.2, 30.6}, SE: []float64{0.79, 0.78, 0.82, 0.83, 0.83},
	}, 5, 0.002)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("slope %.2f (standard error %.2f), chi-squared %.1f, direction %d\n", trends[0].Slope, trends[0].SE, trends[0].ChiSquared, trends[0].Direction)
	// Output:
	// slope 1.75 (standard error 0.26), chi-squared 46.8, direction 1
}

func ExampleChangeOverYears() {
	changes, err := rate.ChangeOverYears(index.Strata{
		Units: 1, Unit: make([]int, 5), At: []float64{2019, 2020, 2021, 2022, 2023}, Values: []float64{100, 104, 103, 110, 121},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	c := changes[0]
	fmt.Printf("%.0f %% in all, %.2f %% a year at compound growth, %.2f %% a year on the line\n", c.Total, c.Compound, c.Fitted)
	// Output:
	// 21 % in all, 4.88 % a year at compound growth, 4.90 % a year on the line
}
