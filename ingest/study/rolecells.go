package study

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// roleCells puts observations together from several rows each: published tables often have numerator, denominator and limits as categories of a
// dimension, each with a row of its own.
type roleCells struct {
	roles []cellRole
	per   map[string]float64 // of indicators, for values that follow from their counts
	by    map[cellKey]*partial
	order []*partial
}

// cellRole says which rows have a role: those whose columns have one of the texts each. Their values are added.
type cellRole struct {
	name    string
	columns []int
	texts   [][]string
	rows    int // of one observation
}

type cellKey struct {
	indicator string
	area      indicators.AreaID
	period    indicators.Period
	group     indicators.Group
}

// partial is an observation on its way.
type partial struct {
	o     indicators.Observation
	sum   map[string]*cellSum // by role
	given bool                // the value has a row of its own
}

type cellSum struct {
	rows    int
	seen    map[string]bool
	total   float64
	lacking indicators.Status // of the first row without a number
	lacks   bool
}

// newRoleCells returns nil for an input that has none.
func (m *mapping) newRoleCells(f finder) *roleCells {
	if len(m.in.Cells) == 0 {
		return nil
	}
	rc := &roleCells{per: m.per, by: make(map[cellKey]*partial)}
	for _, role := range slices.Sorted(maps.Keys(m.in.Cells)) {
		r := cellRole{name: role, rows: 1}
		for _, column := range slices.Sorted(maps.Keys(m.in.Cells[role])) {
			texts := m.in.Cells[role][column]
			r.columns = append(r.columns, f.find("cells."+role+"."+column, column))
			r.texts = append(r.texts, texts)
			r.rows *= len(texts)
		}
		rc.roles = append(rc.roles, r)
	}
	return rc
}

// columns returns the columns that tell roles apart.
func (rc *roleCells) columns() (out []int) {
	for _, r := range rc.roles {
		out = append(out, r.columns...)
	}
	return out
}

// take adds a row to the observations that it is part of.
func (rc *roleCells) take(r row, o indicators.Observation) {
	for _, role := range rc.roles {
		at := make([]string, len(role.columns))
		fits := true
		for i, column := range role.columns {
			at[i] = r.at(column).found(r.i)
			fits = fits && slices.Contains(role.texts[i], at[i])
		}
		if !fits {
			continue
		}
		p := rc.of(o)
		s := p.sum[role.name]
		if s == nil {
			s = &cellSum{seen: make(map[string]bool)}
			p.sum[role.name] = s
		}
		if cell := strings.Join(at, "\x00"); s.seen[cell] {
			r.fail(role.columns[0], role.name, fmt.Sprintf("a second row gives the %s of area %s, %s%s", role.name, o.Area.Code, o.Period, inGroup(o.Group)),
				"name the dimension in which they differ after groups:, or choose one of its categories with keep:")
		} else {
			s.seen[cell] = true
		}
		s.rows++
		if !o.Value.OK && !s.lacks {
			s.lacks, s.lacking = true, o.Status
		}
		s.total += o.Value.V
		if role.name == "value" {
			p.given = true
			p.o.Status = o.Status
		}
	}
}

func inGroup(g indicators.Group) string {
	if g == indicators.Everyone {
		return ""
	}
	return fmt.Sprintf(" (%s)", g)
}

func (rc *roleCells) of(o indicators.Observation) *partial {
	k := cellKey{o.Indicator, o.Area, o.Period, o.Group}
	p := rc.by[k]
	if p == nil {
		p = &partial{o: o, sum: make(map[string]*cellSum)}
		p.o.Value, p.o.Status = indicators.Number{}, indicators.Missing
		rc.by[k] = p
		rc.order = append(rc.order, p)
	}
	return p
}

// finish gives the observations. A value without a row of its own follows from numerator and denominator and is called derived; it is
// missing where one of the cells that it is made of is, and cannot occur where the denominator is nothing.
func (rc *roleCells) finish(add func(indicators.Observation)) {
	for _, p := range rc.order {
		number := func(role string) indicators.Number {
			s := p.sum[role]
			i := slices.IndexFunc(rc.roles, func(r cellRole) bool { return r.name == role })
			if s == nil || s.lacks || s.rows < rc.roles[i].rows {
				return indicators.Number{}
			}
			return indicators.Num(s.total)
		}
		o := p.o
		o.Value, o.Numerator, o.Denominator = number("value"), number("numerator"), number("denominator")
		o.Lower, o.Upper = number("lower"), number("upper")
		if p.given {
			if s := p.sum["value"]; !o.Value.OK {
				o.Status = s.lacking
			} else if s.rows > 1 {
				o.Status = indicators.Derived
			}
		} else {
			o.Value, o.Status = rc.derived(p, o.Numerator, o.Denominator)
		}
		add(o)
	}
}

// cells checks which rows are said to be what.
func (c *checker) cells(p string, in *Input) {
	if len(in.Cells) == 0 {
		return
	}
	if len(in.Values) > 0 || len(in.Wide) > 0 {
		c.fail(p+".cells", "cells and value columns are both given", "a row holds either one cell or several values")
	}
	for _, role := range slices.Sorted(maps.Keys(in.Cells)) {
		q := p + ".cells." + role
		c.oneOf(q, "role", role, cellRoles, false)
		if in.Columns[role] != "" && role != "value" {
			c.fail(q, fmt.Sprintf("%s stands both in columns and in cells", role), "remove one")
		}
		if len(in.Cells[role]) == 0 {
			c.fail(q, "no column is named", "write which texts of which column, such as {age: [total]}")
		}
		for _, column := range slices.Sorted(maps.Keys(in.Cells[role])) {
			texts := in.Cells[role][column]
			for i, text := range texts {
				if slices.Contains(texts[:i], text) {
					c.fail(fmt.Sprintf("%s.%s[%d]", q, column, i), fmt.Sprintf("%q is named twice", clip(text)), "remove one")
				}
			}
			if len(texts) == 0 {
				c.fail(q+"."+column, "no text is named", "write the texts of the rows that are meant")
			}
		}
	}
	_, value := in.Cells["value"]
	_, numerator := in.Cells["numerator"]
	_, denominator := in.Cells["denominator"]
	switch {
	case value:
	case !numerator || !denominator:
		c.fail(p+".cells", "neither a value nor both numerator and denominator are named", "name the rows of the value, or those of both counts")
	case !slices.ContainsFunc(c.study.Indicators, func(ind Indicator) bool { return ind.ID == in.Constant["indicator"] && ind.Per > 0 }):
		c.fail(p+".cells", "a value can follow from counts only for a share or a rate", "name one after constant: indicator:, or the rows of the value")
	}
}

// cellRoles are what rows of an observation may be.
var cellRoles = []string{"value", "numerator", "denominator", "lower", "upper"}

// derived returns the value that follows from counts.
func (rc *roleCells) derived(p *partial, numerator, denominator indicators.Number) (indicators.Number, indicators.Status) {
	switch {
	case numerator.OK && denominator.OK && denominator.V != 0:
		return indicators.Num(rc.per[p.o.Indicator] * numerator.V / denominator.V), indicators.Derived
	case numerator.OK && denominator.OK:
		return indicators.Number{}, indicators.NotApplicable
	}
	for _, role := range []string{"numerator", "denominator"} {
		if s := p.sum[role]; s != nil && s.lacks {
			return indicators.Number{}, s.lacking
		}
	}
	return indicators.Number{}, indicators.Missing
}
