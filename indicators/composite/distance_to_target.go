package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var distanceToTarget = index.Index{
	ID:      "distance-to-target",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Hur långt på väg mot målet", En: "Way to the target"},
	Formula: "y_ik = 1 − (target_k − x_ik) / (target_k − min_k), at most 1",
	Source:  handbook,
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{capped},
	Reading: lang.Text{
		Sv: "Området har kommit %s av vägen från det lägsta värdet till målet.",
		En: "The area has come %s of the way from the lowest value to the target.",
	},
	Caveat: lang.Text{
		Sv: "Vägen börjar hos det område som har det lägsta värdet. När det kommer närmare målet sjunker alla andras tal, fast de står stilla.",
		En: "The way begins at the area with the lowest value. When that area comes closer to the target, the figures of all others fall though they stand still.",
	},
	Needs:      "a table of units by indicators, with goalposts for each indicator, the better of which is the target and is not yet reached by all",
	Reads:      index.Goalposts,
	Programs:   []string{"COINr: n_dist2targ"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(DistanceToTarget(x, capped.From(p) == 1))
	},
}

// DistanceToTarget returns how far each unit has come by each indicator, from 0 at the lowest value in the table to 1 at the target:
// the upper goalpost, or the lower where low counts as high. The other goalpost is not read. Capped, a value beyond the target is
// at it.
//
// It is undefined without goalposts, where an indicator is missing everywhere, and where no unit is short of the target.
func DistanceToTarget(x index.Indicators, capped bool) ([][]float64, error) {
	if x.Goals == nil {
		return nil, index.Undefined("goalposts of the indicators, of which the better is the target, are not given")
	}
	return byColumn(x, func(k int, values []float64) error {
		target, low := orientedGoal(x, k).High, values[0]
		for _, v := range values {
			low = min(low, v)
		}
		if !(low < target) {
			return index.Undefined("indicator %d: every unit has reached the target", k)
		}
		for j, v := range values {
			if capped {
				v = min(v, target)
			}
			values[j] = between(v, low, target)
		}
		return nil
	})
}
