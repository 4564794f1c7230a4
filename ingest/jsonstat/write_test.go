package jsonstat

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
	"github.com/jamlik/jamlik/ingest/readback"
)

// table makes a record of columns "name type" and rows of texts, ∅ for null.
func table(t *testing.T, columns []string, rows ...[]string) arrow.Record {
	t.Helper()
	var fields []arrow.Field
	for _, c := range columns {
		name, kind, _ := strings.Cut(c, " ")
		types := map[string]arrow.DataType{"": cube.DictionaryType, "text": arrow.BinaryTypes.String, "float": arrow.PrimitiveTypes.Float64,
			"short": arrow.PrimitiveTypes.Float32, "int": arrow.PrimitiveTypes.Int64, "day": arrow.FixedWidthTypes.Date32, "flag": arrow.FixedWidthTypes.Boolean,
			"list": arrow.ListOf(arrow.PrimitiveTypes.Int64)}
		fields = append(fields, arrow.Field{Name: name, Type: types[kind], Nullable: true})
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, nil))
	for _, row := range rows {
		for i, cell := range row {
			if cell == null {
				b.Field(i).AppendNull()
			} else if err := b.Field(i).AppendValueFromString(cell); err != nil {
				t.Fatal(err)
			}
		}
	}
	return b.NewRecord()
}

// write writes records as a dataset.
func write(o WriteOptions, recs ...arrow.Record) (string, error) {
	var out bytes.Buffer
	w, err := NewWriter(&out, recs[0].Schema(), o)
	if err != nil {
		return "", err
	}
	for _, rec := range recs {
		if err := w.Write(rec); err != nil {
			if again := w.Close(); again != err {
				return "", errors.Join(err, errors.New("Close forgets the error"))
			}
			return "", err
		}
	}
	err = w.Close()
	return out.String(), err
}

func TestWrite(t *testing.T) {
	for _, c := range []struct {
		name    string
		rec     arrow.Record
		options WriteOptions
		want    string
	}{
		{
			"a cell without a row is null and has no status", table(t, []string{"region", "year int", "value float", "status"},
				[]string{"1490", "2024", "1.5", null}, []string{"1490", "2025", null, ".."}, []string{"0114", "2025", "-0.25", null}), WriteOptions{},
			`{"version":"2.0","class":"dataset",
"role":{"time":["year"],"geo":["region"]},
"id":["region","year"],
"size":[2,2],
"dimension":{
"region":{"category":{"index":["1490","0114"]}},
"year":{"category":{"index":["2024","2025"]}}},
"value":[
1.5,null,
null,-0.25],
"status":{
"1":".."}
}
`,
		},
		{
			"few of many cells by their number", table(t, []string{"a", "b", "v short"}, []string{"x", "1", "0.1"}, []string{"y", "2", "2"}, []string{"z", "3", null}), WriteOptions{Dimensions: []string{"a", "b"}},
			`{"version":"2.0","class":"dataset",
"role":{},
"id":["a","b"],
"size":[3,3],
"dimension":{
"a":{"category":{"index":["x","y","z"]}},
"b":{"category":{"index":["1","2","3"]}}},
"value":{
"0":0.1,"4":2}
}
`,
		},
		{
			"several measures, labels, units that depend on one dimension, one status for all", table(t, []string{"kön", "kön_label", "antal int", "andel float", "unit", "status"},
				[]string{"1", "män", "10", "1e-07", "antal", "p"}, []string{"2", "kvinnor \"x\"\n", "30", "1e300", "antal", "p"}), WriteOptions{},
			`{"version":"2.0","class":"dataset",
"role":{"metric":["measure"]},
"id":["kön","measure"],
"size":[2,2],
"dimension":{
"kön":{"category":{"index":["1","2"],"label":{"1":"män","2":"kvinnor \"x\"\n"},"unit":{"1":{"base":"antal"},"2":{"base":"antal"}}}},
"measure":{"category":{"index":["antal","andel"]}}},
"value":[
10,1e-07,
30,1e+300],
"status":"p"
}
`,
		},
		{
			"dimensions that are told; other texts are kept by cell", table(t, []string{"day day", "school", "note", "open flag", "n int"},
				[]string{"2025-01-31", "B", "revised", "true", "1"}, []string{"2025-01-31", "A", "", "false", "2"}), WriteOptions{Dimensions: []string{"school", "day"}},
			`{"version":"2.0","class":"dataset",
"role":{},
"id":["school","day"],
"size":[2,1],
"dimension":{
"school":{"category":{"index":["B","A"]}},
"day":{"category":{"index":["2025-01-31"]}}},
"extension":{"cells":{
"note":{
"0":"revised","1":""},
"open":{
"0":"true","1":"false"}}},
"value":[
1,
2]
}
`,
		},
		{
			"what is known from another column or has gaps is no dimension", table(t, []string{"area", "county", "level", "flag", "year int", "value int"},
				[]string{"1490", "14", "city", null, "2024", "1"}, []string{"1480", "14", "city", "r", "2024", "2"}, []string{"0114", "01", "city", null, "2024", "3"}), WriteOptions{},
			`{"version":"2.0","class":"dataset",
"role":{"time":["year"],"geo":["area"]},
"id":["area","level","year"],
"size":[3,1,1],
"dimension":{
"area":{"category":{"index":["1490","1480","0114"]}},
"level":{"category":{"index":["city"]}},
"year":{"category":{"index":["2024"]}}},
"extension":{"cells":{
"county":{
"0":"14","1":"14","2":"01"},
"flag":{
"1":"r"}}},
"value":[
1,
2,
3]
}
`,
		},
		{
			"a whole number that is a year is no value", table(t, []string{"läsår int", "skola", "elever int", "kommunkod int"}, []string{"2024", "A", "10", "1490"}, []string{"2025", "A", "11", "1490"}), WriteOptions{},
			`{"version":"2.0","class":"dataset",
"role":{"time":["läsår"],"geo":["kommunkod"]},
"id":["läsår","skola","kommunkod"],
"size":[2,1,1],
"dimension":{
"läsår":{"category":{"index":["2024","2025"]}},
"skola":{"category":{"index":["A"]}},
"kommunkod":{"category":{"index":["1490"]}}},
"value":[
10,
11]
}
`,
		},
	} {
		got, err := write(c.options, c.rec)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
		if _, err := readback.All(Format, readback.Input("t.json", got), ingest.Options{}); err != nil {
			t.Errorf("%s: does not read: %v", c.name, err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	ab := []string{"a", "b", "v float"}
	many := make([]string, 0, 1<<11)
	var rows [][]string
	for i := range 1 << 11 {
		many = append(many, string(rune('一'+i)))
		rows = append(rows, []string{many[i], many[i], "1"})
	}
	for _, c := range []struct {
		name    string
		recs    []arrow.Record
		options WriteOptions
		want    string
	}{
		{"no numbers", []arrow.Record{table(t, []string{"a"})}, WriteOptions{}, "no column holds numbers that could be the cells of a cube; convert the column of values to numbers first"},
		{"no dimensions", []arrow.Record{table(t, []string{"v float"})}, WriteOptions{}, "no column says what the numbers are about; name those that do as dimensions"},
		{"no rows", []arrow.Record{table(t, ab)}, WriteOptions{}, "there are no rows, and a cube has at least one cell; widen what is selected"},
		{"a type", []arrow.Record{table(t, []string{"a", "v float", "l list"})}, WriteOptions{}, `column "l": JSON-stat has no form for list<item: int64, nullable>`},
		{"a name twice", []arrow.Record{table(t, []string{"a", "a", "v float"})}, WriteOptions{}, `column 2 has no name or one that another has: "a"; name it`},
		{"a dimension that is not there", []arrow.Record{table(t, []string{"region", "v float"})}, WriteOptions{Dimensions: []string{"regoin"}}, `there is no column "regoin" to be a dimension; did you mean "region"?`},
		{"a dimension twice", []arrow.Record{table(t, ab)}, WriteOptions{Dimensions: []string{"a", "a"}}, `the dimension "a" is named twice; name it once`},
		{"a cell twice", []arrow.Record{table(t, ab, []string{"x", "1", "5"}, []string{"y", "1", "5"}), table(t, ab, []string{"x", "1", "6"}), table(t, ab, []string{"x", "2", "7"})}, WriteOptions{},
			"rows 1 and 3 are both about a=x, b=1, and a cell has one value; name as dimensions all columns that tell rows apart, or leave one out"},
		{"an empty code", []arrow.Record{table(t, ab, []string{"x", "1", "5"}, []string{"x", null, "5"})}, WriteOptions{Dimensions: []string{"a", "b"}},
			`row 2: column "b" is empty, so the row has no place in the cube; fill it in, or leave it out of the dimensions`},
		{"not a number", []arrow.Record{table(t, ab, []string{"x", "1", "NaN"}, []string{"y", "1", "+Inf"})}, WriteOptions{},
			"row 1: column \"v\": NaN is no number; a missing value is null\nrow 2: column \"v\": +Inf is no number; a missing value is null"},
		{"a whole number that JSON cannot hold", []arrow.Record{table(t, []string{"a", "n int"}, []string{"x", "9007199254740993"})}, WriteOptions{},
			`row 1: column "n": readers of JSON would round 9007199254740993; make it a text if it is a code`},
		{"two labels of one code", []arrow.Record{table(t, []string{"a", "a_label", "b", "v float"}, []string{"x", "X", "1", "1"}, []string{"x", "Y", "2", "2"})}, WriteOptions{Dimensions: []string{"a", "b"}},
			`row 2 calls a=x "Y", row 1 calls it "X"; give the category one label`},
		{"a cube nearly empty", []arrow.Record{table(t, ab, rows...)}, WriteOptions{Dimensions: []string{"a", "b"}},
			"2048 values would fill fewer than one in 1000 of the 4194304 cells that the dimensions a (2048) × b (2048) make; name as dimensions the columns that tell the rows apart, and no more"},
		{"another record", []arrow.Record{table(t, ab), table(t, []string{"a", "b", "v int"})}, WriteOptions{}, `column "v": a record of int64 where the schema has float64`},
		{"letters that are no UTF-8", []arrow.Record{table(t, ab, []string{"\xe5", "1", "5"})}, WriteOptions{}, `column "a": the text "\xe5" is not UTF-8`},
	} {
		_, err := write(c.options, c.recs...)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

// A cube of more cells than can be numbered is refused before memory is asked for.
func TestWriteRefusesWhatCannotBeNumbered(t *testing.T) {
	columns := []string{"a", "b", "c", "v float"}
	var rows [][]string
	for i := range 1300 {
		code := string(rune('一' + i))
		rows = append(rows, []string{code, code, code, "1"})
	}
	_, err := write(WriteOptions{Dimensions: []string{"a", "b", "c"}}, table(t, columns, rows...))
	if want := "the dimensions a (1300) × b (1300) × c (1300) make more than 2147483647 cells; " + fewer; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// described is a dataset that says all that is kept of it.
const described = `{"version":"2.0","class":"dataset","label":"Folkmängd","source":"SCB","updated":"2026-06-08T06:00:00Z","note":["a","b"],
"link":{"license":[{"href":"https://creativecommons.org/publicdomain/zero/1.0/"}]},"role":{"metric":["C"],"time":["Tid"]},
"id":["Region","C","Tid"],"size":[2,1,1],"dimension":{
"Region":{"label":"region","note":["borders"],"category":{"index":["00","1490"],"label":{"1490":"Borås"},"note":{"1490":["x","y"]},"child":{"00":["1490"]},"coordinates":{"1490":[12.94,57.72]}},
 "extension":{"noteMandatory":{"0":true},"elimination":true,"eliminationValueCode":"00","categoryNoteMandatory":{"1490":{"1":true}}}},
"C":{"category":{"index":["N1"],"unit":{"N1":{"base":"antal","decimals":1}}},"extension":{"elimination":false,"refperiod":{"N1":"31 december"},"measuringType":{"N1":"Stock"},"basePeriod":{"N1":"1980"},"priceType":{"N1":"Fixed"},"adjustment":{"N1":"SesOnly"}}},
"Tid":{"category":{"index":["2025"]}}},
"extension":{"noteMandatory":{"1":true},"px":{"tableid":"TAB1","matrix":"BE1","official-statistics":true,"language":"sv","decimals":0,"aggregallowed":false},"status":{"label":{"p":"preliminär"}}},
"value":[1,null],"status":["p",".."]}`

// What a dataset says of itself survives being read and written.
func TestWrittenMetadataReadTheSame(t *testing.T) {
	want := []map[string]string{
		{"label": "Folkmängd", "source": "SCB", "updated": "2026-06-08T06:00:00Z", "note": "a\nb", "mandatory": "b", "table": "TAB1", "licence": "https://creativecommons.org/publicdomain/zero/1.0/",
			"language": "sv", "aggregate": "no", "decimals": "0", "symbol:p": "preliminär", "matrix": "BE1", "official-statistics": "YES"},
		{"label": "region", "role": "geo", "note": "borders", "mandatory": "borders", "note:1490": "x\ny", "mandatory:1490": "y", "parent:1490": "00", "coordinates:1490": "12.94 57.72", "elimination": "00"},
		{"role": "metric", "decimals:N1": "1", "elimination": "no", "refperiod:N1": "31 december", "stockfa:N1": "S", "baseperiod:N1": "1980", "cfprices:N1": "F", "seasadj:N1": "YES"},
		{"role": "time"},
	}
	said := func(s *arrow.Schema) []map[string]string {
		out := []map[string]string{s.Metadata().ToMap()}
		for _, name := range []string{"Region", "C", "Tid"} {
			fields, _ := s.FieldsByName(name)
			out = append(out, fields[0].Metadata.ToMap())
		}
		return out
	}
	got, err := readback.All(Format, readback.Input("t.json", described), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, said(got.Schema)); diff != "" {
		t.Errorf("read (-want +got)\n%s", diff)
	}
	again := rewritten(t, described)
	if diff := cmp.Diff(want, said(again.Schema)); diff != "" {
		t.Errorf("written and read again (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(got.Rows, again.Rows); diff != "" {
		t.Errorf("rows written and read again (-want +got)\n%s", diff)
	}
}

// rewritten reads a dataset, writes it and reads that. Written twice the bytes are the same.
func rewritten(t *testing.T, text string) readback.Content {
	t.Helper()
	r, err := Format.Open(readback.Input("t.json", text), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var recs []arrow.Record
	for {
		b, err := r.Next()
		if err != nil {
			break
		}
		recs = append(recs, b.Record)
	}
	out, err := write(WriteOptions{}, recs...)
	if err != nil {
		t.Fatal(err)
	}
	if twice, err := write(WriteOptions{}, recs...); err != nil || twice != out {
		t.Errorf("other bytes the second time, %v", err)
	}
	again, err := readback.All(Format, readback.Input("again.json", out), ingest.Options{})
	if err != nil {
		t.Fatalf("%v in\n%.2000s", err, out)
	}
	return again
}

// Numbers come back exactly, whatever their size.
func TestWrittenNumbersReadTheSame(t *testing.T) {
	var rows [][]string
	values := []float64{0, math.Copysign(0, -1), 0.1, 1.0 / 3, 1e-300, 5e-324, math.MaxFloat64, 1e15, 1e21, 123456789012345678, -1e-6, 9.999e-7}
	b := array.NewRecordBuilder(memory.DefaultAllocator, table(t, []string{"k", "value float"}, rows...).Schema())
	for i, v := range values {
		if err := b.Field(0).AppendValueFromString(string(rune('a' + i))); err != nil {
			t.Fatal(err)
		}
		b.Field(1).(*array.Float64Builder).Append(v)
	}
	out, err := write(WriteOptions{}, b.NewRecord())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Format.Open(readback.Input("t.json", out), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	batch, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range batch.Record.Column(1).(*array.Float64).Float64Values() {
		if v != values[i] || math.Signbit(v) != math.Signbit(values[i]) {
			t.Errorf("%v reads as %v", values[i], v)
		}
	}
}
