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

func ExampleChangeOfStructure() {
	// Two cities with no area in common.
	north := index.Composition{Counts: [][]float64{{60, 30, 10}, {20, 30, 50}}}
	south := index.Composition{Counts: [][]float64{{10, 20, 20, 10}, {90, 60, 50, 20}}}
	ch, err := segregation.ChangeOfStructure(north, south, segregation.ByComposition, segregation.Dissimilarity)
	fmt.Printf("%.4f − %.4f = %+.4f spatial %+.4f attribute %v\n", ch.After, ch.Before, ch.Spatial, ch.Attribute, err)
	// Output:
	// 0.2424 − 0.4000 = +0.0013 spatial -0.1589 attribute <nil>
}

func printWays(ways []segregation.StructureChange, err error) {
	for by, ch := range ways {
		fmt.Printf("by %v: %.4f − %.4f = %+.4f spatial %+.4f attribute\n", segregation.Counterfactual(by), ch.After, ch.Before, ch.Spatial, ch.Attribute)
	}
	if err != nil {
		fmt.Println(err)
	}
}

func ExampleCompositionShareChange() {
	printWays(segregation.CompositionShareChange(areasBefore, areasAfter))
	// Output:
	// by composition: 0.2512 − 0.4000 = -0.0650 spatial -0.0838 attribute
	// by share: 0.2512 − 0.4000 = -0.0979 spatial -0.0509 attribute
	// by dual composition: 0.2512 − 0.4000 = -0.0643 spatial -0.0845 attribute
}

func ExampleCompositionShareChangeGini() {
	printWays(segregation.CompositionShareChangeGini(areasBefore, areasAfter))
	// Output:
	// by composition: 0.3124 − 0.5200 = -0.0835 spatial -0.1241 attribute
	// by share: 0.3124 − 0.5200 = -0.1343 spatial -0.0733 attribute
	// by dual composition: 0.3124 − 0.5200 = -0.0925 spatial -0.1151 attribute
}

func ExampleCompositionShareChangeTheilH() {
	printWays(segregation.CompositionShareChangeTheilH(areasBefore, areasAfter))
	// Output:
	// by composition: 0.0598 − 0.1805 = -0.0539 spatial -0.0668 attribute
	// by share: 0.0598 − 0.1805 = -0.0702 spatial -0.0505 attribute
	// by dual composition: 0.0598 − 0.1805 = -0.0570 spatial -0.0637 attribute
}
