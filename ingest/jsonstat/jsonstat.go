// Package jsonstat reads and writes JSON-stat: statistics as a cube of dimensions and one list of values, the format that PxWeb and
// Eurostat answer in.
//
// A dataset of version 2.0 is read in full, alone or embedded in a collection, and so are the bundles of version 1. Every cell of the
// cube becomes a row, the last dimension changing fastest:
//
//   - for each dimension a column of its name with the category's code, and <name>_label with its label where there are labels;
//   - value, null where the file has null or, in the sparse form, nothing: what is not there is unknown, not zero;
//   - status, as the file marks the cell;
//   - unit, where the dimension of the contents has units.
//
// A dimension that is itself called value, status or unit keeps its name, and the column of the cells is called cell_value and so on.
//
// What the dataset says of itself, of its dimensions and of their categories becomes metadata under the keys of package ingest: labels, notes
// and which of them must be shown, units and decimals, hierarchies, coordinates, and what PxWeb adds in its extensions, such
// as that cells must not be added. A role that the file gives to no dimension is told by names: Tid, Region, ContentsCode.
//
// The file is checked before the first row: sizes against categories, values against sizes, positions, duplicates, types. All
// problems of the structure are reported at once, then all of the cells, with the coordinates of each.
//
// A [Writer] makes one dataset of version 2.0 of any table whose columns tell its cells apart.
//
// The format: https://json-stat.org/full/.
package jsonstat

import (
	"bytes"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// Format is JSON-stat, versions 2.0 and 1.
var Format = ingest.Format{
	ID:         "json-stat",
	Name:       "JSON-stat",
	Extensions: []string{".json", ".jsonstat", ".json-stat", ".json-stat2"},
	Sniff:      sniff,
	Open:       open,
}

func sniff(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	for _, key := range []string{`"class"`, `"dataset"`, `"dimension"`} {
		if bytes.Contains(head, []byte(key)) {
			return true
		}
	}
	return false
}

func open(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	parsed, err := jsontext.Open(in, "JSON-stat")
	if err != nil {
		return nil, err
	}
	doc := document{parsed, in.Name}
	chosen, err := doc.choose(o.Sheet)
	if err != nil {
		return nil, err
	}
	d, err := doc.decode(chosen)
	if err != nil {
		return nil, err
	}
	return cube.NewReader(d.dimensions, d.metadata, &reader{dataset: d}, d.extras...), nil
}
