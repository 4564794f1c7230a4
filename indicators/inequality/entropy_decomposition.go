package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var entropyOrder = index.Param{
	Name: "alpha", Default: 2, Min: -10, Max: 10,
	Doc: "order of the entropy; the higher, the more the highest values count: 0 is the mean log deviation, 1 Theil's T, 2 half the squared coefficient of variation",
}

var entropyDecomposition = index.Index{
	ID:      "generalised-entropy-decomposition",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Generaliserad entropi, uppdelad på grupper", En: "Generalised entropy by group"},
	Formula: "GE = Σk pk (mk^α − 1)/(α(α − 1)) + Σk pk mk^α GEk, with pk the share of the persons in group k and mk its mean over that of all",
	Source:  "Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. Econometrica 48(3), 613–625.",
	Min:     0, Max: math.Inf(1),
	Params: []index.Param{entropyOrder, index.Level},
	Reading: lang.Text{
		Sv: "Delen är %s: delarna mellan och inom grupper blir tillsammans hela den generaliserade entropin.",
		En: "The part is %s: what is between groups and within them adds up to the whole generalised entropy.",
	},
	Caveat: lang.Text{
		Sv: "Gruppernas vikter i delen inom blir tillsammans 1 bara för α = 0 och 1. Delen mellan grupper växer med antalet grupper.",
		En: "The weights of the groups in the part within add up to 1 for α = 0 and 1 only. What is between groups grows with their number.",
	},
	Reads:      index.Kinds,
	Needs:      "values of at least 0 that are not all zero, each in a group; above 0 when alpha is 0 or less",
	Programs:   []string{"IC2: decompGEI", "convey: svygeidec"},
	Properties: index.Permutation | index.Scale | index.GroupSwap | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		alpha := entropyOrder.From(p)
		g, err := GeneralisedEntropyDecomposition(d, alpha)
		if err != nil {
			return nil, err
		}
		return entropyParts(d, g, alpha, p), nil
	},
}

// GeneralisedEntropyDecomposition takes the generalised entropy of order alpha,
//
//	GE = Σ (wi/W) ((xi/μ)^α − 1) / (α(α − 1))
//
// apart by d.Group: the index if everybody had the mean of the group, and the sum of the groups' own indices, weighted by share of the
// persons times (mean of the group / mean)^α. The two add up to the whole; up to a factor, no other indices can be taken apart that way
// (Shorrocks 1980). Orders 0 and 1 are the limits, [TheilLDecomposition] and [TheilTDecomposition].
//
// It is undefined for negative values, a mean of zero, without groups, for zeros when alpha is 0 or less, and for an alpha that is not
// finite. A group that has nothing has no index of its own and adds nothing within.
func GeneralisedEntropyDecomposition(d index.Distribution, alpha float64) (GroupDecomposition, error) {
	return entropyByGroup(d, alpha)
}
