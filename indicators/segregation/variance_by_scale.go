package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var varianceByScale = index.Index{
	ID:      "variance-by-scale",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Variansen efter skala", En: "Variance by scale"},
	Formula: "η² = Σ_l Σ_a T_a (p_a − p_above)² / (T P(1 − P)) over the areas a of each level l; beyond chance: σ_l²/(Σ σ_l² + σ_e²), by Henderson's method 1",
	Source:  "Massey & Denton 1988, Social Forces 67, 281–315 (η²); Henderson 1953, Biometrics 9, 226–252 (method 1); on scale: Leckie, Pillinger, Jones & Goldstein 2012, Journal of Educational and Behavioral Statistics 37, 3–30; Harris 2017, Transactions of the Institute of British Geographers 42, 432–444",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Delen är %s av variansen i vem som tillhör gruppen: delarna för alla nivåer blir tillsammans korrelationskvoten.",
		En: "The part is %s of the variance in who belongs to the group: the parts of all levels add up to the correlation ratio.",
	},
	Caveat: lang.Text{
		Sv: "Slumpen ensam skiljer små enheter åt: jämför nivåer med delarna bortom slumpen. De är skattningar, osäkra när en nivå har få områden.",
		En: "Chance alone sets small units apart: compare levels by the parts beyond chance. These are estimates, unsure where a level has few areas.",
	},
	Larger:     index.Larger{Units: true},
	Needs:      "counts of two groups in each unit, with people in both groups, and larger units",
	Properties: index.Permutation | index.GroupSwap,
	TwoGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		v, err := VarianceByScale(c)
		if err != nil {
			return nil, err
		}
		parts := []index.Part{index.About("total", v.Total)}
		for l, share := range v.Terms {
			parts = append(parts, index.About(termName(l, len(v.Terms)-1), share))
		}
		for l, share := range v.BeyondChance {
			parts = append(parts, index.About(termName(l, len(v.Terms)-1)+", beyond chance", share))
		}
		return parts, nil
	},
}

// ScaleVariance is how much of the variance in who belongs to a group lies at each scale.
type ScaleVariance struct {
	Total float64   // the correlation ratio η² of the units
	Terms []float64 // [l] lies between the areas of level l within those of level l − 1, the last between units; they add up to Total

	// BeyondChance[l] is the share of a level in the variance of the model behind the counts. Nil where chance cannot be told from it.
	BeyondChance []float64
}

// VarianceByScale takes [CorrelationRatio] apart by the levels of c.Within, the largest first, and says how much of it is more than chance.
//
// The terms are an analysis of variance of persons, 1 in the group and 0 outside it: sums of squares between the areas of a level within those of
// the level above, as shares of all. They add up exactly, but even persons who are dealt out at random make small units differ.
//
// Beyond chance are the variance components of the model p_person = P + u_district + u_unit + e with an effect for each level, estimated from the same
// sums of squares by what they are expected to be (Henderson's method 1: the moments of unbalanced nested data, in closed form and without a
// distribution for the effects), each as a share of their sum with that of persons within units. A negative estimate, which says that a level differs
// less than chance would make it, is 0. They are nil when units have one person each, and a level whose areas are the same as those above has 0.
//
// Leckie et al. model the logarithm of the odds, with normal effects, by Markov chains; Harris's MLID takes the difference x_i/X − y_i/Y of units alike by
// restricted maximum likelihood. Both answer the same question on another scale: compare shares of levels with theirs, not values.
//
// It is undefined when either group is empty, without larger units, and when a larger unit lies in two of the level before.
func VarianceByScale(c index.Composition) (ScaleVariance, error) {
	_, _, X, Y, err := twoGroups(c)
	if err != nil {
		return ScaleVariance{}, err
	}
	if len(c.Within) == 0 {
		return ScaleVariance{}, index.Undefined("needs larger units, to tell scales apart")
	}
	T := X + Y
	ns, err := nest(c, []float64{X, Y}, T)
	if err != nil {
		return ScaleVariance{}, err
	}
	levels := len(ns.tables) - 1
	squares, areas := make([]float64, levels), make([]float64, levels+1)
	for l, t := range ns.tables {
		for a, n := range t.totals {
			if n > 0 {
				areas[l]++
				if l > 0 {
					up := ns.tables[l-1]
					d := t.counts[0][a]/n - up.counts[0][t.above[a]]/up.totals[t.above[a]]
					squares[l-1] += float64(n / T * d * d)
				}
			}
		}
	}
	out := ScaleVariance{Terms: make([]float64, levels)}
	all := X / T * (Y / T)
	for l, s := range squares {
		if out.Terms[l], err = within(0, s/all, 1); err != nil {
			return ScaleVariance{}, err
		}
		out.Total += out.Terms[l]
	}
	out.Total = min(out.Total, 1)
	out.BeyondChance = ns.beyondChance(squares, areas)
	return out, nil
}

// beyondChance returns the variance of each level as a share of all, by its sum of squares per person and the number of its areas.
func (ns nesting) beyondChance(squares, areas []float64) []float64 {
	levels := len(squares)
	T := ns.tables[0].totals[0]
	if !(T-areas[levels] > 1e-9*T) {
		return nil // no two persons in a unit
	}
	var inside index.Sum
	units := ns.tables[levels]
	for a, n := range units.totals {
		if n > 0 {
			inside = inside.Plus(units.counts[0][a] / T * (units.counts[1][a] / n))
		}
	}
	persons := inside.Value() / (1 - areas[levels]/T)
	variance := make([]float64, levels)
	sum := persons
	for l := levels - 1; l >= 0; l-- {
		// What the squares are expected to hold of the variances below, and of this one.
		left := squares[l] - persons*(areas[l+1]-areas[l])/T
		for m := levels - 1; m > l; m-- {
			left -= float64(variance[m] * ns.weight(l+1, m+1))
		}
		if own := ns.weight(l+1, l+1); own > 1e-12 {
			variance[l] = left / own
		}
	}
	for l, v := range variance {
		variance[l] = max(0, v)
		sum += variance[l]
	}
	if !(sum > 0) || math.IsInf(sum, 0) {
		return nil
	}
	for l := range variance {
		variance[l] = min(variance[l]/sum, 1)
	}
	return variance
}

// weight returns how much of the variance between the areas of table m the squares between those of table l hold, per person: Σ_b n_b² (1/n_l(b) −
// 1/n_{l−1}(b))/T over the areas b of table m, n_l(b) being the people of the area of table l that b lies in.
func (ns nesting) weight(l, m int) float64 {
	T := ns.tables[0].totals[0]
	var sum index.Sum
	for b, n := range ns.tables[m].totals {
		if n == 0 {
			continue
		}
		at := b
		for k := m; k > l; k-- {
			at = ns.tables[k].above[at]
		}
		here := ns.tables[l].totals[at]
		above := ns.tables[l-1].totals[ns.tables[l].above[at]]
		sum = sum.Plus(n / T * (n/here - n/above))
	}
	return sum.Value()
}
