package indicators

import (
	"fmt"
	"slices"
	"strings"
)

// Group is a part of the population in canonical form: "dim=category;dim=category" sorted by dimension.
// The zero Group is everyone.
type Group string

// Everyone is the whole population.
const Everyone Group = ""

// Category is one dimension of a group and its value.
type Category struct{ Dim, Value string }

// NewGroup returns the canonical group of the categories. A dimension that comes twice, an empty name and the
// separators = and ; inside a name are errors.
func NewGroup(cs ...Category) (Group, error) {
	cs = slices.Clone(cs)
	slices.SortFunc(cs, func(a, b Category) int { return strings.Compare(a.Dim, b.Dim) })
	var b strings.Builder
	for i, c := range cs {
		if c.Dim == "" || c.Value == "" {
			return "", fmt.Errorf("group has an empty name in %q=%q", c.Dim, c.Value)
		}
		if strings.ContainsAny(c.Dim+c.Value, "=;") {
			return "", fmt.Errorf("group %q=%q must not contain = or ;", c.Dim, c.Value)
		}
		if i > 0 {
			if cs[i-1].Dim == c.Dim {
				return "", fmt.Errorf("group names dimension %q twice", c.Dim)
			}
			b.WriteByte(';')
		}
		b.WriteString(c.Dim)
		b.WriteByte('=')
		b.WriteString(c.Value)
	}
	return Group(b.String()), nil
}

// ParseGroup reads "dim=category;dim=category" in any order of dimensions; "" is everyone.
func ParseGroup(s string) (Group, error) {
	if s == "" {
		return Everyone, nil
	}
	var cs []Category
	for part := range strings.SplitSeq(s, ";") {
		dim, value, ok := strings.Cut(part, "=")
		if !ok {
			return "", fmt.Errorf("group %q: want dim=category, found %q", s, part)
		}
		cs = append(cs, Category{strings.TrimSpace(dim), strings.TrimSpace(value)})
	}
	return NewGroup(cs...)
}

// Categories returns the dimensions of g in order, none for everyone.
func (g Group) Categories() []Category {
	if g == Everyone {
		return nil
	}
	var cs []Category
	for part := range strings.SplitSeq(string(g), ";") {
		dim, value, _ := strings.Cut(part, "=")
		cs = append(cs, Category{dim, value})
	}
	return cs
}

// Get returns the category of g in a dimension.
func (g Group) Get(dim string) (string, bool) {
	for _, c := range g.Categories() {
		if c.Dim == dim {
			return c.Value, true
		}
	}
	return "", false
}
