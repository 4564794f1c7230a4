package composite

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var squared = index.Param{
	Name: "squared", Default: 0, Min: 0, Max: 1, Whole: true,
	Doc: "0: weights in proportion to the loadings; 1: to their squares",
}

var principalComponent = index.Index{
	ID:      "principal-component-weights",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Vikter av första huvudkomponenten", En: "Weights of the first principal component"},
	Formula: "R a = λ a, λ largest, Σk a_k > 0; loading_k = a_k √λ, w_k = a_k / Σ a, explained share = λ / K",
	Source:  "Hotelling 1933, Journal of Educational Psychology 24, 417–441 and 498–520; " + handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{squared},
	Reading: lang.Text{
		Sv: "Delen är %s: en vikt, en laddning, ett områdes poäng eller den andel av spridningen som komponenten förklarar.",
		En: "The part is %s: a weight, a loading, an area's score, or the share of the variation that the component explains.",
	},
	Caveat: lang.Text{
		Sv: "Vikterna säger vilka indikatorer som följs åt, inte vilka som betyder mest. En negativ vikt säger att en indikator går emot de andra: vänd den eller ta bort den.",
		En: "The weights say which indicators go together, not which matter most. A negative weight says that an indicator runs against the others: turn it round or leave it out.",
	},
	Needs:      "a table of three units or more, each with all of two indicators or more that are correlated",
	Programs:   []string{"COINr: get_PCA", "R stats: prcomp"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		c, err := PrincipalComponent(x, squared.From(p) == 1)
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.About("explained share", c.Share)}
		for k := range c.Weights {
			w, loading := index.OfGroup(k, c.Weights[k]), index.OfGroup(k, c.Loadings[k])
			w.Name, loading.Name = "weight", "loading"
			parts = append(parts, w, loading)
		}
		for i, v := range c.Scores {
			if v == v {
				score := index.OfUnit(i, v)
				score.Name = "score"
				parts = append(parts, score)
			}
		}
		return parts, nil
	},
}

// Component is the first principal component of the correlations of indicators.
type Component struct {
	Weights  []float64 // of the indicators; they sum to 1
	Loadings []float64 // the correlation of each indicator with the component
	Share    float64   // of the variation of all indicators that the component explains
	Scores   []float64 // of the units, mean 0 and variance λ; NaN where an indicator is missing
}

// PrincipalComponent returns the first principal component of the correlation matrix of the indicators, over the units that have all
// of them. Weights of the table are not read.
//
// Which way a component points is arbitrary, and programs leave it to chance: R's prcomp may give all loadings of an index of
// deprivation below 0, and another machine above. Here the loadings have a positive sum, so that the score is high where most
// indicators are, high counting as high. The weights are the loadings, or their squares, scaled to sum to 1; a negative loading
// stays one.
//
// It is undefined for fewer than two indicators or three units that have all of them, where an indicator is the same in all of those,
// where another component explains as much, and where the loadings sum to 0: two indicators that run against each other have no
// common direction.
func PrincipalComponent(x index.Indicators, squared bool) (Component, error) {
	if err := x.Check(2); err != nil {
		return Component{}, err
	}
	complete, at := completeUnits(x)
	if len(at) < 3 {
		return Component{}, index.Undefined("only %d units have all indicators; there must be three", len(at))
	}
	z, err := ZScore(complete, true)
	if err != nil {
		return Component{}, err
	}
	vector, value, err := firstEigenvector(z)
	if err != nil {
		return Component{}, err
	}
	c := Component{Share: value / float64(len(z)), Scores: missing(x.Units())}
	var all index.Sum
	for _, a := range vector {
		c.Loadings = append(c.Loadings, a*math.Sqrt(value))
		if squared {
			a *= a
		}
		c.Weights = append(c.Weights, a)
		all = all.Plus(a)
	}
	for k := range c.Weights {
		c.Weights[k] /= all.Value()
	}
	for j, i := range at {
		var score index.Sum
		for k, a := range vector {
			score = score.Plus(float64(a * z[k][j]))
		}
		c.Scores[i] = score.Value()
	}
	return c, nil
}

// completeUnits returns the table of the units that have all indicators, with their numbers.
func completeUnits(x index.Indicators) (complete index.Indicators, at []int) {
	for i := range x.Units() {
		has := true
		for _, column := range x.Columns {
			has = has && column[i] == column[i]
		}
		if has {
			at = append(at, i)
		}
	}
	complete = index.Indicators{Columns: make([][]float64, len(x.Columns)), Reverse: x.Reverse}
	for k, column := range x.Columns {
		for _, i := range at {
			complete.Columns[k] = append(complete.Columns[k], column[i])
		}
	}
	return complete, at
}

// firstEigenvector returns the eigenvector of the largest eigenvalue of the correlations of standardised columns, with a positive sum.
func firstEigenvector(z [][]float64) (vector []float64, value float64, err error) {
	k, n := len(z), len(z[0])
	r := mat.NewSymDense(k, nil)
	for a := range k {
		for b := range a + 1 {
			var sum index.Sum
			for i := range n {
				sum = sum.Plus(float64(z[a][i] * z[b][i]))
			}
			r.SetSym(a, b, sum.Value()/float64(n-1))
		}
	}
	var e mat.EigenSym
	if !e.Factorize(r, true) {
		return nil, 0, index.Undefined("the eigenvalues of the correlations did not converge")
	}
	values := e.Values(nil) // ascending
	value = values[k-1]
	if value-values[k-2] <= 1e-6*value {
		return nil, 0, index.Undefined("two components explain as much as each other: neither is the first")
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	vector = mat.Col(nil, k-1, &vectors)
	sum := index.Total(vector)
	if math.Abs(sum) <= 1e-6 {
		return nil, 0, index.Undefined("the loadings of the first component sum to 0: the indicators have no common direction")
	}
	for j := range vector {
		vector[j] = math.Copysign(1, sum) * vector[j]
	}
	return vector, value, nil
}
