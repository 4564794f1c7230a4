package xlsx

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
)

// fourSheets has an empty one, two with data of which the first is hidden, and one with a chart.
func fourSheets() []byte {
	return workbookWith([]string{
		`<sheetData/>`, grid([]any{"a", "b"}, []any{1, 2}), grid([]any{"kommun", "antal"}, []any{"Borås", 5}), ``, grid([]any{"x"}),
	}, member{"xl/workbook.xml", xmlHeading + `<workbook ` + mainNS + `><sheets><sheet name="Tom" sheetId="1" r:id="rId1"/><sheet name="Dold" sheetId="2" state="veryHidden" r:id="rId2"/>` +
		`<sheet name="2024" sheetId="9" state="visible" r:id="rId3"/><sheet name="Diagram" sheetId="4" r:id="rId4"/><sheet name="5" sheetId="3" r:id="rId5"/></sheets></workbook>`},
		member{"xl/_rels/workbook.xml.rels", xmlHeading + `<Relationships ` + relNS + `>` +
			`<Relationship Id="rId1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + relType + `worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
			`<Relationship Id="rId3" Type="` + relType + `worksheet" Target="worksheets\sheet3.xml"/><Relationship Id="rId4" Type="` + relType + `chartsheet" Target="chartsheets/sheet1.xml"/>` +
			`<Relationship Id="rId5" Type="` + relType + `worksheet" Target="./Worksheets/../worksheets/Sheet5.xml"/><Relationship Id="rId6" Type="` + relType + `externalLink" Target="file:///etc/passwd" TargetMode="External"/>` +
			`</Relationships>`})
}

func TestSheets(t *testing.T) {
	hidden := `t.xlsx: the sheet "Dold" is hidden; see that it is the one to read`
	for _, c := range []struct {
		sheet, err string
		names      []string
		warns      []string
	}{
		{sheet: "", names: []string{"kommun", "antal"}, warns: []string{`t.xlsx: the sheet "2024" is read; there are others: "Dold", "5"; set sheet: "2024" to say so, or name another`}},
		{sheet: "2024", names: []string{"kommun", "antal"}},
		{sheet: "3", names: []string{"kommun", "antal"}},
		{sheet: "Dold", names: []string{"a", "b"}, warns: []string{hidden}},
		{sheet: "2", names: []string{"a", "b"}, warns: []string{hidden}},
		{sheet: "5", names: []string{"x"}, warns: []string{`t.xlsx: the sheet "5" has a header and no rows`}},
		{sheet: "Tom", err: `t.xlsx: the sheet "Tom" is empty; name another sheet, or fetch the file again`},
		{sheet: "Diagram", err: `t.xlsx: the sheet "Diagram" holds no cells, only a chart or a dialogue; set sheet to "Tom", "Dold", "2024", "5"`},
		{sheet: "dold", err: `t.xlsx: there is no sheet "dold"; did you mean "Dold"?`},
		{sheet: "17", err: `t.xlsx: there is no sheet "17"; set sheet to "Tom", "Dold", "2024", "5"`},
		{sheet: "Uppgifter", err: `t.xlsx: there is no sheet "Uppgifter"; set sheet to "Tom", "Dold", "2024", "5"`},
	} {
		got, err := readAll(fourSheets(), ingest.Options{Sheet: c.sheet})
		if c.err != "" {
			if err == nil || err.Error() != c.err {
				t.Errorf("%q:\n got %v\nwant %s", c.sheet, err, c.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.sheet, err)
			continue
		}
		if diff := cmp.Diff(c.names, got.Names); diff != "" {
			t.Errorf("%q: names (-want +got)\n%s", c.sheet, diff)
		}
		if diff := cmp.Diff(c.warns, got.Warnings); diff != "" {
			t.Errorf("%q: warnings (-want +got)\n%s", c.sheet, diff)
		}
	}
}

func TestOnlyHiddenSheetsHaveData(t *testing.T) {
	data := workbookWith([]string{`<sheetData/>`, grid([]any{"a", "b"}, []any{1, 2})}, member{"xl/workbook.xml", xmlHeading + `<workbook ` + mainNS + `><sheets>` +
		`<sheet name="Tom" sheetId="1" r:id="rId1"/><sheet name="Dold" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`})
	got := mustRead(t, data, ingest.Options{})
	if diff := cmp.Diff([]string{`t.xlsx: the sheet "Dold" is hidden; see that it is the one to read`}, got.Warnings); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTheTitleIsTheLabel(t *testing.T) {
	data := workbookWith([]string{grid([]any{"a", "b"}, []any{1, 2})},
		member{"_rels/.rels", `<Relationships ` + relNS + `><Relationship Id="rId1" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		member{"docProps/core.xml", `<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>Någon</dc:creator><dc:title> Folkmängd </dc:title></cp:coreProperties>`})
	got := mustRead(t, data, ingest.Options{})
	if diff := cmp.Diff(map[string]string{"sheet": "Blad1", "label": "Folkmängd"}, got.Metadata); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A single cell in the last row of a sheet is one row more, not a million.
func TestACellInTheLastRow(t *testing.T) {
	data := workbookWith([]string{`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>` +
		`<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>3</v></c></row></sheetData>`})
	got := mustRead(t, data, ingest.Options{})
	if diff := cmp.Diff([][]string{{"1", "2"}, {"3", "∅"}}, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]int32{2, 1048576}, got.Lines); diff != "" {
		t.Errorf("lines (-want +got)\n%s", diff)
	}
}
