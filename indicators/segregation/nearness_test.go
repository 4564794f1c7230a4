package segregation_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// beside links the cells of a square city with those they share a side with, and with a corner where corners is set. Cells that without names have no
// neighbours.
func beside(t testing.TB, c index.Composition, side int, corners bool, without func(i int) bool) index.Composition {
	t.Helper()
	var links []space.Link
	join := func(i, j int, metres float64) {
		if !without(i) && !without(j) {
			links = append(links, space.Link{From: i, To: j, Value: metres}, space.Link{From: j, To: i, Value: metres})
		}
	}
	for row := range side {
		for column := range side {
			i := row*side + column
			if column > 0 {
				join(i, i-1, 1000)
			}
			if row > 0 {
				join(i, i-side, 1000)
			}
			if corners && row > 0 && column > 0 {
				join(i, i-side-1, 0)
			}
			if corners && row > 0 && column+1 < side {
				join(i, i-side+1, 0)
			}
		}
	}
	borders, err := space.NewGraph(side*side, links)
	if err != nil {
		t.Fatal(err)
	}
	c.Space = &space.Space{Points: c.Space.Points, Area: c.Space.Area, Centres: c.Space.Centres, Borders: borders}
	return c
}

func noUnit(int) bool { return false }

// One solid block of the group lies nearer together than two, and than as many cells scattered over the city. At half of the city the index
// does not tell them apart, and the curve does.
func TestProximityRanksABlockAboveScatteredCells(t *testing.T) {
	city := func(group func(row, column int) bool) index.Composition {
		return beside(t, squareCity(10, func(row, column int) (x, y float64) {
			if group(row, column) {
				return 100, 0
			}
			return 0, 100
		}), 10, true, noUnit)
	}
	block := city(func(row, column int) bool { return row < 5 && column < 5 })
	blocks := city(func(row, column int) bool { return row < 5 && (column < 2 || column > 6) })
	scattered := city(func(row, column int) bool { return row%2 == 0 && column%2 == 0 })
	half := city(func(_, column int) bool { return column < 5 })
	board := city(func(row, column int) bool { return (row+column)%2 == 0 })
	for _, p := range []index.Params{nil, {"contiguity": 1}} {
		v := func(c index.Composition) float64 { return value(t, "spatial-proximity-profile", c, p) }
		if a, b, c := v(block), v(blocks), v(scattered); !(a > b && a > c) {
			t.Errorf("%v: got %v for a block, %v for two and %v for scattered cells", p, a, b, c)
		}
		if a, b := v(half), v(board); math.Abs(a-1) > 1e-14 || math.Abs(b-1) > 1e-14 {
			t.Errorf("%v: got %v for a half and %v for a checkerboard, want 1 for both", p, a, b)
		}
		eta := func(c index.Composition) float64 {
			_, curve, err := segregation.SpatialProximityCurve(c, p["contiguity"] == 1)
			if err != nil {
				t.Fatal(err)
			}
			return curve[len(curve)-1]
		}
		if a, b := eta(half), eta(board); !(a > b) {
			t.Errorf("%v: got %v for a half and %v for a checkerboard", p, a, b)
		}
	}
	// The group in one cell of four: η is 0 above 0, and P = ¼.
	one := beside(t, squareCity(2, func(row, column int) (x, y float64) {
		if row+column == 0 {
			return 100, 0
		}
		return 0, 100
	}), 2, false, noUnit)
	if got, want := value(t, "spatial-proximity-profile", one, nil), 0.25/0.75; math.Abs(got-want) > 1e-15 {
		t.Errorf("got %v of one cell, want %v", got, want)
	}
	// The group alone in two cells beside each other: η is 1 from 0 to 1, P = ½: (½ − ½ + ½)/½ = 1.
	two := beside(t, squareCity(2, func(row, column int) (x, y float64) {
		if row == 0 {
			return 100, 0
		}
		return 0, 100
	}), 2, false, noUnit)
	if got := value(t, "spatial-proximity-profile", two, nil); math.Abs(got-1) > 1e-15 {
		t.Errorf("got %v of two cells side by side, want 1", got)
	}
}

// The curve is what Floyd and Warshall's steps between all pairs give at every threshold; pairs that are not joined count as not near at all.
func TestProximityIsThatOfAllPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	const side = 6
	for range 20 {
		c := squareCity(side, func(int, int) (x, y float64) { return float64(r.IntN(6)), float64(r.IntN(6)) })
		c = beside(t, c, side, r.IntN(2) == 0, func(i int) bool { return i%side == 2 && r.IntN(3) > 0 })
		n := side * side
		steps := make([][]float64, n)
		for i := range steps {
			steps[i] = make([]float64, n)
			for j := range steps[i] {
				steps[i][j] = math.Inf(1)
			}
			to, _ := c.Space.Borders.Of(i)
			for _, j := range to {
				steps[i][j] = 1
			}
			steps[i][i] = 0
		}
		for k := range n {
			for i := range n {
				for j := range n {
					steps[i][j] = min(steps[i][j], steps[i][k]+steps[k][j])
				}
			}
		}
		shares, got, err := segregation.SpatialProximityCurve(c, false)
		if err != nil {
			t.Fatal(err)
		}
		for k, s := range shares {
			var pairs, joined, sum float64
			for i := range n {
				for j := range n {
					p := func(i int) float64 { return c.Counts[0][i] / (c.Counts[0][i] + c.Counts[1][i]) }
					if i == j || !(p(i) >= s) || !(p(j) >= s) { // without people p is NaN
						continue
					}
					pairs++
					if d := steps[i][j]; !math.IsInf(d, 1) {
						joined++
						sum += d
					}
				}
			}
			want := 0.0
			if joined > 0 {
				want = joined / pairs / (sum / joined)
			}
			if math.Abs(got[k]-want) > 1e-14 {
				t.Errorf("at %v: got %v, want %v", s, got[k], want)
			}
		}
	}
}

// In a block the middle has its group round it, and a cell of the other group in the middle of the block has it around.
func TestLocalCentralisation(t *testing.T) {
	c := squareCity(5, func(row, column int) (x, y float64) {
		switch {
		case row == 2 && column == 2:
			return 100, 0
		case row == 4 && column == 4:
			return 0, 0
		}
		return 10, 20
	})
	// The four cells with a common side are one ring: X = 100, 140 of 140 and Y = 0, 80 of 80.
	got, err := segregation.LocalCentralisation(c, 4, 0)
	if err != nil {
		t.Fatal(err)
	}
	if want := 100.0 / 140; math.Abs(got[12]-want) > 1e-15 {
		t.Errorf("got %v in the middle, want %v", got[12], want)
	}
	// One asked for and four as near come to the same, as do as many people: 100 and 30 in the nearest.
	for _, by := range [][2]float64{{1, 0}, {1, 101}, {1, 220}} {
		same, err := segregation.LocalCentralisation(c, int(by[0]), by[1])
		if err != nil || same[12] != got[12] {
			t.Errorf("%v: got %v, %v in the middle, want %v", by, same[12], err, got[12])
		}
	}
	if !math.IsNaN(got[24]) {
		t.Errorf("got %v of a unit without people, want NaN", got[24])
	}
	if got[0] != 0 {
		t.Errorf("got %v in a corner where all are alike, want 0", got[0])
	}
	// With so many people that the unit itself has enough, all there is lies in one place.
	if alone, err := segregation.LocalCentralisation(c, 4, 30); err != nil || alone[0] != 0 || !math.IsNaN(alone[12]) {
		t.Errorf("got %v, %v; want 0 where both groups live and no value where one does", alone, err)
	}
}

func BenchmarkSpatialProximityProfile6000(b *testing.B) {
	c := large(b)
	for b.Loop() {
		if _, err := segregation.SpatialProximityProfile(c, false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLocalCentralisation6000(b *testing.B) {
	c := large(b)
	for b.Loop() {
		if _, err := segregation.LocalCentralisation(c, 5, 0); err != nil {
			b.Fatal(err)
		}
	}
}

// large is 6,084 cells of half random people.
func large(b *testing.B) index.Composition {
	r := rand.New(rand.NewPCG(1, 1))
	return beside(b, squareCity(78, func(int, int) (x, y float64) { return float64(r.IntN(300)), float64(r.IntN(900)) }), 78, true, noUnit)
}
