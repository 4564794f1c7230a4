package rate

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// Contrast is a difference with its standard error and the test that there is none: the score statistic and its two-sided
// probability by the normal distribution. What is not there is NaN; Level 0 says that there is no difference at all.
type Contrast struct {
	index.Estimate
	SE, Z, P float64
}

// partWhole returns what each unit differs from all other units together by. With city, it is what it differs by from all units
// together, itself among them.
//
// A unit holds a share s of the population of the city and its figure p is part of the city's, P = s p + (1 − s) r with r
// the figure of the rest. So p − P = (1 − s)(p − r): the difference from the city is that from the rest, drawn towards zero by
// what the unit has in common with the city, and every limit and standard error with it. The covariance of part and whole,
// s Var(p), is in this exactly: Var(p − P) = (1 − 2s) Var(p) + Var(P) = (1 − s)² (Var(p) + Var(r)).
func (k Kind) partWhole(e index.Events, city bool, multiplier, level float64) ([]Contrast, error) {
	e.Reference = -1
	if err := k.check(e, multiplier, level); err != nil {
		return nil, err
	}
	o, err := against(e)
	if err != nil {
		return nil, err
	}
	byars := byarsAt(level)
	out := make([]Contrast, len(e.Count))
	for i, x1 := range e.Count {
		out[i] = Contrast{undefined, math.NaN(), math.NaN(), math.NaN()}
		x2, n2, ok := o.of(i)
		if !ok {
			continue
		}
		n1 := e.Population[i]
		if k == Persons {
			x2 = min(x2, n2) // fractions may not add up exactly
		}
		p1, p2 := x1/n1, x2/n2
		l1, u1 := k.limits(x1, n1, byars)
		l2, u2 := k.limits(x2, n2, byars)
		lower, upper := MOVERDifference(p1, l1, u1, p2, l2, u2)
		scale := multiplier
		if city {
			scale *= n2 / (n1 + n2)
		}
		c := Contrast{Estimate: estimate((p1-p2)*scale, lower*scale, upper*scale, level)}
		c.SE = math.Sqrt(k.variance(p1)/n1+k.variance(p2)/n2) * scale
		c.Z, c.P = k.Score(x1, n1, x2, n2)
		if c.Level != 0 {
			out[i] = c
		}
	}
	return out, nil
}

// variance returns the variance of one person's count where p is expected.
func (k Kind) variance(p float64) float64 {
	if k == Persons {
		return p * (1 - p)
	}
	return p
}

// ofContrasts returns the parts of units with a contrast: the difference with its standard error and limits, the statistic and
// its probability.
func ofContrasts(contrasts []Contrast) []index.Part {
	parts := make([]index.Part, 0, 3*len(contrasts))
	for i, c := range contrasts {
		if c.Level == 0 {
			continue
		}
		difference := index.OfUnit(i, c.Value)
		difference.Name, difference.Estimate = "difference", c.Estimate
		if math.Abs(c.SE) <= math.MaxFloat64 {
			difference.SE = c.SE
		}
		parts = append(parts, difference)
		parts = appendNamed(parts, i, "z", c.Z)
		parts = appendNamed(parts, i, "p-value", c.P)
	}
	return parts
}

// appendNamed adds a part of a unit, unless its value is not finite.
func appendNamed(parts []index.Part, unit int, name string, value float64) []index.Part {
	if !(math.Abs(value) <= math.MaxFloat64) {
		return parts
	}
	p := index.OfUnit(unit, value)
	p.Name = name
	return append(parts, p)
}
