package jsonstat

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// dataset is a cube.
type dataset struct {
	file       string
	dimensions []cube.Dimension
	cells      int
	values     values
	statuses   statuses
	metadata   []cube.Entry
	warned     indicators.Problems
}

// decode reads a dataset, the structure first.
func (d document) decode(c candidate) (*dataset, error) {
	out := &dataset{file: d.file}
	var ps indicators.Problems
	ids, sizes, dims, role, err := d.structure(c)
	if err != nil {
		return nil, err
	}
	roles, err := d.roles(role, ids, out)
	ps.Add(err)
	for i, id := range ids {
		dim, err := d.dimension(dims.Get(id), id, sizes[i], out)
		ps.Add(err)
		if r := roles[id]; r != "" {
			dim.Metadata = append(dim.Metadata, cube.Entry{Key: ingest.MetadataRole, Value: r})
		}
		out.dimensions = append(out.dimensions, dim)
	}
	if err := ps.Err(); err != nil {
		return nil, err
	}
	if err := d.count(sizes, ids, c, out); err != nil {
		return nil, err
	}
	d.describe(c, out)
	ps.Add(d.readValues(c.members.Get("value"), out))
	ps.Add(d.readStatus(c.members.Get("status"), out))
	return out, ps.Err()
}

// structure returns what both versions say at different places: the ids of the dimensions, their sizes, their descriptions and their roles.
func (d document) structure(c candidate) (ids []string, sizes []int, dims object, role node, err error) {
	dims, err = d.Object(c.members.Get("dimension"), "dimension")
	if err != nil {
		return nil, nil, object{}, node{}, err
	}
	if len(dims.Members) == 0 {
		return nil, nil, object{}, node{}, d.At(c.at, "the dataset has no dimension", "fetch it again")
	}
	id, size, role := c.members.Get("id"), c.members.Get("size"), c.members.Get("role")
	if id.Absent() { // version 1
		id, size, role = dims.Get("id"), dims.Get("size"), dims.Get("role")
	}
	var ps indicators.Problems
	if !id.IsArray() {
		ps.Add(d.At(c.at, "id, the list of dimensions, is missing", "fetch it again"))
	} else {
		id.Elements(func(i int, v node) bool {
			s := v.Text()
			switch {
			case !v.IsText() || s == "":
				ps.Add(d.At(v, fmt.Sprintf("id holds %s where the name of a dimension is expected", v.Shown()), ""))
			case slices.Contains(ids, s):
				ps.Add(d.At(v, fmt.Sprintf("id names the dimension %q twice", s), ""))
			case dims.Get(s).Absent():
				ps.Add(d.At(v, fmt.Sprintf("id names %q, which dimension does not describe", s), ""))
			}
			ids = append(ids, s)
			return i < dimensionLimit
		})
		if len(ids) > dimensionLimit {
			ps.Add(d.At(id, fmt.Sprintf("more than %d dimensions", dimensionLimit), ""))
		}
	}
	if !size.IsArray() {
		ps.Add(d.At(c.at, "size, the number of categories per dimension, is missing", "fetch it again"))
	} else {
		size.Elements(func(i int, v node) bool {
			text := string(v.Raw())
			if v.IsText() { // some publishers write "21"
				text = v.Text()
			}
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 {
				ps.Add(d.At(v, fmt.Sprintf("size holds %s where a number of categories is expected", v.Shown()), ""))
			}
			sizes = append(sizes, n)
			return i < dimensionLimit
		})
		if ps.Len() == 0 && len(sizes) != len(ids) {
			ps.Add(d.At(size, fmt.Sprintf("size has %s for %s", lang.Count(len(sizes), "number"), lang.Count(len(ids), "dimension")), ""))
		}
	}
	return ids, sizes, dims, role, ps.Err()
}

// dimensionLimit is the most dimensions a cube may have; published ones have fewer than 20.
const dimensionLimit = 1000

// roles returns the role of each dimension. Where the file gives none, the names that Swedish publishers use tell.
func (d document) roles(role node, ids []string, out *dataset) (map[string]string, error) {
	roles := map[string]string{}
	if role.Absent() {
		for _, id := range ids {
			roles[id] = ingest.RoleByName(id)
		}
		return roles, nil
	}
	members, err := d.Object(role, "role")
	if err != nil {
		return nil, err
	}
	var ps indicators.Problems
	for _, m := range members.Members {
		if m.Value.Absent() {
			continue
		}
		if !m.Value.IsArray() {
			ps.Add(d.At(m.Value, fmt.Sprintf("role.%s is %s where an array of dimensions is expected", m.Key, m.Value.Kind()), ""))
			continue
		}
		m.Value.Elements(func(_ int, v node) bool {
			id := v.Text()
			if !slices.Contains(ids, id) {
				out.warned.Add(d.At(v, fmt.Sprintf("role.%s names %s, which is no dimension", m.Key, v.Shown()), ""))
			} else {
				roles[id] = m.Key
			}
			return true
		})
	}
	return roles, ps.Err()
}

// count multiplies the sizes, and says so when a file has no values at all.
func (d document) count(sizes []int, ids []string, c candidate, out *dataset) error {
	out.cells = 1
	for i, n := range sizes {
		if n == 0 {
			return d.At(c.at, fmt.Sprintf("the dimension %q has no categories, so the dataset has no cells", ids[i]), "widen the selection and fetch it again")
		}
		if out.cells > cube.CellLimit/n {
			return d.At(c.at, fmt.Sprintf("the sizes %v multiply to more than %d cells", sizes, cube.CellLimit), "fetch it in parts")
		}
		out.cells *= n
	}
	value := c.members.Get("value")
	if value.Absent() || value.Empty() {
		return d.At(c.at, fmt.Sprintf("this is a table's metadata: it describes %s and has no value", lang.Count(out.cells, "cell")), "fetch the data of the table")
	}
	return nil
}

// describe keeps what the dataset says of itself.
func (d document) describe(c candidate, out *dataset) {
	keep := func(key, value string) {
		if value != "" {
			out.metadata = append(out.metadata, cube.Entry{Key: key, Value: value})
		}
	}
	keep(ingest.MetadataLabel, c.members.Get("label").Text())
	keep(ingest.MetadataSource, c.members.Get("source").Text())
	keep(ingest.MetadataUpdated, c.members.Get("updated").Text())
	if extension := c.members.Get("extension"); extension.IsObject() {
		if members, err := d.Object(extension, "extension"); err == nil {
			if px, err := d.Object(members.Get("px"), "extension.px"); err == nil {
				keep(ingest.MetadataTable, px.Get("tableid").Text())
			}
		}
	}
	keep(ingest.MetadataNote, d.notes(c.members.Get("note"), "note", out))
}

// notes returns a note or a list of them as one text.
func (d document) notes(n node, name string, out *dataset) string {
	var texts []string
	switch {
	case n.Absent():
	case n.IsText():
		texts = append(texts, n.Text())
	case n.IsArray():
		n.Elements(func(_ int, v node) bool {
			if s := v.Text(); s != "" {
				texts = append(texts, s)
			}
			return true
		})
	default:
		out.warned.Add(d.At(n, fmt.Sprintf("%s is %s and left out", name, n.Kind()), ""))
	}
	return strings.Join(texts, "\n")
}
