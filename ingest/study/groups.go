package study

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// Dimension says of a dimension of groups what readers call it, the order of its categories, and which of them others are compared with.
type Dimension struct {
	Dimension  string    `yaml:"dimension"` // as in groups: of the data
	Name       lang.Text `yaml:"name"`
	Categories []string  `yaml:"categories"` // in the order they are shown in
	Ordered    bool      `yaml:"ordered"`    // the categories run from the most to the least disadvantaged
	Reference  string    `yaml:"reference"`  // the category that others are compared with; the last of ordered ones, else the largest, where empty
}

// dimensions checks what is said of the dimensions of groups.
func (c *checker) dimensions() {
	names, complete := c.dimensionsOfData()
	seen := map[string]int{}
	for i, d := range c.study.Groups {
		p := fmt.Sprintf("groups[%d]", i)
		if complete && len(names) == 0 {
			c.fail(p, "the study has no groups by any dimension", "remove the entry, or name the column of the dimension under groups: of a data file")
			continue
		}
		if complete && !c.oneOf(p+".dimension", "dimension", d.Dimension, names, false) {
			continue
		}
		if d.Dimension == "" {
			c.fail(p+".dimension", "dimension is not given", "name the dimension as the data have it, such as sex")
		}
		if line, twice := seen[d.Dimension]; twice {
			c.fail(p+".dimension", fmt.Sprintf("dimension %q is given twice, first on line %d", d.Dimension, line), "remove one")
		}
		seen[d.Dimension] = c.line(p + ".dimension")
		c.need(p+".name", "the name of the dimension", d.Name)
		for j, category := range d.Categories {
			at := fmt.Sprintf("%s.categories[%d]", p, j)
			if category == "" {
				c.fail(at, "a category is empty", "remove it")
			} else if slices.Contains(d.Categories[:j], category) {
				c.fail(at, fmt.Sprintf("category %q is named twice", clip(category)), "remove one")
			}
		}
		if d.Ordered && len(d.Categories) < 2 {
			c.fail(p+".ordered", fmt.Sprintf("the dimension is ordered, but %d categories are named", len(d.Categories)),
				"name all categories in order under categories:, the most disadvantaged first")
		}
		if d.Reference != "" && len(d.Categories) > 0 {
			c.oneOf(p+".reference", "category", d.Reference, d.Categories, true)
		}
	}
}

// dimensionsOfData are the dimensions of groups that data files have; complete is false where some can be known only from the files.
func (c *checker) dimensionsOfData() (names []string, complete bool) {
	complete = true
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	of := func(group string) {
		g, err := indicators.ParseGroup(group)
		for _, category := range g.Categories() {
			if err == nil {
				add(category.Dim)
			}
		}
	}
	for _, d := range c.study.Data {
		for dim := range d.Groups {
			add(dim)
		}
		of(d.Constant["group"])
		for _, v := range d.Values {
			of(v.Group)
		}
		complete = complete && d.Columns["group"] == "" && d.Use == "" && d.Fetch == "" && len(d.Wide) == 0
	}
	slices.Sort(names)
	return names, complete
}
