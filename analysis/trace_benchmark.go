package analysis

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// benchmarkMeasures are the numbers of an area beside what it is compared with.
var benchmarkMeasures = []string{"difference", "value", "reference", "ratio", "effect"}

func (t *Tracer) benchmarkAddresses() []string {
	var out []string
	for i := range t.res.Benchmarks {
		b := &t.res.Benchmarks[i]
		if b.Benchmark.Kind == RestOfCity { // comparison/… has the same
			continue
		}
		for _, a := range b.Areas {
			at := addressOf("benchmark", b.Benchmark.ID(), b.Indicator.ID, Slug(a.Area.Name), b.other(), string(b.Group))
			out = append(out, at, at+"/ratio", at+"/effect")
			if b.Reference.ID() != t.city.ID() && t.districtAt(b.Reference) < 0 { // comparison/… has values within the city
				out = append(out, at+"/value", at+"/reference")
			}
		}
	}
	return out
}

// other is the second area of an address where districts are compared with one another.
func (b *BenchmarkComparison) other() string {
	if b.Benchmark.Kind == AllOthers {
		return Slug(b.Reference.Name)
	}
	return ""
}

func (t *Tracer) traceBenchmark(q *query) (*Trace, error) {
	against := q.first()
	ind, err := q.indicatorOf()
	if err != nil {
		return nil, err
	}
	g, measure := q.group(), q.oneOf(benchmarkMeasures...)
	area, ok := q.area(append([]indicators.Area{t.city}, t.districts...))
	if !ok {
		return nil, q.unknown("no area that is compared has that name or code")
	}
	var other indicators.Area
	if against == string(AllOthers) {
		if other, ok = q.area(t.districts); !ok {
			return nil, q.unknown("the address of two districts names both")
		}
	}
	for i := range t.res.Benchmarks {
		b := &t.res.Benchmarks[i]
		if b.Benchmark.ID() != against || b.Indicator.ID != ind.ID || b.Group != g || other.Code != "" && b.Reference.ID() != other.ID() {
			continue
		}
		if out := t.benchmarkTrace(q.address, b, area, measure); out != nil {
			return out, nil
		}
	}
	return nil, q.unknown("the study does not compare that area so")
}

// ofBenchmark is a number of the city beside the place outside it that a finding is about.
func ofBenchmark(measure string, keys ...string) findingTrace {
	return findingTrace{keys, func(t *Tracer, f *Finding) (*Trace, error) {
		for i := range t.res.Benchmarks {
			b := &t.res.Benchmarks[i]
			if b.Benchmark.ID() != f.Against || b.Indicator.ID != f.Indicator || b.Group != f.Group {
				continue
			}
			if out := t.benchmarkTrace("", b, t.city, measure); out != nil {
				return out, nil
			}
		}
		return nil, t.unknown(f.ID(), "the results do not compare the city so")
	}}
}

// benchmarkTrace traces one number of an area beside what it is compared with; nil where the area is not compared with it.
func (t *Tracer) benchmarkTrace(address string, b *BenchmarkComparison, area indicators.Area, measure string) *Trace {
	i := slices.IndexFunc(b.Areas, func(a BenchmarkArea) bool { return a.Area.ID() == area.ID() })
	if i < 0 {
		return nil
	}
	a := &b.Areas[i]
	out := &Trace{Address: address, Measure: measure, Indicator: b.Indicator.ID, Title: b.Indicator.Name, Group: b.Group, Area: area, Period: b.Period}
	switch measure {
	case "value":
		out.value(a.Value, func() *Step {
			return t.withLimits(b.Indicator, t.current(t.comparisonOf(b.Indicator.ID, b.Group), t.districtAt(area)))
		})
	case "reference":
		out.value(b.reference(a), func() *Step { return t.besideStep(b, a, measure) })
	default:
		out.difference(a.number(measure), func() *Step { return t.besideStep(b, a, measure) })
		if !out.OK && out.Reason == NoReason {
			out.Reason = Undefined
		}
	}
	return out
}

// reference is the value that an area is compared with, as results show it.
func (b *BenchmarkComparison) reference(a *BenchmarkArea) Value {
	if b.Benchmark.Kind == RestOfCity {
		return a.Rest
	}
	return b.Value
}

// number is the difference, ratio or standardised difference of an area.
func (a *BenchmarkArea) number(measure string) Difference {
	switch measure {
	case "ratio":
		return a.Ratio
	case "effect":
		return a.Effect
	}
	return a.Difference
}

// beside is the values that the comparison of an area with a benchmark rests on, with how both are put together.
type beside struct {
	of        []traced // the area's own first
	reference func(vs []Value) Value
	again     func(vs []Value) BenchmarkArea
	formula   string // of the benchmark's value
	way       string // of the difference
}

func (t *Tracer) besideOf(b *BenchmarkComparison, a *BenchmarkArea) beside {
	ind, c := b.Indicator, t.comparisonOf(b.Indicator.ID, b.Group)
	d := t.districtAt(a.Area)
	v := t.current(c, d)
	out := beside{
		of: []traced{v}, formula: "the published value", way: "value of the area − value that it is compared with",
		reference: func(vs []Value) Value { return vs[1] },
		again:     func(vs []Value) BenchmarkArea { return BenchmarkArea{Contrast: t.analyst.contrast(ind, vs[0], vs[1])} },
	}
	const ofWhole = "(1 − s) × (value of the area − value of the rest of the whole), with s the area's share of the persons"
	switch {
	case b.Benchmark.Kind == RestOfCity, b.Reference.ID() == t.city.ID():
		city := t.current(c, inCity)
		out.of = append(out.of, t.restStep(ind, b.Group, t.figuresOf(ind, b.Group, b.Period), d, city, v))
		if b.Benchmark.Kind != RestOfCity {
			out.of, out.way = append(out.of, city), ofWhole
			out.reference = func(vs []Value) Value { return vs[2] }
			out.again = func(vs []Value) BenchmarkArea { return t.part(ind, a.Area, vs[0], vs[1], vs[2]) }
		}
	case b.Benchmark.Kind == GroupOf:
		for _, code := range b.Benchmark.Codes {
			member, _ := t.named(code)
			if found := t.outside(c, member); member.Code != t.city.Code && found.OK {
				out.of = append(out.of, t.outsideValue(c, member, found))
			}
		}
		out.formula = "mean of the values of the members"
		if b.Pooled {
			out.formula = "value of the people of all members together"
		}
		out.reference = func(vs []Value) Value { w, _ := t.combined(ind, vs[1:]); return w }
		out.again = func(vs []Value) BenchmarkArea {
			return BenchmarkArea{Contrast: t.analyst.contrast(ind, vs[0], out.reference(vs))}
		}
	case t.districtAt(b.Reference) >= 0:
		out.of = append(out.of, t.current(c, t.districtAt(b.Reference)))
		out.formula = "value of the other district"
	default:
		whole, holds := t.outside(c, b.Reference), t.holdsCity(b.Reference)
		out.of = append(out.of, t.outsideValue(c, b.Reference, whole))
		if holds && whole.counted() && a.Value.counted() {
			out.way = ofWhole
		}
		out.again = func(vs []Value) BenchmarkArea { return t.besideLarger(ind, AreaValue{a.Area, vs[0]}, vs[1], holds) }
	}
	return out
}

// outsideValue traces the published value of an area that is not part of the city.
func (t *Tracer) outsideValue(c *Comparison, area indicators.Area, found Value) traced {
	o, _ := t.table.Find(c.Indicator.ID, area.ID(), c.Group, c.Period)
	about := &Step{Indicator: c.Indicator.ID, Group: c.Group, Area: area, Period: c.Period}
	return t.ofCell(c.Indicator, about, found, o, func() *Step {
		return t.groupsStep(t.population(*c.Indicator.Denominator, c.Group, c.Period, area.Level, area.Version), area)
	})
}

// besideStep is the value that an area is compared with, or how the area differs from it.
func (t *Tracer) besideStep(b *BenchmarkComparison, a *BenchmarkArea, measure string) *Step {
	s := t.besideOf(b, a)
	of, skip := s.of, 0
	if measure == "reference" { // it does not rest on the area
		of, skip = s.of[1:], 1
		if b.Reference.ID() == t.city.ID() {
			of, skip = s.of[2:], 2
		}
		if len(of) == 1 {
			return t.withLimits(b.Indicator, of[0])
		}
	}
	var in []StepInput
	for _, v := range of {
		in = append(in, inputs(v.steps()...)...)
	}
	formula := s.formula
	if measure != "reference" {
		formula = map[string]string{
			"difference": s.way, "ratio": strings.Replace(s.way, "−", "/", 1),
			"effect": "the difference in standard deviations of a person: Cohen's h of shares, its like for rates, Cohen's d of means",
		}[measure]
		if measure == "ratio" && s.way != "value of the area − value that it is compared with" {
			formula = "ρ / (s ρ + 1 − s), with ρ the value of the area / value of the rest of the whole and s the area's share of the persons"
		}
		if a.number(measure).Interval && measure != "effect" {
			formula += "; limits from " + contrastMethod(b.Indicator, measure, a.Value, a.Rest)
		}
	}
	about := &Step{Indicator: b.Indicator.ID, Group: b.Group, Area: a.Area, Period: b.Period}
	return about.like(measure, formula, in, func(es []index.Estimate) index.Estimate {
		vs := make([]Value, len(s.of))
		for i, v := range of {
			vs[skip+i], es = v.again(es)
		}
		if measure == "reference" {
			return estimateOf(s.reference(vs))
		}
		again := s.again(vs)
		found := again.number(measure)
		return bare(found.Estimate, found.Interval)
	})
}
