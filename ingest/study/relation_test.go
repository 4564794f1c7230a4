package study_test

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/study"
)

func TestRelationIsChecked(t *testing.T) {
	for want, text := range map[string]string{
		"study.yaml:14: unknown indicator \"wrk\"; did you mean": "indicators: [wrk]",
		"is a count":               "indicators: [people]",
		"comes twice":              "indicators: [work, work]",
		"expected a count":         "population: work",
		"worst is 0.7":             "worst: 0.7",
		"several is 1":             "several: 1",
		"permutations is -1":       "permutations: -1",
		"max_groups is 1":          "max_groups: 1",
		"did you mean \"several\"": "severel: 3",
	} {
		if _, err := study.Decode("study.yaml", []byte(compositeStudy+"relation: {"+text+"}\n")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}
