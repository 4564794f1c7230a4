package pxweb

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// The answer of SCB that the R package pxweb keeps: 4 marital statuses × 2 sexes × 3 years.
func TestRealAnswer(t *testing.T) {
	got, err := readback.All(JSON, readback.Shared(t, "pxweb_v1/v1_json_response_BefolkningNy_2024.json"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 4*2*3 || len(got.Warnings) > 0 {
		t.Errorf("%d rows, warnings %q; want 24 and none", len(got.Rows), got.Warnings)
	}
	if diff := cmp.Diff([]string{"Civilstand", "Kon", "Tid", "ContentsCode", "ContentsCode_label", "value", "status", "unit", "note"}, got.Names); diff != "" {
		t.Errorf("names (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"OG", "1", "2015", "BE0101N1", "Population", "2.762601e+06", null, null, null}, got.Rows[0]); diff != "" {
		t.Errorf("first row (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"SK", "2", "2017", "BE0101N1", "Population", "553226", null, null, null}, got.Rows[23]); diff != "" {
		t.Errorf("last row (-want +got)\n%s", diff)
	}
	want := map[string]string{"label": "Population by marital status, sex, year and observations", "source": "Statistics Sweden", "updated": "2023-02-09T07:57:00Z"}
	if diff := cmp.Diff(want, got.Schema.Metadata().ToMap()); diff != "" {
		t.Errorf("metadata (-want +got)\n%s", diff)
	}
}

func TestSharedFilesThatAreNotAnswers(t *testing.T) {
	for file, want := range map[string]string{
		"v1_metadata_BefolkningNy.json":             "v1_metadata_BefolkningNy.json: this is PxWeb's description of a table: it has no data; fetch the data, as json-stat2",
		"json_query_example.json":                   "json_query_example.json: this is a query to PxWeb, not its answer; send it, and save the answer",
		"sq-api_table_statfin_eot_pxt_132a.px.json": "sq-api_table_statfin_eot_pxt_132a.px.json: this is a query to PxWeb, not its answer; send it, and save the answer",
		"api.json": "api.json: this is JSON but not of PxWeb: it has no columns and no data; fetch the table again",
	} {
		if _, err := readback.All(JSON, readback.Shared(t, "pxweb_v1/"+file), ingest.Options{}); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Cut off after any kilobyte, a real answer is refused, and a real csv is read to the last line that is whole or refused.
func TestRealFilesCutOff(t *testing.T) {
	for _, c := range []struct {
		format ingest.Format
		file   string
	}{{JSON, "reserialised/boras_pop_deso_age_sex_2025.v1.json"}, {CSV, "reserialised/boras_pop_deso_age_sex_2025.v1.csv"}} {
		in := readback.Shared(t, c.file)
		for n := int64(1 << 10); n < in.Size; n += 1 << 10 {
			got, err := readback.All(c.format, ingest.Input{Name: in.Name, Data: in.Data, Size: n}, ingest.Options{})
			if c.format.ID == JSON.ID && err == nil {
				t.Errorf("%s: %d rows of the first %d bytes", in.Name, len(got.Rows), n)
			}
		}
	}
}
