package fetch

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// verifyCube compares a JSON-stat answer with the selection that was asked for. The server sums over the dimensions that were left out, and may
// leave them out too or keep them with one value.
func verifyCube(call Call, selection []chosen, text []byte) (answer, error) {
	d, err := jsontext.Parse(call.Method+" "+call.URL, "JSON-stat", text)
	if err != nil {
		return answer{}, err
	}
	o, err := d.Object(d.Root(), "the answer")
	if err != nil {
		return answer{}, err
	}
	dims, err := d.Object(o.Get("dimension"), "dimension")
	if err != nil {
		return answer{}, err
	}
	ids := o.Get("id")
	if !ids.IsArray() || o.Get("value").Absent() {
		return answer{}, call.problem("the answer is no JSON-stat with values", "check the base, and whether it is the api that the query says")
	}
	out := answer{updated: shown(o.Get("updated").Text()), source: shown(o.Get("source").Text())}
	asked := make(map[string]chosen, len(selection))
	for _, s := range selection {
		asked[s.dimension] = s
	}
	total := 1
	ids.Elements(func(_ int, n jsontext.Node) bool {
		id := n.Text()
		members, e := d.Object(dims.Get(id), "dimension "+id)
		if e != nil {
			err = e
			return false
		}
		category, e := d.Object(members.Get("category"), "category of "+id)
		if e != nil {
			err = e
			return false
		}
		labels, e := d.Object(category.Get("label"), "category.label of "+id)
		if e != nil {
			err = e
			return false
		}
		codes, e := codesOf(d, id, category.Get("index"), labels)
		if e != nil {
			err = e
			return false
		}
		total = times(total, len(codes))
		s, ok := asked[id]
		delete(asked, id)
		switch {
		case ok && !sameCodes(s.codes, codes) && s.codelist == "":
			err = call.problem(fmt.Sprintf("the answer has other values of %s than were asked for: %s where %s %s expected", id, some(codes), some(s.codes), were(s.codes)), "check the table with jamlik fetch show")
		case ok && !sameCodes(s.codes, codes):
			out.notes = append(out.notes, fmt.Sprintf("by the code list %s, the server calls the values of %s %s where %s were asked for", s.codelist, id, some(codes), some(s.codes)))
		case !ok && len(codes) > 1:
			err = call.problem(fmt.Sprintf("the answer has %d values of %s, of which none were asked for", len(codes), id), "select what is wanted of it")
		}
		return err == nil
	})
	if err != nil {
		return answer{}, err
	}
	for _, s := range selection {
		if _, missing := asked[s.dimension]; missing && len(s.codes) > 1 {
			return answer{}, call.problem(fmt.Sprintf("the answer does not have the dimension %s, of which %d values were asked for", s.dimension, len(s.codes)), "check the table with jamlik fetch show")
		}
	}
	if total != call.Cells {
		return answer{}, call.problem(fmt.Sprintf("the answer has %s where %d were asked for", lang.Count(total, "cell"), call.Cells), "check the table with jamlik fetch show")
	}
	return out, nil
}

func sameCodes(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	if slices.Equal(a, b) {
		return true
	}
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// some names the first of several codes.
func some(codes []string) string {
	if len(codes) == 0 {
		return "none"
	}
	text := shown(codes[0])
	if len(codes) > 1 {
		text += " and " + strconv.Itoa(len(codes)-1) + " more"
	}
	return text
}

func were(codes []string) string {
	if len(codes) == 1 {
		return "was"
	}
	return "were"
}
