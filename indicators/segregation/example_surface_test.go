package segregation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// Two units, 500 m apart: of 40 people in each, 30 in one and 10 in the other are in the group. A biweight kernel of 1,000 m gives a weight of
// (1 − ¼)² = 0.5625 to the other unit, so that the group's share is (30 + 5.625)/62.5 = 0.57 around the one and 0.43 around the other.
var neighbours = index.Composition{
	Counts: [][]float64{{30, 10}, {10, 30}},
	Space:  &space.Space{Points: &space.Points{X: []float64{300000, 300500}, Y: []float64{6400000, 6400000}}},
}

var kilometre = space.Kernel{Shape: space.Biweight, Bandwidth: 1000}

func ExampleSpatialTheilH() {
	v, err := segregation.SpatialTheilH(neighbours, kilometre)
	fmt.Printf("%.5f %v\n", v, err) // 1 + 0.57 log₂ 0.57 + 0.43 log₂ 0.43
	v, err = segregation.TheilH(neighbours)
	fmt.Printf("%.5f without space, %v\n", v, err)
	// Output:
	// 0.01418 <nil>
	// 0.18872 without space, <nil>
}

func ExampleSpatialRelativeDiversity() {
	v, err := segregation.SpatialRelativeDiversity(neighbours, kilometre)
	fmt.Printf("%.4f %v\n", v, err) // 1 − 0.57 · 0.43/¼
	// Output: 0.0196 <nil>
}

func ExampleSpatialDissimilarity() {
	v, err := segregation.SpatialDissimilarity(neighbours, kilometre)
	fmt.Printf("%.4f %v\n", v, err) // 0.07/(2 · ¼)
	// Output: 0.1400 <nil>
}

func ExampleSpatialIsolation() {
	v, err := segregation.SpatialIsolation(neighbours, kilometre)
	fmt.Printf("%.4f %v\n", v, err) // ¾ · 0.57 + ¼ · 0.43
	// Output: 0.5350 <nil>
}

func ExampleSpatialInteraction() {
	v, err := segregation.SpatialInteraction(neighbours, kilometre)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.4650 <nil>
}

func ExampleSpatialExposure() {
	matrix, err := segregation.SpatialExposure(neighbours, kilometre)
	fmt.Printf("%.4f %v\n", matrix, err)
	// Output: [[0.5350 0.4650] [0.4650 0.5350]] <nil>
}

func ExampleMultiscalarProfile() {
	values, err := segregation.MultiscalarProfile(neighbours, space.Kernel{Shape: space.Biweight}, segregation.EvennessH, []float64{500, 1000, 2000, 4000})
	fmt.Printf("%.5f %v\n", values, err)
	// Output: [0.18872 0.01418 0.00075 0.00004] <nil>
}

func ExampleMacroMicroRatio() {
	v, err := segregation.MacroMicroRatio(neighbours, space.Kernel{Shape: space.Biweight}, segregation.EvennessH, 1000, 500)
	fmt.Printf("%.4f %v\n", v, err) // 0.01418/0.18872
	// Output: 0.0752 <nil>
}

// Three units of 40 people along a road, at 0, 500 and 1,500 m.
var road = index.Composition{
	Counts: [][]float64{{30, 10, 20}, {10, 30, 20}},
	Space:  &space.Space{Points: &space.Points{X: []float64{300000, 300500, 301500}, Y: []float64{6400000, 6400000, 6400000}}},
}

// The 60 nearest are in two units: the first and the second for both of these, the third and the second for the third.
func ExampleLocalNearestShare() {
	shares, err := segregation.LocalNearestShare(road, 60)
	fmt.Printf("%.3f %v\n", shares, err)
	// Output: [0.500 0.500 0.375] <nil>
}

func ExampleNearestIsolation() {
	v, err := segregation.NearestIsolation(road, 60)
	fmt.Printf("%.4f %v\n", v, err) // (30 · 0.5 + 10 · 0.5 + 20 · 0.375)/60
	// Output: 0.4583 <nil>
}

func ExampleNearestProfile() {
	profile, err := segregation.NearestProfile(road, []float64{40, 60, 120}, false)
	for _, at := range profile {
		fmt.Printf("%3.0f: D %.4f, G %.4f, H %.4f, SI %.4f\n", at.K, at.D, at.G, at.H, at.SI)
	}
	fmt.Println(err)
	// Output:
	//  40: D 0.3333, G 0.4444, H 0.1258, SI 0.5833
	//  60: D 0.0833, G 0.1111, H 0.0152, SI 0.4583
	// 120: D 0.0000, G 0.0000, H 0.0000, SI 0.5000
	// <nil>
}

// The first unit differs by ¾ ln 1.5 + ¼ ln 0.5 = 0.1308 and is like the city together with the next. The third is like the city, but not with its
// neighbour: 3/8 ln 3/4 + 5/8 ln 5/4 = 0.0316, which counts for the two steps that do not last.
func ExampleLocalDistortion() {
	plain, err := segregation.LocalDistortion(road, segregation.Distorted{Plain: true})
	fmt.Printf("%.4f %v\n", plain, err) // 0.1308/3, 0.1308/3, 2 · 0.0316/3
	each, _ := segregation.LocalDistortion(road, segregation.Distorted{Plain: true, Each: true})
	fmt.Printf("%.4f with each step's own\n", each)
	share, _ := segregation.LocalDistortion(road, segregation.Distorted{})
	fmt.Printf("%.4f of the most there could be\n", share) // π²/24 with two equal groups
	// Output:
	// [0.0436 0.0436 0.0211] <nil>
	// [0.0436 0.0436 0.0105] with each step's own
	// [0.1060 0.1060 0.0512] of the most there could be
}

func ExampleGlobalDistortion() {
	v, err := segregation.GlobalDistortion(road, segregation.Distorted{})
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.0878 <nil>
}

func ExampleDivergenceProfile() {
	values, err := segregation.DivergenceProfile(road, 3)
	fmt.Printf("%.4f %v\n", values, err) // of one unit, (0.1308 + 0.1308 + 0)/3; of one; of two; of all
	// Output: [0.0872 0.0872 0.0105 0.0000] <nil>
}
