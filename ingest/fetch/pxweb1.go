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
			ps.Add(d.At(n, fmt.Sprintf("variable %d has the code %q where another is expected", i+1, shown(dim.Code)), ""))
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
