package fetch

import (
	"context"
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// folderLimit is the most folders that a search of version 1 opens.
const folderLimit = 200

// search lists a folder, or looks for a text in the names of all tables below it. Version 1 has no list of all tables.
func (s pxweb1) search(ctx context.Context, c *Client, text string) ([]Table, error) {
	if _, _, err := s.config(ctx, c); err != nil {
		return nil, err
	}
	var found []Table
	wanted := strings.ToLower(text)
	folders := []string{strings.Trim(s.Table, "/")}
	for n := 0; len(folders) > 0 && len(found) < searchLimit; n++ {
		if n == folderLimit {
			return found, s.problem(fmt.Sprintf("only the first %d folders were searched", folderLimit), "name a folder as table to search below it")
		}
		folder := folders[0]
		folders = folders[1:]
		var segments []string
		if folder != "" {
			segments = strings.Split(folder, "/")
		}
		call := s.at.call(nil, segments...)
		r, err := c.do(ctx, s.at, call, condition{})
		if err != nil {
			return nil, err
		}
		entries, err := parseFolder(call.Method+" "+call.URL, r.body)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if folder != "" {
				e.ID = folder + "/" + e.ID
			}
			if text == "" || !e.Folder && (strings.Contains(strings.ToLower(e.Title), wanted) || strings.Contains(strings.ToLower(e.ID), wanted)) {
				found = append(found, e)
			}
			if text != "" && e.Folder && strings.Count(e.ID, "/") < 20 {
				folders = append(folders, e.ID)
			}
		}
	}
	return found[:min(len(found), searchLimit)], nil
}

// parseFolder reads a folder of version 1, or its list of databases.
func parseFolder(name string, text []byte) ([]Table, error) {
	d, err := jsontext.Parse(name, "a folder", text)
	if err != nil {
		return nil, err
	}
	if !d.Root().IsArray() {
		return nil, d.At(d.Root(), "this is not a folder", "name a folder as table to search below it, or none")
	}
	var out []Table
	var ps indicators.Problems
	d.Root().Elements(func(i int, n jsontext.Node) bool {
		o, err := d.Object(n, "the folder")
		ps.Add(err)
		t := Table{ID: o.Get("id").Text(), Title: shown(o.Get("text").Text()), Updated: shown(o.Get("updated").Text())}
		switch o.Get("type").Text() {
		case "l":
			t.Folder = true
		case "t":
		case "":
			if db := o.Get("dbid").Text(); db != "" {
				t.ID, t.Folder = db, true
			}
		default:
			return true // a heading
		}
		if t.ID != "" && !strings.ContainsAny(t.ID, "/\\?#%\x00") && t.ID != "." && t.ID != ".." {
			if t.Title == "" {
				t.Title = t.ID
			}
			out = append(out, t)
		}
		return i < 10_000
	})
	return out, ps.Err()
}
