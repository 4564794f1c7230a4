package engine

import (
	"fmt"
	"math/big"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
)

// The limits of a query.
const (
	MostDecimals = 9
	mostFactors  = 3
	mostKeys     = 16
	mostName     = 128 // bytes of a name; databases have limits of their own below it
)

// The columns that cells are written with besides their keys and sums.
const (
	ColumnCount  = "count"
	ColumnStatus = "status"
	validSuffix  = "_n"    // of the column that says how many rows a sum is over
	meanSuffix   = "_mean" // of the column with their mean
)

// Check returns everything that is wrong with a query, each an [indicators.Problem] that says what to do. It knows nothing of the table.
func (q Query) Check() error {
	c := check{taken: map[string]string{ColumnCount: "the column of counts", ColumnStatus: "the column of statuses"}}
	c.name("", "table", q.Table)
	switch {
	case len(q.Keys) == 0:
		c.add("", "the query has no keys", "name what cells are told apart by, such as area and period; for one number for everyone count one district or city by its column")
	case len(q.Keys) > mostKeys:
		c.add("", fmt.Sprintf("the query has %d keys, %d at most", len(q.Keys), mostKeys), "count by fewer, or several times")
	}
	for _, k := range q.Keys {
		c.answer("key", k.Name)
		c.name(k.Name, "column", k.Column)
	}
	for _, s := range q.Sums {
		c.sum(s)
	}
	for _, w := range q.Where {
		c.condition(w)
	}
	if q.Least < 0 {
		c.add("", fmt.Sprintf("the least number of rows of a cell is %d", q.Least), "give a whole number from 0")
	}
	if q.Most < 0 {
		c.add("", fmt.Sprintf("the largest number of cells is %d", q.Most), "give a whole number from 1, or leave it out")
	}
	return c.problems.Err()
}

// check gathers what is wrong with a query.
type check struct {
	problems indicators.Problems
	taken    map[string]string // names of columns of the answer, and what has them
}

func (c *check) add(column, what, remedy string) {
	c.problems.Add(indicators.Problem{Column: column, What: what, Remedy: remedy})
}

// name checks what a table or column is called in the database or file.
func (c *check) name(column, what, name string) {
	switch {
	case name == "":
		c.add(column, "the "+what+" has no name", "name it")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) }):
		c.add(column, fmt.Sprintf("the name of the %s %q has characters that do not print", what, name), "give the name as the database or the file has it")
	case what == "column" && len(name) > mostName:
		c.add(column, fmt.Sprintf("the name of the %s is longer than %d bytes", what, mostName), "give the name as the database or the file has it")
	}
}

// answer checks what a key or a sum is called in the answer.
func (c *check) answer(what, name string) {
	c.name(name, what, name)
	if name != "" {
		if of, ok := c.taken[name]; ok {
			c.add(name, fmt.Sprintf("the %s %q has the name of %s", what, name, of), "give it another name")
		}
		c.taken[name] = "another " + what
	}
}

func (c *check) sum(s Sum) {
	c.answer("sum", s.Name)
	if s.Name != "" {
		c.answer("number of rows of a sum", s.Name+validSuffix)
		c.answer("mean of a sum", s.Name+meanSuffix)
	}
	switch n := len(s.Factors); {
	case n == 0:
		c.add(s.Name, "the sum has no columns", "name the column that is summed, or up to three whose product is")
	case n > mostFactors:
		c.add(s.Name, fmt.Sprintf("the sum is over the product of %d columns, %d at most", n, mostFactors), "multiply in the database, with a view or a column of its own")
	}
	for _, f := range s.Factors {
		c.name(s.Name, "column", f)
	}
	if s.Decimals < 0 || s.Decimals > MostDecimals {
		c.add(s.Name, fmt.Sprintf("the sum counts %d decimals, 0 to %d can be", s.Decimals, MostDecimals), "say how many decimals of the column count: what is beyond them is rounded")
	}
}

func (c *check) condition(w Condition) {
	c.name(w.Column, "column", w.Column)
	ranged := w.From != "" || w.To != ""
	switch {
	case len(w.In) > 0 && ranged:
		c.add(w.Column, "the condition has both values and limits", "give one of them, or two conditions")
	case len(w.In) == 0 && !ranged:
		c.add(w.Column, "the condition has neither values nor limits", "say which values are kept, or from and to")
	}
	for _, v := range w.In {
		if v == "" || !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
			c.add(w.Column, fmt.Sprintf("the condition keeps %q, which no value is", v), "rows without a value are never kept: leave it out")
		}
	}
	if !ranged {
		return
	}
	from, fromDay := c.limit(w, w.From)
	to, toDay := c.limit(w, w.To)
	switch {
	case from == nil || to == nil:
	case fromDay != toDay:
		c.add(w.Column, fmt.Sprintf("one of the limits %q and %q is a day, the other a number", w.From, w.To), "give two days as 2006-01-02, or two numbers")
	case from.Cmp(to) > 0:
		c.add(w.Column, fmt.Sprintf("the condition keeps from %s to %s, which is nothing", w.From, w.To), "give the lower limit as from")
	}
}

// limit reads a limit, nil where there is none or it cannot be read.
func (c *check) limit(w Condition, s string) (v *big.Rat, day bool) {
	if s == "" {
		return nil, false
	}
	l, err := ParseLimit(s)
	if err != nil {
		c.add(w.Column, err.Error(), "give a number as 20 or 0.5, or a day as 2006-01-02")
		return nil, false
	}
	if l.IsDay {
		return new(big.Rat).SetInt64(l.Day.Unix()), true
	}
	return l.Number, false
}

// Limit is one end of a condition's range: a number or a day.
type Limit struct {
	Number *big.Rat
	Day    time.Time // at midnight UTC
	IsDay  bool
}

// ParseLimit reads From or To of a condition: digits with a minus and a decimal point perhaps, or a day as 2006-01-02.
func ParseLimit(s string) (Limit, error) {
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return Limit{Day: day, IsDay: true}, nil
	}
	if !plainDecimal(s) {
		return Limit{}, fmt.Errorf("the limit %q is neither a number nor a day", s)
	}
	n, ok := new(big.Rat).SetString(s)
	if !ok {
		return Limit{}, fmt.Errorf("the limit %q is not a number", s)
	}
	return Limit{Number: n}, nil
}

// plainDecimal tells whether a text is digits, with a minus before and a point among them perhaps, 40 at most.
func plainDecimal(s string) bool {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return len(s) <= 40 && digits(whole) && (!point || digits(fraction))
}
