package segregation

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// CentreRule is how the centre of a city is chosen.
type CentreRule int

// The rules, in the order of their names in the parameter "centre".
const (
	GivenCentres     CentreRule = iota // those of the space, the nearest of them for each unit
	MeanCentre                         // the mean of the places of the units
	PopulationCentre                   // the mean of the places of the people
	MedianCentre                       // the median east and the median north, which turn with the map
	LargestUnit                        // where the unit with most people lies, or the mean of several
)

var centreRule = index.Choice("centre", "the centre: given, mean of the units' places, mean weighted by population, median coordinates, or the unit with most people",
	"given", "mean", "population", "median", "largest")

// Those that are left out of an index that is constrained lie outside the centre's reach.
var (
	nearestToCentre = index.Param{Name: "nearest", Max: 1e9, Whole: true, Doc: "only so many units nearest to a centre, and those as near as the last of them; 0 means all"}
	reachOfCentre   = index.Param{Name: "radius", Max: 1e9, Length: true, Doc: "only the units at most so far from a centre; 0 means all"}
)

// Centring is what centralisation is measured around.
type Centring struct {
	Rule    CentreRule
	Nearest int     // only so many units nearest to a centre, and those as near as the last of them; 0 means all
	Radius  float64 // only units at most so far from a centre; 0 means all
}

var centringParams = []index.Param{centreRule, nearestToCentre, reachOfCentre}

func centring(p index.Params) Centring {
	return Centring{CentreRule(centreRule.From(p)), int(nearestToCentre.From(p)), reachOfCentre.From(p)}
}

// distant is a unit and how far away it is.
type distant struct {
	d    float64
	unit int
}

// aroundCentre returns the units that have people and lie around a centre, nearest first.
func aroundCentre(s *space.Space, totals []float64, o Centring) ([]distant, error) {
	if s.Points == nil {
		return nil, index.Undefined("where the units lie is unknown: give their coordinates")
	}
	var populated []int
	for i, t := range totals {
		if t > 0 {
			populated = append(populated, i)
		}
	}
	centres := s.Centres
	if o.Rule == GivenCentres {
		if len(centres) == 0 {
			return nil, index.Undefined("no centre is given: give one, or choose centre=mean, population, median or largest")
		}
	} else {
		centres = []space.Point{centreOf(s, totals, populated, o.Rule)}
	}
	units, err := fromNearest(s, centres, populated)
	if err != nil {
		return nil, err
	}
	sortByDistance(units)
	upTo := func(limit float64) int {
		return sort.Search(len(units), func(k int) bool { return units[k].d > limit })
	}
	reached := upTo(math.MaxFloat64)
	if o.Radius > 0 {
		reached = upTo(o.Radius)
	} else if reached < len(units) && (o.Nearest == 0 || o.Nearest > reached) {
		return nil, index.Undefined("unit %d cannot be reached from a centre: count only the nearest units, or those within a radius", units[reached].unit)
	}
	units = units[:reached]
	if n := o.Nearest; n > 0 && n < len(units) {
		for last := units[n-1].d; n < len(units) && alike(last, units[n].d, units); n++ {
		}
		units = units[:n]
	}
	return units, nil
}

// fromNearest returns how far units lie from the nearest centre: along straight lines, or by a table of distances, which are those from the unit that
// lies where the centre is.
func fromNearest(s *space.Space, centres []space.Point, populated []int) ([]distant, error) {
	units := make([]distant, len(populated))
	for k, i := range populated {
		units[k] = distant{math.Inf(1), i}
		for _, c := range centres {
			units[k].d = min(units[k].d, s.Points.Between(s.Points.At(i), c))
		}
	}
	if s.Distances == nil {
		return units, nil
	}
	nearest := slices.Repeat([]float64{math.Inf(1)}, s.Points.Len())
	var near []space.Near
	for _, c := range centres {
		at := -1
		for i := range s.Points.Len() {
			if s.Points.At(i) == c {
				at = i
				break
			}
		}
		if at < 0 {
			return nil, index.Undefined("distances are between units, and the centre is none: name a unit as the centre, or choose centre=largest")
		}
		nearest[at] = 0
		near = s.Distances.Within(at, math.Inf(1), near[:0])
		for _, other := range near {
			nearest[other.Unit] = min(nearest[other.Unit], other.Distance)
		}
	}
	for k, i := range populated {
		units[k].d = nearest[i]
	}
	return units, nil
}

func sortByDistance(units []distant) {
	slices.SortFunc(units, func(a, b distant) int { return cmp.Or(cmp.Compare(a.d, b.d), cmp.Compare(a.unit, b.unit)) })
}

// alike tells distances apart that differ by more than rounding, where units are sorted by theirs: a place on the map has about 16 digits,
// and a turn of the map changes the last of them.
func alike(a, b float64, units []distant) bool { return b-a <= 1e-9*units[len(units)-1].d }

// centreOf returns the centre of the populated units by a rule that needs none given.
func centreOf(s *space.Space, totals []float64, populated []int, rule CentreRule) space.Point {
	if rule == LargestUnit {
		var largest []int
		for _, i := range populated {
			switch {
			case len(largest) == 0 || totals[i] > totals[largest[0]]:
				largest = append(largest[:0], i)
			case totals[i] == totals[largest[0]]:
				largest = append(largest, i)
			}
		}
		populated = largest
	}
	places := s.Points.Pick(populated).(*space.Points)
	switch rule {
	case PopulationCentre:
		weights, most := make([]float64, len(populated)), slices.Max(totals)
		for k, i := range populated {
			weights[k] = totals[i] / most // so that they can be added up
		}
		return places.Mean(weights)
	case MedianCentre:
		return places.Median()
	}
	return places.Mean(nil)
}

// centralised returns how much nearer to the middle the amounts of a lie than those of b, over units by distance: Σ A_{i−1} B_i −
// Σ A_i B_{i−1} on cumulative shares of rings, where units as far from the middle as each other are one ring. It is undefined when there is
// none of a or none of b.
func centralised(units []distant, a, b []float64) (v float64, ok bool) {
	var A, B, sum index.Sum
	for _, u := range units {
		A, B = A.Plus(a[u.unit]), B.Plus(b[u.unit])
	}
	allA, allB := A.Value(), B.Value()
	if !(allA > 0 && allB > 0) {
		return 0, false
	}
	A, B = index.Sum{}, index.Sum{}
	for from := 0; from < len(units); {
		ringA, ringB := index.Sum{}.Plus(a[units[from].unit]/allA), index.Sum{}.Plus(b[units[from].unit]/allB)
		to := from + 1
		for ; to < len(units) && alike(units[from].d, units[to].d, units); to++ {
			ringA, ringB = ringA.Plus(a[units[to].unit]/allA), ringB.Plus(b[units[to].unit]/allB)
		}
		// With A_i = A_{i−1} + a_i the products of the cumulative shares cancel.
		sum = sum.Plus(A.Value() * ringB.Value()).Plus(-ringA.Value() * B.Value())
		A, B = A.Plus(ringA.Value()), B.Plus(ringB.Value())
		from = to
	}
	return sum.Value(), true
}
