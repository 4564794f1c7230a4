package segregation_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// squareCity is a composition on a square grid of cells of a kilometre, with a centre in the middle. at says how many of the two groups live in
// a cell.
func squareCity(side int, at func(row, column int) (x, y float64)) index.Composition {
	c := index.Composition{Counts: [][]float64{nil, nil}}
	s := &space.Space{Points: &space.Points{}}
	for row := range side {
		for column := range side {
			x, y := at(row, column)
			c.Counts[0], c.Counts[1] = append(c.Counts[0], x), append(c.Counts[1], y)
			s.Points.X = append(s.Points.X, 1000*(float64(column)+0.5))
			s.Points.Y = append(s.Points.Y, 1000*(float64(row)+0.5))
			s.Area = append(s.Area, 1e6)
		}
	}
	middle := 500 * float64(side)
	s.Centres = []space.Point{{X: middle, Y: middle}}
	c.Space = s
	return c
}

// A block in the middle, a checkerboard and a ring round the edge, in this order, whatever the rule: all of them have their centre in the
// middle.
func TestCentralisationKnowsTheMiddleFromTheEdge(t *testing.T) {
	inside := func(row, column, margin int) bool {
		return row >= margin && row < 10-margin && column >= margin && column < 10-margin
	}
	alone := func(group bool) (x, y float64) {
		if group {
			return 100, 0
		}
		return 0, 100
	}
	block := squareCity(10, func(r, c int) (x, y float64) { return alone(inside(r, c, 3)) })
	board := squareCity(10, func(r, c int) (x, y float64) { return alone((r+c)%2 == 0) })
	ring := squareCity(10, func(r, c int) (x, y float64) { return alone(!inside(r, c, 1)) })
	for _, rule := range []segregation.CentreRule{segregation.GivenCentres, segregation.MeanCentre, segregation.PopulationCentre, segregation.MedianCentre} {
		for _, id := range []string{"relative-centralisation", "absolute-centralisation"} {
			p := index.Params{"centre": float64(rule)}
			a, b, c := value(t, id, block, p), value(t, id, board, p), value(t, id, ring, p)
			if !(a > 0.5 && math.Abs(b) < 1e-12 && c < -0.5) {
				t.Errorf("%s by rule %d: got %v for a block in the middle, %v for a checkerboard and %v for the edge", id, rule, a, b, c)
			}
		}
	}
	// Everybody of one group nearer than anybody of the other; the inner 16 cells are not all nearer than the outer 84.
	if got := value(t, "relative-centralisation", squareCity(2, func(r, c int) (x, y float64) { return alone(r == 0) }), index.Params{"centre": 1}); got != 0 {
		t.Errorf("got %v where all live as far from the centre, want 0", got)
	}
	apart := squareCity(4, func(r, c int) (x, y float64) { return alone(r > 0 && r < 3 && c > 0 && c < 3) })
	if got := value(t, "relative-centralisation", apart, nil); got != 1 {
		t.Errorf("got %v where all of the group live nearer, want 1", got)
	}
}

// Exchanging the groups changes the sign, and a city in which groups live alike has 0.
func TestRelativeCentralisationIsASwap(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	c := squareCity(9, func(int, int) (x, y float64) { return float64(r.IntN(50)), float64(r.IntN(90)) })
	swapped := c
	swapped.Counts = [][]float64{c.Counts[1], c.Counts[0]}
	if a, b := value(t, "relative-centralisation", c, nil), value(t, "relative-centralisation", swapped, nil); math.Abs(a+b) > 1e-15 || a == 0 {
		t.Errorf("got %v and %v with the groups exchanged", a, b)
	}
	// Duncan: against everybody it is (1 − P) times what it is against the others.
	X, Y := index.Total(c.Counts[0]), index.Total(c.Counts[1])
	everybody := c
	everybody.Counts = [][]float64{c.Counts[0], totals(c)}
	if got, want := value(t, "relative-centralisation", everybody, nil), Y/(X+Y)*value(t, "relative-centralisation", c, nil); math.Abs(got-want) > 1e-14 {
		t.Errorf("got %v against everybody, want %v", got, want)
	}
}

// With two centres a unit belongs to the nearest: a group that lives round either lives near a centre.
func TestSeveralCentres(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{10, 0, 0, 10}, {0, 10, 10, 0}}}
	places := &space.Points{X: []float64{0, 1000, 2000, 3000}, Y: make([]float64, 4)}
	at := func(x ...float64) *space.Space {
		s := space.Space{Points: places}
		for _, x := range x {
			s.Centres = append(s.Centres, space.Point{X: x})
		}
		return &s
	}
	for _, tc := range []struct {
		centres *space.Space
		p       index.Params
		want    float64
	}{
		{at(0, 3000), nil, 1},
		// X: ½, ½, ½, 1. Y: 0, ½, 1, 1. Σ X_{i−1} Y_i = ¼ + ½ + ½, Σ X_i Y_{i−1} = 0 + ¼ + 1.
		{at(0), nil, 0},
		// Of the two nearest to 0, those of the group are nearer.
		{at(0), index.Params{"nearest": 2}, 1},
		{at(0), index.Params{"radius": 1500}, 1},
		{at(3000), index.Params{"nearest": 2}, 1},
		// The third unit from 1,000 is as near as the second: X 0, 1, Y ½, 1 in two rings.
		{at(1000), index.Params{"nearest": 2}, -0.5},
	} {
		c.Space = tc.centres
		if got := value(t, "relative-centralisation", c, tc.p); math.Abs(got-tc.want) > 1e-15 {
			t.Errorf("round %v %v: got %v, want %v", tc.centres.Centres, tc.p, got, tc.want)
		}
	}
	c.Space = at(0)
	if got, err := compute(t, "relative-centralisation", c, index.Params{"radius": 500}); err == nil {
		t.Errorf("got %v round a centre with one group, want an error", got)
	}
}

// Counts that differ by more than numbers can tell apart leave the centre where most people are.
func TestCentreOfPeopleBeyondAllBounds(t *testing.T) {
	c := index.Composition{
		Counts: [][]float64{{1e-200, 1e300, 3}, {1, 1e300, 1e-300}},
		Space:  &space.Space{Points: &space.Points{X: []float64{1000, 2000, 3000}, Y: make([]float64, 3)}},
	}
	for rule := range 5 {
		got, err := compute(t, "relative-centralisation", c, index.Params{"centre": float64(rule)})
		if rule == 0 {
			if err == nil {
				t.Errorf("got %v without a centre, want an error", got)
			}
			continue
		}
		if err != nil || !(math.Abs(got) <= 1) {
			t.Errorf("rule %d: got %v, %v", rule, got, err)
		}
	}
}

// By a table of travel times the centre is a unit, and what cannot be reached is not counted silently.
func TestCentreOfTravelTimes(t *testing.T) {
	at := func(pairs ...space.Link) *space.Space {
		table, err := space.NewTable(4, "min", true, pairs)
		if err != nil {
			t.Fatal(err)
		}
		return &space.Space{Points: &space.Points{X: []float64{0, 1000, 2000, 3000}, Y: make([]float64, 4)}, Distances: table, Centres: []space.Point{{X: 0}}}
	}
	c := index.Composition{Counts: [][]float64{{10, 0, 0, 10}, {0, 10, 10, 0}}}
	// A train takes people from the centre to the end of the line before they have walked half the way: X is ½, 1, 1, 1 and Y 0, 0, ½, 1.
	c.Space = at(space.Link{From: 0, To: 1, Value: 12}, space.Link{From: 0, To: 2, Value: 24}, space.Link{From: 0, To: 3, Value: 10})
	if got := value(t, "relative-centralisation", c, nil); got != 1 {
		t.Errorf("got %v with a train, want 1", got)
	}
	if got := value(t, "relative-centralisation", c, index.Params{"radius": 15}); got != 1 {
		t.Errorf("got %v within 15 minutes, want 1", got)
	}
	if got, err := compute(t, "relative-centralisation", c, index.Params{"centre": 1}); err == nil || !strings.Contains(err.Error(), "name a unit as the centre") {
		t.Errorf("got %v, %v round a mean place without distances", got, err)
	}
	c.Space = at(space.Link{From: 0, To: 1, Value: 12}, space.Link{From: 0, To: 3, Value: 10})
	if got, err := compute(t, "relative-centralisation", c, nil); err == nil || !strings.Contains(err.Error(), "unit 2 cannot be reached") {
		t.Errorf("got %v, %v with a unit that cannot be reached", got, err)
	}
	if got := value(t, "relative-centralisation", c, index.Params{"nearest": 3}); got != 1 {
		t.Errorf("got %v of the three nearest, want 1", got)
	}
}

// On the globe the mean of places on either side of the line where dates change lies between them.
func TestMeanCentreOnTheGlobe(t *testing.T) {
	p := &space.Points{X: []float64{179, -179}, Y: []float64{0, 0}, Globe: true}
	if got := p.Mean(nil); math.Abs(math.Abs(got.X)-180) > 1e-9 || math.Abs(got.Y) > 1e-9 {
		t.Errorf("got %v, want longitude 180", got)
	}
	if got := p.Mean([]float64{1, 0}); math.Abs(got.X-179) > 1e-9 {
		t.Errorf("got %v, want the first place", got)
	}
}
