// Package delimited reads and writes delimited text: what is called CSV and seldom is.
//
// A reader finds out, before the first row, how the file is written:
//
//  1. the encoding, over the whole file: UTF-8 with or without a byte order mark, UTF-16 with one, or windows-1252;
//  2. the delimiter, from how evenly each candidate splits the first lines;
//  3. the header, past the lines that publishers print above it;
//  4. where wanted, the type of every column, over the whole file, so that the answer never depends on a sample.
//
// Then it streams rows. What the file leaves open is an error that says which option settles it, never a guess. Lines that are
// left out, above the header or below the data, are warnings unless the options name them.
//
// # Null and empty text
//
// An empty cell is null. An empty cell in quotation marks, "", is a text of no characters. [Writer] writes the two apart, so text columns
// go out and come back the same. In a file of one column an empty line is a null cell; in any other it is skipped.
//
// # Numbers
//
// With Options.Text every column is text. Without it a column is int64 or float64 when every filled cell is a number of
// one decimal sign, and text otherwise: a leading zero (0114) makes a code, not a number, a column with markers
// such as ".." keeps them, and a percentage keeps its sign. Groups of three digits may be set apart by spaces or apostrophes, as
// [ParseNumber] reads them, which a mapping calls for a column it knows to be a value.
package delimited

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// Format is delimited text with a header line.
var Format = ingest.Format{
	ID:         "csv",
	Name:       "delimited text (CSV)",
	Extensions: []string{".csv", ".tsv", ".tab", ".txt", ".skv"},
	Sniff:      sniff,
	Open:       open,
}

// The keys of the schema's metadata: how the file was found to be written, and the lines above its header.
const (
	MetadataEncoding  = "encoding"
	MetadataDelimiter = "delimiter"
	MetadataPreamble  = "preamble"
)

// sampleSize is how much of the start of a file decides its delimiter and header.
const sampleSize = 256 << 10

func open(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	r, err := newReader(in, o)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// sniff tells whether a head is text that some delimiter splits evenly.
func sniff(head []byte) bool {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return true
	case bytes.IndexByte(head, 0) >= 0, foreign(head) != "":
		return false
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	first := bytes.TrimLeft(head, " \t\r\n")
	if len(first) == 0 || first[0] == '{' || first[0] == '[' || first[0] == '<' {
		return false
	}
	_, l := detectDelimiter(head, false)
	return l.width > 1
}

// foreign names the kind of file that a head gives away as something else than text, or "".
func foreign(head []byte) string {
	for _, f := range []struct{ magic, name string }{
		{"PK\x03\x04", "a zip archive or a workbook"},
		{"PAR1", "a Parquet file"},
		{"ARROW1", "an Arrow file"},
		{"\x1f\x8b", "a gzip file"},
		{"\x28\xb5\x2f\xfd", "a zstd file"},
		{"%PDF", "a PDF file"},
		{"\xd0\xcf\x11\xe0", "an old Excel workbook"},
		{"SQLite format 3", "an SQLite database or GeoPackage"},
	} {
		if bytes.HasPrefix(head, []byte(f.magic)) {
			return f.name
		}
	}
	text := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 64)], []byte("\xef\xbb\xbf")), " \t\r\n")))
	for _, p := range []string{"<!doctype html", "<html"} {
		if strings.HasPrefix(text, p) {
			return "a web page"
		}
	}
	return ""
}

// read returns the first n bytes of in, fewer if it is shorter.
func read(in ingest.Input, n int64) ([]byte, error) {
	b := make([]byte, min(n, max(in.Size, 0)))
	k, err := in.Data.ReadAt(b, 0)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	return b[:k], nil
}

// problem is a shorthand for the errors of this package, all of which are [indicators.Problem].
func problem(file string, line int, what, remedy string) indicators.Problem {
	return indicators.Problem{File: file, Line: line, What: what, Remedy: remedy}
}
