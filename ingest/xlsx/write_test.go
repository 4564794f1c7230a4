package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/jamlik/jamlik/ingest"
)

// oddTexts are texts that a spreadsheet program would make something else of, and such as XML has trouble with.
var oddTexts = []string{"0114", "1e5", "=1+1", "+5", "-5", "@SUM(A1)", "'x", "TRUE", "2024-01-01", " inner  space ", "\ttab", "two\nlines", "cr\r\n", "<a> & \"b\"", "]]>", "_x0041_", "_x005F_", "_x_x000D_", "_x005F_x0041__x005f_x000D_", "åäö 😀",
	"..", "#N/A", "1 234,5", strings.Repeat("å", 32767)}

// table has a column of every type with nulls, metadata of the table and of its columns, and a row for each odd text.
func table() arrow.Record {
	md := arrow.NewMetadata([]string{ingest.MetadataLabel, ingest.MetadataSource, ingest.MetadataLicence, ingest.MetadataUpdated, ingest.MetadataNote, ingest.MetadataNote + ":1490", "retrieved", "egen"},
		[]string{"Folkmängd", "SCB", "CC0", "2025-02-20", "en\ntvå", "ändrad gräns", "2025-03-01", "x"})
	rate := arrow.NewMetadata([]string{"unit", ingest.MetadataDecimals}, []string{"per 1 000", "2"})
	tid := arrow.NewMetadata([]string{ingest.MetadataRole}, []string{ingest.RoleTime})
	s := arrow.NewSchema([]arrow.Field{
		{Name: "text", Type: textType, Nullable: true}, {Name: "plain", Type: arrow.BinaryTypes.String, Nullable: true}, {Name: "antal", Type: arrow.PrimitiveTypes.Int64, Nullable: true},
		{Name: "andel", Type: arrow.PrimitiveTypes.Float64, Nullable: true, Metadata: rate}, {Name: "dag", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
		{Name: "flagga", Type: arrow.FixedWidthTypes.Boolean, Nullable: true}, {Name: "år", Type: arrow.PrimitiveTypes.Int32, Metadata: tid}, {Name: "fri", Type: arrow.PrimitiveTypes.Float64},
	}, &md)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	for i, text := range oddTexts {
		b.Field(6).(*array.Int32Builder).Append(int32(2000 + i))
		b.Field(7).(*array.Float64Builder).Append(0.1 * float64(i))
		if i%5 == 4 {
			for k := range 6 {
				b.Field(k).AppendNull()
			}
			continue
		}
		_ = b.Field(0).(*array.BinaryDictionaryBuilder).AppendString(text)
		b.Field(1).(*array.StringBuilder).Append(text)
		b.Field(2).(*array.Int64Builder).Append(int64(i) * 1_000_003)
		b.Field(3).(*array.Float64Builder).Append(math.Sqrt(float64(i)) - 2)
		b.Field(4).(*array.Date32Builder).Append(arrow.Date32(i*4000 - 20000))
		b.Field(5).(*array.BooleanBuilder).Append(i%2 == 0)
	}
	return b.NewRecord()
}

func write(t testing.TB, o WriteOptions, recs ...arrow.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, recs[0].Schema(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recs {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if b.Len() > 0 {
		t.Error("something is written before all is known to fit")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWrittenWorkbooksReadTheSame(t *testing.T) {
	rec := table()
	for _, o := range []WriteOptions{{}, {English: true, Sheet: "Om"}} {
		r, err := Format.Open(input("t.xlsx", write(t, o, rec)), ingest.Options{Sheet: o.Sheet})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		batch, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Warnings()) > 0 {
			t.Errorf("got warnings %v", r.Warnings())
		}
		for c, f := range rec.Schema().Fields() {
			got := batch.Record.Schema().Field(c)
			if got.Name != f.Name || got.Metadata.String() != f.Metadata.String() {
				t.Errorf("got field %v, want %v", got, f)
			}
			for i := range int(rec.NumRows()) {
				g, w := batch.Record.Column(c), rec.Column(c)
				if g.IsNull(i) != w.IsNull(i) || !g.IsNull(i) && g.ValueStr(i) != w.ValueStr(i) {
					t.Errorf("%s, row %d: got %.50q, want %.50q", f.Name, i+1, g.ValueStr(i), w.ValueStr(i))
				}
			}
		}
		want := rec.Schema().Metadata().ToMap()
		want[MetadataSheet] = "Data"
		if o.Sheet != "" {
			want[MetadataSheet] = o.Sheet
		}
		got := batch.Record.Schema().Metadata().ToMap()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("metadata (-want +got)\n%s", diff)
		}
		if _, err := r.Next(); !errors.Is(err, io.EOF) {
			t.Errorf("got %v after the last row", err)
		}
	}
}

func TestTheSameRecordsGiveTheSameBytes(t *testing.T) {
	first := write(t, WriteOptions{}, table())
	for range 20 {
		if !bytes.Equal(write(t, WriteOptions{}, table()), first) {
			t.Fatal("two runs differ")
		}
	}
}

// TestLook opens what was written with the library's reader.
func TestLook(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, WriteOptions{}, table())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if diff := cmp.Diff([]string{"Data", "Om"}, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got)\n%s", diff)
	}
	for cell, want := range map[string]string{"A2": "@", "B2": "@", "C2": "#,##0", "D2": "#,##0.00", "E2": "yyyy-mm-dd", "F2": "", "G2": "0", "H2": ""} {
		id, err := f.GetCellStyle("Data", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if style.CustomNumFmt != nil {
			got = *style.CustomNumFmt
		} else if style.NumFmt != 0 {
			got = fmt.Sprint(style.NumFmt)
		}
		if builtin := map[string]string{"3": "#,##0", "4": "#,##0.00", "1": "0", "49": "@"}; builtin[got] != "" {
			got = builtin[got]
		}
		if got != want {
			t.Errorf("%s: got format %q, want %q", cell, got, want)
		}
	}
	id, _ := f.GetCellStyle("Data", "A1")
	if style, err := f.GetStyle(id); err != nil || style.Font == nil || !style.Font.Bold {
		t.Errorf("the header is not bold: %v", err)
	}
	panes, err := f.GetPanes("Data")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("got panes %+v, %v", panes, err)
	}
	for column, want := range map[string]float64{"A": 50, "C": 11, "E": 11, "G": 9} {
		if got, err := f.GetColWidth("Data", column); err != nil || got != want {
			t.Errorf("column %s: got width %v, %v, want %v", column, got, err, want)
		}
	}
	if kind, err := f.GetCellType("Data", "A4"); err != nil || kind != excelize.CellTypeInlineString {
		t.Errorf("a text like a formula has type %v, %v", kind, err)
	}
	for cell, want := range map[string]string{"A1": "Kolumn", "B1": "Uppgift", "C1": "Innehåll", "B2": "Rubrik", "C2": "Folkmängd", "B3": "Källa", "C3": "SCB", "B7": "Anmärkning:1490"} {
		if got, err := f.GetCellValue("Om", cell); err != nil || got != want {
			t.Errorf("Om!%s: got %q, %v, want %q", cell, got, err, want)
		}
	}
	props, err := f.GetDocProps()
	if err != nil || props.Created != "2000-01-01T00:00:00Z" || props.Title != "Folkmängd" || props.Creator != "jamlik" {
		t.Errorf("got properties %+v, %v", props, err)
	}
	// Some readers stop where a sheet says that it ends.
	for sheet, want := range map[string]string{"Data": "", "Om": "A1:C12"} {
		if got, err := f.GetSheetDimension(sheet); err != nil || got != want {
			t.Errorf("%s: got the dimension %q, %v, want %q", sheet, got, err, want)
		}
	}
	names := f.GetDefinedName()
	if len(names) != 1 || names[0].RefersTo != "'Data'!$A$1:$H$25" {
		t.Errorf("got filters %+v", names)
	}
}

// one returns a record of one column and one row.
func one(t arrow.DataType, set func(array.Builder)) arrow.Record {
	s := arrow.NewSchema([]arrow.Field{{Name: "a", Type: t, Nullable: true}}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	set(b.Field(0))
	return b.NewRecord()
}

func TestWhatDoesNotFit(t *testing.T) {
	text := func(s string) arrow.Record {
		return one(arrow.BinaryTypes.String, func(b array.Builder) { b.(*array.StringBuilder).Append(s) })
	}
	number := func(v float64) arrow.Record {
		return one(arrow.PrimitiveTypes.Float64, func(b array.Builder) { b.(*array.Float64Builder).Append(v) })
	}
	for _, c := range []struct {
		rec  arrow.Record
		want string
	}{
		{number(math.NaN()), `row 1: column "a": NaN is no number; a missing value is null`},
		{number(math.Inf(-1)), `row 1: column "a": -Inf is no number; a missing value is null`},
		{text(strings.Repeat("x", 32768)), `row 1: column "a": a text of 32768 characters, more than the 32767 that a cell holds`},
		{text(strings.Repeat("😀", 16384)), `row 1: column "a": a text of 32768 characters, more than the 32767 that a cell holds`},
		{text("a\x01"), `row 1: column "a": the text "a\x01" holds the character U+0001, which a workbook cannot hold`},
		{text("a\x00"), `row 1: column "a": the text "a\x00" holds the character U+0000, which a workbook cannot hold`},
		{text("a\xff"), `row 1: column "a": the text "a\xff" is not UTF-8`},
		{one(arrow.FixedWidthTypes.Date32, func(b array.Builder) { b.(*array.Date32Builder).Append(3_000_000) }), `row 1: column "a": the year 10183 has no form of four digits`},
	} {
		var b bytes.Buffer
		w, err := NewWriter(&b, c.rec.Schema(), WriteOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(c.rec); err == nil || err.Error() != c.want {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
		if err := w.Close(); err == nil || b.Len() > 0 {
			t.Errorf("after %s: got %v and %d bytes", c.want, err, b.Len())
		}
	}
	list := arrow.ListOf(arrow.PrimitiveTypes.Int64)
	for _, c := range []struct {
		fields []arrow.Field
		sheet  string
		want   string
	}{
		{nil, "", "no columns to write"},
		{[]arrow.Field{{Name: "a", Type: list}}, "", `column "a": a workbook has no form for list<item: int64, nullable>`},
		{[]arrow.Field{{Name: "", Type: textType}}, "", "column 1 has no name"},
		{[]arrow.Field{{Name: "a", Type: textType}, {Name: "a", Type: textType}}, "", `columns 1 and 2 are both named "a"`},
		{slices.Repeat([]arrow.Field{{Name: "a", Type: textType}}, 16385), "", "16385 columns, where a sheet has 16384; write .csv, .parquet or .arrow"},
		{[]arrow.Field{{Name: "a", Type: textType}}, "a:b", `sheet "a:b": the sheet can not contain any of the characters :\/?*[or]`},
	} {
		if _, err := NewWriter(io.Discard, arrow.NewSchema(c.fields, nil), WriteOptions{Sheet: c.sheet}); err == nil || err.Error() != c.want {
			t.Errorf("got %v\nwant %s", err, c.want)
		}
	}
}

func TestMoreRowsThanASheetHolds(t *testing.T) {
	rec := one(arrow.FixedWidthTypes.Boolean, func(b array.Builder) {
		for range sheetRows {
			b.AppendNull()
		}
	})
	var b bytes.Buffer
	w, err := NewWriter(&b, rec.Schema(), WriteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "more than 1048575 rows, the most that a sheet holds below its header; write .csv, .parquet or .arrow, or fewer rows"
	if err := w.Write(rec); err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if b.Len() > 0 {
		t.Errorf("%d bytes are written", b.Len())
	}
}

// What a spreadsheet program would show as something else is text.
func TestNumbersAndDaysThatAreWrittenAsText(t *testing.T) {
	day := func(s string) arrow.Date32 {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return arrow.Date32FromTime(d)
	}
	for _, c := range []struct {
		rec  arrow.Record
		want []string
	}{
		{one(arrow.PrimitiveTypes.Int64, func(b array.Builder) {
			b.(*array.Int64Builder).AppendValues([]int64{math.MaxInt64, math.MinInt64, 1_000_000_000_000_000}, nil)
		}), []string{"9223372036854775807", "-9223372036854775808", "1000000000000000"}},
		{one(arrow.PrimitiveTypes.Uint64, func(b array.Builder) { b.(*array.Uint64Builder).Append(math.MaxUint64) }), []string{"18446744073709551615"}},
		{one(arrow.FixedWidthTypes.Date32, func(b array.Builder) {
			b.(*array.Date32Builder).AppendValues([]arrow.Date32{day("1900-02-28"), day("1749-12-31"), day("1900-03-01"), day("9999-12-31")}, nil)
		}), []string{"1900-02-28", "1749-12-31", "1900-03-01", "9999-12-31"}},
		{one(arrow.PrimitiveTypes.Float32, func(b array.Builder) { b.(*array.Float32Builder).Append(0.1) }), []string{"0.1"}},
	} {
		got := mustRead(t, write(t, WriteOptions{}, c.rec), ingest.Options{})
		var cells []string
		for _, r := range got.Rows {
			cells = append(cells, r[0])
		}
		if diff := cmp.Diff(c.want, cells); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
}

func TestATableWithoutRows(t *testing.T) {
	rec := table().NewSlice(0, 0)
	got := mustRead(t, write(t, WriteOptions{}, rec), ingest.Options{})
	if len(got.Names) != 8 || len(got.Rows) != 0 {
		t.Errorf("got %v and %d rows", got.Names, len(got.Rows))
	}
}

// A note that no cell holds takes several.
func TestALongNote(t *testing.T) {
	note := strings.Repeat("å\x01😀", 30_000)
	md := arrow.NewMetadata([]string{ingest.MetadataNote}, []string{note})
	s := arrow.NewSchema([]arrow.Field{{Name: "a", Type: arrow.BinaryTypes.String}, {Name: "b", Type: arrow.BinaryTypes.String}}, &md)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	b.Field(0).(*array.StringBuilder).Append("x")
	b.Field(1).(*array.StringBuilder).Append("y")
	got := mustRead(t, write(t, WriteOptions{}, b.NewRecord()), ingest.Options{})
	if want := strings.ReplaceAll(note, "\x01", " "); got.Metadata[ingest.MetadataNote] != want {
		t.Errorf("got a note of %d bytes, want %d", len(got.Metadata[ingest.MetadataNote]), len(want))
	}
}
