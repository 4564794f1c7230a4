package topology

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest/geo"
)

func TestLocate(t *testing.T) {
	a := newAreas(t, layer(orb.Polygon{box(0, 0, 3000, 3000), box(1000, 1000, 2000, 2000)}, orb.Polygon{box(3000, 0, 4000, 3000)}, orb.Polygon{box(1400, 1400, 1600, 1600)}), Options{Key: "code"})
	for _, c := range []struct {
		p    orb.Point
		want Located
	}{
		{orb.Point{500, 500}, Located{0, 0, 0}},
		{orb.Point{3000, 500}, Located{0, 0, 0}}, // on the border of both
		{orb.Point{3000, 0}, Located{0, 0, 0}},
		{orb.Point{3000.001, 500}, Located{1, 1, 0}},
		{orb.Point{1000, 1500}, Located{0, 0, 0}}, // on the border of a hole
		{orb.Point{1100, 1500}, Located{-1, 0, 100}},
		{orb.Point{1390, 1500}, Located{-1, 2, 10}},
		{orb.Point{1500, 1500}, Located{2, 2, 0}},
		{orb.Point{-300, -400}, Located{-1, 0, 500}},
		{orb.Point{3000, 3700}, Located{-1, 0, 700}}, // as far from both
	} {
		if got := a.Locate([]orb.Point{c.p})[0]; got != c.want {
			t.Errorf("%v: %v, want %v", c.p, got, c.want)
		}
	}
	if got := (&Areas{}).Locate([]orb.Point{{1, 2}})[0]; got.Area != -1 || got.Nearest != -1 || !math.IsInf(got.Distance, 1) {
		t.Errorf("%v", got)
	}
}

// The areas of the schools are those that the publisher of the file found.
func TestSchoolsOfBoras(t *testing.T) {
	a := newAreas(t, shared(t, "data", "boras", "boras_deso2025_sweref99tm.geojson"), Options{Key: "deso"})
	file, err := os.Open(golden.Path(t, "data", "boras", "boras_schools_ak9_2025_26.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	project, err := geo.Converter(geo.WGS84, geo.SWEREF99TM)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		lat, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		lon, err := strconv.ParseFloat(row[3], 64)
		if err != nil {
			t.Fatal(err)
		}
		got := a.Locate([]orb.Point{project(orb.Point{lon, lat})})[0]
		if got.Area < 0 || a.Codes[got.Area] != row[10] {
			t.Errorf("%s lies in %v, want %s", row[1], got, row[10])
		}
	}
	if len(rows) != 16 {
		t.Errorf("%d rows", len(rows))
	}
}

// Two boxes of 1,000 m over one that begins in the middle of the first; of the second 200 m are not covered.
func TestShares(t *testing.T) {
	from := newAreas(t, layer(orb.Polygon{box(0, 0, 1000, 1000)}, orb.Polygon{box(1000, 0, 2000, 1000)}, orb.Polygon{box(5000, 0, 5002, 1000)}), Options{Key: "code"})
	to := newAreas(t, layer(orb.Polygon{box(0, 0, 500, 1000)}, orb.Polygon{box(500, 0, 1003, 1000)}, orb.Polygon{box(1003, 0, 1800, 1000)}), Options{Key: "code"})
	for _, c := range []struct {
		tolerance float64
		want      []Share
	}{
		{0, []Share{{0, 0, 5e5, 0.5}, {0, 1, 5e5, 0.5}, {1, -1, 2e5, 0.2}, {1, 1, 3e3, 0.003}, {1, 2, 797e3, 0.797}, {2, -1, 2e3, 1}}},
		{5, []Share{{0, 0, 5e5, 0.5}, {0, 1, 5e5, 0.5}, {1, -1, 2e5, 200.0 / 997}, {1, 2, 797e3, 797.0 / 997}, {2, -1, 2e3, 1}}},
	} {
		got, err := from.Shares(to, c.tolerance)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got, cmpopts.EquateApprox(1e-12, 0)); diff != "" {
			t.Errorf("tolerance %v (-want +got)\n%s", c.tolerance, diff)
		}
	}
}

// The geometry library intersects the areas one by one.
func TestSharesAgreeWithIntersections(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(6, seed))
		from, to := newPartition(r, 3, 4, 4, 0, false).areas(t), newPartition(r, 4, 3, 5, 0, false).areas(t)
		got, err := from.Shares(to, 0)
		if err != nil {
			t.Fatal(err)
		}
		at := map[[2]int]float64{}
		sums := make([]float64, len(from.Codes))
		for _, s := range got {
			at[[2]int{s.From, s.To}] = s.Area
			sums[s.From] += s.Share
		}
		for i, m := range from.Shapes {
			for j, other := range to.Shapes {
				both, err := geom.Intersection(shape(m), shape(other))
				if err != nil {
					t.Fatal(err)
				}
				if math.Abs(at[[2]int{i, j}]-both.Area()) > 0.1 {
					t.Errorf("%d and %d: %v m², want %v", i, j, at[[2]int{i, j}], both.Area())
				}
			}
			if math.Abs(sums[i]-1) > 1e-12 {
				t.Errorf("shares of %d add up to %v", i, sums[i])
			}
		}
	}
}

func BenchmarkLocate(b *testing.B) {
	a := realSized(0, false).areas(b)
	r := rand.New(rand.NewPCG(1, 2))
	points := make([]orb.Point, 100_000)
	for k := range points {
		points[k] = orb.Point{370000 + 80000*r.Float64(), 6400000 + 77000*r.Float64()}
	}
	for b.Loop() {
		a.Locate(points)
	}
}
