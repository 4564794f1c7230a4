package local

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/engine"
)

// plan is a query with the places of its columns.
type plan struct {
	query   engine.Query
	columns []string
	keys    []int // the column of each key
	sums    [][]factor
	where   []condition
}

// factor is a column of a sum, scaled.
type factor struct {
	column, decimals int
}

// condition is one of the query's, ready to be held against values.
type condition struct {
	column   int
	in       map[string]bool // nil where it has limits
	from, to *big.Rat        // numbers, or days since 1970; nil is without limit
	days     bool
	// The first and the last whole and floating point number within the limits.
	low, high           int64
	lowFloat, highFloat float64
}

func newPlan(q engine.Query) (*plan, error) {
	p := &plan{query: q, columns: columnsOf(q)}
	place := func(column string) int { return slices.Index(p.columns, column) }
	for _, k := range q.Keys {
		p.keys = append(p.keys, place(k.Column))
	}
	for _, s := range q.Sums {
		var fs []factor
		for _, f := range s.Factors {
			fs = append(fs, factor{place(f), s.Decimals})
		}
		p.sums = append(p.sums, fs)
	}
	for _, w := range q.Where {
		c := condition{column: place(w.Column), low: math.MinInt64, high: math.MaxInt64, lowFloat: math.Inf(-1), highFloat: math.Inf(1)}
		if len(w.In) > 0 {
			c.in = map[string]bool{}
			for _, v := range w.In {
				c.in[v] = true
			}
		} else if err := c.limits(w); err != nil {
			return nil, err
		}
		p.where = append(p.where, c)
	}
	return p, nil
}

func (c *condition) limits(w engine.Condition) error {
	for _, end := range []struct {
		text  string
		to    **big.Rat
		whole *int64
		float *float64
		up    bool
	}{{w.From, &c.from, &c.low, &c.lowFloat, true}, {w.To, &c.to, &c.high, &c.highFloat, false}} {
		if end.text == "" {
			continue
		}
		l, err := engine.ParseLimit(end.text)
		if err != nil {
			return err
		}
		c.days = l.IsDay
		if *end.to = l.Number; l.IsDay {
			*end.to = new(big.Rat).SetInt64(l.Day.Unix() / (24 * 60 * 60))
		}
		*end.float = engine.FloatLimit(*end.to, end.up, 64)
		// Of whole numbers those from 0.5 are those from 1.
		floor := new(big.Int).Div((*end.to).Num(), (*end.to).Denom())
		if end.up && !(*end.to).IsInt() {
			floor.Add(floor, big.NewInt(1))
		}
		switch {
		case floor.IsInt64():
			*end.whole = floor.Int64()
		case end.up == (floor.Sign() > 0): // beyond all of them: nothing is kept
			c.low, c.high = 1, 0
			return nil
		}
	}
	return nil
}

// whole tells whether a whole number, or a day since 1970, is within the limits.
func (c *condition) whole(v int64) bool { return v >= c.low && v <= c.high }

// float tells whether the shortest decimal of a floating point number is within the limits.
func (c *condition) float(v float64) bool { return v >= c.lowFloat && v <= c.highFloat }

// exact tells whether a number is within the limits.
func (c *condition) exact(v *big.Rat) bool {
	return (c.from == nil || v.Cmp(c.from) >= 0) && (c.to == nil || v.Cmp(c.to) <= 0)
}

// text tells whether a text is within the limits, ok where it is a number or a day as they are.
func (c *condition) text(s string) (kept, ok bool) {
	if c.days {
		day, err := time.Parse(time.DateOnly, s)
		return err == nil && c.whole(day.Unix()/(24*60*60)), err == nil
	}
	l, err := engine.ParseLimit(strings.Replace(s, ",", ".", 1))
	if err != nil || l.IsDay {
		return false, false
	}
	return c.exact(l.Number), true
}

// places returns where in the rows of a file the columns of the plan are, or everything that is wrong with them.
func (p *plan) places(file string, s *arrow.Schema) ([]int, error) {
	var problems indicators.Problems
	at := make([]int, len(p.columns))
	for i, name := range p.columns {
		found := s.FieldIndices(name)
		if len(found) != 1 {
			problems.Add(missing(file, name, s))
			continue
		}
		at[i] = found[0]
		p.fits(&problems, file, i, s.Field(found[0]).Type)
	}
	return at, problems.Err()
}

func missing(file, name string, s *arrow.Schema) error {
	var known []string
	for _, f := range s.Fields() {
		known = append(known, f.Name)
	}
	if near, ok := lang.Nearest(name, known); ok {
		return indicators.Problem{File: file, Column: name, What: "the file has no such column", Remedy: fmt.Sprintf("did you mean %q?", near)}
	}
	return indicators.Problem{File: file, Column: name, What: "the file has no such column", Remedy: "jamlik data inspect lists those that it has"}
}

// fits tells of uses of a column that its type does not allow.
func (p *plan) fits(problems *indicators.Problems, file string, column int, t arrow.DataType) {
	add := func(what, remedy string) {
		problems.Add(indicators.Problem{File: file, Column: p.columns[column], What: what, Remedy: remedy})
	}
	if slices.Contains(p.keys, column) && t.ID() == arrow.FLOAT64 {
		add("holds decimal numbers, which are no groups of persons", "count by classes of them, in a column of their own, or sum them")
	}
	for _, w := range p.where {
		switch {
		case w.column != column:
		case w.in != nil && t.ID() == arrow.FLOAT64:
			add("holds decimal numbers, which are not compared one by one", "give limits, from and to")
		case w.in == nil && (w.days != (t.ID() == arrow.DATE32) && !text(t) || t.ID() == arrow.BOOL):
			add(fmt.Sprintf("holds values of type %s, which the limits are not for", t), "give days as 2006-01-02 for a column of days, numbers for one of numbers, and values for flags")
		}
	}
	if t.ID() == arrow.DATE32 || t.ID() == arrow.BOOL {
		if slices.ContainsFunc(p.sums, func(fs []factor) bool {
			return slices.ContainsFunc(fs, func(f factor) bool { return f.column == column })
		}) {
			add(fmt.Sprintf("holds values of type %s, which have no sum", t), "sum a column of numbers")
		}
	}
}

func text(t arrow.DataType) bool {
	if d, ok := t.(*arrow.DictionaryType); ok {
		t = d.ValueType
	}
	return t.ID() == arrow.STRING
}
