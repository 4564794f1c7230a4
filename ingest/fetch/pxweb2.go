package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// pxweb2 is PxWebApi 2, of Statistics Sweden and others: https://www.pxtools.net/PxWebApi/documentation/user-guide/.
type pxweb2 struct {
	Query
	at place
}

func (s pxweb2) address() place { return s.at }

// lang is the language as a query of an address.
func (s pxweb2) lang() url.Values { return url.Values{"lang": {s.at.language}} }

func (s pxweb2) config(ctx context.Context, c *Client) (config, error) {
	return c.configOf(ctx, s.at, s.at.call(nil, "config"))
}

func (s pxweb2) metadataCall() Call { return s.at.call(s.lang(), "tables", s.Table, "metadata") }

func (s pxweb2) describe(ctx context.Context, c *Client) (Description, error) {
	if s.Table == "" {
		return Description{}, s.problem("the query names no table", "find one with jamlik fetch search")
	}
	conf, err := s.config(ctx, c)
	if err != nil {
		return Description{}, err
	}
	call := s.metadataCall()
	r, err := c.do(ctx, s.at, call, condition{})
	if err != nil {
		return Description{}, err
	}
	d, err := parseMetadata(call.Method+" "+call.URL, r.body)
	if err != nil {
		return Description{}, err
	}
	d.API, d.Base, d.Table, d.Language = s.API, s.at.base.String(), s.Table, s.at.language
	d.Limits, d.Licence, d.Source = conf.limits, conf.licence, conf.source
	return d, nil
}

func (s pxweb2) outline() Plan {
	p := Plan{Table: s.Table, Format: "json-stat"}
	p.Read = []Call{s.at.call(nil, "config"), s.metadataCall()}
	var selection []chosen
	for _, dim := range sortedKeys(s.Select) {
		selection = append(selection, chosen{dim, s.Codelists[dim], s.Select[dim]})
	}
	for _, dim := range sortedKeys(s.Codelists) {
		p.Read = append(p.Read, s.codelistCall(s.Codelists[dim]))
	}
	call := s.dataCall(selection)
	call.Cells = 0
	p.Calls = []Call{call}
	p.Notes = []string{unexpanded}
	return p
}

// unexpanded is the note of a plan without metadata.
const unexpanded = "the selection is shown as it is written: which codes it stands for, how many cells they have and into how many calls they are cut is known when the metadata is read"

func (s pxweb2) codelistCall(id string) Call { return s.at.call(s.lang(), "codelists", id) }

func (s pxweb2) plan(ctx context.Context, c *Client) (Plan, error) {
	d, err := s.describe(ctx, c)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Table: s.Table, Title: d.Title, Format: "json-stat", Source: d.Source, Licence: d.Licence, Updated: d.Updated}
	p.Read = []Call{s.at.call(nil, "config"), s.metadataCall()}
	lists, err := s.codelists(ctx, c, d, &p)
	if err != nil {
		return Plan{}, err
	}
	selection, err := s.selection(d, lists)
	if err != nil {
		return Plan{}, err
	}
	p.Calls, err = s.dataCalls(selection, d.Limits.cells(c.options.Limits), c.options.Limits.Parts, s.dataCall)
	return p, err
}

// codelists reads the code lists that the query names, and returns the values of each dimension that has one.
func (s pxweb2) codelists(ctx context.Context, c *Client, d Description, p *Plan) (map[string][]Value, error) {
	if err := s.checkNames(d); err != nil {
		return nil, err
	}
	lists := map[string][]Value{}
	for _, dim := range sortedKeys(s.Codelists) {
		id := s.Codelists[dim]
		call := s.codelistCall(id)
		p.Read = append(p.Read, call)
		r, err := c.do(ctx, s.at, call, condition{})
		if err != nil {
			return nil, err
		}
		if lists[dim], err = parseCodelist(call.Method+" "+call.URL, id, r.body); err != nil {
			return nil, err
		}
	}
	return lists, nil
}

// checkNames tells which dimensions and code lists of the query the table does not have.
func (s pxweb2) checkNames(d Description) error {
	var ps indicators.Problems
	names := codesOfDimensions(d)
	for _, dim := range sortedKeys(s.Select) {
		if !slices.Contains(names, dim) {
			ps.Add(s.problem(unknown("dimension", dim, names), fmt.Sprintf("%s has %s", d.Table, strings.Join(names, ", "))))
		}
	}
	for _, dim := range sortedKeys(s.Codelists) {
		i := slices.Index(names, dim)
		if i < 0 {
			ps.Add(s.problem(unknown("dimension", dim, names)+" of a code list", fmt.Sprintf("%s has %s", d.Table, strings.Join(names, ", "))))
			continue
		}
		var ids []string
		for _, l := range d.Dimensions[i].Codelists {
			ids = append(ids, l.ID)
		}
		if !slices.Contains(ids, s.Codelists[dim]) {
			remedy := dim + " has none"
			if len(ids) > 0 {
				remedy = dim + " has " + strings.Join(ids, ", ")
			}
			ps.Add(s.problem(unknown("code list", s.Codelists[dim], ids)+" of "+dim, remedy))
		}
	}
	return ps.Err()
}

// selection expands the selection of every dimension, in the order of the table. All that is wrong is told at once.
func (q Query) selection(d Description, lists map[string][]Value) ([]chosen, error) {
	var ps indicators.Problems
	var out []chosen
	for _, dim := range d.Dimensions {
		texts := q.Select[dim.Code]
		list := q.Codelists[dim.Code]
		if len(texts) == 0 {
			switch {
			case list != "":
				texts = []string{"*"}
			case dim.Mandatory:
				ps.Add(q.problem(fmt.Sprintf("nothing is selected of %q (%s), and the publisher gives no sum over it", dim.Code, dim.Label),
					fmt.Sprintf("select some of its %s under %s, or all with \"*\"", lang.Count(len(dim.Values), "value"), dim.Code)))
				continue
			default:
				continue
			}
		}
		values := dim.Values
		if list != "" {
			values = lists[dim.Code]
		}
		codes := make([]string, len(values))
		for i, v := range values {
			codes[i] = v.Code
		}
		selected, wrong := expand(texts, codes, dim.Role == "time")
		for _, w := range wrong {
			of := dim.Code
			if list != "" {
				of += " by " + list
			}
			ps.Add(q.problem(of+": "+w, "list the values with jamlik fetch show"))
		}
		out = append(out, chosen{dim.Code, list, selected})
	}
	return out, ps.Err()
}

// dataCalls returns the calls for a selection, each within the limit.
func (q Query) dataCalls(selection []chosen, limit, most int, call func([]chosen) Call) ([]Call, error) {
	parts, n := split(selection, limit, most)
	if parts == nil {
		return nil, q.problem(fmt.Sprintf("the query would take %d calls of at most %d cells each, more than the %d calls that are made for one", n, limit, most), "select less, or fetch it in several")
	}
	calls := make([]Call, len(parts))
	for i, p := range parts {
		calls[i] = call(p)
	}
	return calls, nil
}

// dataCall returns the call for a selection. It is a POST: in an address, commas would separate codes, and the length would be limited.
func (s pxweb2) dataCall(selection []chosen) Call {
	type variable struct {
		Code         string   `json:"variableCode"`
		Codelist     string   `json:"codelist,omitempty"`
		OutputValues string   `json:"outputValues,omitempty"`
		Values       []string `json:"valueCodes"`
	}
	body := struct {
		Selection []variable `json:"selection"`
	}{[]variable{}}
	for _, d := range selection {
		v := variable{Code: d.dimension, Codelist: d.codelist, Values: d.codes}
		if strings.HasPrefix(d.codelist, "agg_") {
			v.OutputValues = "aggregated"
		}
		body.Selection = append(body.Selection, v)
	}
	query := s.lang()
	query.Set("outputFormat", "json-stat2")
	call := Call{Method: "POST", URL: s.at.url(query, "tables", s.Table, "data"), Body: encode(body), Cells: cells(selection)}
	call.halves = halves(selection, s.dataCall)
	call.verify = func(c Call, _ string, text []byte) (answer, error) { return verifyCube(c, selection, text) }
	return call
}

// halves returns the function that cuts a call for a selection in two.
func halves(selection []chosen, call func([]chosen) Call) func() (Call, Call, bool) {
	return func() (Call, Call, bool) {
		a, b, ok := halve(selection)
		if !ok {
			return Call{}, Call{}, false
		}
		return call(a), call(b), true
	}
}

func (s pxweb2) search(ctx context.Context, c *Client, text string) ([]Table, error) {
	if _, err := s.config(ctx, c); err != nil {
		return nil, err
	}
	var out []Table
	for number := 1; len(out) < searchLimit; number++ {
		query := s.lang()
		query.Set("query", text)
		query.Set("pageNumber", strconv.Itoa(number))
		query.Set("pageSize", "100")
		call := s.at.call(query, "tables")
		r, err := c.do(ctx, s.at, call, condition{})
		if err != nil {
			return nil, err
		}
		found, pages, err := parseTables(call.Method+" "+call.URL, r.body)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if number >= pages || len(found) == 0 {
			break
		}
	}
	return out[:min(len(out), searchLimit)], nil
}

// searchLimit is the most tables that a search returns; who finds that many needs other words.
const searchLimit = 300

// parseTables reads a page of the list of tables, and how many pages there are.
func parseTables(name string, text []byte) (tables []Table, pages int, err error) {
	d, err := jsontext.Parse(name, "a list of tables", text)
	if err != nil {
		return nil, 0, err
	}
	o, err := d.Object(d.Root(), "the list")
	if err != nil {
		return nil, 0, err
	}
	list := o.Get("tables")
	if !list.IsArray() {
		return nil, 0, d.At(d.Root(), "this is not a list of tables: it has no tables", "check the base")
	}
	page, err := d.Object(o.Get("page"), "page")
	if err != nil {
		return nil, 0, err
	}
	var ps indicators.Problems
	list.Elements(func(_ int, n jsontext.Node) bool {
		t, err := d.Object(n, "tables")
		ps.Add(err)
		found := Table{ID: shown(t.Get("id").Text()), Title: shown(t.Get("label").Text()), Updated: shown(t.Get("updated").Text()), First: shown(t.Get("firstPeriod").Text()), Last: shown(t.Get("lastPeriod").Text())}
		if string(t.Get("discontinued").Raw()) == "true" {
			found.Notes = append(found.Notes, "discontinued")
		}
		if found.ID != "" {
			tables = append(tables, found)
		}
		return true
	})
	return tables, positive(page.Get("totalPages")), ps.Err()
}

func (s pxweb2) check(ctx context.Context, c *Client, old snapshot.Snapshot) (bool, string, error) {
	d, err := s.describe(ctx, c)
	if err != nil {
		return false, "", err
	}
	if d.Updated == "" || old.Updated == "" {
		call := s.metadataCall()
		return false, "", call.problem("the server does not tell when the table was changed", "fetch it again to compare")
	}
	return d.Updated != old.Updated, d.Updated, nil
}

func codesOfDimensions(d Description) []string {
	out := make([]string, len(d.Dimensions))
	for i, dim := range d.Dimensions {
		out[i] = dim.Code
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// encode returns the body of a request. Letters stay as they are.
func encode(v any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // plain structs of texts
	}
	return strings.TrimSuffix(b.String(), "\n")
}
