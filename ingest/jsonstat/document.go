package jsonstat

import "github.com/jamlik/jamlik/ingest/jsontext"

// document is the text of a file with what JSON-stat makes of it.
type document struct {
	jsontext.Document
	file string
}

type (
	node   = jsontext.Node
	object = jsontext.Object
)
