package xlsx

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/ingest"
)

const nbsp = "\u00a0"

// styled returns a number with a style of the style sheet.
func styled(style, number string) raw {
	return raw(`<c r="%s" s="` + style + `"><v>` + number + `</v></c>`)
}

func TestColumns(t *testing.T) {
	sheetStyles := styles(14, "yyyy-mm-dd", "0.0%", "0000", 21, `[$-41D]d mmmm yyyy;@`, "#,##0.00", `0.0" år"`, 22, "[h]:mm", "General")
	const day, iso, percent, code, clock, long, thousands, years, moment, hours, general = "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"
	cases := []struct {
		name  string
		cells []any
		typ   string
		want  []string
		warns []string
	}{
		{"whole numbers", []any{1, -5, nil, 0, "7"}, "int64", []string{"1", "-5", "∅", "0", "7"}, nil},
		{"numbers in other clothes", []any{1.0, raw(`<c r="%s"><v>1.5E3</v></c>`), raw(`<c r="%s" t="n"><v>0.10000000000000001</v></c>`)}, "float64", []string{"1", "1500", "0.1"}, nil},
		{"numbers as text", []any{"1", "2024", "-3"}, "int64", []string{"1", "2024", "-3"}, nil},
		{"numbers as text with decimal comma", []any{"1,5", "2024", 3, 0.25}, "float64", []string{"1.5", "2024", "3", "0.25"}, nil},
		{"a comma that may set thousands apart", []any{"1,234", "2,345"}, "dictionary", []string{"1,234", "2,345"}, nil},
		{"thousands set apart by a space", []any{"1" + nbsp + "234", "5"}, "float64", []string{"1234", "5"}, nil},
		{"codes as text", []any{"0114", "1490"}, "dictionary", []string{"0114", "1490"}, nil},
		{"codes as text among numbers", []any{"0114", 1490}, "dictionary", []string{"0114", "1490"}, nil},
		{"codes as numbers", []any{styled(code, "114"), styled(code, "1490")}, "dictionary", []string{"0114", "1490"}, nil},
		{"markers", []any{1.5, "..", 3}, "dictionary", []string{"1.5", "..", "3"}, nil},
		{"a long whole number as text", []any{"12345678901234567", 1.5}, "dictionary", []string{"12345678901234567", "1.5"}, nil},
		{"a long whole number", []any{raw(`<c r="%s"><v>9007199254740993</v></c>`)}, "float64", []string{"9.007199254740992e+15"}, nil},
		{"truth values", []any{true, false, nil}, "bool", []string{"true", "false", "∅"}, nil},
		{"truth values among others", []any{true, "ja", 1}, "dictionary", []string{"true", "ja", "1"}, nil},
		{"days", []any{styled(day, "45292"), styled(iso, "45293"), styled(long, "45294"), styled(day, "1"), styled(day, "59"), styled(day, "61"), styled(moment, "45292")},
			"date32", []string{"2024-01-01", "2024-01-02", "2024-01-03", "1900-01-01", "1900-02-28", "1900-03-01", "2024-01-01"}, nil},
		{"days and times", []any{styled(moment, "45292.520833333336"), styled(day, "45293")}, "dictionary", []string{"2024-01-01T12:30:00", "2024-01-02"}, nil},
		{"days among texts", []any{styled(day, "45292"), "okänd"}, "dictionary", []string{"2024-01-01", "okänd"}, nil},
		{"times of day", []any{styled(clock, "0.5"), styled(hours, "1.25")}, "dictionary", []string{"12:00:00", "30:00:00"}, nil},
		{"days that are none", []any{styled(day, "60"), styled(day, "-1"), styled(day, "3000000")}, "int64", []string{"60", "-1", "3000000"},
			[]string{`t.xlsx:2: column "a": the number 60 in A2 and 2 more cells of the column is shown as a day and is none; it is read as a number`}},
		{"per cent", []any{styled(percent, "0.123"), styled(percent, "1")}, "float64", []string{"0.123", "1"},
			[]string{`t.xlsx:2: column "a": the number in A2 and 1 more cell of the column is shown in per cent and read as it is stored, 0.123; multiply it by 100 where the unit is per cent`}},
		{"other formats", []any{styled(thousands, "1234.5"), styled(years, "2"), styled(general, "3"), 4}, "float64", []string{"1234.5", "2", "3", "4"}, nil},
		{"errors", []any{1, raw(`<c r="%s" t="e"><v>#N/A</v></c>`), raw(`<c r="%s" t="e"><f>1/0</f><v>#DIV/0!</v></c>`)}, "int64", []string{"1", "∅", "∅"},
			[]string{`t.xlsx:3: column "a": the error #N/A in A3 and 1 more cell of the column is read as empty`}},
		{"formulas", []any{raw(`<c r="%s"><f>SUM(1,2)</f><v>3</v></c>`), raw(`<c r="%s" t="str"><f>A1</f><v></v></c>`), raw(`<c r="%s" t="b"><f>TRUE</f><v>1</v></c>`)}, "dictionary", []string{"3", "∅", "true"}, nil},
		{"formulas never calculated", []any{raw(`<c r="%s"><f>SUM(1,2)</f></c>`), 2, raw(`<c r="%s"><f>SUM(1,2)</f><v/></c>`)}, "int64", []string{"∅", "2", "∅"},
			[]string{`t.xlsx:2: column "a": the formula in A2 and 1 more cell of the column was never calculated and is read as empty; open the file in a spreadsheet program and save it, so that it has the values`}},
		{"a text as formula's value", []any{raw(`<c r="%s" t="str"><f>A1</f><v>a &lt; b_x000D_</v></c>`)}, "dictionary", []string{"a < b\r"}, nil},
		{"rich text", []any{raw(`<c r="%s" t="inlineStr"><is><r><t>Bo</t></r><r><rPr><b/></rPr><t xml:space="preserve">rås </t></r><rPh sb="0" eb="1"><t>uttal</t></rPh><phoneticPr fontId="1"/></is></c>`)}, "dictionary", []string{"Borås "}, nil},
		{"odd texts", []any{"  a  ", "a\r\nb", "_x005F_x000D_", "&amp;", raw(`<c r="%s" t="inlineStr"><is><t><![CDATA[a & <b>]]>&#229;&#xE5;</t></is></c>`)}, "dictionary",
			[]string{"  a  ", "a\nb", "_x000D_", "&amp;", "a & <b>åå"}, nil},
		{"empty texts", []any{"", 5, raw(`<c r="%s" t="s"><v></v></c>`), raw(`<c r="%s" s="1"/>`)}, "int64", []string{"5"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			// A second column keeps rows alive in which the cell is empty.
			rows := [][]any{{"a", "b"}}
			for _, v := range c.cells {
				rows = append(rows, []any{v, "x"})
			}
			got := mustRead(t, workbookWith([]string{grid(rows...)}, sheetStyles), ingest.Options{})
			var cells []string
			for _, r := range got.Rows {
				cells = append(cells, r[0])
			}
			if c.name == "empty texts" {
				c.want = []string{"∅", "5", "∅", "∅"}
			}
			if got.Types[0] != c.typ {
				t.Errorf("got type %s, want %s", got.Types[0], c.typ)
			}
			if diff := cmp.Diff(c.want, cells); diff != "" {
				t.Errorf("cells (-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(c.warns, got.Warnings); diff != "" {
				t.Errorf("warnings (-want +got)\n%s", diff)
			}
		})
	}
}

// The day 0 of one system is the day 1462 of the other: section 18.17.4.1 of ECMA-376, part 1.
func TestDaysFrom1904(t *testing.T) {
	book := member{"xl/workbook.xml", xmlHeading + `<workbook ` + mainNS + `><workbookPr date1904="1"/><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`}
	got := mustRead(t, workbookWith([]string{grid([]any{"dag", "b"}, []any{styled("1", "0"), 1}, []any{styled("1", "43830"), 1})}, styles(14), book), ingest.Options{})
	if diff := cmp.Diff([][]string{{"1904-01-01", "1"}, {"2024-01-01", "1"}}, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A program that leaves formulas to be calculated writes 0 as their value.
func TestZerosOfFormulasThatWereLeftAreNull(t *testing.T) {
	book := member{"xl/workbook.xml", xmlHeading + `<workbook ` + mainNS + `><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`}
	got := mustRead(t, workbookWith([]string{grid([]any{"a", "b"}, []any{raw(`<c r="%s"><f>1+1</f><v>0</v></c>`), 0}, []any{raw(`<c r="%s"><f>1+1</f><v>2</v></c>`), 1})}, book), ingest.Options{})
	if diff := cmp.Diff([][]string{{"∅", "0"}, {"2", "1"}}, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0], "never calculated") {
		t.Errorf("got warnings %q", got.Warnings)
	}
}

// The strict form of the standard has other namespaces, and may write days as text.
func TestStrictForm(t *testing.T) {
	const ns = `xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"`
	const rel = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
	data := zipped([]member{
		{"_rels/.rels", `<Relationships ` + relNS + `><Relationship Id="rId1" Type="` + rel + `officeDocument" Target="/xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + ns + ` conformance="strict"><sheets><sheet name="Blad1" sheetId="1" r:id="rId7"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships ` + relNS + `><Relationship Id="rId7" Type="` + rel + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", `<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main">` +
			`<x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>dag</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>tid</x:t></x:is></x:c></x:row>` +
			`<x:row r="2"><x:c r="A2" t="d"><x:v>2024-02-29</x:v></x:c><x:c r="B2" t="d"><x:v>2024-02-29T12:30:00Z</x:v></x:c></x:row></x:sheetData></x:worksheet>`},
	})
	got := mustRead(t, data, ingest.Options{})
	if diff := cmp.Diff([][]string{{"2024-02-29", "2024-02-29T12:30:00"}}, got.Rows); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFormats(t *testing.T) {
	for code, want := range map[string]format{
		"General": {}, "0": {}, "#,##0": {}, "0.00": {}, "0%": {display: asPercent}, "0.0 %": {display: asPercent}, "yyyy-mm-dd": {display: asDay}, "[$-41D]d mmmm yyyy;@": {display: asDay},
		"mmm": {display: asDay}, "yyyy": {display: asDay}, "hh:mm": {display: asTime}, "[h]:mm": {display: asTime}, "mm:ss.0": {display: asTime}, "yyyy-mm-dd hh:mm": {display: asDay},
		"0000": {display: asCode, width: 4}, "00 000": {}, `"dag" 0`: {}, `0 \d`: {}, "[Red]0;[Blue]-0": {}, "0.00E+00": {}, "@": {}, `0" %"`: {}, `_-* #,##0_-;-* #,##0_-`: {}, `"öppen`: {}, "[öppen": {}, "": {},
		"0;yyyy": {}, "0_d": {},
	} {
		if got := formatOf(code); got != want {
			t.Errorf("%q: got %v, want %v", code, got, want)
		}
	}
}

func TestColumnNames(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", sheetColumns: "XFD"} {
		if got := columnName(n); got != want {
			t.Errorf("column %d: got %s, want %s", n, got, want)
		}
		if line, column, ok := cellAt([]byte(want + "7")); !ok || line != 7 || column != n {
			t.Errorf("%s7: got %d, %d, %v", want, line, column, ok)
		}
	}
	for _, bad := range []string{"", "A", "7", "A0", "XFE1", "A1048577", "AAAA1", "A-1", "A1B", "Ä1", "A99999999999"} {
		if line, column, ok := cellAt([]byte(bad)); ok {
			t.Errorf("%q: got %d, %d", bad, line, column)
		}
	}
}
