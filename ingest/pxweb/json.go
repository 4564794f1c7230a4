// Package pxweb reads the answers of PxWeb that are its own: the json of version 1 of its interface, and the three kinds of csv of both
// versions. Its JSON-stat, PX and XLSX are read by the packages of those formats.
//
// # json
//
// [JSON] is a list of columns, of type d (dimension), t (time) and c (contents), and a list of rows, each with a key of one code per dimension
// and one value per content:
//
//	{"columns": [{"code": "Region", "text": "region", "type": "d"}, {"code": "Tid", "text": "år", "type": "t"},
//	             {"code": "BE0101N1", "text": "Folkmängd", "type": "c", "unit": "antal"}],
//	 "comments": [{"variable": "Region", "value": "1490", "comment": "…"}],
//	 "data": [{"key": ["1490", "2024"], "values": ["115217"]}, {"key": ["1490C1300", "2024"], "values": [".."]}],
//	 "metadata": [{"updated": "…", "label": "…", "source": "SCB"}]}
//
// Rows need not be a whole cube. Each value becomes a row of
//
//   - a column for each dimension and the time, called by its code, with the code of the category: there are no labels;
//   - ContentsCode and ContentsCode_label, what is measured, as the other formats of PxWeb call it;
//   - value, null where the text is no number;
//   - status, the text then: ".." and its like. A dash is nothing of a kind, so its value is 0 and its status the dash;
//   - unit and note, null where the file has none. A note is what comments say of the categories of the row.
//
// # csv
//
// [CSV] reads a file as delimited text and undoes what PxWeb does to it: the contents and the times that stand as column names become columns.
package pxweb

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
	"github.com/jamlik/jamlik/ingest/delimited"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/rows"
)

// JSON is the json of PxWeb's interface of version 1. It has no file name of its own: files called .json are told apart by their contents.
var JSON = ingest.Format{ID: "pxweb-json", Name: "json of PxWeb", Sniff: sniffJSON, Open: openJSON}

func sniffJSON(head []byte) bool {
	keys := jsontext.Keys(head)
	return slices.Contains(keys, "columns") && slices.ContainsFunc([]string{"data", "comments", "metadata"}, func(k string) bool { return slices.Contains(keys, k) })
}

// columnLimit is the most columns of an answer; published ones have fewer than 30 dimensions and a few hundred contents.
const columnLimit = 1 << 12

// jsonAnswer gives the rows of a json answer.
type jsonAnswer struct {
	jsontext.Document
	columns  []column
	contents []content
	cells    jsontext.Cursor
	row      int // the last of data, from 1
	warned   indicators.Problems

	table       *rows.Table
	keys        []*rows.Text
	metric      *rows.Text
	metricLabel *rows.Text
	value       *rows.Number
	status      *rows.Text
	unit        *rows.Text
	note        *rows.Text

	key, values [][]byte // of the row being read
}

// column is a dimension.
type column struct {
	code, text string
	time       bool
	note       string
	notes      map[string]string // code → comment
}

// content is one thing that is measured.
type content struct {
	code, text, unit, note string
	codes                  [3]int32 // of code, text and unit in their columns
}

func openJSON(in ingest.Input, _ ingest.Options) (ingest.Reader, error) {
	doc, err := jsontext.Open(in, "PxWeb's json")
	if err != nil {
		return nil, err
	}
	a := &jsonAnswer{Document: doc}
	root := doc.Root()
	if !root.IsObject() {
		return nil, doc.At(root, fmt.Sprintf("this is JSON but not of PxWeb: it is %s where an object is expected", root.Kind()), "")
	}
	members, err := doc.Object(root, "the file")
	if err != nil {
		return nil, err
	}
	list, data := members.Get("columns"), members.Get("data")
	if list.Absent() || data.Absent() {
		if err := doc.Stranger(members, "PxWeb's json"); err != nil {
			return nil, err
		}
		return nil, doc.Problem(0, "this is JSON but not of PxWeb: it has no columns and no data", "fetch the table again")
	}
	var ps indicators.Problems
	ps.Add(a.readColumns(list))
	if !data.IsArray() {
		ps.Add(doc.At(data, fmt.Sprintf("data is %s where an array is expected", data.Kind()), ""))
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	a.readComments(members.Get("comments"))
	if data.Empty() {
		a.warned.Add(doc.At(data, "the answer has no rows", "widen the selection and fetch it again"))
	}
	a.cells = data.Cursor()
	a.makeTable()
	return rows.NewReader(a.table, a.describe(members.Get("metadata")), a), nil
}

// readColumns reads what the columns are.
func (a *jsonAnswer) readColumns(list jsontext.Node) error {
	if !list.IsArray() {
		return a.At(list, fmt.Sprintf("columns is %s where an array is expected", list.Kind()), "")
	}
	var ps indicators.Problems
	seen := map[string]bool{}
	list.Elements(func(i int, n jsontext.Node) bool {
		if i == columnLimit {
			ps.Add(a.At(n, fmt.Sprintf("more than %d columns", columnLimit), "fetch fewer contents at a time"))
			return false
		}
		m, err := a.Object(n, fmt.Sprintf("column %d", i+1))
		if err != nil {
			ps.Add(err)
			return true
		}
		code, text, kind := m.Get("code").Text(), m.Get("text").Text(), m.Get("type").Text()
		if code == "" {
			ps.Add(a.At(n, fmt.Sprintf("column %d has no code", i+1), "fetch it again"))
			return true
		}
		name := kind + " " + code
		if kind == "t" {
			name = "d " + code
		}
		if seen[name] {
			ps.Add(a.At(n, fmt.Sprintf("columns names %q twice", code), "fetch it again"))
		}
		seen[name] = true
		switch kind {
		case "d", "t":
			a.columns = append(a.columns, column{code: code, text: text, time: kind == "t", note: m.Get("comment").Text()})
		case "c":
			if text == "" {
				text = code
			}
			a.contents = append(a.contents, content{code: code, text: text, unit: m.Get("unit").Text(), note: m.Get("comment").Text()})
		default:
			ps.Add(a.At(n, fmt.Sprintf("column %q is of type %s where d, t or c is expected", code, cmp.Or(m.Get("type").Shown(), "none")), "fetch it again"))
		}
		return true
	})
	if ps.Len() == 0 && len(a.contents) == 0 {
		ps.Add(a.At(list, "no column is of type c, so nothing is measured", "fetch it again"))
	}
	return ps.Err()
}

// readComments keeps what is said of categories.
func (a *jsonAnswer) readComments(list jsontext.Node) {
	if list.Absent() {
		return
	}
	if !list.IsArray() {
		a.warned.Add(a.At(list, fmt.Sprintf("comments is %s where an array is expected, and left out", list.Kind()), ""))
		return
	}
	list.Elements(func(i int, n jsontext.Node) bool {
		m, err := a.Object(n, fmt.Sprintf("comment %d", i+1))
		variable, value, comment := m.Get("variable").Text(), m.Get("value").Text(), m.Get("comment").Text()
		k := slices.IndexFunc(a.columns, func(c column) bool { return c.code == variable })
		switch {
		case err != nil:
			a.warned.Add(err)
		case comment == "":
		case k < 0:
			a.warned.Add(a.At(n, fmt.Sprintf("a comment is on %q, which is no column: %s", variable, m.Get("comment").Shown()), ""))
		default:
			if a.columns[k].notes == nil {
				a.columns[k].notes = map[string]string{}
			}
			a.columns[k].notes[value] = joined(a.columns[k].notes[value], comment)
		}
		return true
	})
}

// describe returns what the answer says of itself.
func (a *jsonAnswer) describe(list jsontext.Node) (entries []cube.Entry) {
	if !list.IsArray() {
		return nil
	}
	seen := map[string]bool{}
	list.Elements(func(i int, n jsontext.Node) bool {
		m, err := a.Object(n, fmt.Sprintf("metadata %d", i+1))
		if err != nil {
			a.warned.Add(err)
			return true
		}
		for _, key := range []string{ingest.MetadataLabel, ingest.MetadataSource, ingest.MetadataUpdated} { // called so by PxWeb too
			if text := m.Get(key).Text(); text != "" && !seen[key] {
				seen[key] = true
				entries = append(entries, cube.Entry{Key: key, Value: text})
			}
		}
		return true
	})
	return entries
}

// makeTable makes the columns of the rows.
func (a *jsonAnswer) makeTable() {
	t := new(rows.Table)
	a.table = t
	for _, c := range a.columns {
		role := ingest.RoleByName(c.code)
		switch {
		case c.time:
			role = ingest.RoleTime
		case role != ingest.RoleGeo:
			role = ingest.RoleDimension
		}
		metadata := entries(ingest.MetadataLabel, c.text, ingest.MetadataNote, c.note)
		for _, value := range slices.Sorted(maps.Keys(c.notes)) {
			metadata = append(metadata, cube.Entry{Key: ingest.MetadataNote + ":" + value, Value: c.notes[value]})
		}
		a.keys = append(a.keys, t.Text(c.code, role, metadata...))
	}
	var notes []cube.Entry
	for _, c := range a.contents {
		notes = append(notes, entries(ingest.MetadataNote+":"+c.code, c.note)...)
	}
	a.metric = t.Text("ContentsCode", ingest.RoleMetric, notes...)
	a.metricLabel = t.Text("ContentsCode_label", ingest.RoleLabel)
	a.value = t.Number("value", ingest.RoleValue)
	a.status = t.Text("status", ingest.RoleStatus)
	a.unit = t.Text("unit", ingest.RoleUnit)
	a.note = t.Text("note", "")
	for i := range a.contents {
		c := &a.contents[i]
		c.codes = [3]int32{a.metric.Lasting(c.code), a.metricLabel.Lasting(c.text), a.unit.Lasting(c.unit)}
	}
}

// Next implements rows.Source: it reads one element of data.
func (a *jsonAnswer) Next() error {
	at := a.cells.Offset()
	switch token := a.cells.Token(); token[0] {
	case ']':
		return io.EOF
	case '{':
	case '[':
		a.cells.Rest()
		fallthrough
	default:
		a.row++
		return a.problem(at, "is no object", "")
	}
	a.row++
	if err := a.readRow(at); err != nil {
		return err
	}
	if len(a.key) != len(a.columns) {
		return a.problem(at, fmt.Sprintf("has a key of %s where columns has %s", lang.Count(len(a.key), "code"), lang.Count(len(a.columns), "dimension")), "fetch it again")
	}
	if len(a.values) != len(a.contents) {
		return a.problem(at, fmt.Sprintf("has %s where columns has %s", lang.Count(len(a.values), "value"), lang.Count(len(a.contents), "content")), "fetch it again")
	}
	return a.add(at)
}

// readRow reads the key and the values of a row, whose opening bracket has been read.
func (a *jsonAnswer) readRow(at int) error {
	a.key, a.values = a.key[:0], a.values[:0]
	var hasKey, hasValues bool
	for {
		name := a.cells.Token()
		if name[0] == '}' {
			break
		}
		var err error
		switch string(name) {
		case `"key"`:
			if hasKey {
				err = a.problem(at, `gives "key" twice`, "keep one of them")
			} else {
				a.key, err = a.list(a.key, "key", at)
			}
			hasKey = true
		case `"values"`:
			if hasValues {
				err = a.problem(at, `gives "values" twice`, "keep one of them")
			} else {
				a.values, err = a.list(a.values, "values", at)
			}
			hasValues = true
		default:
			if token := a.cells.Token(); token[0] == '{' || token[0] == '[' {
				a.cells.Rest()
			}
		}
		if err != nil {
			a.cells.Rest()
			return err
		}
	}
	switch {
	case !hasKey:
		return a.problem(at, "has no key", "fetch it again")
	case !hasValues:
		return a.problem(at, "has no values", "fetch it again")
	}
	return nil
}

// list reads an array of texts.
func (a *jsonAnswer) list(to [][]byte, name string, at int) ([][]byte, error) {
	token := a.cells.Token()
	if token[0] != '[' {
		if token[0] == '{' {
			a.cells.Rest()
		}
		return to, a.problem(at, "has no array after "+name, "")
	}
	for {
		token := a.cells.Token()
		switch token[0] {
		case ']':
			return to, nil
		case '"':
			to = append(to, token)
		case '{', '[':
			a.cells.Rest()
			a.cells.Rest()
			return to, a.problem(at, "has a list within "+name+" where texts are expected", "")
		default:
			a.cells.Rest()
			return to, a.problem(at, fmt.Sprintf("has %s among its %s where texts are expected", token, name), "")
		}
	}
}

// add adds a row for each value of an element.
func (a *jsonAnswer) add(at int) error {
	for i, content := range a.contents {
		text := jsontext.Inner(a.values[i])
		v, ok := delimited.Number(text, '.')
		if !ok {
			if p, bad := badMark(text); bad {
				return a.problem(at, fmt.Sprintf("has the value %s: %s", a.values[i], p.What), p.Remedy)
			}
		}
		note := ""
		for k, c := range a.columns {
			code := jsontext.Inner(a.key[k])
			a.keys[k].Add(code)
			if n, ok := c.notes[string(code)]; ok {
				note = joined(note, n)
			}
		}
		a.metric.AddCode(content.codes[0])
		a.metricLabel.AddCode(content.codes[1])
		addCell(a.value, a.status, text, v, ok)
		a.unit.AddCode(content.codes[2])
		a.note.AddText(note)
		a.table.Row(a.row)
	}
	return nil
}

// entries returns pairs of keys and values as metadata, without those that have no value.
func entries(pairs ...string) (out []cube.Entry) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, cube.Entry{Key: pairs[i], Value: pairs[i+1]})
		}
	}
	return out
}

// joined sets two notes apart by a line feed.
func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}

// problem is a problem of the row that begins at an offset.
func (a *jsonAnswer) problem(at int, what, remedy string) error {
	return a.Problem(a.Line(at), fmt.Sprintf("row %d of data %s", a.row, what), remedy)
}

// Warnings implements rows.Source.
func (a *jsonAnswer) Warnings() []error { return a.warned.List() }

// Close implements rows.Source.
func (a *jsonAnswer) Close() error { return nil }
