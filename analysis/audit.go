package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators"
)

// book is the cells of one indicator and period with the sums that they enter. Secure hides cells until no hidden one follows from those that
// are shown.
type book struct {
	cells []*cell
	small func(num, den indicators.Number) bool
	sums  []sum
}

// sum says that parts add up to a whole.
type sum struct {
	whole *cell
	parts []*cell
}

// secure hides further cells until none that is hidden can be worked out.
//
// First every sum by itself: a lone hidden cell is what is left of the others, and hidden parts whose sum is itself too small tell too
// much together. Then all sums at once: a cell that elimination isolates follows from some chain of them. The cell to hide as well is the
// smallest part that has somebody in it, so that as little as possible is lost.
func (b *book) secure(city indicators.AreaID) {
	if !slices.ContainsFunc(b.cells, func(c *cell) bool { return c.hidden }) {
		return
	}
	b.addSums(city)
	for again := true; again; {
		again = false
		for _, s := range b.sums {
			for b.exposed(s) && s.hideOne() {
				again = true
			}
		}
		if again {
			continue
		}
		for _, c := range determined(b.sums) {
			for _, s := range b.sums {
				if s.has(c) && s.hideOne() {
					again = true
					break
				}
			}
		}
	}
}

// addSums finds which cells add up: districts, or smaller areas that stand in for them, to the city; the categories of a dimension to the
// group without it. Categories are taken to be all there are.
func (b *book) addSums(city indicators.AreaID) {
	type where struct {
		group indicators.Group
		area  indicators.AreaID
	}
	at := make(map[where]*cell, len(b.cells))
	for _, c := range b.cells {
		at[where{c.key.group, c.key.area}] = c
	}
	parts := map[*cell]map[string]int{} // whole and what it is divided by → position in sums
	join := func(whole, part *cell, by string) {
		if whole == nil {
			return
		}
		if parts[whole] == nil {
			parts[whole] = map[string]int{}
		}
		i, ok := parts[whole][by]
		if !ok {
			i = len(b.sums)
			parts[whole][by] = i
			b.sums = append(b.sums, sum{whole: whole})
		}
		b.sums[i].parts = append(b.sums[i].parts, part)
	}
	for _, c := range b.cells {
		if whole := at[where{c.key.group, city}]; whole != nil && whole != c {
			if unknown := !c.num.OK && !c.den.OK; !unknown || !whole.added { // what the source withholds is in no sum of ours
				join(whole, c, "level "+c.level.String())
			}
		}
		categories := c.key.group.Categories()
		for i, category := range categories {
			without, err := indicators.NewGroup(slices.Delete(slices.Clone(categories), i, i+1)...)
			if err == nil {
				join(at[where{without, c.key.area}], c, "group "+category.Dim)
			}
		}
	}
}

// exposed tells whether a sum alone gives hidden cells away.
func (b *book) exposed(s sum) bool {
	var num, den indicators.Number
	hidden, numbers := 0, true
	for _, c := range s.parts {
		if !c.hidden {
			continue
		}
		if hidden++; hidden == 1 {
			num.OK, den.OK = c.num.OK, c.den.OK
		}
		numbers = numbers && (c.num.OK || c.den.OK)
		num = indicators.Number{V: num.V + c.num.V, OK: num.OK && c.num.OK}
		den = indicators.Number{V: den.V + c.den.V, OK: den.OK && c.den.OK}
	}
	if s.whole.hidden {
		return hidden == 0
	}
	return hidden == 1 || hidden > 1 && numbers && b.small(num, den)
}

func (s sum) has(c *cell) bool { return s.whole == c || slices.Contains(s.parts, c) }

// hideOne hides the cell of the sum that is missed least: the smallest part with somebody in it, then the whole, then a part with nobody. It
// returns false when everything is hidden.
func (s sum) hideOne() bool {
	size := func(c *cell) float64 {
		if c.den.OK {
			return c.den.V
		}
		return c.num.V
	}
	empty := func(c *cell) bool { return c.num.OK && c.num.V <= 1e-9 }
	var best *cell
	for _, c := range s.parts {
		if !c.hidden && !empty(c) && (best == nil || cmp.Less(size(c), size(best))) {
			best = c
		}
	}
	if best == nil && !s.whole.hidden {
		best = s.whole
	}
	if best == nil {
		if i := slices.IndexFunc(s.parts, func(c *cell) bool { return !c.hidden }); i >= 0 {
			best = s.parts[i]
		}
	}
	if best == nil {
		return false
	}
	best.hidden = true
	return true
}

// determined returns the hidden cells that the sums and the shown cells leave only one value for. Each sum is an equation in its hidden
// cells; a cell is determined when the equations can be combined into one with that cell alone, which is so exactly when the reduced
// row echelon form has such a row.
func determined(sums []sum) []*cell {
	column := map[*cell]int{}
	var unknown []*cell
	at := func(c *cell) int {
		j, ok := column[c]
		if !ok {
			j = len(unknown)
			column[c] = j
			unknown = append(unknown, c)
		}
		return j
	}
	type term struct {
		column int
		sign   float64
	}
	var equations [][]term
	for _, s := range sums {
		var eq []term
		if s.whole.hidden {
			eq = append(eq, term{at(s.whole), -1})
		}
		for _, c := range s.parts {
			if c.hidden {
				eq = append(eq, term{at(c), 1})
			}
		}
		if len(eq) > 0 {
			equations = append(equations, eq)
		}
	}
	rows := make([][]float64, len(equations))
	for i, eq := range equations {
		rows[i] = make([]float64, len(unknown))
		for _, t := range eq {
			rows[i][t.column] = t.sign
		}
	}
	reduce(rows)
	var out []*cell
	for _, row := range rows {
		only, n := 0, 0
		for j, v := range row {
			if v != 0 {
				only = j
				n++
			}
		}
		if n == 1 {
			out = append(out, unknown[only])
		}
	}
	return out
}

// reduce brings a matrix to reduced row echelon form. Entries begin as −1, 0 or 1; what rounding leaves of a zero is set to zero.
func reduce(rows [][]float64) {
	if len(rows) == 0 {
		return
	}
	const zero = 1e-9
	top := 0
	for col := 0; col < len(rows[0]) && top < len(rows); col++ {
		pivot := top
		for i := top + 1; i < len(rows); i++ {
			if math.Abs(rows[i][col]) > math.Abs(rows[pivot][col]) {
				pivot = i
			}
		}
		if math.Abs(rows[pivot][col]) < zero {
			continue
		}
		rows[top], rows[pivot] = rows[pivot], rows[top]
		lead := rows[top][col]
		for j := range rows[top] {
			rows[top][j] /= lead
		}
		for i := range rows {
			factor := rows[i][col]
			if i == top || factor == 0 {
				continue
			}
			for j, v := range rows[top] {
				if rows[i][j] -= float64(factor * v); math.Abs(rows[i][j]) < zero {
					rows[i][j] = 0
				}
			}
		}
		top++
	}
}
