package study

import (
	"strings"
	"testing"
)

func TestDimensionsOfGroups(t *testing.T) {
	for _, c := range []struct{ name, groups, want string }{
		{"unknown", "[{dimension: seks, name: {sv: kön}}]", `unknown dimension "seks"; one of sex`},
		{"not given", "[{name: {sv: kön}}]", "dimension is not given"},
		{"twice", "[{dimension: sex, name: {sv: kön}}, {dimension: sex, name: {sv: kön}}]", `study.yaml:7: dimension "sex" is given twice, first on line 7; remove one`},
		{"no Swedish name", "[{dimension: sex, name: {en: sex}}]", "the name of the dimension has no Swedish wording; write it after sv:"},
		{"category twice", "[{dimension: sex, name: {sv: kön}, categories: [men, men]}]", `category "men" is named twice; remove one`},
		{"order without categories", "[{dimension: sex, name: {sv: kön}, ordered: true}]",
			"the dimension is ordered, but 0 categories are named; name all categories in order under categories:, the most disadvantaged first"},
		{"reference", "[{dimension: sex, name: {sv: kön}, categories: [women, men], reference: man}]", `unknown category "man"; did you mean "men"?`},
	} {
		files := study(t, "study.yaml", "highlight: [D1]", "highlight: [D1]\ngroups: "+c.groups)
		_, err := Load(files, "study.yaml", LoadOptions{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
	files := study(t, "study.yaml", "highlight: [D1]", "highlight: [D1]\ngroups: [{dimension: sex, name: {sv: kön}, categories: [women, men], reference: men}]")
	l, err := Load(files, "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if d := l.Study.Groups[0]; d.Dimension != "sex" || d.Reference != "men" || len(d.Categories) != 2 {
		t.Errorf("got %+v", d)
	}
}
