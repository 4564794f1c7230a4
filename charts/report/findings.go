package report

import (
	"slices"

	"github.com/jamlik/jamlik/analysis"
)

// mostFirst is how many findings the summary begins with, so that it fits a page.
const mostFirst = 5

// storyOf are the questions that the summary answers first, in this order, each by the first finding of one of its kinds.
var storyOf = [][]analysis.FindingKind{
	{analysis.LargestGap, analysis.WideGap, analysis.CityGap},
	{analysis.MostImproved, analysis.TrendBetter},
	{analysis.Widening, analysis.GapWidening, analysis.MoreApart},
	{analysis.Narrowing, analysis.GapClosing, analysis.LessApart},
	{analysis.MostWorsened, analysis.TrendWorse},
	{analysis.TargetMissed, analysis.TargetBehind, analysis.TargetReached, analysis.TargetOnTrack},
	{analysis.Separation, analysis.SchoolsApart},
}

// findings fills the lead of the summary and what was found: first the largest sure gap, who became better, and where differences grow and
// shrink; then the others. Of the first five, one is a warning where there are any.
func (p *page) findings() {
	res, s := p.report.Results, &p.Summary
	s.Lead = p.sayf(wLead, p.nDistricts(len(res.Districts)), p.city, p.nMeasures(len(p.byIndicator())))
	var said []finding
	var kinds []analysis.FindingKind
	for _, f := range res.Findings {
		if !f.Summary {
			continue
		}
		if f.Kind == analysis.DataWarning {
			if f.Warning != nil && !f.Warning.Text.IsZero() {
				s.Warnings = append(s.Warnings, p.warningText(*f.Warning))
			}
			continue
		}
		if v, ok := p.finding(f); ok {
			said, kinds = append(said, v), append(kinds, f.Kind)
		}
	}
	room := mostFirst
	if len(s.Warnings) > 0 {
		room--
	}
	var first []int
	for _, story := range storyOf {
		if i := slices.IndexFunc(kinds, func(k analysis.FindingKind) bool { return slices.Contains(story, k) }); i >= 0 && len(first) < room {
			first = append(first, i)
		}
	}
	for i := range said {
		if len(first) < room && !slices.Contains(first, i) {
			first = append(first, i)
		}
	}
	for _, i := range first {
		s.Findings = append(s.Findings, said[i])
	}
	if len(s.Warnings) > 0 {
		s.Findings = append(s.Findings, finding{About: link{phrases["keep-in-mind"].In(p.lang), "#" + idMethod}, Text: s.Warnings[0]})
		s.Warnings = s.Warnings[1:]
	}
	for i, f := range said {
		if !slices.Contains(first, i) {
			s.More = append(s.More, f)
		}
	}
}
