package study

import (
	"fmt"
	"slices"
)

// Relation says which indicators are held against one another over the areas, and how.
type Relation struct {
	Indicators   []string `yaml:"indicators"`   // all that are reported where empty
	Population   string   `yaml:"population"`   // a count by which areas are weighted
	Worst        float64  `yaml:"worst"`        // the share of areas that count as the worst, and as the best, by an indicator; 0.2 where empty
	Several      int      `yaml:"several"`      // how many indicators are several; half of those that are judged where empty
	Permutations int      `yaml:"permutations"` // 9,999 where empty
	MaxGroups    int      `yaml:"max_groups"`   // the largest number of groups of areas with like profiles; 6 where empty
}

const maxRelated = 40

func (c *checker) relation() {
	r := c.study.Relation
	if len(r.Indicators) > maxRelated {
		c.fail("relation.indicators", fmt.Sprintf("%d indicators, expected at most %d", len(r.Indicators), maxRelated), "name those that matter")
	}
	for i, id := range r.Indicators {
		p := fmt.Sprintf("relation.indicators[%d]", i)
		if !c.oneOf(p, "indicator", id, ids(c.study.Indicators), false) {
			continue
		}
		at := slices.IndexFunc(c.study.Indicators, func(ind Indicator) bool { return ind.ID == id })
		if c.study.Indicators[at].Kind == "count" {
			c.fail(p, fmt.Sprintf("indicator %q is a count, which says how large an area is", id), "name a share, rate, mean, median or score")
		}
		if slices.Contains(r.Indicators[:i], id) {
			c.fail(p, fmt.Sprintf("indicator %q comes twice", id), "remove one")
		}
	}
	if r.Population != "" {
		c.count("relation.population", "population", r.Population)
	}
	if !(r.Worst >= 0 && r.Worst <= 0.5) {
		c.fail("relation.worst", fmt.Sprintf("worst is %v, expected above 0 and at most 0.5", r.Worst), "a fifth is 0.2")
	}
	if r.Several < 0 || r.Several == 1 {
		c.fail("relation.several", fmt.Sprintf("several is %d, expected 2 or more", r.Several), "write how many indicators are several")
	}
	if r.Permutations < 0 || r.Permutations > 1_000_000 {
		c.fail("relation.permutations", fmt.Sprintf("permutations is %d, expected 0 to 1000000", r.Permutations), "9999 is usual")
	}
	if r.MaxGroups < 0 || r.MaxGroups == 1 {
		c.fail("relation.max_groups", fmt.Sprintf("max_groups is %d, expected 2 or more", r.MaxGroups), "write the largest number of groups to look for")
	}
}
