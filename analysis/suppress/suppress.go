// Package suppress protects tables of counts and sums by cell suppression, a method of statistical disclosure control: numbers that tell
// of too few persons are withheld (primary suppression), and as many others as keep those from being worked out through the sums that the
// numbers enter (complementary suppression).
//
// A reader who sees a table with holes knows every sum in it, that counts are not negative and whatever else is known beforehand. What he
// can say of a withheld cell is therefore an interval, from the least to the greatest value that fits all that is shown: two linear
// programmes ([Table.Attack]). A cell is safe when the interval is at least as wide as its Width asks. [Protect] finds the cells to withhold
// that make all primary cells safe and of which the least is lost.
//
// Sources: Kelly, Golden and Assad (1992), Cell suppression: disclosure protection for sensitive tabular data, Networks 22, 397–417;
// Fischetti and Salazar (2000), Models and algorithms for optimizing cell suppression in tabular data with linear constraints, Journal of
// the American Statistical Association 95, 916–928, whose capacity cuts are used here, and (2001), Solving the cell suppression problem on
// tabular data with linear constraints, Management Science 47, 1008–1027; Hundepool et al. (2012), Statistical Disclosure Control, Wiley,
// chapter 4.
package suppress

import (
	"errors"
	"fmt"
	"math"
)

// Table is cells and the sums that they enter. A cell may carry several numbers that are shown or withheld together and add up in the same
// way, as the numerator and the denominator of a share: its layers.
type Table struct {
	Cost   []float64 // what is lost with each cell, above zero; +Inf for one that is shown in any case
	Sums   []Sum
	Layers []Layer
}

// Sum says that parts make up a whole. Where they do not come up to it, what is missing is taken as known to the reader, which withholds
// rather too much than too little.
type Sum struct {
	Whole   int
	Parts   []int
	Weights []float64 // the share of each part that lies in the whole; nil where all of it does
	Overlap bool      // parts may come to more than the whole, for they overlap
}

// Layer is one number for each cell.
type Layer struct {
	Value []float64 // NaN where it is not known, which only a cell that is withheld may be; elsewhere the cell has no such number
	Lower []float64 // what a reader knows of the number beforehand; 0 where nil
	Upper []float64 // +Inf where nil or where nothing is known
	Width []float64 // how wide the interval of a primary cell must be at least; NaN for a cell that is not primary in this layer
	Above []float64 // how far above its value the interval of a primary cell must reach at least; 0 where nil
}

// ErrContradictory is the error of a table whose parts come to more than their whole, or whose shown numbers no withheld ones fit.
var ErrContradictory = errors.New("parts and wholes contradict one another")

// Slack is how much parts may exceed their whole before they contradict it: one for each part and one in a hundred of the whole. Published
// figures are rounded, each by itself.
func Slack(whole float64, parts int) float64 { return float64(parts) + math.Abs(whole)/100 }

// check returns what is wrong with the shape of a table: an error of the caller.
func (t Table) check() error {
	n := len(t.Cost)
	for i, c := range t.Cost {
		if !(c > 0) {
			return fmt.Errorf("cost of cell %d is %v; it must be above 0", i, c)
		}
	}
	for l, layer := range t.Layers {
		if len(layer.Value) != n || len(layer.Width) != n || layer.Lower != nil && len(layer.Lower) != n || layer.Upper != nil && len(layer.Upper) != n || layer.Above != nil && len(layer.Above) != n {
			return fmt.Errorf("layer %d has not one number for each of %d cells", l, n)
		}
	}
	for r, s := range t.Sums {
		if s.Weights != nil && len(s.Weights) != len(s.Parts) {
			return fmt.Errorf("sum %d has %d weights for %d parts", r, len(s.Weights), len(s.Parts))
		}
		if s.Whole < 0 || s.Whole >= n {
			return fmt.Errorf("sum %d: there is no cell %d", r, s.Whole)
		}
		for k, i := range s.Parts {
			if i < 0 || i >= n || i == s.Whole {
				return fmt.Errorf("sum %d: there is no part %d", r, i)
			}
			if s.Weights != nil && !(s.Weights[k] > 0 && s.Weights[k] <= 1) {
				return fmt.Errorf("sum %d: weight %v of a part is not above 0 and at most 1", r, s.Weights[k])
			}
		}
	}
	return nil
}

// term is a cell in an equation.
type term struct {
	cell int
	coef float64
}

// system is one layer of a table as equations: Σ coef·value = right side.
type system struct {
	value, lower, upper []float64
	rows                [][]term
	right               []float64
	of                  [][]int // the rows that each cell enters
	sums                []int   // of each row, its place among the sums of the table
	rooms               []*room // of each row, once they have been asked for
	scale               float64
}

// systemOf returns the equations of a layer. Bounds that are not known are so wide that no interval asked for is narrower.
func (t Table) systemOf(l Layer, withheld []bool) (*system, error) {
	n := len(t.Cost)
	s := &system{value: l.Value, lower: make([]float64, n), upper: make([]float64, n), of: make([][]int, n), scale: 1}
	for i, v := range l.Value {
		if !math.IsNaN(v) {
			s.scale = max(s.scale, math.Abs(v))
		}
		if w := l.Width[i]; !math.IsNaN(w) {
			s.scale = max(s.scale, w)
			if l.Above != nil {
				s.scale = max(s.scale, l.Above[i])
			}
		}
	}
	for i, v := range l.Value {
		s.lower[i], s.upper[i] = 0, math.Inf(1)
		if l.Lower != nil {
			s.lower[i] = l.Lower[i]
		}
		if l.Upper != nil {
			s.upper[i] = l.Upper[i]
		}
		s.lower[i] = max(s.lower[i], -4*s.scale)
		s.upper[i] = min(s.upper[i], 4*s.scale)
		if !math.IsNaN(v) { // the truth is possible
			s.lower[i], s.upper[i] = min(s.lower[i], v), max(s.upper[i], v)
		}
	}
	for place, sum := range t.Sums {
		row := make([]term, 0, 1+len(sum.Parts))
		row = append(row, term{sum.Whole, -1})
		for k, i := range sum.Parts {
			w := 1.0
			if sum.Weights != nil {
				w = sum.Weights[k]
			}
			row = append(row, term{i, w})
		}
		void, unknown, over := false, false, 0.0
		for _, c := range row {
			v := s.value[c.cell]
			if math.IsNaN(v) {
				void = void || !withheld[c.cell]
				unknown = true
				continue
			}
			over += float64(c.coef * v)
		}
		if void || len(sum.Parts) == 0 {
			continue
		}
		right := over
		whole := s.value[sum.Whole]
		if !sum.Overlap && !math.IsNaN(whole) && over > Slack(whole, len(sum.Parts)) {
			return nil, ErrContradictory
		}
		if unknown { // nothing is missing but what is not known
			right = max(0, over)
			if s.lower[sum.Whole] < 0 || math.IsNaN(whole) {
				right = 0
			}
		}
		for _, c := range row {
			s.of[c.cell] = append(s.of[c.cell], len(s.rows))
		}
		s.rows, s.right, s.sums = append(s.rows, row), append(s.right, right), append(s.sums, place)
	}
	return s, nil
}
