// Package indicators is the language of the program: areas, periods, groups, statuses, units, indicators, and the
// table of observations that everything else reads.
//
// An observation is one number about one area, period, indicator and group. A [Table] holds many of them in columns that
// are also an Arrow record, sorted by their unique key, so that one comparison or one index reads one contiguous [Run].
// What a table promises is checked once, when it is made: afterwards nothing downstream checks again.
//
// The package does no input or output, has no clock, and formats nothing for readers. The formulas live in the packages below
// it, which know nothing of tables: they take slices.
package indicators
