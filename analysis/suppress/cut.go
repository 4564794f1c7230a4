package suppress

import (
	"math"
	"slices"
)

// role is what may become of a cell.
type role byte

const (
	open    role = iota // it is shown
	spare               // it may be withheld to protect others
	primary             // it is withheld
)

// cut is a condition on what is withheld: the coefficients of the cells that are come to 1 at least. It belongs to one primary cell; or it holds
// only when one other cell is withheld.
type cut struct {
	layer, about int
	when         int // the cell that it depends on, −1 where it holds in any case
	cells        []int
	coef         []float64 // above 0, at most 1
	short        float64   // what all cells together fall short of what was asked for; 0 where they suffice
	above        bool      // it is about how far the interval reaches above the value, not about its width
}

// duals are the dual values of some rows of a system.
type duals struct {
	rows   []int
	values []float64
}

// reach bounds the greatest value of sign·(number of cell k) over all that a reader may take it for, whatever is withheld: it is at most base
// and the gains of the cells that are withheld. That holds for any dual values (weak duality); the optimal ones make it sharp.
//
// With d = sign·e_k − Aᵀ·dual the number is dual·b + Σ d·y, and every y is at most its value when shown and its bound when withheld.
func (s *system) reach(k int, sign float64, y duals, roles []role, gain map[int]float64) (base float64) {
	d := map[int]float64{k: sign}
	order := []int{k}
	for n, r := range y.rows {
		g := y.values[n]
		if g == 0 {
			continue
		}
		base += float64(g * s.right[r])
		for _, x := range s.rows[r] {
			if _, ok := d[x.cell]; !ok {
				order = append(order, x.cell)
			}
			d[x.cell] -= float64(g * x.coef)
		}
	}
	for _, i := range order {
		v := d[i]
		if math.Abs(v) < tiny {
			continue
		}
		bound := s.upper[i]
		if v < 0 {
			bound = s.lower[i]
		}
		if roles[i] == primary {
			base += float64(v * bound)
			continue
		}
		base += float64(v * s.value[i])
		if roles[i] == spare {
			gain[i] += float64(v * (bound - s.value[i]))
		}
	}
	return base
}

// cutFrom returns the condition that two sets of dual values put on what is withheld for the interval of cell k to be as wide as asked: a
// capacity cut. It is nothing where they ask for nothing.
func (s *system) cutFrom(layer, k int, width float64, most, least duals, roles []role) (cut, bool) {
	gain := map[int]float64{}
	base := s.reach(k, 1, most, roles, gain) + s.reach(k, -1, least, roles, gain)
	return s.capacity(cut{layer: layer, about: k, when: -1}, width-base, gain)
}

// cutAbove returns the condition for the interval of cell k to reach so far above its value.
func (s *system) cutAbove(layer, k int, above float64, most duals, roles []role) (cut, bool) {
	gain := map[int]float64{}
	base := s.reach(k, 1, most, roles, gain)
	return s.capacity(cut{layer: layer, about: k, when: -1, above: true}, s.value[k]+above-base, gain)
}

// capacity completes a condition by which the gains of what is withheld come to a need at least.
func (s *system) capacity(c cut, need float64, gain map[int]float64) (cut, bool) {
	trifle := 1e-9 + 1e-12*s.scale
	if need <= trifle {
		return cut{}, false
	}
	total := 0.0
	for i, g := range gain {
		if g > trifle {
			c.cells = append(c.cells, i)
		}
	}
	slices.Sort(c.cells)
	for _, i := range c.cells {
		total += gain[i]
		c.coef = append(c.coef, min(1, gain[i]/need))
	}
	if total < need-trifle {
		c.short = need - total
	}
	return c, true
}

// rowCuts returns the conditions that single equations put on the interval of cell k: one that it enters must leave it room.
func (s *system) rowCuts(layer, k int, width, above float64, roles []role) []cut {
	var out []cut
	add := func(most, least duals) {
		if c, ok := s.cutFrom(layer, k, width, most, least, roles); ok {
			out = append(out, c)
		}
	}
	for _, r := range s.of[k] {
		coef := 0.0
		for _, x := range s.rows[r] {
			if x.cell == k {
				coef += x.coef
			}
		}
		if s.roomIn(r, k, coef, width, above, roles) {
			continue
		}
		up, down := duals{[]int{r}, []float64{1 / coef}}, duals{[]int{r}, []float64{-1 / coef}}
		add(up, duals{})
		add(duals{}, down)
		add(up, down)
		if above > 0 {
			if c, ok := s.cutAbove(layer, k, above, up, roles); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// room is how low and high the primary cells of a row can go together, and what its other cells leave them.
type room struct{ low, high, left float64 }

// roomIn tells whether the primary cells of a row alone leave cell k, one of them that has this coefficient, all the room that is asked for: then
// the row puts no condition on it.
func (s *system) roomIn(r, k int, coef, width, above float64, roles []role) bool {
	if s.rooms == nil {
		s.rooms = make([]*room, len(s.rows))
	}
	at := s.rooms[r]
	if at == nil {
		at = &room{left: s.right[r]}
		for _, x := range s.rows[r] {
			if roles[x.cell] == primary {
				a, b := float64(x.coef*s.lower[x.cell]), float64(x.coef*s.upper[x.cell])
				at.low, at.high = at.low+min(a, b), at.high+max(a, b)
			} else {
				at.left -= float64(x.coef * s.value[x.cell])
			}
		}
		s.rooms[r] = at
	}
	a, b := float64(coef*s.lower[k]), float64(coef*s.upper[k])
	x, y := (at.left-(at.low-min(a, b)))/coef, (at.left-(at.high-max(a, b)))/coef
	high, low := max(x, y), min(x, y)
	if above > 0 && high < s.value[k]+above {
		return false
	}
	return min(high-s.lower[k], s.upper[k]-low, high-low) >= width
}

// alone returns the condition that a cell must not be the only one of a sum that is withheld to protect others: the others of the sum tell
// it, so that it protects nothing. A choice of least cost meets it. It is void where a primary cell is of the sum.
func (s *system) alone(i, row int, roles []role) (cut, bool) {
	c := cut{about: -1, when: i}
	for _, x := range s.rows[row] {
		if roles[x.cell] == primary {
			return cut{}, false
		}
		if x.cell != i && roles[x.cell] == spare {
			c.cells, c.coef = append(c.cells, x.cell), append(c.coef, 1)
		}
	}
	return c, len(c.cells) > 0
}

// satisfied tells whether what is withheld meets a cut.
func (c cut) satisfied(withheld []bool) bool {
	if c.when >= 0 && !withheld[c.when] {
		return true
	}
	sum := 0.0
	for k, i := range c.cells {
		if withheld[i] {
			sum += c.coef[k]
		}
	}
	return sum >= 1-1e-7
}
