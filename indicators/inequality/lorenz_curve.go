package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var curvePoints = index.Param{
	Name: "points", Default: 10, Min: 1, Max: 1000, Whole: true,
	Doc: "equal parts that the persons are divided into; 10 gives tenths",
}

var lorenzCurve = index.Index{
	ID:      "lorenz-curve",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Lorenzkurva", En: "Lorenz curve"},
	Formula: "L(p) = (1/μ) ∫ Q(q) dq from 0 to p, with Q(q) the value at the share q of the persons, from the lowest",
	Source:  "Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. Publications of the American Statistical Association 9(70), 209–219; Gastwirth, J. L. (1971). Econometrica 39(6), 1037–1039.",
	Min:     0, Max: 1,
	Params: []index.Param{curvePoints, index.Level},
	Reading: lang.Text{
		Sv: "De som har minst, upp till den delen av personerna, har andelen %s av det hela.",
		En: "Those who have least, up to that part of the persons, have the share %s of the whole.",
	},
	Caveat: lang.Text{
		Sv: "Två kurvor som korsar varandra går inte att rangordna utan ett index, och olika index kan då ge olika svar.",
		En: "Two curves that cross cannot be ranked without an index, and different indices may then give different answers.",
	},
	Needs:      "values of at least 0 that are not all zero",
	Programs:   []string{"PySAL inequality: lorenz_curve", "ineq: Lc", "IC2: curveLorenz"},
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		points, err := LorenzCurve(d, int(curvePoints.From(p)))
		if err != nil {
			return nil, err
		}
		weight, mean, err := relative(d)
		if err != nil {
			return nil, err
		}
		units := ascending(d)
		parts := curve(points)
		for k := 1; k+1 < len(parts); k++ { // the ends of the curve are fixed
			q, held := percentile(units, 100*parts[k].At, weight), parts[k].Value
			// But for a constant, the influence of x on the curve is −[max(0, Q − x) + L x]/μ.
			i, err := interval(units, p, held, 0, 1, func(_ int, x float64) float64 {
				return (math.Max(0, q-x) + float64(held*x)) / mean
			})
			if err == nil {
				parts[k].SE, parts[k].Lower, parts[k].Upper, parts[k].Level = i.SE, i.Lower, i.Upper, index.Level.From(p)
			}
		}
		return parts, nil
	},
}

// LorenzCurve returns the Lorenz curve of d at 0, 1/n, 2/n, …, 1 of the persons: what share of the total those hold who have least. A
// person or head count across a point is divided at it, so that the curve is straight between persons; it does not depend on whether
// persons or head counts are given.
//
// It is undefined for negative values, a mean of zero and fewer than one part.
func LorenzCurve(d index.Distribution, n int) ([]CurvePoint, error) {
	weight, mean, err := relative(d)
	if err != nil {
		return nil, err
	}
	points, err := heldUpTo(d, n)
	if err != nil {
		return nil, err
	}
	for k := range points {
		points[k].Held = math.Min(1, points[k].Held/weight/mean)
	}
	points[n].Held = 1
	return points, nil
}

// heldUpTo returns what those hold together who have least, up to 0, 1/n, 2/n, …, 1 of the persons.
func heldUpTo(d index.Distribution, n int) ([]CurvePoint, error) {
	if n < 1 {
		return nil, index.Undefined("%d parts; there must be at least 1", n)
	}
	units := ascending(d)
	var weight, people, held index.Sum
	for _, u := range units {
		weight = weight.Plus(u.weight)
	}
	points := []CurvePoint{{}}
	k := 0
	for j := 1; j <= n; j++ {
		at := float64(j) / float64(n)
		for k < len(units)-1 && people.Value()+units[k].weight <= at*weight.Value() {
			people, held = people.Plus(units[k].weight), held.Plus(units[k].weight*units[k].value)
			k++
		}
		part := math.Max(0, math.Min(units[k].weight, float64(at*weight.Value())-people.Value()))
		points = append(points, CurvePoint{at, held.Value() + float64(part*units[k].value)})
	}
	return points, nil
}

// curve returns points as parts.
func curve(points []CurvePoint) []index.Part {
	parts := make([]index.Part, 0, len(points))
	for _, p := range points {
		parts = append(parts, index.OfPoint("", p.Persons, p.Held))
	}
	return parts
}
