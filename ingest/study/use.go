package study

import (
	"fmt"
	"slices"
)

// use adds the indicators of the built-in catalogue that the study names, each with its source and theme and with the count that is its
// denominator. Frames are the study's own: categories that it does not define are left out. What the study defines itself under the same ID wins.
// It returns what was added.
func (c *checker) use() []Indicator {
	s := c.study
	own := ids(s.Indicators)
	named := make(map[string]bool)
	for i, id := range s.Use {
		p := fmt.Sprintf("use[%d]", i)
		switch _, err := Lookup(id); {
		case named[id]:
			c.fail(p, fmt.Sprintf("indicator %q is used twice", clip(id)), "remove one")
		case slices.Contains(own, id):
			c.warnings = append(c.warnings, c.problem(p, fmt.Sprintf("the study defines %q itself, so the catalogue's definition is not used", id), "remove one of the two"))
		case err != nil:
			c.fail(p, err.Error(), "")
		default:
			c.add(p, id)
		}
		named[id] = true
	}
	return s.Indicators[len(own):]
}

// add copies an indicator of the catalogue into the study, unless it is there. Its keys are told to stand on the line that asked for it.
func (c *checker) add(p, id string) {
	s := c.study
	if slices.Contains(ids(s.Indicators), id) {
		return
	}
	ind, err := Lookup(id)
	if err != nil {
		return // a test holds the catalogue to naming only what it has
	}
	c.lines[fmt.Sprintf("indicators[%d]", len(s.Indicators))] = c.line(p)
	ind.Frames = definedCategories(s.Frames, ind.Frames)
	s.Indicators = append(s.Indicators, ind)
	s.Themes = addMissing(s.Themes, BuiltIn().Themes, ind.Theme)
	s.Sources = addMissing(s.Sources, BuiltIn().Sources, ind.Source)
	if d := ind.Denominator; d != nil {
		c.add(p, d.Indicator)
	}
}

// definedCategories leaves out the frames and categories that a study does not define.
func definedCategories(frames []Frame, of map[string][]string) map[string][]string {
	out := make(map[string][]string)
	for _, f := range frames {
		for _, category := range of[f.ID] {
			if slices.Contains(ids(f.Categories), category) {
				out[f.ID] = append(out[f.ID], category)
			}
		}
	}
	return out
}

// addMissing adds the entry with an ID to a list that has none.
func addMissing[T interface{ id() string }](list, from []T, id string) []T {
	if i := slices.Index(ids(from), id); i >= 0 && !slices.Contains(ids(list), id) {
		return append(list, from[i])
	}
	return list
}
