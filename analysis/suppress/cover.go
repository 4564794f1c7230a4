package suppress

import (
	"cmp"
	"math"
	"slices"
)

// part is the conditions that have cells in common, and what has been found out about them.
type part struct {
	cuts    int // how many there were then
	exact   bool
	chosen  []int
	bound   float64
	optimal bool
}

// cover returns a choice that meets all conditions found so far, the least costly where exact is asked for and can be had, with a bound that no
// choice is below and whether it is the least.
func (p *protection) cover(o Options, exact bool) (withheld []bool, bound float64, optimal bool) {
	withheld, optimal = make([]bool, len(p.roles)), true
	for i, r := range p.roles {
		withheld[i] = r == primary
	}
	for _, group := range p.groups() {
		first := p.cuts[group[0]].cells[0]
		known, ok := p.parts[first]
		if !ok || known.cuts != len(group) || exact && !known.exact {
			problem := p.covering(group)
			known = part{cuts: len(group), exact: exact}
			chosen := problem.greedy(nil)
			if exact {
				chosen, known.bound, known.optimal = problem.solve(chosen, o.Exact, &p.work)
			}
			for j, x := range chosen {
				if x {
					known.chosen = append(known.chosen, problem.cells[j])
				}
			}
			p.parts[first] = known
		}
		for _, i := range known.chosen {
			withheld[i] = true
		}
		bound += known.bound
		optimal = optimal && known.optimal
	}
	return withheld, bound, optimal
}

// groups returns the positions of conditions that have cells in common, directly or through others.
func (p *protection) groups() [][]int {
	root := make([]int, len(p.roles))
	for i := range root {
		root[i] = i
	}
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	join := func(i, j int) {
		if a, b := find(i), find(j); a != b {
			root[max(a, b)] = min(a, b)
		}
	}
	for _, c := range p.cuts {
		for _, i := range c.cells {
			join(c.cells[0], i)
		}
		if c.when >= 0 {
			join(c.cells[0], c.when)
		}
	}
	at := make([]int, len(p.roles)) // place among the groups, from 1
	var out [][]int
	for k, c := range p.cuts {
		r := find(c.cells[0])
		if at[r] == 0 {
			out = append(out, nil)
			at[r] = len(out)
		}
		out[at[r]-1] = append(out[at[r]-1], k)
	}
	return out
}

// covering is a problem: the cheapest choice of columns whose coefficients come to 1 in each row.
type covering struct {
	cells []int // of the columns
	cost  []float64
	rows  []sparse
}

// sparse is the columns of a row that have coefficients. Where it depends on a column, it holds only when that is taken.
type sparse struct {
	columns []int
	coef    []float64
	when    int // −1 where it holds in any case
}

func (p *protection) covering(group []int) covering {
	var c covering
	column := map[int]int{}
	at := func(i int) int {
		j, ok := column[i]
		if !ok {
			j = len(c.cells)
			column[i] = j
			c.cells, c.cost = append(c.cells, i), append(c.cost, p.table.Cost[i])
		}
		return j
	}
	for _, k := range group {
		x := p.cuts[k]
		row := sparse{coef: x.coef, when: -1}
		for _, i := range x.cells {
			row.columns = append(row.columns, at(i))
		}
		if x.when >= 0 {
			row.when = at(x.when)
		}
		c.rows = append(c.rows, row)
	}
	return c
}

// choice of a column: not yet, or fixed.
const (
	undecided int8 = iota
	taken
	left
)

// greedy takes the column that fills most for its cost until all rows are filled, and then gives back what was not needed. It returns nil where
// the columns that are left do not suffice.
func (c covering) greedy(fixed []int8) []bool {
	chosen := make([]bool, len(c.cells))
	for j, f := range fixed {
		chosen[j] = f == taken
	}
	fills := make([]float64, len(c.cells))
	for {
		clear(fills)
		done := true
		for _, row := range c.rows {
			missing := row.missing(chosen)
			if missing <= 1e-7 {
				continue
			}
			done = false
			for k, j := range row.columns {
				fills[j] += min(row.coef[k], missing)
			}
		}
		if done {
			break
		}
		best, ratio := -1, 0.0
		for j, f := range fills {
			if chosen[j] || fixed != nil && fixed[j] == left {
				continue
			}
			if q := f / c.cost[j]; q > ratio {
				best, ratio = j, q
			}
		}
		if best < 0 {
			return nil
		}
		chosen[best] = true
	}
	order := make([]int, 0, len(chosen))
	for j, x := range chosen {
		if x && (fixed == nil || fixed[j] != taken) {
			order = append(order, j)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(c.cost[j], c.cost[i]) })
	for _, j := range order {
		chosen[j] = false
		chosen[j] = !c.met(chosen)
	}
	return chosen
}

// missing is what the chosen columns leave of a row.
func (row sparse) missing(chosen []bool) float64 {
	if row.when >= 0 && !chosen[row.when] {
		return 0
	}
	rest := 1.0
	for k, j := range row.columns {
		if chosen[j] {
			rest -= row.coef[k]
		}
	}
	return rest
}

func (c covering) costOf(chosen []bool) float64 {
	sum := 0.0
	for j, x := range chosen {
		if x {
			sum += c.cost[j]
		}
	}
	return sum
}

// The limits of an exact answer: the entries of a linear programme, and the entries that all of them may go over.
const (
	mostSize = 2_000_000
	mostWork = 1_500_000_000
)

// solve finds the cheapest choice by branch and bound on linear programmes, going on from a choice that will do. It returns the best it found,
// a bound that none is below, and whether they agree.
func (c covering) solve(best []bool, exact int, work *int) (chosen []bool, bound float64, optimal bool) {
	cost := c.costOf(best)
	if len(c.cells)*(len(c.rows)+2*len(c.cells)) > mostSize || *work <= 0 {
		return best, c.simpleBound(), false
	}
	root, _, ok := c.relax(make([]int8, len(c.cells)), work)
	if !ok {
		return best, 0, false
	}
	closed := func(b float64) bool { return b >= cost-1e-7*(1+cost) }
	if closed(root) {
		return best, cost, true
	}
	if len(c.cells) > exact {
		return best, root, false
	}
	type node struct {
		fixed []int8
		bound float64
	}
	open := []node{{make([]int8, len(c.cells)), root}}
	for len(open) > 0 && *work > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		if closed(at.bound) {
			continue
		}
		b, x, ok := c.relax(at.fixed, work)
		if !ok || closed(b) {
			continue
		}
		if found := c.greedy(c.rounded(at.fixed, x)); found != nil {
			if v := c.costOf(found); v < cost-1e-9*(1+cost) {
				best, cost = found, v
			}
		}
		branch, gap := -1, 0.0
		for j, v := range x {
			if g := min(v, 1-v); g > 1e-7 && at.fixed[j] == undecided && g*c.cost[j] > gap {
				branch, gap = j, g*c.cost[j]
			}
		}
		if branch < 0 { // whole numbers: this is the best of the node
			found := make([]bool, len(x))
			for j, v := range x {
				found[j] = v > 0.5
			}
			if v := c.costOf(found); v < cost-1e-9*(1+cost) && c.met(found) {
				best, cost = found, v
			}
			continue
		}
		without, with := slices.Clone(at.fixed), slices.Clone(at.fixed)
		without[branch], with[branch] = left, taken
		open = append(open, node{without, b}, node{with, b})
	}
	bound = cost
	for _, n := range open {
		bound = min(bound, n.bound)
	}
	return best, bound, closed(bound)
}

// rounded fixes what a linear programme has made whole: what it takes in full, and what it leaves out stays undecided.
func (c covering) rounded(fixed []int8, x []float64) []int8 {
	out := slices.Clone(fixed)
	for j, v := range x {
		if v > 1-1e-6 {
			out[j] = taken
		}
	}
	return out
}

func (c covering) met(chosen []bool) bool {
	return !slices.ContainsFunc(c.rows, func(row sparse) bool { return row.missing(chosen) > 1e-7 })
}

// simpleBound is the dearest row, each filled from its cheapest columns.
func (c covering) simpleBound() float64 {
	bound := 0.0
	for _, row := range c.rows {
		if row.when >= 0 {
			continue
		}
		order := make([]int, len(row.columns))
		for k := range order {
			order[k] = k
		}
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Compare(c.cost[row.columns[a]]/row.coef[a], c.cost[row.columns[b]]/row.coef[b])
		})
		missing, cost := 1.0, 0.0
		for _, k := range order {
			part := min(1, missing/row.coef[k])
			cost += float64(part * c.cost[row.columns[k]])
			if missing -= float64(part * row.coef[k]); missing <= 1e-9 {
				break
			}
		}
		bound = max(bound, cost)
	}
	return bound
}

// relax returns the least cost where columns may be taken in part, with how much of each; false where what is left does not suffice. The linear
// programme is solved through its dual, greatest Σ missing·π − Σ ρ with Aᵀπ − ρ ≤ cost, which has a row for each column and starts at zero.
func (c covering) relax(fixed []int8, work *int) (cost float64, x []float64, ok bool) {
	x = make([]float64, len(c.cells))
	place := make([]int, len(c.cells))
	var columns []int
	dearest := 0.0
	for j, f := range fixed {
		switch f {
		case taken:
			x[j] = 1
			cost += c.cost[j]
		case undecided:
			place[j] = len(columns)
			columns = append(columns, j)
			dearest = max(dearest, c.cost[j])
		}
	}
	var rows []int
	var missing []float64
	for r, row := range c.rows {
		rest, have := 1.0, 0.0
		if row.when >= 0 {
			switch fixed[row.when] {
			case left:
				continue
			case undecided:
				rest = 0
			}
		}
		for k, j := range row.columns {
			switch fixed[j] {
			case taken:
				rest -= row.coef[k]
			case undecided:
				have += row.coef[k]
			}
		}
		if rest <= 1e-7 && (rest < -1e-7 || row.when < 0 || fixed[row.when] == taken) {
			continue
		}
		if have < rest-1e-7 {
			return 0, nil, false
		}
		rows, missing = append(rows, r), append(missing, rest)
	}
	if len(rows) == 0 {
		return cost, x, true
	}
	m, n := len(rows), len(columns)
	a, b := make([][]float64, n), make([]float64, n)
	form, lower, upper := make([]float64, m+n), make([]float64, m+n), make([]float64, m+n)
	for k, j := range columns {
		a[k] = make([]float64, m+n)
		a[k][m+k] = -1
		b[k] = c.cost[j] / dearest
		form[m+k] = -1
	}
	for q, r := range rows {
		form[q] = missing[q]
		row := c.rows[r]
		depends := row.when >= 0 && fixed[row.when] == undecided
		for k, j := range row.columns {
			if fixed[j] == undecided {
				a[place[j]][q] = row.coef[k]
				if !depends {
					a[place[j]][q] = min(row.coef[k], missing[q])
				}
			}
		}
		if depends {
			a[place[row.when]][q] = -1
		}
	}
	for j := range upper {
		upper[j] = math.Inf(1)
	}
	p, _ := startProgramme(a, b, lower, upper)
	dual := p.maximise(form)
	*work -= p.work
	if p.endless {
		return 0, nil, false
	}
	for k, v := range dual {
		x[columns[k]] = min(1, max(0, v))
	}
	value := 0.0
	for q := range form {
		value += float64(form[q] * p.value(q))
	}
	return cost + float64(value*dearest), x, true
}
