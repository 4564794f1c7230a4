package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// place notes the larger units that row i puts unit at into. All rows of a unit must say the same.
func (s *slice) place(fr *frame, i, at int, f computeFlags, ps *indicators.Problems) {
	for l, col := range f.within {
		larger := fr.text[col][i]
		switch {
		case larger == "":
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: col,
				What: fmt.Sprintf("unit %q lies in no larger unit", s.units[at]), Remedy: "fill in the cell, or leave the unit out"})
		case at < len(s.within[l]) && s.within[l][at] != larger:
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: col,
				What:   fmt.Sprintf("unit %q lies in %q, and in %q on a line before", s.units[at], larger, s.within[l][at]),
				Remedy: "a unit lies in one larger unit only: correct the cell"})
		}
		if at == len(s.within[l]) {
			s.within[l] = append(s.within[l], larger)
		}
	}
}

// levels numbers the larger units of each level. Two of one name are different ones where they lie in different larger units.
func levels(columns []string, within [][]string) ([][]int, error) {
	out := make([][]int, len(within))
	var above []int
	for l, names := range within {
		type place struct {
			above int
			name  string
		}
		numbers := map[place]int{}
		distinctNames := map[string]bool{}
		out[l] = make([]int, len(names))
		for i, name := range names {
			p := place{name: name}
			if above != nil {
				p.above = above[i]
			}
			n, ok := numbers[p]
			if !ok {
				n = len(numbers)
				numbers[p] = n
			}
			out[l][i] = n
			distinctNames[name] = true
		}
		if l > 0 && len(names) > 0 && len(numbers) == slices.Max(above)+1 && len(distinctNames) < len(numbers) {
			return nil, usagef("--within %s: %s is larger than %s; name the largest first", strings.Join(columns, ","), columns[l], columns[l-1])
		}
		above = out[l]
	}
	return out, nil
}

// supergroups reads NAME=g1,g2 for each larger group and returns the number of the larger group of each group, and their names. A
// group that is in none stands for itself.
func supergroups(flags, groups []string) (numbers []int, names []string, err error) {
	if len(flags) == 0 {
		return nil, nil, nil
	}
	numbers = slices.Repeat([]int{-1}, len(groups))
	for _, flag := range flags {
		name, members, ok := strings.Cut(flag, "=")
		if !ok || name == "" || members == "" {
			return nil, nil, usagef("--supergroup %q: want NAME=group,group", flag)
		}
		if slices.Contains(names, name) {
			return nil, nil, usagef("--supergroup names %q twice", name)
		}
		for g := range strings.SplitSeq(members, ",") {
			k := slices.Index(groups, g)
			switch {
			case k < 0:
				return nil, nil, usagef("--supergroup %s: there is no group %q%s", flag, g, meant(g, groups))
			case numbers[k] >= 0:
				return nil, nil, usagef("--supergroup puts group %q in two larger groups", g)
			}
			numbers[k] = len(names)
		}
		names = append(names, name)
	}
	for k, n := range numbers {
		if n < 0 {
			numbers[k] = len(names)
			names = append(names, groups[k])
		}
	}
	return numbers, names, nil
}

// meant suggests the known name that a mistyped one stands for, or lists those there are. One or two letters are near to too many.
func meant(name string, known []string) string {
	if near, ok := lang.Nearest(name, known); ok && len(name) > 2 {
		return fmt.Sprintf("; did you mean %s?", near)
	}
	if len(known) == 1 {
		return "; there is " + known[0]
	}
	return "; there are " + listed(known)
}

// nest places the units and groups of a composition in the larger ones that the flags name.
func (f computeFlags) nest(c *index.Composition, within [][]string) (err error) {
	if c.Within, err = levels(f.within, within); err != nil {
		return err
	}
	c.Supergroup, _, err = supergroups(f.supergroups, c.Names)
	return err
}
