package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// slice is the units of one combination of --by, and of one value of --compare where there is one.
type slice struct {
	name    string // of the file, for messages
	by      map[string]string
	units   texts
	groups  []string             // columns of the groups
	columns map[string][]float64 // NaN where the figure is missing
	lines   map[string][]int32   // of the cells; 0 where there is none
	within  [][]string           // the larger unit of each unit, the largest first
	kinds   []string             // the group that each unit belongs to
	at      []float64            // the stratum of each row, of which a unit has several
	until   []float64            // where each of them ends; +Inf where the file does not say
	date    string               // of two, as year=2025

	after    *slice // the later one of two
	warnings []string
}

// split divides the rows by the values of the --by columns, which it sorts, and makes one unit of each row or, of long data, of all
// rows that name it.
func (f computeFlags) split(fr *frame) ([]*slice, error) {
	var ps indicators.Problems
	if len(fr.lines) == 0 {
		ps.Add(indicators.Problem{File: fr.name, What: "the file has a header but no rows", Remedy: "check that it is the right file"})
	}
	if f.long {
		f.checkGroups(fr, &ps)
	}
	if f.compared.Column != "" {
		f.compared.check(fr, &ps)
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	f.checkUnits(fr, &ps)
	var out []*slice
	for _, rows := range f.divide(fr) {
		s := &slice{name: fr.name}
		if len(f.by) > 0 {
			s.by = map[string]string{}
			for _, col := range f.by {
				s.by[col] = fr.text[col].at(rows[0])
			}
		}
		groups := f.groups
		if f.long && len(groups) == 0 {
			groups = slices.DeleteFunc(distinct(fr.text[f.groupCol], rows), func(g string) bool { return g == f.total })
		}
		if c := f.compared; c.Column == "" {
			s.fill(fr, rows, groups, f, &ps)
		} else {
			before, after := c.rows(fr, rows)
			s.after = &slice{name: fr.name, by: s.by, date: c.Column + "=" + c.After}
			s.date = c.Column + "=" + c.Before
			s.fill(fr, before, groups, f, &ps)
			s.after.fill(fr, after, groups, f, &ps)
			if !f.apart {
				s.pair(f)
			}
		}
		out = append(out, s)
	}
	return out, ps.Err()
}

// divide returns the rows of each combination of --by.
func (f computeFlags) divide(fr *frame) [][]int {
	rows := make([]int, len(fr.lines))
	for i := range rows {
		rows[i] = i
	}
	if len(f.by) == 0 {
		return [][]int{rows}
	}
	compare := func(a, b int) int {
		for _, col := range f.by {
			if c := strings.Compare(fr.text[col].at(a), fr.text[col].at(b)); c != 0 {
				return c
			}
		}
		return 0
	}
	slices.SortStableFunc(rows, compare)
	var out [][]int
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && compare(rows[n], rows[0]) == 0 {
			n++
		}
		out, rows = append(out, rows[:n:n]), rows[n:]
	}
	return out
}

// distinct returns the values of a column in some rows, sorted.
func distinct(column texts, rows []int) []string {
	seen := make([]bool, len(column.words))
	var out []string
	for _, i := range rows {
		if code := column.codes[i]; !seen[code] {
			seen[code] = true
			out = append(out, column.words[code])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// checkUnits reports rows without the name of a unit.
func (f computeFlags) checkUnits(fr *frame, ps *indicators.Problems) {
	for i, u := range fr.text[f.unit].all() {
		if u == "" {
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.unit, What: "the cell is empty",
				Remedy: "name the unit, or leave out the row"})
		}
	}
}

// totals is the column of the whole population, if one is named.
func (f computeFlags) totals() []string {
	if f.total == "" {
		return nil
	}
	return []string{f.total}
}

// checkGroups reports the groups asked for that long data do not have.
func (f computeFlags) checkGroups(fr *frame, ps *indicators.Problems) {
	var known []string
	seen := map[string]bool{}
	for _, g := range fr.text[f.groupCol].words {
		if !seen[g] {
			seen[g] = true
			known = append(known, g)
		}
	}
	slices.Sort(known)
	for _, g := range slices.Concat(f.groups, f.totals()) {
		if !seen[g] {
			ps.Add(indicators.Problem{File: fr.name, Column: f.groupCol, What: fmt.Sprintf("no row has group %q%s", g, meant(g, known))})
		}
	}
}

func (s *slice) fill(fr *frame, rows []int, groups []string, f computeFlags, ps *indicators.Problems) {
	s.groups, s.columns, s.lines = groups, map[string][]float64{}, map[string][]int32{}
	s.within = make([][]string, len(f.within))
	if f.long {
		s.pivot(fr, rows, f, ps)
	} else {
		s.take(fr, rows, f, ps)
	}
}

// take copies rows that hold one unit each or, of microdata, one person.
func (s *slice) take(fr *frame, rows []int, f computeFlags, ps *indicators.Problems) {
	var seen map[string]int
	if !f.micro {
		seen = make(map[string]int, len(rows))
	}
	kept := rows[:0]
	for _, i := range rows {
		key := s.inStratum(fr, i, &f, ps)
		if first, ok := seen[key]; ok {
			ps.Add(f.comesTwice(fr, i, first))
			continue
		}
		if seen != nil {
			seen[key] = i
		}
		kept = append(kept, i)
		s.place(fr, i, len(kept)-1, &f, ps)
		s.belong(fr, i, &f, ps)
	}
	s.units = fr.text[f.unit].of(kept)
	lines := pick(fr.lines, kept)
	for _, col := range f.numberColumns() {
		values := pick(fr.num[col], kept)
		if f.counts(col) {
			for k, v := range values {
				if v < 0 {
					ps.Add(negative(fr, kept[k], col, f.kind(col), v))
				}
			}
		}
		s.columns[col], s.lines[col] = values, lines
	}
}

// comesTwice is the problem of a row about the same as the first one.
func (f computeFlags) comesTwice(fr *frame, row, first int) error {
	p := indicators.Problem{File: fr.name, Line: int(fr.lines[row]), Column: f.unit,
		What:   fmt.Sprintf("unit %q comes twice, first on line %d", fr.text[f.unit].at(row), fr.lines[first]),
		Remedy: "give the column that tells the rows apart with --by, or use --long"}
	if f.at != "" {
		p.Column, p.What = f.at, fmt.Sprintf("unit %q has stratum %s twice, first on line %d", fr.text[f.unit].at(row), fr.text[f.at].at(row), fr.lines[first])
		p.Remedy = "give the column that tells the rows apart with --by"
	}
	return p
}

// counts tells whether a column holds numbers of people, which are never negative.
func (f computeFlags) counts(col string) bool {
	onlyValues := f.value == "" && len(f.groups) == 1 && f.total == ""
	return col != f.value && col != f.rank && !slices.Contains(f.place.columns(), col) && !slices.Contains(f.sources, col) && !slices.Contains(f.indicators, col) && !onlyValues
}

// kind says what the numbers of a column are that are never negative.
func (f computeFlags) kind(col string) string {
	switch {
	case col == f.se, slices.Contains(f.indicatorErrors, col):
		return "standard error"
	case col == f.health:
		return "share in good health"
	}
	return "count"
}

func negative(fr *frame, row int, col, kind string, v float64) error {
	return indicators.Problem{File: fr.name, Line: int(fr.lines[row]), Column: col,
		What: fmt.Sprintf("%s %v is negative", kind, v), Remedy: "correct the cell, or leave it empty if the figure is missing"}
}

// pivot turns rows of one unit and group into one row for each unit. A unit without a row for a group misses that figure.
func (s *slice) pivot(fr *frame, rows []int, f computeFlags, ps *indicators.Problems) {
	groups := slices.Concat(s.groups, f.totals())
	groupAt := map[string]int{}
	for k, g := range groups {
		groupAt[g] = k
	}
	values, lines := make([][]float64, len(groups)), make([][]int32, len(groups))
	names := fr.text[f.unit]
	s.units.words = names.words
	unitAt := map[string]int{}
	for _, i := range rows {
		u, g := names.at(i), fr.text[f.groupCol].at(i)
		k, ok := groupAt[g]
		if !ok {
			continue
		}
		at, ok := unitAt[u]
		if !ok {
			at = s.units.len()
			unitAt[u] = at
			s.units.codes = append(s.units.codes, names.codes[i])
			for k := range values {
				values[k], lines[k] = append(values[k], math.NaN()), append(lines[k], 0)
			}
		}
		s.place(fr, i, at, &f, ps)
		if first := lines[k][at]; first != 0 {
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.groupCol,
				What:   fmt.Sprintf("unit %q has group %q twice, first on line %d", u, g, first),
				Remedy: "give the column that tells the rows apart with --by"})
			continue
		}
		v := fr.num[f.countCol][i]
		if v < 0 {
			ps.Add(negative(fr, i, f.countCol, "count", v))
		}
		values[k][at], lines[k][at] = v, fr.lines[i]
	}
	for k, g := range groups {
		s.columns[g], s.lines[g] = values[k], lines[k]
	}
}

// column returns the name in the file of the column that holds the figures of col.
func (f computeFlags) column(col string) string {
	if f.long {
		return f.countCol
	}
	return col
}

// listed names the first few units and counts the rest.
func listed(units []string) string {
	if len(units) > 5 {
		return fmt.Sprintf("%s and %d more", strings.Join(units[:5], ", "), len(units)-5)
	}
	return strings.Join(units, ", ")
}
