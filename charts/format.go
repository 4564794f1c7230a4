package charts

import "io"

// Format is a file format that figures are exported in.
type Format struct {
	ID    string // as on the command line, and the extension of its files
	Write func(f *Figure, w io.Writer, m Mode) error
}

// Formats are the formats of drawings. The data of a figure are a file of their own, see [Figure.WriteCSV].
var Formats = []Format{
	{"svg", (*Figure).WriteSVG},
	{"png", (*Figure).WritePNG},
	{"pdf", (*Figure).WritePDF},
}
