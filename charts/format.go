package charts

import "io"

// Format is a file format that figures are exported in.
type Format struct {
	ID    string // as on the command line and in what readers are told
	Files []File // of each figure; the first is what a link to the format leads to
}

// File is one of the files that a figure has in a format.
type File struct {
	Suffix string // after the figure's stem: "-2x.png"
	Write  func(f *Figure, w io.Writer, m Mode) error
}

// Formats are the formats of drawings. The data of a figure are files of their own, see [Figure.WriteCSV] and [Figure.WriteExcelCSV].
var Formats = []Format{
	{"svg", []File{{".svg", (*Figure).WriteSVG}}},
	{"png", []File{{".png", (*Figure).WritePNG}, {"-2x.png", (*Figure).WriteWebPNG}}},
	{"pdf", []File{{".pdf", (*Figure).WritePDF}}},
}
