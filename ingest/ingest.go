// Package ingest turns files into observations. It keeps what the source says (status, notes, provenance) and never computes.
//
// The flow has two steps. A [Format] reads one kind of file into a stream of [Batch]es: columns as the file has them, text as text,
// so that no leading zero and no missing marker is lost. A mapping then says which column is the area, which the period and which
// the value, reads numbers and markers, and gives [indicators.Observation]s. Formats do not know studies; mappings do not know formats.
//
// All input is hostile. Readers return errors that name the file, the line or cell, what was found and what to do, and never panic,
// hang, or use memory out of proportion to the file.
package ingest

import (
	"io"

	"github.com/apache/arrow/go/v17/arrow"
)

// Input is the bytes of one file with its name for messages. Formats that need to seek use the ReaderAt.
type Input struct {
	Name string // as the user knows it: the path given, relative to the study
	Data io.ReaderAt
	Size int64
}

// Section returns a new reader over all bytes of the input.
func (in Input) Section() *io.SectionReader { return io.NewSectionReader(in.Data, 0, in.Size) }

// Reader streams a file as batches. It is not safe for concurrent use.
type Reader interface {
	// Schema returns the columns of every batch. Text columns are utf8 or dictionary<int32, utf8>, numbers float64 or int64,
	// days date32, flags bool. Metadata keys of the schema and fields are kept by writers that can.
	Schema() *arrow.Schema
	// Next returns the next rows, and io.EOF after the last. A batch is never empty and stays valid after the next call.
	Next() (Batch, error)
	// Warnings returns what was noticed but did not stop the reading. It is complete after io.EOF.
	Warnings() []error
	Close() error
}

// Batch is some rows of a file, column by column.
type Batch struct {
	Record arrow.Record
	// Lines holds, for each row, the line of a text file, the row of a binary one or the offset of a cell, from 1.
	Lines []int32
}

// Options tell a format what the file does not say. The zero Options means that everything is detected.
type Options struct {
	Delimiter rune     // of delimited text; 0 detects comma, semicolon or tab
	Encoding  string   // "utf-8", "windows-1252", "iso-8859-1", "utf-16"; "" detects
	Skip      int      // lines before the header of delimited text, rows of a sheet; 0 detects them
	Footer    string   // a line that starts with this ends the data; "" means no footer, though short trailing lines are detected
	Header    []string // column names where the file has none
	Sheet     string   // of a workbook, by name or number; "" means the first with data that is in sight
	Language  string   // of labels where the file has several
	Text      bool     // leave every column of delimited text or a sheet as text; false lets conversion infer numbers
	Columns   []string // that are wanted, nil for all: a format may leave out the others, which saves reading them; names that no column has are passed over
	Part      bool     // the file is one of several answers to one query, all of which are read: no page is missing
}

// Format is one kind of file.
type Format struct {
	ID         string   // as in study files and --format
	Name       string   // as in messages
	Extensions []string // lower case with dot; none where files have names of another format's
	// Sniff tells whether the first bytes of a file look like this format.
	Sniff func(head []byte) bool
	Open  func(in Input, o Options) (Reader, error)
}
