package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var segregationCurve = index.Index{
	ID:      "segregation-curve",
	Family:  index.Segregation,
	Name:    lang.Text{Sv: "Segregationskurva", En: "Segregation curve"},
	Formula: "F(Σ_{j≤i} y_j/Y) = Σ_{j≤i} x_j/X, units by ascending p_i",
	Source:  "Duncan & Duncan 1955, American Sociological Review 20, 210–217",
	Min:     0,
	Max:     1,
	Reading: lang.Text{
		Sv: "Segregationskurvan går genom %s: så stor andel av gruppen bor i de enheter där den är som mest sällsynt.",
		En: "The segregation curve passes through %s: the share of the group that lives in the units where it is scarcest.",
	},
	Caveat: lang.Text{
		Sv: "Två kurvor som korsar varandra går inte att ordna: olika index rangordnar då städerna olika.",
		En: "Two curves that cross have no order: different indices then rank the cities differently.",
	},
	Needs:      "counts of two groups in each unit, with people in both groups",
	Programs:   []string{"R segregation: segcurve", "Stata: dicseg"},
	Properties: index.Permutation | index.Scale,
	TwoGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
		others, group, err := SegregationCurve(c)
		if err != nil {
			return nil, err
		}
		parts := make([]index.Part, len(others))
		for i, at := range others {
			parts[i] = index.OfPoint("", at, group[i])
		}
		return parts, nil
	},
}

// SegregationCurve returns the points of the curve that shows which share of the group of interest lives in the units
// where its share is smallest: others[j] is the cumulative share of the second group over units by ascending p_i, group[j]
// that of the first. Both begin at 0 and end at 1; units of equal p_i are one point. The curve is the diagonal when all
// units have one composition, and 1 minus twice the area below it is [Gini].
//
// It is undefined when either group is empty.
func SegregationCurve(c index.Composition) (others, group []float64, err error) {
	x, y, X, Y, err := twoGroups(c)
	if err != nil {
		return nil, nil, err
	}
	others, group = make([]float64, 1, len(x)+1), make([]float64, 1, len(x)+1)
	var sumX, sumY index.Sum
	last := math.NaN()
	for _, u := range byShare(x, y) {
		sumX, sumY = sumX.Plus(x[u.unit]/X), sumY.Plus(y[u.unit]/Y)
		if !(u.p <= last*(1+1e-14)) { // shares that rounding alone tells apart are one
			others, group = append(others, 0), append(group, 0)
			last = u.p
		}
		at := len(others) - 1
		others[at], group[at] = min(sumY.Value(), 1), min(sumX.Value(), 1)
	}
	others[len(others)-1], group[len(group)-1] = 1, 1
	return others, group, nil
}
