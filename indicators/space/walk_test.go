package space_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/space"
)

// town places n units: some on a grid, where many are equally far, some in clusters, and a few in one place.
func town(r *rand.Rand, n int) *space.Points {
	x, y := make([]float64, n), make([]float64, n)
	for i := range n {
		switch r.IntN(4) {
		case 0:
			x[i], y[i] = 300000+float64(r.IntN(20))*500, 6400000+float64(r.IntN(20))*500
		case 1:
			x[i], y[i] = 305000+300*r.NormFloat64(), 6405000+300*r.NormFloat64()
		case 2:
			x[i], y[i] = 300000+10000*r.Float64(), 6400000+10000*r.Float64()
		default:
			x[i], y[i] = 300000, 6400000
			if i > 0 {
				x[i], y[i] = x[i-1], y[i-1]
			}
		}
	}
	return &space.Points{X: x, Y: y}
}

// world places n units on the globe, some at the poles and beside the date line.
func world(r *rand.Rand, n int) *space.Points {
	lon, lat := make([]float64, n), make([]float64, n)
	for i := range n {
		lon[i], lat[i] = 360*r.Float64()-180, math.Asin(2*r.Float64()-1)*180/math.Pi
		switch r.IntN(6) {
		case 0:
			lat[i] = math.Copysign(90-1e-3*r.Float64(), r.NormFloat64())
		case 1:
			lon[i] = math.Copysign(180-1e-3*r.Float64(), r.NormFloat64())
		case 2:
			lat[i] = math.Copysign(90, r.NormFloat64())
		}
	}
	return &space.Points{X: lon, Y: lat, Globe: true}
}

// near returns how much two ways to compute a distance d may differ: more between antipodes, where the sine of half the angle hardly changes.
func near(d float64) float64 {
	if d > 0.999*math.Pi*space.EarthRadius {
		return 1
	}
	return 1e-6
}

// plain are distances without the points they come from.
type plain struct{ *space.Points }

func (p plain) Within(i int, limit float64, near []space.Near) []space.Near {
	for j := range p.X {
		if d := p.Between(p.At(i), p.At(j)); j != i && d <= limit {
			near = append(near, space.Near{Unit: int32(j), Distance: d})
		}
	}
	return near
}

func (p plain) Pick(order []int) space.Distances {
	return plain{p.Points.Pick(order).(*space.Points)}
}

func TestWithinFindsWhatAllPairsFind(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		p, slack := town(r, 1+r.IntN(200)), 0.0
		if r.IntN(2) == 0 {
			p, slack = world(r, 1+r.IntN(200)), 1e-6
		}
		limit := math.Exp(16.7 * r.Float64()) // nearer than antipodes
		if r.IntN(4) == 0 {
			limit = 500 * float64(r.IntN(10))
		}
		if r.IntN(10) == 0 {
			limit = 1.8e7
		}
		i := r.IntN(p.Len())
		got, want := p.Within(i, limit, nil), plain{p}.Within(i, limit, nil)
		if d := gocmp.Diff(got, want, closeTo(slack), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("within %v of unit %d: got -, want +:\n%s", limit, i, d)
		}
	}
}

func closeTo(slack float64) gocmp.Option {
	return gocmp.Comparer(func(a, b float64) bool { return a == b || math.Abs(a-b) <= slack })
}

func TestWalkVisitsRings(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		p := town(r, 1+r.IntN(300))
		if r.IntN(3) == 0 {
			p = world(r, 1+r.IntN(300))
		}
		s := &space.Space{Points: p}
		if r.IntN(3) == 0 {
			s.Distances = plain{p}
		}
		w, err := s.Walker()
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			i := r.IntN(p.Len())
			want := append(plain{p}.Within(i, math.Inf(1), nil), space.Near{Unit: int32(i)})
			slices.SortFunc(want, func(a, b space.Near) int { return cmp.Compare(a.Distance, b.Distance) })
			stop := 1 + r.IntN(len(want))
			seen, last, done := map[int32]bool{}, -1.0, false
			w.From(i, func(ring []space.Near) bool {
				if done {
					t.Fatal("a ring after the walk was to end")
				}
				if len(seen) == 0 && ring[0].Unit != int32(i) {
					t.Fatalf("the first ring from %d is %v", i, ring)
				}
				low, high := math.Inf(1), 0.0
				for _, x := range ring {
					if seen[x.Unit] {
						t.Fatalf("unit %d is met twice", x.Unit)
					}
					seen[x.Unit] = true
					if d := p.Between(p.At(i), p.At(int(x.Unit))); math.Abs(d-x.Distance) > near(d) {
						t.Fatalf("got %v from %d to %d, want %v", x.Distance, i, x.Unit, d)
					}
					low, high = min(low, x.Distance), max(high, x.Distance)
				}
				if high-low > 2e-5 || low <= last {
					t.Fatalf("a ring from %v to %v after one of %v", low, high, last)
				}
				last, done = high, len(seen) >= stop
				return !done
			})
			if len(seen) < stop {
				t.Fatalf("got %d units, want %d or more of %d", len(seen), stop, len(want))
			}
			// Nothing that is nearer than the last ring was left out, and nothing at its distance.
			for _, x := range want {
				if !seen[x.Unit] && x.Distance <= last+1e-6-near(x.Distance) {
					t.Fatalf("unit %d at %v is missing from rings up to %v", x.Unit, x.Distance, last)
				}
			}
		}
	}
}

// A unit on a grid has 4 units at 1 step, 4 at √2, 4 at 2, 8 at √5: rings of equal distance although the grid is turned and its coordinates
// rounded.
func TestRingsOfATurnedGrid(t *testing.T) {
	for _, angle := range []float64{0, 0.1, 1, 2} {
		var x, y []float64
		sin, cos := math.Sincos(angle)
		for i := range 11 {
			for j := range 11 {
				x, y = append(x, 320000+500*(float64(i)*cos-float64(j)*sin)), append(y, 6.4e6+500*(float64(i)*sin+float64(j)*cos))
			}
		}
		s := &space.Space{Points: &space.Points{X: x, Y: y}}
		w, err := s.Walker()
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		w.From(60, func(ring []space.Near) bool {
			got = append(got, len(ring))
			return len(got) < 6
		})
		if want := []int{1, 4, 4, 4, 8, 4}; !slices.Equal(got, want) {
			t.Errorf("turned by %v: got %v, want %v", angle, got, want)
		}
	}
}

func BenchmarkWalkToTheEnd(b *testing.B) {
	for _, n := range []int{1000, 6000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := &space.Space{Points: sprawl(n)}
			for b.Loop() {
				space.Each(n, func() func(int) {
					w, _ := s.Walker()
					return func(i int) {
						w.From(i, func([]space.Near) bool { return true })
					}
				})
			}
		})
	}
}

// sprawl places n units over 100 km, half of them in towns.
func sprawl(n int) *space.Points {
	r := rand.New(rand.NewPCG(5, 6))
	x, y := make([]float64, n), make([]float64, n)
	for i := range n {
		x[i], y[i] = 3e5+1e5*r.Float64(), 6.4e6+1e5*r.Float64()
		if i%2 == 0 {
			town := float64(r.IntN(20))
			x[i], y[i] = 3e5+5000*town+2000*r.NormFloat64(), 6.4e6+1e5*math.Mod(town*0.618, 1)+2000*r.NormFloat64()
		}
	}
	return &space.Points{X: x, Y: y}
}
