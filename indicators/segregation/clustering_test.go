package segregation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// pattern returns 64 cells, a kilometre wide, with 100 people each: the group where it holds a cell, others elsewhere.
func pattern(t *testing.T, holds func(column, row int) bool) index.Composition {
	t.Helper()
	c := squareCity(8, func(row, column int) (x, y float64) {
		if holds(column, row) {
			return 100, 0
		}
		return 0, 100
	})
	c = beside(t, c, 8, true, noUnit)
	c.Space.Perimeter = slices.Repeat([]float64{4000}, 64)
	return c
}

func solidCity(t *testing.T) index.Composition {
	return pattern(t, func(column, _ int) bool { return column < 4 })
}
func chequeredCity(t *testing.T) index.Composition {
	return pattern(t, func(column, row int) bool { return (column+row)%2 == 0 })
}

// Every index of clustering is higher for one solid half than for a chequered city, between which D does not tell. So it is for any
// kernel and any distance of units from themselves.
func TestSolidBlockIsMoreClusteredThanChequers(t *testing.T) {
	block, squares := solidCity(t), chequeredCity(t)
	if a, b := value(t, "dissimilarity", block, nil), value(t, "dissimilarity", squares, nil); a != 1 || b != 1 {
		t.Fatalf("dissimilarity: got %v and %v, want 1", a, b)
	}
	for _, id := range []string{"absolute-clustering", "spatial-proximity", "multigroup-spatial-proximity", "distance-decay-isolation"} {
		for shape := range space.Shapes {
			for self := range space.Selves {
				p := index.Params{"kernel": float64(shape), "self": float64(self), "bandwidth": 2500}
				if a, b := value(t, id, block, p), value(t, id, squares, p); !(a > b+0.05) {
					t.Errorf("%s, %s, %s: got %v for a block and %v for chequers", id, space.Shapes[shape], space.Selves[self], a, b)
				}
			}
		}
	}
	for _, id := range []string{
		"absolute-clustering-contiguity", "adjusted-dissimilarity", "adjusted-dissimilarity-orders", "boundary-dissimilarity", "perimeter-area-dissimilarity",
	} {
		if a, b := value(t, id, block, nil), value(t, id, squares, nil); !(a > b+0.05) {
			t.Errorf("%s: got %v for a block and %v for chequers", id, a, b)
		}
	}
}

// Around each inner cell of a chequered city four of eight neighbours are unlike, by a border all four; hand counts on 64 cells.
func TestNeighboursOfChequers(t *testing.T) {
	squares, block := chequeredCity(t), solidCity(t)
	for _, tc := range []struct {
		what string
		id   string
		c    index.Composition
		p    index.Params
		want float64
	}{
		// 2·7·8 = 112 borders, all between unlike cells; and 2·7·7 = 98 corners, all between like ones.
		{"rook, chequers", "adjusted-dissimilarity", squares, index.Params{"contiguity": 1}, 0},
		{"queen, chequers", "adjusted-dissimilarity", squares, nil, 1 - 112.0/210},
		{"by length, chequers", "boundary-dissimilarity", squares, nil, 0},
		{"by unit, chequers", "boundary-dissimilarity", squares, index.Params{"weights": 1}, 0},
		// Full perimeters of squares are alike, so that form does not matter. By interior ones r is 4 for 36 cells, 3 for 24, 2 for 4
		// corners: borders 60 between two inner cells, 24 from an inner to an outer cell, 20 along the side, 8 to a corner.
		{"shape, chequers", "perimeter-area-dissimilarity", squares, nil, 0},
		{"interior, chequers", "perimeter-area-dissimilarity", squares, index.Params{"perimeter": 1}, 1 - (60+24*0.875+20*0.75+8*0.625)/112},
		// 8 borders and 14 corners lie between the halves.
		{"rook, block", "adjusted-dissimilarity", block, index.Params{"contiguity": 1}, 1 - 8.0/112},
		{"queen, block", "adjusted-dissimilarity", block, nil, 1 - 22.0/210},
		{"shape, block", "perimeter-area-dissimilarity", block, nil, 1 - 8.0/112},
		// By unit: of the 16 cells along the middle, 12 have one border of four across and 4 one of three.
		{"rook by unit, block", "adjusted-dissimilarity", block, index.Params{"contiguity": 1, "weights": 1}, 1 - (12.0/4+4.0/3)/64},
		// Two steps by rook: 2·6·8 cells straight on and 2·7·7 across a corner, in both directions; all alike in the chequered city. All those
		// of one step are not.
		{"two orders, chequers", "adjusted-dissimilarity-orders", squares, index.Params{"contiguity": 1}, 0},
		// Straight on across the middle 2·8, across a corner 14, of 96 + 98; times e⁻¹, or ½.
		{"two orders, block", "adjusted-dissimilarity-orders", block, index.Params{"contiguity": 1}, 1 - 8.0/112 - math.Exp(-1)*30/194},
		{"two orders by 1/k, block", "adjusted-dissimilarity-orders", block, index.Params{"contiguity": 1, "decay": 1}, 1 - 8.0/112 - 0.5*30/194},
		{"one order, block", "adjusted-dissimilarity-orders", block, index.Params{"order": 1}, 1 - 22.0/210},
		// c_ij x_j: 64 + 2·112 pairs of cells with themselves and neighbours; in the block 32 + 2·(112 − 8)/2 of them hold the group.
		// Σ x_i c_ij x_j/X is 100 (32 + 104)/32 = 425; with all 425 + 100·8/32 = 450; evenly spread 50·288/64 = 225.
		{"ACL by rook, block", "absolute-clustering-contiguity", block, index.Params{"contiguity": 1}, (425.0 - 225) / (450 - 225)},
		// Chequered: 100·32/32 = 100; with all 100 + 100·112/32 = 450.
		{"ACL by rook, chequers", "absolute-clustering-contiguity", squares, index.Params{"contiguity": 1}, (100.0 - 225) / (450 - 225)},
	} {
		if got := value(t, tc.id, tc.c, tc.p); math.Abs(got-tc.want) > 1e-12 {
			t.Errorf("%s: %s is %v, want %v", tc.what, tc.id, got, tc.want)
		}
	}
}

// scattered returns a city of n units and K groups at random places, with areas, borders and their lengths.
func scattered(seed uint64, n, K int) index.Composition {
	r := rand.New(rand.NewPCG(seed, 7))
	c := index.Composition{}
	for range K {
		counts := make([]float64, n)
		for i := range counts {
			counts[i] = float64(r.IntN(400))
		}
		c.Counts = append(c.Counts, counts)
	}
	s := &space.Space{Points: &space.Points{}}
	var links []space.Link
	for i := range n {
		s.Points.X, s.Points.Y = append(s.Points.X, 1e4*r.Float64()), append(s.Points.Y, 1e4*r.Float64())
		s.Area, s.Perimeter = append(s.Area, 1e5+1e6*r.Float64()), append(s.Perimeter, 4000+1e4*r.Float64())
		for _, step := range []int{1, 5} {
			if i >= step {
				metres := max(0, 1500*r.Float64()-300)
				links = append(links, space.Link{From: i, To: i - step, Value: metres}, space.Link{From: i - step, To: i, Value: metres})
			}
		}
	}
	g, err := space.NewGraph(n, links)
	if err != nil {
		panic(err)
	}
	s.Borders = g
	c.Space = s
	return c
}

// Everybody whom one meets is of the one group or of the other, however the kernel weighs them.
func TestDistanceDecayExposureIsToSomebody(t *testing.T) {
	for seed := range uint64(20) {
		two, five := scattered(seed, 40, 2), scattered(seed, 40, 5)
		for shape := range space.Shapes {
			p := index.Params{"kernel": float64(shape), "bandwidth": 3000, "self": float64(seed % 3)}
			if got := value(t, "distance-decay-isolation", two, p) + value(t, "distance-decay-interaction", two, p); math.Abs(got-1) > 1e-12 {
				t.Errorf("%s: DPxx + DPxy is %v, want 1", space.Shapes[shape], got)
			}
			kernel := space.Kernel{Shape: space.Shape(shape), Bandwidth: 3000, Power: 2}
			matrix, err := segregation.DistanceDecayExposureMatrix(five, kernel)
			if err != nil {
				t.Fatal(err)
			}
			for a, row := range matrix {
				if got := index.Total(row); math.Abs(got-1) > 1e-12 {
					t.Errorf("%s: exposures of group %d add up to %v, want 1", space.Shapes[shape], a, got)
				}
			}
		}
	}
}

// When distance does not matter everybody is as near as everybody, and when only the own unit counts Morgan's exposure is Bell's.
func TestLimitsOfTheBandwidth(t *testing.T) {
	for seed := range uint64(10) {
		c := scattered(seed, 30, 2)
		X, Y := index.Total(c.Counts[0]), index.Total(c.Counts[1])
		far, near := index.Params{"bandwidth": 1e9}, index.Params{"bandwidth": 1e-3}
		for _, tc := range []struct {
			id   string
			p    index.Params
			want float64
		}{
			{"spatial-proximity", far, 1},
			{"multigroup-spatial-proximity", far, 1},
			{"relative-clustering", far, 0},
			{"distance-decay-isolation", far, X / (X + Y)},
			{"distance-decay-interaction", far, Y / (X + Y)},
			{"distance-decay-isolation", near, value(t, "isolation", c, nil)},
			{"distance-decay-interaction", near, value(t, "interaction", c, nil)},
		} {
			if got := value(t, tc.id, c, tc.p); math.Abs(got-tc.want) > 1e-4 {
				t.Errorf("%s with %v is %v, want %v", tc.id, tc.p, got, tc.want)
			}
		}
	}
}

func TestIdentitiesOfClustering(t *testing.T) {
	for seed := range uint64(10) {
		two, four := scattered(seed, 30, 2), scattered(seed, 30, 4)
		same := func(what string, got, want float64) {
			t.Helper()
			if math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
				t.Errorf("%s: got %v, want %v", what, got, want)
			}
		}
		same("SP of two groups", value(t, "multigroup-spatial-proximity", two, nil), value(t, "spatial-proximity", two, nil))
		groups, err := segregation.GroupSpatialProximity(four, byKilometre)
		if err != nil {
			t.Fatal(err)
		}
		mean, T := 0.0, 0.0
		for k, v := range groups {
			N := index.Total(four.Counts[k])
			mean, T = mean+N*v, T+N
		}
		same("mean of the groups' SP", mean/T, value(t, "multigroup-spatial-proximity", four, nil))
		P, all, err := segregation.MeanProximity(two, byKilometre)
		if err != nil {
			t.Fatal(err)
		}
		X, Y := index.Total(two.Counts[0]), index.Total(two.Counts[1])
		same("P_xy and P_yx", P[0][1], P[1][0])
		same("P_tt", all, (X*X*P[0][0]+2*X*Y*P[0][1]+Y*Y*P[1][1])/((X+Y)*(X+Y)))
		same("SP", value(t, "spatial-proximity", two, nil), (X*P[0][0]+Y*P[1][1])/((X+Y)*all))
		same("RCL", value(t, "relative-clustering", two, nil), P[0][0]/P[1][1]-1)
		one := index.Params{"order": 1}
		same("one order", value(t, "adjusted-dissimilarity-orders", two, one), value(t, "adjusted-dissimilarity", two, nil))
		matrix, err := segregation.RelativeConcentrationMatrix(two, false)
		if err != nil {
			t.Fatal(err)
		}
		same("RCO", matrix[0][1], value(t, "relative-concentration", two, nil))
		alike := index.Composition{Counts: two.Counts, Space: &space.Space{Borders: &space.Graph{First: two.Space.Borders.First, To: two.Space.Borders.To}}}
		same("queen and rook where lengths are unknown", value(t, "adjusted-dissimilarity", alike, index.Params{"contiguity": 1}), value(t, "adjusted-dissimilarity", alike, nil))
	}
}

// placeTopic is the heading of the indices of concentration, clustering and neighbours.
const placeTopic = "Place: concentration, clusters and neighbours"

// A unit without people is no unit: not to means over units, not to borders, and not to the land.
func TestUnitsWithoutPeopleAreNoUnits(t *testing.T) {
	for _, topic := range segregation.Topics {
		for _, ix := range topic.Indices {
			if topic.Name.En != placeTopic {
				continue
			}
			for seed := range uint64(5) {
				c := scattered(seed, 25, 2)
				for _, i := range []int{3, 24} {
					c.Counts[0][i], c.Counts[1][i] = 0, 0
				}
				var populated []int
				for i := range c.Units() {
					if c.Counts[0][i]+c.Counts[1][i] > 0 {
						populated = append(populated, i)
					}
				}
				without := index.Composition{Space: c.Space.Pick(populated)}
				for _, counts := range c.Counts {
					var kept []float64
					for _, i := range populated {
						kept = append(kept, counts[i])
					}
					without.Counts = append(without.Counts, kept)
				}
				for _, p := range []index.Params{nil, {"perimeter": 1}, {"order": 3}, {"weights": 1}} {
					for name := range p {
						if !slices.ContainsFunc(ix.Params, func(q index.Param) bool { return q.Name == name }) {
							p = nil
						}
					}
					got, err := ix.Compute(index.Input{Composition: c}, p)
					if err != nil {
						t.Fatal(err)
					}
					want, err := ix.Compute(index.Input{Composition: without}, p)
					if err != nil {
						t.Fatal(err)
					}
					for k := range want {
						if math.Abs(got[k].Value-want[k].Value) > 1e-12 {
							t.Errorf("%s: part %d is %v with, and %v without units without people", ix.ID, k, got[k].Value, want[k].Value)
						}
					}
				}
			}
		}
	}
}

// What is not known of units, or cannot be divided by, makes an index undefined, and the reason says so.
func TestClusteringSaysWhyItIsUndefined(t *testing.T) {
	bare := func(change func(s *space.Space)) index.Composition {
		s := *inARow.Space.Pick([]int{0, 1, 2, 3})
		change(&s)
		return index.Composition{Counts: inARow.Counts, Space: &s}
	}
	apart := bare(func(s *space.Space) { s.Points.X = []float64{0, 1e7, 2e7, 3e7} })
	for _, tc := range []struct {
		id, want string
		c        index.Composition
		p        index.Params
	}{
		{"delta", "where the units lie is unknown", index.Composition{Counts: inARow.Counts}, nil},
		{"delta", "the areas of units are unknown", bare(func(s *space.Space) { s.Area = nil }), nil},
		{"absolute-concentration", "the same mean area", bare(func(s *space.Space) { s.Area = []float64{7, 7, 7, 7} }), nil},
		{"relative-concentration", "the same mean area", bare(func(s *space.Space) { s.Area = []float64{7, 7, 7, 7} }), nil},
		{"relative-concentration-matrix", "the same mean area", bare(func(s *space.Space) { s.Area = []float64{7, 7, 7, 7} }), nil},
		{"spatial-proximity", "distances", bare(func(s *space.Space) { s.Points = nil }), nil},
		{"spatial-proximity", "area", bare(func(s *space.Space) { s.Area = nil }), index.Params{"self": 2}},
		{"spatial-proximity", "bandwidth is too small", apart, index.Params{"self": 3}},
		{"relative-clustering", "bandwidth is too small", apart, index.Params{"self": 3}},
		{"distance-decay-isolation", "unit 0 has nobody within reach", apart, index.Params{"self": 3}},
		{"adjusted-dissimilarity", "neighbours is unknown", bare(func(s *space.Space) { s.Borders = nil }), nil},
		{"adjusted-dissimilarity", "no two units", bare(func(s *space.Space) { s.Borders = &space.Graph{First: make([]int32, 5)} }), nil},
		{"adjusted-dissimilarity-orders", "no two units", bare(func(s *space.Space) { s.Borders = &space.Graph{First: make([]int32, 5)} }), nil},
		{"boundary-dissimilarity", "lengths of borders", bare(func(s *space.Space) { s.Borders.Value = nil }), nil},
		{"perimeter-area-dissimilarity", "perimeters", bare(func(s *space.Space) { s.Perimeter = nil }), nil},
	} {
		_, err := find(t, tc.id).Compute(index.Input{Composition: tc.c}, tc.p)
		if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want it undefined because of %q", tc.id, err, tc.want)
		}
	}
	if v := value(t, "perimeter-area-dissimilarity", bare(func(s *space.Space) { s.Perimeter = nil }), index.Params{"perimeter": 1}); v == 0 {
		t.Error("interior perimeters follow from borders: got 0")
	}
}

// The group in the smallest units is as concentrated as can be, in the largest as little.
func TestBoundsOfConcentration(t *testing.T) {
	area := []float64{1, 2, 3, 4, 5, 6}
	for _, tc := range []struct {
		what     string
		x        []float64
		aco, rco float64
	}{
		{"in the smallest", []float64{10, 10, 0, 0, 0, 0}, 1, ((1.5 / 4.5) - 1) / (1.5/5.5 - 1)},
		{"in the largest", []float64{0, 0, 0, 0, 10, 10}, 0, ((5.5 / 2.5) - 1) / (1.5/5.5 - 1)},
		{"in the middle", []float64{0, 0, 10, 10, 0, 0}, 0.5, 0},
	} {
		c := index.Composition{Counts: [][]float64{tc.x, make([]float64, 6)}, Space: &space.Space{Area: area}}
		for i := range area {
			c.Counts[1][i] = 10 - tc.x[i]
		}
		if got := value(t, "absolute-concentration", c, nil); math.Abs(got-tc.aco) > 1e-12 {
			t.Errorf("%s: ACO is %v, want %v", tc.what, got, tc.aco)
		}
		if got := value(t, "relative-concentration", c, nil); math.Abs(got-tc.rco) > 1e-12 {
			t.Errorf("%s: RCO is %v, want %v", tc.what, got, tc.rco)
		}
		// With the largest units to hold the 40 others, they are 3 to 6: 4.5 on average. Full concentration is then 1.
		if got, want := value(t, "relative-concentration", c, index.Params{"largest-hold": 1}), tc.rco*(1.5/5.5-1)/(1.5/4.5-1); math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: RCO is %v, want %v", tc.what, got, want)
		}
	}
}
