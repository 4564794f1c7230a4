package px

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest"
	"github.com/jamlik/jamlik/ingest/cube"
)

// dimensionLimit is the most variables a table may have; published ones have fewer than 20.
const dimensionLimit = 1000

// variable is a dimension with the words that the header calls it and its values by.
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

// table is what a header says of its cells.
type table struct {
	*header
	variables  []*variable
	named      map[name]*variable
	contents   *variable // the one that CONTVARIABLE names; nil where there is none
	dimensions []cube.Dimension
	metadata   []cube.Entry
	extras     []cube.Extra
	cells      int
	stub       int      // how many of the variables are in STUB
	keys       []string // VALUES or CODES for each variable of the stub; none where DATA has all cells in order
}

// name is what a variable is called in a language.
type name struct{ language, text string }

// table makes sense of the header.
func (h *header) table() (*table, error) {
	t := &table{header: h, named: map[name]*variable{}}
	t.checkMandatory()
	t.readVariables()
	if err := h.wrong.Err(); err != nil {
		return nil, err
	}
	for _, keyword := range []string{"VALUES", "CODES", "DOUBLECOLUMN", "PRESTEXT", "HIERARCHYLEVELSOPEN"} {
		for _, e := range t.byKeyword[keyword] {
			t.variable(e)
		}
	}
	if err := h.wrong.Err(); err != nil {
		return nil, err
	}
	for _, v := range t.variables {
		t.readValues(v)
	}
	t.readKeys()
	t.count()
	if err := h.wrong.Err(); err != nil {
		return nil, err
	}
	for _, v := range t.variables {
		t.index(v)
	}
	if err := h.wrong.Err(); err != nil {
		return nil, err
	}
	t.readTime()
	t.readContents()
	t.readRoles()
	t.describe()
	t.describeVariables()
	t.build()
	t.readCellTexts()
	return t, h.wrong.Err()
}

// count multiplies the numbers of values, and refuses what DATA cannot hold.
func (t *table) count() {
	if t.wrong.Len() > 0 {
		return
	}
	t.cells = 1
	for _, v := range t.variables {
		if t.cells > cube.CellLimit/len(v.values) {
			t.wrong.Add(t.problem(t.dataLine, fmt.Sprintf("the variables have %s values, which multiply to more than %d cells", t.sizes(), cube.CellLimit), "fetch it in parts"))
			return
		}
		t.cells *= len(v.values)
	}
	if left := t.in.Size - t.dataAt; len(t.keys) == 0 && left < 2*int64(t.cells)-1 {
		t.wrong.Add(t.problem(t.dataLine, fmt.Sprintf("DATA has %s, too few for the %d cells of the variables, %s", lang.Count(int(left), "byte"), t.cells, t.sizes()), "the file seems to be cut off: fetch it again"))
	}
}

// checkMandatory refuses a file without a keyword that every PX file has.
func (t *table) checkMandatory() {
	missing := func(name, remedy string) {
		t.wrong.Add(t.problem(t.dataLine, fmt.Sprintf("%s is missing before DATA; every PX file has it", name), remedy))
	}
	for _, k := range []string{"MATRIX", "SUBJECT-AREA", "SUBJECT-CODE", "CONTENTS", "UNITS", "DECIMALS"} {
		if e := t.of(k); e == nil {
			missing(k, fmt.Sprintf("add %s, or fetch the file again", k))
		}
	}
	if t.of("TITLE") == nil && t.of("DESCRIPTION") == nil {
		missing("TITLE", "add TITLE or DESCRIPTION, or fetch the file again")
	}
	if t.of("STUB") == nil && t.of("HEADING") == nil {
		missing("STUB or HEADING", "they name the variables: fetch the file again")
	}
	if e := t.of("DECIMALS"); e != nil {
		if n, err := strconv.Atoi(e.text()); err != nil || n < 0 || n > 15 {
			t.complain(e, fmt.Sprintf("DECIMALS is %s where a number from 0 to 15 is expected", short(e.text())), "")
		}
	}
}

// readVariables reads STUB and HEADING.
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

// readVariableCodes takes the names of columns from VARIABLECODE, where every variable has one of its own.
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

// variable returns the variable that the first subkey of an entry names, nil where there is none.
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

// some lists names for messages.
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

// readValues reads VALUES and CODES of a variable.
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

// index makes the values of a variable easy to find, and refuses codes that come twice.
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

// positions returns where each text stands first.
func positions(texts []string) map[string]int {
	m := make(map[string]int, len(texts))
	for i, text := range texts {
		if _, ok := m[text]; !ok {
			m[text] = i
		}
	}
	return m
}

// position returns the position of a value that the header names by its text or its code.
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

// readContents reads CONTVARIABLE and UNITS.
func (t *table) readContents() {
	for _, e := range t.byKeyword["CONTVARIABLE"] {
		i := slices.IndexFunc(t.variables, func(v *variable) bool {
			return e.language == "" && v.name == e.text() || e.language != "" && v.local == e.text()
		})
		if i < 0 {
			t.complain(e, fmt.Sprintf("%s is %s, which is no variable", e.name(), short(e.text())), "name one of STUB and HEADING")
			continue
		}
		t.contents = t.variables[i]
	}
	if t.contents != nil && t.chosen != "" && t.of("CONTVARIABLE").language == "" {
		t.warned.Add(t.problem(t.of("CONTVARIABLE").line, fmt.Sprintf("CONTVARIABLE[%s] is missing; that of %s is taken", t.chosen, t.languages[0]), ""))
	}
	v := t.contents
	if v == nil {
		v = t.variables[0]
	}
	v.units = slices.Repeat([]string{t.text("UNITS")}, len(v.codes))
	order, found := t.targets("UNITS", t.ofContent)
	for _, to := range order {
		v.units[to.position] = found[to][0].text()
	}
}

// content returns the position of the value of the contents that an entry concerns.
func (t *table) content(e *entry) (int, bool) {
	if t.contents == nil {
		if t.of("CONTVARIABLE") == nil {
			t.complain(e, fmt.Sprintf("%s concerns a value of the contents, but there is no CONTVARIABLE", e.name()), "")
		}
		return 0, false
	}
	i, ok := t.contents.position(e, e.subkeys[0], false)
	if !ok {
		t.complain(e, fmt.Sprintf("%s concerns %s, which is no value of the contents", e.name(), short(e.subkeys[0])), "the contents are "+some(t.contents.values))
	}
	return i, ok
}

// readRoles finds what is time, area and contents: what the file says, else the names that Swedish publishers use.
func (t *table) readRoles() {
	if t.contents != nil {
		t.contents.role = ingest.RoleMetric
	}
	for _, e := range t.byKeyword["VARIABLE-TYPE"] {
		if v := t.variable(e); v != nil && v.role == "" && e.text() != "" {
			switch e.text()[0] {
			case 'T', 't':
				v.role = ingest.RoleTime
			case 'G', 'g':
				v.role = ingest.RoleGeo
			case 'C', 'c':
				v.role = ingest.RoleMetric
			}
		}
	}
	for _, e := range t.byKeyword["MAP"] {
		if v := t.variable(e); v != nil && v.role == "" {
			v.role = ingest.RoleGeo
		}
	}
	for _, by := range []struct {
		role  string
		names []string
	}{{ingest.RoleTime, []string{"tid", "time", "år"}}, {ingest.RoleGeo, []string{"region", "geo"}}, {ingest.RoleMetric, []string{"contentscode"}}} {
		if slices.ContainsFunc(t.variables, func(v *variable) bool { return v.role == by.role }) {
			continue
		}
		for _, v := range t.variables {
			if v.role == "" && slices.Contains(by.names, strings.ToLower(v.dimension)) {
				v.role = by.role
			}
		}
	}
}

// readKeys reads which of VALUES and CODES the rows of DATA begin with.
func (t *table) readKeys() {
	entries := t.byKeyword["KEYS"]
	if len(entries) == 0 {
		return
	}
	if t.stub == 0 {
		t.complain(entries[0], "KEYS needs variables in STUB, and there are none", "fetch the file again")
		return
	}
	t.keys = slices.Repeat([]string{"VALUES"}, t.stub)
	for _, e := range entries {
		v := t.variable(e)
		if v == nil {
			continue
		}
		kind := strings.ToUpper(e.text())
		switch i := slices.Index(t.variables, v); {
		case i >= t.stub:
			t.complain(e, fmt.Sprintf("%s concerns a variable of HEADING; only those of STUB have keys", e.name()), "")
		case kind != "VALUES" && kind != "CODES":
			t.complain(e, fmt.Sprintf("%s is %s where VALUES or CODES is expected", e.name(), short(e.text())), "")
		default:
			t.keys[i] = kind
		}
	}
}

// build makes dimensions of the variables.
func (t *table) build() {
	for _, v := range t.variables {
		d := cube.Dimension{ID: v.dimension, Codes: v.codes, Units: v.units}
		if v.hasCodes || !slices.Equal(v.codes, v.labels) {
			d.Labels = v.labels
		}
		if v.role != "" {
			d.Metadata = append(d.Metadata, cube.Entry{Key: ingest.MetadataRole, Value: v.role})
		}
		d.Metadata = append(append(d.Metadata, cube.Entry{Key: ingest.MetadataLabel, Value: v.local}), v.metadata...)
		t.dimensions = append(t.dimensions, d)
	}
}

// sizes returns the numbers of values for messages: 21 × 11 × 3.
func (t *table) sizes() string {
	parts := make([]string, len(t.variables))
	for i, v := range t.variables {
		parts[i] = strconv.Itoa(len(v.values))
	}
	return strings.Join(parts, " × ")
}

// cell names a cell by its number from 1 and its coordinates.
func (t *table) cell(n int) string {
	at := make([]string, len(t.variables))
	rest := n
	for i := len(t.variables) - 1; i >= 0; i-- {
		v := t.variables[i]
		at[i] = v.dimension + "=" + v.codes[rest%len(v.codes)]
		rest /= len(v.codes)
	}
	return fmt.Sprintf("cell %d (%s)", n+1, strings.Join(at, ", "))
}

// warnings returns what was noticed, one by one.
func (h *header) warnings() []error { return apart(&h.warned) }

// apart returns problems one by one.
func apart(ps *indicators.Problems) []error {
	if joined, ok := ps.Err().(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return nil
}
