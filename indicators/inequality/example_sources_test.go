package inequality_test

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
	"github.com/jamlik/jamlik/indicators/space"
)

// earned is four incomes, made of wages and benefits.
var earned = index.Distribution{
	Values:  []float64{10, 20, 30, 60},
	Sources: [][]float64{{0, 14, 28, 60}, {10, 6, 2, 0}},
}

func ExampleGiniBySource() {
	g, err := inequality.GiniBySource(earned)
	fmt.Printf("%.4f %v\n", g.Total, err)
	for _, s := range g.Sources {
		fmt.Printf("%.2f of the total, contributes %+.4f, marginal effect %+.3f\n", s.Share, s.Contribution, s.Marginal)
	}
	// Output:
	// 0.3333 <nil>
	// 0.85 of the total, contributes +0.4042, marginal effect +0.362
	// 0.15 of the total, contributes -0.0708, marginal effect -0.362
}

func ExampleGiniShapleyBySource() {
	g, err := inequality.GiniShapleyBySource(earned, false)
	fmt.Printf("%.4f = %.4f %v\n", g.Total, g.Contributions, err)
	// Output: 0.3333 = [0.3333 0.0000] <nil>
}

func ExampleVariationBySource() {
	v, err := inequality.VariationBySource(earned)
	fmt.Printf("%.4f %v\n", v.Total, err)
	for _, s := range v.Sources {
		fmt.Printf("%+.3f\n", s.Proportion)
	}
	// Output:
	// 0.3889 <nil>
	// +1.186
	// -0.186
}

// Illness by schooling, with age and smoking as determinants.
func ExampleConcentrationByDeterminant() {
	c, err := inequality.ConcentrationByDeterminant(index.Distribution{
		Values:  []float64{30, 26, 19, 16, 9, 8},
		Rank:    []float64{9, 10, 11, 12, 13, 14},
		Sources: [][]float64{{60, 48, 52, 40, 45, 38}, {30, 28, 18, 16, 8, 7}},
	})
	fmt.Printf("%.4f, residual %.4f %v\n", c.Total, c.Residual, err)
	for _, t := range c.Determinants {
		fmt.Printf("elasticity %.3f, concentration %.3f, contribution %.4f\n", t.Elasticity, t.Concentration, t.Contribution)
	}
	// Output:
	// -0.2531, residual -0.0001 <nil>
	// elasticity 0.340, concentration -0.077, contribution -0.0262
	// elasticity 0.822, concentration -0.276, contribution -0.2268
}

// Four places in a row, the rich at one end.
func ExampleSpatialGini() {
	borders, err := space.NewGraph(4, []space.Link{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 3}})
	if err != nil {
		fmt.Println(err)
		return
	}
	g, err := inequality.SpatialGini(index.Distribution{Values: []float64{10, 12, 30, 40}, Space: &space.Space{Borders: borders}}, 999, 1)
	fmt.Printf("%.4f = %.4f + %.4f, polarisation %.2f %v\n", g.Total, g.Neighbours, g.Others, g.Polarisation, err)
	// Output: 0.2935 = 0.0815 + 0.2120, polarisation 2.60 <nil>
}
