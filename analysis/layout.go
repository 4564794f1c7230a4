package analysis

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
)

// layout is the areas of one level and version that the city consists of, and what share of each lies where.
type layout struct {
	level     indicators.Level
	version   string
	areas     []indicators.Area // sorted by code
	city      []float64         // share of each area in the city
	whole     []share           // the city, as districts are
	districts [][]share         // what lies in each district, in the order of the districts
	reach     float64           // share of the city that the areas make up together: below 1 for districts that do not cover it
	loose     int               // areas that lie in no district
	doubled   int               // areas whose shares in districts add up to more than 1
}

// share says how much of an area lies in a place.
type share struct {
	area   int // position among the areas of the layout
	weight float64
}

// extent is the areas of a layout that a place consists of, each once, in order.
type extent func(*layout) []share

func wholeCity(l *layout) []share { return l.whole }

func districtOf(d int) extent { return func(l *layout) []share { return l.districts[d] } }

// amount is how many areas shares add up to.
func amount(shares []share) float64 {
	var sum index.Sum
	for _, s := range shares {
		sum.Add(s.weight)
	}
	return sum.Value()
}

// layouts returns the layouts of the city at a level in a period, that of its own version first and then the newest version. Areas of another
// version are there only where the study says in which part of the city they lie.
func layouts(reg *indicators.Register, city indicators.Area, districts []indicators.Area, level indicators.Level, at indicators.Period) []*layout {
	byVersion := map[string]*layout{}
	for _, m := range reg.WithinAt(city.ID(), level, at) {
		l := byVersion[m.Area.Version]
		if l == nil {
			l = &layout{level: level, version: m.Area.Version, reach: 1}
			byVersion[m.Area.Version] = l
		}
		a, _ := reg.Find(m.Area)
		l.areas = append(l.areas, a)
		l.whole = append(l.whole, share{len(l.city), m.Weight})
		l.city = append(l.city, m.Weight)
	}
	out := make([]*layout, 0, len(byVersion))
	for _, l := range byVersion {
		l.districts = make([][]share, len(districts))
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b *layout) int {
		switch city.Version {
		case a.version:
			return -1
		case b.version:
			return 1
		}
		return strings.Compare(b.version, a.version)
	})
	for d, district := range districts {
		if level == district.Level {
			for _, id := range append([]indicators.AreaID{district.ID()}, reg.Twins(district.ID())...) {
				if l := byVersion[id.Version]; l != nil {
					if i, ok := l.find(id.Code); ok {
						l.districts[d] = []share{{i, 1}}
					}
				}
			}
			continue
		}
		for _, m := range reg.WithinAt(district.ID(), level, at) {
			if l := byVersion[m.Area.Version]; l != nil {
				if i, ok := l.find(m.Area.Code); ok {
					l.districts[d] = append(l.districts[d], share{i, m.Weight})
				}
			}
		}
	}
	for _, l := range out {
		l.countLoose()
	}
	return out
}

func (l *layout) countLoose() {
	sums := make([]float64, len(l.areas))
	for _, d := range l.districts {
		for _, s := range d {
			sums[s.area] += s.weight
		}
	}
	for _, sum := range sums {
		switch {
		case sum == 0:
			l.loose++
		case sum > 1+1e-9:
			l.doubled++
		}
	}
}

func (l *layout) find(code string) (int, bool) {
	return slices.BinarySearchFunc(l.areas, code, func(a indicators.Area, want string) int { return strings.Compare(a.Code, want) })
}

// outside tells whether any of the city lies outside a district.
func (l *layout) outside(d int) bool {
	covered := 0
	for _, s := range l.districts[d] {
		if s.weight >= l.city[s.area] {
			covered++
		}
	}
	return covered < len(l.city)
}
