package main

import (
	"slices"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/columnar"
	"github.com/jamlik/jamlik/ingest/formats"
	"github.com/jamlik/jamlik/ingest/isolate"
	"github.com/jamlik/jamlik/ingest/xlsx"
)

// isolated are the formats whose libraries a hostile file could make crash, or that a small file could make work without end.
var isolated = []ingest.Format{columnar.Parquet, columnar.Arrow, xlsx.Format}

// isolatedFormats are all formats; the ones above are read in a process of their own.
func isolatedFormats() ingest.Formats {
	all := slices.Clone(formats.All)
	for i, f := range all {
		if slices.ContainsFunc(isolated, func(g ingest.Format) bool { return g.ID == f.ID }) {
			all[i] = isolate.Format("", f, isolate.Limits{})
		}
	}
	return all
}

// serveWorker reads one file for a parent process when this one was started for that.
func serveWorker(args []string) (handled bool, code int) {
	return isolate.Serve(args, isolated...)
}
