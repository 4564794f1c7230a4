package jsonstat

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// dimension reads one dimension and checks its categories against its size.
func (d document) dimension(n node, id string, size int, out *dataset) (cube.Dimension, error) {
	dim := cube.Dimension{ID: id}
	name := "dimension." + id
	members, err := d.Object(n, name)
	if err != nil {
		return dim, err
	}
	category := members.Get("category")
	if category.Absent() {
		return dim, d.elsewhere(n, members, name)
	}
	parts, err := d.Object(category, name+".category")
	if err != nil {
		return dim, err
	}
	labels, err := d.Object(parts.Get("label"), name+".category.label")
	if err != nil {
		return dim, err
	}
	dim.Codes, err = d.codes(parts.Get("index"), labels, name, category)
	if err != nil {
		return dim, err
	}
	if len(dim.Codes) != size {
		return dim, d.At(category, fmt.Sprintf("%s has %d categories where size says %d", name, len(dim.Codes), size), "fetch it again")
	}
	position := make(map[string]int, len(dim.Codes))
	var ps indicators.Problems
	for i, c := range dim.Codes {
		if _, ok := position[c]; ok {
			ps.Add(d.At(category, fmt.Sprintf("%s has the category %q twice", name, c), "fetch it again"))
		}
		position[c] = i
	}
	if ps.Len() > 0 {
		return dim, ps.Err()
	}
	unknown := func(at node, part, code string) {
		out.warned.Add(d.At(at, fmt.Sprintf("%s.category.%s names %q, which is no category", name, part, code), ""))
	}
	if len(labels.Members) > 0 {
		dim.Labels = append([]string(nil), dim.Codes...) // a category without a label is called by its code
		for _, m := range labels.Members {
			i, ok := position[m.Key]
			switch {
			case !ok:
				unknown(m.Value, "label", m.Key)
			case !m.Value.IsText():
				ps.Add(d.At(m.Value, fmt.Sprintf("the label of %q in %s is %s where a text is expected", m.Key, name, m.Value.Kind()), ""))
			case m.Value.Text() != "": // as good as none
				dim.Labels[i] = m.Value.Text()
			}
		}
		if !slices.ContainsFunc(dim.Labels, func(l string) bool { return l != "" }) {
			dim.Labels = nil
		}
	}
	if label := members.Get("label").Text(); label != "" {
		dim.Metadata = append(dim.Metadata, cube.Entry{Key: ingest.MetadataLabel, Value: label})
	}
	if note := d.notes(members.Get("note"), name+".note", out); note != "" {
		dim.Metadata = append(dim.Metadata, cube.Entry{Key: ingest.MetadataNote, Value: note})
	}
	ps.Add(d.units(&dim, parts.Get("unit"), position, unknown))
	notes, err := d.Object(parts.Get("note"), name+".category.note")
	ps.Add(err)
	for _, m := range notes.Members {
		if _, ok := position[m.Key]; !ok {
			unknown(m.Value, "note", m.Key)
		} else if note := d.notes(m.Value, name+".category.note", out); note != "" {
			dim.Metadata = append(dim.Metadata, cube.Entry{Key: ingest.MetadataNote + ":" + m.Key, Value: note})
		}
	}
	ps.Add(d.parents(&dim, parts.Get("child"), position, unknown))
	ps.Add(d.coordinates(&dim, parts.Get("coordinates"), position, unknown))
	d.describeDimension(members, parts, &dim, position)
	return dim, ps.Err()
}

// codes returns the codes in order: an array gives it, an object gives each code's position, and a single category needs no index.
func (d document) codes(index node, labels object, name string, category node) ([]string, error) {
	var codes []string
	var ps indicators.Problems
	switch {
	case index.Absent() && len(labels.Members) == 1:
		return []string{labels.Members[0].Key}, nil
	case index.Absent():
		return nil, d.At(category, fmt.Sprintf("%s has no category.index and %s: the order of its categories is unknown", name, lang.Count(len(labels.Members), "label")), "fetch it again")
	case index.IsArray():
		index.Elements(func(_ int, v node) bool {
			if !v.IsText() {
				ps.Add(d.At(v, fmt.Sprintf("%s.category.index holds %s where a code is expected", name, v.Shown()), ""))
			}
			codes = append(codes, v.Text())
			return true
		})
		return codes, ps.Err()
	}
	members, err := d.Object(index, name+".category.index")
	if err != nil {
		return nil, err
	}
	codes = make([]string, len(members.Members))
	taken := make([]bool, len(members.Members))
	for _, m := range members.Members {
		i, err := strconv.Atoi(string(m.Value.Raw()))
		switch {
		case err != nil || i < 0 || i >= len(members.Members):
			ps.Add(d.At(m.Value, fmt.Sprintf("%s gives %q the position %s where one of 0 to %d is expected", name, m.Key, m.Value.Shown(), len(members.Members)-1), "fetch it again"))
		case taken[i]:
			ps.Add(d.At(m.Value, fmt.Sprintf("%s gives %q and %q the same position %d", name, codes[i], m.Key, i), "fetch it again"))
		default:
			codes[i], taken[i] = m.Key, true
		}
	}
	return codes, ps.Err()
}
