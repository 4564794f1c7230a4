package suppress

import (
	"cmp"
	"math"
	"slices"
)

// Options limit the work. The zero value is the default of each.
type Options struct {
	// Exact is the most cells that an exact answer is sought for at once, of those that conditions join; default 400. The work of it has a limit
	// as well. Beyond either the answer is that of a heuristic.
	Exact int
}

// DefaultExact is the default of Options.Exact.
const DefaultExact = 400

// Result is which cells are withheld.
type Result struct {
	Withheld []bool
	Primary  []bool       // those of them that are withheld for themselves; the others protect them
	Cost     float64      // of the others
	Bound    float64      // no choice costs less
	Optimal  bool         // Cost is the least: it is Bound
	Interval [][]Interval // of each layer and cell, as Attack returns
	// Short are the primary cells whose interval stays narrower than was asked, whatever is withheld, as where the bounds that a reader knows
	// are themselves close together.
	Short []int
}

// Protect returns the cells to withhold: the primary ones, which have a Width in some layer, and others so that no interval of a primary cell
// is narrower than its width. The cost of the others is the least possible, or near it (Result.Optimal, Result.Bound).
//
// The choice is a covering problem whose conditions are found as they are needed (Fischetti and Salazar 2000): for what is withheld so far,
// an attack finds the cells that are not safe, and the dual values of its linear programme give a condition that every safe choice meets
// (see cut). A heuristic choice is made first, then the least costly choice under the conditions found so far by branch and bound, until it
// is safe. The conditions fall into parts that have no cell in common, and each is solved for itself. The choice is the same on every run. Where
// more than some hundred withheld cells hang together, the heuristic choice stands, with a bound from the conditions.
//
// A cell of which nothing but its own value is at stake, as one without any sum, needs no other. It returns [ErrContradictory] where parts
// exceed their whole.
func Protect(t Table, o Options) (Result, error) {
	if err := t.check(); err != nil {
		return Result{}, err
	}
	if o.Exact == 0 {
		o.Exact = DefaultExact
	}
	p, err := newProtection(t)
	if err != nil {
		return Result{}, err
	}
	// What is safe but perhaps more than is needed.
	choice, err := p.satisfy(func() ([]bool, float64, bool) { return p.cover(o, false) })
	if err != nil {
		return Result{}, err
	}
	rounds := mostRounds
	if p.large(choice) {
		rounds = 1 // for the bound
	} else {
		p.thin(choice)
	}
	// What is least, where that can be found.
	best, bound, optimal := choice, 0.0, false
	for range rounds {
		least, b, exact := p.cover(o, true)
		bound = max(bound, b)
		if b >= p.cost(best)-tiny*(1+p.cost(best)) {
			optimal = true
			break
		}
		if rounds == 1 {
			break
		}
		more, err := p.violated(least, true)
		if err != nil {
			return Result{}, err
		}
		if len(more) == 0 {
			if !exact {
				p.thin(least)
			}
			if p.cost(least) < p.cost(best) {
				best = least
			}
			optimal = exact
			break
		}
		p.add(more)
	}
	return p.result(best, min(bound, p.cost(best)), optimal)
}

const mostRounds = 200

// protection is a table being protected.
type protection struct {
	table   Table
	systems []*system
	roles   []role
	width   [][]float64 // what is asked for, of each layer and cell, as far as it can be had
	above   [][]float64
	cuts    []cut
	parts   map[int]part      // what has been found out about the conditions that the cell is first of
	alone   map[[2]int]bool   // conditions on cells of sums that are among the cuts
	safe    []map[string]bool // of each layer: components that an attack found safe
	short   map[int]bool
	work    int // that may still be put into finding the least
}

func newProtection(t Table) (*protection, error) {
	n := len(t.Cost)
	p := &protection{table: t, roles: make([]role, n), parts: map[int]part{}, alone: map[[2]int]bool{}, short: map[int]bool{}, work: mostWork}
	for i, c := range t.Cost {
		if !math.IsInf(c, 1) {
			p.roles[i] = spare
		}
	}
	withheld := make([]bool, n)
	for _, l := range t.Layers {
		for i, w := range l.Width {
			if !math.IsNaN(w) {
				p.roles[i], withheld[i] = primary, true
			}
		}
	}
	for _, l := range t.Layers {
		s, err := t.systemOf(l, withheld)
		if err != nil {
			return nil, err
		}
		p.systems = append(p.systems, s)
		p.safe = append(p.safe, map[string]bool{})
		width, above := make([]float64, n), make([]float64, n)
		for i, w := range l.Width {
			if w > 0 {
				if width[i] = min(w, s.upper[i]-s.lower[i]); width[i] < w {
					p.short[i] = true
				}
			}
			if l.Above != nil && !math.IsNaN(w) && l.Above[i] > 0 {
				if above[i] = min(l.Above[i], s.upper[i]-s.value[i]); above[i] < l.Above[i] {
					p.short[i] = true
				}
			}
		}
		p.width, p.above = append(p.width, width), append(p.above, above)
	}
	for l, s := range p.systems {
		for i, w := range p.width[l] {
			if w > 0 || p.above[l][i] > 0 {
				p.add(s.rowCuts(l, i, w, p.above[l][i], p.roles))
			}
		}
	}
	return p, nil
}

// add adds conditions. One that cannot be met lowers the width that is asked for to what can be had, and is then put anew.
func (p *protection) add(cuts []cut) {
	for _, c := range cuts {
		if c.short > 0 {
			p.short[c.about] = true
			asked := p.width
			if c.above {
				asked = p.above
			}
			asked[c.layer][c.about] = max(0, asked[c.layer][c.about]-c.short) * (1 - tiny)
			p.cuts = slices.DeleteFunc(p.cuts, func(x cut) bool { return x.layer == c.layer && x.about == c.about })
			p.parts = map[int]part{}
			p.add(p.systems[c.layer].rowCuts(c.layer, c.about, p.width[c.layer][c.about], p.above[c.layer][c.about], p.roles))
			return
		}
		p.cuts = append(p.cuts, c)
	}
}

// large tells whether so many withheld cells hang together that each is looked at with some others only.
func (p *protection) large(withheld []bool) bool {
	return slices.ContainsFunc(p.systems, func(s *system) bool {
		return slices.ContainsFunc(s.components(withheld), func(c component) bool { return len(c.cells) > mostTogether })
	})
}

// satisfy chooses and attacks until nothing is exposed.
func (p *protection) satisfy(choose func() ([]bool, float64, bool)) ([]bool, error) {
	for {
		withheld, _, _ := choose()
		more, err := p.violated(withheld, true)
		if err != nil {
			return nil, err
		}
		if len(more) == 0 {
			return withheld, nil
		}
		p.add(more)
	}
}

// cost is what is lost with the cells that are withheld to protect others.
func (p *protection) cost(withheld []bool) float64 {
	sum := 0.0
	for i, w := range withheld {
		if w && p.roles[i] == spare {
			sum += p.table.Cost[i]
		}
	}
	return sum
}

// violated attacks a choice and returns conditions that it does not meet: none where it is safe. With one wanted, the first will do.
func (p *protection) violated(withheld []bool, all bool) ([]cut, error) {
	var out []cut
	for l, s := range p.systems {
		for _, c := range s.components(withheld) {
			if !all && len(out) > 0 {
				return out, nil
			}
			var targets []int
			for _, i := range c.cells {
				if p.width[l][i] > 0 || p.above[l][i] > 0 {
					targets = append(targets, i)
				}
			}
			name := c.name()
			if len(targets) == 0 || p.safe[l][name] {
				continue
			}
			found, ok := s.attackAll(c, withheld, targets, func(i int, x attacked) bool { return p.meetsWidth(l, i, x) && p.meetsAbove(l, i, x) })
			if !ok {
				return nil, ErrContradictory
			}
			safe := true
			for k, i := range targets {
				if p.meetsWidth(l, i, found[k]) && p.meetsAbove(l, i, found[k]) {
					continue
				}
				safe = false
				if !all {
					return []cut{{}}, nil
				}
				near := c
				if len(c.cells) > mostTogether {
					near = s.about(i, withheld, manyAbout)
				}
				out = append(out, p.cutsOf(l, near, withheld, i, found[k])...)
			}
			if safe {
				p.safe[l][name] = true
			} else {
				out = append(out, p.loners(s, c, withheld)...)
			}
		}
	}
	return out, nil
}

// loners returns new conditions on the cells of a component that are withheld alone in a sum that adds up in every layer.
func (p *protection) loners(s *system, c component, withheld []bool) []cut {
	var out []cut
	for _, r := range c.rows {
		only, n := -1, 0
		for _, x := range s.rows[r] {
			if withheld[x.cell] {
				only = x.cell
				n++
			}
		}
		if n != 1 || p.roles[only] != spare || p.alone[[2]int{only, s.sums[r]}] || !p.everywhere(s.sums[r]) {
			continue
		}
		p.alone[[2]int{only, s.sums[r]}] = true
		if k, ok := s.alone(only, r, p.roles); ok {
			out = append(out, k)
		}
	}
	return out
}

// everywhere tells whether a sum adds up in every layer.
func (p *protection) everywhere(sum int) bool {
	return !slices.ContainsFunc(p.systems, func(s *system) bool {
		_, ok := slices.BinarySearch(s.sums, sum)
		return !ok
	})
}

// cutsOf returns the conditions that an interval that is too narrow proves.
func (p *protection) cutsOf(l int, c component, withheld []bool, i int, found attacked) []cut {
	s := p.systems[l]
	var opened []int
	for _, r := range c.rows {
		for _, x := range s.rows[r] {
			if !withheld[x.cell] && p.roles[x.cell] == spare && !slices.Contains(opened, x.cell) {
				opened = append(opened, x.cell)
			}
		}
	}
	kinds := []attacked{found}
	if again, ok := s.attack(c, withheld, []int{i}, opened...); ok {
		kinds = []attacked{again[0], found}
	}
	var out []cut
	if !p.meetsWidth(l, i, found) {
		out = append(out, p.first(withheld, kinds, func(x attacked) (cut, bool) {
			return s.cutFrom(l, i, p.width[l][i], duals{c.rows, x.most}, duals{c.rows, x.least}, p.roles)
		})...)
		if len(out) == 0 { // rounding hides the condition: the width is had but for a trifle; or farther cells would have to tell
			p.settle(l, i, found)
		}
	}
	if !p.meetsAbove(l, i, found) {
		more := p.first(withheld, kinds, func(x attacked) (cut, bool) {
			return s.cutAbove(l, i, p.above[l][i], duals{c.rows, x.most}, p.roles)
		})
		if out = append(out, more...); len(more) == 0 {
			p.settle(l, i, found)
		}
	}
	return out
}

// settle is content with what a cell has, and says so where that is clearly less than was asked for.
func (p *protection) settle(l, i int, found attacked) {
	above := found.Upper - p.systems[l].value[i]
	if found.Width() < p.width[l][i]*(1-1e-3) || above < p.above[l][i]*(1-1e-3) {
		p.short[i] = true
	}
	p.width[l][i], p.above[l][i] = min(p.width[l][i], found.Width()), max(0, min(p.above[l][i], above))
}

// first returns the first condition that a choice does not meet.
func (p *protection) first(withheld []bool, kinds []attacked, from func(attacked) (cut, bool)) []cut {
	for _, x := range kinds {
		if k, ok := from(x); ok && !k.satisfied(withheld) {
			return []cut{k}
		}
	}
	return nil
}

// meetsWidth tells whether an interval is as wide as asked, but for rounding.
func (p *protection) meetsWidth(l, i int, found attacked) bool {
	asked := p.width[l][i]
	return found.Width() >= asked-found.slack(asked)
}

// meetsAbove tells whether an interval reaches as far above the value as asked.
func (p *protection) meetsAbove(l, i int, found attacked) bool {
	asked := p.above[l][i]
	return asked == 0 || found.Upper-p.systems[l].value[i] >= asked-found.slack(asked)
}

// name tells components apart.
func (c component) name() string {
	b := make([]byte, 0, 4*len(c.cells))
	for _, i := range c.cells {
		b = append(b, byte(i), byte(i>>8), byte(i>>16), byte(i>>24))
	}
	return string(b)
}

// thin shows the cells again that are withheld without need, the costliest first.
func (p *protection) thin(withheld []bool) {
	var spares []int
	for i, w := range withheld {
		if w && p.roles[i] == spare {
			spares = append(spares, i)
		}
	}
	slices.SortStableFunc(spares, func(i, j int) int { return cmp.Compare(p.table.Cost[j], p.table.Cost[i]) })
	for _, i := range spares {
		withheld[i] = false
		if !p.meets(withheld) {
			withheld[i] = true
			continue
		}
		if more, err := p.violated(withheld, false); err != nil || len(more) > 0 {
			withheld[i] = true
		}
	}
}

// meets tells whether a choice meets the conditions found so far.
func (p *protection) meets(withheld []bool) bool {
	return !slices.ContainsFunc(p.cuts, func(c cut) bool { return !c.satisfied(withheld) })
}

func (p *protection) result(withheld []bool, bound float64, optimal bool) (Result, error) {
	r := Result{Withheld: withheld, Primary: make([]bool, len(withheld)), Cost: p.cost(withheld), Bound: bound, Optimal: optimal}
	if optimal {
		r.Bound = r.Cost
	}
	for i, x := range p.roles {
		r.Primary[i] = x == primary
		if p.short[i] {
			r.Short = append(r.Short, i)
		}
	}
	var err error
	r.Interval, err = p.table.Attack(withheld)
	return r, err
}
