package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var meanLocalEntropy = index.Index{
	ID:      "mean-local-entropy",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Genomsnittlig lokal entropi (blandning i enheterna)", En: "Mean local entropy (diversity of the units)"},
	Formula: "Ē = Σ_i (t_i/T) E_i, E_i = −Σ_k p_ik log p_ik",
	Source:  "Theil 1972, Statistical Decomposition Analysis; Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase},
	Reading: lang.Text{
		Sv: "Den genomsnittliga lokala entropin är %s: 0 betyder att varje enhet rymmer en enda grupp, och värdet är störst när alla grupper är lika stora i varje enhet.",
		En: "The mean local entropy is %s: 0 means that each unit holds a single group, and the value is largest when all groups are of equal size in each unit.",
	},
	Caveat: lang.Text{
		Sv: "Måttet kan inte överstiga hela stadens entropi: ett lågt värde kan bero på att staden är ensartad och inte på att grupperna bor åtskilda. Visa båda, eller H.",
		En: "It cannot exceed the entropy of the whole city: a low value may come from a uniform city and not from groups that live apart. Show both, or H.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"R segregation: entropy", "rsegregation: entropy"},
	Properties: index.Permutation | index.Replication | index.Scale | index.GroupSwap | index.Merging,
	MultiGroup: func(c index.Composition, p index.Params) (float64, error) {
		return MeanLocalEntropy(c, logBase.From(p))
	},
}

// MeanLocalEntropy returns the mean of the units' Shannon entropies weighted by their population, the mix that the
// average inhabitant lives in. It is [Entropy] minus [MutualInformation]: 0 when no unit holds people of two groups, the
// city's entropy when all units have one composition.
//
// It is undefined when nobody is counted, and for a base that is not above 1.
func MeanLocalEntropy(c index.Composition, base float64) (float64, error) {
	_, T, err := multigroup(c, 1)
	if err != nil {
		return 0, err
	}
	unit, err := logUnit(base)
	if err != nil {
		return 0, err
	}
	var sum index.Sum
	for i := range c.Units() {
		t := unitTotal(c, i)
		local := 0.0
		for _, counts := range c.Counts {
			if n := counts[i]; n > 0 {
				p := n / t
				local -= float64(p * math.Log(p))
			}
		}
		sum = sum.Plus(t / T * local)
	}
	return within(0, sum.Value()/unit, math.Inf(1))
}
