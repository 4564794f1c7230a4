package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var relativeConcentrationMatrix = index.Index{
	ID:      "relative-concentration-matrix",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Relativ koncentration mellan par av grupper", En: "Relative concentration between pairs of groups"},
	Formula: "RCO_ab = [(Σ_i n_ia a_i/N_a)/(Σ_i n_ib a_i/N_b) − 1]/(S₁/S₂ − 1), S₁ and S₂ over everybody in the smallest and the largest units",
	Source:  "Massey & Denton 1988, Social Forces 67, 281–315; Tivadar 2019, Journal of Statistical Software 89(7)",
	Min:     math.Inf(-1),
	Max:     math.Inf(1),
	Params:  []index.Param{largestHold},
	Reading: lang.Text{
		Sv: "Den relativa koncentrationen är %s: över 0 bor den första gruppen i mindre enheter än den andra, under 0 i större.",
		En: "The relative concentration is %s: above 0 the first group lives in smaller units than the second, below 0 in larger.",
	},
	Caveat: lang.Text{
		Sv: "Gränsen 1 beror på hur många alla grupper är tillsammans: en grupp till i jämförelsen ändrar talen för de andra.",
		En: "The limit of 1 depends on how many all groups are together: one more group in the comparison changes the numbers of the others.",
	},
	Needs:      "counts of two groups or more in each unit, with people in at least two of them, and areas of units that are not all the same",
	Reads:      index.Areas,
	Programs:   []string{"OasisR: RCO"},
	Properties: index.Permutation | index.Scale | index.GroupSwap,
	MultiGroupParts: func(c index.Composition, p index.Params) ([]index.Part, error) {
		matrix, err := RelativeConcentrationMatrix(c, largestHold.From(p) == 1)
		var parts []index.Part
		for a, row := range matrix {
			for b, v := range row {
				if !math.IsNaN(v) {
					parts = append(parts, index.OfPair(a, b, v))
				}
			}
		}
		return parts, err
	},
}

// RelativeConcentrationMatrix returns, in row a and column b, [RelativeConcentration] of group a against group b, where units are filled
// with the people of all groups. With two groups it is that index and its reverse. The diagonal, and pairs for which it is undefined,
// are NaN.
//
// It is undefined when fewer than two groups have people, areas are unknown, or no pair has a value.
func RelativeConcentrationMatrix(c index.Composition, others bool) ([][]float64, error) {
	N, _, err := multigroup(c, 2)
	if err != nil {
		return nil, err
	}
	area, err := areas(c)
	if err != nil {
		return nil, err
	}
	t := unitTotals(c)
	matrix := make([][]float64, len(N))
	var undefined error
	defined := false
	for a, x := range c.Counts {
		matrix[a] = make([]float64, len(N))
		for b, y := range c.Counts {
			matrix[a][b] = math.NaN()
			if a == b || N[a] == 0 || N[b] == 0 {
				continue
			}
			second := N[a]
			if others {
				second = N[b]
			}
			v, err := relativelyConcentrated(x, y, t, area, N[a], N[b], second)
			if err != nil {
				undefined = err
				continue
			}
			matrix[a][b], defined = v, true
		}
	}
	if !defined {
		return nil, undefined
	}
	return matrix, nil
}
