package study

import (
	"fmt"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
)

// tiles reads a tile for each area of a map, made by hand.
func (m *mapper) tiles(at, file string, on Map) ([]space.Tile, bool) {
	in, ok := m.named(at+".tiles", file)
	if !ok {
		return nil, false
	}
	r := registerReader{}
	out := make([]space.Tile, len(on.Places))
	line := make([]int, len(on.Places)) // of each area
	taken := make(map[space.Tile]string)
	n := 0
	r.read(in, []string{"code", "column", "row"}, nil, func(number int, cells []string) {
		n++
		fail := func(column, what, remedy string) {
			r.problems.Add(indicators.Problem{File: in.Name, Line: number, Column: column, What: what, Remedy: remedy})
		}
		i, ok := on.at(cells[0])
		switch {
		case !ok:
			fail("code", fmt.Sprintf("area %q has no polygon", clip(cells[0])), "correct the code, or take the row out")
			return
		case line[i] > 0:
			fail("code", fmt.Sprintf("area %q is already on line %d", clip(cells[0]), line[i]), "give each area one tile")
			return
		}
		line[i] = number
		var tile [2]int
		for k, name := range [...]string{"column", "row"} {
			v, err := strconv.Atoi(cells[1+k])
			if err != nil || v < 0 || v > 10_000 {
				fail(name, fmt.Sprintf("found %q, expected a whole number from 0", clip(cells[1+k])), "columns count from the west and rows from the north")
				return
			}
			tile[k] = v
		}
		out[i] = space.Tile{Column: tile[0], Row: tile[1]}
		if other, twice := taken[out[i]]; twice {
			fail("", fmt.Sprintf("areas %s and %s have one tile", other, cells[0]), "move one of them")
		}
		taken[out[i]] = cells[0]
	})
	for i, p := range on.Places {
		if line[i] == 0 && r.problems.Len() == 0 {
			r.problems.Add(indicators.Problem{File: in.Name, What: fmt.Sprintf("area %s has no tile", p.Code), Remedy: "give each area on the map one"})
		}
	}
	if r.problems.Len() > 0 {
		m.problems.Add(r.problems.Err())
		return nil, false
	}
	m.problems.Add(m.took(in, n))
	return out, true
}
