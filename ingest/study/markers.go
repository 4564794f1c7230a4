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
	words  map[string]indicators.Status // what a column of statuses says besides, of values that may stand beside it
}

// markerTables holds the conventions of publishers. None of their marks is a zero but the dash, which is a true nothing.
var markerTables = map[string]markers{
	"plain": {status: map[string]indicators.Status{"": indicators.Missing}},
	// PX files have up to six symbols, and seven dots for a sum of what has different ones. Swedish agencies use one dot for what cannot occur and two for what is not available or too
	// uncertain; longer ones are the producer's own and mean missing at least.
	"scb": {status: map[string]indicators.Status{
		"": indicators.Missing, ".": indicators.NotApplicable, "..": indicators.Missing, "...": indicators.Missing, "....": indicators.Missing,
		".....": indicators.Missing, "......": indicators.Missing, ".......": indicators.Missing, "-": indicators.Nil, "–": indicators.Nil,
	}},
	// At Skolverket two dots hide few pupils and one dot says that there is no figure; ~100 means that so few are missing
	// from all that their number is not shown: the value is kept as a rounded one. A star stands where the teachers of a school are exempt from
	// certification and left out of the statistics, so that a share of certified teachers does not apply
	// (skolverket.se, frågor och svar om statistik). The interface has words for the same, and the word or sign of figures that are about so
	// and so stands in its column of statuses.
	"skolverket": {
		status: map[string]indicators.Status{"": indicators.Missing, ".": indicators.Missing, "..": indicators.Suppressed, "*": indicators.NotApplicable},
		about:  []string{"~", "cirka ", "ca "},
		words: map[string]indicators.Status{
			"OMITTED_DUE_TO_BASED_ON_FEW_PUPILS": indicators.Suppressed, "MISSING": indicators.Missing,
			"ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE":        indicators.Rounded,
			"TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION": indicators.NotApplicable,
			"EXISTS": indicators.Reported, "~": indicators.Rounded, "cirka": indicators.Rounded, "ca": indicators.Rounded,
		},
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
