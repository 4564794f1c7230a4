package pxweb

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

const null = readback.Null

// answerOf is an answer of two dimensions and two contents with the given rows.
func answerOf(data, rest string) string {
	return `{"columns": [
 {"code": "Region", "text": "region", "type": "d"},
 {"code": "Tid", "text": "år", "type": "t"},
 {"code": "N1", "text": "Folkmängd", "type": "c", "unit": "antal"},
 {"code": "N2", "text": "Andel", "type": "c", "unit": "procent"}],
"data": [` + data + `]` + rest + `}`
}

func read(t *testing.T, text string) readback.Content {
	t.Helper()
	got, err := readback.All(JSON, readback.Input("t.json", text), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestReadJSON(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rows       [][]string
		warnings   []string
	}{
		{
			name: "every kind of value", text: answerOf(`{"key": ["1490", "2024"], "values": ["115217", "34.6"]},
{"values": ["..", "-"], "key": ["0114", "2024"]}, {"key":["00","2023"],"values":["","-4e+2"]}`, ""),
			rows: [][]string{
				{"1490", "2024", "N1", "Folkmängd", "115217", null, "antal", null},
				{"1490", "2024", "N2", "Andel", "34.6", null, "procent", null},
				{"0114", "2024", "N1", "Folkmängd", null, "..", "antal", null},
				{"0114", "2024", "N2", "Andel", "0", "-", "procent", null},
				{"00", "2023", "N1", "Folkmängd", null, null, "antal", null},
				{"00", "2023", "N2", "Andel", "-400", null, "procent", null},
			},
		},
		{
			name: "comments on categories, also on two of one row, and on what is not there",
			text: answerOf(`{"key": ["1490", "2024"], "values": ["1", "2"]}, {"key": ["1490", "2023"], "values": ["3", "4"]}`,
				`, "comments": [{"variable": "Region", "value": "1490", "comment": "brus"}, {"variable": "Tid", "value": "2024", "comment": "preliminär"}, {"variable": "Kon", "value": "1", "comment": "x"}]`),
			rows: [][]string{
				{"1490", "2024", "N1", "Folkmängd", "1", null, "antal", "brus\npreliminär"},
				{"1490", "2024", "N2", "Andel", "2", null, "procent", "brus\npreliminär"},
				{"1490", "2023", "N1", "Folkmängd", "3", null, "antal", "brus"},
				{"1490", "2023", "N2", "Andel", "4", null, "procent", "brus"},
			},
			warnings: []string{`t.json:6: a comment is on "Kon", which is no column: "x"`},
		},
		{
			name: "escapes, further members and thousands", text: answerOf(`{"more": {"a": [1, {}]}, "key": ["\u00c5", "2024"], "values": ["1 000", "\u002e\u002e"], "last": null}`, ""),
			rows: [][]string{
				{"Å", "2024", "N1", "Folkmängd", "1000", null, "antal", null},
				{"Å", "2024", "N2", "Andel", null, "..", "procent", null},
			},
		},
		{name: "no rows", text: answerOf(" ", ""), warnings: []string{"t.json:6: the answer has no rows; widen the selection and fetch it again"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, c.text)
			got.Holds(t, []string{"Region", "Tid", "ContentsCode", "ContentsCode_label", "value", "status", "unit", "note"}, c.rows, c.warnings)
		})
	}
}

func TestJSONKeepsMetadata(t *testing.T) {
	got := read(t, answerOf(`{"key": ["1490", "2024"], "values": ["1", "2"]}`,
		`, "comments": [{"variable": "Region", "value": "1490", "comment": "brus"}], "metadata": [{"infofile": "BE0101", "updated": "2023-02-09T07:57:00Z", "label": "Folkmängd", "source": "SCB"}]`))
	if diff := cmp.Diff(map[string]string{"label": "Folkmängd", "source": "SCB", "updated": "2023-02-09T07:57:00Z"}, got.Schema.Metadata().ToMap()); diff != "" {
		t.Errorf("schema (-want +got)\n%s", diff)
	}
	for i, want := range []map[string]string{
		{"label": "region", "role": "geo", "note:1490": "brus"}, {"label": "år", "role": "time"}, {"role": "metric"}, {"role": "labels"}, {"role": "value"}, {"role": "status"}, {"role": "unit"}, {},
	} {
		if diff := cmp.Diff(want, got.Schema.Field(i).Metadata.ToMap()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", got.Names[i], diff)
		}
	}
}

// A dimension may be called as our own columns.
func TestJSONNamesThatAreTaken(t *testing.T) {
	got := read(t, `{"columns": [{"code": "ContentsCode", "type": "d"}, {"code": "value", "type": "d"}, {"code": "N", "type": "c"}], "data": [{"key": ["a", "b"], "values": ["1"]}]}`)
	if diff := cmp.Diff([]string{"ContentsCode", "value", "cell_ContentsCode", "ContentsCode_label", "cell_value", "status", "unit", "note"}, got.Names); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([][]string{{"a", "b", "N", "N", "1", null, null, null}}, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestBadJSON(t *testing.T) {
	row := func(row string) string { return answerOf(row, "") }
	columns := func(list string) string { return `{"columns": ` + list + `, "data": []}` }
	for _, c := range []struct{ name, text, want string }{
		{"empty", " \n", `t.json: the file is empty; fetch it again`},
		{"a web page", "<html>", `t.json:1: this is a web page, not PxWeb's json; the server answered with a page, perhaps an error: fetch it again`},
		{"not UTF-8", "{\n\"columns\": \"Bor\xe5s\"}", `t.json:2: the text is not UTF-8, as JSON must be; save it as UTF-8`},
		{"cut off", row(`{"key"`)[:200], `t.json:5: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again`},
		{"an array", "[]", `t.json:1: this is JSON but not of PxWeb: it is an array where an object is expected`},
		{"something else", "{}", `t.json: this is JSON but not of PxWeb: it has no columns and no data; fetch the table again`},
		{"metadata", `{"title": "Folkmängd", "variables": []}`, `t.json: this is PxWeb's description of a table: it has no data; fetch the data, as json-stat2`},
		{"a query", `{"query": [], "response": {"format": "json"}}`, `t.json: this is a query to PxWeb, not its answer; send it, and save the answer`},
		{"a saved query", `{"queryObj": {}, "tableIdForQuery": "x.px"}`, `t.json: this is a query to PxWeb, not its answer; send it, and save the answer`},
		{"JSON-stat", `{"dimension": {}, "value": []}`, `t.json: this is JSON-stat, not PxWeb's json; read it as json-stat`},
		{"Kolada", `{"count": 0, "values": []}`, `t.json: this is an answer of Kolada, not PxWeb's json; read it as kolada`},
		{"Skolverket", `{"status": "OK", "body": {}}`, `t.json: this is an answer of Skolverket, not PxWeb's json; read it as skolverket`},
		{"a key twice", `{"columns": [], "columns": [], "data": []}`, `t.json:1: the file has the key "columns" twice; keep one of them`},
		{"columns of another type", columns(`{}`), `t.json:1: columns is an object where an array is expected`},
		{"data of another type", strings.Replace(row(""), `[]}`, `7}`, 1), `t.json:6: data is a number where an array is expected`},
		{"a column of another type", columns(`[7, {"code": "N", "type": "c"}]`), `t.json:1: column 1 is a number where an object is expected`},
		{"no code", columns(`[{"type": "c"}]`), "t.json:1: column 1 has no code; fetch it again"},
		{"an unknown type", columns(`[{"code": "x", "type": "q"}, {"code": "y"}]`), "t.json:1: column \"x\" is of type \"q\" where d, t or c is expected; fetch it again\n" +
			"t.json:1: column \"y\" is of type none where d, t or c is expected; fetch it again"},
		{"no contents", columns(`[{"code": "x", "type": "d"}]`), `t.json:1: no column is of type c, so nothing is measured; fetch it again`},
		{"a dimension twice", columns(`[{"code": "x", "type": "d"}, {"code": "x", "type": "t"}, {"code": "N", "type": "c"}]`), `t.json:1: columns names "x" twice; fetch it again`},
		{"contents twice", columns(`[{"code": "N", "type": "c"}, {"code": "N", "type": "c"}]`), `t.json:1: columns names "N" twice; fetch it again`},
		{"a key too short", row(`{"key": ["1490"], "values": ["1", "2"]}`), `t.json:6: row 1 of data has a key of 1 code where columns has 2 dimensions; fetch it again`},
		{"a key too long", row(`{"key": ["1490", "2024", "1"], "values": ["1", "2"]}`), `t.json:6: row 1 of data has a key of 3 codes where columns has 2 dimensions; fetch it again`},
		{"too few values", row(`{"key": ["1490", "2024"], "values": ["1"]}`), `t.json:6: row 1 of data has 1 value where columns has 2 contents; fetch it again`},
		{"no key", row(`{"values": ["1", "2"]}`), `t.json:6: row 1 of data has no key; fetch it again`},
		{"no values", row(`{"key": ["1490", "2024"]}`), `t.json:6: row 1 of data has no values; fetch it again`},
		{"a row's key twice", row(`{"key": [], "key": [], "values": []}`), `t.json:6: row 1 of data gives "key" twice; keep one of them`},
		{"a number where text belongs", row(`{"key": ["1490", 2024], "values": ["1", "2"]}`), `t.json:6: row 1 of data has 2024 among its key where texts are expected`},
		{"a null among the values", row(`{"key": ["1490", "2024"], "values": [null, "2"]}`), `t.json:6: row 1 of data has null among its values where texts are expected`},
		{"lists within lists", row(`{"key": [["1490"], "2024"], "values": ["1", "2"]}`), `t.json:6: row 1 of data has a list within key where texts are expected`},
		{"a key that is no array", row(`{"key": {"a": "1490"}, "values": ["1", "2"]}`), `t.json:6: row 1 of data has no array after key`},
		{"a decimal comma", row(`{"key": ["1490", "2024"], "values": ["1", "34,6"]}`),
			`t.json:6: row 1 of data has the value "34,6": cannot read "34,6" as a number with a decimal point; ask the server for decimal points, or read the file as csv with decimal: ","`},
		{"a long text", row(`{"key": ["1490", "2024"], "values": ["1", "too long a text to be the mark of anything"]}`),
			`t.json:6: row 1 of data has the value "too long a text to be the mark of anything": "too long a text to be th" … is neither a number nor a mark such as ..; fetch it again`},
		{"several rows", row("7,\n[[1], {}], {\"key\": [\"1490\", \"2024\"], \"values\": [\"1\", \"2\"]}, \"x\", {}"), "t.json:6: row 1 of data is no object\nt.json:7: row 2 of data is no object\n" +
			"t.json:7: row 4 of data is no object\nt.json:7: row 5 of data has no key; fetch it again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			readback.Refuses(t, JSON, readback.Input("t.json", c.text), c.want)
		})
	}
}

// Infinity and what is no number are marks, never numbers: PxWeb writes neither.
func TestJSONOddNumbers(t *testing.T) {
	got := read(t, answerOf(`{"key": ["a", "b"], "values": ["NaN", "Inf"]}, {"key": ["a", "c"], "values": ["1e999", "0x1p4"]}`, ""))
	for i, want := range []string{"NaN", "Inf", "1e999", "0x1p4"} {
		if got.Rows[i][4] != null || got.Rows[i][5] != want {
			t.Errorf("%s is value %s and status %s", want, got.Rows[i][4], got.Rows[i][5])
		}
	}
}

func TestManyFaultyRows(t *testing.T) {
	_, err := readback.All(JSON, readback.Input("t.json", answerOf(strings.Repeat("{},\n", 300_000)+"{}", "")), ingest.Options{})
	if err == nil || strings.Count(err.Error(), "\n") != 50 || !strings.HasSuffix(err.Error(), "… and 299951 more problems of this stage") {
		t.Errorf("%.300v", err)
	}
}

func TestTooManyColumns(t *testing.T) {
	list := strings.Repeat(`{"code": "x", "type": "d"},`, 10_000)
	_, err := readback.All(JSON, readback.Input("t.json", `{"columns": [`+list[:len(list)-1]+`], "data": []}`), ingest.Options{})
	if err == nil || !strings.HasSuffix(err.Error(), "… and 4046 more problems of this stage") {
		t.Errorf("%.300v", err)
	}
}

// Wherever a file is cut off, and whichever bit of it flips, it is refused or read, and never half.
func TestDamagedJSON(t *testing.T) {
	whole := answerOf(`{"key": ["1490", "2024"], "values": ["115217", "34.6"]}, {"key": ["0114", "2024"], "values": ["..", "-"]}`, `, "comments": [], "metadata": [{"label": "x"}]`)
	for n := range len(whole) {
		if _, err := readback.All(JSON, readback.Input("t.json", whole[:n]), ingest.Options{}); err == nil {
			t.Errorf("cut off after %d bytes it is read", n)
		}
	}
	for n := range 8 * len(whole) {
		b := []byte(whole)
		b[n/8] ^= 1 << (n % 8)
		if got, err := readback.All(JSON, readback.Input("t.json", string(b)), ingest.Options{}); err == nil && len(got.Rows) != 4 {
			t.Errorf("bit %d: %d rows", n, len(got.Rows))
		}
	}
}

func TestSniffJSON(t *testing.T) {
	for text, want := range map[string]bool{
		`{"columns":[{"code":"a"}],"comments":[],"da`: true, "\xef\xbb\xbf \n{ \"data\" : [ ] , \"columns\":": true, `{"columns":[]}`: false, `{"values": {"columns": 1, "data": 2}}`: false,
		`{"columns": {"data": [`: false, "": false, `{`: false, `{"a"`: false, `{"a":}}}}`: false, `["columns","data"]`: false,
	} {
		if got := JSON.Sniff([]byte(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
