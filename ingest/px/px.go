// Package px reads PX files, the format of Statistics Sweden and of all who publish with PxWeb: a header of keywords that describes a cube,
// then its cells, the last variable changing fastest.
//
//	STUB="region";
//	HEADING="kön","tid";
//	VALUES("region")="Riket","Borås";
//	CODES("region")="00","1490";
//	…
//	DATA=
//	5233 5317 ".." 56;
//
// Every cell becomes a row, with the columns of package cube. The name of a variable's column is its VARIABLECODE, else its name in the
// language that the file has first: it does not change with the language that is asked for, which only chooses labels, units and notes.
// Status is the mark as it stands in DATA: dots where there is no value, "-" for nil, whose value is 0. What the publisher prints for a mark
// is in the metadata of the table as "symbol:..". Where cells have notes (CELLNOTE, CELLNOTEX, DATANOTECELL) there is a column note, and for
// each attribute of ATTRIBUTE-ID a column of its name.
//
// The header is read in full and checked before the first row; DATA is read piece by piece, except with KEYS, where rows come in any order.
// What is wrong with a keyword that the format demands, or that says what the cells are, is an error; what is wrong with any other is a
// warning, and the keyword is left out. All of a header's problems are reported at once.
//
// Value sets (.vs) and aggregations (.agg), which go with PX files, are read by [ReadValueSet] and [ReadAggregation].
//
// The format: PX-file format specification, AXIS-VERSION 2013, Statistics Sweden.
package px

import (
	"bytes"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// Format is the PX format.
var Format = ingest.Format{
	ID:         "px",
	Name:       "PX",
	Extensions: []string{".px"},
	Sniff:      sniff,
	Open:       open,
}

// sniff tells whether a file begins with a keyword.
func sniff(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte(byteOrderMark)), " \t\r\n")
	n := keywordEnd(head, 0)
	if _, ok := keywords[string(bytes.ToUpper(head[:n]))]; !ok || n == len(head) {
		return false
	}
	return bytes.IndexByte([]byte("=[("), head[n]) >= 0 && bytes.IndexByte(head, ';') >= 0
}

func open(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	h, err := readHeader(in, o)
	if err != nil {
		return nil, err
	}
	t, err := h.table()
	if err != nil {
		return nil, err
	}
	var cells cube.Cells = newDenseCells(in, t)
	if len(t.keys) > 0 {
		if cells, err = newKeyedCells(in, t); err != nil {
			return nil, err
		}
	}
	return cube.NewReader(t.dimensions, t.metadata, cells, t.extras...), nil
}
