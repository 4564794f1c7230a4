package inequality

import (
	"math"
	"math/bits"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// mostSources bounds the sets of sources that are gone through: 2^12 Gini coefficients.
const mostSources = 12

var removal = index.Param{
	Name: "removal", Default: 0, Max: 1, Whole: true,
	Doc: "what removing a source means: 0 everybody gets the mean of it, 1 nobody gets any",
}

var giniShapleySources = index.Index{
	ID:      "gini-shapley-by-source",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Ginikoefficient, uppdelad på inkomstslag enligt Shapley", En: "Gini coefficient by source after Shapley"},
	Formula: "φk = Σ over sets S without k of |S|! (K − |S| − 1)! / K! · [G(S and k) − G(S)]",
	Source:  "Shorrocks, A. F. (2013). Decomposition procedures for distributional analysis: a unified framework based on the Shapley value. Journal of Economic Inequality 11(1), 99–126.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{removal},
	Reading: lang.Text{
		Sv: "Delen är %s: så mycket minskar Ginikoefficienten av att inkomstslaget tas bort, i genomsnitt över alla ordningar som slagen kan tas bort i.",
		En: "The part is %s: by that much the Gini coefficient falls when the source is removed, on average over all orders in which the sources can be.",
	},
	Caveat: lang.Text{
		Sv: "Värdet beror på vad det betyder att ta bort ett slag, och på hur fint slagen är indelade.",
		En: "The value depends on what removing a source means, and on how finely the sources are divided.",
	},
	Reads:      index.Sources,
	Needs:      "values of at least 0 that are not all zero, with at most 12 sources",
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		g, err := GiniShapleyBySource(d, removal.From(p) == 1)
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.About("total", g.Total), index.About("remainder", g.Remainder)}
		for k, v := range g.Contributions {
			parts = append(parts, ofSource(k, "contribution", v))
		}
		return parts, nil
	},
}

// ShapleySources is the Gini coefficient shared out over what the values are made of.
type ShapleySources struct {
	Total         float64
	Remainder     float64 // what no source accounts for gets, as a source of its own
	Contributions []float64
}

// GiniShapleyBySource shares [Gini] of the values of d out over d.Sources: each gets the mean, over all orders in which the sources can
// be removed, of what the coefficient falls by (Shorrocks 2013). Unlike in [GiniBySource] a source that is the same for all may get less than
// nothing, for it evens out; that is when removing a source takes its amounts away (none). Otherwise everybody gets the mean of it, and
// such a source gets 0.
//
// Contributions, with the remainder, add up to the whole. It is undefined where [Gini] is, without sources, for more than 12 of them, and,
// when amounts are taken away, where some would be left with less than nothing.
func GiniShapleyBySource(d index.Distribution, none bool) (ShapleySources, error) {
	a, err := divideBySource(d)
	if err != nil {
		return ShapleySources{}, err
	}
	sources := a.all()
	if len(sources) > mostSources {
		return ShapleySources{}, index.Undefined("%d sources; at most %d, with what they leave of the values, can be gone through", len(sources), mostSources)
	}
	r, err := order(d, d.Values)
	if err != nil {
		return ShapleySources{}, err
	}
	means := make([]float64, len(sources))
	for k, source := range sources {
		if _, means[k] = r.column(source); !finite(means[k]) {
			return ShapleySources{}, index.Undefined("the numbers differ too much in size to compute with")
		}
	}
	sets := make([]float64, 1<<len(sources)) // the coefficient with the sources of each set, by its bits
	sum := index.Distribution{Values: make([]float64, len(d.Values)), Weights: d.Weights}
	for set := 1; set < len(sets); set++ {
		for i := range d.Values {
			var s index.Sum
			for k, source := range sources {
				switch {
				case set>>k&1 == 1:
					s = s.Plus(source[i] / r.unit)
				case !none:
					s = s.Plus(means[k])
				}
			}
			sum.Values[i] = s.Value()
		}
		if set == len(sets)-1 { // all of them are the values, without rounding
			if sets[set], err = Gini(d); err != nil {
				return ShapleySources{}, err
			}
			break
		}
		if sets[set], err = giniOfSome(sum, r.mean, none); err != nil {
			return ShapleySources{}, err
		}
	}
	g := ShapleySources{Total: sets[len(sets)-1]}
	for k := range sources {
		var fall index.Sum
		for set := range sets {
			if set>>k&1 == 0 {
				fall = fall.Plus(orders(bits.OnesCount(uint(set)), len(sources)) * (sets[set|1<<k] - sets[set]))
			}
		}
		if k < len(a.sources) {
			g.Contributions = append(g.Contributions, fall.Value())
		} else {
			g.Remainder = fall.Value()
		}
	}
	return g, nil
}

// giniOfSome returns the coefficient of the sums of some sources. Where the others are replaced by their means the mean is the one given,
// and a sum below nothing does no harm.
func giniOfSome(sum index.Distribution, mean float64, none bool) (float64, error) {
	r, err := order(sum, sum.Values)
	if err != nil {
		return 0, err
	}
	if none {
		for _, p := range r.places {
			if p.value < 0 {
				return 0, index.Undefined("value %d would be below 0 without some of its sources", p.row)
			}
		}
		if r.mean == 0 { // all have the same: nothing
			return 0, nil
		}
		return within(0, r.generalised/r.mean, 1)
	}
	return within(0, r.generalised*(r.unit/mean), math.Inf(1))
}

// orders is the share of the orders of n sources in which exactly the given number of others come before a source: s! (n − s − 1)! / n!.
func orders(before, n int) float64 {
	share := 1 / float64(n)
	for j := 1; j <= before; j++ {
		share *= float64(j) / float64(n-j)
	}
	return share
}
