package jsonstat

import (
	"fmt"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// dimension reads one dimension and checks its categories against its size.
func (d document) dimension(n node, id string, size int, out *dataset) (dimension, error) {
	dim := dimension{id: id}
	name := "dimension." + id
	members, err := d.object(n, name)
	if err != nil {
		return dim, err
	}
	category := members.get("category")
	if category.absent() {
		return dim, d.at(n, name+" has no category", "fetch it again")
	}
	parts, err := d.object(category, name+".category")
	if err != nil {
		return dim, err
	}
	labels, err := d.object(parts.get("label"), name+".category.label")
	if err != nil {
		return dim, err
	}
	dim.codes, err = d.codes(parts.get("index"), labels, name, category)
	if err != nil {
		return dim, err
	}
	if len(dim.codes) != size {
		return dim, d.at(category, fmt.Sprintf("%s has %d categories where size says %d", name, len(dim.codes), size), "fetch it again")
	}
	position := make(map[string]int, len(dim.codes))
	var ps indicators.Problems
	for i, c := range dim.codes {
		if _, ok := position[c]; ok {
			ps.Add(d.at(category, fmt.Sprintf("%s has the category %q twice", name, c), "fetch it again"))
		}
		position[c] = i
	}
	if ps.Len() > 0 {
		return dim, ps.Err()
	}
	unknown := func(at node, part, code string) {
		out.warned.Add(d.at(at, fmt.Sprintf("%s.category.%s names %q, which is no category", name, part, code), ""))
	}
	if len(labels.members) > 0 {
		dim.labels = append([]string(nil), dim.codes...) // a category without a label is called by its code
		for _, m := range labels.members {
			i, ok := position[m.key]
			switch {
			case !ok:
				unknown(m.value, "label", m.key)
			case !m.value.isText():
				ps.Add(d.at(m.value, fmt.Sprintf("the label of %q in %s is %s where a text is expected", m.key, name, m.value.kind()), ""))
			default:
				dim.labels[i] = m.value.string()
			}
		}
	}
	if label := members.get("label").string(); label != "" {
		dim.metadata = append(dim.metadata, entry{MetadataLabel, label})
	}
	if note := d.notes(members.get("note"), name+".note", out); note != "" {
		dim.metadata = append(dim.metadata, entry{MetadataNote, note})
	}
	ps.Add(d.units(&dim, parts.get("unit"), position, unknown))
	notes, err := d.object(parts.get("note"), name+".category.note")
	ps.Add(err)
	for _, m := range notes.members {
		if _, ok := position[m.key]; !ok {
			unknown(m.value, "note", m.key)
		} else if note := d.notes(m.value, name+".category.note", out); note != "" {
			dim.metadata = append(dim.metadata, entry{MetadataNote + ":" + m.key, note})
		}
	}
	ps.Add(d.checkChildren(parts.get("child"), name, position, unknown))
	return dim, ps.Err()
}

// codes returns the codes in order: an array gives it, an object gives each code's position, and a single category needs no index.
func (d document) codes(index node, labels object, name string, category node) ([]string, error) {
	var codes []string
	var ps indicators.Problems
	switch {
	case index.absent() && len(labels.members) == 1:
		return []string{labels.members[0].key}, nil
	case index.absent():
		return nil, d.at(category, fmt.Sprintf("%s has no category.index and %s: the order of its categories is unknown", name, lang.Count(len(labels.members), "label")), "fetch it again")
	case index.isArray():
		index.elements(func(_ int, v node) bool {
			if !v.isText() {
				ps.Add(d.at(v, fmt.Sprintf("%s.category.index holds %s where a code is expected", name, v.shown()), ""))
			}
			codes = append(codes, v.string())
			return true
		})
		return codes, ps.Err()
	}
	members, err := d.object(index, name+".category.index")
	if err != nil {
		return nil, err
	}
	codes = make([]string, len(members.members))
	taken := make([]bool, len(members.members))
	for _, m := range members.members {
		i, err := strconv.Atoi(string(m.value.text))
		switch {
		case err != nil || i < 0 || i >= len(members.members):
			ps.Add(d.at(m.value, fmt.Sprintf("%s gives %q the position %s where one of 0 to %d is expected", name, m.key, m.value.shown(), len(members.members)-1), "fetch it again"))
		case taken[i]:
			ps.Add(d.at(m.value, fmt.Sprintf("%s gives %q and %q the same position %d", name, codes[i], m.key, i), "fetch it again"))
		default:
			codes[i], taken[i] = m.key, true
		}
	}
	return codes, ps.Err()
}

// units reads the unit of each category: its base as PxWeb writes it, or its label or symbol.
func (d document) units(dim *dimension, unit node, position map[string]int, unknown func(node, string, string)) error {
	members, err := d.object(unit, "dimension."+dim.id+".category.unit")
	if err != nil {
		return err
	}
	var ps indicators.Problems
	for _, m := range members.members {
		i, ok := position[m.key]
		if !ok {
			unknown(m.value, "unit", m.key)
			continue
		}
		parts, err := d.object(m.value, "the unit of "+strconv.Quote(m.key))
		ps.Add(err)
		for _, key := range []string{"base", "label", "symbol"} {
			if s := parts.get(key).string(); s != "" {
				if dim.units == nil {
					dim.units = make([]string, len(dim.codes))
				}
				dim.units[i] = s
				break
			}
		}
		if n := parts.get("decimals"); n.kind() == "a number" {
			dim.metadata = append(dim.metadata, entry{MetadataDecimals + ":" + m.key, string(n.text)})
		}
	}
	return ps.Err()
}

// checkChildren checks a hierarchy, which is not used otherwise: its parts are categories, and nothing is part of itself.
func (d document) checkChildren(child node, name string, position map[string]int, unknown func(node, string, string)) error {
	members, err := d.object(child, name+".category.child")
	if err != nil {
		return err
	}
	parts := make([][]int, len(position))
	var ps indicators.Problems
	for _, m := range members.members {
		parent, ok := position[m.key]
		if !ok {
			unknown(m.value, "child", m.key)
			continue
		}
		if !m.value.isArray() {
			ps.Add(d.at(m.value, fmt.Sprintf("the children of %q in %s are %s where an array is expected", m.key, name, m.value.kind()), ""))
			continue
		}
		m.value.elements(func(_ int, v node) bool {
			if i, ok := position[v.string()]; ok {
				parts[parent] = append(parts[parent], i)
			} else {
				unknown(v, "child", v.string())
			}
			return true
		})
	}
	if ps.Len() == 0 && circular(parts) {
		ps.Add(d.at(child, fmt.Sprintf("%s.category.child goes in a circle", name), "fetch it again"))
	}
	return ps.Err()
}

// circular tells whether following parts leads back. It takes away what has no parents until nothing or a circle is left.
func circular(parts [][]int) bool {
	parents := make([]int, len(parts))
	for _, p := range parts {
		for _, i := range p {
			parents[i]++
		}
	}
	var free []int
	for i, n := range parents {
		if n == 0 {
			free = append(free, i)
		}
	}
	taken := 0
	for len(free) > 0 {
		i := free[len(free)-1]
		free = free[:len(free)-1]
		taken++
		for _, k := range parts[i] {
			if parents[k]--; parents[k] == 0 {
				free = append(free, k)
			}
		}
	}
	return taken < len(parts)
}
