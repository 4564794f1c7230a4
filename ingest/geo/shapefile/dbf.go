package shapefile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/decimal"
)

// dbf is a table of dBASE.
type dbf struct {
	in       ingest.Input
	rows     int
	header   int64 // bytes
	size     int   // of a row
	language byte  // the language driver, which stands for an encoding
	fields   []field
	left     []string // columns that are left out, as warnings
	decode   func([]byte) (string, bool)
}

// field is a column.
type field struct {
	raw      []byte // the name as it is written
	name     string
	kind     byte // C text, N and F number, L logical, D date
	offset   int  // in a row
	size     int
	decimals int
}

// openDBF reads the header of a table.
func openDBF(in ingest.Input) (*dbf, error) {
	t := &dbf{in: in}
	problem := func(what, remedy string) (*dbf, error) {
		return nil, indicators.Problem{File: in.Name, What: what, Remedy: remedy}
	}
	const damaged = "it seems to be damaged: fetch it again"
	head := make([]byte, 32)
	if _, err := io.ReadFull(in.Section(), head); err == io.EOF || err == io.ErrUnexpectedEOF {
		return problem(fmt.Sprintf("the file has %d bytes, less than the header of a table", in.Size), "it seems to be cut off: fetch it again")
	} else if err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	rows := int64(binary.LittleEndian.Uint32(head[4:]))
	t.header = int64(binary.LittleEndian.Uint16(head[8:]))
	t.size = int(binary.LittleEndian.Uint16(head[10:]))
	t.language = head[29]
	switch {
	case t.header < 33 || t.size < 1:
		return problem(fmt.Sprintf("this is no table of dBASE: its header has %d bytes, and its rows %d", t.header, t.size), damaged)
	case t.header > in.Size:
		return problem(fmt.Sprintf("the file has %d bytes of the %d of its header", in.Size, t.header), "it seems to be cut off: fetch it again")
	case rows*int64(t.size) > in.Size-t.header:
		return problem(fmt.Sprintf("the file has %d bytes of the %d that %d rows of %d take", in.Size, t.header+rows*int64(t.size), rows, t.size), "it seems to be cut off: fetch it again")
	}
	t.rows = int(rows)
	descriptors := make([]byte, t.header-32)
	if _, err := in.Data.ReadAt(descriptors, 32); err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	offset := 1
	for len(descriptors) >= 32 && descriptors[0] != '\r' {
		d := descriptors[:32]
		descriptors = descriptors[32:]
		name, _, _ := bytes.Cut(d[:11], []byte{0})
		f := field{raw: bytes.TrimRight(name, " "), kind: d[11], offset: offset, size: int(d[16]), decimals: int(d[17])}
		if f.kind == 'C' && f.decimals > 0 && f.size+f.decimals<<8 <= t.size-offset { // long texts, as FoxPro writes them
			f.size += f.decimals << 8
		}
		if offset += f.size; offset > t.size {
			return problem(fmt.Sprintf("the column %q ends at byte %d of rows of %d bytes", f.raw, offset, t.size), damaged)
		}
		t.fields = append(t.fields, f)
	}
	if len(t.fields) == 0 {
		return problem("the table has no columns", damaged)
	}
	return t, nil
}

// settle chooses the encoding and the columns that are read. The warning tells of an encoding that was guessed.
func (t *dbf) settle(declared string) (warning string, err error) {
	t.decode, warning, err = t.encoding(declared)
	if err != nil {
		return "", err
	}
	seen := map[string]bool{}
	var kept []field
	var ps indicators.Problems
	for _, f := range t.fields {
		name, ok := t.decode(f.raw)
		switch {
		case !ok || name == "":
			ps.Add(indicators.Problem{File: t.in.Name, What: fmt.Sprintf("the name of column %d, %q, cannot be read", len(seen)+1, f.raw), Remedy: "correct it, or the .cpg"})
		case seen[name]:
			ps.Add(indicators.Problem{File: t.in.Name, What: fmt.Sprintf("the column %q is there twice", name), Remedy: "names have 10 letters in a shapefile: shorten one of them differently, or use a GeoPackage"})
		}
		seen[name] = true
		f.name = name
		if strings.IndexByte("CNFLD", f.kind) < 0 {
			t.left = append(t.left, fmt.Sprintf("the column %q is of type %q, which is not read; it is left out", name, f.kind))
			continue
		}
		kept = append(kept, f)
	}
	t.fields = kept
	return warning, ps.Err()
}

func (t *dbf) names() []string {
	names := make([]string, len(t.fields))
	for i, f := range t.fields {
		names[i] = f.name
	}
	return names
}

// row is the bytes of a row, its mark of deletion first.
type row []byte

func (r row) deleted() bool { return r[0] == '*' }

// rowReader gives one row after another.
type rowReader struct {
	t   *dbf
	r   *bufio.Reader
	buf []byte
}

func (t *dbf) reader() *rowReader {
	return &rowReader{t, bufio.NewReaderSize(io.NewSectionReader(t.in.Data, t.header, t.in.Size-t.header), 1<<16), make([]byte, t.size)}
}

// next returns the next row, which is valid until the call after.
func (r *rowReader) next() (row, error) {
	if _, err := io.ReadFull(r.r, r.buf); err != nil {
		return nil, fmt.Errorf("%s: %w", r.t.in.Name, err)
	}
	return r.buf, nil
}

// properties reads a row. Cells that cannot be read are nil and told of.
func (t *dbf) properties(r row) (properties []any, bad []indicators.Problem) {
	properties = make([]any, len(t.fields))
	for i, f := range t.fields {
		raw := r[f.offset : f.offset+f.size]
		v, what := t.cell(f, raw)
		if what != "" {
			bad = append(bad, indicators.Problem{What: fmt.Sprintf("column %q: %s", f.name, what)})
		}
		properties[i] = v
	}
	return properties, bad
}

// cell reads a cell. What is not "" says why it cannot be read.
func (t *dbf) cell(f field, raw []byte) (v any, what string) {
	if f.kind == 'C' {
		text, ok := t.text(raw)
		if !ok {
			return nil, fmt.Sprintf("the text %q is not in the encoding of the table", bytes.TrimRight(raw, " \x00"))
		}
		if text == "" {
			return nil, ""
		}
		return text, ""
	}
	cell := strings.Trim(string(raw), " \x00")
	if cell == "" {
		return nil, ""
	}
	switch f.kind {
	case 'L':
		switch cell {
		case "T", "t", "Y", "y":
			return true, ""
		case "F", "f", "N", "n":
			return false, ""
		case "?":
			return nil, ""
		}
		return nil, fmt.Sprintf("cannot read %q as true or false", cell)
	case 'D':
		if cell == "00000000" {
			return nil, ""
		}
		if len(cell) != 8 || strings.Trim(cell, "0123456789") != "" {
			return nil, fmt.Sprintf("cannot read %q as a date", cell)
		}
		return cell[:4] + "-" + cell[4:6] + "-" + cell[6:], ""
	}
	return number(cell)
}

// number reads a number. One that did not fit its column was written as asterisks, and is missing.
func number(cell string) (v any, what string) {
	if strings.Trim(cell, "*") == "" {
		return nil, ""
	}
	if n, ok := decimal.Plain(cell, '.'); ok {
		return n, ""
	}
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || strings.Trim(cell, "0123456789+-.eE") != "" { // which keeps out 1_000, 0x1p-2 and Inf
		return nil, fmt.Sprintf("cannot read %q as a number", cell)
	}
	const exact = 1 << 53
	if math.Abs(n) > exact && strings.Trim(cell, "0123456789-") == "" && strconv.FormatFloat(n, 'f', 0, 64) != cell {
		return cell, "" // a code, whose digits float64 would round
	}
	return n, ""
}

// text decodes a text, which ends at a NUL and may be cut off within a letter where it fills its column.
func (t *dbf) text(raw []byte) (string, bool) {
	ended, _, _ := bytes.Cut(raw, []byte{0})
	ended = bytes.TrimRight(ended, " ")
	text, ok := t.decode(ended)
	if !ok && len(ended) == len(raw) {
		for cut := 1; cut <= 3 && cut < len(raw); cut++ {
			if raw[len(raw)-cut] >= 0xc0 { // where a letter of several bytes begins
				return t.decode(raw[:len(raw)-cut])
			}
		}
	}
	return text, ok
}
