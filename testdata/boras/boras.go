// Package boras embeds the study of the city of Borås: its study file and data.
//
// The files are open statistics from Statistics Sweden and the Swedish National Agency for Education; README.md beside this
// file names the table, date and licence of each and says how it was derived.
package boras

import "embed"

// Files holds the study: study.yaml at the root, and beside it every file that it names.
//
//go:embed study.yaml *.csv boundaries.geojson
var Files embed.FS
