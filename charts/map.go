package charts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/space"
)

// Map is where the areas of one level and version lie.
type Map struct {
	Level   indicators.Level
	Version string
	Areas   []indicators.Area
	Shapes  [][][]space.Point   // of each area: its rings, in metres, exteriors one way round and holes the other; neighbours share the corners of their border
	Tiles   func() []space.Tile // the tile of each area; nil, or a function that returns nil, where there are none
}

// AreaValues are the values of an indicator that a map shows: of the areas of one level.
type AreaValues struct {
	Indicator indicators.Indicator
	Group     indicators.Group
	Period    indicators.Period
	City      analysis.Value
	Level     indicators.Level
	Areas     []analysis.AreaValue
	Assumed   bool // the delimitation of some area is an assumption
	Part      bool // the areas need not cover the city
}

// districtValues are the values of the areas that are compared.
func districtValues(c analysis.Comparison, level indicators.Level) AreaValues {
	v := AreaValues{Indicator: c.Indicator, Group: c.Group, Period: c.Period, City: c.City, Level: level, Part: true}
	for _, a := range c.Areas {
		v.Areas = append(v.Areas, analysis.AreaValue{Area: a.Area, Value: a.Value})
		v.Assumed = v.Assumed || a.Assumed
	}
	return v
}

// smallValues are the values of the smallest areas that have any: those of the comparison where districts have none, else those that its values were shrunken
// from. There are none for schools.
func smallValues(c analysis.Comparison, res *analysis.Results) (AreaValues, bool) {
	v := AreaValues{Indicator: c.Indicator, Group: c.Group, Period: c.Period, City: c.City, Areas: c.Spread}
	if len(v.Areas) == 0 {
		for _, s := range res.Shrinkage {
			if s.Indicator.ID != c.Indicator.ID || s.Group != c.Group || s.Period != c.Period || s.Level == res.Options.AreaLevel {
				continue
			}
			for _, a := range s.Areas {
				of := analysis.Value{Estimate: a.Value, OK: true, Interval: a.Interval, Status: indicators.Derived, Basis: analysis.Published, Coverage: 1}
				if a.Persons == a.Persons {
					of.Denominator = indicators.Num(a.Persons)
					of.SmallBase = c.Indicator.MinDenominator > 0 && a.Persons < c.Indicator.MinDenominator
				}
				v.Areas = append(v.Areas, analysis.AreaValue{Area: a.Area, Value: of})
			}
		}
	}
	if len(v.Areas) == 0 || v.Areas[0].Area.Level == indicators.School {
		return v, false
	}
	v.Level = v.Areas[0].Area.Level
	return v, true
}

// mapOf finds the map that areas are on, and whether some are.
func mapOf(maps []Map, areas []analysis.AreaValue) (Map, bool) {
	for _, m := range maps {
		if slices.ContainsFunc(areas, func(a analysis.AreaValue) bool {
			return a.Area.Level == m.Level && a.Area.Version == m.Version
		}) {
			return m, true
		}
	}
	return Map{}, false
}

// groundOf finds the map with the most areas of a version, which shows the ground of the city where larger areas do not cover it.
func groundOf(maps []Map, m Map) Map {
	for _, other := range maps {
		if other.Version == m.Version && len(other.Areas) > len(m.Areas) {
			m = other
		}
	}
	return m
}

// placed is a value with the number of its area on the map, −1 for one that is not there.
type placed struct {
	analysis.AreaValue
	at int
}

// place puts values on a map, highest first and those without a value last; areas of the map without any are there as missing.
func place(areas []analysis.AreaValue, m Map) []placed {
	at := make(map[indicators.AreaID]int, len(m.Areas))
	for i, a := range m.Areas {
		at[a.ID()] = i
	}
	var out []placed
	for _, a := range areas {
		p := placed{a, -1}
		if i, ok := at[a.Area.ID()]; ok {
			p.at = i
			delete(at, a.Area.ID())
		}
		out = append(out, p)
	}
	for i, a := range m.Areas {
		if _, left := at[a.ID()]; left {
			out = append(out, placed{analysis.AreaValue{Area: a, Value: analysis.Value{Reason: analysis.NoObservation, Status: indicators.Missing}}, i})
		}
	}
	names := byName()
	slices.SortFunc(out, func(a, b placed) int {
		if a.Value.OK != b.Value.OK {
			if a.Value.OK {
				return -1
			}
			return 1
		}
		byValue := 0
		if a.Value.OK {
			byValue = cmp.Compare(b.Value.Value, a.Value.Value)
		}
		return cmp.Or(byValue, names(a.Area, b.Area))
	})
	return out
}

// placeName is the name of an area without the code that small areas have before theirs: "1490A0010 (Viskafors)" is Viskafors.
func placeName(a indicators.Area) string {
	if s, ok := strings.CutPrefix(a.Name, a.Code+" ("); ok && strings.HasSuffix(s, ")") {
		return strings.TrimSuffix(s, ")")
	}
	return cmp.Or(a.Name, a.Code)
}

// choroplethFigures makes a map of the smallest areas that have values, else of the districts; of both where the indicator is asked for. Before them comes the map of the districts' names.
func choroplethFigures(d Data, s Selection, o Options) ([]*Figure, error) {
	var g gather
	if len(s.Indicators)+len(s.Groups) == 0 {
		if f, err := AreaMap(d.Results, d.Maps, o); f != nil || err != nil {
			g.add(f, err)
		}
	}
	for _, c := range d.Results.Comparisons {
		if !s.wants(c.Indicator, c.Group) || len(s.Groups) == 0 && c.Group != indicators.Everyone {
			continue
		}
		small, ok := smallValues(c, d.Results)
		if f, err := Choropleth(small, d.Maps, o); ok && (f != nil || err != nil) {
			g.add(f, err)
			if len(s.Indicators) == 0 {
				continue
			}
		}
		if f, err := Choropleth(districtValues(c, d.Results.Options.AreaLevel), d.Maps, o); f != nil || err != nil {
			g.add(f, err)
		}
	}
	return g.result()
}
