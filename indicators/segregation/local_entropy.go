package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var localEntropy = index.Index{
	ID:      "local-entropy",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Lokal entropi", En: "Local entropy"},
	Formula: "E_i = −Σ_k p_ik log p_ik; normalised E_i/log K",
	Source:  "Theil 1972, Statistical Decomposition Analysis; Reardon & Firebaugh 2002, Sociological Methodology 32, 33–67",
	Min:     0,
	Max:     math.Inf(1),
	Params:  []index.Param{logBase, normalise},
	Reading: lang.Text{
		Sv: "Den lokala entropin är %s: 0 betyder att enheten rymmer en enda grupp, och värdet är störst när grupperna där är lika stora.",
		En: "The local entropy is %s: 0 means that the unit holds a single group, and the value is largest when the groups in it are of equal size.",
	},
	Caveat: lang.Text{
		Sv: "Måttet säger hur blandad enheten är, inte om den liknar staden. De två normerade formerna är olika tal: ange vilken som visas.",
		En: "It says how mixed the unit is, not whether it is like the city. The two normalised forms are different numbers: state which one is shown.",
	},
	Needs:      "counts of one group or more in each unit, with somebody in one of them",
	Programs:   []string{"PySAL segregation: MultiLocalDiversity", "PySAL segregation: MultiLocalEntropy", "OasisR: LShannon", "OasisR: HLoc", "rsegregation: entropy", "divseg: ds_shannon"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		return ofUnitsOrNone(LocalEntropy(c, logBase.From(p), Normalisation(normalise.From(p))))
	},
}

// Normalisation says what an entropy is divided by.
type Normalisation int

// What the entropy of a unit is divided by: nothing, the largest entropy that the groups given allow, or the largest that
// those present in the unit allow.
const (
	NotNormalised Normalisation = iota
	ByGroupsGiven
	ByGroupsPresent
)

var normalise = index.Param{
	Name: "normalise", Default: 0, Min: 0, Max: 2,
	Doc: "0 leaves the entropy as it is, 1 divides by the logarithm of the number of groups given (PySAL), 2 by that of the groups present in the unit (OasisR)",
}

// LocalEntropy returns the Shannon entropy of the composition of each unit: 0 where everybody is in one group, the logarithm
// of the number of groups where all are of one size. Its mean weighted by population is [MeanLocalEntropy].
//
// Normalised it runs from 0 to 1 and the base does not matter. [ByGroupsGiven], as PySAL's MultiLocalEntropy, a group that
// the unit lacks makes it less mixed; [ByGroupsPresent], as OasisR's HLoc, it does not, so that a unit with two of ten
// groups in equal parts has 1, and a unit with one group has no value. These are different numbers.
//
// A unit without people, or without a value, has NaN. It is undefined when nobody is counted, for a base that is not above
// 1, and for an unknown normalisation.
func LocalEntropy(c index.Composition, base float64, by Normalisation) ([]float64, error) {
	unit, err := logUnit(base)
	if err != nil {
		return nil, err
	}
	most := math.Inf(1)
	switch by {
	case NotNormalised:
	case ByGroupsGiven:
		unit, most = math.Log(float64(len(c.Counts))), 1
	case ByGroupsPresent:
		most = 1
	default:
		return nil, index.Undefined("the normalisation is %d, must be 0, 1 or 2", by)
	}
	return local(c, 0, most, func(counts []float64, t float64) (float64, error) {
		if by == ByGroupsPresent {
			present := 0
			for _, n := range counts {
				if n > 0 {
					present++
				}
			}
			unit = math.Log(float64(present))
		}
		return shannon(counts, t) / unit, nil // one group: 0/0, no value
	})
}
