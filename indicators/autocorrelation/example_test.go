package autocorrelation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// row is six places in a row, each beside the next.
func row() *space.Space {
	var links []space.Link
	for i := range 5 {
		links = append(links, space.Link{From: i, To: i + 1, Value: 100}, space.Link{From: i + 1, To: i, Value: 100})
	}
	borders, err := space.NewGraph(6, links)
	if err != nil {
		panic(err)
	}
	return &space.Space{Borders: borders}
}

var (
	rising  = index.Distribution{Values: []float64{10, 12, 11, 20, 24, 22}, Space: row()}
	two     = index.Indicators{Columns: [][]float64{{10, 12, 11, 20, 24, 22}, {3, 2, 4, 8, 7, 9}}, Space: row()}
	cases   = index.Events{Count: []float64{1, 2, 4, 9, 12, 10}, Population: []float64{100, 200, 400, 300, 300, 250}, Reference: -1, Space: row()}
	chosen  = autocorrelation.Options{Weighting: space.Weighting{Rule: space.Queen}, Permutations: 999, Seed: 1}
	each    = autocorrelation.LocalOptions{Options: chosen, Alpha: 0.05}
	counted = space.Weighting{Rule: space.Queen, Style: space.Binary}
)

func show(g autocorrelation.Global, err error) {
	fmt.Printf("%.4f, expected %.4f, z %.2f %v\n", g.Value, g.Randomisation.Expected, g.Randomisation.Z, err)
}

func showEach(l autocorrelation.Locals, err error) {
	if err != nil {
		fmt.Println(err)
	}
	for _, u := range l.Units {
		fmt.Printf("%d: %.3f, expected %.3f, z %.2f\n", u.Unit, u.Value, u.Expected, u.Z)
	}
}

func ExampleMoran() {
	show(autocorrelation.Moran(rising, chosen))
	// Output:
	// 0.7180, expected -0.2000, z 2.04 <nil>
}

func ExampleGeary() {
	show(autocorrelation.Geary(rising, chosen))
	// Output:
	// 0.2393, expected 1.0000, z -2.01 <nil>
}

func ExampleGetisOrdG() {
	o := chosen
	o.Weighting = counted
	show(autocorrelation.GetisOrdG(rising, o))
	// Output:
	// 0.3711, expected 0.3333, z 1.11 <nil>
}

func ExampleCountJoins() {
	o := chosen
	o.Weighting = counted
	joins, err := autocorrelation.CountJoins(rising, autocorrelation.AboveMean, o)
	fmt.Printf("%.0f, %.0f and %.0f joins, expected %.1f between %v\n", joins.BB.Value, joins.WW.Value, joins.BW.Value, joins.BW.Randomisation.Expected, err)
	// Output:
	// 2, 2 and 1 joins, expected 3.0 between <nil>
}

func ExampleMoranRates() {
	show(autocorrelation.MoranRates(cases, chosen))
	// Output:
	// 0.7437, expected -0.2000, z 2.11 <nil>
}

func ExampleBivariateMoran() {
	show(autocorrelation.BivariateMoran(two, chosen))
	// Output:
	// 0.7319, expected 0.0000, z 1.80 <nil>
}

func ExampleLeeL() {
	l, err := autocorrelation.LeeL(two, chosen)
	fmt.Printf("%.4f, expected %.4f %v\n", l.Value, l.Randomisation.Expected, err)
	// Output:
	// 0.5917, expected 0.5351 <nil>
}

func ExampleLocalMoran() {
	l, err := autocorrelation.LocalMoran(rising, autocorrelation.Conditional, each)
	for _, u := range l.Units {
		fmt.Printf("%d: %.3f, %s\n", u.Unit, u.Value, autocorrelation.ClusterNames[u.Quadrant].En)
	}
	fmt.Println(err)
	// Output:
	// 0: 0.916, low among low
	// 1: 0.846, low among low
	// 2: 0.086, low among low
	// 3: 0.110, high among high
	// 4: 1.057, high among high
	// 5: 1.292, high among high
	// <nil>
}

func ExampleLocalGeary() {
	showEach(autocorrelation.LocalGeary(rising, each))
	// Output:
	// 0: 0.125, expected 2.789, z -1.11
	// 1: 0.078, expected 1.961, z -1.78
	// 2: 1.285, expected 2.337, z -0.83
	// 3: 1.520, expected 1.661, z -0.20
	// 4: 0.313, expected 3.315, z -1.95
	// 5: 0.125, expected 2.337, z -1.19
}

func ExampleLocalGearyMultivariate() {
	showEach(autocorrelation.LocalGearyMultivariate(two, each))
	// Output:
	// 0: 0.135, expected 2.536, z -1.18
	// 1: 0.220, expected 2.643, z -1.94
	// 2: 1.365, expected 1.964, z -0.65
	// 3: 1.374, expected 1.972, z -0.66
	// 4: 0.337, expected 2.453, z -1.97
	// 5: 0.352, expected 2.831, z -1.14
}

func ExampleLocalGetisOrdG() {
	o := each
	o.Weighting = counted
	showEach(autocorrelation.LocalGetisOrdG(rising, o))
	// Output:
	// 0: 0.135, expected 0.200, z -1.09
	// 1: 0.241, expected 0.400, z -1.95
	// 2: 0.364, expected 0.400, z -0.47
	// 3: 0.443, expected 0.400, z 0.47
	// 4: 0.560, expected 0.400, z 1.97
	// 5: 0.312, expected 0.200, z 1.54
}

func ExampleLocalGetisOrdGStar() {
	o := each
	o.Weighting = counted
	showEach(autocorrelation.LocalGetisOrdGStar(rising, o))
	// Output:
	// 0: 0.222, expected 0.333, z -1.54
	// 1: 0.333, expected 0.500, z -2.18
	// 2: 0.434, expected 0.500, z -0.86
	// 3: 0.556, expected 0.500, z 0.73
	// 4: 0.667, expected 0.500, z 2.18
	// 5: 0.465, expected 0.333, z 1.82
}

func ExampleLocalBivariateMoran() {
	showEach(autocorrelation.LocalBivariateMoran(two, each))
	// Output:
	// 0: 1.531, expected -0.219, z 1.53
	// 1: 0.606, expected -0.212, z 1.90
	// 2: 0.185, expected -0.111, z 0.47
	// 3: 0.000, expected -0.118, z 0.31
	// 4: 1.514, expected -0.151, z 1.93
	// 5: 0.555, expected -0.259, z 0.95
}

func ExampleLocalMoranRates() {
	showEach(autocorrelation.LocalMoranRates(cases, autocorrelation.Conditional, each))
	// Output:
	// 0: 0.739, expected -0.117, z 1.09
	// 1: 0.928, expected -0.187, z 1.91
	// 2: 0.291, expected -0.266, z 0.84
	// 3: 0.019, expected -0.043, z 0.20
	// 4: 1.020, expected -0.306, z 1.92
	// 5: 1.465, expected -0.280, z 1.59
}

func ExampleLocalJoinCount() {
	l, err := autocorrelation.LocalJoinCount(rising, autocorrelation.AboveMean, counted, autocorrelation.FalseDiscovery, 0.05)
	for _, u := range l.Units {
		fmt.Printf("%d: %.0f of its kind, p %.2f\n", u.Unit, u.Value, u.P)
	}
	fmt.Println(err)
	// Output:
	// 3: 1 of its kind, p 0.70
	// 4: 2 of its kind, p 0.10
	// 5: 1 of its kind, p 0.40
	// <nil>
}

func ExampleEmpiricalBayesRates() {
	rates, err := autocorrelation.EmpiricalBayesRates(cases)
	fmt.Printf("%.4f %v\n", rates, err)
	// Output:
	// [0.0206 0.0183 0.0158 0.0274 0.0327 0.0320] <nil>
}

func ExampleSpatialEmpiricalBayesRates() {
	rates, err := autocorrelation.SpatialEmpiricalBayesRates(cases, counted)
	fmt.Printf("%.4f %v\n", rates, err)
	// Output:
	// [0.0100 0.0100 0.0137 0.0276 0.0365 0.0400] <nil>
}
