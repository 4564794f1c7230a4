package contribution

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// Measure is an index that is a sum over units.
type Measure string

// The measures.
const (
	Dissimilarity     Measure = "dissimilarity" // two groups
	MutualInformation Measure = "mutual-information"
	TheilH            Measure = "multigroup-theil-h"
)

// Of returns the term of each unit in the index of c, 0 for a unit without people. They add up to the index.
//
// It is undefined where the index is: when fewer than two groups have people, and for Dissimilarity when there are not two groups.
func (m Measure) Of(c index.Composition) ([]float64, error) {
	switch m {
	case Dissimilarity:
		if len(c.Counts) != 2 {
			return nil, index.Undefined("takes two groups, has %d", len(c.Counts))
		}
		terms, err := segregation.LocalDissimilarity(c)
		return filled(terms, func(int) float64 { return 1 }), err
	case MutualInformation, TheilH:
		local, _, err := segregation.LocalDivergence(c, math.E)
		if err != nil {
			return nil, err
		}
		people := make([]float64, c.Units())
		all := 0.0
		for _, counts := range c.Counts {
			for i, n := range counts {
				people[i] += n
				all += n
			}
		}
		scale := 1.0
		if m == TheilH {
			if scale, err = segregation.Entropy(c, math.E); err != nil {
				return nil, err
			}
		}
		return filled(local, func(i int) float64 { return people[i] / all / scale }), nil
	}
	return nil, index.Undefined("%q is no sum over units", string(m))
}

// filled multiplies terms by their weights and puts 0 where there is none.
func filled(terms []float64, weight func(i int) float64) []float64 {
	for i, v := range terms {
		if math.IsNaN(v) {
			terms[i] = 0
			continue
		}
		terms[i] = v * weight(i)
	}
	return terms
}

// Index returns the terms as an index of several values, one for each unit that has people, so that they can be drawn anew.
func (m Measure) Index() index.Index {
	parts := func(c index.Composition, _ index.Params) ([]index.Part, error) {
		terms, err := m.Of(c)
		if err != nil {
			return nil, err
		}
		out := make([]index.Part, len(terms))
		for i, v := range terms {
			out[i] = index.OfUnit(i, v)
		}
		return out, nil
	}
	ix := index.Index{ID: "contribution-" + string(m), Family: index.Segregation, Min: 0, Max: math.Inf(1)}
	if m == Dissimilarity {
		ix.Max, ix.TwoGroupParts = 1, parts
	} else {
		ix.MultiGroupParts = parts
	}
	return ix
}

// Ranks numbers values from 1 for the largest; equal values have the same number, and the next as many more as they are.
func Ranks(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	ranks := make([]int, len(values))
	for at, i := range order {
		ranks[i] = at + 1
		if at > 0 && values[order[at-1]] == values[i] {
			ranks[i] = ranks[order[at-1]]
		}
	}
	return ranks
}

// Few returns how many of the largest values make up at least a share of the sum, and which share that is. It is 0 where the sum is 0.
func Few(values []float64, share float64) (n int, of float64) {
	sorted := slices.Clone(values)
	slices.SortFunc(sorted, func(a, b float64) int { return cmp.Compare(b, a) })
	total := index.Total(sorted)
	if !(total > 0) {
		return 0, 0
	}
	sum := 0.0
	for i, v := range sorted {
		sum += v
		if sum >= share*total-1e-12*total {
			return i + 1, sum / total
		}
	}
	return len(sorted), 1
}
