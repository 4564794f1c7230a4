package analysis

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// traced is a value of the analysis with the steps to its parts.
type traced struct {
	found    Value
	value    *Step // without limits
	num, den *Step // nil where there are none
	lo, hi   *Step // limits of the source; nil where there are none
}

// show marks the numbers that results show of a value.
func (v traced) show(shown bool) traced {
	if shown {
		for _, s := range []*Step{v.value, v.num, v.den, v.lo, v.hi} {
			if s != nil {
				s.Shown = true
			}
		}
	}
	return v
}

// steps are those that a contrast is computed from.
func (v traced) steps() []*Step { return []*Step{v.value, v.num, v.den, v.lo, v.hi} }

// again puts a value together from the computed numbers of its steps.
func (v traced) again(es []index.Estimate) (Value, []index.Estimate) {
	out := Value{OK: true, Estimate: alone(es[0].Value), Noise: v.found.Noise, Certain: v.found.Certain, Sampled: v.found.Sampled}
	es = es[1:]
	if v.num != nil {
		out.Numerator, es = indicators.Num(es[0].Value), es[1:]
	}
	if v.den != nil {
		out.Denominator, es = indicators.Num(es[0].Value), es[1:]
	}
	if v.lo != nil && v.hi != nil {
		out.Lower, out.Upper, out.Interval, es = es[0].Value, es[1].Value, true, es[2:]
	}
	return out, es
}

// whole is the value as the analysis found it, with the numbers that the steps compute.
func (v traced) whole(es []index.Estimate) (*Value, []index.Estimate) {
	out := v.found
	again, es := v.again(es)
	out.Estimate.Value, out.Numerator, out.Denominator = again.Value, again.Numerator, again.Denominator
	if again.Interval {
		out.Lower, out.Upper = again.Lower, again.Upper
	}
	return &out, es
}

// withLimits is the value with its interval.
func (t *Tracer) withLimits(ind indicators.Indicator, v traced) *Step {
	if !v.found.Interval {
		return v.value
	}
	if v.lo != nil {
		return v.value.like("value", "the value with the limits that the source publishes", inputs(v.value, v.lo, v.hi), func(es []index.Estimate) index.Estimate {
			return index.Estimate{Value: es[0].Value, Lower: es[1].Value, Upper: es[2].Value}
		})
	}
	if v.found.Sampled {
		return v.value.like("value", "the value with the limits that follow from those of the city and of the area, which are not computed again",
			inputs(v.value), func(es []index.Estimate) index.Estimate {
				return index.Estimate{Value: es[0].Value, Lower: v.found.Lower, Upper: v.found.Upper}
			})
	}
	method := "Wilson's limits of numerator / denominator"
	if ind.Unit.Kind == indicators.Rate {
		method = "Byar's limits of the numerator / denominator"
	}
	if v.found.NoiseVariance(ind) > 0 {
		method += noiseWidens
	}
	level := t.o.Level
	return v.value.like("value", fmt.Sprintf("the value with %s at %v", method, level), inputs(v.steps()...), func(es []index.Estimate) index.Estimate {
		e := alone(es[0].Value)
		again, _ := v.again(es)
		if lower, upper, ok := countLimits(ind, again, level); ok {
			e.Lower, e.Upper = lower, upper
		}
		return e
	})
}

// contrast is a difference, ratio or change of two values with its interval.
func (t *Tracer) contrast(ind indicators.Indicator, name string, v, w traced, level float64, of func(indicators.Indicator, Value, Value, float64) Difference) *Step {
	formula := map[string]string{
		"difference": "value of the area − value of the rest of the city",
		"ratio":      "value of the area / value of the rest of the city",
		"change":     "value now − value before",
		gapName:      "value of the group − value of the group that it is compared with",
		restGapName:  "the same in the rest of the city",
	}[name]
	d := of(ind, v.found, w.found, level)
	if d.Interval {
		formula += fmt.Sprintf("; limits at %v by %s", level, contrastMethod(ind, name, v.found, w.found))
	}
	return v.value.like(name, formula, inputs(append(v.steps(), w.steps()...)...), func(es []index.Estimate) index.Estimate {
		first, rest := v.again(es)
		second, _ := w.again(rest)
		d := of(ind, first, second, level)
		return bare(d.Estimate, d.Interval)
	})
}

// noiseWidens says that limits are wider than chance in the counts makes them.
const noiseWidens = ", widened by the noise that the publisher adds"

func contrastMethod(ind indicators.Indicator, name string, v, w Value) string {
	counts := ind.Unit.Kind == indicators.Share && v.counted() && w.counted()
	var method string
	switch {
	case name == "ratio" && counts:
		method = "the log interval of Katz et al. (1978)"
	case name == "ratio":
		method = "MOVER from the limits of each (Donner and Zou 2012)"
	case counts:
		method = "Newcombe's method 10 (1998)"
	default:
		method = "MOVER from the limits of each (Zou and Donner 2008)"
	}
	if noise, _ := noiseBetween(ind, v, w); noise > 0 {
		method += noiseWidens
	}
	return method
}

// region is the city, a district or the city without one, by the share of each part that lies in it.
type region struct {
	area indicators.Area
	of   extent
}

func (t *Tracer) cityPlace() region {
	return region{t.city, wholeCity}
}

func (t *Tracer) districtPlace(d int) region {
	return region{t.districts[d], districtOf(d)}
}

// restArea is the city by the name of what is left of it without a district.
func (t *Tracer) restArea(d int) indicators.Area {
	rest := t.city
	rest.Name += " except " + t.districts[d].Name
	return rest
}

// restRegion is the city without a district.
func (t *Tracer) restRegion(d int) region {
	return region{t.restArea(d), func(l *layout) []share {
		in := make(map[int]float64, len(l.districts[d]))
		for _, s := range l.districts[d] {
			in[s.area] = s.weight
		}
		var out []share
		for _, s := range l.whole {
			if left := s.weight - in[s.area]; left > 0 {
				out = append(out, share{s.area, left})
			}
		}
		return out
	}}
}

// valueOf traces the value of the city or of a district.
func (t *Tracer) valueOf(ind indicators.Indicator, g indicators.Group, f *figures, p region, found Value) traced {
	about := &Step{Indicator: ind.ID, Group: g, Area: p.area, Period: f.period}
	if o, _, ok := t.published(ind, g, f, p.area, p.of); ok {
		return t.ofCell(ind, about, found, o, func() *Step { return t.populationStep(ind, g, f, p) })
	}
	_, s := t.pooledFrom(ind, f, p.area.ID(), p, func(s *sheet) Value { v, _ := t.pool(ind, s, p.of(s.layout)); return v })
	return t.ofSheet(ind, about, s, p, found)
}

// pooledFrom returns a value that is pooled from the areas of a sheet, and the sheet.
func (t *Tracer) pooledFrom(ind indicators.Indicator, f *figures, place indicators.AreaID, p region, pool func(*sheet) Value) (Value, *sheet) {
	name := func(s *sheet) string { return s.level.String() + " " + s.version }
	v, chosen := t.finest(ind, f, place, func(s *sheet) (Value, string) { return pool(s), name(s) })
	for _, s := range f.sheets {
		if v.OK && name(s) == chosen {
			return v, s
		}
	}
	if len(f.sheets) == 0 && len(f.schools) > 0 {
		return pool(f.schools[0]), f.schools[0]
	}
	return v, nil
}

// ofCell traces a value that a source publishes. Its population is asked for where the source gives none.
func (t *Tracer) ofCell(ind indicators.Indicator, about *Step, found Value, o indicators.Observation, population func() *Step) traced {
	v := traced{found: found, value: t.cell(o, "value", "value")}
	if found.Denominator.OK {
		if o.Denominator.OK {
			v.den = t.cell(o, "denominator", "denominator")
		} else {
			v.den = population()
		}
	}
	if found.Numerator.OK && v.den != nil {
		v.num = t.numeratorStep(ind, o, v.den)
	}
	if found.Interval && o.Lower.OK && o.Upper.OK {
		v.lo, v.hi = t.cell(o, "lower", "lower limit"), t.cell(o, "upper", "upper limit")
	}
	v.value.Area = about.Area
	return v
}

// numeratorStep is the numerator of an observation: the source's own, else what its value and a denominator imply.
func (t *Tracer) numeratorStep(ind indicators.Indicator, o indicators.Observation, den *Step) *Step {
	if o.Numerator.OK && o.Denominator.OK {
		return t.cell(o, "numerator", "numerator")
	}
	per := ind.Unit.Per
	value := t.cell(o, "value", "value")
	formula := fmt.Sprintf("value × denominator / %v, since the source gives no count", per)
	return value.like("numerator", formula, inputs(value, den), func(es []index.Estimate) index.Estimate {
		num := es[0].Value * es[1].Value / per
		if ind.Unit.Kind == indicators.Share {
			num = min(num, es[1].Value)
		}
		return alone(num)
	})
}

// cell reads a number of the table. One that a crosswalk made has steps of its own.
func (t *Tracer) cell(o indicators.Observation, column, name string) *Step {
	key := cellName{o.Indicator, o.Group, o.Area, o.Period, column, name}
	if s := t.read[key]; s != nil {
		return s
	}
	s := t.readCell(o, column, name)
	t.read[key] = s
	return s
}

// cellName tells the numbers that a trace reads apart, so that each is read once.
type cellName struct {
	indicator    string
	group        indicators.Group
	area         indicators.AreaID
	period       indicators.Period
	column, name string
}

func (t *Tracer) readCell(o indicators.Observation, column, name string) *Step {
	area, _ := t.reg.Find(o.Area)
	s := &Step{Name: name, Indicator: o.Indicator, Group: o.Group, Area: area, Period: o.Period, Cell: &Cell{o, column}}
	if base := t.o.Disclosure.RoundTo; base > 0 && o.Status == indicators.Rounded {
		s.note(text("Avrundat till en multipel av %[1]v, för att skydda enskilda.", "Rounded to a multiple of %[1]v, to protect persons.", base))
	}
	if o.Note != "" {
		s.Notes = append(s.Notes, lang.Text{Sv: o.Note, En: o.Note})
	}
	if made := t.crossedStep(o, column, s); made != nil {
		return made
	}
	return s
}

// populationStep is the declared population of a place: its own published one, else that of its parts.
func (t *Tracer) populationStep(ind indicators.Indicator, g indicators.Group, f *figures, p region) *Step {
	pop := t.population(*ind.Denominator, g, f.period, p.area.Level, p.area.Version)
	if pop.of(t.table, p.area.ID()).OK {
		return t.groupsStep(pop, p.area)
	}
	for _, l := range t.division(f.period).parts {
		pop := t.population(*ind.Denominator, g, f.period, l.level, l.version)
		var in []StepInput
		all, sum := true, 0.0
		for _, part := range p.of(l) {
			n := pop.of(t.table, l.areas[part.area].ID())
			all = all && n.OK
			sum += part.weight * n.V
			if all {
				in = append(in, StepInput{part.weight, t.groupsStep(pop, l.areas[part.area])})
			}
		}
		if all && sum > 0 {
			about := &Step{Indicator: pop.indicator, Group: g, Area: p.area, Period: pop.period}
			return about.sumStep("population", in)
		}
	}
	return nil
}

// groupsStep is the population of an area, of one group or several together.
func (t *Tracer) groupsStep(pop population, area indicators.Area) *Step {
	var in []StepInput
	for _, g := range pop.groups {
		o, _ := t.table.Find(pop.indicator, area.ID(), g, pop.period)
		in = append(in, StepInput{1, t.cell(o, "value", "population")})
	}
	if len(in) == 1 {
		return in[0].note(pop.note)
	}
	about := &Step{Indicator: pop.indicator, Area: area, Period: pop.period}
	return about.sumStep("population", in).note(pop.note)
}

func (s *Step) note(n lang.Text) *Step {
	if !n.IsZero() && !slices.Contains(s.Notes, n) {
		s.Notes = append(s.Notes, n)
	}
	return s
}

// ofSheet traces the pooling of the areas of a sheet.
func (t *Tracer) ofSheet(ind indicators.Indicator, about *Step, s *sheet, p region, found Value) traced {
	if s == nil {
		return traced{found: found}
	}
	rule := ind.Unit.Kind.Pooling()
	var num, den []StepInput
	var left []string
	split, d := false, 0.0
	for _, part := range p.of(s.layout) {
		i, share := part.area, part.weight
		o := s.obs[i]
		if !s.usable(rule, i) {
			left = append(left, s.areas[i].Code)
			continue
		}
		split = split || share < 1
		d += share * s.den[i].V
		var n *Step
		if s.den[i].OK {
			n = t.sheetDenominator(ind, about, s, i)
			den = append(den, StepInput{share, n})
		}
		switch {
		case rule == indicators.PoolRatio:
			num = append(num, StepInput{share, t.numeratorStep(ind, o, n)})
		case rule == indicators.PoolMean:
			v := t.cell(o, "value", "value")
			product := v.like("value × persons", "value × persons", inputs(v, n), func(es []index.Estimate) index.Estimate {
				return alone(es[0].Value * es[1].Value)
			})
			num = append(num, StepInput{share, product})
		default:
			num = append(num, StepInput{share, t.cell(o, "value", "value")})
		}
	}
	v := traced{found: found}
	switch rule {
	case indicators.PoolRatio:
		v.num, v.den = about.sumStep("numerator", num), about.sumStep("denominator", den)
		if split && math.Round(d) > 0 {
			v.num, v.den = v.num.roundStep(), v.den.roundStep()
		}
		v.value = perStep(v.num, v.den, ind.Unit.Per)
	case indicators.PoolMean:
		v.den = about.sumStep("denominator", den)
		total := about.sumStep("sum of values", num)
		v.value = about.like("value", "sum of value × persons / persons", inputs(total, v.den), func(es []index.Estimate) index.Estimate {
			return alone(es[0].Value / es[1].Value)
		})
	default:
		v.value = about.sumStep("value", num)
	}
	v.value.note(found.Note)
	if len(left) > 0 {
		v.value.note(text("Områden utan uppgift är inte med: %[1]d.", "Areas without a figure are left out: %[1]d.", len(left)))
	}
	return v
}

// sheetDenominator is the denominator of area i of a sheet: the source's, else the declared population.
func (t *Tracer) sheetDenominator(ind indicators.Indicator, about *Step, s *sheet, i int) *Step {
	if o := s.obs[i]; o.Denominator.OK {
		return t.cell(o, "denominator", "denominator")
	}
	return t.groupsStep(t.population(*ind.Denominator, about.Group, about.Period, s.level, s.version), s.areas[i])
}

// restStep traces the value of the city without a district: what is left of the city's counts, or the parts that lie outside.
func (t *Tracer) restStep(ind indicators.Indicator, g indicators.Group, f *figures, d int, city, district traced) traced {
	found := t.restOf(ind, f, d)
	about := &Step{Indicator: ind.ID, Group: g, Area: t.restArea(d), Period: f.period}
	outside := t.restRegion(d)
	if !(city.found.Basis == Published && district.found.Basis == Published) || !subtracts(ind, city.found, district.found) {
		if v, s := t.pooledFrom(ind, f, indicators.AreaID{}, outside, func(s *sheet) Value { return t.poolRest(ind, s, d) }); v.OK {
			return t.ofSheet(ind, about, s, outside, found)
		}
	}
	left := traced{found: found}
	minus := func(name string, a, b *Step) *Step {
		return about.like(name, name+" of the city − "+name+" of the area", inputs(a, b), func(es []index.Estimate) index.Estimate {
			return alone(es[0].Value - es[1].Value)
		})
	}
	left.den = minus("denominator", city.den, district.den)
	if ind.Unit.Kind.Pooling() == indicators.PoolMean {
		left.value = about.like("value", "(value × persons of the city − value × persons of the area) / persons outside the area",
			inputs(city.value, city.den, district.value, district.den, left.den), func(es []index.Estimate) index.Estimate {
				return alone((float64(es[0].Value*es[1].Value) - float64(es[2].Value*es[3].Value)) / es[4].Value)
			})
		return left
	}
	left.num = minus("numerator", city.num, district.num)
	left.value = perStep(left.num, left.den, ind.Unit.Per)
	return left
}

func subtracts(ind indicators.Indicator, city, district Value) bool {
	_, ok := subtract(ind, city, district)
	return ok
}
