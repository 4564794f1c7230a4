package study

import (
	"fmt"
	"maps"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/geo/topology"
)

// dissolve makes maps of the levels that have no polygons of their own from the finest map of their version.
func (m *mapper) dissolve() {
	for _, base := range m.finest() {
		for _, level := range []indicators.Level{indicators.RegSO, indicators.District} {
			if level >= base.Level || m.has(level, base.Version) {
				continue
			}
			made, ok := m.joined(base, level)
			if ok {
				m.Maps = append(m.Maps, made)
			}
		}
	}
}

// finest returns the finest map of each version, in the order of the study.
func (m *mapper) finest() []Map {
	var out []Map
	at := make(map[string]int)
	for _, one := range m.Maps {
		i, ok := at[one.Version]
		switch {
		case !ok:
			at[one.Version] = len(out)
			out = append(out, one)
		case one.Level > out[i].Level:
			out[i] = one
		}
	}
	return out
}

func (m *mapper) has(level indicators.Level, version string) bool {
	for _, one := range m.Maps {
		if one.Level == level && one.Version == version {
			return true
		}
	}
	return false
}

// joined puts the areas of a map together to those of a larger level. One that is divided goes to the larger area that has most of it. A larger
// area of which some part is not on the map is not either.
func (m *mapper) joined(base Map, level indicators.Level) (Map, bool) {
	zone, share := make([]int, len(base.Places)), make([]float64, len(base.Places))
	for i := range zone {
		zone[i] = -1
	}
	divided := make(map[string]bool)
	var codes, partly []string
	for _, area := range m.reg.AtLevel(level, base.Version) {
		var parts []int
		var weights []float64
		whole := true
		for _, part := range m.reg.Within(area.ID(), base.Level) {
			if part.Area.Version != base.Version {
				continue
			}
			i, ok := base.at(part.Area.Code)
			if whole = whole && ok; !ok {
				continue
			}
			parts, weights = append(parts, i), append(weights, part.Weight)
			if part.Weight < 1 {
				divided[part.Area.Code] = true
			}
		}
		if !whole {
			partly = append(partly, area.Code)
		}
		if !whole || len(parts) == 0 {
			continue
		}
		for k, i := range parts {
			if weights[k] > share[i] {
				zone[i], share[i] = len(codes), weights[k]
			}
		}
		codes = append(codes, area.Code)
	}
	if len(partly) > 0 {
		m.Warnings = append(m.Warnings, indicators.Problem{File: base.Areas.File,
			What:   fmt.Sprintf("%s of level %s without all of their parts: %s", lang.Count(len(partly), "area"), level, examplesOf(partly)),
			Remedy: "they are left out of everything that depends on where areas lie"})
	}
	out, ok := m.merged(base, level, codes, zone)
	out.Divided = slices.Sorted(maps.Keys(divided))
	return out, ok
}

// merged is the map of a level whose area codes[z] is the places of base with zone z.
func (m *mapper) merged(base Map, level indicators.Level, codes []string, zone []int) (Map, bool) {
	used := make([]int, len(codes)) // places of each
	for _, z := range zone {
		if z >= 0 {
			used[z]++
		}
	}
	number := make([]int, len(codes)) // without those that others took all of
	var kept []string
	for z, n := range used {
		if number[z] = len(kept); n > 0 {
			kept = append(kept, codes[z])
		}
	}
	if len(kept) < 2 {
		return Map{}, false
	}
	var order, to []int
	for i, z := range zone {
		if z >= 0 {
			order, to = append(order, i), append(to, number[z])
		}
	}
	s, err := base.Space.Pick(order).Merge(to, nil)
	if err != nil {
		m.problems.Add(fmt.Errorf("%s: areas of level %s: %w", base.Areas.File, level, err))
		return Map{}, false
	}
	places, err := m.places(kept, s.Points)
	if err != nil {
		m.problems.Add(err)
		return Map{}, false
	}
	out := Map{Level: level, Version: base.Version, Space: s, Places: places}
	if out.Areas, err = dissolved(base.Areas, kept, number, zone); err != nil {
		m.Warnings = append(m.Warnings, indicators.Problem{File: base.Areas.File, What: fmt.Sprintf("areas of level %s get no polygons: %v", level, err)})
	}
	return out, true
}

// dissolved joins polygons: that of area i becomes part of codes[number[zone[i]]], in whose order they come. Areas of no zone go away.
func dissolved(from *topology.Areas, codes []string, number, zone []int) (*topology.Areas, error) {
	const outside = "\x00"
	of := make(map[string]string, len(from.Codes))
	for i, code := range from.Codes {
		if of[code] = outside; zone[i] >= 0 {
			of[code] = codes[number[zone[i]]]
		}
	}
	c, err := from.Coverage(0)
	if err != nil {
		return nil, err
	}
	joined, err := c.Dissolve(of)
	if err != nil {
		return nil, err
	}
	out := &topology.Areas{File: joined.File, CRS: joined.CRS}
	for _, code := range codes {
		i := slices.Index(joined.Codes, code)
		out.Codes, out.Shapes, out.Features = append(out.Codes, code), append(out.Shapes, joined.Shapes[i]), append(out.Features, joined.Features[i])
	}
	return out, nil
}
