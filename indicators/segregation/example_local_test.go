package segregation_test

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Four schools in two districts, two groups.
var districts = index.Composition{
	Counts: [][]float64{{10, 30, 60, 20}, {40, 40, 20, 60}},
	Within: [][]int{{0, 0, 1, 1}},
}

func ExampleLocationQuotient() {
	q, err := segregation.LocationQuotient(dwellings)
	for k, row := range q {
		fmt.Printf("%s %.2f\n", dwellings.Names[k], row)
	}
	fmt.Println(err)
	// Output:
	// rental [1.60 0.40]
	// tenant-owned [1.00 1.00]
	// owner-occupied [0.00 2.00]
	// <nil>
}

func ExampleLocalEntropy() {
	e, err := segregation.LocalEntropy(dwellings, math.E, segregation.NotNormalised)
	fmt.Printf("%.4f %v\n", e, err)
	e, _ = segregation.LocalEntropy(dwellings, math.E, segregation.ByGroupsGiven)
	fmt.Printf("%.4f of three groups\n", e)
	e, _ = segregation.LocalEntropy(dwellings, math.E, segregation.ByGroupsPresent)
	fmt.Printf("%.4f of those present\n", e)
	// Output:
	// [0.5004 0.9503] <nil>
	// [0.4555 0.8650] of three groups
	// [0.7219 0.8650] of those present
}

func ExampleLocalSimpson() {
	v, err := segregation.LocalSimpson(dwellings)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [0.3200 0.5600] <nil>
}

func ExampleLocalRenyi() {
	v, err := segregation.LocalRenyi(dwellings, 2)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [0.3857 0.8210] <nil>
}

func ExampleLocalHill() {
	v, err := segregation.LocalHill(dwellings, 0)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [2.0000 3.0000] <nil>
}

func ExampleLocalBergerParker() {
	v, err := segregation.LocalBergerParker(dwellings)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [0.8000 0.6000] <nil>
}

func ExampleLocalDivergence() {
	v, se, err := segregation.LocalDivergence(dwellings, math.E)
	fmt.Printf("%.4f ± %.4f %v\n", v, se, err)
	// Output: [0.3760 0.2326] ± [0.0480 0.0477] <nil>
}

func ExampleGroupDivergence() {
	v, se, err := segregation.GroupDivergence(dwellings, math.E)
	fmt.Printf("%.4f ± %.4f %v\n", v, se, err)
	// Output: [0.1927 0.0000 0.6931] ± [0.0470 0.0000 0.0707] <nil>
}

func ExampleLocalDissimilarity() {
	v, err := segregation.LocalDissimilarity(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [0.1500 0.0500 0.2000] <nil>
}

func ExampleLocalTheilH() {
	v, err := segregation.LocalTheilH(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [0.0695 0.0052 0.0755] <nil>
}

func ExampleLocalIsolation() {
	v, err := segregation.LocalIsolation(schools)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [0.0200 0.1286 0.4500] <nil>
}

func ExampleMutualInformationDecomposition() {
	d, err := segregation.MutualInformationDecomposition(districts, math.E)
	fmt.Printf("%.4f = between districts %.4f + within %.4f %v\n", d.Total, d.Terms[0], d.Terms[1], err)
	for _, m := range d.Larger[0] {
		fmt.Printf("district %d: share %.4f, M %.4f\n", m.Number, m.Share, m.Own)
	}
	// Output:
	// 0.1015 = between districts 0.0140 + within 0.0875 <nil>
	// district 0: share 0.4286, M 0.0297
	// district 1: share 0.5714, M 0.1308
}

func ExampleTheilHDecomposition() {
	d, err := segregation.TheilHDecomposition(districts)
	fmt.Printf("%.4f = between districts %.4f + within %.4f %v\n", d.Total, d.Terms[0], d.Terms[1], err)
	for _, m := range d.Larger[0] {
		fmt.Printf("district %d: weight %.4f, H %.4f\n", m.Number, m.Weight, m.Own)
	}
	// Output:
	// 0.1486 = between districts 0.0205 + within 0.1281 <nil>
	// district 0: weight 0.3995, H 0.0466
	// district 1: weight 0.5800, H 0.1887
}

func ExampleGroupContributions() {
	m, h, err := segregation.GroupContributions(dwellings, math.E)
	fmt.Printf("M %.4f, H %.4f %v\n", m, h, err)
	// Output: M [0.0964 0.0000 0.2079], H [0.0936 0.0000 0.2020] <nil>
}

func ExampleHutchensDecomposition() {
	d, err := segregation.HutchensDecomposition(districts)
	fmt.Printf("%.4f = between districts %.4f + within %.4f %v\n", d.Total, d.Terms[0], d.Terms[1], err)
	// Output: 0.1057 = between districts 0.0144 + within 0.0913 <nil>
}

func ExampleCompression() {
	steps, err := segregation.Compression(index.Composition{Counts: districts.Counts}, math.E)
	for _, s := range steps {
		fmt.Printf("%d units: %d and %d joined, %.4f left\n", s.Units, s.A, s.B, s.Left)
	}
	fmt.Println(err)
	// Output:
	// 3 units: 0 and 3 joined, 0.1007 left
	// 2 units: 0 and 1 joined, 0.0859 left
	// 1 units: 0 and 2 joined, 0.0000 left
	// <nil>
}
