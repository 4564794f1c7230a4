// Package engine counts persons in cells where the persons are. Registers of millions of persons stay in their files or in their database; what
// comes out are counts, and sums of weights, by area, period and group: some hundred thousand numbers however many persons there are, and enough
// for every index that rests on a table of counts.
//
// A [Query] says what is counted by what. An [Engine] answers it: package local from files, larger than memory too, packages postgres, clickhouse and
// spark by having the database do the grouping, on one server or on many. All of them give the same answer: counts are whole numbers, sums are exact
// decimals, and cells come in one order.
//
// An answer is whole or an error. What needs persons one by one, such as ranks among all of them or the neighbourhood of each, cannot be had from
// cells and is not a query.
package engine

import (
	"context"

	"github.com/jamlik/jamlik/ingest"
)

// Engine is one place where persons are. It is safe for use by several goroutines.
type Engine interface {
	// Cells answers a query. Where a server or a file fails, or the context ends, before all of the answer is there, it is an error.
	Cells(ctx context.Context, q Query) (*Cells, error)
	// Statements returns what would be sent or done for a query, in the engine's own words, without doing it.
	Statements(q Query) ([]Statement, error)
	// Version says what answers, as PostgreSQL 15.6: without the name of a host, a user or a path.
	Version(ctx context.Context) (string, error)
	// Close lets go of connections and files.
	Close() error
}

// Loader is an engine that rows can be put into.
type Loader interface {
	Engine
	// Load puts all rows of a reader into a table, batch by batch, and returns how many they are. Texts become text, whole numbers 64-bit integers,
	// floating point numbers the same in double precision, days dates and flags booleans (0 and 1 in ClickHouse); every column takes absent values. Where the reading, a server
	// or the context ends before the last row, the table is as it was before, or not there where Load was to create it.
	Load(ctx context.Context, to Target, from ingest.Reader) (int64, error)
}

// Target is a table to load into.
type Target struct {
	Table string // as in [Query]
	// Create makes the table, with the columns of the rows, and is an error where it is there already. Else the table is there and has a column of each name, of a
	// type that takes the values as they are.
	Create bool
}

// Statement is one question to a database: text with placeholders, and what goes in their places, so that no value is ever part of the text. The
// names of tables and columns in it are quoted by the rules of the database.
type Statement struct {
	Text string
	Args []any
}
