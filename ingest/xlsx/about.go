package xlsx

import (
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/ingest"
)

// entry is something that a workbook says of its table or of one column.
type entry struct{ column, key, value string }

// term is what a key of metadata is called in the sheet about the table.
type term struct{ key, sv, en string }

// The sheet about the table has one of these names, and one of these headers.
var (
	aboutNames  = term{"", "Om", "About"}
	aboutHeader = []term{{"", "Kolumn", "Column"}, {"", "Uppgift", "Item"}, {"", "Innehåll", "Content"}}
)

// terms are the keys that people have words for. Others stand as they are.
var terms = []term{
	{ingest.MetadataLabel, "Rubrik", "Title"},
	{ingest.MetadataSource, "Källa", "Source"},
	{ingest.MetadataTable, "Tabell", "Table"},
	{ingest.MetadataUpdated, "Uppdaterad", "Updated"},
	{ingest.MetadataLicence, "Licens", "Licence"},
	{ingest.MetadataNote, "Anmärkning", "Note"},
	{ingest.MetadataRole, "Roll", "Role"},
	{ingest.MetadataDecimals, "Decimaler", "Decimals"},
	{ingest.MetadataAggregate, "Får summeras", "May be added"},
	{ingest.MetadataVersion, "Områdesversion", "Area version"},
	{"unit", "Enhet", "Unit"},
	{"retrieved", "Hämtad", "Retrieved"},
	{MetadataPreamble, "Ovanför tabellen", "Above the table"},
}

// word returns what a key is called; a category's code after the key stays.
func word(key string, english bool) string {
	name, code, of := strings.Cut(key, ":")
	for _, t := range terms {
		if t.key == name {
			name = t.sv
			if english {
				name = t.en
			}
			break
		}
	}
	if of {
		name += ":" + code
	}
	return name
}

// keyOf is the inverse of word.
func keyOf(word string) string {
	name, code, of := strings.Cut(word, ":")
	for _, t := range terms {
		if t.sv == name || t.en == name {
			name = t.key
			break
		}
	}
	if of {
		name += ":" + code
	}
	return name
}

func isAbout(name string) bool { return name == aboutNames.sv || name == aboutNames.en }

// aboutLimit is how many rows of a sheet about the table are read.
const aboutLimit = 100_000

// readAbout reads a sheet about the table. It returns nil when the sheet is something else.
func (s *source) readAbout() ([]entry, error) {
	r, err := s.open()
	if err != nil {
		return nil, err
	}
	defer r.close()
	out := []entry{}
	for {
		row, err := r.next()
		if err == errEnded && len(out) > 0 {
			return out[1:], nil
		}
		if err == errEnded || len(out) > aboutLimit {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		e := entry{column: s.text(row.at(1)), key: s.text(row.at(2)), value: s.text(row.at(3))}
		head := func(i int, cell string) bool { return cell == aboutHeader[i].sv || cell == aboutHeader[i].en }
		if len(out) == 0 && !(head(0, e.column) && head(1, e.key) && head(2, e.value)) {
			return nil, nil
		}
		e.key = keyOf(e.key)
		if last := len(out) - 1; last > 0 && out[last].column == e.column && out[last].key == e.key {
			out[last].value += e.value // a long text takes several cells
			continue
		}
		out = append(out, e)
	}
}

// metadataOf is what the workbook says of a column, or of the table where that is "".
func metadataOf(about []entry, column string) arrow.Metadata {
	var keys, values []string
	for _, e := range about {
		if e.column == column && e.key != "" && !slices.Contains(keys, e.key) {
			keys, values = append(keys, e.key), append(values, e.value)
		}
	}
	return arrow.NewMetadata(keys, values)
}

// aboutEntries lists the metadata of a schema: that of the table, then that of every column. What says how a file was written is left out.
func aboutEntries(s *arrow.Schema) []entry {
	var out []entry
	add := func(column string, md arrow.Metadata) {
		for i, k := range md.Keys() {
			if !slices.Contains([]string{MetadataSheet, "encoding", "delimiter"}, k) && md.Values()[i] != "" {
				for _, piece := range pieces(md.Values()[i]) {
					out = append(out, entry{column, k, piece})
				}
			}
		}
	}
	add("", s.Metadata())
	for _, f := range s.Fields() {
		add(f.Name, f.Metadata)
	}
	return out
}

// pieces cuts a text into such as cells hold, without the characters that they do not.
func pieces(s string) []string {
	const most = textLimit / 2 // a character has at most two UTF-16 units
	letters := []rune(strings.Map(func(r rune) rune {
		if checkText(string(r)) != nil {
			return ' '
		}
		return r
	}, s))
	var out []string
	for len(letters) > most {
		out = append(out, string(letters[:most]))
		letters = letters[most:]
	}
	return append(out, string(letters))
}
