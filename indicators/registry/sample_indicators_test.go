package registry_test

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// indicators returns a table for ix: figures in per cent, some of them equal, now and then one missing. In one sample of three there are
// seven indicators, and in one column of four a unit far above all others.
func indicators(r *rand.Rand, ix index.Index, n int) (x index.Indicators) {
	k := 1 + r.IntN(5)
	if r.IntN(3) == 0 {
		k = 7
	}
	gaps := r.IntN(3) == 0
	has := func(part index.Extra) bool { return ix.Reads.Has(part) && r.IntN(8) > 0 }
	errors, posts := has(index.Errors), has(index.Goalposts)
	weights, reverse := r.IntN(2) == 0, r.IntN(2) == 0
	common := make([]float64, n)
	for i := range common {
		common[i] = r.NormFloat64()
	}
	for range k {
		column, se := make([]float64, n), make([]float64, n)
		along, skewed := r.Float64(), r.IntN(4) == 0
		for i := range column {
			column[i] = 1 + math.Round(970/(1+math.Exp(2-along*common[i]-r.NormFloat64())))/10
			se[i] = 0.5 + r.Float64()
			if skewed && i > 0 {
				column[i] = math.Round(column[i]) / 20
			}
			if gaps && r.IntN(12) == 0 {
				column[i] = math.NaN()
			}
		}
		x.Columns = append(x.Columns, column)
		if errors {
			x.SE = append(x.SE, se)
		}
		if posts {
			low := 30 * r.Float64()
			x.Goals = append(x.Goals, index.Goal{Low: low, High: low + 1 + 60*r.Float64()})
		}
		if weights {
			x.Weights = append(x.Weights, float64(1+r.IntN(5)))
		}
		if reverse {
			x.Reverse = append(x.Reverse, r.IntN(2) == 0)
		}
	}
	if k == 7 || r.IntN(2) == 0 {
		for range n {
			x.Population = append(x.Population, float64(100+r.IntN(3000)))
		}
	}
	if ix.Larger.Units && !(ix.Larger.Optional && r.IntN(3) == 0) {
		for range n {
			x.Within = append(x.Within, r.IntN(1+n/3))
		}
	}
	return x
}
