package fetch

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

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
