// Package xlsx reads and writes Excel workbooks.
//
// # Reading
//
// A reader takes one sheet: the one that Options.Sheet names or numbers, else the first visible one with data. Before the first row it goes through the
// sheet and finds out
//
//  1. the header: the first row that names every column that the rows below fill. Rows above it are a preamble. Where cells of the header are merged it has
//     several rows, which are joined: "Kvinnor / Antal". A column without a name is called after its letter;
//  2. the footer, as package delimited does;
//  3. what is merged below the header: the text of an area that is merged downwards stands in all its rows;
//  4. the type of every column, over the whole sheet, by the same rules as for delimited text.
//
// Then it streams rows. What is left out, filled in or doubtful is a warning that names the cell. Hidden rows, columns and sheets are data as any other,
// and a warning says so.
//
// Numbers are those that the file stores, whatever the format shows: 12.3 % is 0.123. Three formats say that a number is something else: those of days
// give dates, those of times of day give text, and those that fill up with zeros give codes, 0114 and not 114. An error such as #N/A and a
// formula whose value is not in the file are null, never zero.
//
// Nothing is read but the list of sheets, shared texts, styles, the title and the sheet: pictures, links and macros are not looked at, so that
// what is missing or broken there does no harm, and nothing is run. The cells are read here and not with the library that writes them because that one gives
// cells as texts without their types, and a sheet that is cut off as a shorter sheet without an error.
//
// # Null and empty text
//
// A cell with a text of no characters, as many formulas give, is null.
//
// # Writing
//
// See [NewWriter].
package xlsx

import (
	"bytes"
	"errors"
	"io"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// Format is Excel workbooks of the kind that programs have written since 2007. Old ones and web pages by the name of .xls are refused with a remedy.
// Options.Skip is the number of rows above the header.
var Format = ingest.Format{
	ID:         "xlsx",
	Name:       "Excel workbook",
	Extensions: []string{".xlsx", ".xlsm", ".xls"},
	Sniff:      sniff,
	Open:       open,
}

// The keys of the schema's metadata beside those of package ingest.
const (
	MetadataSheet    = "sheet"    // the name of the sheet
	MetadataPreamble = "preamble" // the rows above the header
)

const (
	refetch = "fetch the file again, or open it in a spreadsheet program and save it anew"
	harmful = "the file is damaged or made to do harm; open it in a spreadsheet program and save it anew if you trust it"
)

// trouble is a fault of a workbook before the file's name is added.
type trouble struct{ what, remedy string }

func (t trouble) Error() string { return t.what }

// The first bytes of files.
const (
	zipMagic      = "PK\x03\x04"
	emptyZipMagic = "PK\x05\x06"
	oleMagic      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

// sniff tells whether a head is of a workbook, of any kind: the reader says which it does not read.
func sniff(head []byte) bool {
	if bytes.HasPrefix(head, []byte(oleMagic)) {
		return true
	}
	if !bytes.HasPrefix(head, []byte(zipMagic)) || len(head) < 30 {
		return false
	}
	name := head[30:min(len(head), 30+int(head[26])+int(head[27])<<8)]
	for _, p := range []string{"[Content_Types].xml", "_rels/", "xl/", "docProps/"} {
		if bytes.HasPrefix(name, []byte(p)) {
			return true
		}
	}
	return bytes.Equal(name, []byte("mimetype")) && bytes.Contains(head, []byte("application/vnd.oasis.opendocument"))
}

func open(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	r, err := newReader(in, o)
	var t trouble
	if errors.As(err, &t) {
		return nil, indicators.Problem{File: in.Name, What: t.what, Remedy: t.remedy}
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// checkKind refuses files that are no zip archive, and says what they are.
func checkKind(in ingest.Input) error {
	head := make([]byte, min(in.Size, 4096))
	if _, err := io.ReadFull(in.Section(), head); err != nil {
		return trouble{what: "cannot be read: " + err.Error(), remedy: refetch}
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	has := func(prefix string) bool { return bytes.HasPrefix(start, []byte(prefix)) }
	switch {
	case in.Size == 0:
		return trouble{what: "the file is empty", remedy: "fetch it again"}
	case bytes.HasPrefix(head, []byte(zipMagic)):
		return nil
	case bytes.HasPrefix(head, []byte(emptyZipMagic)):
		return trouble{what: "this is an empty zip archive, not a workbook", remedy: "fetch it again"}
	case bytes.HasPrefix(head, []byte(oleMagic)):
		return oldWorkbook(in)
	case has("<!doctype html"), has("<html"), has("<head"), has("<table"), has("<style"), has("<body"):
		return trouble{what: "this is a web page, not a workbook, whatever its name", remedy: "open it in a spreadsheet program and save it as .xlsx or .csv"}
	case has("<?xml"), has("<workbook"):
		return trouble{what: "this is XML, perhaps a workbook of 2003, not a workbook of today", remedy: "open it in a spreadsheet program and save it as .xlsx or .csv"}
	case bytes.IndexByte(head, 0) < 0:
		return trouble{what: "this is text, not a workbook, whatever its name", remedy: "read it as delimited text: format csv"}
	}
	return trouble{what: "this is not a workbook: it is no zip archive", remedy: refetch}
}

// oldWorkbook says what a file is that is in the container of old Office files: a password puts new workbooks there too.
func oldWorkbook(in ingest.Input) error {
	const most = 64 << 20
	b := make([]byte, min(in.Size, most))
	if _, err := io.ReadFull(in.Section(), b); err != nil {
		return trouble{what: "cannot be read: " + err.Error(), remedy: refetch}
	}
	if bytes.Contains(b, wide("EncryptedPackage")) {
		return trouble{what: "the workbook is protected with a password", remedy: "open it in Excel and save it without one"}
	}
	return trouble{what: "this is an Excel workbook of the kind before 2007 (.xls), which is not read", remedy: "open it and save it as .xlsx or .csv"}
}

// wide returns a text in UTF-16, as the container has names.
func wide(s string) []byte {
	var b []byte
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}
