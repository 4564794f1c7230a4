package study

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Against is something that areas are compared with beside the rest of the city: one of to, area and group. A word alone is to.
type Against struct {
	To    string    `yaml:"to"`    // rest, city, nation, or districts: each with each
	Area  string    `yaml:"area"`  // code of a district, municipality or county
	Group []string  `yaml:"group"` // codes of municipalities; the city itself is left out
	Name  lang.Text `yaml:"name"`  // of a group
}

// Funnel is how funnels allow for areas that differ by more than chance.
type Funnel struct {
	Overdispersion string  `yaml:"overdispersion"` // additive (default) or multiplicative
	Winsorise      float64 `yaml:"winsorise"`      // share of the areas at each end that is drawn in; default 0.1
}

// compareWords are what areas can be compared with by a word alone.
var (
	compareWords    = []string{"rest", "city", "nation", "districts"}
	overdispersions = []string{"additive", "multiplicative"}
)

// comparison checks the choices of comparisons that a study file says by itself.
func (c *checker) comparison() {
	s := c.study.Comparison
	if v := s.FalseDiscoveries; !(v >= 0 && v < 1) {
		c.fail("comparison.false_discoveries", fmt.Sprintf("comparison.false_discoveries is %v, expected a number above 0 and below 1", v), "5 per cent is 0.05")
	}
	if v := s.Funnel.Winsorise; !(v >= 0 && v < 0.5) {
		c.fail("comparison.funnel.winsorise", fmt.Sprintf("comparison.funnel.winsorise is %v, expected 0 to below 0.5", v), "10 per cent at each end is 0.1")
	}
	c.oneOf("comparison.funnel.overdispersion", "overdispersion", s.Funnel.Overdispersion, overdispersions, true)
	for i, a := range s.Against {
		p := fmt.Sprintf("comparison.against[%d]", i)
		n := 0
		for _, given := range []bool{a.To != "", a.Area != "", len(a.Group) > 0} {
			if given {
				n++
			}
		}
		if n != 1 {
			c.fail(p, "expected one of the keys to, area and group", "write one thing to compare with in each entry")
			continue
		}
		if a.To != "" {
			c.oneOf(p, "thing to compare with", a.To, compareWords, false)
		}
		if len(a.Group) > 0 {
			c.need(p+".name", "the name of the group", a.Name)
		} else if !a.Name.IsZero() {
			c.fail(p+".name", "only a group has a name", "remove it: the area has its own")
		}
		for j, code := range a.Group {
			if slices.Contains(a.Group[:j], code) {
				c.fail(fmt.Sprintf("%s.group[%d]", p, j), fmt.Sprintf("municipality %q is named twice", clip(code)), "remove one")
			}
		}
		if slices.ContainsFunc(s.Against[:i], func(b Against) bool { return same(a, b) }) {
			c.fail(p, "areas are compared with this twice", "remove one")
		}
	}
	for i, ind := range c.study.Indicators {
		p := fmt.Sprintf("indicators[%d]", i)
		if v := ind.LimitsLevel; !(v >= 0 && v < 1) {
			c.fail(p+".limits_level", fmt.Sprintf("indicator %q: limits_level is %v, expected a number above 0 and below 1", ind.ID, v), "95 per cent is 0.95")
		}
		switch v := ind.ImportantDifference; {
		case v < 0:
			c.fail(p+".important_difference", fmt.Sprintf("indicator %q: important_difference is negative", ind.ID), "write the least difference that matters, in the unit of the indicator")
		case v > 0 && ind.Kind == "count":
			c.fail(p+".important_difference", fmt.Sprintf("indicator %q: counts are not compared, so that no difference is important", ind.ID), "remove it, or correct the kind")
		case v > 0 && ind.Kind == "share" && v >= ind.Per:
			c.fail(p+".important_difference", fmt.Sprintf("indicator %q: important_difference is %v, but shares cannot differ by more than %v", ind.ID, v, ind.Per), "write percentage points, such as 2")
		}
	}
}

func same(a, b Against) bool {
	return a.To == b.To && a.Area == b.Area && slices.Equal(a.Group, b.Group)
}

// checkAgainst checks the codes of areas to compare with.
func checkAgainst(s *Study, reg *indicators.Register, c *checker) {
	level := func(code string) (indicators.Level, bool) {
		i := slices.IndexFunc(reg.Areas(), func(a indicators.Area) bool { return a.Code == code })
		if i < 0 {
			return 0, false
		}
		return reg.Areas()[i].Level, true
	}
	for i, a := range s.Comparison.Against {
		p := fmt.Sprintf("comparison.against[%d]", i)
		if a.To == "nation" && !slices.ContainsFunc(reg.Areas(), func(a indicators.Area) bool { return a.Level == indicators.Nation }) {
			c.fail(p, "no area is of level nation", "add it to an areas file, and its figures to the data")
		}
		check := func(p, code string, fits func(indicators.Level) bool, wanted string) {
			switch found, ok := level(code); {
			case !ok:
				c.fail(p, fmt.Sprintf("area %q is not among the areas", clip(code)), "add it to an areas file, or correct the code")
			case !fits(found):
				c.fail(p, fmt.Sprintf("area %q is of level %s, expected %s", clip(code), found, wanted), "")
			}
		}
		if a.Area != "" {
			check(p+".area", a.Area, func(l indicators.Level) bool { return l <= indicators.District }, "district, city, county or nation")
		}
		others := 0
		for j, code := range a.Group {
			check(fmt.Sprintf("%s.group[%d]", p, j), code, func(l indicators.Level) bool { return l == indicators.City }, "city")
			if code != s.City {
				others++
			}
		}
		if len(a.Group) > 0 && others == 0 {
			c.fail(p+".group", "the group has no member beside the city itself, which is left out", "name other municipalities")
		}
	}
}
