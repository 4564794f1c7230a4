package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// funnelMeasures are the numbers of an area in a funnel: its value with the limits of the funnel there, and how many standard errors it lies from the city.
var funnelMeasures = []string{"inner", "outer", "wide_inner", "wide_outer", "z", "wide_z"}

func (t *Tracer) funnelAddresses() []string {
	var out []string
	for _, f := range t.res.Funnels {
		for _, a := range f.Areas {
			at := addressOf("funnel", f.Indicator.ID, Slug(a.Area.Name), string(f.Group))
			out = append(out, numbersAt(at, funnelMeasures)...)
		}
	}
	return out
}

func (t *Tracer) traceFunnel(q *query) (*Trace, error) {
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g, measure := q.group(), q.oneOf(funnelMeasures...)
	area, ok := q.area(t.districts)
	i := slices.IndexFunc(t.res.Funnels, func(f Funnel) bool { return f.Indicator.ID == ind.ID && f.Group == g })
	switch {
	case i < 0:
		return nil, q.unknown("no funnel is of that indicator and group")
	case !ok:
		return nil, q.unknown("no area of the funnel has that name or code")
	}
	f := &t.res.Funnels[i]
	out := &Trace{Address: q.address, Measure: measure, Indicator: ind.ID, Title: ind.Name, Group: g, Area: area, Period: f.Period, Reason: f.Reason}
	found := f.number(area, measure)
	switch {
	case !math.IsNaN(found.Value) && (measure == "z" || measure == "wide_z" || !math.IsNaN(found.Lower)):
		out.OK, out.Found, out.Reason = true, found, NoReason
		out.Step = t.funnelStep(f, area, measure)
	case out.Reason == NoReason:
		if c := t.comparisonOf(ind.ID, g); c != nil {
			out.Reason = c.Areas[t.districtAt(area)].Value.Reason
		}
		if out.Reason == NoReason {
			out.Reason = Undefined
		}
	}
	return out, nil
}

// number returns one of the funnelMeasures of an area, NaN where there is none.
func (f *Funnel) number(area indicators.Area, measure string) index.Estimate {
	i := slices.IndexFunc(f.Areas, func(a FunnelArea) bool { return a.Area.ID() == area.ID() })
	if i < 0 {
		return alone(math.NaN())
	}
	a := f.Areas[i]
	within := func(b Band) index.Estimate { return index.Estimate{Value: a.Value, Lower: b.Lower, Upper: b.Upper} }
	switch measure {
	case "outer":
		return within(a.Outer)
	case "wide_inner":
		return within(a.WideInner)
	case "wide_outer":
		return within(a.WideOuter)
	case "z":
		return alone(a.Z)
	case "wide_z":
		return alone(a.WideZ)
	}
	return within(a.Inner)
}

func (t *Tracer) funnelStep(f *Funnel, area indicators.Area, measure string) *Step {
	c := t.comparisonOf(f.Indicator.ID, f.Group)
	col := t.columnOf(c, t.o.AreaLevel)
	city := t.current(c, inCity)
	formula := map[string]string{
		"inner":      "the value with the limits at the usual level around the city's that chance makes in so many persons",
		"outer":      "the value with the limits at the strict level around the city's that chance makes in so many persons",
		"wide_inner": "the value with the limits at the usual level around the city's that chance and the areas' own spread make",
		"wide_outer": "the value with the limits at the strict level around the city's that chance and the areas' own spread make",
		"z":          "standard errors from the city's value, by chance alone",
		"wide_z":     "standard errors from the city's value, with the areas' own spread",
	}[measure] + " (Spiegelhalter 2005)"
	about := &Step{Indicator: f.Indicator.ID, Group: f.Group, Area: area, Period: f.Period}
	return about.like(measure, formula, append(inputs(city.steps()...), col.inputs()...), func(es []index.Estimate) index.Estimate {
		again := Comparison{Indicator: c.Indicator, Group: c.Group, Period: c.Period}
		again.City, es = city.again(es)
		for _, a := range col.again(es) {
			again.Areas = append(again.Areas, AreaComparison{Area: a.Area, Value: a.Value})
		}
		if col.funnel == nil {
			funnel := t.funnel(&again)
			col.funnel = &funnel
		}
		return col.funnel.number(area, measure)
	})
}
