package segregation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Three areas by two groups, ten years apart. A fourth has been built, where nobody lived before.
var (
	areasBefore = index.Composition{Counts: [][]float64{{60, 30, 10, 0}, {20, 30, 50, 0}}}
	areasAfter  = index.Composition{Counts: [][]float64{{60, 40, 20, 15}, {30, 40, 40, 5}}}
)

func printChange(ch segregation.Change, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f − %.4f = %+.4f additions %+.4f removals %+.4f group margin %+.4f unit margin %+.4f interaction %+.4f structural\n",
		ch.After, ch.Before, ch.Additions, ch.Removals, ch.GroupMargin, ch.UnitMargin, ch.Interaction, ch.Structural)
}

func ExampleMutualInformationChange() {
	ch, err := segregation.MutualInformationChange(areasBefore, areasAfter, 2)
	printChange(ch, err)
	for _, u := range ch.Units {
		fmt.Printf("unit %d: %+.4f of the structural term\n", u.Unit, u.Structural)
	}

	_, err = segregation.MutualInformationChange(
		index.Composition{Counts: [][]float64{{10, 20, 0, 0}, {30, 10, 0, 0}}},
		index.Composition{Counts: [][]float64{{0, 0, 40, 10}, {0, 0, 10, 10}}}, 2)
	fmt.Println(err)
	// Output:
	// 0.0595 − 0.1805 = +0.0076 additions +0.0000 removals +0.0011 group margin -0.0106 unit margin +0.0000 interaction -0.1190 structural
	// unit 0: -0.0464 of the structural term
	// unit 1: +0.0003 of the structural term
	// unit 2: -0.0730 of the structural term
	// undefined: no unit has people both times in groups that exist both times
}

func ExampleTheilHChange() {
	printChange(segregation.TheilHChange(areasBefore, areasAfter))
	// Output:
	// 0.0598 − 0.1805 = +0.0078 additions +0.0000 removals +0.0013 group margin -0.0107 unit margin +0.0000 interaction -0.1191 structural
}

func ExampleMutualInformationChangeOneWay() {
	printChange(segregation.MutualInformationChangeOneWay(areasBefore, areasAfter, 2))
	// Output:
	// 0.0595 − 0.1805 = +0.0076 additions +0.0000 removals +0.0002 group margin -0.0157 unit margin +0.0008 interaction -0.1139 structural
}

func ExampleKarmelMaclachlan() {
	printChange(segregation.KarmelMaclachlan(areasBefore, areasAfter))
	// Output:
	// 0.1248 − 0.2000 = +0.0114 additions +0.0000 removals -0.0004 group margin -0.0129 unit margin -0.0001 interaction -0.0732 structural
}

func ExampleMoraRuizCastilloChange() {
	printChange(segregation.MoraRuizCastilloChange(areasBefore, areasAfter, 2))
	// Output:
	// 0.0595 − 0.1805 = +0.0076 additions +0.0000 removals -0.0014 group margin -0.0096 unit margin +0.0000 interaction -0.1176 structural
}

// Occupations by sex with the totals of a later year: the example of Karmel and Maclachlan (1988).
func ExampleFitMargins() {
	men, women := []float64{100, 50, 100}, []float64{50, 50, 50}
	fitted, err := segregation.FitMargins(index.Composition{Counts: [][]float64{men, women}}, []float64{225, 200, 175}, []float64{325, 275})
	fmt.Printf("%.1f %.1f %v\n", fitted.Counts[0], fitted.Counts[1], err)
	// Output: [134.7 85.5 104.8] [90.3 114.5 70.2] <nil>
}
