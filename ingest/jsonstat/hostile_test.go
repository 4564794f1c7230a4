package jsonstat

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/readback"
)

// asUTF16 encodes a text as UTF-16, little end first.
func asUTF16(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

func TestMalformed(t *testing.T) {
	good := dataset2x2(`, "value": [1, 2, 3, 4]`)
	nested := dataset2x2(`, "value": [1, 2, 3, 4]`)
	for range 9 {
		nested = `{"class": "collection", "link": {"item": [` + nested + `]}}`
	}
	for _, c := range []struct{ name, text, want string }{
		{"UTF-16 with a mark", "\xff\xfe" + asUTF16(good), "t.json:1: the text is not UTF-8, as JSON must be; save it as UTF-8"},
		{"UTF-16 without a mark", asUTF16(good), "t.json:3: the text is not UTF-8, as JSON must be; save it as UTF-8"},
		{"windows-1252", strings.ReplaceAll(good, "Borås", "Bor\xe5s"), "t.json:3: the text is not UTF-8, as JSON must be; save it as UTF-8"},
		{"NaN", dataset2x2(`, "value": [1, NaN, 3, 4]`), "t.json:5: this is not JSON: it holds NaN, which is no number there; write null for a value that is missing"},
		{"minus infinity", dataset2x2(`, "value": [1, -Infinity, 3, 4]`), "t.json:5: this is not JSON: it holds Infinity, which is no number there; write null for a value that is missing"},
		{"NA", dataset2x2(`, "value": [1, NA, 3, 4]`), "t.json:5: this is not JSON: it holds NA, which is no number there; write null for a value that is missing"},
		{"a number with a leading zero", dataset2x2(`, "value": [1, 02, 3, 4]`), "t.json:5: this is not JSON: invalid character '2' after array element"},
		{"a decimal comma", dataset2x2(`, "value": [1,5, 2, 3, 4]`), "t.json:5: value has 5 cells where the sizes 2 × 2 multiply to 4; fetch it again"},
		{"a comment", "// x\n" + good, "t.json:1: this is not JSON: invalid character '/' looking for beginning of value"},
		{"two documents", good + good, "t.json:5: this is not JSON: invalid character '{' after top-level value"},
		{"deep nesting", dataset2x2(`, "value": [1, 2, 3, 4], "extension": ` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)), "t.json:5: this is not JSON: invalid character '[' exceeded max depth, 10038 bytes into the line"},
		{"collections within collections", nested, "t.json:1: more than 8 collections within one another; fetch the datasets one by one"},
		{"giant sizes", strings.Replace(dataset2x2(`, "value": {"0": 1}`), "[2, 2]", "[1000000000, 1000000000]", 1), "t.json:3: dimension.Region has 2 categories where size says 1000000000; fetch it again\n" +
			"t.json:4: dimension.Tid has 2 categories where size says 1000000000; fetch it again"},
		{"a size that is no int", strings.Replace(good, "[2, 2]", "[2, 99999999999999999999]", 1), "t.json:1: size holds 99999999999999999999 where a number of categories is expected"},
		{"a negative size", strings.Replace(good, "[2, 2]", `[2, "-2"]`, 1), `t.json:1: size holds "-2" where a number of categories is expected`},
		{"a giant position", strings.Replace(good, `"0114": 1}`, `"0114": 4000000000}`, 1), `t.json:3: dimension.Region gives "0114" the position 4000000000 where one of 0 to 1 is expected; fetch it again`},
		{"a giant sparse key", dataset2x2(`, "value": {"99999999999": 1}`), `t.json:5: value has the key "99999999999" where the number of a cell is expected, 0 to 3; fetch it again`},
		{"an escaped sparse key", dataset2x2(`, "value": {"\u0030": 1}`), `t.json:5: value has the key "0" where the number of a cell is expected, 0 to 3; fetch it again`},
		{"a negative status key", dataset2x2(`, "value": [1, 2, 3, 4], "status": {"-1": "x"}`), `t.json:5: status has the key "-1" where the number of a cell is expected, 0 to 3; fetch it again`},
		{"a status twice", dataset2x2(`, "value": [1, 2, 3, 4], "status": {"1": "x", "1": "y"}`), `t.json:5: status gives cell 1 (Region=1490, Tid=2025) twice; keep one of them`},
		{"a label twice", strings.Replace(good, `"0114": "Upplands Väsby"`, `"0114": "x", "0114": "y"`, 1), `t.json:3: dimension.Region.category.label has the key "0114" twice; keep one of them`},
		{"a position given twice", strings.Replace(good, `"0114": 1}`, `"0114": 1, "0114": 0}`, 1), `t.json:3: dimension.Region.category.index has the key "0114" twice; keep one of them`},
		{"a dimension twice", strings.Replace(good, `"Tid": {`, `"Region": {}, "Tid": {`, 1), `t.json:4: dimension has the key "Region" twice; keep one of them`},
		{"values twice", dataset2x2(`, "value": [1, 2, 3, 4], "value": [5, 6, 7, 8]`), `t.json:5: the file has the key "value" twice; keep one of them`},
		{"a dimension elsewhere", strings.Replace(good, `{"category": {"index": ["2024", "2025"]}}`, `{"href": "https://json-stat.org/samples/t.json"}`, 1), `t.json:4: dimension.Tid is not described here but at "https://json-stat.org/samples/t.json"; fetch the dataset with its dimensions in it`},
		{"a role that is no list", dataset2x2(`, "value": [1, 2, 3, 4], "role": {"time": "Tid"}`), "t.json:5: role.time is a text where an array of dimensions is expected"},
		{"coordinates of three numbers", strings.Replace(good, `"label": {"1490"`, `"coordinates": {"1490": [1, 2, 3]}, "label": {"1490"`, 1), `t.json:3: the coordinates of "1490" in dimension.Region are [1, 2, 3] where longitude and latitude are expected`},
		{"children that are no list", strings.Replace(good, `"label": {"1490"`, `"child": {"1490": "0114"}, "label": {"1490"`, 1), `t.json:3: the children of "1490" in dimension.Region are a text where an array is expected`},
		{"remarks of our own that are no text", dataset2x2(`, "value": [1, 2, 3, 4], "extension": {"cells": {"note": {"2": 5}}}`), "t.json:3: the extension.cells.note of cell 2 (Region=0114, Tid=2024) is 5 where a text is expected"},
		{"an error of Eurostat", `{"error": [{"status": 400, "id": 100, "label": "No results found."}]}`, `t.json:1: the server answered with an error: "No results found."; mend the query and fetch it again`},
		{"an error of PxWeb", `{"error": "Parameter error"}`, `t.json:1: the server answered with an error: "Parameter error"; mend the query and fetch it again`},
		{"an error of PxWebApi 2", `{"type": "Parameter error", "title": "Non-existent value", "status": 400, "detail": "value 9999 of Region"}`, `t.json: this is an error message of the server: "value 9999 of Region"; fetch it again`},
	} {
		_, err := readback.All(Format, readback.Input("t.json", c.text), ingest.Options{})
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

func TestRolesTheFileForgets(t *testing.T) {
	got, err := readback.All(Format, readback.Input("t.json", dataset2x2(`, "value": [1, 2, 3, 4], "role": {"time": ["Tid"], "metric": ["Tid"], "classification": ["Region"]}`)), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Region": "geo", "Tid": "time", "value": "value", "status": "status"} {
		f, _ := got.Schema.FieldsByName(name)
		if role, _ := f[0].Metadata.GetValue(ingest.MetadataRole); role != want {
			t.Errorf("%s has the role %q, want %q", name, role, want)
		}
	}
	if want := `["t.json:5: \"Tid\" has the roles time and metric" "t.json:5: the role \"classification\" is none of time, geo, metric"]`; fmt.Sprintf("%q", got.Warnings) != want {
		t.Errorf("warnings %q, want %s", got.Warnings, want)
	}
}

// A file that was cut off is never taken for a shorter one, wherever the cut is.
func TestCutOffAtEveryKilobyte(t *testing.T) {
	text := string(national(300, 4, 5))
	if len(text) < 30<<10 {
		t.Fatalf("only %d bytes", len(text))
	}
	for n := 0; n < len(text); n += 1 << 10 {
		_, err := readback.All(Format, readback.Input("t.json", text[:n]), ingest.Options{})
		want := "t.json:1: this is not JSON: unexpected end of JSON input; the file seems to be cut off: fetch it again"
		if n == 0 {
			want = "t.json: the file is empty; fetch it again"
		}
		if err == nil || err.Error() != want {
			t.Errorf("cut off after %d bytes: %v, want %s", n, err, want)
		}
	}
	for n := range len(described) {
		if _, err := readback.All(Format, readback.Input("t.json", described[:n]), ingest.Options{}); err == nil {
			t.Errorf("cut off after %d bytes it reads", n)
		}
	}
}

// Bits that flip give an error with the file's name, or a cube as whole as before: a digit that becomes another cannot be told.
func TestFlippedBits(t *testing.T) {
	text := national(30, 4, 5)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		b := []byte(string(text))
		for range 1 + rnd.IntN(3) {
			b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8)
		}
		got, err := readback.All(Format, readback.Input("t.json", string(b)), ingest.Options{})
		if err == nil {
			if len(got.Rows) != 600 {
				t.Fatalf("%d rows of 600 in\n%s", len(got.Rows), b)
			}
			continue
		}
		if p, ok := errors.AsType[indicators.Problem](err); !ok || p.File != "t.json" || p.What == "" {
			t.Fatalf("%#v is no problem of the file", err)
		}
	}
}
