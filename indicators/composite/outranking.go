package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Outranking returns, for each unit and each other, the share of the weight of the indicators that both have by which the first is
// higher, with half of that by which they are equal: COINr's outrank_matrix. It is NaN where they have none in common, and 0 on the
// diagonal. The matrix has as many rows and columns as there are units.
func Outranking(x index.Indicators) ([][]float64, error) {
	y, err := Normalise(x, AsTheyAre)
	if err != nil {
		return nil, err
	}
	n := x.Units()
	out := make([][]float64, n)
	for i := range out {
		out[i] = make([]float64, n)
	}
	for i := range n {
		for j := range i {
			above, below, equal := contest(y, x.Weights, i, j)
			all := above + below + equal
			if all == 0 {
				out[i][j], out[j][i] = math.NaN(), math.NaN()
				continue
			}
			out[i][j], out[j][i] = (above+equal/2)/all, (below+equal/2)/all
		}
	}
	return out, nil
}

// contest returns the weight of the indicators by which unit i is above j, below it and equal to it.
func contest(columns [][]float64, weights []float64, i, j int) (above, below, equal float64) {
	for k, column := range columns {
		w := weight(weights, k)
		switch a, b := column[i], column[j]; {
		case a > b:
			above += w
		case a < b:
			below += w
		case a == b:
			equal += w
		}
	}
	return above, below, equal
}
