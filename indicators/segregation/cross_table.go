package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
)

// crossTable is units × groups counts in rows, of units and groups that all have people, with their shares of everybody.
type crossTable struct {
	cells []float64 // unit 0 by group, unit 1 by group, …
	unit  []float64 // shares, which add up to 1
	group []float64
}

// newCrossTable returns the chosen units and groups of c, numbered as they are chosen.
func newCrossTable(c index.Composition, units, groups []int) (crossTable, error) {
	ct := crossTable{
		cells: make([]float64, len(units)*len(groups)),
		unit:  make([]float64, len(units)),
		group: make([]float64, len(groups)),
	}
	sums := make([]index.Sum, len(groups))
	var T index.Sum
	for row, i := range units {
		for col, k := range groups {
			n := c.Counts[k][i]
			ct.cells[row*len(groups)+col] = n
			ct.unit[row] += n
			sums[col] = sums[col].Plus(n)
		}
		T = T.Plus(ct.unit[row])
	}
	total := T.Value()
	if !(total <= math.MaxFloat64) {
		return ct, index.Undefined("the counts are too large to add")
	}
	for row := range ct.unit {
		ct.unit[row] /= total
	}
	for col := range ct.group {
		ct.group[col] = sums[col].Value() / total
	}
	return ct, nil
}

// Bounds of iterative proportional fitting. A fit that is still far from its margins after patience iterations more
// than before has no limit, or reaches it only as one over the number of iterations.
const (
	fitTolerance  = 1e-12 // relative, of every margin
	fitIterations = 10_000
	patience      = 100
)

// fit scales the rows and columns of ct until the units have the shares unit and the groups the shares group, both of
// which add up to 1. A row i of the fitted table is unit[i] · cells[i,k] factor[k] / Σ_k cells[i,k] factor[k], so it
// needs no memory but the factors of the groups, which it sets.
func (ct crossTable) fit(unit, group, factor []float64) error {
	for k := range factor {
		factor[k] = 1
	}
	sums := make([]float64, len(factor))
	before := math.Inf(1)
	for iteration := range fitIterations {
		ct.columns(unit, factor, sums)
		off := 0.0
		for k, want := range group {
			if want > 0 {
				off = max(off, math.Abs(sums[k]/want-1))
			}
		}
		switch {
		case off <= fitTolerance:
			return nil
		case off-off != 0:
			return index.Undefined("the counts differ too much in size to compute with")
		}
		if iteration%patience == 0 {
			if off > 0.9*before {
				break
			}
			before = off
		}
		for k, want := range group {
			if want > 0 {
				factor[k] *= want / sums[k]
			} else {
				factor[k] = 0
			}
		}
	}
	return index.Undefined("the empty cells of the one table do not allow the unit and group totals of the other: " +
		"iterative proportional fitting does not converge")
}

// columns sets sums to the shares of the groups in ct with the rows at the shares unit and the factors of the groups.
func (ct crossTable) columns(unit, factor, sums []float64) {
	K := len(factor)
	clear(sums)
	for i, share := range unit {
		row := ct.cells[i*K : (i+1)*K]
		total := 0.0
		for k, n := range row {
			total += float64(n * factor[k])
		}
		if share == 0 {
			continue
		}
		share /= total
		for k, n := range row {
			sums[k] += float64(float64(n*factor[k]) * share)
		}
	}
}
