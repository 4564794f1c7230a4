// Package engine counts persons in cells where the persons are. Registers of millions of persons stay in their files or in their database; what
// comes out are counts, and sums of weights, by area, period and group: some hundred thousand numbers however many persons there are, and enough
// for every index that rests on a table of counts.
//
// A [Query] says what is counted by what. An [Engine] answers it: package local from files, larger than memory too, packages postgres and clickhouse
// by having the database do the grouping, on one server or on many. All of them give the same answer: counts are whole numbers, sums are exact
// decimals, and cells come in one order.
//
// An answer is whole or an error. What needs persons one by one, such as ranks among all of them or the neighbourhood of each, cannot be had from
// cells and is not a query.
package engine

import "context"

// Engine is one place where persons are. It is safe for use by several goroutines.
type Engine interface {
	// Cells answers a query. Where a server or a file fails, or the context ends, before all of the answer is there, it is an error.
	Cells(ctx context.Context, q Query) (*Cells, error)
	// Statements returns what would be sent or done for a query, in the engine's own words, without doing it.
	Statements(q Query) ([]Statement, error)
	// Close lets go of connections and files.
	Close() error
}

// Statement is one question to a database: text with placeholders, and what goes in their places, so that no value is ever part of the text. The
// names of tables and columns in it are quoted by the rules of the database.
type Statement struct {
	Text string
	Args []any
}
