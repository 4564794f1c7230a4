package xlsx

import (
	"bytes"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/jamlik/jamlik/ingest"
)

// What is read has cells for every name, rows in order, and errors that say what to do; and written as a workbook it reads the same.
func FuzzRead(f *testing.F) {
	const texts, style, book = `<sst><si><t>kommun</t></si><si><r><t>an</t></r><r><t>tal</t></r></si></sst>`,
		`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="21"/></cellXfs></styleSheet>`,
		`<workbook><workbookPr date1904="1"/><sheets><sheet name="a" id="rId1"/></sheets></workbook>`
	for _, sheet := range []string{
		grid([]any{"kommun", "antal"}, []any{"Borås", 5}, []any{"Ale", 2.5}, []any{"Källa: SCB"}),
		grid([]any{"Tabell 1"}, nil, []any{raw(`<c r="%s" t="s"><v>0</v></c>`), raw(`<c r="%s" t="s"><v>1</v></c>`)}, []any{styled("1", "45292"), true}, []any{styled("2", "0.5"), "1 234,5"}),
		grid([]any{"a", "b", nil}, []any{nil, "c", "d"}, []any{styled("3", "0.5"), raw(`<c r="%s" t="e"><v>#N/A</v></c>`), raw(`<c r="%s"><f>1</f></c>`)}, []any{nil, 2, 3}) + merges("A1:A2", "B1:C1", "A3:A4"),
		`<sheetData><row><c><v>1</v></c></row><row r="1048576" hidden="1"><c r="XFD1048576" t="d"><v>2024-01-01</v></c></row></sheetData>`,
		`<cols><col min="1" max="99" hidden="1"/></cols><!-- x --><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<a>]]>&#x41;_x000D_</t></is></c></row></sheetData>`,
	} {
		f.Add(`<worksheet>`+sheet+`</worksheet>`, texts, style, book)
	}
	f.Fuzz(func(t *testing.T, sheet, texts, style, book string) {
		if len(sheet)+len(texts)+len(style)+len(book) > 1<<16 {
			return
		}
		parts := []member{
			{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="worksheet" Target="a"/><Relationship Id="rId2" Type="sharedStrings" Target="b"/><Relationship Id="rId3" Type="styles" Target="c"/></Relationships>`},
			{"xl/workbook.xml", book}, {"xl/a", sheet}, {"xl/b", texts + " "}, {"xl/c", style + " "},
		}
		for _, o := range []ingest.Options{{}, {Text: true}} {
			got, err := readAll(zipped(parts), o)
			if err != nil {
				checkFault(t, err)
				return
			}
			if len(got.Names) == 0 || len(got.Names) > 200 || len(got.Rows) > 2000 {
				return
			}
			for i, line := range got.Lines {
				if i > 0 && line <= got.Lines[i-1] || line < 1 || line > sheetRows {
					t.Fatalf("lines %v", got.Lines)
				}
			}
			again, ok := rewritten(t, zipped(parts), o)
			if !ok {
				return
			}
			if diff := cmp.Diff(got.Names, again.Names); diff != "" {
				t.Fatalf("names (-first +second)\n%s", diff)
			}
			// A row of nothing but nulls is no row of a sheet.
			rows := got.Rows[:0:0]
			for _, r := range got.Rows {
				if strings.Trim(strings.Join(r, ""), "∅") != "" {
					rows = append(rows, r)
				}
			}
			if diff := cmp.Diff(rows, again.Rows); diff != "" {
				t.Fatalf("rows (-first +second)\n%s", diff)
			}
		}
	})
}

// Any text that is written reads the same, and any number.
func FuzzCell(f *testing.F) {
	for _, s := range oddTexts[:len(oddTexts)-1] {
		f.Add(s, 0.1)
	}
	f.Add("_x005F_x0041__x005f_x000D_", -1e-300)
	f.Add("\r\n\t _x_x0041_x0041_", 123456789012345678.0)
	f.Fuzz(func(t *testing.T, text string, number float64) {
		s := arrow.NewSchema([]arrow.Field{{Name: "a", Type: arrow.BinaryTypes.String}, {Name: "b", Type: arrow.PrimitiveTypes.Float64}}, nil)
		b := array.NewRecordBuilder(memory.DefaultAllocator, s)
		b.Field(0).(*array.StringBuilder).Append(text)
		b.Field(1).(*array.Float64Builder).Append(number)
		rec := b.NewRecord()
		var file bytes.Buffer
		w, err := NewWriter(&file, s, WriteOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(rec); err != nil {
			return
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		got := mustRead(t, file.Bytes(), ingest.Options{Text: true, Skip: 1, Header: []string{"a", "b"}})
		want := []string{text, string(appendNumber(nil, number))}
		if text == "" {
			want[0] = "∅"
			if len(got.Rows) == 1 && len(got.Rows[0]) == 2 && got.Rows[0][0] != "∅" {
				want[0], want[1] = want[1], "∅" // the first column that holds anything is the first
			}
		}
		if diff := cmp.Diff([][]string{want}, got.Rows); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func checkFault(t *testing.T, err error) {
	t.Helper()
	if s := err.Error(); !strings.HasPrefix(s, "t.xlsx") || !strings.Contains(s, ";") {
		t.Fatalf("got error %q, want one with file and remedy", s)
	}
}

// rewritten reads a workbook, writes it and reads that, with the options that leave nothing to be found out. It is not ok when a cell cannot be written.
func rewritten(t *testing.T, data []byte, o ingest.Options) (whatIsRead, bool) {
	t.Helper()
	r, err := Format.Open(input("t.xlsx", data), o)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b bytes.Buffer
	w, err := NewWriter(&b, r.Schema(), WriteOptions{})
	if err != nil {
		return whatIsRead{}, false
	}
	for {
		batch, err := r.Next()
		if err != nil {
			break
		}
		if err := w.Write(batch.Record); err != nil {
			return whatIsRead{}, false
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	// The names are those of the first row, whatever they look like.
	var names []string
	for _, f := range r.Schema().Fields() {
		names = append(names, f.Name)
	}
	again, err := readAll(b.Bytes(), ingest.Options{Text: o.Text, Sheet: "Data", Header: names, Skip: 1})
	if err != nil {
		if strings.Contains(err.Error(), "nothing follows") {
			return whatIsRead{Names: names}, true
		}
		t.Fatalf("what was written does not read: %v", err)
	}
	return again, true
}

// TestTheLibraryReadsTheSameCells compares cells with what another reader makes of them.
func TestTheLibraryReadsTheSameCells(t *testing.T) {
	data := write(t, WriteOptions{}, table())
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := f.GetRows("Data", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	got := mustRead(t, data, ingest.Options{Sheet: "Data"})
	for i, row := range got.Rows {
		for k, cell := range row {
			other := ""
			if k < len(want[i+1]) {
				other = want[i+1][k]
			}
			switch {
			case cell == "∅":
				cell = ""
			case twiceEscaped.MatchString(cell):
				continue // it joins the pieces of a text before it resolves what is escaped in each
			case got.Types[k] == "bool":
				cell = map[string]string{"true": "1", "false": "0"}[cell]
			case got.Types[k] == "date32":
				continue // a serial number there
			}
			if cell != other {
				t.Errorf("row %d, %s: got %.60q, the library %.60q", i+1, got.Names[k], cell, other)
			}
		}
	}
}
