package space_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/space"
)

func TestPointsAreNotDegrees(t *testing.T) {
	for name, tc := range map[string]struct {
		x, y []float64
		want string // of the error; "" for none
	}{
		"metres":       {[]float64{377000, 378000}, []float64{6400000, 6401000}, ""},
		"near origin":  {[]float64{0, 500}, []float64{0, 0}, ""},
		"nowhere":      {nil, nil, ""},
		"degrees":      {[]float64{12.9, 13.1}, []float64{57.7, 57.8}, "degrees, not metres"},
		"turned round": {[]float64{57.7, 57.8}, []float64{12.9, 13.1}, "degrees, not metres"},
		"lengths":      {[]float64{1}, nil, "1 coordinates east but 0 north"},
		"missing":      {[]float64{377000, math.NaN()}, []float64{6400000, 6401000}, "unit 1 lies at"},
		"endless":      {[]float64{377000, math.Inf(1)}, []float64{6400000, 6401000}, "unit 1 lies at"},
	} {
		if _, err := space.NewPoints(tc.x, tc.y); (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", name, err, tc.want)
		}
	}
	for name, tc := range map[string]struct {
		lon, lat float64
		fine     bool
	}{"Borås": {12.94, 57.72, true}, "metres": {377000, 6400000, false}, "beyond the pole": {12, 91, false}, "missing": {math.NaN(), 0, false}} {
		if _, err := space.NewGlobe([]float64{tc.lon}, []float64{tc.lat}); (err == nil) != tc.fine {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// A quarter of a meridian is 10,007,557.2 m on a sphere of the Earth's mean radius, π/2 · 6,371,008.7714 m. From Stockholm (59.33 N, 18.07 E) to Göteborg
// (57.71 N, 11.97 E) it is 397,174.8 m, by the spherical law of cosines.
func TestGreatCircles(t *testing.T) {
	p, err := space.NewGlobe([]float64{0, 0, 18.07, 11.97, 180, -180}, []float64{0, 90, 59.33, 57.71, 10, 10})
	if err != nil {
		t.Fatal(err)
	}
	const stockholm = 397174.7892
	for _, tc := range []struct {
		a, b int
		want float64
	}{{0, 1, 10007557.1761}, {2, 3, stockholm}, {4, 5, 0}} {
		if got := p.Between(p.At(tc.a), p.At(tc.b)); math.Abs(got-tc.want) > 1e-3 {
			t.Errorf("got %v from %d to %d, want %v", got, tc.a, tc.b, tc.want)
		}
	}
}

func TestSpaceIsAboutItsUnits(t *testing.T) {
	graph := func(first, to []int32, value []float64) *space.Graph {
		return &space.Graph{First: first, To: to, Value: value}
	}
	two := func() *space.Points { return &space.Points{X: []float64{1000, 2000}, Y: []float64{0, 0}} }
	table, err := space.NewTable(3, "m", true, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*space.Space{
		"places":               {Points: &space.Points{X: []float64{1}, Y: []float64{1}}},
		"a place":              {Points: &space.Points{X: []float64{1, math.NaN()}, Y: []float64{1, 1}}},
		"distances":            {Distances: table},
		"areas":                {Area: []float64{1}},
		"an area":              {Area: []float64{1, 0}},
		"a missing area":       {Area: []float64{1, math.NaN()}},
		"perimeters":           {Perimeter: []float64{1, 2, 3}},
		"a perimeter":          {Perimeter: []float64{1, math.Inf(1)}},
		"borders":              {Borders: graph([]int32{0, 0}, nil, nil)},
		"no links at all":      {Borders: &space.Graph{}},
		"links before all":     {Borders: graph([]int32{-1, 0, 0}, nil, nil)},
		"links that end":       {Borders: graph([]int32{0, 1, 0}, nil, nil)},
		"links too many":       {Borders: graph([]int32{0, 1, 1}, []int32{1, 0}, nil)},
		"values too few":       {Borders: graph([]int32{0, 1, 2}, []int32{1, 0}, []float64{1})},
		"a link to nobody":     {Borders: graph([]int32{0, 1, 1}, []int32{2}, nil)},
		"links out of order":   {Borders: graph([]int32{0, 2, 2}, []int32{1, 0}, nil)},
		"a link of no length":  {Borders: graph([]int32{0, 1, 1}, []int32{1}, []float64{-1})},
		"a centre of no place": {Centres: []space.Point{{X: 1, Y: 1}}},
		"a missing centre":     {Points: two(), Centres: []space.Point{{X: math.NaN(), Y: 1}}},
	} {
		if err := s.Check(2); err == nil {
			t.Errorf("%s: want an error", name)
		}
	}
	for name, s := range map[string]*space.Space{"nothing": {}, "nil": nil, "a town": {Points: two(), Area: []float64{1, 2}, Perimeter: []float64{4, 6},
		Borders: graph([]int32{0, 1, 2}, []int32{1, 0}, nil), Centres: []space.Point{{X: 1, Y: 1}}}} {
		if err := s.Check(2); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is picked lies where it lay; copies of a unit lie in one place.
func TestPickOfASpace(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	s := row(t)
	s.Distances, s.Perimeter = streets(5, 1), []float64{1, 2, 3, 4, 5}
	got := s.Pick([]int{4, 0, 4})
	want := &space.Space{
		Points:    &space.Points{X: []float64{1600, 1000, 1600}, Y: make([]float64, 3)},
		Distances: got.Distances, // compared below
		Area:      []float64{4e4, 1e4, 4e4}, Perimeter: []float64{5, 1, 5},
		Borders: &space.Graph{First: []int32{0, 0, 0, 0}, To: []int32{}, Value: []float64{}},
	}
	if d := gocmp.Diff(got, want, cmpopts.IgnoreUnexported(space.Space{}, space.Points{}), cmpopts.IgnoreFields(space.Space{}, "Distances"), cmpopts.EquateEmpty()); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if d := gocmp.Diff(apart(got.Distances), [][]float64{{0, 400, 0}, {400, 0, 400}, {0, 400, 0}}); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if (*space.Space)(nil).Pick([]int{0}) != nil {
		t.Error("picked something of nothing")
	}
	for range 20 {
		mustPick(t, r, town(r, 1+r.IntN(20)))
		mustPick(t, r, world(r, 1+r.IntN(20)))
	}
	if _, err := (*space.Space)(nil).Metric(); !errors.Is(err, space.ErrUnknown) {
		t.Errorf("got %v", err)
	}
}
