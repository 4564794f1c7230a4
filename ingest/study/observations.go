package study

import (
	"iter"

	"github.com/jamlik/jamlik/indicators"
)

// Parts gives tables that together are the study's observations: one table with all of them where they were held in memory. Each table has
// whole indicators, together with those that they depend on, and [indicators.Table.Indicators] says which. An error ends the sequence.
// The sequence can be gone through again.
func (l *Loaded) Parts() iter.Seq2[*indicators.Table, error] {
	return func(yield func(*indicators.Table, error) bool) { yield(l.Table, nil) }
}

// Len returns the number of observations.
func (l *Loaded) Len() int { return l.Table.Len() }

// Close gives back what the study holds outside of memory. The tables that [Loaded.Parts] gave stay valid; it gives no more of them.
func (l *Loaded) Close() error { return nil }
