package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest"
)

// member is one part of a composed workbook.
type member struct{ name, text string }

const (
	mainNS     = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relNS      = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relType    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	xmlHeading = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// workbookWith composes a workbook of sheets given by their XML within <worksheet>, as Excel writes it. What more gives replaces parts or adds to them; a part of
// no text is left out.
func workbookWith(sheets []string, more ...member) []byte {
	var list, rels, types strings.Builder
	parts := []member{}
	for i, s := range sheets {
		n := i + 1
		fmt.Fprintf(&list, `<sheet name="Blad%d" sheetId="%d" r:id="rId%d"/>`, n, n, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, n, relType, n)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		parts = append(parts, member{fmt.Sprintf("xl/worksheets/sheet%d.xml", n), xmlHeading + `<worksheet ` + mainNS + `>` + s + `</worksheet>`})
	}
	for _, m := range more {
		switch m.name {
		case "xl/sharedStrings.xml":
			fmt.Fprintf(&rels, `<Relationship Id="rId90" Type="%ssharedStrings" Target="sharedStrings.xml"/>`, relType)
		case "xl/styles.xml":
			fmt.Fprintf(&rels, `<Relationship Id="rId91" Type="%sstyles" Target="/xl/styles.xml"/>`, relType)
		}
	}
	parts = append([]member{
		{"[Content_Types].xml", xmlHeading + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/whatIsRead-types"><Default Extension="xml" ContentType="application/xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", xmlHeading + `<Relationships ` + relNS + `><Relationship Id="rId1" Type="` + relType + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xmlHeading + `<workbook ` + mainNS + `><workbookPr/><sheets>` + list.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHeading + `<Relationships ` + relNS + `>` + rels.String() + `</Relationships>`},
	}, parts...)
	for _, m := range more {
		found := false
		for i := range parts {
			if parts[i].name == m.name {
				parts[i].text, found = m.text, true
			}
		}
		if !found {
			parts = append(parts, m)
		}
	}
	return zipped(parts)
}

func zipped(parts []member) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		if p.text == "" {
			continue
		}
		w, err := z.Create(p.name)
		if err == nil {
			_, err = io.WriteString(w, p.text)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// raw is a cell given as XML with %s for its name.
type raw string

// grid writes rows from the first on as sheetData: texts, numbers, truth values, nil for no cell.
func grid(rows ...[]any) string {
	var b strings.Builder
	b.WriteString("<sheetData>")
	for i, cells := range rows {
		if cells == nil {
			continue
		}
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for k, v := range cells {
			name := cellName(k+1, i+1)
			switch v := v.(type) {
			case nil:
			case string:
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, name, strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(v))
			case bool:
				n := 0
				if v {
					n = 1
				}
				fmt.Fprintf(&b, `<c r="%s" t="b"><v>%d</v></c>`, name, n)
			case raw:
				fmt.Fprintf(&b, string(v), name)
			default:
				fmt.Fprintf(&b, `<c r="%s"><v>%v</v></c>`, name, v)
			}
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData>")
	return b.String()
}

// merges writes which cells are merged.
func merges(areas ...string) string {
	var b strings.Builder
	b.WriteString("<mergeCells>")
	for _, a := range areas {
		fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, a)
	}
	b.WriteString("</mergeCells>")
	return b.String()
}

// styles writes a style sheet whose styles have the given formats, by number or by code, after the plain style 0.
func styles(formats ...any) member {
	var codes, xfs strings.Builder
	xfs.WriteString(`<xf numFmtId="0"/>`)
	for i, f := range formats {
		id := 164 + i
		switch f := f.(type) {
		case int:
			id = f
		case string:
			fmt.Fprintf(&codes, `<numFmt numFmtId="%d" formatCode="%s"/>`, id, strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(f))
		}
		fmt.Fprintf(&xfs, `<xf numFmtId="%d" applyNumberFormat="1"/>`, id)
	}
	return member{"xl/styles.xml", xmlHeading + `<styleSheet ` + mainNS + `><numFmts>` + codes.String() + `</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>` + xfs.String() + `</cellXfs></styleSheet>`}
}

// whatIsRead is a table as it was read, with ∅ for null.
type whatIsRead struct {
	Names, Types []string
	Rows         [][]string
	Lines        []int32
	Warnings     []string
	Metadata     map[string]string
}

func input(name string, data []byte) ingest.Input {
	return ingest.Input{Name: name, Data: bytes.NewReader(data), Size: int64(len(data))}
}

func readAll(data []byte, o ingest.Options) (whatIsRead, error) { return readWith(Format, data, o) }

func readWith(f ingest.Format, data []byte, o ingest.Options) (whatIsRead, error) {
	var c whatIsRead
	r, err := f.Open(input("t.xlsx", data), o)
	if err != nil {
		return c, err
	}
	defer r.Close()
	for _, f := range r.Schema().Fields() {
		c.Names, c.Types = append(c.Names, f.Name), append(c.Types, f.Type.Name())
	}
	c.Metadata = r.Schema().Metadata().ToMap()
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return c, err
		}
		c.Lines = append(c.Lines, b.Lines...)
		for i := range int(b.Record.NumRows()) {
			row := make([]string, len(c.Names))
			for k, col := range b.Record.Columns() {
				row[k] = "∅"
				if !col.IsNull(i) {
					row[k] = col.ValueStr(i)
				}
			}
			c.Rows = append(c.Rows, row)
		}
	}
	for _, w := range r.Warnings() {
		c.Warnings = append(c.Warnings, w.Error())
	}
	return c, nil
}

func mustRead(t *testing.T, data []byte, o ingest.Options) whatIsRead {
	t.Helper()
	c, err := readAll(data, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
