package main

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/charts"
)

// noCharts is what --charts has where no figure is wanted.
const noCharts = "none"

// runFormats are the formats that --formats names, in the order of charts.Formats, and whether it asks for a document.
func runFormats(ids []string) (formats []charts.Format, document bool, err error) {
	drawings := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == documentFormat })
	document = len(drawings) < len(ids)
	if document && len(drawings) == 0 {
		return nil, true, nil
	}
	formats, err = chosen("formats", drawings, charts.Formats, func(f charts.Format) string { return f.ID }, documentFormat)
	return formats, document, err
}

// chosenKinds are the kinds of charts that a flag names, in the order of charts.Kinds.
func chosenKinds(flag string, ids []string) ([]charts.Kind, error) {
	if slices.Equal(ids, []string{noCharts}) {
		return nil, nil
	}
	return chosen(flag, ids, charts.Kinds, func(k charts.Kind) string { return k.ID }, "or "+noCharts)
}

// chosen are the values of all that a flag names, in the order of all; besides is what else the flag may have.
func chosen[T any](flag string, ids []string, all []T, id func(T) string, besides ...string) ([]T, error) {
	var known []string
	var out []T
	for _, v := range all {
		known = append(known, id(v))
		if slices.Contains(ids, id(v)) {
			out = append(out, v)
		}
	}
	want := strings.Join(append(slices.Clone(known), besides...), ", ")
	if len(ids) == 0 {
		return nil, usagef("--%s is empty: want %s", flag, want)
	}
	for _, v := range ids {
		if !slices.Contains(known, v) {
			return nil, usagef("--%s has %q: want %s", flag, v, want)
		}
	}
	return out, nil
}

// kindIDs are the kinds of charts.
func kindIDs() []string {
	var out []string
	for _, k := range charts.Kinds {
		out = append(out, k.ID)
	}
	return out
}

// runFormatIDs are what --formats of a run may have.
func runFormatIDs() []string { return append(formatIDs(), documentFormat) }

// formatIDs are the formats of figures.
func formatIDs() []string {
	var out []string
	for _, f := range charts.Formats {
		out = append(out, f.ID)
	}
	return out
}
