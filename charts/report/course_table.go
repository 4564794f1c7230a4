package report

import (
	"math"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// courseTable has the change a year of the city and of each district: of the newest years, and of earlier ones before a break where they are
// enough. It is nil where nobody has any.
func (p *page) courseTable(c analysis.Course) *table {
	l, ind := p.lang, c.Indicator
	level := p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))
	t := &table{
		ID: p.id("table-course-" + ind.ID), Caption: p.sayf(wCourseOf, lowerFirst(ind.Name.In(l))), Class: "wide",
		Head: []cell{
			colHead(wArea.In(l)), colHead(wYearsOf.In(l)), numHead(withUnit(wYearly.In(l), charts.DifferenceUnit(l, ind.Unit))), numHead(level),
			numHead(wYearlyPercent.In(l)), numHead(level), colHead(wCourseVerdict.In(l)), colHead(wRuleVerdict.In(l)),
		},
	}
	var gone, rule absences
	var missing []string
	any, scattered := false, false
	areas := []analysis.AreaCourse{c.City}
	for _, i := range p.ordered(p.report.Results.Districts) {
		areas = append(areas, c.Areas[i])
	}
	for k, a := range areas {
		class, name := "", a.Area.Name
		if k == 0 {
			class, name = "city", p.sayf(wWhole, p.city)
		}
		for j, s := range a.Segments {
			if newest := j == len(a.Segments)-1; s.Reason != analysis.NoReason && !newest {
				continue
			}
			any = any || s.Reason == analysis.NoReason
			scattered = scattered || s.Reason == analysis.NoReason && s.Means == analysis.FromScatter
			if s.Missing > 0 && s.Reason == analysis.NoReason {
				missing = append(missing, name)
			}
			t.add(class, p.segmentCells(name, s, ind, &gone, &rule)...)
		}
		if len(a.Segments) == 0 {
			none := noNumber()
			none.Hidden = charts.ReasonText(l, analysis.NoObservation)
			gone.add(dots, none.Hidden, name)
			t.add(class, rowHead(name), cell{Text: dots, Class: "missing"}, none, noNumber(), noNumber(), noNumber(), cell{Text: dots}, cell{Text: dots})
		}
	}
	if !any {
		return nil
	}
	t.Notes = append(gone.notes(len(areas)), rule.notes(len(areas))...)
	if scattered {
		t.note(wScattered.In(l))
	}
	if len(missing) == len(areas) {
		t.note(wMissingAll.In(l))
	} else if len(missing) > 0 {
		t.note(p.sayf(wMissingYears, p.list(missing)))
	}
	t.note(p.assumption)
	return t
}

func (p *page) segmentCells(name string, s analysis.Segment, ind indicators.Indicator, gone, rule *absences) []cell {
	l := p.lang
	out := []cell{rowHead(name), textCell(p.years(s.From, s.To))}
	if s.Reason != analysis.NoReason {
		none := noNumber()
		none.Hidden = charts.ReasonText(l, s.Reason)
		gone.add(dots, none.Hidden, name)
		return append(out, none, noNumber(), noNumber(), noNumber(), cell{Text: dots}, cell{Text: dots})
	}
	out = append(append(out, p.differenceCells(s.Change, ind.Decimals+1)...), p.differenceCells(s.Relative, 1)...)
	verdict := courseCell(l, s.Verdict)
	if s.Overview != analysis.NoClearDifference && s.Steady {
		verdict.Text += nbsp + "★"
	}
	recent := cell{Text: dots}
	switch r := s.Recent; {
	case r.OK:
		recent = courseCell(l, r.Verdict)
	case r.Reason != analysis.NoReason:
		recent.Hidden = charts.ReasonText(l, r.Reason)
		rule.add(dots, p.sayf(wRuleLacks, recent.Hidden), name)
	}
	return append(out, verdict, recent)
}

// courseCell is the verdict on a change.
func courseCell(l lang.Lang, v analysis.Verdict) cell {
	sign, _, class := charts.VerdictMark(l, v)
	return cell{Text: courseWords[v].In(l), Glyph: sign, Class: class}
}

// courseGapTable has how the gap of each district to the rest of the city has moved. It is nil where none has.
func (p *page) courseGapTable(c analysis.Course) *table {
	l, ind := p.lang, c.Indicator
	level := p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))
	unit := charts.DifferenceUnit(l, ind.Unit)
	t := &table{
		ID: p.id("table-gap-" + ind.ID), Caption: p.sayf(wGapOf, p.city, lowerFirst(ind.Name.In(l))), Class: "wide",
		Head: []cell{
			colHead(wArea.In(l)), colHead(wYearsOf.In(l)), numHead(withUnit(wGapFirst.In(l), unit)), numHead(wGapLast.In(l)), numHead(wYearly.In(l)),
			numHead(level), colHead(wGapMovement.In(l)), numHead(wRatioFirst.In(l)), numHead(wRatioLast.In(l)), numHead(wRatioChange.In(l)),
			colHead(wRatioMove.In(l)), numHead(wParity.In(l)),
		},
	}
	var gone absences
	var disagree []string
	any := false
	for _, i := range p.ordered(p.report.Results.Districts) {
		a := c.Areas[i]
		g, name := a.Gap, a.Area.Name
		if g.Reason != analysis.NoReason {
			why := charts.ReasonText(l, g.Reason)
			gone.add(dots, why, name)
			none := noNumber()
			none.Hidden = why
			row := []cell{rowHead(name), {Text: dots}, none}
			for range 9 {
				row = append(row, noNumber())
			}
			t.add("", row...)
			continue
		}
		any = true
		if g.Disagree {
			disagree = append(disagree, name)
		}
		d := ind.Decimals + 1
		signed := func(v analysis.Difference, decimals int) cell { return p.differenceCells(v, decimals)[0] }
		plain := func(v analysis.Difference) cell {
			if !v.OK {
				return noNumber()
			}
			return numberCell(charts.Number(l, v.Value, 2))
		}
		cells := []cell{rowHead(name), textCell(p.years(g.From, g.To)), signed(g.Absolute.First, ind.Decimals), signed(g.Absolute.Last, ind.Decimals)}
		cells = append(append(cells, p.differenceCells(g.Absolute.Change, d)...), p.movementCell(g.Absolute),
			plain(g.Relative.First), plain(g.Relative.Last), signed(g.Relative.Change, 1), p.movementCell(g.Relative), p.parityCell(ind, g))
		t.add("", cells...)
	}
	if !any {
		return nil
	}
	t.note(wOnTheLine.In(l))
	if len(disagree) > 0 {
		t.note(p.sayf(wDisagree, p.list(disagree)))
	}
	t.Notes = append(t.Notes, gone.notes(len(c.Areas))...)
	t.note(p.assumption)
	return t
}

func (p *page) movementCell(g analysis.GapScale) cell {
	if g.Reason != analysis.NoReason {
		return cell{Text: dots, Class: "missing", Hidden: charts.ReasonText(p.lang, g.Reason)}
	}
	return cell{Text: movementWords[g.Movement].In(p.lang)}
}

// parityCell is the years until a district that fares worse than the rest of the city is level with it. One that fares better, or of which
// nothing says what is better, has none.
func (p *page) parityCell(ind indicators.Indicator, g analysis.GapCourse) cell {
	l := p.lang
	behind := ind.Direction == indicators.HigherIsBetter && g.Absolute.First.Value < 0 || ind.Direction == indicators.LowerIsBetter && g.Absolute.First.Value > 0
	if !g.Absolute.First.OK || !behind {
		return never(true)
	}
	number := func(v float64) string { return charts.Number(l, v, 0) }
	most := number(p.report.Results.Options.Courses.MostYears)
	switch q := g.Parity; {
	case q.Reason == analysis.TooFar:
		return numberCell(p.sayf(parityWords[q.Reason], most))
	case q.Reason != analysis.NoReason:
		if t, ok := parityWords[q.Reason]; ok {
			return numberCell(t.In(l))
		}
		return noNumber()
	case q.Open:
		return numberCell(p.sayf(wParityOpen, number(q.Years), number(q.Lower), most))
	default:
		return numberCell(p.sayf(wParityIs, number(q.Years), charts.Range(l, q.Lower, q.Upper, 0)))
	}
}

// spreadCourses is how the spread between districts has moved on each measure.
func (p *page) spreadCourses() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-spread-course"), Caption: wSpreadCourseOf.In(l), Class: "wide",
		Head: []cell{
			colHead(wMeasure.In(l)), colHead(wYearsOf.In(l)), numHead(wDistrictsN.In(l)), numHead(wSpreadFirst.In(l)), numHead(wSpreadLast.In(l)),
			numHead(wYearly.In(l)), numHead(p.sayf(wInterval, charts.LevelText(l, p.report.Results.Options.Level))), colHead(wSpreadMove.In(l)),
		},
	}
	var gone absences
	for _, c := range p.report.Results.Courses {
		if c.Group != indicators.Everyone {
			continue
		}
		s, d := c.Spread, c.Indicator.Decimals+1
		if s.Reason != analysis.NoReason {
			gone.add(dots, charts.ReasonText(l, s.Reason), lowerFirst(c.Indicator.ShortName().In(l)))
			continue
		}
		cells := []cell{
			rowLink(withUnit(c.Indicator.ShortName().In(l), charts.DifferenceUnit(l, c.Indicator.Unit)), "#"+p.anchors[c.Indicator.ID]), textCell(p.years(s.From, s.To)),
			numberCell(charts.Number(l, float64(s.Areas), 0)), numberCell(charts.Number(l, s.First.Value, d)), numberCell(charts.Number(l, s.Last.Value, d)),
		}
		t.add("", append(append(cells, p.differenceCells(s.Change, d+1)...), cell{Text: movementWords[s.Movement].In(l)})...)
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	t.Notes = gone.notes(1 << 30)
	t.note(wOnTheLine.In(l))
	t.note(p.assumption)
	return t
}

// turnTable lists the turning points that are found for everyone, and says how many series were tested.
func (p *page) turnTable() (*table, string) {
	l := p.lang
	t := &table{
		ID: p.id("table-turns"), Caption: wTurns.In(l),
		Head: []cell{colHead(wMeasure.In(l)), colHead(wArea.In(l)), colHead(wTurnYear.In(l)), numHead(wTurnBefore.In(l)), numHead(wTurnAfter.In(l)), numHead(wPValue.In(l))},
	}
	tested, level := 0, p.report.Results.Options.Level
	for _, c := range p.report.Results.Courses {
		if c.Group != indicators.Everyone {
			continue
		}
		for k, a := range append([]analysis.AreaCourse{c.City}, c.Areas...) {
			n := len(a.Segments)
			if n == 0 || !a.Segments[n-1].Joinpoint.OK {
				continue
			}
			tested++
			name, turn := a.Area.Name, a.Segments[n-1].Joinpoint
			if !turn.Found(level) {
				continue
			}
			if k == 0 {
				name = p.sayf(wWhole, p.city)
			}
			d := c.Indicator.Decimals + 1
			t.add("", rowLink(withUnit(c.Indicator.ShortName().In(l), charts.DifferenceUnit(l, c.Indicator.Unit)), "#"+p.anchors[c.Indicator.ID]), textCell(name),
				textCell(charts.PeriodText(l, turn.Period)), numberCell(charts.Signed(l, turn.Before, d)), numberCell(charts.Signed(l, turn.After, d)),
				numberCell(charts.Number(l, turn.P, 3)))
		}
	}
	if len(t.Bodies) == 0 {
		return nil, ""
	}
	t.note(p.assumption)
	return t, p.sayf(wTurnsLead, tested, trend.MinJoinpoint, int(math.Round(float64(tested)*(1-level))))
}

// mobilityTable says for each measure whether the districts have changed places.
func (p *page) mobilityTable() *table {
	l := p.lang
	t := &table{
		ID: p.id("table-mobility"), Caption: wMobilityOf.In(l), Class: "wide",
		Head: []cell{
			colHead(wMeasure.In(l)), colHead(wYearsOf.In(l)), numHead(wDistrictsN.In(l)), numHead(wRankCorr.In(l)), numHead(wRankChance.In(l)),
			numHead(wRankLow.In(l)), numHead(wPrais.In(l)), numHead(wPraisChance.In(l)), numHead(wPValue.In(l)), colHead(wMobileVerdict.In(l)),
		},
	}
	var gone absences
	var moved, alike []string
	for _, m := range p.report.Results.Mobility {
		if m.Group != indicators.Everyone {
			continue
		}
		short := m.Indicator.ShortName().In(l)
		name := rowLink(short, "#"+p.anchors[m.Indicator.ID])
		if m.Reason != analysis.NoReason {
			gone.add(dots, charts.ReasonText(l, m.Reason), lowerFirst(short))
			continue
		}
		number := func(v float64) cell { return numberCell(charts.Number(l, v, 2)) }
		verdict := cell{Text: dots, Class: "missing"}
		switch {
		case m.Unsure != analysis.NoReason:
			verdict.Hidden = charts.ReasonText(l, m.Unsure)
			gone.add(dots, verdict.Hidden, lowerFirst(short))
		case m.Beyond:
			verdict = cell{Text: wMobile.In(l)}
		default:
			verdict = cell{Text: wNotMobile.In(l)}
		}
		t.add("", name, textCell(charts.PeriodText(l, m.From)+" "+lang.Text{Sv: "och", En: "and"}.In(l)+" "+charts.PeriodText(l, m.To)),
			numberCell(charts.Number(l, float64(m.Areas), 0)), number(m.Spearman), number(m.Expected), number(m.Lower), number(m.Prais), number(m.ByChance),
			numberCell(charts.Number(l, m.P, 3)), verdict)
		var names []string
		for _, v := range m.Moves {
			if v.Sure {
				names = append(names, p.sayf(wMove, v.Area.Name, charts.Number(l, v.First, 0), charts.Number(l, v.Last, 0)))
			}
		}
		if len(names) > 0 {
			moved = append(moved, p.sayf(wMoved, short, p.list(names)))
		}
		if m.Alike && m.Unsure == analysis.NoReason {
			alike = append(alike, lowerFirst(short))
		}
	}
	if len(t.Bodies) == 0 {
		return nil
	}
	t.Notes = append(gone.notes(1<<30), moved...)
	if len(alike) > 0 {
		t.note(p.sayf(wAlike, p.list(alike)))
	}
	t.note(wPraisIs.In(l))
	t.note(p.assumption)
	return t
}
