package jsonstat

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/ingest"
)

// write writes the dataset: what it is about first, then its cells.
func (c *whole) write(t *jsonText) {
	about := metadata(c.schema.Metadata().ToMap())
	member := func(key, of string) {
		if about[of] != "" {
			t.line()
			about.member(t, key, of)
		}
	}
	t.open('{')
	t.key("version")
	t.text("2.0")
	t.key("class")
	t.text("dataset")
	member("label", ingest.MetadataLabel)
	member("source", ingest.MetadataSource)
	member("updated", ingest.MetadataUpdated)
	if about[ingest.MetadataNote] != "" {
		t.line()
		about.notes(t, ingest.MetadataNote)
	}
	if s := about[ingest.MetadataLicence]; s != "" {
		key := "label"
		if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
			key = "href"
		}
		t.line()
		t.key("link")
		t.open('{')
		t.key("license")
		t.open('[')
		t.open('{')
		t.key(key)
		t.text(s)
		t.end('}')
		t.end(']')
		t.end('}')
	}
	c.writeRoles(t)
	t.line()
	t.key("id")
	t.open('[')
	for _, s := range c.sides {
		t.text(s.id)
	}
	t.end(']')
	t.line()
	t.key("size")
	t.open('[')
	for _, s := range c.sides {
		t.raw(strconv.Itoa(len(s.codes)))
	}
	t.end(']')
	t.line()
	t.key("dimension")
	t.open('{')
	for k := range c.sides {
		t.line()
		c.writeSide(t, k)
	}
	t.end('}')
	c.writeExtension(t, about)
	c.writeValues(t)
	c.writeTexts(t, "status", c.status, false)
	t.buf = append(t.buf, '\n', '}', '\n')
}

func (c *whole) writeRoles(t *jsonText) {
	t.line()
	t.key("role")
	t.open('{')
	for _, role := range knownRoles {
		var ids []string
		for _, s := range c.sides {
			if s.role == role {
				ids = append(ids, s.id)
			}
		}
		if len(ids) > 0 {
			t.key(role)
			t.list(ids)
		}
	}
	t.end('}')
}

// writeSide writes a dimension.
func (c *whole) writeSide(t *jsonText, k int) {
	s := c.sides[k]
	var about metadata
	if s.column >= 0 && s.end < 0 {
		about = c.schema.Field(s.column).Metadata.ToMap()
	}
	t.key(s.id)
	t.open('{')
	about.member(t, "label", ingest.MetadataLabel)
	about.notes(t, ingest.MetadataNote)
	t.key("category")
	t.open('{')
	t.key("index")
	t.list(s.codes)
	if slices.ContainsFunc(s.named, func(row int) bool { return row > 0 }) {
		t.key("label")
		t.open('{')
		for i, code := range s.codes {
			if s.named[i] > 0 {
				t.key(code)
				t.text(s.labels[i])
			}
		}
		t.end('}')
	}
	c.writeUnits(t, k, about)
	about.each(t, s.codes, "note", ingest.MetadataNote, func(text string) { t.list(strings.Split(text, "\n")) })
	about.children(t, s.codes)
	about.each(t, s.codes, "coordinates", ingest.MetadataCoordinates, func(text string) {
		t.open('[')
		for _, degrees := range strings.Fields(text) {
			if number(degrees) {
				t.raw(degrees)
			}
		}
		t.end(']')
	})
	t.end('}')
	about.extension(t, s.codes)
	t.end('}')
}

// writeUnits writes units and decimals of categories.
func (c *whole) writeUnits(t *jsonText, k int, about metadata) {
	open := false
	for i, code := range c.sides[k].codes {
		unit, decimals := "", about[ingest.MetadataDecimals+":"+code]
		if k == c.unitOf {
			unit = c.units[i]
		}
		if unit == "" && !number(decimals) {
			continue
		}
		if !open {
			t.key("unit")
			t.open('{')
			open = true
		}
		t.key(code)
		t.open('{')
		if unit != "" {
			t.key("base")
			t.text(unit)
		}
		if number(decimals) {
			t.key("decimals")
			t.raw(decimals)
		}
		t.end('}')
	}
	if open {
		t.end('}')
	}
}

// writeExtension writes what the format itself has no place for.
func (c *whole) writeExtension(t *jsonText, about metadata) {
	var marks []string
	for _, key := range slices.Sorted(maps.Keys(about)) {
		if mark, ok := strings.CutPrefix(key, ingest.MetadataSymbol+":"); ok && about[key] != "" {
			marks = append(marks, mark)
		}
	}
	var others []*remarks
	for _, r := range c.others {
		if r.filled() {
			others = append(others, r)
		}
	}
	never, decimals := about[ingest.MetadataAggregate] == "no", about[ingest.MetadataDecimals]
	official := about["official-statistics"] == "YES"
	px := about[ingest.MetadataTable] != "" || never || official || number(decimals) ||
		slices.ContainsFunc(pxOfTable, func(of struct{ member, key string }) bool { return about[of.key] != "" })
	mandatory := about.mandatory(ingest.MetadataNote, ingest.MetadataMandatory)
	if len(marks) == 0 && !px && len(mandatory) == 0 && len(others) == 0 {
		return
	}
	t.line()
	t.key("extension")
	t.open('{')
	writeFlags(t, "noteMandatory", mandatory)
	if px {
		t.key("px")
		t.open('{')
		about.member(t, "tableid", ingest.MetadataTable)
		for _, of := range pxOfTable {
			about.member(t, of.member, of.key)
		}
		if official {
			t.key("official-statistics")
			t.raw("true")
		}
		if number(decimals) {
			t.key("decimals")
			t.raw(decimals)
		}
		if never {
			t.key("aggregallowed")
			t.raw("false")
		}
		t.end('}')
	}
	if len(marks) > 0 {
		t.key("status")
		t.open('{')
		t.key("label")
		t.open('{')
		for _, mark := range marks {
			about.member(t, mark, ingest.MetadataSymbol+":"+mark)
		}
		t.end('}')
		t.end('}')
	}
	if len(others) > 0 {
		t.key(cellsExtension)
		t.open('{')
		for _, r := range others {
			c.writeTexts(t, r.name, r, true)
		}
		t.end('}')
	}
	t.end('}')
}

// writeFlags writes the positions of mandatory notes as PxWeb does.
func writeFlags(t *jsonText, key string, positions []int) {
	if len(positions) == 0 {
		return
	}
	t.key(key)
	t.open('{')
	for _, i := range positions {
		t.key(strconv.Itoa(i))
		t.raw("true")
	}
	t.end('}')
}

// lineCells is how many cells of a sparse list stand on a line.
const lineCells = 20

// writeValues writes the values: all, or by the number of the cell where most have none.
func (c *whole) writeValues(t *jsonText) {
	inner := len(c.values)
	t.line()
	t.key("value")
	if c.given > 0 && 2*c.given < c.cells {
		t.open('{')
		n := 0
		for _, row := range c.order {
			for m, v := range c.values {
				if number, ok := v.number(row); ok {
					if n%lineCells == 0 {
						t.line()
					}
					n++
					t.offset(int(c.cell[row]) + m)
					t.number(number)
				}
			}
		}
		t.end('}')
		return
	}
	t.open('[')
	run := len(c.sides[len(c.sides)-1].codes)
	at := 0
	put := func(v float64, ok bool) {
		if at%run == 0 {
			t.line()
		}
		at++
		if ok {
			t.number(v)
		} else {
			t.raw("null")
		}
	}
	for _, row := range c.order {
		for at < int(c.cell[row]) {
			put(0, false)
		}
		for m := range inner {
			put(c.values[m].number(row))
		}
	}
	for at < c.cells {
		put(0, false)
	}
	t.end(']')
}

// writeTexts writes texts of cells by the number of the cell, or one text where all cells have it. The text of a row in another column
// than the status is given to its first cell only.
func (c *whole) writeTexts(t *jsonText, key string, r *remarks, other bool) {
	if r == nil || other && !r.filled() {
		return
	}
	inner := len(c.values)
	if other || c.first {
		inner = 1
	}
	switch {
	case len(r.words) == 0:
		return
	case !other && len(r.words) == 1 && len(r.of)*inner == c.cells && !slices.Contains(r.of, -1):
		t.line()
		t.key(key)
		t.text(r.words[0])
		return
	}
	t.line()
	t.key(key)
	t.open('{')
	n := 0
	for _, row := range c.order {
		w := r.of[row]
		if w < 0 || other && !r.says(r.words[w]) {
			continue
		}
		for m := range inner {
			if n%lineCells == 0 {
				t.line()
			}
			n++
			t.offset(int(c.cell[row]) + m)
			t.text(r.words[w])
		}
	}
	t.end('}')
}
