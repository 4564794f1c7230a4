package analysis

import (
	"math"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/analysis/contribution"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// SegregationScales is the indices of a spec at every level side by side, and the part of segregation that lies between the areas of each.
//
// Where the areas of a level are put together of those of a finer one, and hold the same people, an index is never higher at the coarser: a
// measured segregation grows as areas shrink, whatever people do.
type SegregationScales struct {
	Spec    SegregationSpec
	Levels  []ScaleLevel       // finest first; those with the period of the finest
	Apart   []indicators.Level // left out, for their period or delimitation is another
	Parts   SegregationParts
	Sources []string   // IDs of the sources of the counts
	Macro   IndexValue // segregation at a long bandwidth as a share of that at a short one, of the finest level; not OK where the study has no map of it
}

// ScaleLevel is the indices at one level.
type ScaleLevel struct {
	At       int // position in Results.Segregation, which has the indices
	Level    indicators.Level
	Areas    int
	Persons  float64 // in all areas; NaN where withheld
	Indices  []IndexValue
	Expected []float64 // of each index, if chance alone placed the same people in areas of the same sizes; NaN where unknown
	Same     bool      // the people of the finest level are all here, in areas put together of whole ones
}

// SegregationParts is Theil's H between the areas of each level within those of the level before, from the whole city to the smallest areas.
type SegregationParts struct {
	Period    indicators.Period
	Total     IndexValue
	Terms     []ScaleTerm // coarsest first; they add up to the total
	Outside   float64     // share of the people who live in none of the coarsest areas, which count as one area of their own
	Divided   int         // smallest areas that lie in several larger ones: each part is taken to have the makeup of the whole
	Reason    Reason      // why there are none
	Undefined string
}

// ScaleTerm is the part of H between the areas of a level.
type ScaleTerm struct {
	Level indicators.Level // between the areas of this level
	In    indicators.Level // within those of this; that of the city where Level is the coarsest
	Areas int
	Value IndexValue
	Share IndexValue // of the total
}

// chanceReplicates is how many draws the mean by chance is taken over: it needs fewer than limits do.
const chanceReplicates = 199

// segregationScales sets the levels of every spec side by side.
func (a *analyst) segregationScales(res *Results) {
	found := make([]*SegregationScales, len(a.o.Segregation))
	parallel(len(found), a.o.Workers, func(i int) { found[i] = a.scales(res, a.o.Segregation[i]) })
	for _, s := range found {
		if s != nil {
			res.SegregationScales = append(res.SegregationScales, *s)
		}
	}
}

// scales is nil where the spec has no indices at any level.
func (a *analyst) scales(res *Results, spec SegregationSpec) *SegregationScales {
	out := SegregationScales{Spec: spec}
	var at []int
	for i := range res.Segregation {
		if s := &res.Segregation[i]; s.Spec.ID == spec.ID && len(s.Indices) > 0 {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return nil
	}
	slices.SortStableFunc(at, func(i, j int) int { return int(res.Segregation[j].Level) - int(res.Segregation[i].Level) })
	finest := &res.Segregation[at[0]]
	for _, i := range at {
		s := &res.Segregation[i]
		if s.Period != finest.Period || s.Version != finest.Version {
			out.Apart = append(out.Apart, s.Level)
			continue
		}
		level := ScaleLevel{At: i, Level: s.Level, Areas: s.Areas, Persons: index.Total(s.Totals), Indices: s.Indices}
		level.Expected = a.byChance(s)
		level.Same = s == finest || a.putTogether(finest, s)
		out.Levels = append(out.Levels, level)
	}
	out.Parts = a.parts(finest)
	out.Sources = a.sourcesOf(spec.Indicator, spec.Groups, finest.Period)
	out.Macro = a.macro(finest)
	return &out
}

// macro returns the macro/micro ratio over the areas that have a place.
func (a *analyst) macro(s *Segregation) IndexValue {
	v := newIndexValue("macro-micro-ratio", nil)
	found, ok := a.place(s.Level, s.Version, areasOf(s.Units))
	if !ok || s.Level == indicators.School {
		v.Undefined = "where the areas lie is unknown"
		return v
	}
	c := composition(s.Spec, s.Units).Pick(found.units)
	c.Space = found.space
	o := a.resampling(1, "macro", s.Spec.ID)
	o.Replicates = affordable(o.Replicates, len(found.units))
	o.Noise = unitNoise(pick(s.Units, found.units))
	b := batch{}
	b.add(v.Index.ID, s.Spec.Space.params(v.Index), &v)
	b.bootstrap(c, o)
	return v
}

// byChance returns the mean of each index over placings of the same people by chance, in areas of the same sizes.
func (a *analyst) byChance(s *Segregation) []float64 {
	stats := make([]resample.Statistic, len(s.Indices))
	out := make([]float64, len(stats))
	for j, v := range s.Indices {
		stats[j].Index, out[j] = v.Index, math.NaN()
	}
	o := a.resampling(1, "chance", s.Spec.ID, s.Level.String())
	o.Replicates = min(o.Replicates, chanceReplicates)
	for j, r := range resample.Test(index.Input{Composition: composition(s.Spec, s.Units)}, resample.FixedMargins, stats, o) {
		if r.Err == nil && len(r.Values) == 1 {
			out[j] = r.Values[0].Mean
		}
	}
	return out
}

// putTogether tells whether the areas of a level are made of whole areas of a finer one, all of them, with the same people.
func (a *analyst) putTogether(fine, coarse *Segregation) bool {
	counts := make(map[string][]float64, len(fine.Units))
	for _, u := range fine.Units {
		counts[u.Area.Code] = u.Counts
	}
	used := 0
	for _, u := range coarse.Units {
		sum := make([]float64, len(u.Counts))
		for _, m := range a.reg.WithinAt(u.Area.ID(), fine.Level, fine.Period) {
			if m.Area.Version != fine.Version {
				continue
			}
			c, ok := counts[m.Area.Code]
			if !ok || m.Weight != 1 {
				return false
			}
			used++
			for k, n := range c {
				sum[k] += n
			}
		}
		for k, n := range u.Counts {
			if math.Abs(sum[k]-n) > 1e-9*max(1, n) {
				return false
			}
		}
	}
	return used == len(fine.Units) // each in one only
}

// place is which larger areas a part of a smallest one lies in.
type nest struct {
	unit     int
	weight   float64
	district int // the number of districts for those outside of all
	regso    int
}

// parts takes the H of the smallest areas apart by the areas that they lie in.
func (a *analyst) parts(s *Segregation) SegregationParts {
	out := SegregationParts{Period: s.Period, Total: newIndexValue("multigroup-theil-h", nil)}
	none := func(why Reason) SegregationParts {
		out.Reason = why
		return out
	}
	if s.Level != indicators.DeSO && s.Level != indicators.RegSO {
		return none(TooFewAreas)
	}
	districts := a.areasAt(indicators.District)
	nests, ok := a.nests(s, districts, &out)
	if !ok {
		return none(Contradictory)
	}
	in := composition(s.Spec, s.Units)
	c := index.Composition{Names: in.Names, Counts: make([][]float64, len(in.Counts))}
	var levels []indicators.Level
	var outer, inner []int
	var noise []UnitMake // of the parts: that of the area, as large a part of it
	pair := map[[2]int]int{}
	var both [][2]int
	some, outside := false, 0.0
	regsos := s.Level == indicators.DeSO
	for _, n := range nests {
		for k, counts := range in.Counts {
			c.Counts[k] = append(c.Counts[k], n.weight*counts[n.unit])
		}
		noise = append(noise, s.Units[n.unit].part(n.weight))
		if n.district < len(districts) {
			some = true
		} else {
			outside += n.weight * index.Total(s.Units[n.unit].Counts)
		}
		key := [2]int{n.district, n.regso}
		if _, ok := pair[key]; !ok {
			pair[key] = len(both)
			both = append(both, key)
		}
		outer, inner = append(outer, n.district), append(inner, pair[key])
		regsos = regsos && n.regso >= 0
	}
	if some {
		c.Within, levels = append(c.Within, outer), append(levels, indicators.District)
		if all := index.Total(s.Totals); all > 0 {
			out.Outside = outside / all
		}
	}
	if regsos {
		c.Within, levels = append(c.Within, inner), append(levels, indicators.RegSO)
	}
	if len(c.Within) == 0 {
		return none(TooFewAreas)
	}
	o := a.resampling(1, "levels", s.Spec.ID)
	o.Noise = unitNoise(noise)
	r := resample.Bootstrap(index.Input{Composition: c}, resample.Persons, []resample.Statistic{{Index: contribution.LevelsIndex()}}, o)[0]
	if r.Err != nil {
		out.Undefined = reasonOf(r.Err)
		return none(Undefined)
	}
	values := map[string]IndexValue{}
	for _, v := range r.Values {
		x := newIndexValue("multigroup-theil-h", nil)
		x.set(v.Part.Value, nil)
		x.resampled(v.Result)
		values[v.Part.Name] = x
	}
	out.Total = values["total"]
	out.Total.takeInterval(s.Indices)
	above := indicators.City
	for l, level := range append(levels, s.Level) {
		n := len(s.Units)
		if l < len(c.Within) {
			n = slices.Max(c.Within[l]) + 1
			if level == indicators.District {
				n = distinctOf(outer)
			}
		}
		out.Terms = append(out.Terms, ScaleTerm{Level: level, In: above, Areas: n, Value: values["term "+strconv.Itoa(l)], Share: values["share "+strconv.Itoa(l)]})
		above = level
	}
	return out
}

// nests returns the parts that the smallest areas lie in. It is false where their shares in districts add up to more than all of them.
func (a *analyst) nests(s *Segregation, districts []indicators.Area, out *SegregationParts) ([]nest, bool) {
	at := make(map[string]int, len(s.Units))
	for i, u := range s.Units {
		at[u.Area.Code] = i
	}
	regso := make([]int, len(s.Units))
	for i := range regso {
		regso[i] = -1
	}
	if s.Level == indicators.DeSO {
		for r, area := range a.areasAt(indicators.RegSO) {
			for _, m := range a.reg.WithinAt(area.ID(), s.Level, s.Period) {
				if i, ok := at[m.Area.Code]; ok && m.Area.Version == s.Version && m.Weight == 1 {
					regso[i] = r
				}
			}
		}
	}
	var nests []nest
	left := make([]float64, len(s.Units))
	for i := range left {
		left[i] = 1
	}
	pieces := make([]int, len(s.Units))
	for d, district := range districts {
		for _, m := range a.reg.WithinAt(district.ID(), s.Level, s.Period) {
			i, ok := at[m.Area.Code]
			if !ok || m.Area.Version != s.Version || m.Weight <= 0 {
				continue
			}
			left[i] -= m.Weight
			pieces[i]++
			nests = append(nests, nest{unit: i, weight: m.Weight, district: d, regso: regso[i]})
		}
	}
	for i, rest := range left {
		switch {
		case rest < -1e-9:
			return nil, false
		case rest > 1e-9:
			pieces[i]++
			nests = append(nests, nest{unit: i, weight: rest, district: len(districts), regso: regso[i]})
		}
		if pieces[i] > 1 {
			out.Divided++
		}
	}
	return nests, true
}

func distinctOf(numbers []int) int {
	seen := map[int]bool{}
	for _, n := range numbers {
		seen[n] = true
	}
	return len(seen)
}
