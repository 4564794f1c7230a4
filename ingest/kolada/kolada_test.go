package kolada

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

const null = readback.Null

// page1 is a page of one entry with the given figures.
func page1(values string) string {
	return "{\"count\": 1, \"values\": [\n{\"kpi\": \"N15428\", \"municipality\": \"1490\", \"period\": 2023, \"values\": [" + values + `]}], "next_url": null, "previous_url": null}`
}

func TestReadFigures(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rows       [][]string
		warnings   []string
	}{
		{
			name: "all, women and men, one missing, one deleted",
			text: page1(`{"gender": "T", "count": 1, "status": "", "value": 83.1, "isdeleted": false}, {"gender": "K", "count": 1, "status": "Missing", "value": null, "isdeleted": false},
{"gender": "M", "count": 2, "status": "", "value": -4e-1, "isdeleted": false}, {"gender": "M", "count": 1, "status": "", "value": 7, "isdeleted": true}`),
			rows: [][]string{
				{"N15428", "1490", "2023", "T", "83.1", null, "1"}, {"N15428", "1490", "2023", "K", null, "Missing", "1"}, {"N15428", "1490", "2023", "M", "-0.4", null, "2"},
			},
			warnings: []string{"t.json: 1 figure marked as deleted and left out"},
		},
		{
			name: "the names of version 2, no gender, a period that is text",
			text: `{"values": [{"municipality": "0000", "period": "2022", "kpi": "N1", "values": [{"gender": null, "value": 0}, {"status": null, "value": null}]}], "count": 1, "next_page": "http://api.kolada.se/v2/…"}`,
			rows: [][]string{{"N1", "0000", "2022", null, "0", null, null}, {"N1", "0000", "2022", null, null, null, null}},
			warnings: []string{
				"t.json: the file is one page of several: more follow; fetch all pages",
			},
		},
		{
			name: "the last page", text: strings.Replace(page1(`{"gender": "T", "value": 1}`), `"previous_url": null`, `"previous_url": "https://…"`, 1),
			rows:     [][]string{{"N15428", "1490", "2023", "T", "1", null, null}},
			warnings: []string{"t.json: the file is the last page of several; fetch all pages"},
		},
		{
			name: "ids that Kolada does not know", text: `{"count": 0, "values": []}`,
			warnings: []string{"t.json:1: the answer has no rows: Kolada answers so to ids that it does not know; compare them with its catalogue"},
		},
		{name: "no figures at all", text: page1("")},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readback.All(Format, readback.Input("t.json", c.text), ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got.Holds(t, []string{"kpi", "municipality", "period", "gender", "value", "status", "count"}, c.rows, c.warnings)
		})
	}
}

// An establishment takes the place of the municipality.
func TestReadFiguresOfEstablishments(t *testing.T) {
	got, err := readback.All(Format, readback.Input("t.json", strings.Replace(page1(`{"gender": "T", "value": 1}`), `"municipality": "1490"`, `"ou": "V15E149000101", "municipality": null`, 1)), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"kpi", "ou", "period", "gender", "value", "status", "count"}, got.Names); diff != "" {
		t.Errorf("names (-want +got)\n%s", diff)
	}
	if got.Rows[0][1] != "V15E149000101" {
		t.Errorf("row %q", got.Rows[0])
	}
	for role, want := range map[string]string{ingest.RoleMetric: "kpi", ingest.RoleGeo: "ou", ingest.RoleTime: "period", ingest.RoleDimension: "gender", ingest.RoleValue: "value", ingest.RoleStatus: "status"} {
		if names := ingest.ColumnsOf(got.Schema, role); len(names) != 1 || names[0] != want {
			t.Errorf("role %s has %q, want %s", role, names, want)
		}
	}
}

// The pages of a snapshot are read together, so that none is missing.
func TestPagesReadTogether(t *testing.T) {
	got, err := readback.All(Format, readback.Input("t.json", strings.Replace(page1(`{"gender": "T", "value": 1}`), `"next_url": null`, `"next_url": "https://…"`, 1)), ingest.Options{Part: true})
	if err != nil || len(got.Warnings) > 0 {
		t.Errorf("%v, warnings %q", err, got.Warnings)
	}
}

func TestReadCatalogues(t *testing.T) {
	for _, c := range []struct {
		name, text string
		names      []string
		rows       [][]string
	}{
		{
			name: "key figures", text: `{"count": 2, "values": [{"id": "N00003", "title": "Personalkostnader, kr/inv", "is_divided_by_gender": false, "description": "a\nb"},
				{"id": "N00005", "title": "Utjämning", "auspice": null, "publ_period": 2025}], "next_url": null}`,
			names: []string{"id", "title", "is_divided_by_gender", "description", "auspice", "publ_period"},
			rows:  [][]string{{"N00003", "Personalkostnader, kr/inv", "false", "a\nb", null, null}, {"N00005", "Utjämning", null, null, null, "2025"}},
		},
		{
			name: "groups", text: `{"count": 2, "values": [{"id": "G1", "title": "Fyrkommunsnätverket (ovägt medel)", "members": [{"member_id": "0682", "member_title": "Nässjö"}, {"member_id": "1499", "member_title": "Falköping"}]},
				{"id": "G2", "title": "Tom", "members": []}]}`,
			names: []string{"id", "title", "member_id", "member_title"},
			rows: [][]string{{"G1", "Fyrkommunsnätverket (ovägt medel)", "0682", "Nässjö"}, {"G1", "Fyrkommunsnätverket (ovägt medel)", "1499", "Falköping"},
				{"G2", "Tom", null, null}},
		},
		{
			name: "lists within entries", text: `{"values": [{"id": "V1", "municipality": "1490", "forms": ["gr", {"a": 1}]}], "count": 1}`,
			names: []string{"id", "municipality", "forms"}, rows: [][]string{{"V1", "1490", `["gr", {"a": 1}]`}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readback.All(Format, readback.Input("t.json", c.text), ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.names, got.Names); diff != "" {
				t.Errorf("names (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.rows, got.Rows); diff != "" {
				t.Errorf("rows (-want +got)\n%s", diff)
			}
		})
	}
}

func TestBadInput(t *testing.T) {
	entry := func(e string) string { return "{\"count\": 1, \"values\": [\n" + e + "]}" }
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", `t.json: the file is empty; fetch it again`},
		{"a web page", "<html>", `t.json:1: this is a web page, not an answer of Kolada; the server answered with a page, perhaps an error: fetch it again`},
		{"not UTF-8", "{\n\"values\": \"Bor\xe5s\"}", `t.json:2: the text is not UTF-8, as JSON must be; save it as UTF-8`},
		{"cut off", page1(`{"gender"`)[:60], `t.json:2: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again`},
		{"NaN", page1(`{"gender": "T", "value": NaN}`), `t.json:2: this is not JSON: it holds NaN, which is no number there; write null for a value that is missing`},
		{"an array", "[]", `t.json:1: this is JSON but not of Kolada: it is an array where an object is expected`},
		{"something else", "{}", `t.json: this is JSON but not of Kolada: it has no values; fetch it again`},
		{"PxWeb", `{"columns": [], "data": []}`, `t.json: this is PxWeb's own json, not an answer of Kolada; read it as pxweb-json`},
		{"an error", `{"title": "Not found", "status": 404}`, `t.json: this is an error message of the server; fetch it again`},
		{"a key twice", `{"values": [], "values": []}`, `t.json:1: the file has the key "values" twice; keep one of them`},
		{"values of another type", `{"values": {}}`, `t.json:1: values is an object where an array is expected`},
		{"an entry of another type", entry("7, null"), "t.json:2: entry 1 of values is a number where an object is expected\nt.json:2: entry 2 of values is null where an object is expected"},
		{"no kpi", entry(`{"municipality": "1490", "period": 2023, "values": []}`), `t.json:2: entry 1 of values has no kpi; fetch it again`},
		{"no municipality", entry(`{"kpi": "N1", "period": 2023, "values": []}`), `t.json:2: entry 1 of values has no municipality; fetch it again`},
		{"no period", entry(`{"kpi": "N1", "municipality": "1490", "values": []}`), `t.json:2: entry 1 of values has no period; fetch it again`},
		{"a period of another type", entry(`{"kpi": "N1", "municipality": "1490", "period": [], "values": []}`), `t.json:2: entry 1 of values has no period; fetch it again`},
		{"no values", entry(`{"kpi": "N1", "municipality": "1490", "period": 2023}`), `t.json:2: entry 1 of values has no list of values; fetch it again`},
		{"municipality and ou", entry("{\"kpi\": \"N1\", \"municipality\": \"1490\", \"period\": 2023, \"values\": []},\n{\"kpi\": \"N1\", \"ou\": \"V1\", \"period\": 2023, \"values\": []}"),
			"t.json:3: entry 2 of values is of the ou \"V1\", and the first was of a municipality; keep the two in files of their own"},
		{"an entry's key twice", entry(`{"kpi": "N1", "kpi": "N2", "municipality": "1490", "period": 2023, "values": []}`), `t.json:2: entry 1 of values gives "kpi" twice; keep one of them`},
		{"a figure of another type", page1(`7`), `t.json:2: entry 1 of values has a number among its values where an object is expected`},
		{"a figure without value", page1(`{"gender": "T"}`), `t.json:2: entry 1 of values has a figure without value; a figure that is missing has the value null`},
		{"a value of another type", page1(`{"gender": "T", "value": "83.1"}`), `t.json:2: entry 1 of values has the value "83.1" where a number or null is expected`},
		{"a value too large", page1(`{"gender": "T", "value": 1e999}`), `t.json:2: entry 1 of values has the value 1e999, which is too large`},
		{"a count of another type", page1(`{"count": [1], "value": 1}`), `t.json:2: entry 1 of values has the count [1] where a number or null is expected`},
		{"a gender of another type", page1(`{"gender": 1, "value": 1}`), `t.json:2: entry 1 of values has the gender 1 where a text is expected`},
		{"a status of another type", page1(`{"status": {}, "value": 1}`), `t.json:2: entry 1 of values has the status {} where a text is expected`},
		{"isdeleted of another type", page1(`{"isdeleted": "no", "value": 1}`), `t.json:2: entry 1 of values has the isdeleted "no" where true or false is expected`},
		{"a value twice", page1(`{"value": 1, "value": 2}`), `t.json:2: entry 1 of values gives "value" of a figure twice; keep one of them`},
		{"a catalogue entry of another type", entry(`{"id": "a"}, 7`), `t.json:2: entry 2 of values is a number where an object is expected`},
		{"a catalogue entry without id", entry(`{"id": "a"}, {"kpi": "N1"}, null`), "t.json:2: entry 2 of values has no id, as the first has; fetch it again\nt.json:2: entry 3 of values has no id, as the first has; fetch it again"},
		{"a catalogue's key twice", entry(`{"id": "a", "x": 1, "x": 2}`), `t.json:2: entry 1 of values has the key "x" twice; keep one of them`},
		{"a group's member of another type", entry(`{"id": "a", "members": ["0682"]}`), `t.json:2: a member of entry 1 of values is a text where an object is expected`},
	} {
		t.Run(c.name, func(t *testing.T) {
			readback.Refuses(t, Format, readback.Input("t.json", c.text), c.want)
		})
	}
}

// An entry of ever new members must not make columns without end.
func TestTooManyMembers(t *testing.T) {
	var b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&b, `, "m%d": %d`, i, i)
	}
	_, err := readback.All(Format, readback.Input("t.json", `{"count": 1, "values": [{"id": "a"`+b.String()+`}]}`), ingest.Options{})
	if want := `t.json:1: entry 1 of values brings a further member "m199" to the 200 that others have; this seems to be no catalogue of Kolada`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// Wherever an answer is cut off it is refused, and whichever bit of it flips it is refused or read whole.
func TestDamagedInput(t *testing.T) {
	whole := page1(`{"gender": "T", "count": 1, "status": "", "value": 83.1, "isdeleted": false}, {"gender": "K", "value": null, "isdeleted": true}`)
	for n := range len(whole) {
		if _, err := readback.All(Format, readback.Input("t.json", whole[:n]), ingest.Options{}); err == nil {
			t.Errorf("cut off after %d bytes it is read", n)
		}
	}
	for n := range 8 * len(whole) {
		b := []byte(whole)
		b[n/8] ^= 1 << (n % 8)
		if got, err := readback.All(Format, readback.Input("t.json", string(b)), ingest.Options{}); err == nil && len(got.Rows) != 1 && len(got.Rows) != 2 {
			t.Errorf("bit %d: %d rows", n, len(got.Rows))
		}
	}
}

func TestSniff(t *testing.T) {
	for text, want := range map[string]bool{
		`{"count":1,"values":[{"kpi"`: true, `{"values":[],"next_url":null`: true, `{"values":[{"count":`: false, `{"values":[{"kpi":"N1"`: true, `{"count": 1}`: false, `{"columns":[],"values":[],"count":`: false, "": false,
	} {
		if got := Format.Sniff([]byte(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
