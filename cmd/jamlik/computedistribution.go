package main

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// notFromCells says why counts do not do for what needs a value of each, and what does.
const notFromCells = "counts by unit and group: who ranks where among persons, and values of persons one by one, do not add up from cells; " +
	"count by brackets of the values and take an index of an ordered scale (--group with the brackets, the lowest first), or give one row for each person or unit, with --value and without --long"

// distribution is one value for each unit, with what goes with it.
func (s *slice) distribution(f computeFlags) (computeInput, error) {
	value := s.values(f)
	switch {
	case value == "" && f.long:
		return computeInput{}, usagef("an index of values is not computed from %s", notFromCells)
	case value == "":
		return computeInput{}, usagef("an index of values needs --value")
	}
	cols := given(append([]string{value, f.weight, f.rank}, f.sources...)...)
	in, keep := s.complete(cols...)
	d := index.Distribution{Values: keep(value), Weights: keep(f.weight), Rank: keep(f.rank)}
	if len(f.bounds) > 0 {
		d.Low, d.High = f.bounds[0], f.bounds[1]
	}
	for _, source := range f.sources {
		d.Sources = append(d.Sources, keep(source))
	}
	in.groups = f.sources
	if s.kinds != nil {
		d.Group, in.groups = numbered(s.keepText(s.kinds, cols))
	}
	d.Space = f.where.among(in.units)
	in.Distribution = d
	return in, s.outside(value, f)
}

// numbered numbers names in the order in which they come first.
func numbered(list []string) (numbers []int, names []string) {
	at := map[string]int{}
	for _, name := range list {
		k, ok := at[name]
		if !ok {
			k = len(names)
			at[name] = k
			names = append(names, name)
		}
		numbers = append(numbers, k)
	}
	return numbers, names
}

// belong notes the group that row i says a unit belongs to.
func (s *slice) belong(fr *frame, i int, f *computeFlags, ps *indicators.Problems) {
	if f.subgroup == "" {
		return
	}
	kind := fr.text[f.subgroup].at(i)
	if kind == "" {
		ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.subgroup,
			What: fmt.Sprintf("unit %q belongs to no group", fr.text[f.unit].at(i)), Remedy: "fill in the cell, or leave the unit out"})
	}
	s.kinds = append(s.kinds, kind)
}
