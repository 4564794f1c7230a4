package delimited

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
)

// everything is a record with a column of most of the types that are written.
func everything(t *testing.T) arrow.Record {
	t.Helper()
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "area", Type: arrow.BinaryTypes.String, Nullable: true},
		{Name: "group", Type: dictionaryType, Nullable: true},
		{Name: "n", Type: arrow.PrimitiveTypes.Int64, Nullable: true},
		{Name: "share; percent", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "day", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
		{Name: "sure", Type: arrow.FixedWidthTypes.Boolean, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	b.Field(0).(*array.StringBuilder).AppendValues([]string{"0114", "", "x, \"y\"\nz", "=1+1"}, []bool{true, true, true, true})
	for _, s := range []string{"sex=women", "sex=men", "-", ""} {
		if s == "" {
			b.Field(1).AppendNull()
		} else if err := b.Field(1).(*array.BinaryDictionaryBuilder).AppendString(s); err != nil {
			t.Fatal(err)
		}
	}
	b.Field(2).(*array.Int64Builder).AppendValues([]int64{1, -2, 0, math.MaxInt64}, []bool{true, true, false, true})
	b.Field(3).(*array.Float64Builder).AppendValues([]float64{0.1, -1234567.5, 1e-7, 0}, []bool{true, true, true, false})
	day := arrow.Date32FromTime(time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC))
	b.Field(4).(*array.Date32Builder).AppendValues([]arrow.Date32{day, -1, 0, 0}, []bool{true, true, true, false})
	b.Field(5).(*array.BooleanBuilder).AppendValues([]bool{true, false, false, false}, []bool{true, true, false, true})
	return b.NewRecord()
}

func TestWrite(t *testing.T) {
	rec := everything(t)
	for _, c := range []struct {
		name    string
		options WriteOptions
		want    string
	}{
		{"plain", WriteOptions{}, "area,group,n,\"share; percent\",day,sure\n" +
			"0114,sex=women,1,0.1,2025-12-31,true\n" +
			"\"\",sex=men,-2,-1234567.5,1969-12-31,false\n" +
			"\"x, \"\"y\"\"\nz\",-,,1e-07,1970-01-01,\n" +
			"=1+1,,9223372036854775807,,,false\n"},
		{"for a Swedish spreadsheet", WriteOptions{ExcelSwedish: true}, "\xef\xbb\xbfarea;group;n;\"share; percent\";day;sure\r\n" +
			"0114;sex=women;1;0,1;2025-12-31;true\r\n" +
			"\"\";sex=men;-2;-1234567,5;1969-12-31;false\r\n" +
			"\"x, \"\"y\"\"\nz\";-;;0,0000001;1970-01-01;\r\n" +
			"'=1+1;;9223372036854775807;;;false\r\n"},
	} {
		var out bytes.Buffer
		w, err := NewWriter(&out, rec.Schema(), c.options)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, out.String()); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
	}
}

func TestFormulasAreDefused(t *testing.T) {
	for text, want := range map[string]bool{"=A1": true, "@x": true, "+46 010": true, "-2+3": true, "\t=1": true, "-5": false, "-1,5": false, "-": false, "": false, "Borås": false, "1-2": false,
		" =A1": true, "\u00a0@x": true, "＝A1": true, "＋1": true, "－1": true, "＠x": true, "\r=1": true, "\n": true, " Norr": false, "−5": false, "a=b": false, "-cmd|' /C calc'!A0": true} {
		if got := formula(text); got != want {
			t.Errorf("formula(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	list := arrow.ListOf(arrow.PrimitiveTypes.Int64)
	for _, c := range []struct {
		fields []arrow.Field
		want   string
	}{
		{nil, "no columns to write"},
		{[]arrow.Field{{Name: "a", Type: list}}, `column "a": delimited text has no form for list<item: int64, nullable>`},
		{[]arrow.Field{{Name: "a", Type: arrow.PrimitiveTypes.Int64}, {Name: "a", Type: arrow.PrimitiveTypes.Int64}}, `columns 1 and 2 are both named "a"; rename one`},
		{[]arrow.Field{{Name: "", Type: arrow.PrimitiveTypes.Int64}}, "column 1 has no name; name it"},
	} {
		_, err := NewWriter(&bytes.Buffer{}, arrow.NewSchema(c.fields, nil), WriteOptions{})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	for _, c := range []struct {
		value any
		want  string
	}{
		{math.NaN(), `row 1: column "a": NaN is no number; a missing value is null`},
		{"x\x00", `row 1: column "a": the text "x\x00" holds a NUL`},
		{"\xe5", `row 1: column "a": the text "\xe5" is not UTF-8`},
		{arrow.Date32(math.MaxInt32), `row 1: column "a": the year 5881580 has no form of four digits`},
		{strings.Repeat("x", 1<<20), `row 1: a line of more than 1048576 bytes`},
	} {
		var t32 arrow.DataType = arrow.BinaryTypes.String
		switch c.value.(type) {
		case float64:
			t32 = arrow.PrimitiveTypes.Float64
		case arrow.Date32:
			t32 = arrow.FixedWidthTypes.Date32
		}
		schema := arrow.NewSchema([]arrow.Field{{Name: "a", Type: t32}}, nil)
		b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
		switch v := c.value.(type) {
		case float64:
			b.Field(0).(*array.Float64Builder).Append(v)
		case arrow.Date32:
			b.Field(0).(*array.Date32Builder).Append(v)
		case string:
			b.Field(0).(*array.StringBuilder).Append(v)
		}
		w, err := NewWriter(&bytes.Buffer{}, schema, WriteOptions{})
		if err != nil {
			t.Fatal(err)
		}
		err = w.Write(b.NewRecord())
		if err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
		if again := w.Close(); again != err {
			t.Errorf("Close after an error gives %v, want the error", again)
		}
	}
}

func TestWrittenRecordsReadTheSame(t *testing.T) {
	rec := everything(t)
	var out bytes.Buffer
	w, err := NewWriter(&out, rec.Schema(), WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(rec); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := readAll(input("t.csv", out.String()), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	for i := range int(rec.NumRows()) {
		var row []string
		for c := range int(rec.NumCols()) {
			row = append(row, cellText(rec.Column(c), i))
		}
		want = append(want, row)
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What is read writes back, and reads the same again: as text in every cell, and with numbers in value.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"a,b\n1,x\n2,y\n", "a;b\r\nx;1,5\r\n\"\";\r\n", "a\nx\n\n", "\xef\xbb\xbfa\tb\n\"x\n\"\"y\"\t-0\n", "Statistik;;\n;;\na;b;c\nx;1;2\n;;\nKälla: SCB;;\n",
		"\xe5r,b\nx,1e-07\n", "\xff\xfea\x00,\x00b\x00\n\x00", "a,b\n1,2\n\"x", "a,b\n,\n1,2\n,\n", "a,b\n1,2\nKälla: SCB\n", "a|b\n1|2|3\n", "a,a\n", "1\n", "a\r\rb\r",
		";2023;;2024;\nKommun;Man;Kvinna;Man;Kvinna\nAle;1;2;3;4\n", "sep=;\n;Antal;Antal\n;2023;2024\nAle;..;~100\nBor;1 234;12,5 %\n", ",2022\n\"Skol-\nkod\",1\n", ",\";00€;€\"\n", "A\n33333330.0\n",
	} {
		f.Add([]byte(s), 0, "")
		f.Add([]byte(s), 1, "Källa")
	}
	f.Fuzz(func(t *testing.T, data []byte, skip int, footer string) {
		if len(data) > 1<<16 || skip > 100 {
			return
		}
		for _, text := range []bool{true, false} {
			in := input("f.csv", string(data))
			o := ingest.Options{Text: text, Skip: skip, Footer: footer}
			got, err := readAll(in, o)
			if err != nil {
				continue
			}
			if len(got.Rows) != len(got.Lines) {
				t.Fatalf("%d rows and %d lines", len(got.Rows), len(got.Lines))
			}
			for i := 1; i < len(got.Lines); i++ {
				if got.Lines[i] <= got.Lines[i-1] {
					t.Fatalf("line %d after %d", got.Lines[i], got.Lines[i-1])
				}
			}
			written := writeAll(t, in, o, WriteOptions{})
			back := ingest.Options{Text: text}
			if footer != "" {
				back.Footer = "no line of any input begins so" // no more than the named footer is left out the first time, and nothing the second
			}
			if len(got.Rows) == 0 {
				back.Delimiter = ',' // a line of names alone does not tell it
			}
			again, err := readAll(input("f.csv", written), back)
			if err != nil {
				t.Fatalf("what was read does not read again: %v\n%q", err, written)
			}
			if diff := cmp.Diff(got.Names, again.Names); diff != "" {
				t.Errorf("names of %q (-first +second)\n%s", written, diff)
			}
			for i := range got.Types { // 1.0 is written 1, which is a whole number when all of its column are
				if got.Types[i] == "float64" && again.Types[i] == "int64" {
					again.Types[i] = "float64"
					for _, row := range again.Rows {
						if v, err := strconv.ParseFloat(row[i], 64); err == nil {
							row[i] = strconv.FormatFloat(v, 'g', -1, 64) // as the first reading shows it
						}
					}
				}
			}
			if diff := cmp.Diff(got.Types, again.Types); diff != "" {
				t.Errorf("types of %q (-first +second)\n%s", written, diff)
			}
			if diff := cmp.Diff(got.Rows, again.Rows); diff != "" {
				t.Errorf("rows of %q (-first +second)\n%s", written, diff)
			}
		}
	})
}
