package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var sample = index.Param{
	Name: "sample", Default: 1, Min: 0, Max: 1, Whole: true,
	Doc: "1: the standard deviation divides by n − 1; 0: by n",
}

var zScore = index.Index{
	ID:      "z-score",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Z-poäng", En: "Z-score"},
	Formula: "z_ik = (x_ik − x̄_k) / s_k",
	Source:  handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{sample},
	Reading: lang.Text{
		Sv: "Områdets värde ligger %s standardavvikelser över områdenas medelvärde; minus betyder under.",
		En: "The area's value is %s standard deviations above the mean of the areas; minus means below.",
	},
	Caveat: lang.Text{
		Sv: "Medelvärdet är områdenas, små och stora lika, och inte stadens.",
		En: "The mean is that of the areas, small and large alike, and not that of the city.",
	},
	Needs:      "a table of units by indicators, each with two different values or more",
	Programs:   []string{"COINr: n_zscore", "SciPy: stats.zscore"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(ZScore(x, sample.From(p) == 1))
	},
}

// ZScore returns each indicator less its mean over the units, in standard deviations, with the sign changed where low counts as high.
// The sum of squares is divided by the number of units that have the indicator less one where sample is true, as COINr and R do, and
// by their number itself otherwise, as NumPy and SciPy do: with 30 units the scores differ by 1.7 per cent.
//
// It is undefined where an indicator is missing everywhere or has one value only.
func ZScore(x index.Indicators, sample bool) ([][]float64, error) {
	return byColumn(x, func(k int, values []float64) error {
		low, high, err := bounds(k, values)
		if err != nil {
			return err
		}
		// On the scale of the largest number no square or sum leaves the range of a float.
		unit := max(math.Abs(low), math.Abs(high))
		var sum index.Sum
		for j := range values {
			values[j] /= unit
			sum = sum.Plus(values[j])
		}
		n := float64(len(values))
		mean := sum.Value() / n
		var squares index.Sum
		for j := range values {
			values[j] -= mean
			squares = squares.Plus(float64(values[j] * values[j]))
		}
		if sample {
			n--
		}
		sd := math.Sqrt(squares.Value() / n)
		if sd == 0 {
			return index.Undefined("indicator %d differs too little between units to have a standard deviation", k)
		}
		for j := range values {
			values[j] /= sd
		}
		return nil
	})
}
