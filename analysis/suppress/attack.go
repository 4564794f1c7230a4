package suppress

import (
	"math"
	"slices"
)

// Interval is what a reader can say of a withheld number: it lies between Lower and Upper. OK is false for numbers that are shown or not there.
type Interval struct {
	Lower, Upper float64
	OK           bool
}

// Width returns how wide the interval is; NaN where there is none.
func (i Interval) Width() float64 {
	if !i.OK {
		return math.NaN()
	}
	return i.Upper - i.Lower
}

// Attack returns, for each layer and cell, the interval that a reader can narrow a withheld number down to: the least and the greatest value
// that fit the sums, the shown cells and what is known beforehand, two linear programmes for each cell. Bounds that are not known are taken
// as four times the largest number of the layer. It returns [ErrContradictory] where nothing fits.
//
// Numbers are taken as continuous. Counts are whole, so the true interval of a reader may be narrower than this one by less than one at
// either end, and in tables of three dimensions and more sometimes by more. Where more than some hundred withheld cells hang together, a cell is
// looked at with those about it and the farther ones are taken as known: the reader's interval is then at least as wide as the one returned.
func (t Table) Attack(withheld []bool) ([][]Interval, error) {
	if err := t.check(); err != nil {
		return nil, err
	}
	out := make([][]Interval, len(t.Layers))
	for l, layer := range t.Layers {
		s, err := t.systemOf(layer, withheld)
		if err != nil {
			return nil, err
		}
		out[l] = make([]Interval, len(t.Cost))
		for _, c := range s.components(withheld) {
			found, ok := s.attackAll(c, withheld, c.cells, nil)
			if !ok {
				return nil, ErrContradictory
			}
			for k, i := range c.cells {
				out[l][i] = found[k].Interval
			}
		}
	}
	return out, nil
}

// The most cells of a component that are looked at together, and how many about a cell in larger ones: first few, then more where few do not do.
const (
	mostTogether = 600
	fewAbout     = 48
	manyAbout    = 360
	ofEachRow    = 6
)

// attackAll narrows the targets of a component down. In a large one each is looked at with some of the cells about it, and with more where those
// do not leave it as much room as enough says; nil wants no more.
func (s *system) attackAll(c component, withheld []bool, targets []int, enough func(i int, found attacked) bool) ([]attacked, bool) {
	if len(c.cells) <= mostTogether {
		return s.attack(c, withheld, targets)
	}
	out := make([]attacked, len(targets))
	for k, i := range targets {
		for _, most := range []int{fewAbout, manyAbout} {
			found, ok := s.attack(s.about(i, withheld, most), withheld, []int{i})
			if !ok {
				return nil, false
			}
			out[k] = found[0]
			if enough == nil || enough(i, found[0]) {
				break
			}
		}
	}
	return out, true
}

// about returns a cell with withheld cells about it, those of its sums first, and then of theirs; some of each sum. Cells whose number is not known
// come with their sums, for they cannot be taken as known.
func (s *system) about(i int, withheld []bool, most int) component {
	c := component{cells: []int{i}}
	in, rows := map[int]bool{i: true}, map[int]bool{}
	for next := 0; next < len(c.cells); next++ {
		for _, r := range s.of[c.cells[next]] {
			if rows[r] {
				continue
			}
			rows[r] = true
			c.rows = append(c.rows, r)
			taken := 0
			for _, x := range s.rows[r] {
				unknown := math.IsNaN(s.value[x.cell])
				if !withheld[x.cell] || in[x.cell] || !unknown && (taken >= ofEachRow || len(c.cells) >= most) {
					continue
				}
				in[x.cell] = true
				c.cells = append(c.cells, x.cell)
				taken++
			}
		}
	}
	slices.Sort(c.cells)
	slices.Sort(c.rows)
	return c
}

// component is withheld cells that equations join, with those equations.
type component struct{ cells, rows []int }

// components returns the parts that the withheld cells fall into, in the order of their first cells. Cells whose number is shown hold nothing
// together: what one part leaves open says nothing of another.
func (s *system) components(withheld []bool) []component {
	seen := make([]bool, len(withheld))
	rowSeen := make([]bool, len(s.rows))
	var out []component
	for first := range withheld {
		if !withheld[first] || seen[first] {
			continue
		}
		seen[first] = true
		c := component{cells: []int{first}}
		for next := 0; next < len(c.cells); next++ {
			for _, r := range s.of[c.cells[next]] {
				if rowSeen[r] {
					continue
				}
				rowSeen[r] = true
				c.rows = append(c.rows, r)
				for _, x := range s.rows[r] {
					if withheld[x.cell] && !seen[x.cell] {
						seen[x.cell] = true
						c.cells = append(c.cells, x.cell)
					}
				}
			}
		}
		slices.Sort(c.cells)
		slices.Sort(c.rows)
		out = append(out, c)
	}
	return out
}

// attacked is the interval of a cell with the dual values of its two programmes, one for each row of its component.
type attacked struct {
	Interval
	most, least []float64
	scale       float64 // the largest number that it comes from
}

// slack is what rounding may make of an interval.
func (a attacked) slack(asked float64) float64 { return 1e-6*min(1, asked) + 1e-9*a.scale }

// attack narrows the targets down; false where nothing fits what is shown. The opened cells, if any, are shown but may move by a trifle of
// their bounds: then the dual values are, of all that prove the same interval, those that ask least of the cells that might be withheld too.
func (s *system) attack(c component, withheld []bool, targets []int, opened ...int) ([]attacked, bool) {
	const trifle = 1e-6
	column := make(map[int]int, len(c.cells)+len(opened))
	for j, i := range slices.Concat(c.cells, opened) {
		column[i] = j
	}
	a, b := make([][]float64, len(c.rows)), make([]float64, len(c.rows))
	scale := 1.0
	for k, r := range c.rows {
		a[k] = make([]float64, len(column))
		rest, unopened := s.right[r], 0.0
		for _, x := range s.rows[r] {
			if j, ok := column[x.cell]; ok {
				a[k][j] += x.coef
			} else {
				rest -= float64(x.coef * s.value[x.cell])
			}
			if withheld[x.cell] && !math.IsNaN(s.value[x.cell]) {
				unopened = max(unopened, math.Abs(s.value[x.cell]))
			}
		}
		b[k] = rest
		scale = max(scale, unopened)
	}
	lower, upper := make([]float64, len(column)), make([]float64, len(column))
	for j, i := range c.cells {
		lower[j], upper[j] = s.lower[i]/scale, s.upper[i]/scale
	}
	for j, i := range opened {
		v := s.value[i]
		j += len(c.cells)
		lower[j] = (v - float64(trifle*(v-s.lower[i]))) / scale
		upper[j] = (v + float64(trifle*(s.upper[i]-v))) / scale
	}
	for k := range b {
		b[k] /= scale
	}
	p, ok := newProgramme(a, b, lower, upper)
	if !ok {
		return nil, false
	}
	out := make([]attacked, len(targets))
	form := make([]float64, len(lower))
	for k, i := range targets {
		j := column[i]
		form[j] = 1
		out[k].most = p.maximise(form)
		hi := p.value(j)
		form[j] = -1
		out[k].least = p.maximise(form)
		lo := p.value(j)
		form[j] = 0
		out[k].Interval, out[k].scale = Interval{Lower: lo * scale, Upper: hi * scale, OK: true}, scale
	}
	return out, true
}
