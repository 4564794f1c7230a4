package jsonstat

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
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
		got, err := readback.All(Format, readback.Input("f.json", string(text)), ingest.Options{})
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

// Whatever rows are written, each reads back at its place with its value and status, and no other cell has either.
func FuzzWrite(f *testing.F) {
	f.Add("a\x00b\x00", []byte{0, 0, 5, 1, 1, 200}, false)
	f.Add("Borås\x00\x00=1\x00\\\"\n", []byte{3, 1, 0, 2, 2, 255, 0, 3, 7}, true)
	f.Fuzz(func(t *testing.T, codes string, cells []byte, measures bool) {
		words := strings.Split(codes, "\x00")
		if len(cells) > 600 || !utf8.ValidString(codes) {
			return
		}
		columns := []string{"a", "b", "value float", "status"}
		if measures {
			columns = []string{"a", "b", "x float", "y float"}
		}
		type place struct{ a, b, measure string }
		want := map[place][2]string{} // value and status
		var rows [][]string
		for ; len(cells) >= 3; cells = cells[3:] {
			a, b := words[int(cells[0])%len(words)], words[int(cells[1])%len(words)]
			if _, twice := want[place{a, b, ""}]; twice {
				continue
			}
			value, other := strconv.Itoa(int(cells[2])-100), strconv.Itoa(int(cells[0]))
			if cells[2]%5 == 0 {
				value, other = null, ".."
			}
			want[place{a, b, ""}] = [2]string{value, other}
			if measures {
				if other == ".." {
					other = null
				}
				want[place{a, b, "x"}], want[place{a, b, "y"}] = [2]string{value, null}, [2]string{other, null}
			}
			rows = append(rows, []string{a, b, value, other})
		}
		out, err := write(WriteOptions{Dimensions: []string{"b", "a"}}, table(t, columns, rows...))
		if err != nil {
			if len(rows) > 0 {
				t.Fatal(err)
			}
			return
		}
		got, err := readback.All(Format, readback.Input("w.json", out), ingest.Options{})
		if err != nil {
			t.Fatalf("%v in\n%s", err, out)
		}
		for _, r := range got.Rows {
			at, value, status := place{r[1], r[0], ""}, r[2], r[3]
			if measures {
				at.measure, value, status = r[2], r[3], r[4]
			}
			expected, ok := want[at]
			if !ok {
				expected = [2]string{null, null}
			}
			delete(want, at)
			if [2]string{value, status} != expected {
				t.Errorf("%q has %q, %q, want %q in\n%s", at, value, status, expected, out)
			}
		}
		for at := range want {
			if (at.measure == "") != measures {
				t.Errorf("%q is lost in\n%s", at, out)
			}
		}
	})
}
