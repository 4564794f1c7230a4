package analysis

import (
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// Where is how the groups of a segregation live in relation to one another: what depends on where the areas lie. The areas of the level are its
// units, without those that have no place.
type Where struct {
	Spatial    Spatial // with defaults filled in
	Areas      int
	Replicates int // of the bootstrap
	Indices    []IndexValue
	Nearest    []AtScale // share of the group of interest among the k nearest of its members
	Scales     []AtScale // segregation of surroundings within a bandwidth
	Rezoned    []Rezoned // of the indices of the level, where it is made of smaller areas
	Unplaced   []string  // codes of areas without a place
	Islands    []string  // codes of areas that border on none
}

// AtScale is an index at one scale: a number of persons or a bandwidth in metres.
type AtScale struct {
	Scale float64
	IndexValue
}

// The indices that read where areas lie, for two groups and for more, of a spec that names none.
var (
	twoGroupPlaces = []string{
		"adjusted-dissimilarity", "spatial-isolation", "distance-decay-isolation", "spatial-proximity", "delta",
	}
	centrePlaces     = []string{"relative-centralisation"} // beside them, where a centre of the city is named
	multiGroupPlaces = []string{"spatial-theil-h", "multigroup-spatial-proximity"}
)

// The indices of the two profiles, and the parameter of the first that says how many persons are nearest.
const (
	nearestIndex = "nearest-isolation"
	nearestParam = "nearest"
	scaleIndex   = "spatial-theil-h"
)

// where computes what depends on where the areas of a level lie. It is nil where the level has no map.
func (a *analyst) where(s *Segregation, finest *Segregation) *Where {
	found, ok := a.place(s.Level, s.Version, areasOf(s.Units))
	if !ok {
		return nil
	}
	if s != finest {
		a.centre(&found, s, finest)
	}
	spec := s.Spec.Space
	w := &Where{Spatial: spec, Areas: len(found.units), Unplaced: found.unplaced, Islands: found.islands}
	c := composition(s.Spec, s.Units).Pick(found.units)
	c.Space = found.space
	o := a.resampling(a.o.Workers, s.Spec.ID, s.Level.String())
	o.Replicates = affordable(o.Replicates, len(found.units))
	o.Noise = unitNoise(pick(s.Units, found.units))
	w.Replicates = o.Replicates
	b := batch{}
	w.Indices = make([]IndexValue, len(spec.Indices))
	for j, id := range spec.Indices {
		ix, _ := registry.Lookup(id) // checked with the options
		b.add(id, spec.params(ix), &w.Indices[j])
	}
	w.Scales = make([]AtScale, len(spec.Bandwidths))
	for j, width := range spec.Bandwidths {
		w.Scales[j].Scale = width
		b.add(scaleIndex, index.Params{index.Bandwidth.Name: width}, &w.Scales[j].IndexValue)
	}
	b.bootstrap(c, o)
	b = batch{}
	persons := 0.0
	for _, counts := range c.Counts {
		persons += index.Total(counts)
	}
	for _, k := range spec.Nearest {
		if k < persons {
			w.Nearest = append(w.Nearest, AtScale{Scale: k})
		}
	}
	for j := range w.Nearest {
		b.add(nearestIndex, index.Params{nearestParam: w.Nearest[j].Scale}, &w.Nearest[j].IndexValue)
	}
	o.Noise = noiseAgainstRest(o.Noise)
	b.bootstrap(againstRest(c), o)
	for _, v := range w.Indices {
		if !v.OK {
			s.Warnings = append(s.Warnings, Warning{Code: "undefined", Indicator: s.Spec.ID, Text: lang.Text{
				Sv: v.Index.Name.Sv + " kan inte beräknas.", En: v.Index.Name.En + " cannot be computed: " + v.Undefined + "."}})
		}
	}
	if len(w.Unplaced) > 0 {
		s.Warnings = append(s.Warnings, Warning{Code: "unplaced", Indicator: s.Spec.ID, Text: text(
			"Områden som saknas på kartan och inte är med där läget räknas: %d.",
			"Areas that are missing on the map, and left out where their place counts: %d.", len(w.Unplaced))})
	}
	if n := len(found.divided); n > 0 {
		s.Warnings = append(s.Warnings, Warning{Code: "divided", Indicator: s.Spec.ID, Text: text(
			"På kartan ligger %d mindre områden, som är delade mellan flera, i det som har mest av dem.",
			"On the map %d smaller areas that are divided between several lie in the one that has most of them.", n)})
	}
	return w
}

// affordable cuts replicates down where units are many: indices of where they lie take a time that grows with the square of their number.
func affordable(replicates, units int) int {
	const pairs = 4e8 // that are looked at for each index, in all replicates
	return max(min(replicates, MinReplicates), min(replicates, int(pairs/float64(units)/float64(units))))
}

// batch is indices that are resampled together.
type batch struct {
	stats []resample.Statistic
	into  []*IndexValue
}

func (b *batch) add(id string, p index.Params, v *IndexValue) {
	*v = newIndexValue(id, p)
	b.stats, b.into = append(b.stats, resample.Statistic{Index: v.Index, Params: p}), append(b.into, v)
}

// bootstrap computes the indices of a batch with intervals by drawing persons anew.
func (b *batch) bootstrap(c index.Composition, o resample.Options) {
	for j, r := range resample.Bootstrap(index.Input{Composition: c}, resample.Persons, b.stats, o) {
		v := b.into[j]
		if r.Err != nil {
			v.set(0, r.Err)
			continue
		}
		v.set(r.Values[0].Part.Value, nil)
		v.resampled(r.Values[0].Result)
	}
}

// againstRest returns the group of interest against everybody else.
func againstRest(c index.Composition) index.Composition {
	if len(c.Counts) == 2 {
		return c
	}
	rest := make([]float64, c.Units())
	for _, counts := range c.Counts[1:] {
		for i, n := range counts {
			rest[i] += n
		}
	}
	out := index.Composition{Counts: [][]float64{c.Counts[0], rest}, Space: c.Space}
	if len(c.Names) > 0 {
		out.Names = []string{c.Names[0], "others"}
	}
	return out
}

// centre places the areas of a level where their people live: at the mean of the places of the smaller areas that they consist of, weighted by
// persons. An area that has no smaller areas on the map, or nobody in them, stays in the middle of its polygon.
func (a *analyst) centre(found *placed, s, finest *Segregation) {
	small, ok := a.place(finest.Level, finest.Version, areasOf(finest.Units))
	if !ok || small.space.Points == nil || found.space.Points == nil || small.space.Points.Globe {
		return
	}
	type part struct {
		at      space.Point
		persons float64
	}
	parts := make(map[string]part, len(small.units))
	for i, u := range small.units {
		unit := finest.Units[u]
		parts[unit.Area.Code] = part{small.space.Points.At(i), index.Total(unit.Counts)}
	}
	was := found.space
	moved := &space.Space{Points: &space.Points{X: slices.Clone(was.Points.X), Y: slices.Clone(was.Points.Y)},
		Area: was.Area, Perimeter: was.Perimeter, Borders: was.Borders, Centres: was.Centres}
	for i, u := range found.units {
		var x, y, persons index.Sum
		for _, m := range a.reg.WithinAt(s.Units[u].Area.ID(), finest.Level, s.Period) {
			p, ok := parts[m.Area.Code]
			if !ok || m.Area.Version != finest.Version {
				continue
			}
			x.Add(m.Weight * p.persons * p.at.X)
			y.Add(m.Weight * p.persons * p.at.Y)
			persons.Add(m.Weight * p.persons)
		}
		if n := persons.Value(); n > 0 {
			moved.Points.X[i], moved.Points.Y[i] = x.Value()/n, y.Value()/n
		}
	}
	found.space = moved
}

// placeLevels computes what depends on where areas lie at each level of a spec.
func (a *analyst) placeLevels(levels []Segregation) {
	var finest *Segregation
	for i := range levels {
		s := &levels[i]
		if finest != nil && s.Level < finest.Level {
			continue
		}
		if _, ok := a.place(s.Level, s.Version, areasOf(s.Units)); ok && s.Level != indicators.School {
			finest = s
		}
	}
	if finest == nil {
		return
	}
	for i := range levels {
		s := &levels[i]
		if s.Where = a.where(s, finest); s.Where != nil && s.Level < finest.Level {
			s.Where.Rezoned = a.rezoned(finest, s)
		}
	}
}

// numbers counts the indices of a segregation, with those that depend on where areas lie.
func (s *Segregation) numbers() int {
	n := len(s.Indices)
	if w := s.Where; w != nil {
		n += len(w.Indices) + len(w.Nearest) + len(w.Scales) + len(w.Rezoned)
	}
	return n
}

// withhold removes every number.
func (w *Where) withhold() {
	if w == nil {
		return
	}
	withholdAll(w.Indices)
	for _, list := range [][]AtScale{w.Nearest, w.Scales} {
		for i := range list {
			one := []IndexValue{list[i].IndexValue}
			withholdAll(one)
			list[i].IndexValue = one[0]
		}
	}
	for i := range w.Rezoned {
		w.Rezoned[i].withhold("withheld to protect persons")
	}
}
