package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/local"
)

// personCount is what the count of rows is called where each of them is a person.
const personCount = "rows"

// checkPersons reports flags that persons do not go with.
func (f computeFlags) checkPersons() error {
	switch {
	case !f.persons:
		return nil
	case f.long || f.countCol != "":
		return usagef("--persons counts the rows; --long and --count-col are for counts that are there already")
	case f.groupCol == "" && f.value == "":
		return usagef("--persons needs --group-col with the group of each person, or --value")
	case f.groupCol != "" && f.value != "":
		return usagef("--persons counts by --group-col or measures --value, not both")
	case f.value != "" && (len(f.groups) > 0 || f.at != "" || f.se != ""):
		return usagef("--persons with --value is for indices of values and of an ordered scale, without --group, --at and --se")
	case len(f.place.columns()) > 0:
		return usagef("--coordinates, --area and --perimeter are columns of units, and with --persons a row is none: give --geometry or --distances")
	}
	return nil
}

// countPersons counts the rows of a file by unit, group and whatever else tells rows apart, and gives the counts as a long table. A group that
// nobody in a unit has is 0 there, since all are counted; persons whose group is not known are left out.
func (p *program) countPersons(r ingest.Reader, f computeFlags) (*frame, error) {
	keys := slices.DeleteFunc(f.textColumns(), func(col string) bool { return col == f.groupCol })
	q := engine.Query{Table: f.data}
	for _, col := range append(keys, f.groupCol) {
		q.Keys = append(q.Keys, engine.Key{Name: col, Column: col})
	}
	cells, err := local.Count(context.Background(), f.data, r, q)
	if err != nil {
		return nil, err
	}
	fr := &frame{name: f.data, text: map[string]texts{}, num: map[string][]float64{}}
	columns := make([][]string, len(keys))
	for k := range keys {
		columns[k] = cells.Keys[k].Values
	}
	group := cells.Keys[len(keys)].Values
	groups := slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(group))), func(g string) bool { return g == "" })
	if slices.Contains(groups, f.total) && f.total != "" {
		return nil, usagef("--total %s: a group has that name; with --persons, --total is a name for all groups together", f.total)
	}
	same := func(i, j int) bool {
		return !slices.ContainsFunc(columns, func(c []string) bool { return c[i] != c[j] })
	}
	var unknown, nowhere int64
	unit := slices.Index(keys, f.unit)
	counts := make([]int64, len(groups))
	for i := 0; i < cells.Len(); { // cells are in the order of their keys, of which the group is the last
		clear(counts)
		var all int64
		first := i
		for ; i < cells.Len() && same(i, first); i++ {
			g, ok := slices.BinarySearch(groups, group[i])
			if !ok {
				unknown += cells.Counts[i]
				continue
			}
			counts[g] = cells.Counts[i]
			all += cells.Counts[i]
		}
		if columns[unit][first] == "" {
			nowhere += all
			continue
		}
		add := func(g string, n int64) {
			text := func(col, s string) {
				t := fr.text[col]
				t.add(s)
				fr.text[col] = t
			}
			for k, col := range keys {
				text(col, columns[k][first])
			}
			text(f.groupCol, g)
			fr.num[personCount] = append(fr.num[personCount], float64(n))
			fr.lines = append(fr.lines, -1) // many
		}
		for g, name := range groups {
			add(name, counts[g])
		}
		if f.total != "" {
			add(f.total, all)
		}
	}
	if nowhere > 0 {
		return nil, indicators.Problem{File: f.data, Column: f.unit, What: fmt.Sprintf("rows without a unit: %d", nowhere),
			Remedy: "name the unit of each person, or leave out those who have none"}
	}
	if unknown > 0 {
		p.warn(fmt.Errorf("%s: rows left out, %s is empty: %d", f.data, f.groupCol, unknown))
	}
	return fr, nil
}
