package autocorrelation

import (
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// cut is how many bandwidths kernels reach that never come to 0.
const cut = 3

var (
	weightsRule = index.Choice("weights", "who are neighbours: queen (a common border or corner), rook (a common border), border (by its length), the nearest units, band or kernel (units within the bandwidth)",
		space.Rules...)
	weightsNearest = index.Param{Name: "neighbours", Default: 6, Min: 1, Max: 10_000, Whole: true, Doc: "how many units are neighbours, where weights is nearest; all as far away as the last of them are"}
	weightsStyle   = index.Choice("style", "what is made of the weights of a unit: row (they sum to 1), binary (as they are), variance (their squares sum to 1, all scaled)",
		space.Styles...)
)

// ruleParams are the parameters that say who are neighbours.
var ruleParams = []index.Param{weightsRule, weightsNearest, index.Bandwidth, index.KernelShape.By("triangular")}

// weightingParams are the parameters of weights, with a style unless otherwise chosen.
func weightingParams(style string) []index.Param {
	return append(slices.Clone(ruleParams), weightsStyle.By(style))
}

// weightingFrom returns the weights that p chooses among the parameters of an index. Those without a style are binary.
func weightingFrom(params []index.Param, p index.Params) space.Weighting {
	w := space.Weighting{Style: space.Binary, Kernel: space.Kernel{Power: 1, Self: space.Excluded}}
	for _, q := range params {
		v := q.From(p)
		switch q.Name {
		case weightsRule.Name:
			w.Rule = space.Rule(v)
		case weightsNearest.Name:
			w.K = int(v)
		case index.Bandwidth.Name:
			w.Limit, w.Kernel.Bandwidth, w.Kernel.Cutoff = v, v, cut*v
		case index.KernelShape.Name:
			w.Kernel.Shape = space.Shape(v)
		case weightsStyle.Name:
			w.Style = space.Style(v)
		}
	}
	return w
}
