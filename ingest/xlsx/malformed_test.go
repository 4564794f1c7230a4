package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// old is the container of old Office files with a stream of a name.
func old(stream string) []byte {
	return append([]byte(oleMagic+strings.Repeat("\x00", 600)), wide(stream)...)
}

// encrypted sets the mark of an encrypted part in every part.
func encrypted(data []byte) []byte {
	for _, sign := range []struct {
		magic string
		flags int
	}{{"PK\x03\x04", 6}, {"PK\x01\x02", 8}} {
		for i := 0; ; {
			k := bytes.Index(data[i:], []byte(sign.magic))
			if k < 0 {
				break
			}
			data[i+k+sign.flags] |= 1
			i += k + 4
		}
	}
	return data
}

// bomb is a workbook whose sheet claims to unpack to a size, with a directory that says so.
func bomb(declared uint64) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range []member{
		{"_rels/.rels", `<Relationships><Relationship Id="rId1" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + mainNS + `><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
	} {
		w, _ := z.Create(m.name)
		_, _ = io.WriteString(w, m.text)
	}
	var packed bytes.Buffer
	f, _ := flate.NewWriter(&packed, 9)
	_, _ = f.Write([]byte("<worksheet>"))
	_ = f.Close()
	w, _ := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte("<worksheet>")),
		CompressedSize64: uint64(packed.Len()), UncompressedSize64: declared})
	_, _ = w.Write(packed.Bytes())
	_ = z.Close()
	return b.Bytes()
}

func TestMalformed(t *testing.T) {
	good := grid([]any{"kommun", "antal"}, []any{"Borås", 5})
	sheet := func(xml string) []byte { return workbookWith([]string{xml}) }
	cell := func(c string) []byte { return sheet(`<sheetData><row r="3">` + c + `</row></sheetData>`) }
	with := func(more ...member) []byte { return workbookWith([]string{good}, more...) }
	rels := func(s string) member {
		return member{"xl/_rels/workbook.xml.rels", `<Relationships ` + relNS + `>` + s + `</Relationships>`}
	}
	const again = "; fetch the file again, or open it in a spreadsheet program and save it anew"
	const harm = "; the file is damaged or made to do harm; open it in a spreadsheet program and save it anew if you trust it"
	const save = "; open it in a spreadsheet program and save it as .xlsx or .csv"
	const s1 = `the part "xl/worksheets/sheet1.xml" `
	cases := []struct {
		name string
		data []byte
		want string // after the file's name
	}{
		{"nothing", nil, ": the file is empty; fetch it again"},
		{"text", []byte("a;b\n1;2\n"), ": this is text, not a workbook, whatever its name; read it as delimited text: format csv"},
		{"a web page", []byte("\xef\xbb\xbf \n<HTML><table>"), ": this is a web page, not a workbook, whatever its name" + save},
		{"a table of a web page", []byte("<table><tr><td>1</td></tr></table>"), ": this is a web page, not a workbook, whatever its name" + save},
		{"XML of 2003", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`), ": this is XML, perhaps a workbook of 2003, not a workbook of today" + save},
		{"an old workbook", old("Workbook"), ": this is an Excel workbook of the kind before 2007 (.xls), which is not read; open it and save it as .xlsx or .csv"},
		{"a password", old("EncryptedPackage"), ": the workbook is protected with a password; open it in Excel and save it without one"},
		{"encrypted parts", encrypted(with()), `: the part "_rels/.rels" is encrypted; open the file with its password and save it without`},
		{"bytes", []byte("\x00\x01\x02\x03"), ": this is not a workbook: it is no zip archive" + again},
		{"an empty archive", zipped(nil), ": this is an empty zip archive, not a workbook; fetch it again"},
		{"another archive", zipped([]member{{"a.csv", "a,b"}}), ": this is a zip archive without a workbook in it; unpack it and name the file within"},
		{"OpenDocument", zipped([]member{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<a/>"}}), ": this is an OpenDocument file (.ods), not an Excel workbook; open it and save it as .xlsx or .csv"},
		{"a document", zipped([]member{{"[Content_Types].xml", "<a/>"}, {"word/document.xml", "<a/>"}}), ": this is a Word document, not a workbook; save its table in a workbook or as .csv"},
		{"a binary workbook", zipped([]member{{"[Content_Types].xml", "<a/>"}, {"xl/workbook.bin", "x"}}), ": this is a binary workbook (.xlsb), which is not read; open it in Excel and save it as .xlsx"},
		{"cut off", with()[:900], ": the zip archive that a workbook is cannot be opened: it is cut off or damaged" + again},
		{"a part twice", zipped([]member{{"xl/workbook.xml", "<a/>"}, {"XL/workbook.xml", "<a/>"}}), `: the part "XL/workbook.xml" comes twice` + harm},
		{"no list of places", with(member{"xl/_rels/workbook.xml.rels", ""}), `: the workbook lacks its part "xl/_rels/workbook.xml.rels"` + again},
		{"a sheet without a place", with(rels("")), `: the workbook does not say where its sheet "Blad1" is` + again},
		{"a sheet that is not there", with(member{"xl/worksheets/sheet1.xml", ""}), `: the workbook lacks its part "xl/worksheets/sheet1.xml"` + again},
		{"a sheet outside", with(rels(`<Relationship Id="rId1" Type="` + relType + `worksheet" Target="../../../etc/passwd"/>`)), `: the workbook lacks its part "etc/passwd"` + again},
		{"a sheet elsewhere", with(rels(`<Relationship Id="rId1" Type="` + relType + `worksheet" TargetMode="External" Target="file:///etc/passwd"/>`)), `: the workbook does not say where its sheet "Blad1" is` + again},
		{"a sheet that is the workbook", with(rels(`<Relationship Id="rId1" Type="` + relType + `worksheet" Target="workbook.xml"/>`)), `: the part "xl/workbook.xml" begins with <workbook>, not with <worksheet>` + again},
		{"two places of one id", with(rels(`<Relationship Id="a" Target="b"/><Relationship Id="a" Target="c"/>`)), `: the part "xl/_rels/workbook.xml.rels" has two relationships with the id "a"` + again},
		{"texts that are not there", with(rels(`<Relationship Id="rId1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="a" Type="` + relType + `sharedStrings" Target="b"/>`)), `: the workbook lacks its part "xl/b"` + again},
		{"styles that are not there", with(rels(`<Relationship Id="rId1" Type="` + relType + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="a" Type="` + relType + `styles" Target="b"/>`)), `: the workbook lacks its part "xl/b"` + again},
		{"no sheets", with(member{"xl/workbook.xml", "<workbook/>"}), `: the workbook has no sheets` + again},
		{"nothing in any sheet", sheet(`<sheetData/>`), `: no sheet of the workbook has anything in it; fetch the file again, or take it out of the study`},
		{"a bomb", bomb(1 << 40), `: ` + s1 + `unpacks to 1048576 MB, more than 8192` + harm},
		{"a size that lies", bomb(1 << 20), `: ` + s1 + `is damaged or cut off` + again},

		{"XML cut off", with(member{"xl/worksheets/sheet1.xml", "<worksheet><sheetData>"}), `: ` + s1 + `is not whole XML: it ends within <sheetData> at byte 22` + again},
		{"a tag cut off", with(member{"xl/worksheets/sheet1.xml", `<worksheet><sheetData a="`}), `: ` + s1 + `is not whole XML: it ends within a tag at byte 11` + again},
		{"tags that cross", sheet(`<sheetData></row></sheetData>`), `: ` + s1 + `is not whole XML: </row> where <sheetData> is open at byte 222` + again},
		{"an attribute without quotation marks", with(member{"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c s=1 t="s"><v>0</v></c></row></sheetData></worksheet>`}), `: ` + s1 + `is not whole XML: <c> has something that is no attribute at byte 27` + again},
		{"an attribute without a value", with(member{"xl/worksheets/sheet1.xml", `<worksheet a></worksheet>`}), `: ` + s1 + `is not whole XML: <worksheet> has something that is no attribute at byte 0` + again},
		{"two roots", with(member{"xl/worksheets/sheet1.xml", `<worksheet></worksheet><worksheet/>`}), `: ` + s1 + `is not whole XML: a second root <worksheet> at byte 23` + again},
		{"a document type", with(member{"xl/worksheets/sheet1.xml", `<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>`}), `: ` + s1 + `has a document type or another declaration, which no workbook has` + again},
		{"an entity", cell(`<c r="A3" t="str"><v>&lol;</v></c>`), `: ` + s1 + `holds a reference that XML does not have: "&lol;"` + again},
		{"UTF-16", with(member{"xl/worksheets/sheet1.xml", "\xff\xfe<\x00"}), `: ` + s1 + `is UTF-16, where workbooks have UTF-8` + again},
		{"not UTF-8", cell("<c r=\"A3\" t=\"str\"><v>Bor\xe5s</v></c>"), `: ` + s1 + `holds bytes that are not UTF-8: "Bor\xe5s"` + again},
		{"deep", sheet(strings.Repeat("<a>", 70)), `: ` + s1 + `is not whole XML: more than 64 elements within one another at byte 400` + again},
		{"a long text", cell(`<c r="A3" t="str"><v>` + strings.Repeat("x", 5<<20)), `: ` + s1 + `is not whole XML: a tag or text of more than 4194304 bytes at byte 254` + again},
		{"a long tag", sheet(`<a b="` + strings.Repeat("x", 5<<20)), `: ` + s1 + `is not whole XML: a tag or text of more than 4194304 bytes at byte 211` + again},

		{"a row beyond", sheet(`<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>`), `:1: a row is numbered "1048577", where a sheet has rows 1 to 1048576` + again},
		{"a row below 1", sheet(`<sheetData><row r="0"/></sheetData>`), `:1: a row is numbered "0", where a sheet has rows 1 to 1048576` + again},
		{"rows out of order", sheet(`<sheetData><row r="2"/><row r="2"/></sheetData>`), `:2: row 2 comes after row 2` + again},
		{"a cell of another row", cell(`<c r="A4"><v>1</v></c>`), `:3: the cell A4 is in row 3` + again},
		{"a column beyond", cell(`<c r="XFE3"><v>1</v></c>`), `:3: a cell is called "XFE3", where a sheet has cells A1 to XFD1048576` + again},
		{"ten million columns", cell(strings.Repeat(`<c><v>1</v></c>`, 20_000)), `:3: more than 16384 columns` + again},
		{"cells out of order", cell(`<c r="B3"><v>1</v></c><c r="A3"><v>1</v></c>`), `:3: the cell A3 comes after B3` + again},
		{"a cell twice", cell(`<c r="B3"><v>1</v></c><c r="B3"><v>1</v></c>`), `:3: the cell B3 comes after B3` + again},
		{"no number", cell(`<c r="A3"><v>fem</v></c>`), `:3: the cell A3 holds "fem", which is no number` + again},
		{"not a number", cell(`<c r="A3"><v>NaN</v></c>`), `:3: the cell A3 holds "NaN", which is no number` + again},
		{"infinity", cell(`<c r="A3"><v>1e999</v></c>`), `:3: the cell A3 holds "1e999", which is no number` + again},
		{"no truth value", cell(`<c r="A3" t="b"><v>2</v></c>`), `:3: the cell A3 holds "2", which is no truth value` + again},
		{"no day", cell(`<c r="A3" t="d"><v>i går</v></c>`), `:3: the cell A3 holds "i går", which is no day or time` + again},
		{"an unknown type", cell(`<c r="A3" t="x"><v>2</v></c>`), `:3: the cell A3 has a type that workbooks do not have` + again},
		{"a text that is not shared", cell(`<c r="A3" t="s"><v>7</v></c>`), `:3: the cell A3 holds shared text number "7", where there are 0` + again},
		{"two values", cell(`<c r="A3"><v>1</v><v>2</v></c>`), `:3: the cell A3 has 2 values` + again},
		{"a style that is not there", workbookWith([]string{`<sheetData><row r="3"><c r="A3" s="2"><v>1</v></c></row></sheetData>`}, styles(14)), `:3: the cell A3 has style number "2", where there are 2` + again},
		{"an odd merge", sheet(good + merges("A1:B")), `: ` + s1 + `merges "A1:B", which is no area of cells` + again},

		{"a name twice", sheet(grid([]any{"a", "b", "a"}, []any{1, 2, 3})), `:1: columns A and C are both named "a"; rename one, or skip the rows and give the names in header`},
		{"a header of numbers", sheet(grid([]any{1, 2}, []any{3, 4})), `:1: every cell of the header is a number, so it seems to be data; give the column names in header`},
		{"a column without a name", sheet(grid([]any{nil, "2023", "2024"}, []any{"Borås", 1, 2}, []any{"Ale", 3, 4}, []any{"x", 1, 2, "Obs!"})),
			`:4: column D has no name but holds "Obs!"; name it in the header, or delete what is in it`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := readAll(c.data, ingest.Options{})
			if want := "t.xlsx" + c.want; err == nil || err.Error() != want {
				t.Errorf("\n got %v\nwant %s", err, want)
			}
		})
	}
	for _, c := range []struct {
		o    ingest.Options
		want string
	}{
		{ingest.Options{Skip: 5}, `t.xlsx: nothing follows the 5 rows to be skipped in the sheet "Blad1"; set skip to the number of rows above the header`},
		{ingest.Options{Header: []string{"a", "a"}}, `t.xlsx: header gives the name "a" for column 2, which is empty or given before; give every column a name of its own`},
		{ingest.Options{Header: []string{"a"}, Skip: 1}, `t.xlsx:2: column B has no name but holds "5"; name it in the header, or delete what is in it`},
	} {
		if _, err := readAll(with(), c.o); err == nil || err.Error() != c.want {
			t.Errorf("%+v\n got %v\nwant %s", c.o, err, c.want)
		}
	}
}

// everyCell is a small workbook with cells of all kinds.
func everyCell() []byte {
	return workbookWith([]string{grid([]any{"kommun", "dag", "antal", "fel"}, []any{raw(`<c r="%s" t="s"><v>1</v></c>`), styled("1", "45292"), 5.25, raw(`<c r="%s" t="e"><v>#N/A</v></c>`)},
		[]any{"Ale", styled("1", "45293"), nil, 4}) + merges("A2:A3")}, styles(14),
		member{"xl/sharedStrings.xml", `<sst ` + mainNS + `><si><t>x</t></si><si><t>Borås</t></si></sst>`})
}

// checkError wants errors that name the file and say what to do.
func checkError(t *testing.T, what string, err error) {
	t.Helper()
	var p indicators.Problem
	if !errors.As(err, &p) || p.File != "t.xlsx" || p.What == "" || p.Remedy == "" {
		t.Errorf("%s: got error %#v, want a problem with file, reason and remedy", what, err)
	}
}

func TestAWorkbookCutOffAnywhereIsAnError(t *testing.T) {
	data := everyCell()
	for n := range data {
		_, err := readAll(data[:n], ingest.Options{})
		if err == nil {
			t.Fatalf("the first %d of %d bytes read without an error", n, len(data))
		}
		checkError(t, "cut off", err)
	}
}

// A bit that is changed in the parts that are read is an error; elsewhere it changes nothing.
func TestAChangedBitIsAnErrorOrNothing(t *testing.T) {
	data := everyCell()
	want := mustRead(t, data, ingest.Options{})
	for i := range data {
		for bit := range 8 {
			b := bytes.Clone(data)
			b[i] ^= 1 << bit
			got, err := readAll(b, ingest.Options{})
			if err != nil {
				checkError(t, "changed", err)
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("bit %d of byte %d of %d changes what is read (-want +got)\n%s", bit, i, len(data), diff)
			}
		}
	}
}

// The number of parts that a directory claims is checked before they are listed.
func TestADirectoryThatLies(t *testing.T) {
	data := everyCell()
	end := bytes.LastIndex(data, []byte("PK\x05\x06"))
	for _, off := range []int{8, 10, 12, 16} {
		b := bytes.Clone(data)
		binary.LittleEndian.PutUint16(b[end+off:], 0xfffe)
		if off >= 12 {
			binary.LittleEndian.PutUint32(b[end+off:], 0xfffffffe)
		}
		if _, err := readAll(b, ingest.Options{}); err != nil {
			checkError(t, "directory", err)
		}
	}
}
