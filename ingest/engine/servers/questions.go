package servers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/statement"
)

// QuestionOf makes a table and a query to it of anything: columns and values are lines, and shape says what the query does with which of them. Most of the
// queries can be asked of their table; columns that are not there and values that no column of the kind has are among the others.
func QuestionOf(columns, values string, shape []byte) (*statement.Table, engine.Query) {
	next := func(n int) int {
		if len(shape) == 0 {
			return 0
		}
		v := int(shape[0]) % n
		shape = shape[1:]
		return v
	}
	table := &statement.Table{Name: "persons"}
	for _, name := range slices.Compact(slices.Sorted(strings.SplitSeq(columns, "\n"))) {
		c := statement.Column{Name: name, Kind: statement.Kind(1 + next(int(statement.Flag))), Nullable: next(2) == 1, Inexact: next(2) == 1}
		switch c.Kind {
		case statement.Whole:
			c.Type = []string{"Int64", "UInt8", "Int256"}[next(3)]
		case statement.Decimal:
			c.Scale = next(39)
		}
		table.Columns = append(table.Columns, c)
	}
	// column chooses one of the columns of some kinds.
	column := func(kinds ...statement.Kind) statement.Column {
		fit := []statement.Column{{Name: "there is none"}}
		for _, c := range table.Columns {
			if slices.Contains(kinds, c.Kind) {
				fit = append(fit, c)
			}
		}
		return fit[(next(256)+1)%len(fit)]
	}
	const word, label, whole, decimal, float, day, flag = statement.Word, statement.Label, statement.Whole, statement.Decimal, statement.Float, statement.Day, statement.Flag
	q := engine.Query{Table: table.Name, Least: int64(next(256))}
	for i := range 1 + next(3) {
		q.Keys = append(q.Keys, engine.Key{Name: fmt.Sprint("key", i), Column: column(word, label, whole, day, flag).Name})
	}
	for i := range next(3) {
		s := engine.Sum{Name: fmt.Sprint("sum", i), Decimals: next(engine.MostDecimals + 1)}
		for range 1 + next(3) {
			s.Factors = append(s.Factors, column(whole, decimal, float).Name)
		}
		q.Sums = append(q.Sums, s)
	}
	lines := strings.Split(values, "\n")
	for range next(4) {
		if next(2) == 0 {
			w := engine.Condition{Column: column(word, label, whole, day, flag).Name}
			for range 1 + next(3) {
				w.In = append(w.In, lines[next(len(lines))])
			}
			q.Where = append(q.Where, w)
			continue
		}
		c := column(whole, decimal, float, day)
		limits := []string{""}
		for _, line := range lines {
			if l, err := engine.ParseLimit(line); err == nil && l.IsDay == (c.Kind == day) {
				limits = append(limits, line)
			}
		}
		q.Where = append(q.Where, engine.Condition{Column: c.Name, From: limits[next(len(limits))], To: limits[next(len(limits))]})
	}
	return table, q
}

// Quotes are how a database tells names and texts from its own words: what begins and ends them, and whether a backslash takes the meaning of what follows.
type Quotes struct {
	Name      byte
	Backslash bool
}

// cut returns a statement with each name in quotes replaced by its place among the names and each text by an apostrophe. Quotes that are not closed are left.
func (d Quotes) cut(sql string) (bare string, names, texts []string) {
	var b strings.Builder
	for i := 0; i < len(sql); i++ {
		quote := sql[i]
		if quote != d.Name && quote != '\'' {
			b.WriteByte(quote)
			continue
		}
		var inner []byte
		end := i + 1
		for ; end < len(sql); end++ {
			switch c := sql[end]; {
			case c == '\\' && d.Backslash && end+1 < len(sql):
				inner = append(inner, c, sql[end+1])
				end++
				continue
			case c == quote && !d.Backslash && end+1 < len(sql) && sql[end+1] == quote:
				inner = append(inner, c)
				end++
				continue
			case c != quote:
				inner = append(inner, c)
				continue
			}
			break
		}
		if end == len(sql) {
			b.WriteString(sql[i:])
			break
		}
		if i = end; quote == '\'' {
			b.WriteByte('\'')
			texts = append(texts, string(inner))
		} else {
			fmt.Fprintf(&b, " name%d ", len(names))
			names = append(names, string(inner))
		}
	}
	return b.String(), names, texts
}

var (
	bareWord   = regexp.MustCompile(`[\pL_][\pL\pN_]*`)
	ownWord    = regexp.MustCompile(`^(name\d+|x*cell_(parts|n|[gkvsf]\d+))$`)
	bareNumber = regexp.MustCompile(`^(\d{1,2}|1e-?\d{1,2})$`)
	ownText    = regexp.MustCompile(`^(0(\.0*5)?)?$`)
)

// CheckStatement fails the test where a statement, with marks in the place of its values, holds anything of its query but names of columns in quotes: each word of it is one of
// words, each name in quotes a column or a part of the table as read back by unquote, and numbers and texts are those of the form of the question.
func (d Quotes) CheckStatement(t *testing.T, sql string, words []string, unquote func(string) string, known []string) {
	t.Helper()
	bare, names, texts := d.cut(sql)
	for _, name := range names {
		if !slices.Contains(known, unquote(name)) {
			t.Errorf("the name %q is of no column in\n%s", name, sql)
		}
	}
	for _, text := range texts {
		if !ownText.MatchString(text) {
			t.Errorf("the text %q is in\n%s", text, sql)
		}
	}
	bare = regexp.MustCompile(`\b1e-?\d+\b|\b\d+\b`).ReplaceAllStringFunc(bare, func(number string) string {
		if !bareNumber.MatchString(number) {
			t.Errorf("the number %s is in\n%s", number, sql)
		}
		return " "
	})
	bare = bareWord.ReplaceAllStringFunc(bare, func(word string) string {
		if !ownWord.MatchString(word) && !slices.Contains(words, word) {
			t.Errorf("%s stands bare in\n%s", word, sql)
		}
		return " "
	})
	if rest := strings.Trim(bare, " \t\n(),.*+-=<>:[]$?'"); rest != "" || strings.Contains(bare, "--") {
		t.Errorf("%q stands bare in\n%s", rest, sql)
	}
}
