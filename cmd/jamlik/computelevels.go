package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// place notes the larger units that row i puts unit at into. All rows of a unit must say the same.
func (s *slice) place(fr *frame, i, at int, f *computeFlags, ps *indicators.Problems) {
	for l, col := range f.within {
		larger := fr.text[col].at(i)
		switch {
		case larger == "" && !f.outside:
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: col,
				What: fmt.Sprintf("unit %q lies in no larger unit", fr.text[f.unit].at(i)), Remedy: "fill in the cell, or leave the unit out"})
		case at < len(s.within[l]) && s.within[l][at] != larger:
			ps.Add(indicators.Problem{File: fr.name, Line: int(fr.lines[i]), Column: col,
				What:   fmt.Sprintf("unit %q lies in %q, and in %q on a line before", fr.text[f.unit].at(i), larger, s.within[l][at]),
				Remedy: "a unit lies in one larger unit only: correct the cell"})
		}
		if at == len(s.within[l]) {
			s.within[l] = append(s.within[l], larger)
		}
	}
}

// level is the larger units of one column.
type level struct {
	column string
	names  []string // by their numbers
	above  []int    // the number of the larger unit of the level before that each lies in; nil for the largest
}

// levels numbers the larger units of each level. Two of one name are different ones where they lie in different larger units.
func levels(columns []string, within [][]string) (numbers [][]int, all []level, err error) {
	for l, names := range within {
		type place struct {
			above int
			name  string
		}
		known := map[place]int{}
		several := map[string]int{} // places of the same name
		this := level{column: columns[l]}
		number := make([]int, len(names))
		for i, name := range names {
			p := place{name: name}
			if l > 0 {
				p.above = numbers[l-1][i]
			}
			n, ok := known[p]
			if !ok {
				n = len(known)
				known[p] = n
				several[name]++
				this.names = append(this.names, name)
				if l > 0 {
					this.above = append(this.above, p.above)
				}
			}
			number[i] = n
		}
		if l > 0 && len(names) > 0 && len(known) == len(all[l-1].names) && len(several) < len(known) {
			return nil, nil, usagef("--within %s: %s is larger than %s; name the largest first", strings.Join(columns, ","), columns[l], columns[l-1])
		}
		for n, name := range this.names {
			if several[name] > 1 {
				this.names[n] = all[l-1].names[this.above[n]] + "/" + name
			}
		}
		numbers, all = append(numbers, number), append(all, this)
	}
	return numbers, all, nil
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
func (in *computeInput) nest(c *index.Composition, within [][]string, f computeFlags) (err error) {
	if c.Within, in.levels, err = levels(f.within, within); err != nil {
		return err
	}
	c.Supergroup, in.supergroups, err = supergroups(f.supergroups, c.Names)
	return err
}

// larger finds the numbers of levels, larger units and larger groups in the name of a part.
var larger = regexp.MustCompile(`level (\d+)(?: #(\d+))?|supergroup #(\d+)`)

// partName puts the names of columns, larger units and larger groups where the name of a part has their numbers: "between district"
// for "between level 0", "district North: share" for "level 0 #3: share".
func (in *computeInput) partName(name string) string {
	if in.levels == nil && in.supergroups == nil {
		return name
	}
	return larger.ReplaceAllStringFunc(name, func(s string) string {
		m := larger.FindStringSubmatch(s)
		if m[3] != "" {
			return nameOf(in.supergroups, m[3], s)
		}
		for l, level := range in.levels {
			if strconv.Itoa(l) != m[1] {
				continue
			}
			if m[2] == "" {
				return level.column
			}
			return level.column + " " + nameOf(level.names, m[2], s)
		}
		return s
	})
}

// nameOf returns the name with the number that is written in digits, and otherwise where there is none.
func nameOf(names []string, digits, otherwise string) string {
	if n, err := strconv.Atoi(digits); err == nil && n < len(names) {
		return names[n]
	}
	return otherwise
}

// nested tells whether the flags place units or groups in the larger ones that an index needs.
func (f computeFlags) nested(ix index.Index) bool {
	larger := ix.Larger
	return larger == index.Larger{} || larger.Optional || f.read(larger)
}

// read tells whether an index that reads the larger units or groups finds some in the flags.
func (f computeFlags) read(larger index.Larger) bool {
	return larger.Units && len(f.within) > 0 || larger.Groups && len(f.supergroups) > 0
}
