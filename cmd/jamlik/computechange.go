package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// comparison is two values of a column: two dates, or two cities.
type comparison struct {
	Column string `json:"column"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// parseComparison reads COL=BEFORE,AFTER, and "" as no comparison.
func parseComparison(flag string) (comparison, error) {
	if flag == "" {
		return comparison{}, nil
	}
	col, values, ok := strings.Cut(flag, "=")
	before, after, two := strings.Cut(values, ",")
	if !ok || !two || col == "" || before == "" || after == "" || before == after || strings.Contains(after, ",") {
		return comparison{}, usagef("--compare %q: want COLUMN=BEFORE,AFTER, two different values of a column", flag)
	}
	return comparison{col, before, after}, nil
}

// check reports a value that no row has.
func (c comparison) check(fr *frame, ps *indicators.Problems) {
	all := make([]int, len(fr.lines))
	for i := range all {
		all[i] = i
	}
	known := distinct(fr.text[c.Column], all)
	for _, v := range []string{c.Before, c.After} {
		if _, ok := slices.BinarySearch(known, v); !ok {
			ps.Add(indicators.Problem{File: fr.name, Column: c.Column, What: fmt.Sprintf("no row has %q%s", v, meant(v, known))})
		}
	}
}

// rows divides rows into those before and those after. Others are left out.
func (c comparison) rows(fr *frame, rows []int) (before, after []int) {
	for _, i := range rows {
		switch fr.text[c.Column].at(i) {
		case c.Before:
			before = append(before, i)
		case c.After:
			after = append(after, i)
		}
	}
	return before, after
}

// change is the groups in the units at two dates. A unit or a group that is there at one of them only has no people at the other;
// a unit that misses a figure at one of them is left out of both.
func (s *slice) change(f computeFlags) (computeInput, error) {
	c := f.compared
	if c.Column == "" {
		return computeInput{}, usagef("an index of a change needs --compare COLUMN=BEFORE,AFTER")
	}
	one, err := s.composition(index.ShapeMultiGroup, f)
	if err != nil {
		return one, err
	}
	two, err := s.after.composition(index.ShapeMultiGroup, f)
	if err != nil {
		return two, err
	}
	in := computeInput{groups: one.groups}
	at := make(map[string]int, one.units.len())
	for _, date := range []computeInput{one, two} {
		for _, u := range date.units.all() {
			if _, ok := at[u]; !ok {
				at[u] = in.units.len()
				in.units.add(u)
			}
		}
	}
	in.Composition = align(one, at)
	in.After = align(two, at)
	within, err := s.shared(at, f)
	if err != nil {
		return in, err
	}
	for _, comp := range []*index.Composition{&in.Composition, &in.After} {
		if err := in.nest(comp, within, f); err != nil {
			return in, err
		}
	}
	in.only(one, two, c.Column+"="+c.Before)
	in.only(two, one, c.Column+"="+c.After)
	return in, nil
}

// only warns of the units that are there at one date and not at the other.
func (in *computeInput) only(one, other computeInput, date string) {
	there := make(map[string]bool, other.units.len())
	for _, u := range other.units.all() {
		there[u] = true
	}
	var units []string
	for _, u := range one.units.all() {
		if !there[u] {
			units = append(units, u)
		}
	}
	if len(units) > 0 {
		in.warnings = append(in.warnings, fmt.Sprintf("there with %s only, counted as empty otherwise: %s", date, listed(units)))
	}
}

// pair leaves a unit that misses a figure at one date out of both. Rows of people stand for themselves.
func (s *slice) pair(f computeFlags) {
	if f.micro {
		return
	}
	missing := map[string]bool{}
	var left []string
	for _, date := range []*slice{s, s.after} {
		date.empty()
		cols := slices.Collect(maps.Keys(date.columns))
		for i, u := range date.units.all() {
			if date.misses(i, cols) && !missing[u] {
				missing[u] = true
				left = append(left, u)
			}
		}
	}
	if len(left) == 0 {
		return
	}
	s.warnings = append(s.warnings, "left out of both, a figure is missing: "+listed(left))
	for _, date := range []*slice{s, s.after} {
		stays := func(i int) bool { return !missing[date.units.at(i)] }
		for col := range date.columns {
			date.columns[col], date.lines[col] = filter(date.columns[col], stays), filter(date.lines[col], stays)
		}
		for l := range date.within {
			date.within[l] = filter(date.within[l], stays)
		}
		if date.kinds != nil {
			date.kinds = filter(date.kinds, stays)
		}
		date.units.codes = filter(date.units.codes, stays)
	}
}

// filter returns the elements whose numbers stay.
func filter[T any](list []T, stays func(i int) bool) []T {
	out := make([]T, 0, len(list))
	for i, v := range list {
		if stays(i) {
			out = append(out, v)
		}
	}
	return out
}

// empty gives a group that has no row at all no people, rather than figures that are missing.
func (s *slice) empty() {
	for _, g := range s.groups {
		if slices.ContainsFunc(s.lines[g], func(line int32) bool { return line != 0 }) {
			continue
		}
		for i := range s.columns[g] {
			s.columns[g][i] = 0
		}
	}
}

// align places the counts of one date at the numbers that the units have for both.
func align(in computeInput, at map[string]int) index.Composition {
	c := index.Composition{Names: in.groups}
	for _, counts := range in.Composition.Counts {
		all := make([]float64, len(at))
		for i, u := range in.units.all() {
			if k, ok := at[u]; ok {
				all[k] = counts[i]
			}
		}
		c.Counts = append(c.Counts, all)
	}
	return c
}

// shared returns the larger units of the units of both dates, which must be the same.
func (s *slice) shared(at map[string]int, f computeFlags) ([][]string, error) {
	out := make([][]string, len(f.within))
	for l, col := range f.within {
		out[l] = make([]string, len(at))
		for _, date := range []*slice{s, s.after} {
			for i, u := range date.units.all() {
				k, ok := at[u]
				if !ok {
					continue
				}
				if was, now := out[l][k], date.within[l][i]; was != "" && was != now {
					return nil, fmt.Errorf("%s: column %q: unit %q lies in %q with %s=%s and in %q with %s=%s; a change needs the same larger units at both",
						s.name, col, u, was, f.compared.Column, f.compared.Before, now, f.compared.Column, f.compared.After)
				} else {
					out[l][k] = now
				}
			}
		}
	}
	return out, nil
}
