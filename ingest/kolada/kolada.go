// Package kolada reads the answers of Kolada, the database of key figures on municipalities and regions: figures and catalogues.
//
// An answer of version 3 of the interface is a page of a list; version 2 called next_url next_page:
//
//	{"count": 1, "values": [{"kpi": "N15428", "municipality": "1490", "period": 2023,
//	  "values": [{"gender": "T", "count": 1, "status": "", "value": 83.1, "isdeleted": false}]}], "next_url": null}
//
// Of figures each becomes a row of kpi, municipality (or ou, an establishment such as a school), period, gender (T all, K women, M men), value,
// status and count, the number of units behind it. A figure that is missing has the status Missing, or nothing but a null. Those marked as
// deleted are left out, and the reader warns of them.
//
// Of a catalogue (kpi, municipality, ou and groups of them) each entry becomes a row with a column for each of its members, all of them text. A
// group has a row for each member of the group.
//
// The next page is not fetched: the reader warns that there is one.
package kolada

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/rows"
)

// Format is an answer of Kolada, version 3 or 2. It has no file name of its own: files called .json are told apart by their contents.
var Format = ingest.Format{ID: "kolada", Name: "answer of Kolada", Sniff: sniff, Open: open}

func sniff(head []byte) bool {
	keys := jsontext.Keys(head)
	has := func(k string) bool { return slices.Contains(keys, k) }
	sure := slices.ContainsFunc([]string{"count", "next_url", "next_page", "previous_url"}, has) || bytes.Contains(head, []byte(`"kpi"`)) // where the list fills the head
	return has("values") && !has("columns") && sure
}

// what the file should be, in messages.
const what = "an answer of Kolada"

// page is what both kinds of answer have.
type page struct {
	jsontext.Document
	list   jsontext.List
	entry  int // the last of values, from 1
	warned indicators.Problems
	table  rows.Table
}

func open(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	doc, err := jsontext.Open(in, what)
	if err != nil {
		return nil, err
	}
	root := doc.Root()
	if !root.IsObject() {
		return nil, doc.At(root, fmt.Sprintf("this is JSON but not of Kolada: it is %s where an object is expected", root.Kind()), "")
	}
	members, err := doc.Object(root, "the file")
	if err != nil {
		return nil, err
	}
	values := members.Get("values")
	if values.Absent() || !members.Get("columns").Absent() {
		if err := doc.Stranger(members, what); err != nil {
			return nil, err
		}
		return nil, doc.Problem(0, "this is JSON but not of Kolada: it has no values", "fetch it again")
	}
	if !values.IsArray() {
		return nil, doc.At(values, fmt.Sprintf("values is %s where an array is expected", values.Kind()), "")
	}
	p := page{Document: doc, list: values.List()}
	if !o.Part {
		p.pages(members)
	}
	peek := values.List()
	first, ok := peek.Next()
	if !ok {
		p.warned.Add(doc.At(values, "the answer has no rows: Kolada answers so to ids that it does not know", "compare them with its catalogue"))
	}
	if ok && first.IsObject() {
		if entry, _ := doc.Object(first, "the first entry"); entry.Get("kpi").Absent() && !entry.Get("id").Absent() {
			return openCatalogue(p, values)
		}
	}
	return openFigures(p, first), nil
}

// pages warns of the pages that are not in the file.
func (p *page) pages(members jsontext.Object) {
	there := func(key string) bool {
		n := members.Get(key)
		return !n.Absent() && n.Text() != "" || n.Kind() == "a number"
	}
	switch {
	case there("next_url") || there("next_page"):
		p.warned.Add(p.Problem(0, "the file is one page of several: more follow", "fetch all pages"))
	case there("previous_url") || there("previous_page"):
		p.warned.Add(p.Problem(0, "the file is the last page of several", "fetch all pages"))
	}
}

// problem is a problem of the entry being read.
func (p *page) problem(n jsontext.Node, what, remedy string) error {
	return p.At(n, fmt.Sprintf("entry %d of values %s", p.entry, what), remedy)
}

// Warnings implements rows.Source.
func (p *page) Warnings() []error { return p.warned.List() }

// Close implements rows.Source.
func (p *page) Close() error { return nil }
