package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/snapshot"
)

// kpis verifies the key figures against the catalogue, for unknown ones are answered with an empty list.
func (s kolada) kpis(ctx context.Context, c *Client, p *Plan) ([]Value, error) {
	if s.all("kpi") {
		return nil, nil
	}
	literal := !slices.ContainsFunc(s.Select["kpi"], func(text string) bool { e, _ := parseExpression(text); return e.isMask() || e.function != "" })
	if literal {
		var found []Value
		for ids := range slices.Chunk(s.Select["kpi"], c.options.Limits.Segment) {
			values, err := s.named(ctx, c, p, "kpi", ids)
			if err != nil {
				return nil, err
			}
			found = append(found, values...)
		}
		if out, wrong := pick(s.Select["kpi"], found); len(wrong) == 0 {
			return out, nil
		}
	}
	catalogue, err := s.list(ctx, c, p, nil, "kpi")
	if err != nil {
		return nil, err
	}
	out, wrong := pick(s.Select["kpi"], catalogue)
	return out, s.wrong("kpi", wrong)
}

func (s kolada) wrong(key string, wrong []string) error {
	var ps indicators.Problems
	for _, w := range wrong {
		ps.Add(s.problem(key+": "+w, "find it with jamlik fetch search"))
	}
	return ps.Err()
}

// pick expands a selection against values.
func pick(texts []string, values []Value) (out []Value, wrong []string) {
	codes := make([]string, len(values))
	byCode := make(map[string]Value, len(values))
	for i, v := range values {
		codes[i], byCode[v.Code] = v.Code, v
	}
	slices.Sort(codes)
	selected, wrong := expand(texts, slices.Compact(codes), false)
	for _, code := range selected {
		out = append(out, byCode[code])
	}
	return out, wrong
}

// units verifies the municipalities, groups or units.
func (s kolada) units(ctx context.Context, c *Client, p *Plan) ([]string, error) {
	key := s.unit()
	if key == "municipality" && s.all(key) {
		return nil, nil
	}
	municipalities := s.Select["municipality"]
	var known []Value
	if len(municipalities) > 0 {
		lists := []string{"municipality"}
		if slices.ContainsFunc(municipalities, func(text string) bool { return strings.HasPrefix(text, "G") }) {
			lists = append(lists, "municipality_groups")
		}
		for _, l := range lists {
			values, err := s.list(ctx, c, p, nil, l)
			if err != nil {
				return nil, err
			}
			known = append(known, values...)
		}
	}
	found, wrong := pick(municipalities, known)
	if err := s.wrong("municipality", wrong); err != nil || key == "municipality" {
		return codesOfValues(found), err
	}
	texts := s.Select["ou"]
	var units []Value
	switch {
	case len(municipalities) > 0:
		for _, m := range found {
			values, err := s.list(ctx, c, p, url.Values{"municipality": {m.Code}}, "ou")
			if err != nil {
				return nil, err
			}
			units = append(units, values...)
		}
	case s.all("ou"):
		return nil, nil
	default:
		for ids := range slices.Chunk(texts, c.options.Limits.Segment) {
			if i := slices.IndexFunc(ids, func(text string) bool { e, _ := parseExpression(text); return e.isMask() || e.function != "" }); i >= 0 {
				return nil, s.problem(fmt.Sprintf("ou: %s can be expanded only within municipalities", ids[i]), "give municipality too, or ids")
			}
			values, err := s.named(ctx, c, p, "ou", ids)
			if err != nil {
				return nil, err
			}
			units = append(units, values...)
		}
	}
	chosen, wrong := pick(texts, units)
	return codesOfValues(chosen), s.wrong("ou", wrong)
}

func codesOfValues(values []Value) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.Code)
	}
	return out
}

// named reads the entries of ids. A server that answers 404 where it knows none of them has none.
func (s kolada) named(ctx context.Context, c *Client, p *Plan, kind string, ids []string) ([]Value, error) {
	values, err := s.list(ctx, c, p, nil, kind, strings.Join(ids, ","))
	if refusal, ok := errors.AsType[*refused](err); ok && refusal.status == http.StatusNotFound {
		return nil, nil
	}
	return values, err
}

// list reads all pages of a catalogue.
func (s kolada) list(ctx context.Context, c *Client, p *Plan, query url.Values, segments ...string) ([]Value, error) {
	var out []Value
	for page := 1; ; page++ {
		q := s.pageQuery(c.options.Limits, page)
		for k, v := range query {
			q[k] = v
		}
		call := s.at.call(q, segments...)
		if p != nil {
			p.Read = append(p.Read, call)
		}
		r, err := c.do(ctx, s.at, call, condition{})
		if err != nil {
			return nil, err
		}
		found, more, err := parseCatalogue(call.Method+" "+call.URL, r.body)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
		if !more {
			return out, nil
		}
		if len(found) == 0 || page >= c.options.Limits.Parts || len(out) > valueLimit {
			return nil, call.problem("the catalogue leads on without end", "fetch it again later")
		}
	}
}

// parseCatalogue reads a page of a catalogue of Kolada, and whether another follows.
func parseCatalogue(name string, text []byte) (values []Value, more bool, err error) {
	d, o, list, err := koladaPage(name, text)
	if err != nil {
		return nil, false, err
	}
	var ps indicators.Problems
	list.Elements(func(i int, n jsontext.Node) bool {
		v, err := d.Object(n, "values")
		ps.Add(err)
		id := v.Get("id").Text()
		if err == nil && id == "" {
			ps.Add(d.At(n, fmt.Sprintf("value %d has no id", i+1), ""))
		}
		values = append(values, Value{Code: id, Label: shown(v.Get("title").Text())})
		return true
	})
	return values, leadsOn(o), ps.Err()
}

func koladaPage(name string, text []byte) (jsontext.Document, jsontext.Object, jsontext.Node, error) {
	d, err := jsontext.Parse(name, "an answer of Kolada", text)
	if err != nil {
		return d, jsontext.Object{}, jsontext.Node{}, err
	}
	o, err := d.Object(d.Root(), "the answer")
	if err == nil && !o.Get("values").IsArray() {
		err = d.At(d.Root(), "this is no answer of Kolada: it has no values", "check the base")
	}
	return d, o, o.Get("values"), err
}

// leadsOn tells whether a page says that another follows. The address that it gives is not called: the number of the page is counted on.
func leadsOn(o jsontext.Object) bool {
	return o.Get("next_url").Text() != "" || o.Get("next_page").Text() != ""
}

func (s kolada) describe(ctx context.Context, c *Client) (Description, error) {
	if err := s.checkSelections(koladaSelections); err != nil {
		return Description{}, err
	}
	d := Description{API: s.API, Base: s.at.base.String(), Language: s.at.language, Title: "Kolada", Source: koladaSource, Licence: openLicence}
	var p Plan
	kpis, err := s.kpis(ctx, c, &p)
	if err == nil && s.all("kpi") {
		kpis, err = s.list(ctx, c, &p, nil, "kpi")
	}
	if err != nil {
		return Description{}, err
	}
	if !s.all("kpi") {
		d.Title = titles(kpis)
	}
	municipalities, err := s.list(ctx, c, &p, nil, "municipality")
	if err != nil {
		return Description{}, err
	}
	d.Dimensions = []Dimension{{Code: "kpi", Label: "nyckeltal", Role: "metric", Values: kpis}, {Code: "municipality", Label: "kommun eller region", Role: "geo", Values: municipalities}}
	for _, m := range s.Select["municipality"] {
		if len(s.Select["ou"]) > 0 {
			units, err := s.list(ctx, c, &p, url.Values{"municipality": {m}}, "ou")
			if err != nil {
				return Description{}, err
			}
			d.Dimensions = append(d.Dimensions, Dimension{Code: "ou", Label: "enhet i " + m, Role: "geo", Values: units})
		}
	}
	d.Dimensions = append(d.Dimensions, Dimension{Code: "year", Label: "år", Role: "time"})
	d.Notes = []string{"two of kpi, municipality (or ou) and year are needed; Kolada does not tell which years it has"}
	return d, nil
}

func (s kolada) search(ctx context.Context, c *Client, text string) ([]Table, error) {
	found, err := s.list(ctx, c, nil, url.Values{"title": {text}}, "kpi")
	if err != nil {
		return nil, err
	}
	var out []Table
	for _, v := range found {
		out = append(out, Table{ID: v.Code, Title: v.Label})
	}
	return out[:min(len(out), searchLimit)], nil
}

func (s kolada) check(ctx context.Context, c *Client, old snapshot.Snapshot) (bool, string, error) {
	return c.checkParts(ctx, s.at, old)
}
