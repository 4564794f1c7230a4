// Package skolverket reads the answers of Skolverket's interface Planned educations, version 4: statistics of schools, and lists of schools. The
// site's csv files are delimited text and are read as such.
//
// # Statistics
//
// The body of an answer on a school has a list for each indicator, with Swedish numbers as text:
//
//	{"status": "OK", "body": {"schoolUnit": "10132939",
//	  "certifiedTeachersQuota": [{"value": "70,5", "valueType": "EXISTS", "timePeriod": "2025/26"}, …],
//	  "totalNumberOfPupils": [{"value": "cirka 530", "valueType": "EXISTS", "timePeriod": "2025/26"}]}}
//
// Each figure becomes a row of school_unit, program (of upper secondary schools, null otherwise), indicator, period and
//
//   - value, also of a figure that was rounded, as "cirka 530" and "~100" were;
//   - status, the valueType unless it is EXISTS. A figure that exists but is about so and so has the word that says it, "cirka" or "~", and
//     one that exists and is no number has its text;
//   - text, what stands in the file where that is no plain number.
//
// The types of values, and what Skolverket prints for them:
//
//	EXISTS                                             a number
//	OMITTED_DUE_TO_BASED_ON_FEW_PUPILS                 ..    withheld, since it is of few pupils
//	MISSING                                            .     not reported
//	ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE         ~100  nearly all; the exact share would disclose the few who are not eligible
//	TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION  *     teachers of the school are exempt from certification, as in Waldorf schools, so
//	                                                         that a share of certified teachers does not apply
//
// An indicator that a school has never had a figure of is a single one that is MISSING at no time; it gives no row.
//
// # Schools
//
// A list of schools, whether whole, compact or a single one, becomes rows of code, name, municipality, school_forms (such as "gr gran"),
// school_years ("gr 7 8 9; gran 1 2"), latitude and longitude (WGS 84), north and east (SWEREF 99 TM), organiser and abroad. What an answer
// does not tell is null. Addresses and persons are left out.
package skolverket

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// Format is an answer of Skolverket. It has no file name of its own: files called .json are told apart by their contents.
var Format = ingest.Format{ID: "skolverket", Name: "answer of Skolverket", Sniff: sniff, Open: open}

func sniff(head []byte) bool {
	keys := jsontext.Keys(head)
	has := func(k string) bool { return slices.Contains(keys, k) }
	return has("body") && (has("status") || has("message")) || has("schoolUnit") && !has("values") || has("_embedded")
}

// what the file should be, in messages.
const what = "an answer of Skolverket"

// answer is a document with what was noticed in it.
type answer struct {
	jsontext.Document
	warned indicators.Problems
}

func open(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
	doc, err := jsontext.Open(in, what)
	if err != nil {
		return nil, err
	}
	a := &answer{Document: doc}
	root := doc.Root()
	if !root.IsObject() {
		return nil, doc.At(root, fmt.Sprintf("this is JSON but not of Skolverket: it is %s where an object is expected", root.Kind()), "")
	}
	members, err := doc.Object(root, "the file")
	if err != nil {
		return nil, err
	}
	body, at := members, root
	if at = members.Get("body"); at.Raw() != nil {
		if at.IsNull() {
			return nil, doc.At(at, fmt.Sprintf("the answer has no body; its message is %q", members.Get("message").Text()), "fetch it again")
		}
		if body, err = doc.Object(at, "body"); err != nil {
			return nil, err
		}
	} else {
		at = root
	}
	if !o.Part {
		a.pages(body)
	}
	switch {
	case !body.Get("_embedded").Absent():
		return a.openList(body.Get("_embedded"))
	case !body.Get("code").Absent() && !body.Get("name").Absent():
		return a.openSchools(&schools{answer: a, one: at}), nil
	case !body.Get("schoolUnit").Absent() || hasSeries(body):
		return a.openStatistics(body)
	case members.Get("body").Raw() == nil:
		if err := doc.Stranger(members, what); err != nil {
			return nil, err
		}
	}
	return nil, doc.At(at, "the answer has neither figures nor schools", "fetch the statistics of a school, or a list of schools")
}

// hasSeries tells whether some member of a body is a list of figures.
func hasSeries(body jsontext.Object) bool {
	return slices.ContainsFunc(body.Members, func(m jsontext.Member) bool {
		if !m.Value.IsArray() {
			return false
		}
		list := m.Value.List()
		first, ok := list.Next()
		found := false
		if ok && first.IsObject() {
			first.Each(func(key, _ jsontext.Node) bool {
				found = found || key.Text() == "timePeriod"
				return !found
			})
		}
		return found
	})
}

// pages warns of the pages that are not in the file.
func (a *answer) pages(body jsontext.Object) {
	page, err := a.Object(body.Get("page"), "page")
	if err != nil {
		a.warned.Add(err)
		return
	}
	number, _ := page.Get("number").Number()
	if total, ok := page.Get("totalPages").Number(); ok && total > 1 {
		elements, _ := page.Get("totalElements").Number()
		a.warned.Add(a.Problem(0, fmt.Sprintf("the file is page %g of %g, of %g entries in all", number+1, total, elements), "fetch all pages; Skolverket ignores filters that it does not know, so compare the number with what was asked for"))
	}
}

// Warnings implements rows.Source.
func (a *answer) Warnings() []error { return a.warned.List() }

// Close implements rows.Source.
func (a *answer) Close() error { return nil }
