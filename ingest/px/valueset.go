package px

import (
	"bytes"
	"fmt"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// ValueSetFormat is the value set of PC-Axis (.vs): the codes and texts of a classification, as rows of code and text.
var ValueSetFormat = ingest.Format{
	ID:         "px-valueset",
	Name:       "PC-Axis value set",
	Extensions: []string{".vs"},
	Sniff: func(head []byte) bool {
		head = sections(head)
		return bytes.HasPrefix(head, []byte("[descr]")) || bytes.HasPrefix(head, []byte("[")) && bytes.Contains(head, []byte("\n[valuecode]"))
	},
	Open: func(in ingest.Input, o ingest.Options) (ingest.Reader, error) {
		v, warnings, err := ReadValueSet(in, o)
		if err != nil {
			return nil, err
		}
		rows := newRows([]cube.Entry{{Key: ingest.MetadataLabel, Value: v.Name}}, "code", "text")
		for _, x := range v.Values {
			rows.add(x.Line, x.Code, x.Text)
		}
		return rows.reader(warnings), nil
	},
}

// sections returns the beginning of a file as it is told by: in small letters, without mark and blanks before it.
func sections(head []byte) []byte {
	return bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(byteOrderMark)), " \t\r\n"))
}

// ValueSet is a classification that variables of PX files have their values from. DOMAIN of the variable names one of its domains.
type ValueSet struct {
	Name         string
	Type         string   // V for values
	Domains      []string // that the variables of PX files name
	Aggregations []string // names of the files with them, beside this one
	Values       []Value
}

// Value is a code with its text.
type Value struct {
	Code, Text string
	Line       int
}

// ReadValueSet reads a .vs file. Warnings are what was noticed but did not stop the reading.
func ReadValueSet(in ingest.Input, o ingest.Options) (v ValueSet, warnings []error, err error) {
	f, err := readINI(in, o, "a value set")
	if err != nil {
		return v, nil, err
	}
	v.Name, v.Type = f.section("Descr").get("Name"), f.section("Descr").get("Type")
	v.Domains, v.Aggregations = f.section("Domain").values(), f.section("Aggreg").values()
	codes := f.section("Valuecode")
	if codes == nil {
		return v, nil, f.problem(0, "the section [Valuecode] is missing; every value set has it", "fetch the file again")
	}
	if more := codes.get("999"); more == "****" {
		return v, nil, f.problem(codes.entries[codes.index["999"]].line, "the value set goes on in two files of its name that end in .vsc and .vsn, which are not read", "make it one file")
	}
	v.Values, err = f.values(codes, f.section("Valuetext"))
	return v, apart(&f.warned), err
}

// values returns what a section lists.
func (s *section) values() []string {
	if s == nil {
		return nil
	}
	var texts []string
	for _, e := range s.entries {
		texts = append(texts, e.value)
	}
	return texts
}

// values joins codes with the texts that have the same number.
func (f *ini) values(codes, texts *section) ([]Value, error) {
	var ps indicators.Problems
	var values []Value
	seen := map[string]int{}
	for _, e := range codes.entries {
		if !isCount(e.key) {
			continue
		}
		if first, twice := seen[e.value]; twice {
			f.warned.Add(f.problem(e.line, fmt.Sprintf("the code %s is on line %d already, and is left out", short(e.value), first), ""))
			continue
		}
		seen[e.value] = e.line
		v := Value{Code: e.value, Text: e.value, Line: e.line}
		if texts != nil {
			i, ok := texts.index[e.key]
			if !ok {
				ps.Add(f.problem(e.line, fmt.Sprintf("[%s] has no %s=, the text of the code %s", texts.name, e.key, short(e.value)), "fetch the file again"))
				continue
			}
			v.Text = texts.entries[i].value
		}
		values = append(values, v)
	}
	if texts == nil {
		return values, ps.Err()
	}
	for _, e := range texts.entries {
		if _, ok := codes.index[e.key]; !ok {
			ps.Add(f.problem(e.line, fmt.Sprintf("[%s] has %s=, of which [%s] has no code", texts.name, e.key, codes.name), "fetch the file again"))
		}
	}
	return values, ps.Err()
}

// isCount tells whether a key numbers the elements of a list.
func isCount(key string) bool { return key != "" && digits(key) == key }
