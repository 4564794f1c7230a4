package composite

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var minMax = index.Index{
	ID:      "min-max-scaling",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Min–max-skala", En: "Min–max scale"},
	Formula: "y_ik = top · (x_ik − min_k) / (max_k − min_k)",
	Source:  handbook,
	Min:     0, Max: 100,
	Params: []index.Param{top},
	Reading: lang.Text{
		Sv: "Områdets värde är %s på en skala från 0 för det lägsta till 100 för det högsta.",
		En: "The area's value is %s on a scale from 0 for the lowest to 100 for the highest.",
	},
	Caveat: lang.Text{
		Sv: "Skalans ändar är två områdens värden: ett enda avvikande område trycker ihop alla andra, och skalan är en annan nästa år.",
		En: "The ends of the scale are the values of two areas: a single outlier presses all others together, and next year's scale is another.",
	},
	Needs:      "a table of units by indicators, each with two different values or more",
	Programs:   []string{"COINr: n_minmax", "COINr: n_dist2max"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(MinMax(x, top.From(p)))
	},
}

// MinMax returns each indicator on the scale from 0, for its lowest value, to top, for its highest; an indicator of which low counts
// as high the other way round. With top 1 it is 1 less the distance to the highest as a share of the range, COINr's distance to
// the maximum.
//
// It is undefined where an indicator is missing everywhere or has one value only.
func MinMax(x index.Indicators, top float64) ([][]float64, error) {
	if !(top > 0) {
		return nil, index.Undefined("the upper end of the scale is %v; it must be above 0", top)
	}
	return byColumn(x, func(k int, values []float64) error {
		low, high, err := bounds(k, values)
		if err != nil {
			return err
		}
		for j, v := range values {
			values[j] = top * between(v, low, high)
		}
		return nil
	})
}

// between returns where v lies on the way from low, 0, to high, 1. Halves keep the distance between numbers near the largest finite.
func between(v, low, high float64) float64 {
	return (v/2 - low/2) / (high/2 - low/2)
}
