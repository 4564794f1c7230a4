package pxweb

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/rows"
)

// markLimit is the longest text that is believed to be a mark in the place of a number.
const markLimit = 24

// badMark tells whether a text that is no number cannot say why there is none either.
func badMark[T string | []byte](text T) (p indicators.Problem, bad bool) {
	if _, comma := delimited.Number(text, ','); comma {
		return indicators.Problem{What: fmt.Sprintf("cannot read %q as a number with a decimal point", text), Remedy: "ask the server for decimal points, or read the file as csv with decimal: \",\""}, true
	}
	if len(text) > markLimit {
		return indicators.Problem{What: fmt.Sprintf("%q … is neither a number nor a mark such as ..", strings.ToValidUTF8(string(text[:markLimit]), "")), Remedy: "fetch it again"}, true
	}
	return p, false
}

// addCell adds a value and its status. Where the text is no number it is the mark of why; a dash says that there is nothing of the kind, which
// is a zero.
func addCell[T string | []byte](value *rows.Number, status *rows.Text, text T, v float64, ok bool) {
	switch {
	case ok:
		value.Add(v)
		status.AddNull()
		return
	case string(text) == "-" || string(text) == "–":
		value.Add(0)
	default:
		value.AddNull()
	}
	status.AddText(string(text))
}
