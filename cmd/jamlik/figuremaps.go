package main

import (
	"math"
	"sync"

	"github.com/jamlik/jamlik/charts"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
	"github.com/jamlik/jamlik/ingest/geo/topology"
	"github.com/jamlik/jamlik/ingest/study"
)

// drawnSize is how large maps are drawn at most, in points, and drawnDetail how much of a corner may be cut off there.
const (
	drawnSize   = 600
	drawnDetail = 0.3
)

// chartMaps are the maps of a study with as many corners as can be seen. Polygons that do not fit together keep all of theirs.
func chartMaps(l *study.Loaded) []charts.Map {
	var out []charts.Map
	for _, m := range l.Maps {
		if m.Areas == nil {
			continue
		}
		areas := m.Areas
		if s, err := simplified(areas, extentOf(areas)/drawnSize*drawnDetail); err == nil {
			areas = s
		}
		on := charts.Map{Level: m.Level, Version: m.Version, Tiles: sync.OnceValue(func() []space.Tile { return tilesOfMap(m) })}
		for i, code := range areas.Codes {
			area, ok := l.Register.Find(indicators.AreaID{Code: code, Version: m.Version})
			if !ok {
				area = indicators.Area{Code: code, Version: m.Version, Level: m.Level}
			}
			on.Areas, on.Shapes = append(on.Areas, area), append(on.Shapes, ringsOf(areas, i))
		}
		out = append(out, on)
	}
	return out
}

// ringsOf are the rings of an area without the first point again at the end.
func ringsOf(areas *topology.Areas, i int) [][]space.Point {
	var out [][]space.Point
	for _, polygon := range areas.Shapes[i] {
		for _, r := range polygon {
			ring := make([]space.Point, 0, len(r))
			for _, p := range r[:max(len(r)-1, 0)] {
				ring = append(ring, space.Point{X: p[0], Y: p[1]})
			}
			out = append(out, ring)
		}
	}
	return out
}

// extentOf is the longer side of the rectangle around areas.
func extentOf(areas *topology.Areas) float64 {
	low, high := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, s := range areas.Shapes {
		b := s.Bound()
		for k := range 2 {
			low[k], high[k] = min(low[k], b.Min[k]), max(high[k], b.Max[k])
		}
	}
	return max(high[0]-low[0], high[1]-low[1], 0)
}
