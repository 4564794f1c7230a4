package analysis_test

import (
	"fmt"
	"log"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Two districts of a town against the whole of it, of which they are part, with a difference of 3 points as the least that matters.
func ExampleRun_benchmarks() {
	name := func(s string) lang.Text { return lang.Text{Sv: s, En: s} }
	reg, err := indicators.NewRegister([]indicators.Area{
		{Code: "town", Name: "Town", Level: indicators.City, Version: "2025"},
		{Code: "north", Name: "North", Level: indicators.District, Version: "2025", Parent: "town"},
		{Code: "south", Name: "South", Level: indicators.District, Version: "2025", Parent: "town"},
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	cat, err := indicators.NewCatalogue([]indicators.Indicator{{
		ID: "work", Name: name("In work"), Unit: indicators.Unit{Kind: indicators.Share, Per: 100}, Direction: indicators.HigherIsBetter,
		ImportantDifference: 3,
	}}, nil, nil, nil)
	if err != nil {
		log.Fatal(err)
	}
	var b indicators.Builder
	for area, counts := range map[string][2]float64{"town": {2100, 3000}, "north": {640, 1000}, "south": {1460, 2000}} {
		b.Append(indicators.Observation{Indicator: "work", Area: indicators.AreaID{Code: area, Version: "2025"}, Period: indicators.Year(2025),
			Value: indicators.Num(100 * counts[0] / counts[1]), Numerator: indicators.Num(counts[0]), Denominator: indicators.Num(counts[1]),
			Status: indicators.Reported})
	}
	table, err := b.Table(reg, cat)
	if err != nil {
		log.Fatal(err)
	}
	res, err := analysis.Run(table, analysis.Options{
		City:    indicators.AreaID{Code: "town", Version: "2025"},
		Compare: analysis.CompareOptions{Against: []analysis.Benchmark{{Kind: analysis.WholeCity}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range res.Benchmarks[0].Areas {
		d := a.Difference
		fmt.Printf("%s: %+.1f points (%.1f to %.1f), %s, %s, p %.1g\n", a.Area.Name, d.Value, d.Lower, d.Upper, a.Verdict, a.Importance, a.P.V)
	}
	// Output:
	// North: -6.0 points (-8.4 to -3.6), worse, important, p 4e-07
	// South: +3.0 points (1.8 to 4.2), better, perhaps_important, p 4e-07
}
