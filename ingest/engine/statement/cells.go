package statement

import (
	"fmt"
	"strings"

	"github.com/jamlik/jamlik/ingest/engine"
)

// Dialect is what the databases write each in its own way.
type Dialect struct {
	Quote func(name string) string
	// Group returns what rows are told apart by: the quoted column, as its server can group by it without converting every row.
	Group func(c Column, quoted string) string
	// Word returns the text of a key from what rows were told apart by, empty where there is none.
	Word func(c Column, grouped string) string
	// Factor returns an exact decimal number: a column rounded to some decimals.
	Factor func(c Column, quoted string, decimals int) string
	// Total returns the sum over some rows of a product of factors, 0 or NULL where it has none.
	Total func(factors []string) string
	// Sound returns an expression that is summed beside a total, from the quoted columns of its factors, and a test of its sum, 1 where the total can be trusted and 0 where
	// not; nil where the database itself would have failed.
	Sound func(columns []Column, quoted []string, decimals int) (sum string, test func(sum string) string)
	// Rows and Amount return a count and a total as the reader takes them, from the counts and totals of parts.
	Rows, Amount func(summed string) string
	// Keep writes a condition on a column.
	Keep func(t *Text, c Column, quoted string, w engine.Condition) error
}

// Cells writes the question for the cells of a query that [Table.Check] has nothing against. Each part of the table counts its own rows by the columns as they are; these
// counts, which are few, are put together by the texts of the keys, so that 7 of one part and 7 of another, or an absent text and an empty one, are one cell. What a cell of
// fewer rows than the query lets out has is left out there and then.
//
// The answer has for each cell its keys, its rows, the rows that each sum is over, and each sum with, where the dialect has one, the test of its soundness. All but
// keys and tests are NULL where they are withheld.
func (d *Dialect) Cells(q engine.Query, table *Table) (*Text, error) {
	own := fresh(table)
	t := &Text{}
	t.Write("SELECT ")
	for i, k := range q.Keys {
		c, _ := table.column(k.Column)
		t.Write(d.Word(c, fmt.Sprintf("%sk%d", own, i)), fmt.Sprintf(" AS %sg%d, ", own, i))
	}
	withheld := func(value string) {
		if q.Least <= 1 {
			t.Write(value)
			return
		}
		t.Write("CASE WHEN ", d.Rows("sum("+own+"n)"), " >= ")
		t.Value(q.Least)
		for i := range q.Sums { // a sum over few rows tells of them, however many others the cell has
			over := d.Rows(fmt.Sprintf("sum(%sv%d)", own, i))
			t.Write(" AND (", over, " = 0 OR ", over, " >= ")
			t.Value(q.Least)
			t.Write(")")
		}
		t.Write(" THEN ", value, " END")
	}
	// In this order at both levels: PostgreSQL asks foreign partitions at once only where the columns of the parts come as they are asked for.
	withheld(d.Rows("sum(" + own + "n)"))
	for i := range q.Sums {
		t.Write(", ")
		withheld(d.Rows(fmt.Sprintf("sum(%sv%d)", own, i)))
	}
	for i, s := range q.Sums {
		t.Write(", ")
		withheld(d.Amount(fmt.Sprintf("sum(%ss%d)", own, i)))
		if columns, quoted := d.factors(s, table); d.Sound != nil {
			_, test := d.Sound(columns, quoted, s.Decimals)
			t.Write(", ", test(fmt.Sprintf("sum(%sf%d)", own, i)))
		}
	}
	t.Write("\nFROM (\n")
	for i, part := range table.Parts {
		if i > 0 {
			t.Write("\n\tUNION ALL\n")
		}
		if err := d.part(t, q, table, part, own); err != nil {
			return nil, err
		}
	}
	t.Write("\n) AS ", own, "parts\nGROUP BY ")
	for i := range q.Keys {
		t.Write(comma(i), fmt.Sprintf("%sg%d", own, i))
	}
	return t, nil
}

// part writes the question to one part of a table.
func (d *Dialect) part(t *Text, q engine.Query, table *Table, part, own string) error {
	t.Write("\tSELECT ")
	grouped := make([]string, len(q.Keys))
	for i, k := range q.Keys {
		c, _ := table.column(k.Column)
		grouped[i] = d.Group(c, d.Quote(c.Name))
		t.Write(grouped[i], fmt.Sprintf(" AS %sk%d, ", own, i))
	}
	t.Write("count(*) AS ", own, "n")
	for i, s := range q.Sums {
		var present []string
		columns, quoted := d.factors(s, table)
		for f, c := range columns {
			if c.Nullable {
				present = append(present, quoted[f]+" IS NOT NULL")
			}
		}
		valid := "count(*)"
		if len(present) > 0 {
			valid = "count(CASE WHEN " + strings.Join(present, " AND ") + " THEN 1 END)"
		}
		t.Write(", ", valid, fmt.Sprintf(" AS %sv%d", own, i))
	}
	for i, s := range q.Sums {
		var factors []string
		columns, quoted := d.factors(s, table)
		for f, c := range columns {
			factors = append(factors, d.Factor(c, quoted[f], s.Decimals))
		}
		t.Write(", ", d.Total(factors), fmt.Sprintf(" AS %ss%d", own, i))
		if d.Sound != nil {
			sum, _ := d.Sound(columns, quoted, s.Decimals)
			t.Write(", ", sum, fmt.Sprintf(" AS %sf%d", own, i))
		}
	}
	t.Write("\n\tFROM ", part)
	for i, w := range q.Where {
		if i == 0 {
			t.Write("\n\tWHERE ")
		} else {
			t.Write(" AND ")
		}
		c, _ := table.column(w.Column)
		if err := d.Keep(t, c, d.Quote(c.Name), w); err != nil {
			return err
		}
	}
	t.Write("\n\tGROUP BY ", strings.Join(grouped, ", "))
	return nil
}

// factors returns the columns of a sum.
func (d *Dialect) factors(s engine.Sum, table *Table) (columns []Column, quoted []string) {
	for _, f := range s.Factors {
		c, _ := table.column(f)
		columns, quoted = append(columns, c), append(quoted, d.Quote(c.Name))
	}
	return columns, quoted
}

// fresh returns a beginning of names that no column of the table has: a database may take a name that a question gives for a column of the same name.
func fresh(table *Table) string {
	own := "cell_"
	for taken := true; taken; {
		taken = false
		for _, c := range table.Columns {
			if strings.HasPrefix(strings.ToLower(c.Name), own) {
				own, taken = "x"+own, true
				break
			}
		}
	}
	return own
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ", "
}
