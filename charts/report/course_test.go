package report

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

func TestCourses(t *testing.T) {
	r := testReport(t, lang.Sv)
	withheld := analysis.Finding{Kind: analysis.GapWidening, Indicator: "employed", Area: districts[2], Summary: true}
	r.Results.Findings = append(r.Results.Findings, withheld)
	_, doc := written(t, r)
	page := strings.Join(strings.Fields(strings.ReplaceAll(text(doc), nbsp, " ")), " ")
	for _, want := range []string{
		"Utveckling över tid",
		"Säkert bättre över åren: " + districts[0].Name + ". Säkert sämre över åren: " + districts[1].Name + ".",
		"7 (4 till mer än 25)", // an upper limit that is not told
		"mer än 25",            // too far
		"minskar inte säkert",  // no number
		"Skillnaden och kvoten pekar åt olika håll för: " + districts[0].Name,
		"År utan uppgift finns i serien för: " + districts[1].Name,
		".. = visas inte av sekretesskäl: " + districts[2].Name,
		".. = uppgift saknas i källan: " + districts[3].Name,
		"Mått som har för få jämförbara år i alla områden:",
		"+0,91", // before the turning point
		"säkert ändrad plats för " + districts[0].Name + " (från 5 till 1)",
		"ja, säkert",
		"för få områden har uppgift: " + lowerFirst(crowded.ShortName().Sv),
		"från −12,3 procentenheter till −6,7 procentenheter på linjen genom alla år. Kvoten pekar åt andra hållet.",
		"Glider områdena isär?",
		"+0,300", // of the spread
		"Fiellers intervall",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := strings.Count(page, "har säkert ökat"); n != 1 {
		t.Errorf("%d gaps that grow are told of, want 1: the other is withheld", n)
	}
}

// Without a measure that has enough years the chapter has no table of trends, and without any series there is no chapter.
func TestCoursesOfFewYears(t *testing.T) {
	r := testReport(t, lang.En)
	r.Results.Courses, r.Results.Findings = r.Results.Courses[1:], nil
	_, doc := written(t, r)
	if page := text(doc); !strings.Contains(page, "No measure has as many as 5 years that can be compared") || strings.Contains(page, "Change a year:") {
		t.Error("it is not said that there are too few years")
	}
	r = testReport(t, lang.En)
	r.Results.Courses, r.Results.Mobility, r.Results.Findings = nil, nil, nil
	if _, doc = written(t, r); strings.Contains(text(doc), "Development over time") {
		t.Error("a chapter about nothing")
	}
}

func TestCourseWordsAreComplete(t *testing.T) {
	for v := analysis.NotCompared; v <= analysis.Lower; v++ {
		if w := courseWords[v]; w.Sv == "" || w.En == "" {
			t.Errorf("verdict %v has no words", v)
		}
	}
	for m := range 4 {
		found := 0
		for k, w := range movementWords {
			if int(k) == m && w.Sv != "" && w.En != "" {
				found++
			}
		}
		if found != 1 {
			t.Errorf("movement %d has no words", m)
		}
	}
}
