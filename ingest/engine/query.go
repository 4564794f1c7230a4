package engine

// Query says which rows of a table are counted, by what, and what is summed over them. A row is a person, or whatever else is counted.
type Query struct {
	// Table is the name of a table in a database, with its schema or database before a point where it has one (register.persons), or the path of
	// a file or a pattern of paths (persons-*.parquet).
	Table string
	Keys  []Key // what cells are told apart by; at least one
	Sums  []Sum // what is summed in each cell besides counting its rows; often none
	Where []Condition
	// Least is the number of rows that a cell must have for its numbers to leave the engine, and each of its sums, unless it is over none: of other cells
	// only their keys come, marked as withheld. 0 and 1 withhold nothing.
	Least int64
	// Most is how many cells an answer may have; 0 is [MostCells]. More is an error: keys that are nearly as many as the rows, such as coordinates, are no
	// groups of persons, and their cells are the register once more.
	Most int
}

// MostCells is the number of cells that an answer may have where a query does not say.
const MostCells = 10_000_000

// most returns the number of cells that the answer may have.
func (q Query) most() int {
	if q.Most > 0 {
		return q.Most
	}
	return MostCells
}

// Key is a column that cells are told apart by. Its values are text in the answer: whole numbers in decimals without leading zeros, days as
// 2006-01-02, true and false, and the empty text where there is none. A column of
// other numbers is no key.
type Key struct {
	Name   string // in the answer: area, period, or a dimension of groups
	Column string
}

// Sum is the sum over the rows of a cell of the product of some columns: a weight w, its square w·w, a weighted value w·x. Rows where one of them
// has no value are left out of it, and counted in [Cells.Valid].
type Sum struct {
	Name    string
	Factors []string // columns, one to three; the same may come twice
	// Decimals is how many decimals of each factor count, 0 to [MostDecimals]. A value that has more is rounded to them, half away from zero; a floating
	// point number counts as the shortest decimal that reads back as it. What is no number, or needs more than 64 bits then, is an error. The sum has
	// Decimals times the number of factors.
	Decimals int
}

// Condition keeps the rows whose column is one of some values, or lies between two of them. A row without a value is not kept.
type Condition struct {
	Column string
	In     []string // texts, numbers, days or flags, as [Key] writes them; none is empty
	// From and To are whole or decimal numbers or days, both included; empty is without limit. They go with a column of numbers or days.
	From, To string
}
