// Package exempelstad embeds the study of Exempelstad, a city that does not exist. It exercises every part of a study: all themes,
// groups, published and pooled figures, breaks, missing and withheld values, and several file formats.
//
// The data files are written by the program in the directory generate, from a seed. All figures are made up, and every page that is made of
// them says so.
package exempelstad

import "embed"

// Files holds the study: study.yaml at the root, and beside it every file that it names.
//
//go:embed study.yaml *.csv *.json *.geojson
var Files embed.FS
