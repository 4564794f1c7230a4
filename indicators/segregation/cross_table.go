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

// columns sets sums to the shares of the groups in ct with the rows at the shares unit and the factors of the groups.
func (ct crossTable) columns(unit, factor, sums []float64) {
	K := len(factor)
	clear(sums)
	for i, share := range unit {
		if share == 0 {
			continue
		}
		row := ct.cells[i*K : (i+1)*K]
		total := 0.0
		for k, n := range row {
			total += float64(n * factor[k])
		}
		share /= total
		for k, n := range row {
			sums[k] += float64(float64(n*factor[k]) * share)
		}
	}
}

// rows returns the shares of the units in ct when the groups are multiplied by factor.
func (ct crossTable) rows(factor []float64) []float64 {
	K := len(factor)
	out := make([]float64, len(ct.unit))
	var T index.Sum
	for i := range out {
		for k, n := range ct.cells[i*K : (i+1)*K] {
			out[i] += float64(n * factor[k])
		}
		T = T.Plus(out[i])
	}
	total := T.Value()
	for i := range out {
		out[i] /= total
	}
	return out
}
