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

// readVariableCodes takes the names of columns from VARIABLECODE, where every variable has one of its own.

// variable returns the variable that the first subkey of an entry names, nil where there is none.

// some lists names for messages.

// readValues reads VALUES and CODES of a variable.

// index makes the values of a variable easy to find, and refuses codes that come twice.

// positions returns where each text stands first.

// position returns the position of a value that the header names by its text or its code.

// readContents reads CONTVARIABLE and UNITS.

// content returns the position of the value of the contents that an entry concerns.

// readRoles finds what is time, area and contents: what the file says, else the names that Swedish publishers use.

// readKeys reads which of VALUES and CODES the rows of DATA begin with.

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
