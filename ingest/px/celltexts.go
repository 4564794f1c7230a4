package px

import (
	"fmt"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// Limits of what the header says of cells: of the combinations of variables that notes leave open with *, each of which is looked up for every
// cell, and of the bytes of all different notes in one batch.
const (
	patternLimit = 64
	textLimit    = 1 << 26
)

// cellTexts finds what the header says of a cell. Keys with * for the same variables make a pattern, so that finding is looking up the
// other coordinates of the cell once for each pattern.
type cellTexts struct {
	*table
	latest   bool // of several texts the last counts, instead of all
	patterns []*pattern
	texts    [][]byte // by group
}

// pattern is the keys that name values of the same variables.
type pattern struct {
	open    string // * for a variable that every value of is meant, . for any other
	strides []int  // of the variables that are named; 0 for others
	groups  map[int]int32
}

// add keeps a text for the cells that subkeys name. It is not ok where there are too many patterns.
func (c *cellTexts) add(at []int, text string) bool {
	open := strings.Builder{}
	for _, i := range at {
		if i < 0 {
			open.WriteByte('*')
		} else {
			open.WriteByte('.')
		}
	}
	var p *pattern
	for _, q := range c.patterns {
		if q.open == open.String() {
			p = q
		}
	}
	if p == nil {
		if len(c.patterns) == patternLimit {
			return false
		}
		p = &pattern{open: open.String(), strides: make([]int, len(at)), groups: map[int]int32{}}
		stride := 1
		for i := len(at) - 1; i >= 0; i-- {
			if at[i] >= 0 {
				p.strides[i] = stride
				stride *= len(c.variables[i].codes)
			}
		}
		c.patterns = append(c.patterns, p)
	}
	key := 0
	for i, n := range at {
		key += max(n, 0) * p.strides[i]
	}
	g, ok := p.groups[key]
	switch {
	case !ok || c.latest:
		p.groups[key] = int32(len(c.texts))
		c.texts = append(c.texts, []byte(text))
	case len(c.texts[g]) < textLimit:
		c.texts[g] = append(append(c.texts[g], '\n'), text...)
	}
	return true
}

// read returns the texts of n cells.
func (c *cellTexts) read(from, n int) (arrow.Array, error) {
	at := make([]int, len(c.variables))
	for i, rest := len(at)-1, from; i >= 0; i-- {
		at[i] = rest % len(c.variables[i].codes)
		rest /= len(c.variables[i].codes)
	}
	indices, valid, nulls := make([]int32, n), make([]byte, n/8+1), n
	var words []string
	size := 0
	known := map[string]int32{} // by the groups that make the text
	var hits []byte
	for i := range n {
		hits = hits[:0]
		for _, p := range c.patterns {
			key := 0
			for k, stride := range p.strides {
				key += at[k] * stride
			}
			if g, ok := p.groups[key]; ok {
				hits = append(hits, byte(g), byte(g>>8), byte(g>>16), byte(g>>24))
			}
		}
		if len(hits) > 0 {
			w, ok := known[string(hits)]
			if !ok {
				w = int32(len(words))
				known[string(hits)] = w
				words = append(words, c.join(hits))
				if size += len(words[w]); size > textLimit {
					return nil, c.problem(0, fmt.Sprintf("the notes on cells have more than %d bytes between cells %d and %d", textLimit, from+1, from+n), "take CELLNOTE out of the file")
				}
			}
			indices[i] = w
			valid[i/8] |= 1 << (i % 8)
			nulls--
		}
		for k := len(at) - 1; k >= 0; k-- {
			if at[k]++; at[k] < len(c.variables[k].codes) {
				break
			}
			at[k] = 0
		}
	}
	return cube.Dictionary(indices, valid, nulls, cube.Words(words)), nil
}

// join returns the text of groups.
func (c *cellTexts) join(hits []byte) string {
	var parts []string
	last := -1
	for ; len(hits) > 0; hits = hits[4:] {
		g := int(hits[0]) | int(hits[1])<<8 | int(hits[2])<<16 | int(hits[3])<<24
		parts = append(parts, string(c.texts[g]))
		last = max(last, g)
	}
	if c.latest {
		return string(c.texts[last])
	}
	return strings.Join(parts, "\n")
}

// coordinates finds the values that the subkeys of an entry name, −1 for *.
func (t *table) coordinates(e *entry, codesFirst bool) ([]int, bool) {
	if len(e.subkeys) != len(t.variables) {
		t.complain(e, fmt.Sprintf("%s names %d values where the table has %d variables, and is left out", e.name(), len(e.subkeys), len(t.variables)), "")
		return nil, false
	}
	at := make([]int, len(e.subkeys))
	for i, s := range e.subkeys {
		if s == "*" {
			at[i] = -1
			continue
		}
		var ok bool
		if at[i], ok = t.variables[i].position(e, s, codesFirst); !ok {
			t.complain(e, fmt.Sprintf("%s names %s, which is no value of %s, and is left out", e.name(), short(s), short(t.variables[i].name)), "")
			return nil, false
		}
	}
	return at, true
}

// readCellTexts makes columns of the notes and attributes of cells.
func (t *table) readCellTexts() {
	notes := &cellTexts{table: t}
	for _, keyword := range []string{"DATANOTECELL", "CELLNOTEX", "CELLNOTE"} {
		t.readCellNotes(keyword, notes)
	}
	if len(notes.patterns) > 0 {
		t.extras = append(t.extras, cube.Extra{Name: "note", Role: ingest.RoleNote, Read: notes.read})
	}
	t.readAttributes()
}

func (t *table) readCellNotes(keyword string, notes *cellTexts) {
	wanted := map[string]bool{} // cells that have a note in the language that is wanted
	type note struct {
		at   []int
		text string
	}
	var found []note
	for _, language := range []string{t.chosen, ""} {
		for _, e := range t.byKeyword[keyword] {
			if e.language != language || e.text() == "" {
				continue
			}
			at, ok := t.coordinates(e, keyword == "DATANOTECELL")
			cells := fmt.Sprint(at)
			if !ok || language != t.chosen && wanted[cells] {
				continue
			}
			wanted[cells] = wanted[cells] || language != ""
			found = append(found, note{at, lines(e.text())})
		}
		if t.chosen == "" {
			break
		}
	}
	for _, n := range found {
		if !notes.add(n.at, n.text) {
			t.warned.Add(t.problem(t.dataLine, fmt.Sprintf("the notes on cells leave open with * more than %d combinations of variables; those of further ones are left out", patternLimit), ""))
			return
		}
	}
}

// readAttributes makes a column of each attribute: ATTRIBUTES holds its value for all cells, ATTRIBUTES("…","*") for some.
func (t *table) readAttributes() {
	entries := t.byKeyword["ATTRIBUTES"]
	ids := t.of("ATTRIBUTE-ID")
	if ids == nil {
		if len(entries) > 0 {
			t.complain(entries[0], "ATTRIBUTES is there, but no ATTRIBUTE-ID, and is left out", "")
		}
		return
	}
	names := t.texts(ids)
	if len(names) > dimensionLimit {
		t.complain(ids, fmt.Sprintf("ATTRIBUTE-ID names more than %d attributes, and is left out", dimensionLimit), "")
		return
	}
	columns := make([]*cellTexts, len(names))
	for i := range columns {
		columns[i] = &cellTexts{table: t, latest: true}
	}
	for _, e := range entries {
		values := t.texts(e)
		if len(values) != len(names) {
			t.complain(e, fmt.Sprintf("%s has %d values where ATTRIBUTE-ID has %d, and is left out", e.name(), len(values), len(names)), "")
			continue
		}
		at := make([]int, len(t.variables))
		for i := range at {
			at[i] = -1
		}
		if len(e.subkeys) > 0 {
			var ok bool
			if at, ok = t.coordinates(e, true); !ok {
				continue
			}
		}
		for i, v := range values {
			if !columns[i].add(at, v) {
				t.complain(e, fmt.Sprintf("ATTRIBUTES leaves open with * more than %d combinations of variables; this one is left out", patternLimit), "")
				break
			}
		}
	}
	var labels []string
	if e := t.of("ATTRIBUTE-TEXT"); e != nil {
		labels = t.texts(e)
	}
	for i, c := range columns {
		x := cube.Extra{Name: names[i], Role: ingest.RoleAttribute, Read: c.read}
		if i < len(labels) {
			x.Metadata = []cube.Entry{{Key: ingest.MetadataLabel, Value: labels[i]}}
		}
		t.extras = append(t.extras, x)
	}
}
