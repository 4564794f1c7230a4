package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/target"
)

// The kinds of findings about targets. The keys of their Values, in the indicator's unit: value, target, distance (value − target), and, where there
// are any, lower and upper (of the value, or of the projection where there is one), required and pace (a year), projected. Index is the
// period of the target.
const (
	TargetReached FindingKind = "target_reached"
	TargetOnTrack FindingKind = "target_on_track"
	TargetBehind  FindingKind = "target_behind"
	TargetMissed  FindingKind = "target_missed"
)

// maxTargets is how many targets a summary tells of as good news, and as many as bad.
const maxTargets = 2

// targetFindings are the targets of which something can be told. One that is reached or missed is told as it stands, and is sure only where the limits
// of the value say so too.
func targetFindings(res *Results) []Finding {
	var good, bad []Finding
	for i := range res.Targets {
		t := &res.Targets[i]
		f := Finding{
			Indicator: t.Indicator.ID, Index: PeriodWord(t.Spec.Period), Group: t.Spec.Group, Period: t.Period, Comparison: -1, Weight: math.Abs(t.Distance.Value),
			Values: map[string]float64{"value": t.Value.Value, "target": t.Spec.Value, "distance": t.Distance.Value},
		}
		if t.Spec.Value != 0 {
			f.Weight = math.Abs(t.Distance.Value / t.Spec.Value)
		}
		if t.Area.ID() != res.City.ID() {
			f.Area = t.Area
		}
		if t.Sure || t.Projected.OK {
			f.Certainty = res.Options.Level
		}
		set := func(key string, v float64) {
			if !math.IsNaN(v) {
				f.Values[key] = v
			}
		}
		if t.Value.Interval {
			set("lower", t.Value.Lower)
			set("upper", t.Value.Upper)
		}
		set("required", t.Required)
		if t.Pace.OK {
			set("pace", t.Pace.Value)
		}
		if t.Projected.OK {
			set("projected", t.Projected.Value)
			set("lower", t.Projected.Lower)
			set("upper", t.Projected.Upper)
		}
		switch t.Verdict {
		case target.Reached:
			f.Kind, f.Tone = TargetReached, GoodNews
			good = append(good, f)
		case target.OnTrack:
			f.Kind, f.Tone = TargetOnTrack, GoodNews
			good = append(good, f)
		case target.NotOnTrack:
			f.Kind, f.Tone = TargetBehind, BadNews
			bad = append(bad, f)
		case target.Missed:
			f.Kind, f.Tone = TargetMissed, BadNews
			bad = append(bad, f)
		}
	}
	return append(strongest(bad, maxTargets), strongest(good, maxTargets)...)
}
