package statement

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/engine"
)

// Kind is what can be done with the values of a column.
type Kind uint8

// The kinds of columns.
const (
	Other   Kind = iota // cannot be used
	Word                // text
	Label               // enumerations and identifiers: text once converted
	Whole               // whole numbers
	Decimal             // decimal numbers, exact
	Float               // binary floating point numbers
	Day
	Flag
)

// Column is a column as the database describes it.
type Column struct {
	Name     string
	Type     string // in the database's words
	Kind     Kind
	Scale    int  // decimals of a Decimal, -1 where it has any number of them
	Nullable bool // may be without a value
	Inexact  bool // text that the database takes for equal when its bytes are not
}

// Table is a table as the database describes it.
type Table struct {
	Name    string   // for messages
	Parts   []string // the quoted names of what is asked and put together: the table, or its partitions
	Columns []Column
}

// column returns a column by its name.
func (t *Table) column(name string) (Column, bool) {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		return Column{Name: name}, false
	}
	return t.Columns[i], true
}

// Check returns everything that a table does not allow of a query, each an [indicators.Problem].
func (t *Table) Check(q engine.Query) error {
	var problems indicators.Problems
	add := func(column, what, remedy string) {
		problems.Add(indicators.Problem{File: t.Name, Column: column, What: what, Remedy: remedy})
	}
	told := map[string]bool{}
	known := func(name string) (Column, bool) {
		c, ok := t.column(name)
		switch {
		case told[name]:
			return c, false
		case !ok:
			told[name] = true
			add(name, "the table has no such column", t.remedy(name))
		case c.Kind == Other:
			told[name] = true
			add(name, fmt.Sprintf("holds values of type %s, which are neither counted by nor compared nor summed", c.Type), "make a view of the table with the column as text, number or date")
			ok = false
		}
		return c, ok
	}
	for _, k := range q.Keys {
		if c, ok := known(k.Column); ok && (c.Kind == Decimal || c.Kind == Float) {
			add(c.Name, "holds decimal numbers, which are no groups of persons", "count by classes of them, in a column of their own, or sum them")
		}
	}
	for _, s := range q.Sums {
		for _, f := range s.Factors {
			if c, ok := known(f); ok && c.Kind != Whole && c.Kind != Decimal && c.Kind != Float {
				add(c.Name, fmt.Sprintf("holds values of type %s, which have no sum", c.Type), "sum a column of numbers")
			}
		}
	}
	for _, w := range q.Where {
		c, ok := known(w.Column)
		switch {
		case !ok:
		case len(w.In) > 0 && (c.Kind == Decimal || c.Kind == Float):
			add(c.Name, "holds decimal numbers, which are not compared one by one", "give limits, from and to")
		case len(w.In) == 0 && !limited(c, w):
			add(c.Name, fmt.Sprintf("holds values of type %s, which the limits are not for", c.Type),
				"give days as 2006-01-02 for a column of days, numbers for one of numbers, and values for others")
		}
	}
	return problems.Err()
}

// limited tells whether the limits of a condition are of the column's kind.
func limited(c Column, w engine.Condition) bool {
	for _, s := range []string{w.From, w.To} {
		if s == "" {
			continue
		}
		l, err := engine.ParseLimit(s)
		number := c.Kind == Whole || c.Kind == Decimal || c.Kind == Float
		if err != nil || l.IsDay && c.Kind != Day || !l.IsDay && !number {
			return false
		}
	}
	return true
}

// remedy says what may be meant by a column that the table does not have.
func (t *Table) remedy(name string) string {
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
	}
	if near, ok := lang.Nearest(name, names); ok {
		return fmt.Sprintf("did you mean %q?", near)
	}
	const shown = 20
	if len(names) > shown {
		names = append(names[:shown], fmt.Sprintf("and %d more", len(t.Columns)-shown))
	}
	return "it has " + strings.Join(names, ", ")
}

// NoTable is the problem of a table that is not there, or that the user may not see.
func NoTable(name string, known []string) error {
	p := indicators.Problem{File: name, What: "the database has no such table that this user may see", Remedy: "give its name as the database has it, with its schema before a point where it has one"}
	if near, ok := lang.Nearest(name, known); ok {
		p.Remedy = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}

// Names returns what a table's name in a query may stand for: the first and the rest of it around each point, the schema empty first.
func Names(table string) [][2]string {
	names := [][2]string{{"", table}}
	for i, r := range table {
		if r == '.' {
			names = append(names, [2]string{table[:i], table[i+1:]})
		}
	}
	return names
}
