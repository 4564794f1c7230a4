package analysis

import (
	"fmt"
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// SegregationPair is the segregation of pupils over schools beside that of residents over areas, of the same groups.
//
// They are of different persons, and of units of different sizes, so that the difference is one of two measurements and not a change. What
// chance alone would give stands beside each.
type SegregationPair struct {
	School  int // positions in Results.Segregation
	Home    int
	Indices []PairIndex
	Reason  Reason // why there are none
}

// PairIndex is one index of both.
type PairIndex struct {
	School, Home             IndexValue
	SchoolChance, HomeChance float64     // if chance alone placed the same people in units of the same sizes
	Difference               IndexChange // school − home
}

// pairOf returns the spec that one about schools is compared with: that which it names, else the first about homes with the same groups.
func (o Options) pairOf(spec SegregationSpec) (SegregationSpec, bool) {
	for _, other := range o.Segregation {
		switch {
		case other.ID == spec.ID:
		case spec.Against != "":
			if other.ID == spec.Against {
				return other, true
			}
		case spec.School && !other.School && slices.Equal(spec.Groups, other.Groups):
			return other, true
		}
	}
	return SegregationSpec{}, false
}

// checkPair checks the spec that one is compared with.
func (o Options) checkPair(spec SegregationSpec, ps *indicators.Problems) {
	if spec.Against == "" {
		return
	}
	other, ok := o.pairOf(spec)
	switch {
	case !ok:
		ps.Add(fmt.Errorf("segregation %q: there is no other segregation %q to compare with", spec.ID, spec.Against))
	case !spec.School || other.School:
		ps.Add(fmt.Errorf("segregation %q cannot be compared with %q: one about schools is compared with one about homes", spec.ID, other.ID))
	case len(other.Groups) != len(spec.Groups):
		ps.Add(fmt.Errorf("segregation %q has %d groups, but %q, which it is compared with, has %d", spec.ID, len(spec.Groups), other.ID, len(other.Groups)))
	}
}

// segregationPairs compares the specs about schools with those about homes.
func (a *analyst) segregationPairs(res *Results) {
	for _, spec := range a.o.Segregation {
		other, ok := a.o.pairOf(spec)
		if !ok {
			continue
		}
		school, home := finestOf(res, spec.ID), finestOf(res, other.ID)
		if school < 0 || home < 0 {
			continue
		}
		res.SegregationPairs = append(res.SegregationPairs, a.pair(res, school, home))
	}
}

// finestOf returns the position of the finest level of a spec that has indices, −1 where none has.
func finestOf(res *Results, id string) int {
	best := -1
	for i, s := range res.Segregation {
		if s.Spec.ID == id && len(s.Indices) > 0 && (best < 0 || s.Level > res.Segregation[best].Level) {
			best = i
		}
	}
	return best
}

func (a *analyst) pair(res *Results, school, home int) SegregationPair {
	out := SegregationPair{School: school, Home: home}
	s, h := &res.Segregation[school], &res.Segregation[home]
	sChance, hChance := chanceOf(res, school), chanceOf(res, home)
	var stats []resample.Statistic
	for j, v := range s.Indices {
		i := slices.IndexFunc(h.Indices, func(w IndexValue) bool { return w.Index.ID == v.Index.ID })
		if i < 0 {
			continue
		}
		p := PairIndex{School: v, Home: h.Indices[i], SchoolChance: math.NaN(), HomeChance: math.NaN()}
		if sChance != nil {
			p.SchoolChance = sChance[j]
		}
		if hChance != nil {
			p.HomeChance = hChance[i]
		}
		out.Indices = append(out.Indices, p)
		stats = append(stats, resample.Statistic{Index: v.Index})
	}
	if len(stats) == 0 {
		out.Reason = Undefined
		return out
	}
	dates := []index.Input{{Composition: composition(h.Spec, h.Units)}, {Composition: composition(s.Spec, s.Units)}}
	o := a.resampling(a.o.Workers, "pair", s.Spec.ID, h.Spec.ID)
	o.Noise = slices.Concat(unitNoise(h.Units), unitNoise(s.Units))
	for j, t := range resample.OverTime(dates, [][2]int{{0, 1}}, resample.Persons, stats, o) {
		p := &out.Indices[j]
		p.Difference = a.indexChange(stats[j], p.Home, p.School, t.Changes[0])
	}
	return out
}

// chanceOf returns the means by chance of the indices of a segregation; nil where there are none.
func chanceOf(res *Results, at int) []float64 {
	for _, s := range res.SegregationScales {
		for _, l := range s.Levels {
			if l.At == at {
				return l.Expected
			}
		}
	}
	return nil
}

// withhold removes every number.
func (p *SegregationPair) withhold() { p.Indices, p.Reason = nil, Withheld }

// Levels are the levels of both, for what is said of them.
func (p SegregationPair) Levels(res *Results) (school, home indicators.Level) {
	return res.Segregation[p.School].Level, res.Segregation[p.Home].Level
}
