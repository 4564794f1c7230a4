package jsonstat

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// describe keeps what the dataset says of itself. Extensions are no part of the format: those of PxWeb, of Eurostat and of Ireland's
// Central Statistics Office are known, and what is written otherwise there is left alone.
func (d document) describe(c candidate, out *dataset) {
	keep := func(key, value string) {
		if value != "" {
			out.metadata = append(out.metadata, cube.Entry{Key: key, Value: value})
		}
	}
	keep(ingest.MetadataLabel, c.members.Get("label").Text())
	keep(ingest.MetadataSource, c.members.Get("source").Text())
	keep(ingest.MetadataUpdated, c.members.Get("updated").Text())
	extension := d.members(c.members.Get("extension"))
	px := d.members(extension.Get("px"))
	table := px.Get("tableid").Text()
	for _, other := range []node{px.Get("matrix"), extension.Get("matrix")} {
		if table == "" {
			table = other.Text()
		}
	}
	keep(ingest.MetadataTable, table)
	keep(ingest.MetadataLicence, d.licence(d.members(c.members.Get("link")).Get("license")))
	for _, of := range pxOfTable {
		keep(of.key, px.Get(of.member).Text())
	}
	if isTrue(px.Get("official-statistics")) {
		keep("official-statistics", "YES")
	}
	if isFalse(px.Get("aggregallowed")) {
		keep(ingest.MetadataAggregate, "no")
	}
	if n := px.Get("decimals"); n.Kind() == "a number" {
		keep(ingest.MetadataDecimals, string(n.Raw()))
	}
	for _, m := range d.members(d.members(extension.Get("status")).Get("label")).Members {
		keep(ingest.MetadataSymbol+":"+m.Key, m.Value.Text())
	}
	notes := c.members.Get("note")
	keep(ingest.MetadataNote, d.notes(notes, "note", out))
	keep(ingest.MetadataMandatory, d.mandatory(notes, extension.Get("noteMandatory")))
}

// describeDimension keeps what a dimension's extension says of it and of its categories.
func (d document) describeDimension(members, category object, dim *cube.Dimension, position map[string]int) {
	keep := func(key, value string) {
		if value != "" {
			dim.Metadata = append(dim.Metadata, cube.Entry{Key: key, Value: value})
		}
	}
	extension := d.members(members.Get("extension"))
	keep(ingest.MetadataMandatory, d.mandatory(members.Get("note"), extension.Get("noteMandatory")))
	switch e := extension.Get("elimination"); {
	case isFalse(e):
		keep(ingest.MetadataElimination, "no")
	case extension.Get("eliminationValueCode").Text() != "":
		keep(ingest.MetadataElimination, extension.Get("eliminationValueCode").Text())
	case isTrue(e):
		keep(ingest.MetadataElimination, "yes")
	}
	mandatory := d.members(extension.Get("categoryNoteMandatory"))
	for _, m := range d.members(category.Get("note")).Members {
		if _, ok := position[m.Key]; ok {
			keep(ingest.MetadataMandatory+":"+m.Key, d.mandatory(m.Value, mandatory.Get(m.Key)))
		}
	}
	for _, of := range pxOfCategory {
		for _, m := range d.members(extension.Get(of.member)).Members {
			word := m.Value.Text()
			if of.words != nil {
				word = of.words[word]
			}
			if _, ok := position[m.Key]; ok {
				keep(of.key+":"+m.Key, word)
			}
		}
	}
}

// pxOfTable are the members of PxWeb's extension that are texts about the table, under the names of keywords of PX files.
var pxOfTable = []struct{ member, key string }{
	{"language", ingest.MetadataLanguage}, {"matrix", "matrix"}, {"subject-code", "subject-code"}, {"subject-area", "subject-area"},
	{"contents", "contents"}, {"infofile", "infofile"}, {"description", "description"},
}

// ofCategory is a member of a dimension's extension in which PxWeb says something of each category.
type ofCategory struct {
	member, key string
	words       map[string]string // what the words mean in PX files; nil where any text is kept
}

var pxOfCategory = []ofCategory{
	{"refperiod", ingest.MetadataReference, nil},
	{"basePeriod", ingest.MetadataBase, nil},
	{"measuringType", ingest.MetadataStock, map[string]string{"Stock": "S", "Flow": "F", "Average": "A"}},
	{"priceType", ingest.MetadataPrices, map[string]string{"Current": "C", "Fixed": "F"}},
	{"adjustment", ingest.MetadataWorkdays, map[string]string{"WorkOnly": "YES", "WorkAndSes": "YES"}},
	{"adjustment", ingest.MetadataSeasons, map[string]string{"SesOnly": "YES", "WorkAndSes": "YES"}},
}

// members returns the members of what may be an object, and none where it is not or a key is given twice.
func (d document) members(n node) object {
	o, err := d.Object(n, "")
	if err != nil {
		return object{}
	}
	return o
}

func isTrue(n node) bool  { return string(n.Raw()) == "true" }
func isFalse(n node) bool { return string(n.Raw()) == "false" }

// licence returns the label or the address of the first of the links that are of that kind.
func (d document) licence(links node) (text string) {
	if !links.IsArray() {
		return ""
	}
	links.Elements(func(_ int, v node) bool {
		link := d.members(v)
		if text = link.Get("label").Text(); text == "" {
			text = link.Get("href").Text()
		}
		return text == ""
	})
	return text
}

// notes returns a note or a list of them as one text.
func (d document) notes(n node, name string, out *dataset) string {
	if !n.Absent() && !n.IsText() && !n.IsArray() {
		out.warned.Add(d.At(n, fmt.Sprintf("%s is %s and left out", name, n.Kind()), ""))
	}
	return strings.Join(listOf(n), "\n")
}

// listOf returns the texts of a text or a list of them.
func listOf(n node) []string {
	var texts []string
	switch {
	case n.IsText():
		texts = append(texts, n.Text())
	case n.IsArray():
		n.Elements(func(_ int, v node) bool {
			texts = append(texts, v.Text())
			return true
		})
	}
	return texts
}

// mandatory returns the notes that the publisher wants shown with the numbers: flags holds their positions as PxWeb gives them.
func (d document) mandatory(notes, flags node) string {
	if flags.Absent() {
		return ""
	}
	var texts []string
	of := d.members(flags)
	add := func(i int, v node) bool {
		if s := v.Text(); s != "" && isTrue(of.Get(fmt.Sprint(i))) {
			texts = append(texts, s)
		}
		return true
	}
	if notes.IsArray() {
		notes.Elements(add)
	} else {
		add(0, notes)
	}
	return strings.Join(texts, "\n")
}

// elsewhere says of a dimension without categories what is known: version 2.0 lets a dataset point to them.
func (d document) elsewhere(n node, members object, name string) indicators.Problem {
	if href := members.Get("href").Text(); href != "" {
		return d.At(n, fmt.Sprintf("%s is not described here but at %q", name, href), "fetch the dataset with its dimensions in it")
	}
	return d.At(n, name+" has no category", "fetch it again")
}
