package px

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/cube"
)

type variable struct {
	name       string   // in the first language
	local      string   // in the language that is wanted
	values     []string // in the first language
	codes      []string
	labels     []string // in the language that is wanted
	hasCodes   bool
	byValue    map[string]int // in the first language
	byLabel    map[string]int
	byCode     map[string]int
	role       string
	units      []string
	metadata   []cube.Entry
	dimension  string // its ID
	valuesFrom *entry
	codesFrom  *entry // nil where there are no CODES
}

func (t *table) readVariables() {
	for _, keyword := range []string{"STUB", "HEADING"} {
		var names, local []string
		for _, e := range t.byKeyword[keyword] {
			switch list := t.texts(e); {
			case len(e.subkeys) > 0:
				t.complain(e, e.name()+" has brackets, where none belong", "")
			case e.language == "":
				names = list
			default:
				local = list
			}
		}
		if t.chosen == "" || local == nil && len(names) > 0 {
			if t.chosen != "" {
				t.warned.Add(t.problem(t.dataLine, fmt.Sprintf("%s[%s] is missing; the names of %s are taken", keyword, t.chosen, t.languages[0]), ""))
			}
			local = names
		}
		if len(local) != len(names) {
			t.wrong.Add(t.problem(t.of(keyword).line, fmt.Sprintf("%s[%s] names %s where %s names %d", keyword, t.chosen, lang.Count(len(local), "variable"), keyword, len(names)), "fetch the file again"))
			return
		}
		if len(t.variables)+len(names) > dimensionLimit {
			t.wrong.Add(t.problem(t.of(keyword).line, fmt.Sprintf("more than %d variables", dimensionLimit), ""))
			return
		}
		for i, text := range names {
			if text == "" || local[i] == "" {
				t.wrong.Add(t.problem(t.of(keyword).line, keyword+" has a variable without a name", ""))
			}
			v := &variable{name: text, local: local[i], dimension: text}
			for language, called := range map[string]string{"": text, t.chosen: local[i]} {
				if t.named[name{language, called}] != nil {
					t.wrong.Add(t.problem(t.of(keyword).line, fmt.Sprintf("%s names the variable %s, which is named before", keyword, short(called)), ""))
				}
				t.named[name{language, called}] = v
			}
			t.variables = append(t.variables, v)
		}
		if keyword == "STUB" {
			t.stub = len(names)
		}
	}
	if t.wrong.Len() == 0 {
		t.readVariableCodes()
	}
}

func (t *table) readVariableCodes() {
	for _, e := range t.byKeyword["VARIABLECODE"] {
		if v := t.variable(e); v != nil && e.text() != "" {
			v.dimension = e.text()
		}
	}
	seen := map[string]*variable{}
	for _, v := range t.variables {
		if first := seen[v.dimension]; first != nil {
			t.wrong.Add(t.problem(t.dataLine, fmt.Sprintf("VARIABLECODE calls both %s and %s %s", short(first.name), short(v.name), short(v.dimension)), "give each its own"))
		}
		seen[v.dimension] = v
	}
}

func (t *table) variable(e *entry) *variable {
	if len(e.subkeys) == 0 {
		t.complain(e, fmt.Sprintf("%s does not say which variable it concerns", e.name()), "")
		return nil
	}
	v := t.named[name{e.language, e.subkeys[0]}]
	if v == nil {
		names := make([]string, len(t.variables))
		for i, v := range t.variables {
			if names[i] = v.name; e.language != "" {
				names[i] = v.local
			}
		}
		t.complain(e, fmt.Sprintf("%s concerns %s, which is no variable", e.name(), short(e.subkeys[0])), "the variables are "+some(names))
	}
	return v
}

func some(names []string) string {
	const most = 10
	quoted := make([]string, 0, most+1)
	for i, n := range names {
		if i == most {
			quoted = append(quoted, fmt.Sprintf("and %d more", len(names)-most))
			break
		}
		quoted = append(quoted, short(n))
	}
	return strings.Join(quoted, ", ")
}

func (t *table) readValues(v *variable) {
	var codes []string
	var codesFrom *entry
	for _, e := range t.byKeyword["VALUES"] {
		switch {
		case len(e.subkeys) == 0:
		case e.language == "" && e.subkeys[0] == v.name:
			v.values, v.valuesFrom = t.texts(e), e
		case e.language != "" && e.subkeys[0] == v.local:
			v.labels = t.texts(e)
		}
	}
	for _, e := range t.byKeyword["CODES"] {
		if len(e.subkeys) > 0 && e.language == "" && e.subkeys[0] == v.name {
			codes, codesFrom = t.texts(e), e
		}
	}
	if v.valuesFrom == nil {
		t.wrong.Add(t.problem(t.dataLine, fmt.Sprintf("VALUES(%q) is missing before DATA; every variable has it", v.name), "add it, or fetch the file again"))
		return
	}
	if v.values == nil {
		return // reported
	}
	if t.chosen == "" || v.labels == nil {
		if t.chosen != "" {
			t.warned.Add(t.problem(v.valuesFrom.line, fmt.Sprintf("VALUES[%s](%q) is missing; the labels of %s are taken", t.chosen, v.local, t.languages[0]), ""))
		}
		v.labels = v.values
	}
	if len(v.labels) != len(v.values) {
		t.wrong.Add(t.problem(v.valuesFrom.line, fmt.Sprintf("VALUES[%s](%q) has %s where VALUES(%q) has %d", t.chosen, v.local, lang.Count(len(v.labels), "value"), v.name, len(v.values)), "fetch the file again"))
		return
	}
	v.codes = v.values
	if codesFrom != nil && codes != nil {
		if len(codes) != len(v.values) {
			t.complain(codesFrom, fmt.Sprintf("%s has %s where VALUES has %s", codesFrom.name(), lang.Count(len(codes), "code"), lang.Count(len(v.values), "value")), "fetch the file again")
			return
		}
		v.codes, v.hasCodes, v.codesFrom = codes, true, codesFrom
	}
}

func (t *table) index(v *variable) {
	v.byValue = positions(v.values)
	v.byLabel, v.byCode = v.byValue, v.byValue
	if t.chosen != "" {
		v.byLabel = positions(v.labels)
	}
	if v.hasCodes {
		v.byCode = positions(v.codes)
	}
	if len(v.byCode) == len(v.codes) {
		return
	}
	for i, c := range v.codes {
		if v.byCode[c] != i {
			if v.hasCodes {
				t.complain(v.codesFrom, fmt.Sprintf("%s has %s twice", v.codesFrom.name(), short(c)), "fetch the file again")
			} else {
				t.complain(v.valuesFrom, fmt.Sprintf("%s has %s twice, and no CODES tell them apart", v.valuesFrom.name(), short(c)), "fetch the file again")
			}
		}
	}
}

func positions(texts []string) map[string]int {
	m := make(map[string]int, len(texts))
	for i, text := range texts {
		if _, ok := m[text]; !ok {
			m[text] = i
		}
	}
	return m
}

func (v *variable) position(e *entry, text string, codesFirst bool) (int, bool) {
	first, second := v.byValue, v.byCode
	if e.language != "" {
		first = v.byLabel
	}
	if codesFirst {
		first, second = second, first
	}
	if i, ok := first[text]; ok {
		return i, true
	}
	i, ok := second[text]
	return i, ok
}
