package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var concentrationCurve = index.Index{
	ID:      "concentration-curve",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Koncentrationskurva", En: "Concentration curve"},
	Formula: "L(F) = Σ wi yi / Σ w y over the lowest ranked, F being their share of the persons",
	Source:  "Kakwani, N. C. (1977). Applications of Lorenz curves in economic analysis. Econometrica 45(3), 719–727; O'Donnell, O. et al. (2008). Analyzing Health Equity Using Household Survey Data. World Bank, chapter 7.",
	Min:     0, Max: 1,
	Reading: lang.Text{
		Sv: "De lägst rankade har andelen %s av det hela.",
		En: "Those ranked lowest hold the share %s of the whole.",
	},
	Caveat: lang.Text{
		Sv: "En kurva som korsar diagonalen kan ge koncentrationsindex 0 fast det är ojämnt: se på kurvan.",
		En: "A curve that crosses the diagonal may give a concentration index of 0 though things are uneven: look at the curve.",
	},
	Reads:      index.Order,
	Needs:      "values of at least 0 that are not all zero, and their ranks",
	Programs:   []string{"IC2: curveConcent", "rineq: plot"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, _ index.Params) ([]index.Part, error) {
		points, err := ConcentrationCurve(d)
		if err != nil {
			return nil, err
		}
		return curve(points), nil
	},
}

// CurvePoint is a point of a concentration curve: what share of the whole a share of the persons, the lowest ranked, hold.
type CurvePoint struct{ Persons, Held float64 }

// ConcentrationCurve returns the concentration curve of the values of d in the order of d.Rank, lowest first: (0, 0), a point after
// each rank, and (1, 1). It is straight between its points. Where the ranks are those of the values it is the Lorenz curve; unlike that it
// may lie above the diagonal, or cross it.
//
// Those of one rank make one point: the order of their rows does not matter. It is undefined for negative values, a mean of zero and
// without ranks.
func ConcentrationCurve(d index.Distribution) ([]CurvePoint, error) {
	r, err := rank(d)
	if err != nil {
		return nil, err
	}
	if err := r.relative(); err != nil {
		return nil, err
	}
	points := make([]CurvePoint, 1, len(r.places)+1)
	var held index.Sum
	for k, p := range r.places {
		held = held.Plus(p.share * p.value)
		if k+1 < len(r.places) && r.places[k+1].below == p.below {
			continue
		}
		point := CurvePoint{math.Min(1, p.below+p.tied), math.Min(1, held.Value()/r.mean)}
		if k+1 == len(r.places) {
			point = CurvePoint{1, 1}
		}
		points = append(points, point)
	}
	return points, nil
}
