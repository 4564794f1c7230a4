package study

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// markers says what a publisher prints in the place of a number.
type markers struct {
	status map[string]indicators.Status // the whole cell, trimmed
	about  []string                     // what stands before a figure that was rounded to protect persons
}

// markerTables holds the conventions of publishers. None of their marks is a zero but the dash, which is a true nothing.
var markerTables = map[string]markers{
	"plain": {status: map[string]indicators.Status{"": indicators.Missing}},
	// PX files have up to six symbols. Swedish agencies use one dot for what cannot occur and two for what is not available or too
	// uncertain; longer ones are the producer's own and mean missing at least.
	"scb": {status: map[string]indicators.Status{
		"": indicators.Missing, ".": indicators.NotApplicable, "..": indicators.Missing, "...": indicators.Missing, "....": indicators.Missing,
		".....": indicators.Missing, "......": indicators.Missing, "-": indicators.Nil, "–": indicators.Nil,
	}},
	// At Skolverket two dots hide few pupils and one dot says that there is no figure; ~100 means that so few are missing
	// from all that their number is not shown.
	"skolverket": {
		status: map[string]indicators.Status{"": indicators.Missing, ".": indicators.Missing, "..": indicators.Suppressed},
		about:  []string{"~", "cirka ", "ca "},
	},
	"kolada": {status: map[string]indicators.Status{"": indicators.Missing, "null": indicators.Missing, "Missing": indicators.Missing}},
}

func markerNames() []string { return slices.Sorted(maps.Keys(markerTables)) }

// markersOfFormat is the table of formats that belong to a publisher, where the study names none.
var markersOfFormat = map[string]string{"px": "scb", "json-stat": "scb", "pxweb-json": "scb", "pxweb-csv": "scb", "kolada": "kolada", "skolverket": "skolverket"}

// markersOf returns the table of an input with its own markers added.
func markersOf(in *Input, format string) markers {
	name := cmp.Or(in.Missing, markersOfFormat[format], "plain")
	m := markerTables[name]
	m.status = maps.Clone(m.status)
	for text, status := range in.Markers {
		s, _ := indicators.ParseStatus(status) // the checker has seen it
		m.status[strings.TrimSpace(text)] = s
	}
	return m
}
