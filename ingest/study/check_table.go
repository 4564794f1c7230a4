package study

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
)

// The words and identifiers that an indicator's table may use.
var (
	tableAPIs   = []string{"scb", "pxweb2", "pxweb", "kolada", "skolverket", "file"}
	tableLevels = []string{"deso", "regso", "district", "municipality", "county", "school"}
	tableRoles  = []string{"value", "numerator", "denominator", "lower", "upper"}
	tableID     = map[string]*regexp.Regexp{
		"scb":        regexp.MustCompile(`^TAB[1-9]\d*$`),
		"kolada":     regexp.MustCompile(`^[NU]\d{5}$`),
		"skolverket": regexp.MustCompile(`^[a-z-]+/[a-z-]+$`),
	}
)

// table checks where an indicator's figures are said to lie.
func (c *checker) table(p, what string, t *Table) {
	c.oneOf(p+".api", "interface", t.API, tableAPIs, false)
	if re := tableID[t.API]; re != nil && t.ID != "" && !re.MatchString(t.ID) {
		c.fail(p+".id", fmt.Sprintf("%stable id %q is none of the interface %s", what, clip(t.ID), t.API), "such as TAB6574 (scb), N00956 (kolada) or statistics/gr (skolverket)")
	}
	named := t.ID != "" || t.Path != ""
	if len(t.Measures()) > 0 && !named {
		c.fail(p+".contents", what+"a code of contents is given without a table", "name the table after id: or path:, because codes belong to their table")
	}
	if !named && t.Title == "" && t.API != "file" {
		c.fail(p, what+"neither id, path nor title of the table is given", "name one of them")
	}
	if t.API == "file" {
		for _, role := range []string{"area", "period"} {
			if t.Columns[role] == "" {
				c.fail(p+".columns", fmt.Sprintf("%snothing says which column of the file holds the %s", what, role), fmt.Sprintf("name it after columns: %s:", role))
			}
		}
	}
	for i, level := range t.Levels {
		c.oneOf(fmt.Sprintf("%s.levels[%d]", p, i), "level", level, tableLevels, false)
	}
	for _, role := range slices.Sorted(maps.Keys(t.Roles)) {
		c.oneOf(p+".roles."+role, "role", role, tableRoles, false)
	}
	for _, role := range slices.Sorted(maps.Keys(t.Columns)) {
		c.oneOf(p+".columns."+role, "role", role, roles, false)
	}
	for i, dim := range t.Labels {
		c.oneOf(fmt.Sprintf("%s.labels[%d]", p, i), "dimension", dim, t.dimensions(), false)
	}
	for _, dim := range slices.Sorted(maps.Keys(t.Recode)) {
		if !slices.Contains(slices.Collect(maps.Values(t.Groups)), dim) {
			c.fail(p+".recode."+dim, fmt.Sprintf("%scodes of %q are recoded, but it holds no group", what, clip(dim)), "name it after groups:")
		}
	}
}

// dimensions are those that an indicator's table is known to have.
func (t *Table) dimensions() []string {
	all := map[string]bool{t.AreaDimension(): true, t.PeriodDimension(): true}
	for dim := range t.Select {
		all[dim] = true
	}
	for _, dim := range t.Groups {
		all[dim] = true
	}
	for _, cells := range t.Roles {
		for dim := range cells {
			all[dim] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}
