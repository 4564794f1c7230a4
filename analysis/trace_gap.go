package analysis

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// The steps of gaps between groups.
const (
	gapName     = "gap"
	restGapName = "gap in the rest of the city"
)

// gapOf returns the comparisons of the two groups of a finding.
func (t *Tracer) gapOf(f *Finding) (group, reference *Comparison, err error) {
	group, reference = &t.res.Comparisons[f.Comparison], t.comparisonOf(f.Indicator, f.Reference)
	if reference == nil || reference.Period != group.Period {
		return nil, nil, fmt.Errorf("finding %s: the results do not have the group %s", f.ID(), f.Reference)
	}
	return group, reference, nil
}

// referenceOfFinding traces the value of the group that others are compared with.
func (t *Tracer) referenceOfFinding(f *Finding) (*Trace, error) {
	_, c, err := t.gapOf(f)
	if err != nil {
		return nil, err
	}
	return t.comparisonTrace("", c, t.city, "value", t.o.Level)
}

// gapOfFinding traces the gap between two groups in the place of a finding.
func (t *Tracer) gapOfFinding(f *Finding) (*Trace, error) {
	return t.gapTrace(f, "difference", func(c, r *Comparison) *Step { return t.gapStep(c, r, f) })
}

// gapOfRest traces the gap between them in the rest of the city.
func (t *Tracer) gapOfRest(f *Finding) (*Trace, error) {
	return t.gapTrace(f, "rest", func(c, r *Comparison) *Step { return t.restGapStep(c, r, f) })
}

// gapAgainst traces how the two gaps differ.
func (t *Tracer) gapAgainst(f *Finding) (*Trace, error) {
	return t.gapTrace(f, "against", func(c, r *Comparison) *Step {
		own, rest := t.gapStep(c, r, f), t.restGapStep(c, r, f)
		own.Shown, rest.Shown = true, true
		about := &Step{Indicator: c.Indicator.ID, Group: c.Group, Area: f.Area, Period: c.Period}
		return about.like("difference of gaps", gapName+" − "+restGapName+"; limits by MOVER (Zou and Donner 2008)",
			[]StepInput{{1, own}, {1, rest}}, func(es []index.Estimate) index.Estimate {
				d := differenceOfDifferences(computed(es[0], f.Certainty), computed(es[1], f.Certainty))
				return bare(d.Estimate, d.Interval)
			})
	})
}

// computed is a contrast from the numbers of a step.
func computed(e index.Estimate, level float64) Difference {
	e.Level = level
	return Difference{Estimate: e, OK: true, Interval: !math.IsNaN(e.Lower) && !math.IsNaN(e.Upper)}
}

func (t *Tracer) gapTrace(f *Finding, measure string, step func(c, r *Comparison) *Step) (*Trace, error) {
	c, r, err := t.gapOf(f)
	if err != nil {
		return nil, err
	}
	return &Trace{Measure: measure, Indicator: c.Indicator.ID, Title: c.Indicator.Name, Group: c.Group, Area: f.Area, Period: c.Period, Step: step(c, r)}, nil
}

// gapStep is the gap in the city, or in the district of the finding.
func (t *Tracer) gapStep(c, r *Comparison, f *Finding) *Step {
	d := t.districtAt(f.Area)
	value := func(c *Comparison) traced {
		shown := c.City
		if d >= 0 {
			shown = c.Areas[d].Value
		}
		return t.shownValue(c.Indicator, c.Group, t.figuresOf(c.Indicator, c.Group, c.Period), d, shown)
	}
	return t.contrast(c.Indicator, gapName, value(c), value(r), f.Certainty, difference)
}

// restGapStep is the gap in the city without the district of the finding.
func (t *Tracer) restGapStep(c, r *Comparison, f *Finding) *Step {
	d := t.districtAt(f.Area)
	rest := func(c *Comparison) traced {
		now := t.figuresOf(c.Indicator, c.Group, c.Period)
		w := t.restStep(c.Indicator, c.Group, now, d,
			t.shownValue(c.Indicator, c.Group, now, inCity, c.City), t.shownValue(c.Indicator, c.Group, now, d, c.Areas[d].Value))
		if w.value != nil && c.Areas[d].Rest.OK {
			w.value.Shown = true
		}
		return w
	}
	return t.contrast(c.Indicator, restGapName, rest(c), rest(r), f.Certainty, difference)
}
