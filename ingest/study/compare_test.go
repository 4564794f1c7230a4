package study

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/lang"
)

// What areas are compared with is read as a word, an area or a group.
func TestAgainst(t *testing.T) {
	s, err := Decode("study.yaml", []byte(change(t, "parts:", `comparison:
  against: [city, nation, {area: "0114"}, {group: ["0115", "0116"], name: {sv: Grannar, en: Neighbours}}]
  false_discoveries: 0.1
  dependent: true
  funnel: {overdispersion: multiplicative, winsorise: 0.2}
parts:`)))
	if err != nil {
		t.Fatal(err)
	}
	want := []Against{{To: "city"}, {To: "nation"}, {Area: "0114"}, {Group: []string{"0115", "0116"}, Name: lang.Text{Sv: "Grannar", En: "Neighbours"}}}
	if diff := cmp.Diff(want, s.Comparison.Against); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c := s.Comparison; c.FalseDiscoveries != 0.1 || !c.Dependent || c.Funnel != (Funnel{"multiplicative", 0.2}) {
		t.Errorf("got %+v", c)
	}
}

func TestComparisonSaysWhereAndWhatToDo(t *testing.T) {
	with := func(s string) string { return "comparison: {" + s + "}\nparts:" }
	for _, c := range []struct{ name, old, new, want string }{
		{"a word that is none", "parts:", with("against: [cty]"), `unknown thing to compare with "cty"; did you mean "city"?`},
		{"two things in one", "parts:", with(`against: [{to: city, area: "0114"}]`), "expected one of the keys to, area and group; write one thing"},
		{"nothing", "parts:", with("against: [{name: {sv: X}}]"), "expected one of the keys to, area and group"},
		{"twice", "parts:", with("against: [city, city]"), "areas are compared with this twice; remove one"},
		{"a group without a name", "parts:", with("against: [{group: [a]}]"), "the name of the group has no Swedish wording"},
		{"a group twice", "parts:", with("against: [{group: [a, a], name: {sv: X}}]"), `municipality "a" is named twice`},
		{"an area with a name", "parts:", with("against: [{area: a, name: {sv: X}}]"), "only a group has a name"},
		{"a list in a list", "parts:", with("against: [[city]]"), "found a list, expected the keys to, area, group, name"},
		{"a rate of 5", "parts:", with("false_discoveries: 5"), "comparison.false_discoveries is 5, expected a number above 0 and below 1; 5 per cent is 0.05"},
		{"winsorising half", "parts:", with("funnel: {winsorise: 0.5}"), "comparison.funnel.winsorise is 0.5, expected 0 to below 0.5"},
		{"an overdispersion that is none", "parts:", with("funnel: {overdispersion: additve}"), `unknown overdispersion "additve"; did you mean "additive"?`},
		{"a negative difference", "    decimals: 1", "    important_difference: -1", `indicator "employed": important_difference is negative`},
		{"more than all", "    decimals: 1", "    important_difference: 100", `important_difference is 100, but shares cannot differ by more than 100; write percentage points, such as 2`},
		{"of a count", "kind: count, source: scb,", "kind: count, important_difference: 5, source: scb,", `indicator "population": counts are not compared`},
		{"a level of 95", "    decimals: 1", "    limits_level: 95", `indicator "employed": limits_level is 95, expected a number above 0 and below 1; 95 per cent is 0.95`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode("study.yaml", []byte(change(t, c.old, c.new)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// Areas to compare with must be among the areas, and of a level that can be compared with.
func TestAreasToCompareWithAreChecked(t *testing.T) {
	for _, c := range []struct{ name, against, want string }{
		{"no nation", "nation", "no area is of level nation; add it to an areas file, and its figures to the data"},
		{"unknown area", "{area: X}", `area "X" is not among the areas; add it to an areas file, or correct the code`},
		{"a small area", "{area: 0114A0010}", `area "0114A0010" is of level deso, expected district, city, county or nation`},
		{"a group of districts", "{group: [D1], name: {sv: X}}", `area "D1" is of level district, expected city`},
		{"a group of the city alone", `{group: ["0114"], name: {sv: X}}`, "the group has no member beside the city itself"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(study(t, "study.yaml", "parts:", "comparison:\n  against:\n    - "+c.against+"\nparts:"), "study.yaml", LoadOptions{})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "study.yaml:46: ") {
				t.Errorf("got  %v\nwant %s with its line", err, c.want)
			}
		})
	}
}
