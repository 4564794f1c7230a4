package study

import (
	"strings"
	"testing"
)

func TestTrends(t *testing.T) {
	s, err := Decode("study.yaml", []byte(change(t, "parts:", "trends: {fewest_years: 4, parity_within: 10.5}\nparts:")))
	if err != nil || s.Trends != (Trends{4, 10.5}) {
		t.Errorf("got %+v, %v", s, err)
	}
	for given, want := range map[string]string{
		"fewest_years: 2":    "trends.fewest_years is 2, expected 3 to 50; three years",
		"fewest_years: 60":   "trends.fewest_years is 60",
		"parity_within: -1":  "trends.parity_within is -1, expected years above 0",
		"parity_within: 500": "trends.parity_within is 500",
		"fewest_yers: 5":     "fewest_years",
	} {
		_, err := Decode("study.yaml", []byte(change(t, "parts:", "trends: {"+given+"}\nparts:")))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", given, err, want)
		}
	}
}
