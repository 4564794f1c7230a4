package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// pxweb1 is the API of PxWeb, version 1, that many agencies and cities still have. The address of a table is a path of folders.
type pxweb1 struct {
	Query
	at   place
	root place // the interface in one language, which has the configuration
}

// newPxweb1 finds the language in the base, or puts it at the end.
func newPxweb1(q Query, at place) (pxweb1, error) {
	segments := strings.Split(strings.Trim(at.base.Path, "/"), "/")
	version := slices.IndexFunc(segments, versionPattern.MatchString)
	language := -1
	if version >= 0 {
		language = slices.IndexFunc(segments[version:], languagePattern.MatchString)
	}
	full, root := *at.base, *at.base
	switch {
	case version < 0:
		return pxweb1{}, q.problem(fmt.Sprintf("the base %q has no version, v1, in its path", at.base), "write it as https://host/…/api/v1 or https://api.scb.se/OV0104/v1/doris/sv/ssd")
	case language < 0:
		full.Path += "/" + at.language
		root = full
	default:
		language += version
		if q.Language == "" {
			at.language = segments[language]
		}
		segments[language] = at.language
		full.Path = "/" + strings.Join(segments, "/")
		root.Path = "/" + strings.Join(segments[:language+1], "/")
	}
	full.RawPath, root.RawPath = "", ""
	s := pxweb1{Query: q, at: at, root: at}
	s.at.base, s.root.base = &full, &root
	return s, nil
}

func (s pxweb1) address() place { return s.at }

func (s pxweb1) configCall() Call {
	u := *s.root.base
	u.RawQuery = "config"
	return Call{Method: "GET", URL: u.String()}
}

// config reads the limits. A server that does not tell them has the defaults.
func (s pxweb1) config(ctx context.Context, c *Client) (config, []string, error) {
	conf, err := c.configOf(ctx, s.root, s.configCall())
	if err != nil && ctx.Err() == nil {
		if _, network := errors.AsType[*temporary](err); !network {
			return s.credited(config{}), []string{fmt.Sprintf("the server does not tell its limits: a part has at most %d cells", ServerLimits{}.cells(c.options.Limits))}, nil
		}
	}
	return s.credited(conf), nil, err
}

// credited adds what is known of an installation.
func (s pxweb1) credited(conf config) config {
	for _, k := range knownPxweb {
		if strings.HasPrefix(s.root.base.String(), k.base+"/") {
			conf.source, conf.licence = k.source, k.licence
		}
	}
	return conf
}

func (s pxweb1) path() []string { return strings.Split(strings.Trim(s.Table, "/"), "/") }

func (s pxweb1) metadataCall() Call { return s.at.call(nil, s.path()...) }

func (s pxweb1) describe(ctx context.Context, c *Client) (Description, error) {
	if s.Table == "" {
		return Description{}, s.problem("the query names no table", "find one with jamlik fetch search")
	}
	conf, notes, err := s.config(ctx, c)
	if err != nil {
		return Description{}, err
	}
	call := s.metadataCall()
	r, err := c.do(ctx, s.at, call, condition{})
	if err != nil {
		return Description{}, err
	}
	d, err := parseVariables(call.Method+" "+call.URL, r.body)
	if err != nil {
		return Description{}, err
	}
	d.API, d.Base, d.Table, d.Language = s.API, s.at.base.String(), s.Table, s.at.language
	d.Limits, d.Licence, d.Source, d.Notes = conf.limits, conf.licence, conf.source, notes
	return d, nil
}

// parseVariables reads the metadata of a table in version 1.
func parseVariables(name string, text []byte) (Description, error) {
	d, err := jsontext.Parse(name, "the metadata of a table", text)
	if err != nil {
		return Description{}, err
	}
	if d.Root().IsArray() {
		return Description{}, d.At(d.Root(), "this is a folder, not a table", "list it with jamlik fetch search, and name a table in it")
	}
	o, err := d.Object(d.Root(), "the metadata")
	if err != nil {
		return Description{}, err
	}
	out := Description{Title: shown(o.Get("title").Text())}
	variables := o.Get("variables")
	if !variables.IsArray() || variables.Empty() {
		return Description{}, d.At(d.Root(), "this is not the metadata of a table: it has no variables", "check the table and the base")
	}
	var ps indicators.Problems
	variables.Elements(func(i int, n jsontext.Node) bool {
		v, err := d.Object(n, "variables")
		if err != nil {
			ps.Add(err)
			return true
		}
		dim := Dimension{Code: v.Get("code").Text(), Label: shown(v.Get("text").Text()), Mandatory: string(v.Get("elimination").Raw()) != "true"}
		if string(v.Get("time").Raw()) == "true" {
			dim.Role = "time"
		}
		if dim.Code == "" || slices.ContainsFunc(out.Dimensions, func(x Dimension) bool { return x.Code == dim.Code }) || i >= dimensionLimit {
			ps.Add(d.At(n, fmt.Sprintf("variable %d has the code %s where another is expected", i+1, v.Get("code").Shown()), ""))
			return i < dimensionLimit
		}
		codes, err := texts(d, v.Get("values"), "values of "+dim.Code)
		ps.Add(err)
		labels, err := texts(d, v.Get("valueTexts"), "valueTexts of "+dim.Code)
		ps.Add(err)
		if len(labels) != len(codes) && len(labels) > 0 {
			ps.Add(d.At(n, fmt.Sprintf("%s has %s and %s", dim.Code, lang.Count(len(codes), "value"), lang.Count(len(labels), "text")), ""))
			return true
		}
		seen := map[string]bool{}
		for k, code := range codes {
			if seen[code] || code == "" {
				ps.Add(d.At(n, fmt.Sprintf("value %d of %s is %q, expected another", k+1, dim.Code, shown(code)), ""))
			}
			seen[code] = true
			value := Value{Code: code}
			if len(labels) > 0 {
				value.Label = shown(labels[k])
			}
			dim.Values = append(dim.Values, value)
		}
		out.Dimensions = append(out.Dimensions, dim)
		return true
	})
	return out, ps.Err()
}

// texts returns the texts of an array; an absent one has none.
func texts(d jsontext.Document, n jsontext.Node, name string) ([]string, error) {
	if n.Absent() {
		return nil, nil
	}
	if !n.IsArray() {
		return nil, d.At(n, fmt.Sprintf("%s is %s where an array is expected", name, n.Kind()), "")
	}
	var out []string
	var err error
	n.Elements(func(i int, v jsontext.Node) bool {
		if !v.IsText() || i >= valueLimit {
			err = d.At(v, fmt.Sprintf("%s hold %s where a text is expected", name, v.Shown()), "")
			return false
		}
		out = append(out, v.Text())
		return true
	})
	return out, err
}

func (s pxweb1) outline() Plan {
	p := Plan{Table: s.Table, Format: "json-stat", fallback: "pxweb-json"}
	p.Read = []Call{s.configCall(), s.metadataCall()}
	var selection []chosen
	for _, dim := range sortedKeys(s.Select) {
		selection = append(selection, chosen{dim, s.Codelists[dim], s.Select[dim]})
	}
	call := s.dataCall(selection)
	call.Cells = 0
	p.Calls = []Call{call}
	p.Notes = []string{unexpanded}
	return p
}

func (s pxweb1) plan(ctx context.Context, c *Client) (Plan, error) {
	d, err := s.describe(ctx, c)
	if err != nil {
		return Plan{}, err
	}
	if err := s.checkVariables(d); err != nil {
		return Plan{}, err
	}
	p := Plan{Table: s.Table, Title: d.Title, Format: "json-stat", fallback: "pxweb-json", Source: d.Source, Licence: d.Licence, Notes: d.Notes}
	p.Read = []Call{s.configCall(), s.metadataCall()}
	// Version 1 does not tell what is in its code lists: the codes are taken as they are.
	lists := map[string][]Value{}
	for dim := range s.Codelists {
		for _, code := range s.Select[dim] {
			lists[dim] = append(lists[dim], Value{Code: code})
		}
	}
	selection, err := s.selection(d, lists)
	if err != nil {
		return Plan{}, err
	}
	p.Calls, err = s.dataCalls(selection, d.Limits.cells(c.options.Limits), c.options.Limits.Parts, s.dataCall)
	return p, err
}

// checkVariables tells which dimensions of the query the table does not have, and which code lists cannot be asked for.
func (s pxweb1) checkVariables(d Description) error {
	var ps indicators.Problems
	names := codesOfDimensions(d)
	has := fmt.Sprintf("the table has %s", strings.Join(names, ", "))
	for _, dim := range sortedKeys(s.Select) {
		if !slices.Contains(names, dim) {
			ps.Add(s.problem(unknown("dimension", dim, names), has))
		}
	}
	for _, dim := range sortedKeys(s.Codelists) {
		list := s.Codelists[dim]
		switch {
		case !slices.Contains(names, dim):
			ps.Add(s.problem(unknown("dimension", dim, names)+" of a code list", has))
		case !strings.HasPrefix(list, "agg_") && !strings.HasPrefix(list, "vs_"):
			ps.Add(s.problem(fmt.Sprintf("the code list %q of %s is of no known kind", list, dim), "write agg_ before the name of a grouping and vs_ before that of a set of values"))
		case len(s.Select[dim]) == 0:
			ps.Add(s.problem(fmt.Sprintf("nothing is selected of %s by the code list %s", dim, list), "name the codes: version 1 does not tell which the list has"))
		}
		for _, text := range s.Select[dim] {
			if e, err := parseExpression(text); err != nil || e.function != "" || e.isMask() {
				ps.Add(s.problem(fmt.Sprintf("%s of %s by the code list %s cannot be expanded", text, dim, list), "name the codes: version 1 does not tell which the list has"))
			}
		}
	}
	return ps.Err()
}

// dataCall returns the call for a selection, as JSON-stat 2 and, for older servers, in the server's own form of JSON.
func (s pxweb1) dataCall(selection []chosen) Call {
	type filter struct {
		Filter string   `json:"filter"`
		Values []string `json:"values"`
	}
	type variable struct {
		Code      string `json:"code"`
		Selection filter `json:"selection"`
	}
	type response struct {
		Format string `json:"format"`
	}
	body := struct {
		Query    []variable `json:"query"`
		Response response   `json:"response"`
	}{[]variable{}, response{"json-stat2"}}
	for _, d := range selection {
		f := "item"
		if kind, name, ok := strings.Cut(d.codelist, "_"); ok {
			f = kind + ":" + name
		}
		body.Query = append(body.Query, variable{d.dimension, filter{f, d.codes}})
	}
	call := Call{Method: "POST", URL: s.at.url(nil, s.path()...), Body: encode(body), Cells: cells(selection)}
	body.Response.Format = "json"
	call.other = encode(body)
	call.many403 = true
	call.halves = halves(selection, s.dataCall)
	call.verify = func(c Call, format string, text []byte) (answer, error) {
		if format == "pxweb-json" {
			return verifyRows(c, selection, text)
		}
		return verifyCube(c, selection, text)
	}
	return call
}

// verifyRows compares an answer in the form of version 1 with the selection that was asked for.
func verifyRows(call Call, selection []chosen, text []byte) (answer, error) {
	d, err := jsontext.Parse(call.Method+" "+call.URL, "an answer of PxWeb", text)
	if err != nil {
		return answer{}, err
	}
	o, err := d.Object(d.Root(), "the answer")
	if err != nil {
		return answer{}, err
	}
	columns, rows := o.Get("columns"), o.Get("data")
	if !columns.IsArray() || !rows.IsArray() {
		return answer{}, call.problem("the answer has no columns and data", "check the base, and whether it is the api that the query says")
	}
	var keys []string
	contents := 0
	columns.Elements(func(_ int, n jsontext.Node) bool {
		column, e := d.Object(n, "columns")
		if e != nil {
			err = e
			return false
		}
		if column.Get("type").Text() == "c" {
			contents++
		} else {
			keys = append(keys, column.Get("code").Text())
		}
		return true
	})
	if err != nil {
		return answer{}, err
	}
	asked := map[string]map[string]bool{}
	for _, s := range selection {
		asked[s.dimension] = map[string]bool{}
		for _, c := range s.codes {
			asked[s.dimension][c] = true
		}
	}
	n, seen := 0, map[string]bool{}
	rows.Elements(func(i int, row jsontext.Node) bool {
		members, e := d.Object(row, "data")
		if e != nil {
			err = e
			return false
		}
		key, e := texts(d, members.Get("key"), "key")
		if e == nil {
			e = verifyKey(call, d, row, i, key, keys, asked)
		}
		if one := strings.Join(key, "\x00"); e == nil && seen[one] {
			e = d.At(row, fmt.Sprintf("row %d of the answer has the keys of one before it", i+1), "fetch it again later")
		} else {
			seen[one] = true
		}
		if err = e; err != nil {
			return false
		}
		n += contents
		return true
	})
	if err != nil {
		return answer{}, err
	}
	if n != call.Cells {
		return answer{}, call.problem(fmt.Sprintf("the answer has %s where %d were asked for", lang.Count(n, "cell"), call.Cells), "check the table with jamlik fetch show")
	}
	updated, source := aboutRows(d, o)
	return answer{updated: updated, source: source}, nil
}

// verifyKey compares the keys of a row with what was asked for.
func verifyKey(call Call, d jsontext.Document, row jsontext.Node, i int, key, columns []string, asked map[string]map[string]bool) error {
	if len(key) != len(columns) {
		return d.At(row, fmt.Sprintf("row %d of the answer has %s for %s", i+1, lang.Count(len(key), "key"), lang.Count(len(columns), "column")), "fetch it again later")
	}
	for k, code := range key {
		if set := asked[columns[k]]; set != nil && !set[code] {
			return call.problem(fmt.Sprintf("the answer has the value %q of %s, which was not asked for", shown(code), columns[k]), "check the table with jamlik fetch show")
		}
	}
	return nil
}

// aboutRows returns when the table was changed and whose it is, by the metadata of an answer in the form of version 1.
func aboutRows(d jsontext.Document, o jsontext.Object) (updated, source string) {
	if about := o.Get("metadata"); about.IsArray() {
		about.Elements(func(_ int, n jsontext.Node) bool {
			if m, err := d.Object(n, "metadata"); err == nil {
				updated, source = shown(m.Get("updated").Text()), shown(m.Get("source").Text())
			}
			return false
		})
	}
	return updated, source
}

// check asks for one cell: answers tell when the table was changed, and metadata does not.
func (s pxweb1) check(ctx context.Context, c *Client, old snapshot.Snapshot) (bool, string, error) {
	if _, _, err := s.config(ctx, c); err != nil {
		return false, "", err
	}
	var q map[string]json.RawMessage
	var variables []struct {
		Code      string `json:"code"`
		Selection struct {
			Filter string   `json:"filter"`
			Values []string `json:"values"`
		} `json:"selection"`
	}
	part := old.Parts[0]
	err := json.Unmarshal([]byte(part.Body), &q)
	if err == nil {
		err = json.Unmarshal(q["query"], &variables)
	}
	if err != nil {
		return false, "", s.problem("the request of the first part cannot be read: "+err.Error(), "fetch it again")
	}
	for i := range variables {
		variables[i].Selection.Values = variables[i].Selection.Values[:min(len(variables[i].Selection.Values), 1)]
	}
	call := Call{Method: "POST", URL: s.at.url(nil, s.path()...), Body: encode(map[string]any{"query": variables, "response": q["response"]})}
	r, err := c.do(ctx, s.at, call, condition{})
	if err != nil {
		return false, "", err
	}
	d, err := jsontext.Parse(call.Method+" "+call.URL, "an answer of PxWeb", r.body)
	if err != nil {
		return false, "", err
	}
	o, err := d.Object(d.Root(), "the answer")
	if err != nil {
		return false, "", err
	}
	updated := shown(o.Get("updated").Text())
	if updated == "" {
		updated, _ = aboutRows(d, o)
	}
	if updated == "" || old.Updated == "" {
		return false, "", call.problem("the server does not tell when the table was changed", "fetch it again to compare")
	}
	return updated != old.Updated, updated, nil
}

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
