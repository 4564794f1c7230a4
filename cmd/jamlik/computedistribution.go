package main

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// distribution is one value for each unit, with what goes with it.
func (s *slice) distribution(f computeFlags) (computeInput, error) {
	value := s.values(f)
	if value == "" {
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
	if f.neighbours != "" {
		d.Space = &space.Space{Borders: f.beside.among(in.units)}
	}
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
func (s *slice) belong(fr *frame, i int, f computeFlags, ps *indicators.Problems) {
	if f.subgroup == "" {
		return
	}
	kind := fr.text[f.subgroup][i]
	if kind == "" {
		ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: f.subgroup,
			What: fmt.Sprintf("unit %q belongs to no group", fr.text[f.unit][i]), Remedy: "fill in the cell, or leave the unit out"})
	}
	s.kinds = append(s.kinds, kind)
}

// adjacency lists the units beside each unit, by name.
type adjacency map[string][]string

// readNeighbours reads a file with the columns from and to: to is beside from. Both must be units of the data.
func readNeighbours(path string, fr *frame, f computeFlags) (adjacency, error) {
	r, err := open(path, fileFlags{skip: -1}, true)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	pairs, err := readFrame(r, path, []string{"from", "to"}, nil, rune(f.decimal[0]))
	if err != nil {
		return nil, err
	}
	all := make([]int, len(fr.lines))
	for i := range all {
		all[i] = i
	}
	known := distinct(fr.text[f.unit], all)
	var ps indicators.Problems
	out := adjacency{}
	for i, line := range pairs.lines {
		from, to := pairs.text["from"][i], pairs.text["to"][i]
		for _, end := range [][2]string{{"from", from}, {"to", to}} {
			if _, ok := slices.BinarySearch(known, end[1]); !ok {
				ps.Add(indicators.Problem{File: path, Line: int(line), Column: end[0],
					What: fmt.Sprintf("%s has no unit %q%s", f.data, end[1], meant(end[1], known))})
			}
		}
		if from == to {
			ps.Add(indicators.Problem{File: path, Line: int(line), What: fmt.Sprintf("unit %q is beside itself", from), Remedy: "leave out the row"})
		}
		out[from] = append(out[from], to)
	}
	return out, ps.Err()
}

// among returns who lies beside whom among some units, whichever of the two names the other. Others are left out.
func (a adjacency) among(units []string) *space.Graph {
	at := make(map[string]int32, len(units))
	for i, u := range units {
		at[u] = int32(i)
	}
	near := make([][]int32, len(units))
	for u, names := range a {
		i, known := at[u]
		for _, name := range names {
			if j, ok := at[name]; ok && known {
				near[i], near[j] = append(near[i], j), append(near[j], i)
			}
		}
	}
	out := &space.Graph{First: make([]int32, len(units)+1)}
	for i, beside := range near {
		slices.Sort(beside)
		out.To = append(out.To, slices.Compact(beside)...)
		out.First[i+1] = int32(len(out.To))
	}
	return out
}
