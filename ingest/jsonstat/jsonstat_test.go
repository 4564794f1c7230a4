package jsonstat

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

const null = readback.Null

// dataset2x2 is a dataset of two regions and two years with the given members after its dimensions.
func dataset2x2(rest string) string {
	return `{"version": "2.0", "class": "dataset", "id": ["Region", "Tid"], "size": [2, 2],
"dimension": {
 "Region": {"category": {"index": {"1490": 0, "0114": 1}, "label": {"1490": "Borås", "0114": "Upplands Väsby"}}},
 "Tid": {"category": {"index": ["2024", "2025"]}}
}` + rest + `}`
}

// rows2x2 are its rows with the given values and statuses.
func rows2x2(cells ...string) [][]string {
	var rows [][]string
	for i, c := range [][]string{{"1490", "Borås", "2024"}, {"1490", "Borås", "2025"}, {"0114", "Upplands Väsby", "2024"}, {"0114", "Upplands Väsby", "2025"}} {
		rows = append(rows, append(c, cells[2*i], cells[2*i+1]))
	}
	return rows
}

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		options    ingest.Options
		names      []string
		rows       [][]string
	}{
		{
			name: "values in a list", text: dataset2x2(`, "value": [1, 2.5, null, -4e2]`),
			rows: rows2x2("1", null, "2.5", null, null, null, "-400", null),
		},
		{
			name: "sparse values, not in order", text: dataset2x2(`, "value": {"3": 7, "0": 0, "1": null}`),
			rows: rows2x2("0", null, null, null, null, null, "7", null),
		},
		{
			name: "a status for every cell", text: dataset2x2(`, "value": [1, null, null, 4], "status": [null, "..", ".", "r"]`),
			rows: rows2x2("1", null, null, "..", null, ".", "4", "r"),
		},
		{
			name: "statuses of some cells", text: dataset2x2(`, "value": [1, null, null, 4], "status": {"2": ".", "1": ".."}`),
			rows: rows2x2("1", null, null, "..", null, ".", "4", null),
		},
		{
			name: "one status for all", text: dataset2x2(`, "value": [1, 2, 3, 4], "status": "p"`),
			rows: rows2x2("1", "p", "2", "p", "3", "p", "4", "p"),
		},
		{
			name: "one status for all in a list", text: dataset2x2(`, "value": [1, 2, 3, 4], "status": ["p"]`),
			rows: rows2x2("1", "p", "2", "p", "3", "p", "4", "p"),
		},
		{
			name: "a byte order mark and escapes", text: "\xef\xbb\xbf" + strings.ReplaceAll(dataset2x2(`, "value": [1, 2, 3, 4]`), "Borås", `Bor\u00e5s`),
			rows: rows2x2("1", null, "2", null, "3", null, "4", null),
		},
		{
			name: "sizes as texts, a single category without index, units", text: `{"class": "dataset", "id": ["Region", "ContentsCode"], "size": ["2", "1"],
				"role": {"metric": ["ContentsCode"]}, "dimension": {"Region": {"category": {"index": ["01", "02"]}},
				"ContentsCode": {"category": {"label": {"N1": "Folkmängd"}, "unit": {"N1": {"base": "antal", "decimals": 0}}}}}, "value": [10, 20]}`,
			names: []string{"Region", "ContentsCode", "ContentsCode_label", "value", "status", "unit"},
			rows:  [][]string{{"01", "N1", "Folkmängd", "10", null, "antal"}, {"02", "N1", "Folkmängd", "20", null, "antal"}},
		},
		{
			name: "labels that return, and one that is missing", text: `{"id": ["a"], "size": [3], "dimension": {"a": {"category": {"index": ["x", "y", "z"], "label": {"x": "same", "y": "same"}}}}, "value": [1, 2, 3]}`,
			names: []string{"a", "a_label", "value", "status"},
			rows:  [][]string{{"x", "same", "1", null}, {"y", "same", "2", null}, {"z", "z", "3", null}},
		},
		{
			name: "dimensions that are called as our columns", text: `{"id": ["value", "unit"], "size": [1, 1], "dimension": {"value": {"category": {"index": ["x"]}},
				"unit": {"category": {"index": ["y"], "unit": {"y": {"label": "%"}}}}}, "value": [1]}`,
			names: []string{"value", "unit", "cell_value", "status", "cell_unit"},
			rows:  [][]string{{"x", "y", "1", null, "%"}},
		},
		{
			name: "a response of version 1", text: `{"dataset": {"dimension": {"id": ["Kon", "Tid"], "size": [2, 1], "role": {"time": ["Tid"]},
				"Kon": {"category": {"index": {"1": 0, "2": 1}}}, "Tid": {"category": {"label": {"2024": "2024"}}}}, "value": [5, 6]}}`,
			names: []string{"Kon", "Tid", "Tid_label", "value", "status"},
			rows:  [][]string{{"1", "2024", "2024", "5", null}, {"2", "2024", "2024", "6", null}},
		},
		{
			name: "a collection of one", text: `{"class": "collection", "link": {"item": [{"class": "dataset", "href": "elsewhere"}, ` + dataset2x2(`, "value": [1, 2, 3, 4]`) + `]}}`,
			rows: rows2x2("1", null, "2", null, "3", null, "4", null),
		},
		{
			name: "the second of a collection", options: ingest.Options{Sheet: "B"},
			text: `{"class": "collection", "link": {"item": [` + dataset2x2(`, "label": "A", "value": [1, 2, 3, 4]`) + `,` + dataset2x2(`, "label": "B", "value": [5, 6, 7, 8]`) + `]}}`,
			rows: rows2x2("5", null, "6", null, "7", null, "8", null),
		},
		{
			name: "the second of a collection by position", options: ingest.Options{Sheet: "2"},
			text: `{"class": "collection", "link": {"item": [` + dataset2x2(`, "label": "A", "value": [1, 2, 3, 4]`) + `,` + dataset2x2(`, "label": "B", "value": [5, 6, 7, 8]`) + `]}}`,
			rows: rows2x2("5", null, "6", null, "7", null, "8", null),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readback.All(Format, readback.Input("t.json", c.text), c.options)
			if err != nil {
				t.Fatal(err)
			}
			if c.names == nil {
				c.names = []string{"Region", "Region_label", "Tid", "value", "status"}
			}
			if diff := cmp.Diff(c.names, got.Names); diff != "" {
				t.Errorf("names (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.rows, got.Rows); diff != "" {
				t.Errorf("rows (-want +got)\n%s", diff)
			}
			for i, l := range got.Lines {
				if int(l) != i+1 {
					t.Errorf("line of row %d is %d, want the cell's offset plus one", i, l)
				}
			}
			if len(got.Warnings) > 0 {
				t.Errorf("warnings %q", got.Warnings)
			}
		})
	}
}

func TestMetadataIsKept(t *testing.T) {
	got, err := readback.All(Format, readback.Input("t.json", `{"version": "2.0", "class": "dataset", "label": "Folkmängd", "source": "SCB", "updated": "2026-06-08T06:00:00Z", "note": ["a", "b"],
		"extension": {"px": {"tableid": "TAB1"}}, "id": ["Tid", "Region"], "size": [1, 1], "dimension": {"Tid": {"label": "år", "category": {"index": ["2025"]}},
		"Region": {"note": "borders of 2025", "category": {"index": ["1490"], "note": {"1490": ["noise"]}, "unit": {"1490": {"decimals": 1}}, "child": {"1490": []}}}}, "value": [1]}`), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	check := func(where string, m arrow.Metadata, want map[string]string) {
		if diff := cmp.Diff(want, m.ToMap()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", where, diff)
		}
	}
	check("schema", got.Schema.Metadata(), map[string]string{"label": "Folkmängd", "source": "SCB", "updated": "2026-06-08T06:00:00Z", "note": "a\nb", "table": "TAB1"})
	check("Tid", got.Schema.Field(0).Metadata, map[string]string{"label": "år", "role": "time"})
	check("Region", got.Schema.Field(1).Metadata, map[string]string{"note": "borders of 2025", "note:1490": "noise", "role": "geo", "decimals:1490": "1"})
}

func TestBadInput(t *testing.T) {
	one := func(dimension string) string {
		return `{"class": "dataset", "id": ["a"], "size": [2], "dimension": {"a": ` + dimension + `}, "value": [1, 2]}`
	}
	for _, c := range []struct{ name, text, want string }{
		{"empty", " \n", `t.json: the file is empty; fetch it again`},
		{"a web page", "<html><body>Proxy error</body></html>", `t.json:1: this is a web page, not JSON-stat; the server answered with a page, perhaps an error: fetch it again`},
		{"not UTF-8", "{\n\"a\": \"Bor\xe5s\"}", `t.json:2: the text is not UTF-8, as JSON must be; save it as UTF-8`},
		{"cut off", dataset2x2(`, "value": [1, 2, 3, 4]`)[:200], `t.json:3: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again`},
		{"not JSON", "{\n \"a\": nix}", `t.json:2: this is not JSON: invalid character 'i' in literal null (expecting 'u')`},
		{"an array", "[1]", `t.json:1: this is JSON but not JSON-stat: it is an array`},
		{"another class", `{"class": "Dataset"}`, `t.json: unknown class "Dataset"; fetch a dataset or a collection`},
		{"a dimension", `{"class": "dimension"}`, `t.json: this is the description of one dimension: it has no data; fetch a dataset`},
		{"pointers only", `{"class": "collection", "link": {"item": [{"class": "dataset", "href": "x"}]}}`, `t.json: the collection only points to 1 item and holds none of them; fetch the dataset that one of its items points to`},
		{"two datasets", `{"A": ` + dataset2x2(`, "value": [1, 2, 3, 4]`) + `, "B": ` + dataset2x2(`, "label": "Folkmängd", "value": [1, 2, 3, 4]`) + `}`, `t.json: the file has 2 datasets: "A", "Folkmängd"; set sheet to the label or the position of one`},
		{"no values", dataset2x2(``), `t.json:1: this is a table's metadata: it describes 4 cells and has no value; fetch the data of the table`},
		{"an empty list of values", dataset2x2(`, "value": [ ]`), `t.json:1: this is a table's metadata: it describes 4 cells and has no value; fetch the data of the table`},
		{"too few values", dataset2x2(`, "value": [1, 2, 3]`), `t.json:5: value has 3 cells where the sizes 2 × 2 multiply to 4; fetch it again`},
		{"too many values", dataset2x2(`, "value": [1, 2, 3, 4, 5]`), `t.json:5: value has 5 cells where the sizes 2 × 2 multiply to 4; fetch it again`},
		{"a marker among the values", dataset2x2(`, "value": [1, "..", 3, 4]`), `t.json:2: cell 1 (Region=1490, Tid=2025) holds ".." where a number or null is expected; null is a missing value; its reason belongs in status`},
		{"a number too large", dataset2x2(`, "value": [1, 2, 3, 1e999]`), `t.json:4: cell 3 (Region=0114, Tid=2025) holds 1e999, which is too large; null is a missing value; its reason belongs in status`},
		{"several bad values", dataset2x2(`, "value": [true, [], 3, 4]`), "t.json:1: cell 0 (Region=1490, Tid=2024) holds true where a number or null is expected; null is a missing value; its reason belongs in status\n" +
			`t.json:2: cell 1 (Region=1490, Tid=2025) holds [] where a number or null is expected; null is a missing value; its reason belongs in status`},
		{"a sparse key beyond the cube", dataset2x2(`, "value": {"4": 1}`), `t.json:5: value has the key "4" where the number of a cell is expected, 0 to 3; fetch it again`},
		{"a sparse key that is no number", dataset2x2(`, "value": {"01": 1}`), `t.json:5: value has the key "01" where the number of a cell is expected, 0 to 3; fetch it again`},
		{"a cell twice", dataset2x2(`, "value": {"1": 1, "0": 5, "1": 2}`), `t.json:5: value gives cell 1 (Region=1490, Tid=2025) twice; keep one of them`},
		{"value of another type", dataset2x2(`, "value": 7`), `t.json:5: value is a number where an array or an object is expected`},
		{"a status of another type", dataset2x2(`, "value": [1, 2, 3, 4], "status": {"0": 7}`), `t.json:1: the status of cell 0 (Region=1490, Tid=2024) is 7 where a text is expected`},
		{"too few statuses", dataset2x2(`, "value": [1, 2, 3, 4], "status": ["a", "b"]`), `t.json:5: status has 2 cells where the sizes 2 × 2 multiply to 4; fetch it again`},
		{"sizes that do not match", strings.Replace(dataset2x2(`, "value": [1]`), "[2, 2]", "[3, 2]", 1), `t.json:3: dimension.Region has 2 categories where size says 3; fetch it again`},
		{"a size per dimension", strings.Replace(dataset2x2(`, "value": [1]`), "[2, 2]", "[2]", 1), `t.json:1: size has 1 number for 2 dimensions`},
		{"a size that is no number", strings.Replace(dataset2x2(`, "value": [1]`), "[2, 2]", "[2, 2.5]", 1), `t.json:1: size holds 2.5 where a number of categories is expected`},
		{"a cube too large", `{"id": ["a", "b"], "size": [0, 1], "dimension": {"a": {"category": {"index": []}}, "b": {"category": {"index": ["x"]}}}, "value": []}`, `t.json:1: the dimension "a" has no categories, so the dataset has no cells; widen the selection and fetch it again`},
		{"a dimension twice", `{"id": ["a", "a"], "size": [1, 1], "dimension": {"a": {"category": {"index": ["x"]}}}, "value": [1]}`, `t.json:1: id names the dimension "a" twice`},
		{"a dimension that is not there", `{"id": ["a", "b"], "size": [1, 1], "dimension": {"a": {"category": {"index": ["x"]}}}, "value": [1]}`, `t.json:1: id names "b", which dimension does not describe`},
		{"a key twice", `{"id": ["a"], "id": ["a"], "size": [1], "dimension": {}, "value": [1]}`, `t.json:1: the file has the key "id" twice; keep one of them`},
		{"a code twice", one(`{"category": {"index": ["x", "x"]}}`), `t.json:1: dimension.a has the category "x" twice; fetch it again`},
		{"a position twice", one(`{"category": {"index": {"x": 0, "y": 0}}}`), `t.json:1: dimension.a gives "x" and "y" the same position 0; fetch it again`},
		{"a position beyond", one(`{"category": {"index": {"x": 1, "y": 2}}}`), `t.json:1: dimension.a gives "y" the position 2 where one of 0 to 1 is expected; fetch it again`},
		{"a code that is no text", one(`{"category": {"index": [1, 2]}}`), "t.json:1: dimension.a.category.index holds 1 where a code is expected\nt.json:1: dimension.a.category.index holds 2 where a code is expected"},
		{"no order", one(`{"category": {"label": {"x": "X", "y": "Y"}}}`), `t.json:1: dimension.a has no category.index and 2 labels: the order of its categories is unknown; fetch it again`},
		{"no category", one(`{"label": "A"}`), `t.json:1: dimension.a has no category; fetch it again`},
		{"a label that is no text", one(`{"category": {"index": ["x", "y"], "label": {"x": 1}}}`), `t.json:1: the label of "x" in dimension.a is a number where a text is expected`},
		{"a circle of children", one(`{"category": {"index": ["x", "y"], "child": {"x": ["y"], "y": ["x"]}}}`), `t.json:1: dimension.a.category.child goes in a circle; fetch it again`},
	} {
		t.Run(c.name, func(t *testing.T) {
			readback.Refuses(t, Format, readback.Input("t.json", c.text), c.want)
		})
	}
}

// A few bytes must not make rows without end.
func TestSizeOutOfProportion(t *testing.T) {
	codes := make([]string, 50_000)
	for i := range codes {
		codes[i] = `"` + strings.Repeat("x", i%7+1) + string(rune('一'+i%20000)) + string(rune('一'+i/20000)) + `"`
	}
	index := "[" + strings.Join(codes, ",") + "]"
	text := `{"id": ["a", "b"], "size": [50000, 50000], "dimension": {"a": {"category": {"index": ` + index + `}}, "b": {"category": {"index": ` + index + `}}}, "value": {"0": 1}}`
	_, err := readback.All(Format, readback.Input("t.json", text), ingest.Options{})
	if want := "t.json:1: the sizes [50000 50000] multiply to more than 2147483647 cells; fetch it in parts"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	text = strings.Replace(text, `["a", "b"], "size": [50000, 50000]`, `["a", "c", "b"], "size": [50000, 100, 1]`, 1)
	text = strings.Replace(text, `"b": {"category": {"index": `+index, `"b": {"category": {"index": ["y"]}}, "c": {"category": {"index": [`+strings.Join(codes[:100], ",")+`]`, 1)
	_, err = readback.All(Format, readback.Input("t.json", text), ingest.Options{})
	if want := "t.json:1: value gives 1 of 5000000 cells, fewer than one in 1000; fetch fewer categories at a time"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestWarnings(t *testing.T) {
	got, err := readback.All(Format, readback.Input("t.json", `{"class": "dataset", "id": ["a"], "size": [1], "role": {"time": ["b"]}, "dimension": {"a": {"category": {"index": ["x"],
		"label": {"y": "Y"}, "child": {"x": ["z"]}}}}, "value": [1]}`), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`t.json:1: role.time names "b", which is no dimension`,
		`t.json:2: dimension.a.category.label names "y", which is no category`,
		`t.json:2: dimension.a.category.child names "z", which is no category`,
	}
	if diff := cmp.Diff(want, got.Warnings); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]bool{
		`{"version": "2.0", "class": "dataset"`: true, ` {"dataset": {"dimension"`: true, `{"columns": [], "data": []}`: false, `[1]`: false, "a;b\n": false, "": false,
	} {
		if got := Format.Sniff([]byte(text)); got != want {
			t.Errorf("Sniff(%q) = %v", text, got)
		}
	}
}

// A file of nothing but faults must be refused about as fast as a good one is read, and with few words.
func TestManyFaults(t *testing.T) {
	var labels, values strings.Builder
	const n = 200_000
	for i := range n {
		if i > 0 {
			labels.WriteString(",\n")
			values.WriteString(",\n")
		}
		fmt.Fprintf(&labels, `"y%d": "Y"`, i)
		values.WriteString(`".."`)
	}
	got, err := readback.All(Format, readback.Input("t.json", `{"id": ["a"], "size": [1], "dimension": {"a": {"category": {"index": ["x"], "label": {`+labels.String()+`}}}}, "value": [1]}`), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Warnings) != 51 || !strings.HasPrefix(got.Warnings[49], `t.json:50: dimension.a.category.label names "y49"`) || got.Warnings[50] != "… and 199950 more problems of this stage" {
		t.Errorf("%d warnings, last %q", len(got.Warnings), got.Warnings[len(got.Warnings)-2:])
	}
	_, err = readback.All(Format, readback.Input("t.json", fmt.Sprintf(`{"id": ["a", "b"], "size": [2, 100000], "dimension": {"a": {"category": {"index": ["x", "y"]}}, "b": {"category": {"index": [%s]}}}, "value": [%s]}`,
		strings.ReplaceAll(strings.ReplaceAll(labels.String()[:strings.Index(labels.String(), `,`+"\n"+`"y100000"`)], `: "Y"`, ""), "\n", ""), values.String())), ingest.Options{})
	if err == nil || strings.Count(err.Error(), "\n") != 50 {
		t.Errorf("%.200v", err)
	}
}
