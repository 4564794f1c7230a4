package analysis

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// findingTrace is a number that a finding is said with, and how it is traced.
type findingTrace struct {
	keys  []string // of Finding.Values: the number and its limits
	trace func(t *Tracer, f *Finding) (*Trace, error)
}

// ofComparison is a number of a comparison with the limits that findings are held to.
func ofComparison(measure string, keys ...string) findingTrace {
	return findingTrace{keys, func(t *Tracer, f *Finding) (*Trace, error) {
		return t.comparisonTrace("", &t.res.Comparisons[f.Comparison], f.Area, measure, f.Certainty)
	}}
}

// findingTraces are the numbers of the kinds of findings.
var findingTraces = map[FindingKind][]findingTrace{
	MoreApart:    {ofSeries("value", true), ofSeries("past", false), {[]string{"change", "lower", "upper"}, (*Tracer).changeOfSeries}},
	LessApart:    {ofSeries("value", true), ofSeries("past", false), {[]string{"change", "lower", "upper"}, (*Tracer).changeOfSeries}},
	SchoolsApart: {ofPair("school", false), ofPair("home", true), {[]string{"difference", "lower", "upper"}, (*Tracer).differenceOfPair}},
	LargestGap: {
		ofComparison("value", "value"), {[]string{"city"}, (*Tracer).cityOfFinding}, ofComparison("rest", "rest"),
		ofComparison("difference", "difference", "lower", "upper"), ofComparison("ratio", "ratio"),
	},
	CityGap: {
		ofBenchmark("value", "value"), ofBenchmark("reference", "reference"), ofBenchmark("difference", "difference", "lower", "upper"),
		ofBenchmark("effect", "effect"),
	},
	MostImproved: {ofComparison("value", "value"), ofComparison("past", "past"), ofComparison("change", "change", "lower", "upper")},
	MostWorsened: {ofComparison("value", "value"), ofComparison("past", "past"), ofComparison("change", "change", "lower", "upper")},
	Widening:     {{[]string{"change", "lower", "upper"}, (*Tracer).spreadOfFinding}},
	Narrowing:    {{[]string{"change", "lower", "upper"}, (*Tracer).spreadOfFinding}},
	Separation:   {{[]string{"value", "lower", "upper"}, (*Tracer).separationOfFinding}},
	SurePlace:    {{[]string{"place"}, (*Tracer).placeOfFinding}},
	MostlyChance: {{[]string{"chance"}, (*Tracer).chanceOfFinding}},
	WideGap: {
		{[]string{"value"}, (*Tracer).cityOfFinding}, {[]string{"reference"}, (*Tracer).referenceOfFinding},
		{[]string{"difference", "lower", "upper"}, (*Tracer).gapOfFinding},
	},
	GapDiffers: {
		{[]string{"difference"}, (*Tracer).gapOfFinding}, {[]string{"rest"}, (*Tracer).gapOfRest},
		{[]string{"against", "lower", "upper"}, (*Tracer).gapAgainst},
	},
	TrendBetter:    {{[]string{"change", "lower", "upper"}, (*Tracer).courseOfFinding}, {[]string{"percent"}, (*Tracer).percentOfFinding}},
	TrendWorse:     {{[]string{"change", "lower", "upper"}, (*Tracer).courseOfFinding}, {[]string{"percent"}, (*Tracer).percentOfFinding}},
	GapClosing:     {ofGapCourse("first", "first"), ofGapCourse("last", "last"), ofGapCourse("change", "change", "lower", "upper"), ofGapCourse("percent", "percent")},
	GapWidening:    {ofGapCourse("first", "first"), ofGapCourse("last", "last"), ofGapCourse("change", "change", "lower", "upper"), ofGapCourse("percent", "percent")},
	WorstBySeveral: {ofSeveral("count"), ofSeveral("of"), ofSeveral("expected"), ofSeveral("q")},
	BestBySeveral:  {ofSeveral("count"), ofSeveral("of"), ofSeveral("expected"), ofSeveral("q")},
	TargetReached:  {ofTarget("value", "value", "lower", "upper"), ofTarget("distance", "distance")},
	TargetMissed:   {ofTarget("value", "value", "lower", "upper"), ofTarget("distance", "distance")},
	TargetOnTrack:  {ofTarget("value", "value"), ofTarget("required", "required"), ofTarget("pace", "pace"), ofTarget("projected", "projected", "lower", "upper")},
	TargetBehind:   {ofTarget("value", "value"), ofTarget("required", "required"), ofTarget("pace", "pace"), ofTarget("projected", "projected", "lower", "upper")},
}

// Untraced are the numbers of a finding that it has no chain for: those of its kind that are not traced one by one.
func (f *Finding) Untraced() []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(f.Values)) {
		if !slices.ContainsFunc(findingTraces[f.Kind], func(of findingTrace) bool { return slices.Contains(of.keys, k) }) {
			out = append(out, k)
		}
	}
	return out
}

// Finding returns what the numbers of a finding were computed from: one trace for each number that it is said with and that can be traced by
// itself. A warning about data has none.
func (t *Tracer) Finding(f *Finding) ([]*Trace, error) {
	t.read = map[cellName]*Step{}
	var out []*Trace
	for _, of := range findingTraces[f.Kind] {
		v, ok := f.Values[of.keys[0]]
		if !ok {
			continue
		}
		trace, err := of.trace(t, f)
		if err != nil {
			return nil, err
		}
		trace.Address = f.ID() + "/" + of.keys[0]
		trace.OK, trace.Found = true, alone(v)
		if len(of.keys) == 3 {
			trace.Found.Lower, trace.Found.Upper = f.limit(of.keys[1]), f.limit(of.keys[2])
		}
		if trace.Step == nil {
			return nil, fmt.Errorf("finding %s: the results do not have its %s", f.ID(), of.keys[0])
		}
		trace.Step.Shown = true
		trace.Recomputed = trace.Step.Compute()
		if len(of.keys) == 1 {
			trace.Recomputed = alone(trace.Recomputed.Value)
		}
		out = append(out, trace)
	}
	if len(out) == 0 && f.Comparison >= 0 && f.Warning == nil {
		return t.restsOn(f)
	}
	return out, nil
}

// restsOn traces the newest values of the area that a finding is about, and of the rest of the city, for findings whose numbers have no chain of
// their own.
func (t *Tracer) restsOn(f *Finding) ([]*Trace, error) {
	c := &t.res.Comparisons[f.Comparison]
	area, measures := t.city, comparisonMeasures[:1]
	if f.Area != (indicators.Area{}) {
		area, measures = f.Area, comparisonMeasures[:2]
	}
	var out []*Trace
	for _, m := range measures {
		word := m
		if m == "value" {
			word = ""
		}
		trace, err := t.Trace(addressOf("comparison", c.Indicator.ID, Slug(area.Name), string(c.Group), word))
		if err != nil {
			return nil, err
		}
		out = append(out, trace)
	}
	return out, nil
}

// limit is a limit of a finding, NaN where it has none.
func (f *Finding) limit(key string) float64 {
	if v, ok := f.Values[key]; ok {
		return v
	}
	return math.NaN()
}

func (t *Tracer) cityOfFinding(f *Finding) (*Trace, error) {
	return t.comparisonTrace("", &t.res.Comparisons[f.Comparison], t.city, "value", t.o.Level)
}

func (t *Tracer) separationOfFinding(f *Finding) (*Trace, error) {
	var finest *Segregation
	at := 0
	for i := range t.res.Segregation {
		s := &t.res.Segregation[i]
		for j, m := range s.Indices {
			if s.Spec.ID == f.Indicator && m.Index.ID == f.Index && m.OK && (finest == nil || s.Level > finest.Level) {
				finest, at = s, j
			}
		}
	}
	if finest == nil {
		return nil, fmt.Errorf("finding %s: the results have no such index", f.ID())
	}
	return t.segregationTrace("", finest, at), nil
}

// spreadOfFinding traces how much the spread between districts has changed.
func (t *Tracer) spreadOfFinding(f *Finding) (*Trace, error) {
	c := &t.res.Comparisons[f.Comparison]
	mdm, err := registry.Lookup("mdm")
	if err != nil {
		return nil, err
	}
	now, then := t.figuresOf(c.Indicator, c.Group, c.Period), t.figuresOf(c.Indicator, c.Group, c.Earlier)
	var of [][2]traced
	var in []StepInput
	for d, area := range c.Areas {
		if area.Change.OK {
			v, w := t.shownValue(c.Indicator, c.Group, now, d, area.Value), t.shownValue(c.Indicator, c.Group, then, d, area.Past)
			of = append(of, [2]traced{v, w})
			in = append(in, inputs(append(v.steps(), w.steps()...)...)...)
		}
	}
	about := &Step{Indicator: c.Indicator.ID, Group: c.Group, Period: c.Period}
	step := about.like("change of spread", "mdm of the values now − mdm of the values before; "+mdm.Formula, in, func(es []index.Estimate) index.Estimate {
		again := Comparison{Indicator: c.Indicator, Group: c.Group, Period: c.Period}
		for _, pair := range of {
			var a AreaComparison
			a.Value, es = pair[0].again(es)
			a.Past, es = pair[1].again(es)
			a.Change.OK = true
			again.Areas = append(again.Areas, a)
		}
		g := t.spreadChange(mdm, &again, f.Comparison)
		if g == nil {
			return alone(math.NaN())
		}
		return index.Estimate{Value: g.Values["change"], Lower: g.Values["lower"], Upper: g.Values["upper"]}
	})
	step.note(text("Gränserna kommer av %[1]d omdragningar av personerna med frö %[2]d.",
		"The limits come from %[1]d redraws of the persons with seed %[2]d.", t.o.Replicates, t.o.Seed))
	return &Trace{Measure: "change", Indicator: c.Indicator.ID, Title: c.Indicator.Name, Group: c.Group, Period: c.Period, Step: step}, nil
}
