package kolada

import (
	"fmt"
	"io"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/jsontext"
	"github.com/jamlik/jamlik/ingest/rows"
)

// memberLimit is the most members that the entries of a catalogue may have together; those of Kolada have fewer than 20.
const memberLimit = 200

// membersKey is the member of a group that lists what is in it.
const membersKey = "members"

// catalogue gives the rows of a catalogue.
type catalogue struct {
	page
	columns map[string]*rows.Text
	order   []*rows.Text
}

// openCatalogue finds the members of all entries, which are the columns.
func openCatalogue(p page, values jsontext.Node) (ingest.Reader, error) {
	c := &catalogue{page: p, columns: map[string]*rows.Text{}}
	var ps indicators.Problems
	entry := 0
	add := func(n jsontext.Node, skip string) bool {
		n.Each(func(key, value jsontext.Node) bool {
			name := key.Text()
			if name == skip && (value.IsArray() || value.IsNull()) || c.columns[name] != nil {
				return true
			}
			if len(c.order) == memberLimit {
				ps.Add(p.At(key, fmt.Sprintf("entry %d of values brings a further member %q to the %d that others have", entry, name, memberLimit), "this seems to be no catalogue of Kolada"))
				return false
			}
			c.columns[name] = c.table.Text(name, "")
			c.order = append(c.order, c.columns[name])
			return true
		})
		return ps.Len() == 0
	}
	values.Elements(func(i int, n jsontext.Node) bool {
		entry = i + 1
		if !n.IsObject() {
			return true // told when it is read
		}
		ok := add(n, membersKey)
		n.Each(func(key, value jsontext.Node) bool {
			if key.Text() == membersKey && value.IsArray() {
				value.Elements(func(_ int, m jsontext.Node) bool {
					ok = ok && (!m.IsObject() || add(m, ""))
					return ok
				})
			}
			return ok
		})
		return ok
	})
	if err := ps.Err(); err != nil {
		return nil, err
	}
	return rows.NewReader(&c.table, nil, c), nil
}

// Next implements rows.Source: it reads one entry.
func (c *catalogue) Next() error {
	n, ok := c.list.Next()
	if !ok {
		return io.EOF
	}
	c.entry++
	o, err := c.Object(n, fmt.Sprintf("entry %d of values", c.entry))
	if err != nil {
		return err
	}
	if n.IsNull() || o.Get("id").Absent() {
		return c.problem(n, "has no id, as the first has", "fetch it again")
	}
	members := o.Get(membersKey)
	if !members.IsArray() || members.Empty() {
		c.add(o, jsontext.Object{})
		return nil
	}
	list := members.List()
	for {
		m, ok := list.Next()
		if !ok {
			return nil
		}
		member, err := c.Object(m, fmt.Sprintf("a member of entry %d of values", c.entry))
		if err != nil {
			return err
		}
		c.add(o, member)
	}
}

// add adds a row. What a member of a group says of itself counts before what the group says under the same name.
func (c *catalogue) add(entry, member jsontext.Object) {
	cells := make(map[*rows.Text]jsontext.Node, len(c.order))
	for _, o := range []jsontext.Object{entry, member} {
		for _, m := range o.Members {
			if to := c.columns[m.Key]; to != nil {
				cells[to] = m.Value
			}
		}
	}
	for _, to := range c.order {
		n := cells[to]
		switch {
		case n.Absent():
			to.AddNull()
		case n.IsText():
			to.AddText(n.Text())
		default:
			to.AddText(string(n.Raw()))
		}
	}
	c.table.Row(c.entry)
}
