package topology

import (
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb/project"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest/geo"
)

// Links and lengths of borders in the plane of UTM zone 10 were computed by shapely from the same file. Four pairs of tracts in five meet along a border, the others in
// a corner.
func TestAdjacencyOfSacramento(t *testing.T) {
	a := newAreas(t, projected(t, shared(t, "golden", "segregation", "pysal_sacramento_tracts.geojson"), 32610), Options{Key: "FIPS"})
	at := a.index()
	want := map[[2]int]float64{}
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "segregation", "pysal_sacramento_adjacency.csv")) {
		i, j := at[row["fips_i"]], at[row["fips_j"]]
		want[[2]int{i, j}], want[[2]int{j, i}] = length(t, row), length(t, row)
	}
	checkAdjacency(t, a, want)
}

// Grenoble is numbered by the rows of its file, in Lambert-93.
func TestAdjacencyOfGrenoble(t *testing.T) {
	l := shared(t, "golden", "segregation", "oasisr_grehsize.geojson")
	l.CRS = 2154
	for k, f := range l.Features {
		l.Features[k].Geometry = project.Geometry(f.Geometry, lambert93)
	}
	a := newAreas(t, l, Options{Key: "VAR1"})
	want := map[[2]int]float64{}
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "segregation", "oasisr_grehsize_adjacency.csv")) {
		i, err := strconv.Atoi(row["i"])
		if err != nil {
			t.Fatal(err)
		}
		j, err := strconv.Atoi(row["j"])
		if err != nil {
			t.Fatal(err)
		}
		want[[2]int{i - 1, j - 1}], want[[2]int{j - 1, i - 1}] = length(t, row), length(t, row)
	}
	checkAdjacency(t, a, want)
}

func length(t *testing.T, row golden.Row) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(row["shared_boundary_m"], 64)
	if err != nil || row["queen"] != "1" || (row["rook"] == "1") != (v > 0) {
		t.Fatalf("%v: %v", row, err)
	}
	return v
}

func checkAdjacency(t *testing.T, a *Areas, want map[[2]int]float64) {
	t.Helper()
	got, err := a.Adjacency(0)
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for i := range got.Borders.Len() {
		to, value := got.Borders.Of(i)
		for k, j := range to {
			links++
			w, ok := want[[2]int{i, int(j)}]
			if !ok || math.Abs(value[k]-w) > 1e-6 {
				t.Errorf("%s and %s share %v m, want %v (%t)", a.Codes[i], a.Codes[j], value[k], w, ok)
			}
		}
	}
	if links != len(want) || len(want) == 0 || got.Tolerance != 1 || got.Islands != nil {
		t.Errorf("%d links, want %d; tolerance %v, islands %q", links, len(want), got.Tolerance, got.Islands)
	}
}

// Each area of Borås was simplified by itself, to about 40 m, so that only half of the border is drawn alike. Drawn on a map, the 206 borders are all there, the 113 m of the
// shortest as well, and the 10 corners are places where three or four areas meet within the tolerance.
func TestAdjacencyOfBoras(t *testing.T) {
	a := newAreas(t, shared(t, "data", "boras", "boras_deso2025_sweref99tm.geojson"), Options{Key: "deso"})
	got := adjacency(t, a, 0)
	for _, file := range []string{"boras_deso2025.gpkg", "shp/boras_deso2025.shp"} {
		same := newAreas(t, shared(t, "data", "boras", file), Options{Key: "deso"})
		if diff := cmp.Diff(got, adjacency(t, same, 0)); diff != "" {
			t.Errorf("(-GeoJSON +%s)\n%s", file, diff)
		}
		if diff := cmp.Diff(a.Area(), same.Area()); diff != "" {
			t.Errorf("(-GeoJSON +%s)\n%s", file, diff)
		}
	}
	// The file in degrees is rounded to 0.00001°, half a metre or so, and this one was made of it and rounded to 0.1 m.
	other := newAreas(t, projected(t, shared(t, "data", "boras", "boras_deso2025_wgs84.geojson"), geo.SWEREF99TM), Options{Key: "deso"})
	if diff := cmp.Diff(got.Borders, adjacency(t, other, 0).Borders, cmpopts.EquateApprox(0.01, 0.1)); diff != "" {
		t.Errorf("(-metres +degrees)\n%s", diff)
	}
	if diff := cmp.Diff(a.Area(), other.Area(), cmpopts.EquateApprox(0.0005, 0)); diff != "" {
		t.Errorf("(-metres +degrees)\n%s", diff)
	}
	if queen, rook := len(got.Borders.To)/2, len(got.Borders.Rook().To)/2; queen != 216 || rook != 206 || got.Tolerance != 50 || got.Islands != nil {
		t.Errorf("%d links, %d of them borders, with a tolerance of %v m; islands %q", queen, rook, got.Tolerance, got.Islands)
	}
	for i := range a.Codes {
		_, value := got.Borders.Of(i)
		sum := 0.0
		for _, v := range value {
			sum += v
		}
		if around := a.Perimeter()[i]; sum > 1.05*around {
			t.Errorf("%s shares %v m of its %v m", a.Codes[i], sum, around)
		}
	}
	// shapely: 971.9950067 km² in all.
	sum := 0.0
	for _, v := range a.Area() {
		sum += v
	}
	if math.Abs(sum-971995006.7) > 0.1 {
		t.Errorf("%v m²", sum)
	}
}

// Tracts with 97,812 vertices. Simplified to a seventh of them, each still lies beside the same others.
func TestSacramentoSimplified(t *testing.T) {
	a := newAreas(t, projected(t, shared(t, "golden", "segregation", "pysal_sacramento_tracts.geojson"), 32610), Options{Key: "FIPS"})
	c := coverage(t, a, 0)
	for _, m := range c.Misfits {
		t.Errorf("%v", m)
	}
	clean, err := c.Areas()
	if err != nil {
		t.Fatal(err)
	}
	if before, after := sum(a.Area()), sum(clean.Area()); math.Abs(before-after) > 1e-9*before {
		t.Errorf("%v m², were %v", after, before)
	}
	simple, err := c.Simplify(100)
	if err != nil {
		t.Fatal(err)
	}
	valid(t, simple)
	want, got := adjacency(t, clean, 1e-3), adjacency(t, simple, 1e-3)
	if diff := cmp.Diff(want.Borders.To, got.Borders.To); diff != "" || len(got.Borders.To) != 2*1261 {
		t.Errorf("%d links (-want +got)\n%s", len(got.Borders.To), diff)
	}
	if diff := cmp.Diff(want.Borders.Rook().To, got.Borders.Rook().To); diff != "" || len(got.Borders.Rook().To) != 2*1064 {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if n := vertices(simple); n > vertices(a)/6 {
		t.Errorf("%d vertices of %d", n, vertices(a))
	}
}
