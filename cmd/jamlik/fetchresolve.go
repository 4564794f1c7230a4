package main

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/fetch"
	"github.com/jamlik/jamlik/ingest/study"
)

// resolve finds the table and the measure of a fetch that knows only what they are called. A table with one measure needs no name for it.
func resolve(ctx context.Context, c *fetch.Client, f study.Fetch) (fetch.Query, error) {
	q := queryOf(f)
	q.Select = maps.Clone(q.Select)
	if q.Select == nil {
		q.Select = make(map[string][]string)
	}
	if q.Table == "" && f.Title != "" {
		found, err := c.Search(ctx, q, f.Title)
		if err != nil {
			return q, err
		}
		found = slices.DeleteFunc(found, func(t fetch.Table) bool { return t.Folder || !sameTitle(t.Title, f.Title) })
		if len(found) != 1 {
			return q, unresolved(f, fmt.Sprintf("the table %q", f.Title), found, func(t fetch.Table) string { return t.ID + " " + t.Title }, "table:")
		}
		q.Table = found[0].ID
	}
	_, chosen := q.Select["ContentsCode"]
	if chosen || f.Measure == "" && q.API != "scb" && q.API != "pxweb2" {
		return q, nil
	}
	d, err := c.Metadata(ctx, q)
	if err != nil {
		return q, err
	}
	for _, dim := range d.Dimensions {
		if dim.Role != "metric" {
			continue
		}
		if f.Measure == "" && len(dim.Values) == 1 && len(q.Select[dim.Code]) == 0 {
			q.Select[dim.Code] = []string{dim.Values[0].Code}
		}
		if f.Measure == "" {
			return q, nil
		}
		values := slices.DeleteFunc(slices.Clone(dim.Values), func(v fetch.Value) bool { return !strings.EqualFold(strings.TrimSpace(v.Label), f.Measure) })
		if len(values) != 1 {
			return q, unresolved(f, fmt.Sprintf("the measure %q in table %s", f.Measure, q.Table), dim.Values, func(v fetch.Value) string { return v.Code + " " + v.Label }, "select: "+dim.Code+":")
		}
		q.Select[dim.Code] = []string{values[0].Code}
		return q, nil
	}
	if f.Measure == "" {
		return q, nil
	}
	return q, indicators.Problem{File: f.ID, What: fmt.Sprintf("table %s has no dimension of contents, so the measure %q cannot be found", q.Table, f.Measure), Remedy: "list the fetch in the study itself"}
}

// unresolved lists what there is in the place of what was looked for.
func unresolved[T any](f study.Fetch, what string, found []T, name func(T) string, key string) error {
	const most = 10
	var names []string
	for i, t := range found {
		if i == most {
			names = append(names, fmt.Sprintf("… %d in all", len(found)))
			break
		}
		names = append(names, name(t))
	}
	remedy := fmt.Sprintf("list the fetch in the study itself, with %s", key)
	if len(names) > 0 {
		remedy += " one of " + strings.Join(names, "; ")
	}
	return indicators.Problem{File: f.ID, What: what + " is not found, or not found once", Remedy: remedy}
}

// periodsOfTitle is what publishers write after a title: the periods that the table now has.
var periodsOfTitle = regexp.MustCompile(`(?i)[.,]?\s*(år|månad|kvartal|läsår|year|month|quarter)\s+\d{4}\S*(\s*[-–]\s*\d{4}\S*)?\s*$`)

func sameTitle(a, b string) bool {
	plain := func(s string) string {
		return strings.ToLower(strings.TrimRight(strings.TrimSpace(periodsOfTitle.ReplaceAllString(strings.TrimSpace(s), "")), "."))
	}
	return plain(a) == plain(b)
}
