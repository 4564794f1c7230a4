package segregation_test

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Three schools: 10, 30 and 60 pupils of the group of interest; 40, 40 and 20 others.
var schools = index.Composition{Counts: [][]float64{{10, 30, 60}, {40, 40, 20}}}

// Two areas with rental, tenant-owned and owner-occupied dwellings.
var dwellings = index.Composition{
	Names:  []string{"rental", "tenant-owned", "owner-occupied"},
	Counts: [][]float64{{80, 20}, {20, 20}, {0, 60}},
}

func ExampleDissimilarity() {
	d, err := segregation.Dissimilarity(schools)
	fmt.Printf("%.4f %v\n", d, err)

	_, err = segregation.Dissimilarity(index.Composition{Counts: [][]float64{{0, 0}, {10, 20}}})
	fmt.Println(err)
	// Output:
	// 0.4000 <nil>
	// undefined: the group of interest is empty
}

func ExampleGini() {
	g, err := segregation.Gini(schools)
	fmt.Printf("%.4f %v\n", g, err)
	// Output: 0.4800 <nil>
}

func ExampleIsolation() {
	v, err := segregation.Isolation(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.5986 <nil>
}

func ExampleInteraction() {
	v, err := segregation.Interaction(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.4014 <nil>
}

func ExampleCorrelationRatio() {
	v, err := segregation.CorrelationRatio(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.1971 <nil>
}

func ExampleAtkinson() {
	for _, b := range []float64{0.1, 0.5, 0.9} {
		a, err := segregation.Atkinson(schools, b)
		fmt.Printf("b=%.1f %.4f %v\n", b, a, err)
	}
	// Output:
	// b=0.1 0.0442 <nil>
	// b=0.5 0.2029 <nil>
	// b=0.9 0.3268 <nil>
}

func ExampleTheilH() {
	h, err := segregation.TheilH(schools)
	fmt.Printf("%.4f %v\n", h, err)
	// Output: 0.1502 <nil>
}

func ExampleMultigroupDissimilarity() {
	d, err := segregation.MultigroupDissimilarity(dwellings)
	fmt.Printf("%.4f %v\n", d, err)
	// Output: 0.4839 <nil>
}

func ExampleMultigroupTheilH() {
	h, err := segregation.MultigroupTheilH(dwellings)
	fmt.Printf("%.4f %v\n", h, err)
	// Output: 0.2956 <nil>
}

func ExampleMutualInformation() {
	nats, err := segregation.MutualInformation(dwellings, math.E)
	fmt.Printf("%.4f nats %v\n", nats, err)
	bits, err := segregation.MutualInformation(dwellings, 2)
	fmt.Printf("%.4f bits %v\n", bits, err)
	// Output:
	// 0.3043 nats <nil>
	// 0.4390 bits <nil>
}

func ExampleEntropy() {
	e, err := segregation.Entropy(dwellings, math.E)
	fmt.Printf("%.4f %v\n", e, err)
	evenness, err := segregation.Entropy(dwellings, 3)
	fmt.Printf("%.4f of the largest value that three groups allow %v\n", evenness, err)
	// Output:
	// 1.0297 <nil>
	// 0.9372 of the largest value that three groups allow <nil>
}

func ExampleMeanLocalEntropy() {
	e, err := segregation.MeanLocalEntropy(dwellings, math.E)
	fmt.Printf("%.4f %v\n", e, err)
	// Output: 0.7253 <nil>
}
