package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// computeInput is the data of one slice in the shape of one kind of index.
type computeInput struct {
	index.Input
	units   texts
	groups  []string
	persons []float64 // rows of each unit, of microdata

	levels      []level  // of larger units
	supergroups []string // names of larger groups
	left        []string // units that miss a figure
	later       int      // units at the later of two dates, where they are not the same
	warnings    []string
}

// input gives the slice the shape that an index takes. A shape that the columns do not make is a usage error.
func (s *slice) input(shape index.Shape, f computeFlags) (computeInput, error) {
	switch change := shape == index.ShapeChange || shape == index.ShapeTwice; {
	case f.test != "" && change:
		return computeInput{}, usagef("an index of a change is about two samples already: without --test, or another index")
	case f.test != "" && (shape == index.ShapeEvents || shape == index.ShapeStrata || shape == index.ShapeIndicators):
		return computeInput{}, usagef("an index of %s is not compared by --test; --by computes each date by itself", shape)
	case f.test == "" && f.compare != "" && !change:
		return computeInput{}, usagef("an index of %s is about one sample: --test tells how two differ, and --by computes each by itself", shape)
	}
	if f.at != "" && shape != index.ShapeStrata {
		return computeInput{}, usagef("--at is for indices of strata; an index of %s has one row for each unit", shape)
	}
	switch shape {
	case index.ShapeTwoGroup, index.ShapeMultiGroup:
		return s.composition(shape, f)
	case index.ShapeChange:
		return s.change(f)
	case index.ShapeRanked:
		return s.ranked(f)
	case index.ShapeValues:
		return s.distribution(f)
	case index.ShapeSubgroups:
		return s.subgroups(f)
	case index.ShapeEvents:
		return s.events(f)
	case index.ShapeTwice:
		return s.twice(f)
	case index.ShapeStrata:
		return s.strata(f)
	case index.ShapeIndicators:
		return s.indicators(f)
	}
	return computeInput{}, usagef("an index of %s is not computed from a file", shape)
}

// composition is the groups in the units: the columns of --group, and with --total the rest.
func (s *slice) composition(shape index.Shape, f computeFlags) (computeInput, error) {
	in := computeInput{groups: slices.Clone(s.groups)}
	if f.total != "" {
		in.groups = append(in.groups, "rest of "+f.total)
	}
	switch n := len(in.groups); {
	case len(s.groups) == 0:
		return in, usagef("an index of groups needs --group")
	case n == 1 && f.long && len(f.groups) == 0:
		return in, indicators.Problem{File: s.name, Column: f.groupCol, What: fmt.Sprintf("there is one group only, %q", s.groups[0]),
			Remedy: "add the rows of another, or name it with --group and the total with --total"}
	case n < 2 && shape != index.ShapeTwoGroup:
		return in, usagef("an index of groups needs at least two --group columns, or one with --total")
	case n != 2 && shape == index.ShapeTwoGroup:
		return in, usagef("an index of two groups needs two --group columns, or one with --total; got %s", f.gotGroups(s.groups))
	}
	cols := slices.Concat(s.groups, f.totals())
	kept, keep := s.complete(cols...)
	in.units, in.left, in.warnings = kept.units, kept.left, kept.warnings
	for _, c := range cols {
		in.Composition.Counts = append(in.Composition.Counts, keep(c))
	}
	if f.total != "" {
		if err := s.subtract(in.Composition.Counts, f); err != nil {
			return in, err
		}
	}
	in.Composition.Names, in.Composition.Space = in.groups, f.where.among(in.units)
	within := make([][]string, len(s.within))
	for l, larger := range s.within {
		within[l] = s.keepText(larger, cols)
	}
	err := in.nest(&in.Composition, within, f)
	return in, err
}

// gotGroups says which groups there are where two are wanted.
func (f computeFlags) gotGroups(groups []string) string {
	switch {
	case f.total != "":
		return fmt.Sprintf("%d with --total", len(groups))
	case f.long && len(f.groups) == 0:
		return fmt.Sprintf("%d in the file: %s", len(groups), listed(groups))
	}
	return strconv.Itoa(len(groups))
}

// subtract takes the groups from the total, which is the last of counts, in the units that have all.
func (s *slice) subtract(counts [][]float64, f computeFlags) error {
	var ps indicators.Problems
	cols := slices.Concat(s.groups, f.totals())
	rest := slices.Clone(counts[len(s.groups)])
	counts[len(s.groups)] = rest
	k := 0
	for i, t := range s.columns[f.total] {
		if s.misses(i, cols) {
			continue
		}
		var people index.Sum
		for g := range s.groups {
			people.Add(counts[g][k])
		}
		rest[k] = t - people.Value()
		switch {
		case rest[k] >= 0:
		case rest[k] > -1e-9*t: // decimal fractions do not add up exactly
			rest[k] = 0
		default:
			ps.Add(indicators.Problem{File: s.name, Line: int(s.lines[f.total][i]), Column: f.column(f.total),
				What:   fmt.Sprintf("unit %q has more in %s (%v) than in %s (%v)", s.units.at(i), strings.Join(s.groups, " and "), people.Value(), f.total, t),
				Remedy: "exchange the columns or correct the counts"})
		}
		k++
	}
	return ps.Err()
}

// ranked is people on an ordered scale: groups as brackets, the lowest first, or one row for each person with --value.
func (s *slice) ranked(f computeFlags) (computeInput, error) {
	switch {
	case f.micro:
		return s.people(f)
	case f.family && len(f.scale) == 0:
		return computeInput{}, usagef("groups have an order with --scale")
	case f.total != "":
		return computeInput{}, usagef("an index of an ordered scale takes the counts of all brackets with --group, without --total")
	case len(f.groups) < 2:
		return computeInput{}, usagef("an index of an ordered scale needs --group with the brackets, the lowest first, or --value with one row for each person")
	}
	in, keep := s.complete(f.groups...)
	in.groups = f.groups
	in.Composition.Names = f.groups
	for _, c := range f.groups {
		in.Composition.Counts = append(in.Composition.Counts, keep(c))
	}
	in.Ranked = in.Composition.Brackets()
	if len(f.scale) > 0 {
		for j := range in.Ranked.Values {
			in.Ranked.Values[j] = f.scale[int(in.Ranked.Values[j])]
		}
	}
	return in, nil
}

// people is microdata: many rows for a unit, each with a value and a weight.
func (s *slice) people(f computeFlags) (computeInput, error) {
	cols := []string{f.value}
	if f.weight != "" {
		cols = append(cols, f.weight)
	}
	rows, keep := s.complete(cols...)
	in := computeInput{}
	if n := s.units.len() - rows.units.len(); n > 0 {
		in.warnings = []string{fmt.Sprintf("rows left out, a figure is missing: %d", n)}
	}
	at := map[string]int{}
	unit := make([]int, rows.units.len())
	for j, u := range rows.units.all() {
		k, ok := at[u]
		if !ok {
			k = in.units.len()
			at[u] = k
			in.units.add(u)
		}
		unit[j] = k
	}
	in.persons = make([]float64, in.units.len())
	for _, k := range unit {
		in.persons[k]++
	}
	in.Ranked = index.Ranked{Units: in.units.len(), Unit: unit, Values: keep(f.value), Weights: keep(f.weight)}
	return in, nil
}

// whole reports counts that are not whole numbers of people, for an index that needs those.
func (s *slice) whole(ix index.Index, f computeFlags) error {
	var ps indicators.Problems
	for date := s; date != nil; date = date.after {
		for _, col := range slices.Concat(date.groups, f.totals()) {
			for i, v := range date.columns[col] {
				if !math.IsNaN(v) && v != math.Trunc(v) {
					ps.Add(indicators.Problem{File: s.name, Line: int(date.lines[col][i]), Column: f.column(col),
						What:   fmt.Sprintf("count %v is not a whole number, which %s needs", v, ix.ID),
						Remedy: "give counts of people as they were before averaging or rounding"})
				}
			}
		}
	}
	return ps.Err()
}

// complete leaves out the units that miss one of the columns, and says so: missing is never zero. The returned function gives a
// column of the units that stay, not to be changed, and nil for "".
func (s *slice) complete(cols ...string) (computeInput, func(col string) []float64) {
	var in computeInput
	var left []int // the rows of in.left
	read := make([][]float64, len(cols))
	for k, c := range cols {
		read[k] = s.columns[c]
	}
	for i := range s.units.len() {
		if slices.ContainsFunc(read, func(column []float64) bool { return math.IsNaN(column[i]) }) {
			left, in.left = append(left, i), append(in.left, s.units.at(i))
		}
	}
	in.units = s.units
	if len(left) == 0 { // most files, and registers are long
		return in, func(col string) []float64 { return s.columns[col] }
	}
	in.warnings = append(in.warnings, "left out, a figure is missing: "+listed(in.left))
	rows := make([]int, 0, s.units.len()-len(left))
	for i := range s.units.len() {
		if len(left) > 0 && left[0] == i {
			left = left[1:]
			continue
		}
		rows = append(rows, i)
	}
	in.units = s.units.of(rows)
	return in, func(col string) []float64 {
		if col == "" {
			return nil
		}
		return pick(s.columns[col], rows)
	}
}

// pick returns what a column has in some of its rows, each named once: the column itself where these are all, in order.
func pick[T any](column []T, rows []int) []T {
	if len(rows) == len(column) && slices.IsSorted(rows) {
		return column
	}
	out := make([]T, len(rows))
	for k, i := range rows {
		out[k] = column[i]
	}
	return out
}

// misses tells whether unit i has no figure in one of the columns.
func (s *slice) misses(i int, cols []string) bool {
	for _, c := range cols {
		if math.IsNaN(s.columns[c][i]) {
			return true
		}
	}
	return false
}

// keepText returns the texts of the units that have all of the columns.
func (s *slice) keepText(texts, cols []string) []string {
	out := make([]string, 0, len(texts))
	for i, t := range texts {
		if !s.misses(i, cols) {
			out = append(out, t)
		}
	}
	return out
}
