package segregation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// Four areas in a row, each a kilometre deep, wider and wider: 500, 800, 1,250 and 2,000 metres.
var inARow = index.Composition{
	Names:  []string{"tenants", "owners"},
	Counts: [][]float64{{90, 60, 20, 10}, {10, 40, 80, 90}},
	Space: &space.Space{
		Points:    &space.Points{X: []float64{250, 900, 1925, 3550}, Y: []float64{0, 0, 0, 0}},
		Area:      []float64{5e5, 8e5, 1.25e6, 2e6},
		Perimeter: []float64{3000, 3600, 4500, 6000},
		Borders: &space.Graph{
			First: []int32{0, 1, 3, 5, 6}, To: []int32{1, 0, 2, 1, 3, 2}, Value: []float64{1000, 1000, 1000, 1000, 1000, 1000},
		},
	},
}

// byKilometre weighs people d kilometres away by exp(−d).
var byKilometre = space.Kernel{Shape: space.Exponential, Bandwidth: 1000}

func ExampleDelta() {
	v, err := segregation.Delta(inARow)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.5476 <nil>
}

func ExampleAbsoluteConcentration() {
	// The 180 tenants live in areas of 0.7667 km² on average. The two smallest areas, of 0.65 km² on average, are enough for them, and
	// so are the two largest, of 1.625 km².
	v, err := segregation.AbsoluteConcentration(inARow)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.8803 <nil>
}

func ExampleRelativeConcentration() {
	v, err := segregation.RelativeConcentration(inARow, false)
	fmt.Printf("%.4f %v\n", v, err)
	v, err = segregation.RelativeConcentration(inARow, true) // the largest areas hold 220
	fmt.Printf("%.4f %v\n", v, err)
	// Output:
	// 0.7799 <nil>
	// 0.9024 <nil>
}

func ExampleRelativeConcentrationMatrix() {
	matrix, err := segregation.RelativeConcentrationMatrix(inARow, false)
	fmt.Printf("%.4f %v\n", matrix, err)
	// Output: [[NaN 0.7799] [-2.3745 NaN]] <nil>
}

func ExampleAbsoluteClustering() {
	v, err := segregation.AbsoluteClustering(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.3203 <nil>
}

func ExampleAbsoluteClusteringContiguity() {
	v, err := segregation.AbsoluteClusteringContiguity(inARow, false)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2337 <nil>
}

func ExampleMeanProximity() {
	matrix, total, err := segregation.MeanProximity(inARow, byKilometre)
	fmt.Printf("%.4f, of all %.4f %v\n", matrix, total, err)
	// Output: [[0.6050 0.3185] [0.3185 0.4674]], of all 0.4216 <nil>
}

func ExampleSpatialProximity() {
	v, err := segregation.SpatialProximity(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", v, err)
	v, err = segregation.SpatialProximity(inARow, space.Kernel{Bandwidth: 1e9})
	fmt.Printf("%.4f where distance does not matter %v\n", v, err)
	// Output:
	// 1.2557 <nil>
	// 1.0000 where distance does not matter <nil>
}

func ExampleMultigroupSpatialProximity() {
	v, err := segregation.MultigroupSpatialProximity(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 1.2557 <nil>
}

func ExampleGroupSpatialProximity() {
	v, err := segregation.GroupSpatialProximity(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: [1.4352 1.1088] <nil>
}

func ExampleRelativeClustering() {
	v, err := segregation.RelativeClustering(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.2944 <nil>
}

func ExampleDistanceDecayIsolation() {
	v, err := segregation.DistanceDecayIsolation(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.6030 <nil>
}

func ExampleDistanceDecayInteraction() {
	v, err := segregation.DistanceDecayInteraction(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.3970 <nil>
}

func ExampleDistanceDecayExposureMatrix() {
	matrix, err := segregation.DistanceDecayExposureMatrix(inARow, byKilometre)
	fmt.Printf("%.4f %v\n", matrix, err)
	// Output: [[0.6030 0.3970] [0.3330 0.6670]] <nil>
}

func ExampleAdjustedDissimilarity() {
	// D is 20/33, and neighbours differ by 0.3, 0.4 and 0.1 in their share of tenants.
	v, err := segregation.AdjustedDissimilarity(inARow, false, false)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.3394 <nil>
}

func ExampleAdjustedDissimilarityOrders() {
	harmonic := func(k int) float64 { return 1 / float64(k) }
	v, err := segregation.AdjustedDissimilarityOrders(inARow, false, 2, harmonic)
	fmt.Printf("%.4f %v\n", v, err)
	// Output: 0.0394 <nil>
}

func ExampleBoundaryDissimilarity() {
	v, err := segregation.BoundaryDissimilarity(inARow, true)
	fmt.Printf("%.4f with each area weighing 1 %v\n", v, err)
	// Output: 0.3561 with each area weighing 1 <nil>
}

func ExamplePerimeterAreaDissimilarity() {
	v, err := segregation.PerimeterAreaDissimilarity(inARow, false)
	fmt.Printf("%.4f %v\n", v, err)
	v, err = segregation.PerimeterAreaDissimilarity(inARow, true)
	fmt.Printf("%.4f by interior borders %v\n", v, err)
	// Output:
	// 0.4102 <nil>
	// 0.3927 by interior borders <nil>
}
