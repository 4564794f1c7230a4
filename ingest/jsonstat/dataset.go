package jsonstat

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// cellLimit is the largest cube: a cell's number is an int32.
const cellLimit = math.MaxInt32

// dataset is a cube.
type dataset struct {
	file       string
	dimensions []dimension
	cells      int
	values     values
	statuses   statuses
	metadata   []entry
	warned     indicators.Problems
}

// entry is a key of metadata and its value.
type entry struct{ key, value string }

// dimension is one side of the cube.
type dimension struct {
	id       string
	codes    []string
	labels   []string // nil where there are none
	units    []string // nil where there are none; "" for a category without
	metadata []entry
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
		dim, err := d.dimension(dims.get(id), id, sizes[i], out)
		ps.Add(err)
		if r := roles[id]; r != "" {
			dim.metadata = append(dim.metadata, entry{MetadataRole, r})
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
	ps.Add(d.readValues(c.members.get("value"), out))
	ps.Add(d.readStatus(c.members.get("status"), out))
	return out, ps.Err()
}

// structure returns what both versions say at different places: the ids of the dimensions, their sizes, their descriptions and their roles.
func (d document) structure(c candidate) (ids []string, sizes []int, dims object, role node, err error) {
	dims, err = d.object(c.members.get("dimension"), "dimension")
	if err != nil {
		return nil, nil, object{}, node{}, err
	}
	if len(dims.members) == 0 {
		return nil, nil, object{}, node{}, d.at(c.at, "the dataset has no dimension", "fetch it again")
	}
	id, size, role := c.members.get("id"), c.members.get("size"), c.members.get("role")
	if id.absent() { // version 1
		id, size, role = dims.get("id"), dims.get("size"), dims.get("role")
	}
	var ps indicators.Problems
	if !id.isArray() {
		ps.Add(d.at(c.at, "id, the list of dimensions, is missing", "fetch it again"))
	} else {
		id.elements(func(i int, v node) bool {
			s := v.string()
			switch {
			case !v.isText() || s == "":
				ps.Add(d.at(v, fmt.Sprintf("id holds %s where the name of a dimension is expected", v.shown()), ""))
			case slices.Contains(ids, s):
				ps.Add(d.at(v, fmt.Sprintf("id names the dimension %q twice", s), ""))
			case dims.get(s).absent():
				ps.Add(d.at(v, fmt.Sprintf("id names %q, which dimension does not describe", s), ""))
			}
			ids = append(ids, s)
			return i < dimensionLimit
		})
		if len(ids) > dimensionLimit {
			ps.Add(d.at(id, fmt.Sprintf("more than %d dimensions", dimensionLimit), ""))
		}
	}
	if !size.isArray() {
		ps.Add(d.at(c.at, "size, the number of categories per dimension, is missing", "fetch it again"))
	} else {
		size.elements(func(i int, v node) bool {
			text := string(v.text)
			if v.isText() { // some publishers write "21"
				text = v.string()
			}
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 {
				ps.Add(d.at(v, fmt.Sprintf("size holds %s where a number of categories is expected", v.shown()), ""))
			}
			sizes = append(sizes, n)
			return i < dimensionLimit
		})
		if ps.Len() == 0 && len(sizes) != len(ids) {
			ps.Add(d.at(size, fmt.Sprintf("size has %s for %s", lang.Count(len(sizes), "number"), lang.Count(len(ids), "dimension")), ""))
		}
	}
	return ids, sizes, dims, role, ps.Err()
}

// dimensionLimit is the most dimensions a cube may have; published ones have fewer than 20.
const dimensionLimit = 1000

// roles returns the role of each dimension. Where the file gives none, the names that Swedish publishers use tell.
func (d document) roles(role node, ids []string, out *dataset) (map[string]string, error) {
	roles := map[string]string{}
	if role.absent() {
		for _, id := range ids {
			switch strings.ToLower(id) {
			case "tid", "time", "år":
				roles[id] = "time"
			case "region", "geo":
				roles[id] = "geo"
			case "contentscode":
				roles[id] = "metric"
			}
		}
		return roles, nil
	}
	members, err := d.object(role, "role")
	if err != nil {
		return nil, err
	}
	var ps indicators.Problems
	for _, m := range members.members {
		if m.value.absent() {
			continue
		}
		if !m.value.isArray() {
			ps.Add(d.at(m.value, fmt.Sprintf("role.%s is %s where an array of dimensions is expected", m.key, m.value.kind()), ""))
			continue
		}
		m.value.elements(func(_ int, v node) bool {
			id := v.string()
			if !slices.Contains(ids, id) {
				out.warned.Add(d.at(v, fmt.Sprintf("role.%s names %s, which is no dimension", m.key, v.shown()), ""))
			} else {
				roles[id] = m.key
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
			return d.at(c.at, fmt.Sprintf("the dimension %q has no categories, so the dataset has no cells", ids[i]), "widen the selection and fetch it again")
		}
		if out.cells > cellLimit/n {
			return d.at(c.at, fmt.Sprintf("the sizes %v multiply to more than %d cells", sizes, cellLimit), "fetch it in parts")
		}
		out.cells *= n
	}
	value := c.members.get("value")
	empty := value.absent()
	if value.isArray() || value.isObject() {
		empty = len(value.text) == 2 || blanks(value.text, 1) == len(value.text)-1
	}
	if empty {
		return d.at(c.at, fmt.Sprintf("this is a table's metadata: it describes %s and has no value", lang.Count(out.cells, "cell")), "fetch the data of the table")
	}
	return nil
}

// describe keeps what the dataset says of itself.
func (d document) describe(c candidate, out *dataset) {
	keep := func(key, value string) {
		if value != "" {
			out.metadata = append(out.metadata, entry{key, value})
		}
	}
	keep(MetadataLabel, c.members.get("label").string())
	keep(MetadataSource, c.members.get("source").string())
	keep(MetadataUpdated, c.members.get("updated").string())
	if extension := c.members.get("extension"); extension.isObject() {
		if members, err := d.object(extension, "extension"); err == nil {
			if px, err := d.object(members.get("px"), "extension.px"); err == nil {
				keep(MetadataTable, px.get("tableid").string())
			}
		}
	}
	keep(MetadataNote, d.notes(c.members.get("note"), "note", out))
}

// notes returns a note or a list of them as one text.
func (d document) notes(n node, name string, out *dataset) string {
	var texts []string
	switch {
	case n.absent():
	case n.isText():
		texts = append(texts, n.string())
	case n.isArray():
		n.elements(func(_ int, v node) bool {
			if s := v.string(); s != "" {
				texts = append(texts, s)
			}
			return true
		})
	default:
		out.warned.Add(d.at(n, fmt.Sprintf("%s is %s and left out", name, n.kind()), ""))
	}
	return strings.Join(texts, "\n")
}
