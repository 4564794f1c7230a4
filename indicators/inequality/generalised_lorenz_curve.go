package inequality

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var generalisedLorenzCurve = index.Index{
	ID:      "generalised-lorenz-curve",
	Family:  index.Inequality,
	Name:    lang.Text{Sv: "Generaliserad Lorenzkurva", En: "Generalised Lorenz curve"},
	Formula: "GL(p) = μ L(p) = ∫ Q(q) dq from 0 to p, with Q(q) the value at the share q of the persons, from the lowest",
	Source:  "Shorrocks, A. F. (1983). Ranking income distributions. Economica 50(197), 3–17.",
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{curvePoints, index.Level},
	Reading: lang.Text{
		Sv: "De som har minst, upp till den delen av personerna, har tillsammans %s per person av alla.",
		En: "Those who have least, up to that part of the persons, have together %s per person of all.",
	},
	Caveat: lang.Text{
		Sv: "Visar nivå och fördelning på en gång: en högre kurva kan bero på mer att dela, inte på jämnare fördelning.",
		En: "Shows level and distribution at once: a higher curve may come from more to share, not from sharing more equally.",
	},
	Needs:      "values",
	Programs:   []string{"ineq: Lc"},
	Properties: index.Permutation | index.WeightsScale,
	UnequalParts: func(d index.Distribution, p index.Params) ([]index.Part, error) {
		points, err := GeneralisedLorenzCurve(d, int(curvePoints.From(p)))
		if err != nil {
			return nil, err
		}
		units := ascending(d)
		var weight index.Sum
		for _, u := range units {
			weight = weight.Plus(u.weight)
		}
		parts := curve(points)
		for k := 1; k < len(parts); k++ {
			q, inf := percentile(units, 100*parts[k].At, weight.Value()), math.Inf(1)
			// But for a constant, the influence of x on the curve is −max(0, Q − x), or x at the end, where all are counted.
			i, err := interval(units, p, parts[k].Value, -inf, inf, func(_ int, x float64) float64 {
				if k+1 == len(parts) {
					return x
				}
				return math.Max(0, q-x)
			})
			if err == nil {
				parts[k].SE, parts[k].Lower, parts[k].Upper, parts[k].Level = i.SE, i.Lower, i.Upper, index.Level.From(p)
			}
		}
		return parts, nil
	},
}

// GeneralisedLorenzCurve returns the curve of Shorrocks (1983) of d at 0, 1/n, 2/n, …, 1 of the persons: what those hold together who have
// least, per person of all, in the unit of the values. It ends at the mean. Where one distribution's curve lies above another's it has the
// higher welfare for everyone who prefers more and more equal. Values may be negative. It is undefined for fewer than one part.
//
// L.general of ineq's Lc is multiplied by the mean of n·x, which with weights is no mean of x: for 100 and 300 with weights 3 and 1 it ends
// at 300, where the four persons have 150 on average.
func GeneralisedLorenzCurve(d index.Distribution, n int) ([]CurvePoint, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	points, err := heldUpTo(d, n)
	if err != nil {
		return nil, err
	}
	var weight index.Sum
	for i := range d.Values {
		weight = weight.Plus(d.Weight(i))
	}
	for k := range points {
		points[k].Held /= weight.Value()
		if !finite(points[k].Held) {
			return nil, index.Undefined("the numbers are too large to add up")
		}
	}
	return points, nil
}
