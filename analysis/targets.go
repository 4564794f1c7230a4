package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/target"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// TargetOptions are the targets that a study is followed up against.
type TargetOptions struct {
	List []TargetSpec
	Date indicators.Day // of the study: a target whose time is over by then is not projected to; 0 where that is not known
}

// TargetSpec is a value that somebody has decided to reach.
type TargetSpec struct {
	Indicator string
	Value     float64           // in the indicator's unit
	Period    indicators.Period // the figure of which is to have it
	Area      string            // code of a district; the city where empty
	Group     indicators.Group
	Reach     TargetReach
	Source    lang.Text // who decided it, where and when
}

// TargetReach is on which side of a target its value is to be.
type TargetReach string

// The sides.
const (
	AsJudged TargetReach = ""         // as the indicator's direction says
	AtLeast  TargetReach = "at_least" // so high
	AtMost   TargetReach = "at_most"
)

// TargetVerdict is what can be said of a target, as in package target.
type TargetVerdict = target.Verdict

// TargetProgress is how far a study has come towards a target.
type TargetProgress struct {
	Spec      TargetSpec
	Indicator indicators.Indicator
	Area      indicators.Area
	AtLeast   bool

	Period  indicators.Period // of Value
	Value   Value             // the newest; where the target's time has come, that of the target's period
	Passed  bool              // the target's time has come: it is reached or missed, and nothing is projected
	Verdict TargetVerdict
	Sure    bool   // both limits of the value are on its side of the target
	Reason  Reason // why the verdict cannot be told, or why there is no pace

	Distance  Difference // value − target
	Years     float64    // from the newest figure to the target
	Required  float64    // change a year that reaches the target in time; NaN where it is reached or the time has come
	Pace      Difference // change a year so far
	From, To  indicators.Period
	Projected Difference // value where the pace leads by then
}

// check returns what keeps targets from being followed up.
func (o TargetOptions) check(t *indicators.Table, city indicators.AreaID, level indicators.Level, ps *indicators.Problems) {
	type key struct {
		indicator, area string
		group           indicators.Group
		period          indicators.Period
	}
	seen := map[key]bool{}
	for _, s := range o.List {
		ind, ok := t.Catalogue().Indicator(s.Indicator)
		name := fmt.Sprintf("target of %q", s.Indicator)
		switch {
		case !ok:
			ps.Add(fmt.Errorf("%s: the indicator is not defined", name))
		case math.IsNaN(s.Value) || math.IsInf(s.Value, 0):
			ps.Add(fmt.Errorf("%s is %v, which is no number", name, s.Value))
		case ind.Unit.Kind == indicators.Share && !(s.Value >= 0 && s.Value <= ind.Unit.Per):
			ps.Add(fmt.Errorf("%s is %v; a share lies between 0 and %v", name, s.Value, ind.Unit.Per))
		case (ind.Unit.Kind == indicators.Rate || ind.Unit.Kind == indicators.Count) && s.Value < 0:
			ps.Add(fmt.Errorf("%s is %v; a %s is at least 0", name, s.Value, ind.Unit.Kind))
		}
		if s.Period == (indicators.Period{}) {
			ps.Add(fmt.Errorf("%s has no period", name))
		}
		if s.Reach != AsJudged && s.Reach != AtLeast && s.Reach != AtMost {
			ps.Add(fmt.Errorf("%s: reach is %q; one of at_least, at_most", name, s.Reach))
		}
		if a, ok := t.Register().Find(indicators.AreaID{Code: s.Area, Version: city.Version}); s.Area != "" && s.Area != city.Code && (!ok || a.Level != level) {
			ps.Add(fmt.Errorf("%s: no %s has the code %q", name, level, s.Area))
		}
		k := key{s.Indicator, s.Area, s.Group, s.Period}
		if seen[k] {
			ps.Add(fmt.Errorf("%s for %s is set twice", name, s.Period))
		}
		seen[k] = true
	}
}

// targets follows up the targets of a study, in their order. One whose indicator is not compared is left out: a run for some indicators is about
// those.
func (a *analyst) targets(res *Results) {
	for _, s := range a.o.Targets.List {
		if len(a.o.Indicators) == 0 || slices.Contains(a.o.Indicators, s.Indicator) {
			res.Targets = append(res.Targets, a.target(res, s, comparisonFor(res, s.Indicator, s.Group)))
		}
	}
}

// comparisonFor returns the comparison of an indicator and group, nil where there is none.
func comparisonFor(res *Results, indicator string, g indicators.Group) *Comparison {
	i := slices.IndexFunc(res.Comparisons, func(c Comparison) bool { return c.Indicator.ID == indicator && c.Group == g })
	if i < 0 {
		return nil
	}
	return &res.Comparisons[i]
}

// target follows up one target. The comparison is nil where there is no figure at all.
func (a *analyst) target(res *Results, s TargetSpec, c *Comparison) TargetProgress {
	ind, _ := a.cat.Indicator(s.Indicator)
	nan := math.NaN()
	out := TargetProgress{
		Spec: s, Indicator: ind, Area: a.city, AtLeast: s.Reach == AtLeast || s.Reach == AsJudged && ind.Direction == indicators.HigherIsBetter,
		Value: noValue(NoObservation, indicators.Missing), Distance: noDifference(NoObservation), Years: nan, Required: nan,
		Pace: noDifference(NoObservation), Projected: noDifference(NoObservation),
	}
	d := slices.IndexFunc(a.districts, func(d indicators.Area) bool { return d.Code == s.Area })
	if d >= 0 {
		out.Area = a.districts[d]
	}
	if c == nil {
		out.Reason = NoObservation
		return out
	}
	out.Period, out.Value = c.Period, c.City
	if d >= 0 {
		out.Value = c.Areas[d].Value
	}
	if !(s.Period.Start > c.Period.Start) {
		out.Passed = true
		out.Period, out.Value = s.Period, a.valueIn(res, c, d, s.Period)
	}
	switch {
	case !out.Value.OK:
		out.Reason = out.Value.Reason
	case s.Reach == AsJudged && ind.Direction == indicators.NotJudged:
		out.Reason = NotJudged
	default:
		a.judge(res, &out, d)
		return out
	}
	out.withoutValue(out.Reason)
	return out
}

// valueIn returns the value of a district, the city where d is −1, in a period that the results tell of.
func (a *analyst) valueIn(res *Results, c *Comparison, d int, p indicators.Period) Value {
	switch {
	case p == c.Period && d < 0:
		return c.City
	case p == c.Period:
		return c.Areas[d].Value
	case p == c.Earlier && d < 0:
		return c.CityPast
	case p == c.Earlier:
		return c.Areas[d].Past
	}
	for _, t := range res.Trends {
		if t.Indicator.ID != c.Indicator.ID || t.Group != c.Group {
			continue
		}
		if i := slices.Index(t.Periods, p); i >= 0 && d < 0 {
			return t.City[i]
		} else if i >= 0 {
			return t.Areas[d].Values[i]
		}
	}
	return noValue(NoObservation, indicators.Missing)
}

// judge tells how a value that is there stands to its target.
func (a *analyst) judge(res *Results, out *TargetProgress, d int) {
	goal := target.Goal{Value: out.Spec.Value, AtLeast: out.AtLeast}
	now := bare(out.Value.Estimate, out.Value.Interval)
	out.Sure = goal.Sure(now)
	out.Distance = Difference{OK: true, Interval: out.Value.Interval, Estimate: index.Estimate{
		Value: now.Value - goal.Value, Lower: now.Lower - goal.Value, Upper: now.Upper - goal.Value, Level: now.Level}}
	if out.Passed {
		out.Verdict, out.Reason = target.Judge(now, goal, 0, alone(math.NaN())).Verdict, TargetPassed
		out.Pace, out.Projected = noDifference(TargetPassed), noDifference(TargetPassed)
		return
	}
	out.Years = year(out.Spec.Period) - year(out.Period)
	late := a.o.Targets.Date > out.Spec.Period.End // its figure ought to be there, and is not
	out.Pace, out.From, out.To = paceOf(res, out, d)
	pace := alone(math.NaN())
	if out.Pace.OK && out.Pace.Interval && !late {
		pace = out.Pace.Estimate
	}
	p := target.Judge(now, goal, out.Years, pace)
	out.Verdict = p.Verdict
	switch {
	case p.Verdict == target.Reached:
		out.Projected = noDifference(NoReason)
		return
	case late:
		out.Verdict, out.Reason = target.CannotTell, NoObservation
		out.Projected = noDifference(NoObservation)
		return
	}
	out.Required = p.Required
	if math.IsNaN(p.Projected.Value) {
		out.Reason = out.Pace.Reason
		out.Projected = noDifference(out.Pace.Reason)
		return
	}
	out.Projected = Difference{Estimate: p.Projected, OK: true, Interval: true}
}

// paceOf is the change a year so far over the unbroken stretch that ends with the value, and which stretch that is.
func paceOf(res *Results, of *TargetProgress, d int) (pace Difference, from, to indicators.Period) {
	for i := range res.Courses {
		c := &res.Courses[i]
		if c.Indicator.ID != of.Indicator.ID || c.Group != of.Spec.Group {
			continue
		}
		area := &c.City
		if d >= 0 {
			area = &c.Areas[d]
		}
		n := len(area.Segments)
		if n == 0 || area.Segments[n-1].To != of.Period {
			return noDifference(TooFewPeriods), from, to
		}
		s := &area.Segments[n-1]
		if !s.Change.OK || !s.Change.Interval {
			return noDifference(cmp.Or(s.Reason, s.Change.Reason, NoLimits)), s.From, s.To
		}
		return s.Change, s.From, s.To
	}
	if of.Indicator.Unit.Kind == indicators.Count {
		return noDifference(SizeOnly), from, to
	}
	return noDifference(TooFewPeriods), from, to
}

// withoutValue takes away all that rests on the value.
func (t *TargetProgress) withoutValue(r Reason) {
	t.Verdict, t.Sure, t.Required, t.Reason = target.CannotTell, false, math.NaN(), r
	t.Distance, t.Pace, t.Projected = noDifference(r), noDifference(r), noDifference(r)
}

// withholdTargets withholds the progress whose value is withheld, and the pace and what rests on it where a number that it was found from is.
func withholdTargets(p *protector, res *Results, unprotected map[string]bool) {
	for i := range res.Targets {
		t := &res.Targets[i]
		if !unprotected[t.Indicator.ID] || !t.Value.OK {
			continue
		}
		if p.hidden(t.Indicator.ID, t.Spec.Group, t.Period, t.Area) {
			why := p.why(t.Indicator.ID, t.Period)
			t.Value = noValue(why, indicators.Suppressed)
			t.withoutValue(why)
			continue
		}
		d := slices.IndexFunc(res.Districts, func(d indicators.Area) bool { return d.ID() == t.Area.ID() })
		if pace, _, _ := paceOf(res, t, d); t.Pace.OK && !pace.OK {
			t.Pace, t.Projected = pace, noDifference(pace.Reason)
			if t.Verdict == target.OnTrack || t.Verdict == target.NotOnTrack {
				t.Verdict = target.CannotTell
			}
			if t.Verdict == target.CannotTell {
				t.Reason = pace.Reason
			}
		}
	}
}
