package kolada

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// The figures are those that the R package rKolada keeps as csv.
func TestFiguresAreThoseOfAnotherProgram(t *testing.T) {
	got, err := readback.All(Format, readback.Shared(t, "reserialised/kolada_v3_data_N03702.json"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 48 || len(got.Warnings) > 0 {
		t.Errorf("%d rows, warnings %q; want 48 and none", len(got.Rows), got.Warnings)
	}
	file := readback.Shared(t, "kolada/kolada_values_brp_3kommuner.csv")
	text := make([]byte, file.Size)
	if _, err := file.Data.ReadAt(text, 0); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	for _, r := range records[1:] { // "gender","count","status","value","kpi","year","municipality_id",…
		want = append(want, []string{r[4], r[6], r[5], r[0], r[3], null, r[1]})
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
