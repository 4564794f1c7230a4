package study

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators/lang"
)

// comparedWith checks the segregation that another is compared with.
func (c *checker) comparedWith(p string, g Segregation) {
	if g.Against == "" {
		return
	}
	var others []string
	for _, other := range c.study.Segregation {
		if other.ID != g.ID {
			others = append(others, other.ID)
		}
	}
	if !c.oneOf(p+".compare_with", "segregation", g.Against, others, false) {
		return
	}
	other := c.study.Segregation[slices.IndexFunc(c.study.Segregation, func(s Segregation) bool { return s.ID == g.Against })]
	if g.Setting != "school" || other.Setting == "school" {
		c.fail(p+".compare_with", fmt.Sprintf("%q is of setting %q and %q of setting %q", g.ID, orResidential(g.Setting), other.ID, orResidential(other.Setting)),
			"name a residential segregation, in one of schools")
	}
	if len(other.Groups) != len(g.Groups) {
		c.fail(p+".compare_with", fmt.Sprintf("%q has %s and %q %d", g.ID, lang.Count(len(g.Groups), "group"), other.ID, len(other.Groups)),
			"compare segregations of as many groups, in the same order")
	}
}

// orResidential is a setting, which is residential where it is left out.
func orResidential(setting string) string {
	if setting == "" {
		return "residential"
	}
	return setting
}
