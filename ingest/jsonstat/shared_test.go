package jsonstat

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// shared returns a file of the data beside the repository.
func shared(t *testing.T, name string) ingest.Input {
	t.Helper()
	path := golden.Path(t, "data", filepath.FromSlash(name))
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return readback.Input(filepath.Base(path), string(b))
}

// The expected rows were written by another program, pxwebpy (MIT), from the same response.
func TestRowsOfAResponseAreThoseOfAnotherProgram(t *testing.T) {
	got, err := readback.All(Format, shared(t, "scb_pxwebapi_v2/TAB6471_data.json"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	expected := shared(t, "scb_pxwebapi_v2/pxwebpy_expected_flattened.ambr")
	text := make([]byte, expected.Size)
	if _, err := expected.Data.ReadAt(text, 0); err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "# name: test_get_table_data\n")
	section, _, _ := strings.Cut(after, "# ---")
	var want []map[string]string
	pair := regexp.MustCompile(`'([^']+)': '?([^'\n]*?)'?,\n`)
	for _, d := range strings.Split(section, "dict({")[1:] {
		row := map[string]string{}
		for _, m := range pair.FindAllStringSubmatch(d, -1) {
			row[m[1]] = m[2]
		}
		want = append(want, row)
	}
	var rows []map[string]string
	column := map[string]int{}
	for i, n := range got.Names {
		column[n] = i
	}
	for _, r := range got.Rows {
		rows = append(rows, map[string]string{
			"region": r[column["Region"]] + ": " + r[column["Region_label"]], "ålder": r[column["Alder_label"]], "kön": r[column["Kon_label"]],
			"tabellinnehåll": r[column["ContentsCode_label"]], "månad": r[column["Tid"]], "value": r[column["value"]],
		})
	}
	if len(want) != 2772 { // 21 × 11 × 3 × 1 × 4
		t.Fatalf("%d expected rows", len(want))
	}
	// That program calls the country "00: Riket" as we do, so the rows agree as they are.
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if unit := got.Rows[0][column["unit"]]; unit != "antal" {
		t.Errorf("unit %q, want antal", unit)
	}
}

func TestSharedFilesThatAreNotData(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"scb_pxwebapi_v2/TAB6471_metadata.json", "metadata"},
		{"pxweb_v1/v1_json_response_BefolkningNy_2024.json", "PxWeb's own json"},
		{"pxweb_v1/v1_metadata_BefolkningNy.json", "PxWeb's description of a table"},
		{"pxweb_v1/json-stat_query_example.json", "a query to PxWeb"},
		{"reserialised/kolada_v3_data_N03702.json", "Kolada"},
		{"boras/boras_deso2025_wgs84.geojson", "GeoJSON"},
		{"scb_pxwebapi_v2/tables.json", "no dataset"},
	} {
		_, err := readback.All(Format, shared(t, c.file), ingest.Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error about %s", c.file, err, c.want)
		}
	}
}

// The two files are written from one cube, which has no zeros.
func TestDenseAndSparseAreTheSameCube(t *testing.T) {
	dense, err := readback.All(Format, shared(t, "reserialised/boras_pop_deso_age_sex_2025.json-stat2.json"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sparse, err := readback.All(Format, shared(t, "reserialised/boras_pop_deso_age_sex_2025.json-stat2.sparse.json"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(dense.Rows, sparse.Rows); diff != "" {
		t.Errorf("(-dense +sparse)\n%s", diff)
	}
	if got, want := len(dense.Rows), 77*17*2; got != want {
		t.Errorf("%d rows, want %d", got, want)
	}
}

// What was read from a server's answer and from its twins, written and read again, is the same in every cell and in what is said of it.
func TestWrittenAnswersReadTheSame(t *testing.T) {
	for _, name := range []string{"scb_pxwebapi_v2/TAB6471_data.json", "reserialised/boras_pop_deso_age_sex_2025.json-stat2.json", "reserialised/boras_pop_deso_age_sex_2025.json-stat2.sparse.json"} {
		in := shared(t, name)
		text := make([]byte, in.Size)
		if _, err := in.Data.ReadAt(text, 0); err != nil {
			t.Fatal(err)
		}
		first, err := readback.All(Format, in, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		again := rewritten(t, string(text))
		if diff := cmp.Diff(first.Names, again.Names); diff != "" {
			t.Errorf("%s: columns (-first +second)\n%s", name, diff)
		}
		if diff := cmp.Diff(first.Rows, again.Rows); diff != "" {
			t.Errorf("%s: rows (-first +second)\n%s", name, diff)
		}
		if diff := cmp.Diff(first.Schema.Metadata().ToMap(), again.Schema.Metadata().ToMap()); diff != "" {
			t.Errorf("%s: what is said of it (-first +second)\n%s", name, diff)
		}
		for i, f := range first.Schema.Fields() {
			if diff := cmp.Diff(f.Metadata.ToMap(), again.Schema.Field(i).Metadata.ToMap()); diff != "" {
				t.Errorf("%s: what is said of %s (-first +second)\n%s", name, f.Name, diff)
			}
		}
	}
}

// The answer says that its cells carry noise and must not be added, and which of its notes must be shown.
func TestWhatAnAnswerSaysOfItself(t *testing.T) {
	got, err := readback.All(Format, shared(t, "scb_pxwebapi_v2/TAB6471_data.json"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	said := got.Schema.Metadata().ToMap()
	for key, want := range map[string]string{"aggregate": "no", "table": "TAB6471", "source": "SCB", "updated": "2026-06-08T06:00:00Z", "official-statistics": "YES", "language": "sv"} {
		if said[key] != want {
			t.Errorf("%s %q, want %q", key, said[key], want)
		}
	}
	if said["mandatory"] != said["note"] || !strings.Contains(said["note"], "Cell Key Method") {
		t.Errorf("of the notes\n%s\nmust be shown\n%s\nwant all", said["note"], said["mandatory"])
	}
	contents, _ := got.Schema.FieldsByName("ContentsCode")
	if stock := contents[0].Metadata.ToMap()["stockfa:000007SF"]; stock != "S" {
		t.Errorf("stock or flow %q, want S", stock)
	}
	region, _ := got.Schema.FieldsByName("Region") // which the file gives no role
	if role := region[0].Metadata.ToMap()["role"]; role != ingest.RoleGeo {
		t.Errorf("Region has the role %q", role)
	}
}
