// Package formats lists the kinds of file that the program reads.
package formats

import (
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/jsonstat"
	"github.com/jamlik/jamlik/ingest/px"
)

// All is every format, those with the plainest marks first. Delimited text is last because almost any text looks like it.
var All = ingest.Formats{columnar.Parquet, columnar.Arrow, jsonstat.Format, px.Format, delimited.Format}
