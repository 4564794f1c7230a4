package jsonstat

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// What is read is JSON, has as many rows as the sizes multiply to, and written as the plainest dataset reads the same.
func FuzzRead(f *testing.F) {
	for _, rest := range []string{
		``, `, "value": [1, 2.5, null, -4e2]`, `, "value": {"3": 7, "0": 0}`, `, "value": [1, null, null, 4], "status": {"2": ".", "1": ".."}`,
		`, "value": [1, 2, 3, 4], "status": ["p"]`, `, "value": [1, "..", 3, 4]`, `, "role": {"time": ["Tid"]}, "value": [1, 2, 3, 4], "note": ["a"]`,
	} {
		f.Add([]byte(dataset2x2(rest)))
	}
	f.Add([]byte(`{"dataset": {"dimension": {"id": ["Kon"], "size": ["1"], "Kon": {"category": {"label": {"1": "män"}, "unit": {"1": {"base": "antal"}}}}}, "value": {}}}`))
	f.Add([]byte(`{"class": "collection", "link": {"item": [` + dataset2x2(`, "value": [1, 2, 3, 4]`) + `]}}`))
	f.Add([]byte("{\"a\": [[[[\"\\ud800\"]]]], \"b\": -0.0e+1, \"c\": \"\\\\\\\"\"}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		got, err := readAll(input("f.json", string(text)), ingest.Options{})
		if err != nil || len(got.Rows) > 10_000 {
			return
		}
		parsed, err := jsontext.Parse("f.json", "JSON-stat", text)
		if err != nil {
			t.Fatal(err)
		}
		doc := document{parsed, "f.json"}
		chosen, err := doc.choose("")
		if err != nil {
			t.Fatal(err)
		}
		d, err := doc.decode(chosen)
		if err != nil {
			t.Fatal(err)
		}
		again, err := readAll(input("f.json", string(plain(t, d, got))), ingest.Options{})
		if err != nil {
			t.Fatalf("what was read does not read again: %v", err)
		}
		if diff := cmp.Diff(got.Rows, again.Rows); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
		cells := 1
		for _, dim := range d.dimensions {
			cells *= len(dim.Codes)
		}
		if len(got.Rows) != cells {
			t.Errorf("%d rows of %d cells", len(got.Rows), cells)
		}
	})
}

// plain writes a dataset with arrays for all that may be an array.
func plain(t *testing.T, d *dataset, c content) []byte {
	t.Helper()
	type category struct {
		Index []string                     `json:"index"`
		Label map[string]string            `json:"label,omitempty"`
		Unit  map[string]map[string]string `json:"unit,omitempty"`
	}
	out := struct {
		Class     string                         `json:"class"`
		ID        []string                       `json:"id"`
		Size      []int                          `json:"size"`
		Dimension map[string]map[string]category `json:"dimension"`
		Value     []json.RawMessage              `json:"value"`
		Status    []*string                      `json:"status"`
	}{Class: "dataset", Dimension: map[string]map[string]category{}}
	for _, dim := range d.dimensions {
		out.ID, out.Size = append(out.ID, dim.ID), append(out.Size, len(dim.Codes))
		cat := category{Index: dim.Codes}
		if dim.Labels != nil {
			cat.Label = map[string]string{}
		}
		if dim.Units != nil {
			cat.Unit = map[string]map[string]string{}
		}
		for i, code := range dim.Codes {
			if dim.Labels != nil {
				cat.Label[code] = dim.Labels[i]
			}
			if dim.Units != nil {
				cat.Unit[code] = map[string]string{"base": dim.Units[i]}
			}
		}
		out.Dimension[dim.ID] = map[string]category{"category": cat}
	}
	status := len(c.Names) - 1
	for _, dim := range d.dimensions {
		if dim.Units != nil {
			status = len(c.Names) - 2
			break
		}
	}
	for _, row := range c.Rows {
		value := json.RawMessage("null")
		if row[status-1] != null {
			value = json.RawMessage(row[status-1])
		}
		out.Value = append(out.Value, value)
		if row[status] == null {
			out.Status = append(out.Status, nil)
		} else {
			out.Status = append(out.Status, &row[status])
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
