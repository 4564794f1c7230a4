package jsonstat

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

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
	status     texts
	extras     []cube.Extra
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
	out.status, err = d.readTexts(c.members.Get("status"), "status", out)
	ps.Add(err)
	ps.Add(d.readColumns(c.members.Get("extension"), out))
	return out, ps.Err()
}

// columnLimit is the most columns that an extension adds.
const columnLimit = 100

// readColumns reads the texts that [Writer] keeps of each cell: the format itself has no place for them.
func (d document) readColumns(extension node, out *dataset) error {
	cells := d.members(d.members(extension).Get(cellsExtension))
	for _, m := range cells.Members {
		if m.Key == "" || !m.Value.IsObject() { // another publisher's
			return nil
		}
	}
	if len(cells.Members) > columnLimit {
		return d.At(extension, fmt.Sprintf("extension.%s has %d columns, more than %d", cellsExtension, len(cells.Members), columnLimit), "leave some out")
	}
	var ps indicators.Problems
	for _, m := range cells.Members {
		t, err := d.readTexts(m.Value, "extension."+cellsExtension+"."+m.Key, out)
		ps.Add(err)
		if len(t.words) > 0 {
			role := ingest.RoleAttribute
			if m.Key == "note" {
				role = ingest.RoleNote
			}
			out.extras = append(out.extras, cube.Extra{Name: m.Key, Role: role, Read: func(from, n int) (arrow.Array, error) { return t.read(from, n), nil }})
		}
	}
	return ps.Err()
}

// cellsExtension is the member of a dataset's extension that holds texts of cells by the number of the cell, by column.
const cellsExtension = "cells"

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

// roles returns the role of each dimension. A role that the file gives to none goes to the dimension with a name that Swedish publishers use
// for it: many name the time and the contents and forget the region.
func (d document) roles(role node, ids []string, out *dataset) (map[string]string, error) {
	roles, given := map[string]string{}, map[string]bool{}
	members, err := d.Object(role, "role")
	if err != nil {
		return nil, err
	}
	var ps indicators.Problems
	for _, m := range members.Members {
		if m.Value.Absent() {
			continue
		}
		if !slices.Contains(knownRoles, m.Key) {
			out.warned.Add(d.At(m.Value, fmt.Sprintf("the role %q is none of %s", m.Key, strings.Join(knownRoles, ", ")), ""))
			continue
		}
		if !m.Value.IsArray() {
			ps.Add(d.At(m.Value, fmt.Sprintf("role.%s is %s where an array of dimensions is expected", m.Key, m.Value.Kind()), ""))
			continue
		}
		m.Value.Elements(func(_ int, v node) bool {
			id := v.Text()
			switch {
			case !slices.Contains(ids, id):
				out.warned.Add(d.At(v, fmt.Sprintf("role.%s names %s, which is no dimension", m.Key, v.Shown()), ""))
			case roles[id] != "" && roles[id] != m.Key:
				out.warned.Add(d.At(v, fmt.Sprintf("%s has the roles %s and %s", v.Shown(), roles[id], m.Key), ""))
			default:
				roles[id], given[m.Key] = m.Key, true
			}
			return true
		})
	}
	for _, id := range ids {
		if r := ingest.RoleByName(id); r != "" && roles[id] == "" && !given[r] {
			roles[id] = r
		}
	}
	return roles, ps.Err()
}

var knownRoles = []string{ingest.RoleTime, ingest.RoleGeo, ingest.RoleMetric}

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
