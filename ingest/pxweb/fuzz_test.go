package pxweb

import (
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// What is read has a row for each value, and written as the plainest answer reads the same.
func FuzzJSON(f *testing.F) {
	f.Add([]byte(answerOf(`{"key": ["1490", "2024"], "values": ["115217", "34.6"]}, {"values": ["..", "-"], "key": ["0114", "2024"]}`, `, "metadata": [{"label": "x"}]`)))
	f.Add([]byte(answerOf(`{"key": ["\u00c5", ""], "values": ["1 000", "–"], "x": [{"y": []}]}`, `, "comments": [{"variable": "Region", "value": "Å", "comment": "c"}]`)))
	f.Add([]byte(`{"columns": [{"code": "N", "type": "c"}], "data": [{"key": [], "values": ["1"]}, {"key": [], "values": [""]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		got, err := readback.All(JSON, readback.Input("f.json", string(text)), ingest.Options{})
		if err != nil || len(got.Rows) > 10_000 {
			return
		}
		r, err := openJSON(readback.Input("f.json", string(text)), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var in struct {
			Columns []struct{ Code, Type string }
			Data    []struct{ Key, Values []string }
		}
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(text), "\xef\xbb\xbf")), &in); err != nil {
			return // a member of ours that another decoder takes for one of these, such as Columns
		}
		values := 0
		for _, d := range in.Data {
			values += len(d.Values)
		}
		if len(got.Rows) != values {
			t.Errorf("%d rows of %d values", len(got.Rows), values)
		}
		again, err := readback.All(JSON, readback.Input("f.json", plain(t, got)), ingest.Options{})
		if err != nil {
			t.Fatalf("what was read does not read again: %v", err)
		}
		keep := func(c readback.Content) (rows [][]string) { // without the unit, which is of all contents of a name
			for _, row := range c.Rows {
				rows = append(rows, row[:len(row)-2])
			}
			return rows
		}
		if diff := cmp.Diff(keep(got), keep(again)); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
	})
}

// plain writes rows as an answer in which every row is of contents of its own.
func plain(t *testing.T, c readback.Content) string {
	t.Helper()
	type column map[string]string
	columns, data := []column{}, []map[string][]string{}
	dims := len(c.Names) - 6
	contents := map[string]int{}
	for _, row := range c.Rows {
		if _, ok := contents[row[dims]]; !ok {
			contents[row[dims]] = len(contents)
		}
	}
	for i := range dims {
		columns = append(columns, column{"code": c.Names[i], "type": "d"})
	}
	if len(contents) == 0 {
		columns = append(columns, column{"code": "N", "type": "c"})
	}
	order := make([]string, len(contents))
	for code, i := range contents {
		order[i] = code
	}
	for _, code := range order {
		for _, row := range c.Rows {
			if row[dims] == code {
				columns = append(columns, column{"code": code, "text": row[dims+1], "type": "c"})
				break
			}
		}
	}
	for i := 0; i < len(c.Rows); i += max(len(contents), 1) {
		var values []string
		for _, row := range c.Rows[i : i+len(contents)] {
			value := row[dims+2]
			if row[dims+3] != null {
				value = row[dims+3]
			} else if value == null {
				value = ""
			} else if v, err := strconv.ParseFloat(value, 64); err == nil {
				value = strconv.FormatFloat(v, 'f', -1, 64)
			}
			values = append(values, value)
		}
		key := []string{}
		for _, code := range c.Rows[i][:dims] {
			if code == null {
				code = ""
			}
			key = append(key, code)
		}
		data = append(data, map[string][]string{"key": key, "values": values})
	}
	b, err := json.Marshal(map[string]any{"columns": columns, "data": data})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// What is read has as many rows as the file has cells of values, and written as csv3 reads the same.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"\"region\",\"kön\",\"Folkmängd 2023\",\"Folkmängd 2024\"\r\n\"1490 Borås\",\"män\",57,\"..\"\r\n", "\"t\"\n\n\"region\" \"2023\" \"2024\"\n\"1490\" 1 -\n",
		"Region;Tid;ContentsCode;TAB638\n1490;2024;1;115217\n", "Region,Kon,Tid,N1,N2\n1490,1,2024,5,..\n", "\"Region - region\",\"N1 - Folkmängd 2024 - 2024\"\n\"1490 - Borås\",7\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 1<<16 {
			return
		}
		got, err := readback.All(CSV, readback.Input("f.csv", string(text)), ingest.Options{})
		if err != nil || len(got.Rows) == 0 || len(got.Rows) > 10_000 {
			return
		}
		period := ingest.ColumnsOf(got.Schema, ingest.RoleTime)
		if len(period) != 1 {
			t.Fatalf("%q are of time", period)
		}
		// csv3: all at the left, the time under the name that tells it.
		var out strings.Builder
		w := csv.NewWriter(&out)
		header := append([]string(nil), got.Names[:len(got.Names)-2]...)
		for i := range header {
			header[i] = strconv.Itoa(i) + "x"
			if got.Names[i] == period[0] {
				header[i] = "Tid"
			}
		}
		// a column of the contents is the one that may be numbers after the time
		w.Write(append(header, "value"))
		for _, row := range got.Rows {
			cells := append([]string(nil), row[:len(row)-2]...)
			value := row[len(row)-2]
			if row[len(row)-1] != null {
				value = row[len(row)-1]
			}
			for i, c := range cells {
				cells[i] = "c" + c
				if header[i] == "Tid" {
					cells[i] = c
				}
			}
			w.Write(append(cells, strings.ReplaceAll(value, null, "")))
		}
		w.Flush()
		again, err := readback.All(CSV, readback.Input("f.csv", out.String()), ingest.Options{Delimiter: ','})
		if err != nil {
			t.Fatalf("what was read does not read again: %v\n%s", err, out.String())
		}
		cells := func(c readback.Content) (rows [][]string) {
			for _, row := range c.Rows {
				rows = append(rows, row[len(row)-2:])
			}
			return rows
		}
		if diff := cmp.Diff(cells(got), cells(again)); diff != "" {
			t.Errorf("(-first +second)\n%s", diff)
		}
	})
}
