package charts_test

import (
	"bytes"
	"fmt"
	"log"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

func ExampleCompare() {
	employed := indicators.Indicator{
		ID: "employed", Name: lang.Text{Sv: "Sysselsatta", En: "Employed"}, Source: "scb", Decimals: 1,
		Unit:      indicators.Unit{Kind: indicators.Share, Per: 100, Name: lang.Text{Sv: "procent", En: "per cent"}},
		Direction: indicators.HigherIsBetter,
	}
	catalogue, err := indicators.NewCatalogue([]indicators.Indicator{employed}, nil, nil,
		[]indicators.Source{{ID: "scb", Publisher: lang.Text{Sv: "SCB", En: "Statistics Sweden"}}})
	if err != nil {
		log.Fatal(err)
	}
	area := func(code, name string, v float64, verdict analysis.Verdict) analysis.AreaComparison {
		return analysis.AreaComparison{
			Area:     indicators.Area{Code: code, Name: name, Level: indicators.District},
			Value:    analysis.Value{Estimate: index.Estimate{Value: v, Lower: v - 2, Upper: v + 2, Level: 0.95}, OK: true, Interval: true},
			Contrast: analysis.Contrast{Verdict: verdict},
		}
	}
	comparison := analysis.Comparison{
		Indicator: employed,
		Period:    indicators.Year(2024),
		City:      analysis.Value{Estimate: index.Estimate{Value: 78.4}, OK: true, Basis: analysis.Published},
		Areas: []analysis.AreaComparison{
			area("1", "Norrby", 61.3, analysis.Worse),
			area("2", "Sandared", 86.2, analysis.Better),
		},
	}
	fig, err := charts.Compare(comparison, charts.Options{Lang: lang.En, City: "Borås", Catalogue: catalogue})
	if err != nil {
		log.Fatal(err)
	}
	var svg bytes.Buffer
	if err := fig.WriteSVG(&svg, charts.Titled); err != nil {
		log.Fatal(err)
	}
	fmt.Println(fig.Stem() + ".svg")
	fmt.Println(fig.Title)
	fmt.Println(fig.Alt)
	// Output:
	// compare-employed-en.svg
	// Employed: clearly lower in 1 area, clearly higher in 1
	// Dot chart: Employed by area, 2024. 2 areas. Borås 78.4%. Highest Sandared 86.2, lowest Norrby 61.3. 2 of 2 areas clearly differ from the rest of Borås.
}
