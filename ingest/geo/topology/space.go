package topology

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// Space returns where the units with these codes lie, in their order, for indices: places, areas, perimeters and borders. A place is that of the
// columns that [Options] named, or else the centroid. Borders are those of [Areas.Adjacency] with this tolerance.
//
// It is an error when a unit has no geometry or comes twice. Warnings name areas without a unit, which are left out, and units without a neighbour.
func (a *Areas) Space(codes []string, tolerance float64) (s *space.Space, warnings []error, err error) {
	order, warnings, err := a.order(codes)
	if err != nil {
		return nil, warnings, err
	}
	adjacency, err := a.Adjacency(tolerance)
	if err != nil {
		return nil, warnings, err
	}
	s = &space.Space{Area: a.Area(), Perimeter: a.Perimeter(), Borders: adjacency.Borders}
	places := a.Places
	if places == nil {
		places = a.Centroid()
	}
	if s.Points, err = points(places); err != nil {
		return nil, warnings, fmt.Errorf("%s: %w", a.File, err)
	}
	s = s.Pick(order)
	var islands []string
	for i, code := range codes {
		if s.Borders.First[i] == s.Borders.First[i+1] {
			islands = append(islands, code)
		}
	}
	if len(islands) > 0 {
		warnings = append(warnings, indicators.Problem{File: a.File, What: lang.Count(len(islands), "unit") + " without a neighbour: " + list(islands),
			Remedy: "indices of neighbours read them as isolated; give a file of neighbours where a bridge or a ferry counts"})
	}
	return s, warnings, s.Check(len(codes))
}

// order returns the area of each unit.
func (a *Areas) order(codes []string) (order []int, warnings []error, err error) {
	var problems indicators.Problems
	at, used := a.index(), make([]bool, len(a.Codes))
	var without, twice []string
	for _, code := range codes {
		i, ok := at[code]
		switch {
		case !ok:
			without = append(without, code)
			continue
		case used[i]:
			twice = append(twice, code)
		}
		used[i] = true
		order = append(order, i)
	}
	if len(without) > 0 {
		what, remedy := fmt.Sprintf("%s without a geometry: %s", lang.Count(len(without), "unit"), list(without)), "take geometry of the same areas and year, or leave the units out"
		if len(without) == len(codes) && len(a.Codes) > 0 {
			remedy = fmt.Sprintf("its codes are such as %s: name the column of codes, or take geometry of the same areas and year", list(a.Codes[:min(3, len(a.Codes))]))
		}
		problems.Add(indicators.Problem{File: a.File, What: what, Remedy: remedy})
	}
	if len(twice) > 0 {
		problems.Add(indicators.Problem{File: a.File, What: "units come twice: " + list(twice), Remedy: "give each unit one row"})
	}
	if problems.Len() > 0 {
		return nil, nil, problems.Err()
	}
	var empty []string
	for i, code := range a.Codes {
		if !used[i] {
			empty = append(empty, code)
		}
	}
	if len(empty) > 0 {
		warnings = append(warnings, indicators.Problem{File: a.File, What: lang.Count(len(empty), "area") + " without data: " + list(empty), Remedy: "they are left out"})
	}
	return order, warnings, nil
}

func points(places []orb.Point) (*space.Points, error) {
	x, y := make([]float64, len(places)), make([]float64, len(places))
	for i, p := range places {
		x[i], y[i] = p[0], p[1]
	}
	return space.NewPoints(x, y)
}

// list names codes in messages, the first of many.
func list(codes []string) string {
	const most = 10
	if len(codes) <= most {
		return strings.Join(codes, ", ")
	}
	return strings.Join(slices.Concat(codes[:most], []string{fmt.Sprintf("… and %d more", len(codes)-most)}), ", ")
}
