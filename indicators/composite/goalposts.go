package composite

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var capped = index.Param{
	Name: "capped", Default: 1, Min: 0, Max: 1, Whole: true,
	Doc: "1: values beyond a goalpost count as the goalpost; 0: the scale goes on",
}

var goalposts = index.Index{
	ID:      "goalposts",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Skala mellan målstolpar", En: "Scale between goalposts"},
	Formula: "y_ik = top · (x_ik − low_k) / (high_k − low_k), at least 0 and at most top",
	Source:  "UNDP, Human Development Report, technical note 1: dimension indices; " + handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{top, capped},
	Reading: lang.Text{
		Sv: "Områdets värde är %s på en skala från 0 vid den nedre målstolpen till 100 vid den övre.",
		En: "The area's value is %s on a scale from 0 at the lower goalpost to 100 at the upper.",
	},
	Caveat: lang.Text{
		Sv: "Målstolparna är ett beslut. Redovisa dem, och håll dem fasta mellan åren.",
		En: "The goalposts are a decision. State them, and keep them from year to year.",
	},
	Needs:      "a table of units by indicators, with two goalposts for each indicator",
	Reads:      index.Goalposts,
	Programs:   []string{"COINr: n_goalposts"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(Goalposts(x, top.From(p), capped.From(p) == 1))
	},
}

// Goalposts returns each indicator on the scale from 0 at its lower goalpost to top at its upper; where low counts as high, from 0
// at the upper to top at the lower. Values beyond a goalpost count as the goalpost when capped, else the scale goes on beyond 0 and
// top. Unlike [MinMax] the scale does not depend on who else is in the table, so that years can be compared.
//
// It is undefined without goalposts, and where an indicator is missing everywhere.
func Goalposts(x index.Indicators, top float64, capped bool) ([][]float64, error) {
	if x.Goals == nil {
		return nil, index.Undefined("goalposts of the indicators are not given")
	}
	if !(top > 0) {
		return nil, index.Undefined("the upper end of the scale is %v; it must be above 0", top)
	}
	return byColumn(x, func(k int, values []float64) error {
		goal := orientedGoal(x, k)
		for j, v := range values {
			if capped {
				v = min(max(v, goal.Low), goal.High)
			}
			values[j] = top * between(v, goal.Low, goal.High)
		}
		return nil
	})
}

// orientedGoal returns the goalposts of indicator k on the scale of [oriented].
func orientedGoal(x index.Indicators, k int) index.Goal {
	goal := x.Goals[k]
	if reversed(x, k) {
		goal.Low, goal.High = -goal.High, -goal.Low
	}
	return goal
}
