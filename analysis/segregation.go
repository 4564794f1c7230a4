package analysis

import (
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/registry"
)

// segregation computes the indices of a spec at each of its levels for the newest period that has all groups there.
//
// Counts that are published at a level are used as they are; otherwise those of the finest level with data are added up, each by the
// share of it that lies in the larger area. Districts are compared among themselves: who lives in none of them is left out, and
// the result says how many that is.
func (a *analyst) segregation(spec SegregationSpec) []Segregation {
	stats := make([]resample.Statistic, len(spec.Indices))
	for j, id := range spec.Indices {
		stats[j].Index, _ = registry.Lookup(id) // checked with the options
	}
	var out []Segregation
	for _, level := range spec.Levels {
		s := Segregation{Spec: spec, Level: level, Version: a.city.Version}
		made, ok := a.makeup(spec.Indicator, spec.Groups, level)
		if !ok {
			s.Warnings = append(s.Warnings, noComposition(spec.ID, spec.Indicator))
			out = append(out, s)
			continue
		}
		s.Version, s.Period, s.Units, s.Dropped = made.version, made.period, made.units, made.dropped
		s.Sources = a.sourcesOf(spec.Indicator, spec.Groups, made.period)
		s.Areas = len(s.Units)
		c := composition(spec, s.Units)
		for _, counts := range c.Counts {
			s.Totals = append(s.Totals, index.Total(counts))
		}
		o := a.resampling(a.o.Workers, spec.ID, level.String())
		o.Noise = unitNoise(s.Units)
		for j, r := range resample.Bootstrap(index.Input{Composition: c}, resample.Persons, stats, o) {
			v := newIndexValue(spec.Indices[j], nil)
			if r.Err == nil {
				v.set(r.Values[0].Part.Value, nil)
				v.resampled(r.Values[0].Result)
			} else {
				v.set(0, r.Err)
				s.Warnings = append(s.Warnings, Warning{Code: "undefined", Indicator: spec.ID, Text: lang.Text{
					Sv: v.Index.Name.Sv + " kan inte beräknas.", En: v.Index.Name.En + " cannot be computed: " + v.Undefined + "."}})
			}
			s.Indices = append(s.Indices, v)
		}
		if a.noisyIn(spec.Indicator, s.Period) {
			ind, _ := a.cat.Indicator(spec.Indicator)
			s.Warnings = append(s.Warnings, a.noiseInIndices(spec.ID, ind))
		}
		if len(s.Dropped) > 0 {
			s.Warnings = append(s.Warnings, Warning{Code: "dropped", Indicator: spec.ID, Text: text(
				"Områden som inte är med, för att uppgift om någon grupp saknas: %d.",
				"Areas left out because a group has no count there: %d.", len(s.Dropped))})
		}
		if made.outside > 0 {
			s.Warnings = append(s.Warnings, Warning{Code: "outside_districts", Indicator: spec.ID, Text: text(
				"%.0f procent av invånarna i %s bor utanför de områden som jämförs och är inte med.",
				"%.0f per cent of the inhabitants of %s live outside the areas that are compared and are left out.", 100*made.outside, a.city.Name)})
		}
		out = append(out, s)
	}
	a.placeLevels(out)
	return out
}

func groupName(spec SegregationSpec, k int) string {
	if k < len(spec.Names) && !spec.Names[k].IsZero() {
		return spec.Names[k].En
	}
	return string(spec.Groups[k])
}

// makeup is the counts of groups over the areas of a level.
type makeup struct {
	version string
	period  indicators.Period
	units   []UnitMake // in order of code
	dropped []string   // codes of the areas without a count of every group
	outside float64    // share of the counted persons of the city that live in none of the areas
}

// makeup returns the newest composition of the areas of a level: published at the level, else added up from a finer one.
func (a *analyst) makeup(indicator string, groups []indicators.Group, level indicators.Level) (makeup, bool) {
	var found makeup
	var of *layout // whose counts are taken
	var ok bool
	for _, l := range a.layoutsAt(level) {
		for p, counts := range a.counted(l, indicator, groups) {
			if !ok || found.period.Compare(p) < 0 {
				found, ok = makeup{version: l.version, period: p}, true
				found.take(l.areas, counts)
				of = l
			}
		}
	}
	for _, l := range a.now.parts {
		if level == indicators.School || l.level <= level {
			continue
		}
		for p, counts := range a.counted(l, indicator, groups) {
			if !ok || found.period.Compare(p) < 0 {
				found, ok = makeup{version: a.city.Version, period: p}, true
				found.sum(a, l, level, counts, p)
				of = l
			}
		}
	}
	for i := range found.units {
		u := &found.units[i]
		u.noise = a.countNoise(indicator, groups, u.Area, countedIn{of.version, of.level, level, found.period}, found.period)
	}
	return found, ok
}

// layoutsAt returns the layouts of the city at a level.
func (a *analyst) layoutsAt(level indicators.Level) []*layout {
	if level == indicators.School {
		return a.now.schools
	}
	if level == indicators.District {
		return layouts(a.reg, a.city, a.districts, level, today)
	}
	var out []*layout
	for _, l := range a.now.parts {
		if l.level == level {
			out = append(out, l)
		}
	}
	return out
}

// counted yields the counts of the areas of a layout, nil where one is missing, for every period that has a run of every group and an area
// of the city in it, in order of time.
func (a *analyst) counted(l *layout, indicator string, groups []indicators.Group) func(yield func(indicators.Period, [][]float64) bool) {
	return func(yield func(indicators.Period, [][]float64) bool) {
		for _, p := range a.table.Periods(indicator, l.level, l.version, groups[0]) {
			counts := make([][]float64, len(l.areas))
			some := false
			for i, area := range l.areas {
				if counts[i] = a.groupCounts(indicator, area.ID(), groups, p); counts[i] != nil {
					some = true
				}
			}
			if some && !yield(p, counts) {
				return
			}
		}
	}
}

// groupCounts returns the counts of groups in an area, nil where one is missing.
func (a *analyst) groupCounts(indicator string, area indicators.AreaID, groups []indicators.Group, p indicators.Period) []float64 {
	out := make([]float64, len(groups))
	for k, g := range groups {
		o, ok := a.table.Find(indicator, area, g, p)
		if !ok || !o.Value.OK {
			return nil
		}
		out[k] = o.Value.V
	}
	return out
}

// take makes each area a unit.
func (m *makeup) take(areas []indicators.Area, counts [][]float64) {
	for i, c := range counts {
		if c == nil {
			m.dropped = append(m.dropped, areas[i].Code)
			continue
		}
		m.units = append(m.units, UnitMake{Area: areas[i], Counts: c})
	}
}

// sum adds the parts of a layout up to the areas of a coarser level. An area with a part that has no counts is dropped.
func (m *makeup) sum(a *analyst, l *layout, level indicators.Level, counts [][]float64, p indicators.Period) {
	var inside, everyone index.Sum
	for i, c := range counts {
		everyone.Add(l.city[i] * index.Total(c))
	}
	for _, area := range a.areasAt(level) {
		unit := UnitMake{Area: area}
		complete, parts := true, 0
		for _, part := range a.reg.WithinAt(area.ID(), l.level, p) {
			i, ok := l.find(part.Area.Code)
			if !ok || part.Area.Version != l.version {
				continue
			}
			parts++
			if counts[i] == nil {
				complete = false
				break
			}
			if unit.Counts == nil {
				unit.Counts = make([]float64, len(counts[i]))
			}
			for k, x := range counts[i] {
				unit.Counts[k] += float64(part.Weight * x)
			}
			inside.Add(part.Weight * index.Total(counts[i]))
		}
		switch {
		case parts == 0:
		case complete:
			m.units = append(m.units, unit)
		default:
			m.dropped = append(m.dropped, area.Code)
		}
	}
	if all := everyone.Value(); all > 0 {
		m.outside = max(0, 1-inside.Value()/all)
	}
	if m.outside < 1e-9 {
		m.outside = 0
	}
}

// areasAt returns the areas of the city's own version at a level.
func (a *analyst) areasAt(level indicators.Level) []indicators.Area {
	if level == indicators.District {
		return a.districts
	}
	var out []indicators.Area
	for _, m := range a.reg.Within(a.city.ID(), level) {
		if m.Area.Version == a.city.Version {
			area, _ := a.reg.Find(m.Area)
			out = append(out, area)
		}
	}
	return out
}

func noComposition(id, indicator string) Warning {
	return Warning{Code: "no_composition", Indicator: id, Text: text(
		"Det finns inga uppgifter om grupperna (%s) för områdena.", "There are no counts of the groups (%s) for the areas.", indicator)}
}
