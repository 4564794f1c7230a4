package jsontext

import (
	"fmt"
	"io"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// sizeLimit is the largest file that is read; the text is held in memory while it is decoded.
const sizeLimit = 1 << 30

// Open reads a file and checks that it is JSON. What says what the file should be, for messages.
func Open(in ingest.Input, what string) (Document, error) {
	if in.Size > sizeLimit {
		return Document{}, indicators.Problem{File: in.Name, What: fmt.Sprintf("the file has %d bytes, more than the %d that are read", in.Size, sizeLimit), Remedy: "fetch it in parts"}
	}
	text := make([]byte, max(in.Size, 0))
	n, err := in.Data.ReadAt(text, 0)
	if err != nil && err != io.EOF {
		return Document{}, fmt.Errorf("%s: %w", in.Name, err)
	}
	return Parse(in.Name, what, text[:n])
}
