package segregation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

func ExampleGorard() {
	s, err := segregation.Gorard(schools)
	fmt.Printf("%.4f %v\n", s, err)
	// Output: 0.2000 <nil>
}

func ExampleHutchens() {
	o, err := segregation.Hutchens(schools)
	fmt.Printf("%.4f %v\n", o, err)
	// Output: 0.1072 <nil>
}

func ExampleMinMax() {
	s, err := segregation.MinMax(schools)
	fmt.Printf("%.4f %v\n", s, err)
	// Output: 0.5714 <nil>
}

func ExampleConcentrationProfile() {
	r, err := segregation.ConcentrationProfile(schools)
	fmt.Printf("%.4f %v\n", r, err)
	// Output: 0.4029 <nil>
}

func ExampleSegregationCurve() {
	others, group, err := segregation.SegregationCurve(schools)
	fmt.Printf("%.2f %.2f %v\n", others, group, err)
	// Output: [0.00 0.40 0.80 1.00] [0.00 0.10 0.40 1.00] <nil>
}

func ExampleIsolationSelfExcluded() {
	// Five couples: whoever has a neighbour of the other group meets nobody of the own.
	couples := index.Composition{Counts: [][]float64{{1, 1, 1, 2, 0}, {1, 1, 1, 0, 2}}}
	with, _ := segregation.Isolation(couples)
	without, err := segregation.IsolationSelfExcluded(couples)
	fmt.Printf("%.2f %.2f %v\n", with, without, err)
	// Output: 0.70 0.40 <nil>
}

func ExampleInteractionSelfExcluded() {
	couples := index.Composition{Counts: [][]float64{{1, 1, 1, 2, 0}, {1, 1, 1, 0, 2}}}
	v, err := segregation.InteractionSelfExcluded(couples)
	fmt.Printf("%.2f %v\n", v, err)
	// Output: 0.60 <nil>
}

func ExampleExposureMatrix() {
	matrix, err := segregation.ExposureMatrix(dwellings, false)
	for a, row := range matrix {
		fmt.Printf("%s %.2f\n", dwellings.Names[a], row)
	}
	fmt.Println(err)
	// Output:
	// rental [0.68 0.20 0.12]
	// tenant-owned [0.50 0.20 0.30]
	// owner-occupied [0.20 0.20 0.60]
	// <nil>
}

func ExampleMultigroupGini() {
	g, err := segregation.MultigroupGini(dwellings)
	fmt.Printf("%.4f %v\n", g, err)
	// Output: 0.4839 <nil>
}

func ExampleRelativeDiversity() {
	r, err := segregation.RelativeDiversity(dwellings)
	fmt.Printf("%.4f %v\n", r, err)
	// Output: 0.2903 <nil>
}

func ExampleSquaredCoefficientOfVariation() {
	c, err := segregation.SquaredCoefficientOfVariation(dwellings)
	fmt.Printf("%.4f %v\n", c, err)
	// Output: 0.2400 <nil>
}

func ExampleNormalisedExposure() {
	p, err := segregation.NormalisedExposure(dwellings)
	fmt.Printf("%.4f %v\n", p, err)
	// Output: 0.3086 <nil>
}

func ExampleSymmetricAtkinson() {
	a, err := segregation.SymmetricAtkinson(dwellings)
	fmt.Printf("%.4f %v\n", a, err)
	// Output: 0.5358 <nil>
}

func ExampleDivergence() {
	d, err := segregation.Divergence(dwellings, 2)
	fmt.Printf("%.4f %v\n", d, err)
	// Output: 0.4390 <nil>
}

func ExampleSimpsonInteraction() {
	i, err := segregation.SimpsonInteraction(dwellings)
	fmt.Printf("%.4f %v\n", i, err)
	// Output: 0.6200 <nil>
}

func ExampleSimpsonConcentration() {
	l, err := segregation.SimpsonConcentration(dwellings)
	fmt.Printf("%.4f %v\n", l, err)
	// Output: 0.3800 <nil>
}

func ExampleBergerParker() {
	d, err := segregation.BergerParker(dwellings)
	fmt.Printf("%.4f %v\n", d, err)
	// Output: 0.5000 <nil>
}

func ExampleHill() {
	for _, order := range []float64{0, 1, 2} {
		d, err := segregation.Hill(dwellings, order)
		fmt.Printf("%.4f %v\n", d, err)
	}
	// Output:
	// 3.0000 <nil>
	// 2.8001 <nil>
	// 2.6316 <nil>
}

func ExampleRenyi() {
	h, err := segregation.Renyi(dwellings, 2)
	fmt.Printf("%.4f %v\n", h, err)
	// Output: 0.9676 <nil>
}

func ExamplePielouEvenness() {
	j, err := segregation.PielouEvenness(dwellings)
	fmt.Printf("%.4f %v\n", j, err)
	// Output: 0.9372 <nil>
}
