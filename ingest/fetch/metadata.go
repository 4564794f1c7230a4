package fetch

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/jsontext"
)

// The most dimensions and values that metadata may have; published tables have fewer than 20 and, in all, fewer than 20,000.
const (
	dimensionLimit = 100
	valueLimit     = 1_000_000
)

// parseMetadata reads the metadata of PxWebApi 2: a JSON-stat dataset without values, with code lists and elimination as extensions.
func parseMetadata(name string, text []byte) (Description, error) {
	d, err := jsontext.Parse(name, "the metadata of a table", text)
	if err != nil {
		return Description{}, err
	}
	o, err := d.Object(d.Root(), "the metadata")
	if err != nil {
		return Description{}, err
	}
	out := Description{Title: shown(o.Get("label").Text()), Updated: shown(o.Get("updated").Text())}
	dims, err := d.Object(o.Get("dimension"), "dimension")
	if err != nil {
		return Description{}, err
	}
	ids := o.Get("id")
	if !ids.IsArray() || len(dims.Members) == 0 {
		return Description{}, d.At(d.Root(), "this is not the metadata of a table: it has no id or no dimension", "check the table and the base")
	}
	roles, err := rolesOf(d, o.Get("role"))
	if err != nil {
		return Description{}, err
	}
	var ps indicators.Problems
	if notes := o.Get("note"); notes.IsArray() {
		notes.Elements(func(i int, n jsontext.Node) bool {
			if text := shownLong(n.Text(), 2000); text != "" {
				out.Notes = append(out.Notes, text)
			}
			return i < 100
		})
	}
	ids.Elements(func(i int, n jsontext.Node) bool {
		if i >= dimensionLimit {
			ps.Add(d.At(n, fmt.Sprintf("the table has more than %d dimensions", dimensionLimit), ""))
			return false
		}
		id := n.Text()
		if id == "" || slices.ContainsFunc(out.Dimensions, func(x Dimension) bool { return x.Code == id }) {
			ps.Add(d.At(n, fmt.Sprintf("id holds %s where the name of another dimension is expected", n.Shown()), ""))
			return true
		}
		dim, err := parseDimension(d, id, dims.Get(id))
		ps.Add(err)
		dim.Role = roles[id]
		out.Dimensions = append(out.Dimensions, dim)
		return true
	})
	if len(out.Dimensions) == 0 && ps.Len() == 0 {
		ps.Add(d.At(ids, "the table has no dimensions", ""))
	}
	return out, ps.Err()
}

// rolesOf returns the role of each dimension that has one.
func rolesOf(d jsontext.Document, role jsontext.Node) (map[string]string, error) {
	members, err := d.Object(role, "role")
	if err != nil {
		return nil, err
	}
	roles := map[string]string{}
	for _, m := range members.Members {
		if m.Value.IsArray() && (m.Key == "time" || m.Key == "geo" || m.Key == "metric") {
			m.Value.Elements(func(_ int, n jsontext.Node) bool {
				roles[n.Text()] = m.Key
				return true
			})
		}
	}
	return roles, nil
}

// parseDimension reads a dimension: its values in order, whether it can be left out, and its code lists.
func parseDimension(d jsontext.Document, id string, n jsontext.Node) (Dimension, error) {
	dim := Dimension{Code: id}
	var ps indicators.Problems
	o, err := d.Object(n, "dimension "+id)
	ps.Add(err)
	dim.Label = shown(o.Get("label").Text())
	category, err := d.Object(o.Get("category"), "category of "+id)
	ps.Add(err)
	labels, err := d.Object(category.Get("label"), "category.label of "+id)
	ps.Add(err)
	units, err := d.Object(category.Get("unit"), "category.unit of "+id)
	ps.Add(err)
	extension, err := d.Object(o.Get("extension"), "extension of "+id)
	ps.Add(err)
	if ps.Len() > 0 {
		return dim, ps.Err()
	}
	codes, err := codesOf(d, id, category.Get("index"), labels)
	if err != nil {
		return dim, err
	}
	for _, c := range codes {
		v := Value{Code: c, Label: shown(labels.Get(c).Text())}
		if u, err := d.Object(units.Get(c), "unit of "+c); err == nil {
			v.Unit = shown(u.Get("base").Text())
		}
		dim.Values = append(dim.Values, v)
	}
	dim.Mandatory = string(extension.Get("elimination").Raw()) != "true"
	if lists := extension.Get("codelists"); lists.IsArray() {
		lists.Elements(func(i int, n jsontext.Node) bool {
			o, err := d.Object(n, "codelists of "+id)
			ps.Add(err)
			if id := o.Get("id").Text(); id != "" {
				dim.Codelists = append(dim.Codelists, Codelist{id, shown(o.Get("label").Text()), shown(o.Get("type").Text())})
			}
			return i < 10_000
		})
	}
	return dim, ps.Err()
}

// codesOf returns the codes of a dimension by their positions: an object of positions, an array, or the one label where there is no index.
func codesOf(d jsontext.Document, id string, index jsontext.Node, labels jsontext.Object) ([]string, error) {
	switch {
	case index.IsArray():
		var codes []string
		seen := map[string]bool{}
		var err error
		index.Elements(func(i int, n jsontext.Node) bool {
			c := n.Text()
			if c == "" || seen[c] || i >= valueLimit {
				err = d.At(n, fmt.Sprintf("category.index of %s holds %s where another code is expected", id, n.Shown()), "")
				return false
			}
			seen[c] = true
			codes = append(codes, c)
			return true
		})
		return codes, err
	case index.IsObject():
		o, err := d.Object(index, "category.index of "+id)
		if err != nil {
			return nil, err
		}
		codes := make([]string, len(o.Members))
		for _, m := range o.Members {
			i, err := strconv.Atoi(string(m.Value.Raw()))
			if err != nil || i < 0 || i >= len(codes) || codes[i] != "" || m.Key == "" {
				return nil, d.At(m.Value, fmt.Sprintf("category.index of %s gives %q the position %s, expected another of 0 to %d", id, m.Key, m.Value.Shown(), len(codes)-1), "")
			}
			codes[i] = m.Key
		}
		return codes, nil
	case len(labels.Members) == 1 && labels.Members[0].Key != "":
		return []string{labels.Members[0].Key}, nil
	}
	return nil, d.At(index, fmt.Sprintf("category.index of %s is missing", id), "")
}

// parseCodelist reads a code list of PxWebApi 2.
func parseCodelist(name, id string, text []byte) ([]Value, error) {
	d, err := jsontext.Parse(name, "a code list", text)
	if err != nil {
		return nil, err
	}
	o, err := d.Object(d.Root(), "the code list")
	if err != nil {
		return nil, err
	}
	if got := o.Get("id").Text(); got != id {
		return nil, d.At(d.Root(), fmt.Sprintf("this is the code list %q, not %q", shown(got), id), "check the base")
	}
	values := o.Get("values")
	if !values.IsArray() || values.Empty() {
		return nil, d.At(d.Root(), fmt.Sprintf("the code list %s has no values", id), "choose another")
	}
	var out []Value
	var ps indicators.Problems
	seen := map[string]bool{}
	values.Elements(func(i int, n jsontext.Node) bool {
		v, err := d.Object(n, "values")
		ps.Add(err)
		code := v.Get("code").Text()
		if err == nil && (code == "" || seen[code]) {
			ps.Add(d.At(n, fmt.Sprintf("value %d of the code list has the code %q, expected another", i+1, shown(code)), ""))
		}
		seen[code] = true
		out = append(out, Value{Code: code, Label: shown(v.Get("label").Text())})
		return i < valueLimit
	})
	return out, ps.Err()
}
