package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// placeOfFinding traces the place of a district that is surely first or last.
func (t *Tracer) placeOfFinding(f *Finding) (*Trace, error) {
	c := &t.res.Comparisons[f.Comparison]
	return t.ofDistricts(c, "place", "1 + the number of districts that are surely better; 1 is the best", func(values []AreaValue) float64 {
		s := t.shrinkage(c, t.o.AreaLevel, values)
		for _, a := range t.ranking(c, values, &s).Areas {
			if a.Area.ID() == f.Area.ID() {
				return float64(a.Highest)
			}
		}
		return math.NaN()
	}), nil
}

// chanceOfFinding traces how much of the spread between districts chance makes.
func (t *Tracer) chanceOfFinding(f *Finding) (*Trace, error) {
	c := &t.res.Comparisons[f.Comparison]
	return t.ofDistricts(c, "share of chance", "Σ p (1 − p) s² / Σ p (y − μ)², with p the share of the persons and s² the variance of chance", func(values []AreaValue) float64 {
		var vs []Value
		for _, v := range values {
			vs = append(vs, v.Value)
		}
		if n := gather(c.Indicator, vs).noiseParts(c.Indicator); n != nil {
			return n.Chance
		}
		return math.NaN()
	}), nil
}

// ofDistricts traces a number that follows from the values of all districts that have one.
func (t *Tracer) ofDistricts(c *Comparison, name, formula string, number func([]AreaValue) float64) *Trace {
	now := t.figuresOf(c.Indicator, c.Group, c.Period)
	var of []traced
	var in []StepInput
	var shown []AreaValue
	for d, area := range c.Areas {
		if area.Value.OK {
			v := t.shownValue(c.Indicator, c.Group, now, d, area.Value)
			of, in = append(of, v), append(in, inputs(v.steps()...)...)
			shown = append(shown, AreaValue{Area: area.Area})
		}
	}
	about := &Step{Indicator: c.Indicator.ID, Group: c.Group, Period: c.Period}
	step := about.like(name, formula, in, func(es []index.Estimate) index.Estimate {
		again := make([]AreaValue, len(of))
		for i, v := range of {
			again[i].Area = shown[i].Area
			again[i].Value, es = v.again(es)
		}
		return alone(number(again))
	})
	return &Trace{Measure: name, Indicator: c.Indicator.ID, Title: c.Indicator.Name, Group: c.Group, Period: c.Period, Step: step}
}
