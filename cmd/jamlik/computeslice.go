package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// slice is the units of one combination of --by.
type slice struct {
	name     string // of the file, for messages
	by       map[string]string
	units    []string
	columns  map[string][]float64
	groups   []string // columns of the groups
	warnings []string
}

// split divides the rows by the values of the --by columns, which it sorts, and pivots long data to one row for each unit.
func (f computeFlags) split(fr *frame) ([]*slice, error) {
	values := func(row int) []string {
		out := make([]string, len(f.by))
		for j, col := range f.by {
			out[j] = fr.text[col][row]
		}
		return out
	}
	rows := make([]int, len(fr.lines))
	for i := range rows {
		rows[i] = i
	}
	slices.SortStableFunc(rows, func(a, b int) int { return slices.Compare(values(a), values(b)) })
	var ps indicators.Problems
	if f.long {
		f.checkGroups(fr, &ps)
	}
	var out []*slice
	for len(rows) > 0 {
		by := values(rows[0])
		n := 1
		for n < len(rows) && slices.Equal(values(rows[n]), by) {
			n++
		}
		s := &slice{name: fr.name, columns: map[string][]float64{}, groups: f.groups}
		if len(f.by) > 0 {
			s.by = map[string]string{}
			for j, col := range f.by {
				s.by[col] = by[j]
			}
		}
		if f.long {
			s.pivot(fr, rows[:n], f, &ps)
		} else {
			s.take(fr, rows[:n], f, &ps)
		}
		out, rows = append(out, s), rows[n:]
	}
	return out, ps.Err()
}

// checkGroups reports the groups asked for that long data do not have.
func (f computeFlags) checkGroups(fr *frame, ps *indicators.Problems) {
	known := slices.Compact(slices.Sorted(slices.Values(fr.text[f.groupCol])))
	for _, g := range f.groups {
		if !slices.Contains(known, g) {
			ps.Add(indicators.Problem{File: fr.name, Column: f.groupCol, What: fmt.Sprintf("no row has group %q", g),
				Remedy: "the groups are " + listed(known)})
		}
	}
}

// take copies rows that hold one unit each.
func (s *slice) take(fr *frame, rows []int, f computeFlags, ps *indicators.Problems) {
	seen := map[string]int{}
	for _, i := range rows {
		u := fr.text[f.unit][i]
		if first, ok := seen[u]; ok {
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.unit,
				What:   fmt.Sprintf("unit %q comes twice, first on line %d", u, fr.lines[first]),
				Remedy: "give the column that tells the rows apart with --by, or use --long"})
			continue
		}
		seen[u] = i
		s.units = append(s.units, u)
		for _, col := range f.numberColumns() {
			v := fr.num[col][i]
			if v < 0 && col != f.value && col != f.rank && !(f.value == "" && len(f.groups) == 1 && f.total == "") {
				ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: col,
					What: fmt.Sprintf("count %v is negative", v), Remedy: "correct the cell, or leave it empty if the figure is missing"})
			}
			s.columns[col] = append(s.columns[col], v)
		}
	}
}

// pivot turns rows of one unit and group into one row for each unit. A unit without a row for a group misses that figure.
func (s *slice) pivot(fr *frame, rows []int, f computeFlags, ps *indicators.Problems) {
	if len(s.groups) == 0 {
		for _, i := range rows {
			s.groups = append(s.groups, fr.text[f.groupCol][i])
		}
		slices.Sort(s.groups)
		s.groups = slices.Compact(s.groups)
	}
	unitAt := map[string]int{}
	first := map[[2]string]int{}
	for _, i := range rows {
		u, g := fr.text[f.unit][i], fr.text[f.groupCol][i]
		if !slices.Contains(s.groups, g) {
			continue
		}
		if j, ok := first[[2]string{u, g}]; ok {
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.groupCol,
				What:   fmt.Sprintf("unit %q has group %q twice, first on line %d", u, g, fr.lines[j]),
				Remedy: "give the column that tells the rows apart with --by"})
			continue
		}
		first[[2]string{u, g}] = i
		at, ok := unitAt[u]
		if !ok {
			at = len(s.units)
			unitAt[u] = at
			s.units = append(s.units, u)
			for _, g := range s.groups {
				s.columns[g] = append(s.columns[g], math.NaN())
			}
		}
		v := fr.num[f.countCol][i]
		if v < 0 {
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.countCol, What: fmt.Sprintf("count %v is negative", v)})
		}
		s.columns[g][at] = v
	}
}

// input gives the slice the shape that an index takes. A shape that the columns do not make is a usage error.
func (s *slice) input(shape index.Shape, f computeFlags) (computeInput, error) {
	switch shape {
	case index.ShapeTwoGroup, index.ShapeMultiGroup:
		return s.composition(shape, f)
	case index.ShapeEvents:
		if len(s.groups) != 1 || f.total == "" {
			return computeInput{}, usagef("a rate needs one --group (the events) and --total (the population)")
		}
		in, keep := s.complete(s.groups[0], f.total)
		in.events = index.Events{Count: keep(s.groups[0]), Population: keep(f.total)}
		return in, nil
	}
	value := f.value
	if value == "" && len(s.groups) == 1 && !f.long {
		value = s.groups[0]
	}
	if value == "" {
		return computeInput{}, usagef("an index of values needs --value")
	}
	cols := []string{value}
	for _, c := range []string{f.weight, f.rank} {
		if c != "" {
			cols = append(cols, c)
		}
	}
	in, keep := s.complete(cols...)
	in.dist = index.Distribution{Values: keep(value), Weights: keep(f.weight), Rank: keep(f.rank)}
	in.sub = index.Subgroups{Estimates: in.dist.Values, Population: in.dist.Weights, Rank: in.dist.Rank, Reference: -1, Favourable: !f.lowIsGood}
	if f.reference != "" {
		if in.sub.Reference = slices.Index(in.units, f.reference); in.sub.Reference < 0 {
			return in, fmt.Errorf("%s: no unit %q to be the reference", s.name, f.reference)
		}
	}
	return in, nil
}

func (s *slice) composition(shape index.Shape, f computeFlags) (computeInput, error) {
	groups := s.groups
	rest := f.total != "" && len(groups) == 1
	switch {
	case f.value != "" && len(groups) == 0:
		return computeInput{}, usagef("an index of groups needs --group")
	case shape == index.ShapeTwoGroup && len(groups) != 2 && !rest:
		return computeInput{}, usagef("an index of two groups needs two --group columns, or one with --total; got %d", len(groups))
	case len(groups) < 2 && !rest:
		return computeInput{}, usagef("an index of groups needs at least two --group columns, or one with --total")
	}
	cols := slices.Clone(groups)
	if rest {
		cols = append(cols, f.total)
	}
	in, keep := s.complete(cols...)
	for _, c := range cols {
		in.comp.Counts = append(in.comp.Counts, keep(c))
	}
	in.comp.Names = slices.Clone(groups)
	if rest {
		other := in.comp.Counts[1]
		for i := range other {
			if other[i] -= in.comp.Counts[0][i]; other[i] < 0 {
				return in, fmt.Errorf("%s: unit %q has more in %s (%v) than in %s (%v); exchange the columns or correct the counts",
					s.name, in.units[i], groups[0], in.comp.Counts[0][i], f.total, other[i]+in.comp.Counts[0][i])
			}
		}
		in.comp.Names = append(in.comp.Names, "rest of "+f.total)
	}
	return in, nil
}

// complete leaves out the units that miss one of the columns, and says so: missing is never zero. The returned function copies a
// column of the units that stay; it gives nil for "".
func (s *slice) complete(cols ...string) (computeInput, func(col string) []float64) {
	var rows []int
	var in computeInput
	var left []string
	for i, u := range s.units {
		if slices.ContainsFunc(cols, func(c string) bool { return math.IsNaN(s.columns[c][i]) }) {
			left = append(left, u)
			continue
		}
		rows = append(rows, i)
		in.units = append(in.units, u)
	}
	if len(left) > 0 {
		in.warnings = append(in.warnings, "left out, a figure is missing: "+listed(left))
	}
	return in, func(col string) []float64 {
		if col == "" {
			return nil
		}
		out := make([]float64, len(rows))
		for k, i := range rows {
			out[k] = s.columns[col][i]
		}
		return out
	}
}

// listed names the first few units and counts the rest.
func listed(units []string) string {
	if len(units) > 5 {
		return fmt.Sprintf("%s and %d more", strings.Join(units[:5], ", "), len(units)-5)
	}
	return strings.Join(units, ", ")
}
