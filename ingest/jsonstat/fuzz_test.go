package jsonstat

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
)

// What is read and written reads the same: columns, rows and what is said of them.
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
	f.Add([]byte(described))
	f.Add([]byte(dataset2x2(`, "value": [1, 2, 3, 4], "extension": {"cells": {"note": {"0": "revised", "3": ""}, "value": {"1": "x"}}}`)))
	f.Add([]byte(`{"id": ["value", "unit", "a_label", "a"], "size": [1, 1, 1, 1], "dimension": {"value": {"category": {"index": ["x"], "label": {"x": "X"}}}, "a": {"category": {"index": ["y"], "label": {"y": "Y"}}},
		"a_label": {"category": {"index": ["z"]}}, "unit": {"category": {"index": ["y"], "unit": {"y": {"label": "%", "multiplier": 3}}}}}, "value": [1]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		got, err := readAll(input("f.json", string(text)), ingest.Options{})
		if err != nil || len(got.Rows) > 10_000 {
			return
		}
		again := rewritten(t, string(text))
		if diff := cmp.Diff(got.Names, again.Names); diff != "" {
			t.Fatalf("columns (-first +second)\n%s", diff)
		}
		if diff := cmp.Diff(got.Rows, again.Rows); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
		for i, f := range got.Schema.Fields() {
			if diff := cmp.Diff(f.Metadata.ToMap(), again.Schema.Field(i).Metadata.ToMap()); diff != "" {
				t.Errorf("what is said of %s (-first +second)\n%s", f.Name, diff)
			}
		}
	})
}
