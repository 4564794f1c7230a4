package report

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/changes"
	"github.com/jamlik/jamlik/analysis/target"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// targets are one that the pace is too slow for, one that cannot be told, and one that was reached within the uncertainty.
func targets(r *Report) []analysis.TargetProgress {
	ind, _ := r.Catalogue.Indicator("employed")
	nan := math.NaN()
	none := analysis.Difference{}
	base := analysis.TargetProgress{Indicator: ind, Area: r.Results.City, AtLeast: true, Period: indicators.Year(2025), Value: value(74, 1, 5000),
		Distance: difference(-6, 1), Years: 5, Required: 1.2, Pace: difference(0.5, 0.2), From: indicators.Year(2018), To: indicators.Year(2025), Projected: difference(76.5, 2)}
	base.Spec = analysis.TargetSpec{Indicator: ind.ID, Value: 80, Period: indicators.Year(2030), Source: lang.Text{Sv: "Beslut A", En: "Decision A"}}
	slow, short, past := base, base, base
	slow.Verdict = target.NotOnTrack
	short.Reason, short.Pace, short.Projected = analysis.TooFewPeriods, none, none
	past.Spec.Value, past.Spec.Period, past.Passed, past.Verdict, past.Reason = 73.5, indicators.Year(2025), true, target.Reached, analysis.TargetPassed
	past.Distance, past.Required, past.Pace, past.Projected = difference(0.5, 1), nan, none, none
	return []analysis.TargetProgress{slow, short, past}
}

func TestTargetsChapter(t *testing.T) {
	for l, want := range map[lang.Lang][]string{
		lang.Sv: {"Studien har 3 mål.", "minst 80 % 2030", "nås inte med samma takt", "kan inte avgöras, ingen takt: ", "nått, inom den statistiska osäkerheten", "Beslut A",
			"+0,50 (0,30–0,70) 2018–2025", "Inom parentes står 95 %-intervall."},
		lang.En: {"The study has 3 targets.", "at least 80%, 2030", "not reached at the same pace", "cannot be told, no pace: ", "reached, within the statistical uncertainty", "Decision A"},
	} {
		r := testReport(t, l)
		r.Results.Targets = targets(r)
		r.Results.Findings = append(r.Results.Findings, analysis.Finding{Kind: analysis.TargetBehind, Indicator: "employed", Index: "2030", Comparison: -1, Summary: true})
		_, doc := written(t, r)
		page := strings.ReplaceAll(text(sectionOf(doc, "targets")), "\u00a0", " ")
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s: the chapter does not say %q:\n%s", l, w, page)
			}
		}
		summary := strings.ReplaceAll(text(sectionOf(doc, "summary"))+text(sectionOf(doc, "findings")), "\u00a0", " ")
		if w := map[lang.Lang]string{lang.Sv: "nås inte om takten fortsätter som hittills. Värdet är 74,0 % (2025) och ändras med +0,50 procentenheter om året. Det krävs +1,20.",
			lang.En: "is not reached if the pace goes on as so far."}[l]; !strings.Contains(summary, w) {
			t.Errorf("%s: the summary does not say %q", l, w)
		}
	}
}

func TestChangesChapter(t *testing.T) {
	nan := math.NaN()
	about := changes.About{Table: "comparisons", Indicator: "employed", Level: "city", Area: "1"}
	for l, want := range map[lang.Lang][]string{
		lang.Sv: {"Rapporten har jämförts med den från 1 oktober 2025.", "Reviderade uppgifter för samma period", "Ändrad fil | work.csv | Sysselsatta", "visas inte, för att skydda enskilda",
			"Programmets version", "Andra val i studien", "gränser för vad som visas"},
		lang.En: {"The report was compared with the one of 1 October 2025.", "Revised figures of the same period", "Changed file | work.csv | Employed", "not shown, to protect persons"},
	} {
		r := testReport(t, l)
		r.Results.Options.Segregation = nil
		r.Since = &Since{Date: "2025-10-01", Version: "0.0.9", Seed: 1, Made: changes.Differences{Program: true, Told: true, Choices: []string{"disclosure"},
			Inputs: []changes.InputChange{{Name: "work.csv", Kind: "changed", Indicators: []string{"employed"}}}},
			Changes: []changes.Change{
				{About: about, Name: "value", Kind: changes.Changed, Cause: changes.Revision, OldPeriod: "2025", NewPeriod: "2025", Old: 70, New: 71, Again: nan, ByData: nan, ByChoice: nan},
				{About: about, Name: "value", Kind: changes.Gone, Cause: changes.Choice, OldPeriod: "2025", NewPeriod: "2025", Old: nan, New: nan, OldReason: changes.Withheld, NewReason: changes.Withheld},
				{About: about, Name: "value", Kind: changes.NewPeriod, Cause: changes.NewData, OldPeriod: "2024", NewPeriod: "2025", Old: 69, New: 71},
				{About: about, Name: "verdict", Kind: changes.Changed, Cause: changes.Choice, OldPeriod: "2025", NewPeriod: "2025", Old: nan, New: nan, OldText: "better", NewText: "no_clear_difference"},
			}}
		_, doc := written(t, r)
		section := sectionOf(doc, "changes")
		page := strings.ToLower(strings.ReplaceAll(text(section), "\u00a0", " ") + strings.Join(rowsOf(section), "\n"))
		for _, w := range want {
			if !strings.Contains(page, strings.ToLower(w)) {
				t.Errorf("%s: the chapter does not say %q:\n%s", l, w, page)
			}
		}
	}
	r := testReport(t, lang.Sv)
	if _, doc := written(t, r); sectionOf(doc, "changes") != nil || sectionOf(doc, "targets") != nil {
		t.Error("there are chapters of nothing")
	}
}
