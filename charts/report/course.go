package report

import (
	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/trend"
	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// courses is the chapter about how figures move over years.
type courses struct {
	Title    string
	Lead     []string
	Measures []courseOf
	None     []link // measures with too few comparable years
	NoneIs   string
	More     string

	Spread       *table
	SpreadIs     string
	SpreadLead   string
	Turns        *table
	TurnsTitle   string
	TurnsLead    string
	Mobility     *table
	MobilityIs   string
	MobilityLead string
}

// courseOf is one measure over its years.
type courseOf struct {
	Name     link
	Sentence string
	Trend    *table
	Gap      *table
}

func (p *page) courses() error {
	res, l := p.report.Results, p.lang
	o := res.Options
	out := courses{
		Title: wCourse.In(l), NoneIs: wCourseNone.In(l), More: wCourseMore.In(l),
		SpreadIs: wSpreadCourse.In(l), SpreadLead: wSpreadCourseLead.In(l), TurnsTitle: wTurns.In(l),
		MobilityIs: wMobility.In(l), MobilityLead: wMobilityLead.In(l),
	}
	for _, c := range res.Courses {
		if c.Group != indicators.Everyone {
			continue
		}
		about := link{c.Indicator.Name.In(l), "#" + p.anchors[c.Indicator.ID]}
		of := courseOf{Name: about, Trend: p.courseTable(c), Gap: p.courseGapTable(c)}
		if of.Trend == nil {
			out.None = append(out.None, about)
			continue
		}
		of.Sentence = p.courseSentence(c)
		out.Measures = append(out.Measures, of)
	}
	if len(out.Measures)+len(out.None) == 0 {
		return nil
	}
	if len(out.Measures) == 0 {
		out.Lead, out.More = []string{p.sayf(wCourseNothing, o.Courses.FewestPeriods)}, ""
	} else {
		out.Lead = p.courseLead(len(out.Measures))
	}
	out.Spread = p.spreadCourses()
	out.Turns, out.TurnsLead = p.turnTable()
	out.Mobility = p.mobilityTable()
	p.Courses = &out
	return nil
}

// courseLead is how the chapter is read.
func (p *page) courseLead(measures int) []string {
	l, o := p.lang, p.report.Results.Options
	return []string{
		p.sayf(wCourseLead, p.nMeasures(measures), p.city, o.Courses.FewestPeriods),
		p.sayf(wCourseSure, charts.LevelText(l, o.Level), charts.LevelText(l, o.OverviewLevel)),
		wCourseRule.In(l), wCourseGap.In(l), p.sayf(wCourseParity, charts.Number(l, o.Courses.MostYears, 0)),
	}
}

// courseSentence names the districts with a clear change, and those whose gap moves.
func (p *page) courseSentence(c analysis.Course) string {
	by, moves := map[analysis.Verdict][]string{}, map[trend.Movement][]string{}
	for _, i := range p.ordered(p.report.Results.Districts) {
		a := c.Areas[i]
		if n := len(a.Segments); n > 0 {
			by[a.Segments[n-1].Verdict] = append(by[a.Segments[n-1].Verdict], a.Area.Name)
		}
		if a.Gap.Reason == analysis.NoReason {
			moves[a.Gap.Absolute.Movement] = append(moves[a.Gap.Absolute.Movement], a.Area.Name)
		}
	}
	var out []string
	for _, say := range []struct {
		verdict analysis.Verdict
		text    lang.Text
	}{{analysis.Better, cBetter}, {analysis.Worse, cWorse}, {analysis.Higher, cHigher}, {analysis.Lower, cLower}} {
		if names := by[say.verdict]; len(names) > 0 {
			out = append(out, p.sayf(say.text, p.list(names)))
		}
	}
	if len(out) == 0 && len(by[analysis.NoClearDifference]) > 0 {
		out = append(out, cNone.In(p.lang))
	}
	if names := moves[trend.Closing]; len(names) > 0 {
		out = append(out, p.sayf(cClosing, p.city, p.list(names)))
	}
	if names := moves[trend.Widening]; len(names) > 0 {
		out = append(out, p.sayf(cWidening, p.city, p.list(names)))
	}
	return sentences(out...)
}

// courseMethod is what the method chapter says of this one.
func (p *page) courseMethod() []string {
	if p.Courses == nil {
		return nil
	}
	o := p.report.Results.Options
	out := []string{mTrend.In(p.lang), p.sayf(mTurn, charts.Number(p.lang, float64(o.Courses.Draws), 0)), mGap.In(p.lang)}
	if p.Courses.Mobility != nil {
		out = append(out, p.sayf(mMobility, charts.Number(p.lang, float64(o.Replicates), 0)))
	}
	return out
}

// courseProfile says of one district on which measures its difference from the rest of the city surely shrinks or grows.
func (p *page) courseProfile(d indicators.Area) []string {
	moves := map[trend.Movement][]string{}
	for _, c := range p.report.Results.Courses {
		for _, a := range c.Areas {
			if g := a.Gap; c.Group == indicators.Everyone && a.Area.ID() == d.ID() && g.Reason == analysis.NoReason {
				moves[g.Absolute.Movement] = append(moves[g.Absolute.Movement], lowerFirst(c.Indicator.ShortName().In(p.lang)))
			}
		}
	}
	var out []string
	if names := moves[trend.Closing]; len(names) > 0 {
		out = append(out, p.sayf(pClosing, p.city, p.list(names)))
	}
	if names := moves[trend.Widening]; len(names) > 0 {
		out = append(out, p.sayf(pWidening, p.city, p.list(names)))
	}
	return out
}
