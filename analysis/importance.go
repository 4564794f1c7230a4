package analysis

import (
	"math"

	"github.com/jamlik/jamlik/indicators"
)

// Importance is how the interval of a difference stands to the least difference that matters, [indicators.Indicator.ImportantDifference]. That a
// difference is sure says that it is there, not that it is large: among many persons any difference is sure.
type Importance int8

// The importances, with δ for the least difference that matters. An interval of 95 % within ±δ is the test of equivalence by two one-sided
// tests at 2.5 % each (Schuirmann 1987, Journal of Pharmacokinetics and Biopharmaceutics 15, 657–680), stricter than the usual 5 %.
const (
	NotAssessed           Importance = iota // the indicator has no δ, or the difference no interval
	Important                               // sure, and at least δ
	PerhapsImportant                        // sure, but the interval holds δ
	SureButSmall                            // sure, and smaller than δ
	NoImportantDifference                   // perhaps none, and smaller than δ
	Unclear                                 // perhaps none, but perhaps δ or more
)

var importanceNames = [...]string{"", "important", "perhaps_important", "sure_but_small", "no_important_difference", "unclear"}

// String returns the importance as it is written in tables, empty where there is none.
func (i Importance) String() string { return importanceNames[i] }

// importance judges a difference by its interval.
func importance(ind indicators.Indicator, d Difference) Importance {
	least := ind.ImportantDifference
	if !(least > 0) || !d.OK || !d.Interval {
		return NotAssessed
	}
	farthest := max(math.Abs(d.Lower), math.Abs(d.Upper))
	nearest := min(math.Abs(d.Lower), math.Abs(d.Upper))
	switch sure := d.Sure(0); {
	case sure && nearest >= least:
		return Important
	case sure && farthest >= least:
		return PerhapsImportant
	case sure:
		return SureButSmall
	case farthest < least:
		return NoImportantDifference
	}
	return Unclear
}
