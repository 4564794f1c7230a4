package space

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
)

// Point is a place: metres east and north on a plane, or degrees of longitude and latitude on the globe.
type Point struct{ X, Y float64 }

// Points are one place for each unit, and the distances between them along straight lines or great circles. They are not changed once they
// are in use.
type Points struct {
	X, Y  []float64
	Globe bool // X is longitude and Y latitude in degrees

	found atomic.Pointer[tree] // made when first searched
}

// EarthRadius is the mean radius of the Earth in metres, (2a + b)/3 of the ellipsoid GRS 80 (Moritz 2000, Journal of Geodesy 74, 128–133).
const EarthRadius = 6371008.7714

// NewPoints returns points on a plane, in metres. Numbers that are degrees are an error: all of them within ±180 and ±90, as
// no two of a city's areas are 180 metres from the origin of a map.
func NewPoints(x, y []float64) (*Points, error) {
	p := &Points{X: x, Y: y}
	if err := p.check(); err != nil {
		return nil, err
	}
	for i := range x {
		if math.Abs(x[i]) > 180 || math.Abs(y[i]) > 90 {
			return p, nil
		}
	}
	if len(x) == 0 {
		return p, nil
	}
	return nil, fmt.Errorf("all coordinates lie within ±180 and ±90: these are degrees, not metres; declare them as longitude and latitude, or project them")
}

// NewGlobe returns points by longitude and latitude in degrees.
func NewGlobe(lon, lat []float64) (*Points, error) {
	p := &Points{X: lon, Y: lat, Globe: true}
	return p, p.check()
}

func (p *Points) check() error {
	if len(p.X) != len(p.Y) {
		return fmt.Errorf("%d coordinates east but %d north", len(p.X), len(p.Y))
	}
	for i := range p.X {
		if !(math.Abs(p.X[i]) <= math.MaxFloat64) || !(math.Abs(p.Y[i]) <= math.MaxFloat64) {
			return fmt.Errorf("unit %d lies at %v, %v", i, p.X[i], p.Y[i])
		}
		if p.Globe && (math.Abs(p.X[i]) > 180 || math.Abs(p.Y[i]) > 90) {
			return fmt.Errorf("unit %d lies at longitude %v and latitude %v", i, p.X[i], p.Y[i])
		}
	}
	return nil
}

// Len returns the number of units.
func (p *Points) Len() int { return len(p.X) }

// Unit returns "m".
func (p *Points) Unit() string { return "m" }

// At returns the place of unit i.
func (p *Points) At(i int) Point { return Point{p.X[i], p.Y[i]} }

// Between returns the metres between two places: along a straight line, or along a great circle by the haversine formula (Sinnott 1984,
// Sky and Telescope 68, 159).
func (p *Points) Between(a, b Point) float64 {
	if !p.Globe {
		dx, dy := a.X-b.X, a.Y-b.Y
		return math.Sqrt(float64(dx*dx) + float64(dy*dy))
	}
	const degree = math.Pi / 180
	sin := func(x float64) float64 { return math.Sin(x * degree / 2) }
	h := sin(a.Y-b.Y)*sin(a.Y-b.Y) + math.Cos(a.Y*degree)*math.Cos(b.Y*degree)*sin(a.X-b.X)*sin(a.X-b.X)
	return 2 * EarthRadius * math.Asin(min(1, math.Sqrt(h)))
}

// Within appends the units at most limit metres from unit i, i itself left out, in the order of their numbers.
func (p *Points) Within(i int, limit float64, near []Near) []Near {
	t, before := p.tree(), len(near)
	near = t.ring(t.at(i), -1, t.squared(limit)*(1+1e-12), near)
	added := slices.DeleteFunc(near[before:], func(x Near) bool { return int(x.Unit) == i || x.Distance > limit })
	slices.SortFunc(added, func(a, b Near) int { return cmp.Compare(a.Unit, b.Unit) })
	return near[:before+len(added)]
}

// tree returns the tree that finds points. Two goroutines may both make it, one of them in vain.
func (p *Points) tree() *tree {
	if t := p.found.Load(); t != nil {
		return t
	}
	t := newTree(p)
	p.found.Store(t)
	return t
}

// Pick returns the points whose unit j is unit order[j] of p.
func (p *Points) Pick(order []int) Distances { return p.pick(order) }

func (p *Points) pick(order []int) *Points {
	return &Points{X: pick(p.X, order), Y: pick(p.Y, order), Globe: p.Globe}
}
