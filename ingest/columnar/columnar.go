// Package columnar reads and writes the binary table formats: Parquet, Arrow IPC files and Arrow IPC streams.
//
// Reading goes through a guard, because a binary file says of itself how large its parts are and a damaged or hostile one lies.
// Every length, offset and count is checked before memory is asked for or a value is believed, what a library panics about becomes an
// error, and the rows of every column are reconciled with the file's own totals: a file is read whole or not at all. Checksums that a file has
// are compared; damage that keeps every length and meets no checksum cannot be seen. Files of strangers are read in a worker
// process with a limit of memory and a deadline: see package isolate.
//
// The footer, schema, compression and all writing are the library's, Arrow for Go. Pages of Parquet are decoded here: on damaged or hostile
// pages the library's column readers looped or asked for gigabytes, they do not compare the pages' checksums, and they lack encodings that
// other programs write.
//
// Columns come out as [ingest.Reader] promises: text as dictionary text, whole numbers as int64, other numbers as float64, dates as
// date32, flags as bool. Floating point is passed on as it is, NaN and infinities too: whoever makes numbers of it must refuse them. What
// has no place there, such as lists or times of day, is an error that names the column.
package columnar

import (
	"errors"
	"fmt"
	"io"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// Parquet reads Parquet files with flat columns. Dictionary, plain, delta, run-length and byte-stream-split pages are
// read, compressed with snappy, gzip, brotli, zstd or LZ4_RAW or not at all. No option applies.
var Parquet = ingest.Format{
	ID: "parquet", Name: "Parquet", Extensions: []string{".parquet", ".pq"},
	Sniff: func(head []byte) bool { return hasPrefix(head, parquetMagic) || hasPrefix(head, encryptedMagic) },
	Open:  openParquet,
}

// Arrow reads Arrow IPC files (also called Feather version 2) and Arrow IPC streams, compressed or not. No option applies.
var Arrow = ingest.Format{
	ID: "arrow", Name: "Arrow IPC", Extensions: []string{".arrow", ".feather", ".arrows", ".ipc"},
	Sniff: func(head []byte) bool {
		return hasPrefix(head, arrowMagic) || hasPrefix(head, featherMagic) || hasPrefix(head, continuation)
	},
	Open: openArrow,
}

const (
	parquetMagic   = "PAR1"
	encryptedMagic = "PARE"
	arrowMagic     = "ARROW1"
	featherMagic   = "FEA1"
	continuation   = "\xff\xff\xff\xff" // starts every message of an Arrow stream
)

// memoryAtOnce bounds what a file can make its reader hold at a time, beside the batches given out.
const memoryAtOnce = 1 << 30

// maxRows is how many rows a file may have: [ingest.Batch] numbers them in 32 bits.
const maxRows = 1<<31 - 1

const damaged = "the file is damaged or was cut off: fetch it again, or write it anew with the program that made it"

func hasPrefix(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && string(b[:len(prefix)]) == prefix
}

// trouble is a fault in a file before the reader that found it has added the file's name.
type trouble struct {
	column, what, remedy string
	row                  int64 // from 1; 0 where no single row is meant
}

func (t *trouble) Error() string { return t.what }

// broken returns a fault that means that the file is damaged.
func broken(format string, args ...any) error {
	return &trouble{what: fmt.Sprintf(format, args...), remedy: damaged}
}

// unsupported returns a fault of a sound file that holds something this package does not read.
func unsupported(remedy, format string, args ...any) error {
	return &trouble{what: fmt.Sprintf(format, args...), remedy: remedy}
}

// problem turns any error of reading a file into one with its name and a remedy.
func problem(file, column, where string, err error) error {
	p := indicators.Problem{File: file, Column: column, Remedy: damaged}
	var t *trouble
	var done indicators.Problem
	switch {
	case errors.As(err, &done):
		return err
	case errors.As(err, &t):
		p.What, p.Remedy, p.Line = t.what, t.remedy, int(t.row)
		if t.column != "" {
			p.Column = t.column
		}
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		p.What = "the file ends in the middle of its data"
	default:
		p.What = err.Error()
	}
	if where != "" {
		p.What = where + ": " + p.What
	}
	return p
}

// guard runs f and turns a panic, which is how libraries report some damage, into an error.
func guard(f func() error) (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = broken("cannot be decoded (%v)", e)
		}
	}()
	return f()
}

// readAt fills b from the input or says that the file is too short.
func readAt(in io.ReaderAt, b []byte, off int64) error {
	n, err := in.ReadAt(b, off)
	if n == len(b) {
		return nil
	}
	if err == nil || err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}
