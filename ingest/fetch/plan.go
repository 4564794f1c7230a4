package fetch

import (
	"encoding/json"
	"time"
)

// Plan is how a query is fetched.
type Plan struct {
	ID       string
	API      string
	Base     string
	Table    string
	Language string
	Title    string
	Format   string // ID of the format that reads the answers
	Source   string // the credit line that the publisher asks for
	Licence  string
	Updated  string // when the publisher last changed the table, as it writes it
	Query    json.RawMessage

	Read  []Call // metadata that was read for the plan, or would be
	Calls []Call // for the data, in order; answers may lead to further pages
	Cells int    // of all calls; 0 where only the answers tell
	Notes []string

	fallback string   // ID of the format of the calls' other bodies
	expects  []string // what the answers should have between them, as answer.has
}

// Call is one request.
type Call struct {
	Method string
	URL    string
	Body   string
	Cells  int // that the answer should have; 0 where only the answer tells

	// other is the body in a format that every server of the kind knows, for one that does not know that of Body.
	other string
	// halves returns two calls that together ask for the same, and false where there is nothing left to cut.
	halves func() (first, second Call, ok bool)
	// many403 says that the server answers 403, in words of its own, where a call asks for too many cells.
	many403 bool
	// verify compares an answer with what was asked.
	verify func(c Call, format string, body []byte) (answer, error)
	// absent is noted where the server has nothing at this address, in the place of an error.
	absent string
}

// answer is what the body of an answer says.
type answer struct {
	updated string
	source  string
	has     []string // such as "year 2024"
	next    *Call    // the page after it
	notes   []string
}

// Description is what can be asked of a table or an interface.
type Description struct {
	API      string
	Base     string
	Table    string
	Language string
	Title    string
	Source   string
	Licence  string
	Updated  string

	Dimensions []Dimension
	Limits     ServerLimits
	Notes      []string
}

// ServerLimits are what a server allows. What it does not say is 0.
type ServerLimits struct {
	Cells  int // of one call
	Calls  int // in a window
	Window time.Duration
}

// Dimension is one way that a table is divided.
type Dimension struct {
	Code      string
	Label     string
	Role      string // time, geo, metric or ""
	Mandatory bool   // values must be selected: the publisher gives no sum over it
	Values    []Value
	Codelists []Codelist
}

// Value is one category of a dimension.
type Value struct {
	Code  string
	Label string
	Unit  string
}

// Codelist is another set of values of a dimension.
type Codelist struct {
	ID    string
	Label string
	Type  string // Aggregation or Valueset
}

// Table is something that a search finds.
type Table struct {
	ID      string // what a query's Table, or its selection, names
	Title   string
	Updated string
	First   string // period
	Last    string
	Folder  bool // holds tables
	Notes   []string
}
