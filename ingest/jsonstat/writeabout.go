package jsonstat

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/ingest"
)

// metadata is what a schema or a field says, to be written where the format has it.
type metadata map[string]string

// member writes a text if there is one.
func (m metadata) member(t *jsonText, key, of string) {
	if s := m[of]; s != "" {
		t.key(key)
		t.text(s)
	}
}

// notes writes notes as a list.
func (m metadata) notes(t *jsonText, of string) {
	if s := m[of]; s != "" {
		t.key("note")
		t.list(strings.Split(s, "\n"))
	}
}

// each writes an object with a member for each category that the metadata say something of.
func (m metadata) each(t *jsonText, codes []string, key, of string, write func(text string)) {
	if !m.any(codes, of) {
		return
	}
	t.key(key)
	t.open('{')
	for _, code := range codes {
		if s := m[of+":"+code]; s != "" {
			t.key(code)
			write(s)
		}
	}
	t.end('}')
}

// any tells whether the metadata say something of a category.
func (m metadata) any(codes []string, of string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return m[of+":"+code] != "" })
}

// number tells whether a text is a number as JSON writes it.
func number(text string) bool {
	return text != "" && (text[0] == '-' || text[0] >= '0' && text[0] <= '9') && json.Valid([]byte(text))
}

// mandatory returns which of the notes must be shown, by position.
func (m metadata) mandatory(notes, of string) []int {
	if m[of] == "" {
		return nil
	}
	must := strings.Split(m[of], "\n") // in the order of the notes
	var at []int
	for i, note := range strings.Split(m[notes], "\n") {
		if len(must) > 0 && note == must[0] {
			at, must = append(at, i), must[1:]
		}
	}
	return at
}

// extension writes what PxWeb says of a dimension in its extension.
func (m metadata) extension(t *jsonText, codes []string) {
	mandatory, elimination := m.mandatory(ingest.MetadataNote, ingest.MetadataMandatory), m[ingest.MetadataElimination]
	says := func(of ofCategory) bool { return m.any(codes, of.key) }
	ofCategories := m.any(codes, ingest.MetadataMandatory)
	if len(mandatory) == 0 && elimination == "" && !ofCategories && !slices.ContainsFunc(pxOfCategory, says) {
		return
	}
	t.key("extension")
	t.open('{')
	writeFlags(t, "noteMandatory", mandatory)
	switch elimination {
	case "":
	case "no":
		t.key("elimination")
		t.raw("false")
	default:
		t.key("elimination")
		t.raw("true")
		if elimination != "yes" {
			m.member(t, "eliminationValueCode", ingest.MetadataElimination)
		}
	}
	if ofCategories {
		t.key("categoryNoteMandatory")
		t.open('{')
		for _, code := range codes {
			writeFlags(t, code, m.mandatory(ingest.MetadataNote+":"+code, ingest.MetadataMandatory+":"+code))
		}
		t.end('}')
	}
	m.each(t, codes, "refperiod", ingest.MetadataReference, t.text)
	m.each(t, codes, "basePeriod", ingest.MetadataBase, t.text)
	m.words(t, codes, "measuringType", func(code string) string {
		return map[string]string{"S": "Stock", "F": "Flow", "A": "Average"}[m[ingest.MetadataStock+":"+code]]
	})
	m.words(t, codes, "priceType", func(code string) string {
		return map[string]string{"C": "Current", "F": "Fixed"}[m[ingest.MetadataPrices+":"+code]]
	})
	m.words(t, codes, "adjustment", func(code string) string {
		days, seasons := m[ingest.MetadataWorkdays+":"+code] == "YES", m[ingest.MetadataSeasons+":"+code] == "YES"
		switch {
		case days && seasons:
			return "WorkAndSes"
		case days:
			return "WorkOnly"
		case seasons:
			return "SesOnly"
		}
		return ""
	})
	t.end('}')
}

// words writes an object with a word for each category that has one.
func (m metadata) words(t *jsonText, codes []string, key string, word func(code string) string) {
	open := false
	for _, code := range codes {
		if w := word(code); w != "" {
			if !open {
				t.key(key)
				t.open('{')
				open = true
			}
			t.key(code)
			t.text(w)
		}
	}
	if open {
		t.end('}')
	}
}

// children writes a hierarchy: the parts of each category.
func (m metadata) children(t *jsonText, codes []string) {
	parts := map[string][]string{}
	for _, code := range codes {
		if of := m[ingest.MetadataParent+":"+code]; of != "" {
			for _, parent := range strings.Split(of, "\n") {
				parts[parent] = append(parts[parent], code)
			}
		}
	}
	if len(parts) == 0 {
		return
	}
	t.key("child")
	t.open('{')
	for _, code := range codes {
		if p := parts[code]; p != nil {
			t.key(code)
			t.list(p)
		}
	}
	t.end('}')
}
