package kolada

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// What is read as figures has a row for each that is not deleted, and written as the plainest answer reads the same. A catalogue has a row for each
// entry or member.
func FuzzRead(f *testing.F) {
	f.Add([]byte(page1(`{"gender": "T", "count": 1, "status": "", "value": 83.1, "isdeleted": false}, {"gender": "K", "value": null, "isdeleted": true}`)))
	f.Add([]byte(`{"values": [{"municipality": "0000", "period": "2022", "kpi": "N1", "values": [{"gender": null, "value": 0}, {"status": null, "value": -1e-3}]}], "next_page": 2}`))
	f.Add([]byte(`{"values": [{"ou": "V1", "period": 2022, "kpi": "\u00c5", "values": [{"value": 1}]}, {"ou": "V2", "period": 2022, "kpi": "N1", "values": []}]}`))
	f.Add([]byte(`{"count": 2, "values": [{"id": "G1", "members": [{"member_id": "0682"}, {"member_id": "1499", "id": 7}]}, {"id": "G2", "members": []}, {"id": 3, "members": null}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		got, err := readback.All(Format, readback.Input("f.json", string(text)), ingest.Options{})
		if err != nil || len(got.Rows) > 10_000 {
			return
		}
		if got.Column("kpi") == nil || got.Names[0] != "kpi" || len(got.Names) != 7 {
			return
		}
		var again bytes.Buffer
		again.WriteString(`{"values": [`)
		for i, row := range got.Rows {
			if i > 0 {
				again.WriteByte(',')
			}
			quoted := func(s string) string {
				if s == null {
					return `""`
				}
				b, err := json.Marshal(s)
				if err != nil {
					t.Fatal(err)
				}
				return string(b)
			}
			fmt.Fprintf(&again, `{"kpi": %s, %q: %s, "period": %s, "values": [{"gender": %s, "value": %s, "status": %s, "count": %s}]}`,
				quoted(row[0]), got.Names[1], quoted(row[1]), quoted(row[2]), quoted(row[3]), strings.ReplaceAll(row[4], null, "null"), quoted(row[5]), strings.ReplaceAll(row[6], null, "null"))
		}
		again.WriteString(`]}`)
		second, err := readback.All(Format, readback.Input("f.json", again.String()), ingest.Options{})
		if err != nil {
			t.Fatalf("what was read does not read again: %v\n%s", err, again.String())
		}
		if diff := cmp.Diff(got.Rows, second.Rows); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
	})
}
