package report

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators/lang"
)

func TestPhrases(t *testing.T) {
	used := map[string]bool{}
	files, err := fs.Glob(templateFiles, "template/*.tmpl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, name := range files {
		data, err := templateFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`say "([^"]+)"`).FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
			if _, ok := phrases[m[1]]; !ok {
				t.Errorf("%s says %q, which is no phrase", name, m[1])
			}
		}
	}
	inCode := map[string]bool{"by-group": true, "inequality": true, "segregation": true, "segregation-lead": true, "schools": true, "schools-lead": true}
	for key, p := range phrases {
		if p.Sv == "" || p.En == "" {
			t.Errorf("phrase %q is not in both languages", key)
		}
		if strings.Count(p.Sv, "%s") != strings.Count(p.En, "%s") {
			t.Errorf("phrase %q has places in one language only", key)
		}
		if !used[key] && !inCode[key] {
			t.Errorf("phrase %q is not used", key)
		}
	}
}

// Every reason for which no district has a value, or a difference no interval, is explained.
func TestReasonsAreExplained(t *testing.T) {
	for _, r := range []analysis.Reason{analysis.NoObservation, analysis.NoDenominator, analysis.CannotPool, analysis.LowCoverage, analysis.Withheld,
		analysis.SourceWithheld, analysis.SchoolsOnly} {
		if w := whyNoFigures[r]; w.Sv == "" || w.En == "" {
			t.Errorf("it is not said in both languages why there are no figures: %s", r)
		}
	}
	for _, r := range []analysis.Reason{analysis.NoReason, analysis.NoObservation, analysis.NoDenominator, analysis.CannotPool, analysis.LowCoverage,
		analysis.PartOnly, analysis.SizeOnly, analysis.SchoolsOnly, analysis.NoLimits} {
		if w := whyNotTested[r]; w.Sv == "" || w.En == "" {
			t.Errorf("it is not said in both languages why differences are not tested: %s", r)
		}
	}
}

// Words that say why something is so have no place on the page: the figures show differences, not causes.
func TestNoCausalWords(t *testing.T) {
	causal := regexp.MustCompile(`(?i)\b(orsakar|leder till|på grund av|medför|problemområde\w*|utsatta områden|causes|because of|leads to|due to)\b`)
	for _, l := range lang.All {
		_, doc := written(t, testReport(t, l))
		if m := causal.FindString(text(doc)); m != "" {
			t.Errorf("%s: the page says %q", l, m)
		}
	}
}
