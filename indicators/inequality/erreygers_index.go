package inequality

import (
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var erreygersIndex = index.Index{
	ID:      "erreygers-index",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Erreygers index", En: "Erreygers index"},
	Formula: "E = 8 cov(y, R) / (b − a), with a and b the least and the greatest value that there can be",
	Source:  "Erreygers, G. (2009). Correcting the concentration index. Journal of Health Economics 28(2), 504–515.",
	Min:     -1, Max: 1,
	Params: []index.Param{index.Level, errorsOf},
	Reading: lang.Text{
		Sv: "Erreygers index är %s: från −1, då den nedre halvan har allt och den övre inget, till 1, tvärtom.",
		En: "The Erreygers index is %s: from −1, where the lower half has everything and the upper none, to 1, the reverse.",
	},
	Caveat: lang.Text{
		Sv: "Mäter absoluta skillnader: vid mycket låg eller hög nivå är det nära 0 hur ojämnt det än är. Visa det relativa indexet bredvid.",
		En: "Measures absolute differences: at a very low or high level it is near 0, however uneven things are. Show the relative index beside it.",
	},
	Reads:      index.Order | index.Bounds,
	Needs:      "values with their ranks and the bounds of their scale",
	Programs:   []string{"rineq: ci (CIc)", "healthequal: rci (Erreygers)"},
	Properties: index.Permutation | index.Replication | index.Scale | index.Translation | index.Merging | index.WeightsScale,
	Unequal:    func(d index.Distribution, _ index.Params) (float64, error) { return ErreygersIndex(d) },
	Interval: func(in index.Input, p index.Params) (index.Interval, error) {
		return concentrationInterval(in.Distribution, p, -1, 1, func(r ranking) (float64, slopes, error) { return r.erreygers(in.Distribution) })
	},
}

// ErreygersIndex returns the concentration index of a quantity that lies between d.Low and d.High, in the order of d.Rank, on an absolute
// scale,
//
//	E = 8 cov(y, R) / (b − a)
//
// For shares it is 4μC, with C the relative index. It runs from −1 (the lower half has the greatest value that there can be, the upper
// half the least) to 1. Counting the healthy in place of the ill only changes the sign, and the unit does not matter.
//
// The bounds are declared. rineq takes the least and the greatest value that it observes: the same index with other persons in the sample
// has another scale. For the body mass index of its own 10,000 persons, by income, it gives 0.1778 on the range from 8.2 to 78.4 that
// happens to be among them; on a scale declared from 0 to 100 the index is 0.1247.
//
// It is undefined without ranks or bounds.
func ErreygersIndex(d index.Distribution) (float64, error) {
	r, err := rank(d)
	if err != nil {
		return 0, err
	}
	v, _, err := r.erreygers(d)
	if err != nil {
		return 0, err
	}
	return within(-1, v, 1)
}

// erreygers returns Erreygers' index of the values of d, which are ranked in r, with its slopes.
func (r ranking) erreygers(d index.Distribution) (float64, slopes, error) {
	low, high, err := r.bounds(d)
	if err != nil {
		return 0, slopes{}, err
	}
	per := 4 / (high - low)
	return r.generalised * per, slopes{generalised: per}, nil
}
