package analysis

import (
	"math"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/analysis/rezone"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// Rezoned is an index of the areas of a level beside what it is when the same smaller areas are put together at random, into as many connected
// areas. A value among those says no more than how many areas there are; one outside of them comes of where the borders go.
type Rezoned struct {
	Index     index.Index
	From      indicators.Level // of the smaller areas
	Units     int              // smaller areas
	Zones     int              // areas that they are put together into
	Divisions int              // at random
	Value     float64          // of the level
	Smallest  float64          // of the smaller areas themselves
	Low, High float64          // between which 95 of a hundred random divisions lie
	Middle    float64          // median of the random divisions
	Below     float64          // share of the random divisions below the value, those equal to it counted half
	OK        bool
	Undefined string // the reason where OK is false
}

// rezoned sets the indices of a level beside those of random divisions of the finest level.
func (a *analyst) rezoned(finest, s *Segregation) []Rezoned {
	found, ok := a.place(finest.Level, finest.Version, areasOf(finest.Units))
	if !ok || found.space.Borders == nil || s.Level >= finest.Level {
		return nil
	}
	c := composition(finest.Spec, finest.Units).Pick(found.units)
	c.Space = found.space
	zone := make(map[string]int, len(finest.Units)) // of a small area, the larger one with the largest share of it
	share := make(map[string]float64, len(finest.Units))
	for z, u := range s.Units {
		for _, part := range a.reg.WithinAt(u.Area.ID(), finest.Level, s.Period) {
			if part.Area.Version == finest.Version && part.Weight > share[part.Area.Code] {
				zone[part.Area.Code], share[part.Area.Code] = z, part.Weight
			}
		}
	}
	actual := make([]int, len(found.units))
	for i, u := range found.units {
		z, ok := zone[finest.Units[u].Area.Code]
		if actual[i] = z; !ok {
			actual[i] = -1
		}
	}
	o := a.resampling(a.o.Workers, "rezoned", s.Spec.ID, s.Level.String())
	stats := make([]resample.Statistic, len(s.Spec.Indices))
	for j, id := range s.Spec.Indices {
		stats[j].Index, _ = registry.Lookup(id)
	}
	drawn, err := rezone.Envelope(c, rezone.Options{Actual: actual, Replicates: s.Spec.Space.Rezonings, Seed: o.Seed, Workers: o.Workers}, stats...)
	out := make([]Rezoned, len(stats))
	for j := range stats {
		z := &out[j]
		*z = Rezoned{Index: stats[j].Index, From: finest.Level, Zones: len(s.Units), Divisions: s.Spec.Space.Rezonings}
		if err != nil {
			z.withhold(reasonOf(err))
			continue
		}
		of := drawn.Outcomes[j]
		z.Units, z.Zones = drawn.Units, drawn.Zones
		z.Value, z.Smallest, z.Low, z.Middle, z.High, z.Below = of.Actual, of.Units, of.Lower, of.Median, of.Upper, of.Below
		if z.OK = of.Why == ""; !z.OK {
			z.withhold(of.Why)
		}
	}
	return out
}

// Unusual tells whether the value lies outside of what 95 of a hundred random divisions give.
func (z Rezoned) Unusual() bool { return z.OK && (z.Value < z.Low || z.Value > z.High) }

// withhold leaves no number but how many areas there are.
func (z *Rezoned) withhold(why string) {
	nan := math.NaN()
	z.Value, z.Smallest, z.Low, z.Middle, z.High, z.Below, z.OK, z.Undefined = nan, nan, nan, nan, nan, nan, false, why
}

// composition is the counts of units.
func composition(spec SegregationSpec, units []UnitMake) index.Composition {
	c := index.Composition{Counts: make([][]float64, len(spec.Groups))}
	for k := range spec.Groups {
		c.Names = append(c.Names, groupName(spec, k))
		for _, u := range units {
			c.Counts[k] = append(c.Counts[k], u.Counts[k])
		}
	}
	return c
}
