// Package formats lists the kinds of file that the program reads.
package formats

import (
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/jsonstat"
	"github.com/jamlik/jamlik/ingest/kolada"
	"github.com/jamlik/jamlik/ingest/px"
	"github.com/jamlik/jamlik/ingest/pxweb"
	"github.com/jamlik/jamlik/ingest/skolverket"
	"github.com/jamlik/jamlik/ingest/xlsx"
)

// All is every format, those with the plainest marks first. JSON of strangers is left to JSON-stat, which says what it seems to be. Delimited text
// is last because almost any text looks like it.
var All = ingest.Formats{columnar.Parquet, columnar.Arrow, xlsx.Format, pxweb.JSON, kolada.Format, skolverket.Format, jsonstat.Format, px.Format, px.ValueSetFormat, px.AggregationFormat, pxweb.CSV, delimited.Format}
