package registry_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// spaces returns where the shapes of x keep where the units lie.
func (x *sample) spaces() []**space.Space {
	return []**space.Space{&x.c.Space, &x.d.Space, &x.e.Space, &x.x.Space}
}

// space returns where the units of x lie, nil where that is unknown.
func (x *sample) space() *space.Space {
	for _, s := range x.spaces() {
		if *s != nil {
			return *s
		}
	}
	return nil
}

// setSpace says where the units of x lie.
func (x *sample) setSpace(s *space.Space) {
	units := []int{x.c.Units(), len(x.d.Values), len(x.e.Count), x.x.Units()}
	for k, at := range x.spaces() {
		*at = nil
		if units[k] > 0 {
			*at = s
		}
	}
}

func cloneSpace(s *space.Space) *space.Space {
	if s == nil {
		return nil
	}
	order := make([]int, max(len(s.Area), len(s.Perimeter)))
	if s.Points != nil {
		order = make([]int, s.Points.Len())
	}
	for i := range order {
		order[i] = i
	}
	return s.Pick(order)
}

// somewhere places n units within ten kilometres, a few in one place, each beside some others.
func somewhere(r *rand.Rand, n int) *space.Space {
	s := &space.Space{Points: &space.Points{}}
	for i := range n {
		x, y := 3e5+1e4*r.Float64(), 6.4e6+1e4*r.Float64()
		if i > 0 && r.IntN(10) == 0 {
			x, y = s.Points.X[i-1], s.Points.Y[i-1]
		}
		s.Points.X, s.Points.Y = append(s.Points.X, x), append(s.Points.Y, y)
		s.Area = append(s.Area, math.Exp(12+2*r.NormFloat64()))
		s.Perimeter = append(s.Perimeter, math.Sqrt(s.Area[i])*(3.6+3*r.Float64()))
	}
	var links []space.Link
	linked := map[[2]int]bool{}
	join := func(i, j int) {
		if i != j && !linked[[2]int{i, j}] {
			metres := float64(r.IntN(3)) * 500 * r.Float64()
			linked[[2]int{i, j}], linked[[2]int{j, i}] = true, true
			links = append(links, space.Link{From: i, To: j, Value: metres}, space.Link{From: j, To: i, Value: metres})
		}
	}
	for i := range n {
		if i > 0 && r.IntN(10) > 0 {
			join(i, i-1)
		}
		join(i, r.IntN(n))
	}
	borders, err := space.NewGraph(n, links)
	if err != nil {
		panic(err)
	}
	s.Borders = borders
	if r.IntN(2) == 0 {
		s.Centres = []space.Point{{X: 3e5 + 1e4*r.Float64(), Y: 6.4e6 + 1e4*r.Float64()}}
	}
	return s
}

func describe(s *space.Space) string {
	return fmt.Sprintf("at %v, %v, areas %v, borders %+v, centres %v", s.Points.X, s.Points.Y, s.Area, s.Borders, s.Centres)
}

// moved returns the space turned by an angle, moved, and seen in a unit of length 1/f as long.
func moved(s *space.Space, angle, east, north, f float64) *space.Space {
	out := cloneSpace(s)
	sin, cos := math.Sincos(angle)
	turn := func(p space.Point) space.Point {
		x, y := p.X-3e5, p.Y-6.4e6 // about the middle of the city, so that digits are left for differences
		return space.Point{X: f*(x*cos-y*sin) + east, Y: f*(x*sin+y*cos) + north}
	}
	for i := range out.Points.X {
		p := turn(s.Points.At(i))
		out.Points.X[i], out.Points.Y[i] = p.X, p.Y
		out.Area[i] *= f * f
		out.Perimeter[i] *= f
	}
	for k := range out.Borders.Value {
		out.Borders.Value[k] *= f
	}
	out.Centres = nil
	for _, c := range s.Centres {
		out.Centres = append(out.Centres, turn(c))
	}
	return out
}

// Where north is, where the map begins and what lengths are measured in does not matter to any index, when lengths among the parameters are
// measured alike.
func TestSpatialIndicesDependOnNeitherMapNorUnit(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		if !ix.Spatial() {
			return
		}
		tested := 0
		samples(ix, func(r *rand.Rand, x sample) bool {
			if x.space() == nil {
				return true
			}
			before, err := compute(ix, x, nil)
			if err != nil {
				return true
			}
			f := math.Exp(2 * r.NormFloat64())
			p := fewOrders(ix)
			for _, q := range ix.Params {
				if q.Length {
					p[q.Name] = f * q.Default
				}
			}
			y := x.clone()
			y.setSpace(moved(x.space(), 2*math.Pi*r.Float64(), 1e4*r.Float64(), 1e4*r.Float64(), f))
			after, err := compute(ix, y, p)
			tested++
			if err != nil || !slices.EqualFunc(before, after, closeOrMissing(f)) {
				t.Errorf("got %v, %v after a move by factor %v, want %v: %v becomes %v", after, err, f, before, x, y)
			}
			return !t.Failed()
		})
		if tested < 100 {
			t.Errorf("only %d samples have a value", tested)
		}
	})
}

// closeOrMissing tells numbers alike that rounding of coordinates moves apart. Places on a curve that are lengths grow by the factor.
func closeOrMissing(f float64) func(a, b float64) bool {
	alike := func(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a), math.Abs(b)) }
	return func(a, b float64) bool { return alike(a, b) || alike(a*f, b) || math.IsNaN(a) && math.IsNaN(b) }
}

// An index that reads where units lie has no value where that is unknown, or is about other units.
func TestSpatialIndicesNeedASpace(t *testing.T) {
	eachAtOnce(t, func(t *testing.T, ix index.Index) {
		if !ix.Spatial() {
			return
		}
		samples(ix, func(r *rand.Rand, x sample) bool {
			for _, s := range []*space.Space{nil, {}, somewhere(r, x.units()+1)} {
				y := x.clone()
				y.setSpace(s)
				if got, err := compute(ix, y, nil); err == nil {
					t.Errorf("got %v, want an error: %v", got, y)
				} else {
					mustBeUndefined(t, err)
				}
			}
			return !t.Failed()
		})
	})
}
