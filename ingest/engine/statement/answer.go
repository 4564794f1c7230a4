package statement

import (
	"database/sql"
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
)

// Answer reads the cells that the question of [Dialect.Cells] is answered with, to the end: what breaks off is an error.
func (d *Dialect) Answer(rows *sql.Rows, q engine.Query) (*engine.Cells, error) {
	adder := engine.NewAdder(q)
	keys := make([]string, len(q.Keys))
	var count sql.NullInt64
	totals := make([]sql.NullString, len(q.Sums))
	over := make([]sql.NullInt64, len(q.Sums))
	sound := make([]uint8, len(q.Sums))
	var into []any
	for i := range keys {
		into = append(into, &keys[i])
	}
	into = append(into, &count)
	for i := range q.Sums {
		into = append(into, &over[i])
	}
	for i := range q.Sums {
		into = append(into, &totals[i])
		if d.Sound != nil {
			into = append(into, &sound[i])
		}
	}
	units, valid := make([]*big.Int, len(q.Sums)), make([]int64, len(q.Sums))
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		for i, text := range keys {
			if !utf8.ValidString(text) {
				return nil, indicators.Problem{File: q.Table, Column: q.Keys[i].Column, What: fmt.Sprintf("holds %q, which is not text in UTF-8", text), Remedy: "convert it with a view"}
			}
		}
		for i, s := range q.Sums {
			if d.Sound != nil && sound[i] == 0 {
				return nil, unsound(q.Table, s)
			}
		}
		if !count.Valid {
			if err := adder.AddWithheld(keys); err != nil {
				return nil, err
			}
			continue
		}
		for i, s := range q.Sums {
			n, ok := scaled(totals[i].String, s.Decimals*len(s.Factors))
			if !ok || !over[i].Valid {
				return nil, unsound(q.Table, s)
			}
			units[i], valid[i] = n, over[i].Int64
		}
		if err := adder.AddCell(keys, count.Int64, units, valid); err != nil {
			return nil, err
		}
	}
	// The driver tells here of what it did not get.
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return adder.Cells(), nil
}

// unsound is the problem of a sum that is no number.
func unsound(table string, s engine.Sum) error {
	return indicators.Problem{File: table, Column: strings.Join(s.Factors, " · "), What: fmt.Sprintf("the sum %s is not a number, or larger than the database can hold", s.Name),
		Remedy: "leave out the rows that hold NaN, infinity or numbers beyond reason, with a condition or a view"}
}

// scaled reads a decimal number as a multiple of 10^-decimals.
func scaled(s string, decimals int) (*big.Int, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > decimals || strings.ContainsAny(s, "eE_+") {
		return nil, false
	}
	return new(big.Int).SetString(whole+fraction+strings.Repeat("0", decimals-len(fraction)), 10)
}

// Each calls f with every row of an answer, unless there is an error in its place.
func Each(rows *sql.Rows, err error, f func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
