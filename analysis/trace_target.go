package analysis

import (
	"fmt"
	"math"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// targetMeasures are the numbers of the progress towards a target.
var targetMeasures = []string{"value", "distance", "required", "pace", "projected"}

func (t *Tracer) targetAddresses() []string {
	var out []string
	for _, p := range t.res.Targets {
		for _, m := range targetMeasures {
			if m == "value" {
				m = ""
			}
			out = append(out, addressOf("target", p.Indicator.ID, PeriodWord(p.Spec.Period), Slug(p.Area.Name), string(p.Spec.Group), m))
		}
	}
	return out
}

func (t *Tracer) traceTarget(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g, period, measure := q.group(), q.period(), q.oneOf(targetMeasures...)
	area, ok := q.area(append([]indicators.Area{t.city}, t.districts...))
	if !ok {
		area = t.city
	}
	for i := range t.res.Targets {
		p := &t.res.Targets[i]
		if p.Indicator.ID == ind.ID && p.Spec.Group == g && p.Spec.Period == period && p.Area.ID() == area.ID() {
			return t.targetTrace(q.address, p, measure), nil
		}
	}
	return nil, q.unknown("the study has no such target")
}

// targetTrace traces one number of the progress towards a target.
func (t *Tracer) targetTrace(address string, p *TargetProgress, measure string) *Trace {
	out := &Trace{Address: address, Measure: measure, Indicator: p.Indicator.ID, Title: p.Indicator.Name, Group: p.Spec.Group, Area: p.Area, Period: p.Period}
	value := func() *Step {
		f := t.figuresOf(p.Indicator, p.Spec.Group, p.Period)
		return t.withLimits(p.Indicator, t.shownValue(p.Indicator, p.Spec.Group, f, t.districtAt(p.Area), p.Value))
	}
	about := &Step{Indicator: p.Indicator.ID, Group: p.Spec.Group, Area: p.Area, Period: p.Spec.Period}
	goal := about.like("target", fmt.Sprintf("%v, as the study sets it", p.Spec.Value), nil, func([]index.Estimate) index.Estimate { return alone(p.Spec.Value) })
	switch measure {
	case "value":
		out.value(p.Value, value)
	case "distance":
		out.difference(p.Distance, func() *Step {
			return about.like("distance", "value − target", inputs(value(), goal), func(es []index.Estimate) index.Estimate {
				return index.Estimate{Value: es[0].Value - es[1].Value, Lower: es[0].Lower - es[1].Value, Upper: es[0].Upper - es[1].Value}
			})
		})
	case "required":
		out.OK, out.Found, out.Reason = !math.IsNaN(p.Required), alone(p.Required), p.Reason
		if !out.OK && out.Reason == NoReason {
			out.Reason = TargetPassed // it is reached already
		}
		if out.OK {
			out.Step = about.like("required a year", fmt.Sprintf("(target − value) / %v years", p.Years), inputs(goal, value()), func(es []index.Estimate) index.Estimate {
				return alone((es[0].Value - es[1].Value) / p.Years)
			})
		}
	case "pace":
		out.difference(p.Pace, func() *Step { return t.paceOf(p) })
	case "projected":
		out.difference(p.Projected, func() *Step {
			formula := fmt.Sprintf("value + %v years × pace; both lower limits together, and both upper", p.Years)
			return about.like("projected", formula, inputs(value(), t.paceOf(p)), func(es []index.Estimate) index.Estimate { return projected(es[0], es[1], p.Years) })
		})
		if !out.OK && out.Reason == NoReason {
			out.Reason = TargetPassed
		}
	}
	return out
}

// projected is the sum of a value and of a pace in some years.
func projected(now, pace index.Estimate, years float64) index.Estimate {
	if math.IsNaN(now.Lower) {
		now.Lower, now.Upper = now.Value, now.Value
	}
	return index.Estimate{Value: now.Value + years*pace.Value, Lower: now.Lower + years*pace.Lower, Upper: now.Upper + years*pace.Upper}
}

// paceOf is the pace of the progress towards a target.
func (t *Tracer) paceOf(p *TargetProgress) *Step {
	c := t.courseOf(p.Indicator.ID, p.Spec.Group)
	of := &c.City
	if d := t.districtAt(p.Area); d >= 0 {
		of = &c.Areas[d]
	}
	return t.paceStep(c, &of.Segments[len(of.Segments)-1], p.Area, "change")
}

// ofTarget is a number of the target that a finding is about.
func ofTarget(measure string, keys ...string) findingTrace {
	return findingTrace{keys, func(t *Tracer, f *Finding) (*Trace, error) {
		area := f.Area
		if area == (indicators.Area{}) {
			area = t.city
		}
		for i := range t.res.Targets {
			p := &t.res.Targets[i]
			if p.Indicator.ID == f.Indicator && p.Spec.Group == f.Group && PeriodWord(p.Spec.Period) == f.Index && p.Area.ID() == area.ID() {
				return t.targetTrace("", p, measure), nil
			}
		}
		return nil, t.unknown(f.ID(), "the study has no such target")
	}}
}
