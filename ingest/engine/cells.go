package engine

import "math/big"

// Cells is the answer to a query, column by column, a row for each combination of keys that at least one row of the table has. Rows are in the order of
// their keys, the first first, by bytes. Combinations that no row has are not there: their count is zero, unlike that of withheld cells, which are.
type Cells struct {
	Keys     []Column
	Counts   []int64 // 0 where withheld
	Withheld []bool
	Sums     []Total
	Warnings []error // what was taken for granted in reading files, such as where a header is
}

// Len returns the number of cells.
func (c *Cells) Len() int { return len(c.Counts) }

// Column is one key of every cell.
type Column struct {
	Name   string
	Values []string
}

// Total is one sum for every cell, exact.
type Total struct {
	Name     string
	Decimals int        // of the sums, which are Units / 10^Decimals
	Units    []*big.Int // nil where withheld, 0 where no row has a value
	Valid    []int64    // rows that have a value of every factor
}
