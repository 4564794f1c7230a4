package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// DiscoveryRate is the share of false discoveries among the areas that are called clusters, which they are held to by the procedure of Benjamini
// and Hochberg: of twenty areas one may be called so by chance.
const DiscoveryRate = 0.05

// Class says how an area and its neighbours lie, where chance alone would hardly give as much.
type Class string

// The classes. The first word is of the area, the second of its neighbours.
const (
	HighHigh     Class = "high-high" // a high value among high values
	LowLow       Class = "low-low"
	HighLow      Class = "high-low" // a high value among low values
	LowHigh      Class = "low-high"
	NotClear     Class = "not-clear"     // no more than chance would give
	NoNeighbours Class = "no-neighbours" // the area borders on none
)

// Clusters tells which areas lie among areas of like or unlike values.
type Clusters struct {
	Subject      string // ID of a spec of segregation, or of an indicator
	Segregation  int    // position in [Results.Segregation] of what the values are shares in; −1 for an indicator
	Indicator    indicators.Indicator
	Group        indicators.Group
	Period       indicators.Period
	Level        indicators.Level
	Version      string
	Ways         []string      // ways to look for clusters
	Indices      []index.Index // the statistics, with their formulas
	Permutations int           // random placings of the other values about each area
	Moran        float64       // Moran's I of all areas; NaN where undefined
	Expected     float64       // Moran's I where values lie anyhow
	P            float64       // of as much by chance
	Areas        []LocalValue
	Groups       []Cluster // the most persons first
	Unplaced     []string  // codes of areas without a place
	Withheld     bool      // to protect persons
	Warnings     []Warning
}

// LocalValue is the value of an area beside those of its neighbours. What is unknown is NaN.
type LocalValue struct {
	Area     indicators.Area
	Value    float64 // share of the group from 0 to 1, or the value of the indicator
	Persons  float64 // whom the value is about
	Lag      float64 // mean of the values of the neighbours
	Z, LagZ  float64 // value and mean in standard deviations from the mean of all areas
	Moran    float64 // local Moran's I
	P        float64 // of as much by chance
	Adjusted float64 // p held to the rate of false discoveries over all areas
	Class    Class
	Star     float64 // Getis and Ord's G* as a z score: high where values in and about the area are high
	StarP    float64
	StarAdj  float64
	Spot     Class     // HighHigh for a hot spot, LowLow for a cold one
	Nearest  []float64 // share of the group among the k nearest persons, for each k of Spatial.Nearest
	Cluster  int       // number of the cluster in Groups, from 1; 0 where none

	numerator indicators.Number
}

// Cluster is areas that border on one another and that all lie in a high cluster, or all in a low one (see [Clusters.In]).
type Cluster struct {
	Class   Class
	Areas   []int   // positions in Clusters.Areas
	Persons float64 // in all of them; NaN where unknown
	Value   float64 // of all of them, weighted by persons; not weighted where these are unknown
}

// quadrant is the class that the signs of an area and its neighbours give.
func quadrant(z, lag float64) Class {
	switch {
	case z > 0 && lag > 0:
		return HighHigh
	case z <= 0 && lag <= 0:
		return LowLow
	case z > 0:
		return HighLow
	}
	return LowHigh
}

// Quadrant says how the area and its neighbours lie, whether by chance or not.
func (v LocalValue) Quadrant() Class {
	if math.IsNaN(v.Z) || math.IsNaN(v.LagZ) {
		return NoNeighbours
	}
	return quadrant(v.Z, v.LagZ)
}

// In tells in what cluster area i lies: HighHigh, LowLow, or NotClear for none. By G* that is where the values of the area and its neighbours together are
// high, or low; where G* is not looked at it is the class of local Moran.
func (c *Clusters) In(i int) Class {
	class := c.Areas[i].Class
	if slices.Contains(c.Ways, GetisOrd) {
		class = c.Areas[i].Spot
	}
	if class != HighHigh && class != LowLow {
		return NotClear
	}
	return class
}

// group joins the areas of clusters that border on one another.
func (c *Clusters) group(borders *space.Graph) {
	for start := range c.Areas {
		class := c.In(start)
		if class == NotClear || c.Areas[start].Cluster > 0 {
			continue
		}
		c.Groups = append(c.Groups, Cluster{Class: class})
		g := &c.Groups[len(c.Groups)-1]
		c.Areas[start].Cluster = len(c.Groups)
		for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
			g.Areas = append(g.Areas, queue[0])
			to, _ := borders.Of(queue[0])
			for _, j := range to {
				if c.In(int(j)) == class && c.Areas[j].Cluster == 0 {
					c.Areas[j].Cluster = len(c.Groups)
					queue = append(queue, int(j))
				}
			}
		}
		slices.Sort(g.Areas)
		g.sum(c.Areas)
	}
	slices.SortStableFunc(c.Groups, func(g, h Cluster) int {
		return cmp.Or(cmp.Compare(h.Persons, g.Persons), cmp.Compare(len(h.Areas), len(g.Areas)))
	})
	for i, g := range c.Groups {
		for _, j := range g.Areas {
			c.Areas[j].Cluster = i + 1
		}
	}
}

// sum fills in persons and value.
func (g *Cluster) sum(areas []LocalValue) {
	var persons, weighted, plain index.Sum
	for _, j := range g.Areas {
		persons.Add(areas[j].Persons)
		weighted.Add(areas[j].Persons * areas[j].Value)
		plain.Add(areas[j].Value)
	}
	g.Persons = persons.Value()
	g.Value = weighted.Value() / g.Persons
	if math.IsNaN(g.Value) {
		g.Value = plain.Value() / float64(len(g.Areas))
	}
}

// noLocal is an area of which only the value is known.
func noLocal(area indicators.Area, value, persons float64) LocalValue {
	nan := math.NaN()
	return LocalValue{Area: area, Value: value, Persons: persons, Lag: nan, Z: nan, LagZ: nan, Moran: nan, P: nan, Adjusted: nan, Star: nan,
		StarP: nan, StarAdj: nan}
}

// groupClusters looks for clusters in the share of the group of interest over the areas of a segregation.
func (a *analyst) groupClusters(s *Segregation, position int) *Clusters {
	found, ok := a.place(s.Level, s.Version, areasOf(s.Units))
	if s.Where == nil || !ok {
		return nil
	}
	c := &Clusters{Subject: s.Spec.ID, Segregation: position, Group: s.Spec.Groups[0], Period: s.Period, Level: s.Level, Version: s.Version,
		Unplaced: found.unplaced}
	c.Indicator, _ = a.cat.Indicator(s.Spec.Indicator)
	var keep []int
	persons, of := []float64{}, []float64{}
	for j, u := range found.units {
		unit := s.Units[u]
		all := index.Total(unit.Counts)
		if all > 0 {
			c.Areas = append(c.Areas, noLocal(unit.Area, unit.Counts[0]/all, all))
			keep, persons, of = append(keep, j), append(persons, all), append(of, unit.Counts[0])
		}
	}
	at := found.space.Pick(keep)
	a.search(c, s.Spec.Space, at)
	if near, err := at.Nearest(persons, s.Spec.Space.Nearest, of); err == nil {
		for i := range c.Areas {
			for k := range near.Sizes {
				c.Areas[i].Nearest = append(c.Areas[i].Nearest, near.Sums[k][0][i]/near.Weight[k][i])
			}
		}
	}
	return c
}

// indicatorClusters looks for clusters in the values of an indicator over the smallest areas that have any. It is nil where these have no
// map.
func (a *analyst) indicatorClusters(ind indicators.Indicator, f figures) *Clusters {
	spread := a.spread(ind, &f)
	if len(spread) == 0 {
		return nil
	}
	slices.SortFunc(spread, func(x, y AreaValue) int { return cmp.Compare(x.Area.Code, y.Area.Code) })
	areas := make([]indicators.Area, len(spread))
	for i, v := range spread {
		areas[i] = v.Area
	}
	c := &Clusters{Subject: ind.ID, Segregation: -1, Indicator: ind, Period: f.period, Level: areas[0].Level, Version: areas[0].Version}
	found, ok := a.place(c.Level, c.Version, areas)
	if !ok {
		return nil
	}
	c.Unplaced = found.unplaced
	for _, u := range found.units {
		v := spread[u].Value
		persons := math.NaN()
		if v.Denominator.OK {
			persons = v.Denominator.V
		}
		local := noLocal(spread[u].Area, v.Value, persons)
		local.numerator = v.Numerator
		c.Areas = append(c.Areas, local)
	}
	a.search(c, a.o.Space, found.space)
	return c
}

// areasOf are the areas of units.
func areasOf(units []UnitMake) []indicators.Area {
	out := make([]indicators.Area, len(units))
	for i, u := range units {
		out[i] = u.Area
	}
	return out
}
