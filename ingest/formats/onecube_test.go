package formats

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// cell names a cell of the cube that TestOneCube compares: people of Borås in 2025 by area, age and sex.
type cell struct{ area, age, sex, year string }

// The files are one cube in the formats that authorities publish it in: 77 areas × 17 ages × 2 sexes. Each format must be told from the first bytes
// and give the same figures. The csv has texts for codes, and the sparse file leaves out zeros, of which there are none.
func TestOneCube(t *testing.T) {
	const stem = "reserialised/boras_pop_deso_age_sex_2025"
	var want map[cell]string
	for _, c := range []struct{ file, format, detected string }{
		{".json-stat2.json", "", "json-stat"}, {".json-stat2.sparse.json", "", "json-stat"}, {".v1.json", "", "pxweb-json"}, {".v1.csv", "pxweb-csv", "csv"}, {"_cp1252.px", "", "px"},
	} {
		in := readback.Shared(t, stem+c.file)
		head := make([]byte, min(in.Size, 4096))
		if _, err := in.Data.ReadAt(head, 0); err != nil {
			t.Fatal(err)
		}
		f, err := All.Detect(in.Name, head)
		if err != nil || f.ID != c.detected {
			t.Errorf("%s is taken for %q, %v; want %s", c.file, f.ID, err, c.detected)
		}
		if c.format != "" {
			if f, err = All.ByID(c.format); err != nil {
				t.Fatal(err)
			}
		}
		got, err := readback.All(f, in, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		cells := cube(t, got)
		if len(got.Rows) != 77*17*2 || len(cells) != 77*17*2 {
			t.Errorf("%s has %d rows and %d cells, want 2618", c.file, len(got.Rows), len(cells))
		}
		if want == nil {
			want = cells
		}
		if diff := cmp.Diff(want, cells); diff != "" {
			t.Errorf("%s (-json-stat2 +this)\n%s", c.file, diff)
		}
	}
	sum := 0.0
	for _, v := range want {
		sum += number(t, v)
	}
	if sum != 115_203 { // published per area: 115,217; the parts carry noise
		t.Errorf("%g people, want 115203", sum)
	}
}

// cube returns the values by what they are of, in the words of all formats: codes without the version of areas, and the codes of ages and sexes for
// their texts.
func cube(t *testing.T, c readback.Content) map[cell]string {
	t.Helper()
	column := func(names ...string) []string {
		for _, n := range names {
			if cells := c.Column(n); cells != nil {
				return cells
			}
		}
		t.Fatalf("no column of %q among %q", names, c.Names)
		return nil
	}
	area, age, sex, year := column("Region", "region"), column("Alder", "ålder"), column("Kon", "kön"), column("Tid", "period", "år")
	value := column("value")
	out := make(map[cell]string, len(value))
	for i, v := range value {
		out[cell{strings.TrimSuffix(area[i], "_DeSO2025"), strings.TrimSuffix(age[i], " år"),
			map[string]string{"män": "1", "kvinnor": "2", "1": "1", "2": "2"}[sex[i]], year[i]}] = v
	}
	return out
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
