package report

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/target"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// followUp is the chapter about targets.
type followUp struct {
	Lead  string
	Table *table
}

func (p *page) targets() error {
	list := p.report.Results.Targets
	if len(list) == 0 {
		return nil
	}
	l := p.lang
	t := &table{
		ID: p.id("table-targets"), Caption: goalCap.In(l), Class: "wide",
		Head: []cell{colHead(rMeasure.In(l)), colHead(wArea.In(l)), colHead(goalTarget.In(l)), colHead(goalVerdict.In(l)), colHead(goalNow.In(l)),
			numHead(goalDistance.In(l)), numHead(goalRequired.In(l)), colHead(goalPace.In(l)), colHead(goalThen.In(l)), colHead(goalSource.In(l))},
	}
	t.note(p.sayf(goalLimits, charts.LevelText(l, p.report.Results.Options.Level)))
	for _, v := range list {
		ind := v.Indicator
		decimals := ind.Decimals + 1 // of changes a year
		value, pace, then := dots, dots, dots
		if v.Value.OK {
			value = charts.Quantity(l, v.Value.Value, ind) + " " + charts.PeriodText(l, v.Period) + p.limitsText(v.Value.Estimate, v.Value.Interval, ind.Decimals)
		}
		if v.Pace.OK {
			pace = charts.Signed(l, v.Pace.Value, decimals) + p.limitsText(v.Pace.Estimate, v.Pace.Interval, decimals) + " " + charts.PeriodText(l, v.From) + endash + charts.PeriodText(l, v.To)
		}
		if v.Projected.OK {
			then = charts.Quantity(l, v.Projected.Value, ind) + p.limitsText(v.Projected.Estimate, v.Projected.Interval, ind.Decimals)
		}
		distance, required := noNumber(), noNumber()
		if v.Distance.OK {
			distance = numberCell(charts.Signed(l, v.Distance.Value, ind.Decimals))
		}
		if !math.IsNaN(v.Required) {
			required = numberCell(charts.Signed(l, v.Required, decimals))
		}
		t.add("", rowHead(p.targetName(v)), textCell(v.Area.Name), textCell(p.goalText(v)), p.goalCell(v), textCell(value), distance, required, textCell(pace),
			textCell(then), textCell(v.Spec.Source.In(l)))
	}
	p.Targets = &followUp{Lead: p.sayf(goalLead, p.count(len(list), goalCount[0], goalCount[1])), Table: t}
	return nil
}

// targetName is the measure of a target, with its group.
func (p *page) targetName(v analysis.TargetProgress) string {
	name := v.Indicator.ShortName().In(p.lang)
	if g := p.groupName(v.Spec.Group); g != "" {
		name += ", " + g
	}
	return name
}

// goalText is the target itself: "minst 84 % 2030".
func (p *page) goalText(v analysis.TargetProgress) string {
	ind := v.Indicator
	ind.Decimals = max(decimalsOf(v.Spec.Value), 0)
	t := goalAtMost
	switch {
	case v.Reason == analysis.NotJudged:
		t = goalPlain
	case v.AtLeast:
		t = goalAtLeast
	}
	return p.sayf(t, charts.Quantity(p.lang, v.Spec.Value, ind), charts.PeriodText(p.lang, v.Spec.Period))
}

// limitsText is the limits of a number after it: " (73,5–76,5)".
func (p *page) limitsText(e index.Estimate, interval bool, decimals int) string {
	if !interval || math.IsNaN(e.Lower) {
		return ""
	}
	return " (" + charts.Range(p.lang, e.Lower, e.Upper, decimals) + ")"
}

// goalCell is the verdict on a target, with the reason where it cannot be told.
func (p *page) goalCell(v analysis.TargetProgress) cell {
	text := goalVerdicts[v.Verdict].In(p.lang)
	reason := charts.ReasonText(p.lang, v.Reason)
	switch {
	case v.Verdict == target.CannotTell && v.Pace.OK && v.Projected.OK:
		text = p.sayf(goalBoth, text)
	case v.Verdict == target.CannotTell && v.Value.OK && v.Reason != analysis.NoReason:
		text = p.sayf(goalNoPace, text, reason)
	case v.Verdict == target.CannotTell && v.Reason != analysis.NoReason:
		text = p.sayf(goalBecause, text, reason)
	case (v.Verdict == target.Reached || v.Verdict == target.Missed) && v.Value.Interval && !v.Sure:
		text = p.sayf(goalUnsure, text)
	}
	return cell{Text: text, Glyph: goalGlyphs[v.Verdict], Class: goalClasses[v.Verdict]}
}

// targetFinding says how a target stands.
func (p *page) targetFinding(f analysis.Finding) (finding, bool) {
	for _, v := range p.report.Results.Targets {
		area := f.Area
		if area == (indicators.Area{}) {
			area = p.report.Results.City
		}
		if v.Indicator.ID != f.Indicator || v.Spec.Group != f.Group || v.Area.ID() != area.ID() || analysis.PeriodWord(v.Spec.Period) != f.Index {
			continue
		}
		l, ind := p.lang, v.Indicator
		args := []any{v.Area.Name, p.goalText(v), charts.Quantity(l, v.Value.Value, ind), charts.PeriodText(l, v.Period)}
		var t lang.Text
		switch f.Kind {
		case analysis.TargetReached:
			t = goalReachedIs
		case analysis.TargetMissed:
			t = goalMissedIs
		default:
			if t = goalBehindIs; f.Kind == analysis.TargetOnTrack {
				t = goalOnTrackIs
			}
			unit := charts.DifferenceUnit(l, ind.Unit)
			change := func(x float64) string { return charts.Signed(l, x, ind.Decimals+1) + nbsp + unit }
			args = append(args, change(v.Pace.Value), charts.Signed(l, v.Required, ind.Decimals+1))
		}
		text := p.sayf(t, args...)
		if (f.Kind == analysis.TargetReached || f.Kind == analysis.TargetMissed) && v.Value.Interval && !v.Sure {
			text = sentences(text, goalNotSure.In(l))
		}
		return finding{About: link{p.targetName(v), "#" + idTargets}, Text: text}, true
	}
	return finding{}, false
}
