package segregation

import (
	"cmp"
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// scale is people on an ordered scale, made ready to go through from the lowest place to the highest.
type scale struct {
	cells  []cell    // by ascending place, and within a place by unit; all have people
	totals []float64 // people of each unit
	T      float64
}

// cell is the people of a unit at one place on the scale.
type cell struct {
	place  float64
	unit   int
	people float64
}

// newScale checks r and sorts it. At least two places on the scale have people.
func newScale(r index.Ranked) (*scale, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	cells := make([]cell, 0, len(r.Values))
	for j, v := range r.Values {
		if w := r.Weight(j); w > 0 {
			cells = append(cells, cell{v, r.Unit[j], w})
		}
	}
	slices.SortStableFunc(cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.unit, b.unit))
	})
	s := &scale{totals: make([]float64, r.Units)}
	var total index.Sum
	places := 0
	for _, c := range cells {
		last := len(s.cells) - 1
		switch {
		case last < 0 || s.cells[last].place != c.place:
			places++
			s.cells = append(s.cells, c)
		case s.cells[last].unit != c.unit:
			s.cells = append(s.cells, c)
		default:
			s.cells[last].people += c.people
		}
		total = total.Plus(c.people)
	}
	// In the order in which thresholds adds: a unit's people below the last of its places are then all of them to the last digit.
	for _, c := range s.cells {
		s.totals[c.unit] += c.people
	}
	if s.T = total.Value(); !(s.T <= math.MaxFloat64) {
		return nil, index.Undefined("the counts are too large to add")
	}
	if places < 2 {
		return nil, index.Undefined("needs people at 2 different places on the scale at least, has them at %d", places)
	}
	return s, nil
}

// newScaleOfUnits is newScale for an index that compares units: at least two have people.
func newScaleOfUnits(r index.Ranked) (*scale, error) {
	s, err := newScale(r)
	if err != nil {
		return nil, err
	}
	units := 0
	for _, t := range s.totals {
		if t > 0 {
			units++
		}
	}
	if units < 2 {
		return nil, index.Undefined("needs people in at least 2 units, has them in %d", units)
	}
	return s, nil
}

// levels calls f with the cells of each place on the scale, lowest first.
func (s *scale) levels(f func(cells []cell)) {
	for from := 0; from < len(s.cells); {
		to := from + 1
		for to < len(s.cells) && s.cells[to].place == s.cells[from].place {
			to++
		}
		f(s.cells[from:to])
		from = to
	}
}

// spread calls f with each cell and the part of the population, from below to above, that its place on the scale holds when
// the people who share a place are spread over it evenly.
func (s *scale) spread(f func(c cell, below, above float64)) {
	var sum index.Sum
	below := 0.0
	s.levels(func(cells []cell) {
		for _, c := range cells {
			sum = sum.Plus(c.people)
		}
		above := min(sum.Value()/s.T, 1)
		for _, c := range cells {
			f(c, below, above)
		}
		below = above
	})
}

// overlap returns how much of the interval from a to b lies between low and high, as a share of it. An interval too short
// for digits to show lies in one place.
func overlap(a, b, low, high float64) float64 {
	if a == b {
		if low <= a && (a < high || high == 1) {
			return 1
		}
		return 0
	}
	return max(0, min(b, high)-max(a, low)) / (b - a)
}

// variation is how divided a group of two kinds of people is, with c the share of one of them: 0 when c is 0 or 1, and 1
// at ½.
type variation func(c float64) float64

// The variations of Reardon (2009).
func entropyVariation(c float64) float64 {
	if c <= 0 || c >= 1 {
		return 0
	}
	return -(c*math.Log2(c) + float64((1-c)*math.Log2(1-c)))
}
func ratioVariation(c float64) float64      { return 4 * c * (1 - c) }
func rootVariation(c float64) float64       { return 2 * math.Sqrt(max(0, c*(1-c))) }
func differenceVariation(c float64) float64 { return 1 - math.Abs(2*c-1) }

// threshold parts the people into those below and those above.
type threshold struct {
	p      float64 // share of the people below
	v      float64 // variation of the whole population
	within float64 // mean variation of the units, by population
}

// thresholds returns what lies between each two neighbouring places on the scale. The variation of a unit is computed anew
// only where somebody of it has moved from above to below.
func (s *scale) thresholds(v variation) []threshold {
	var out []threshold
	below, varied := make([]float64, len(s.totals)), make([]float64, len(s.totals))
	var people, within index.Sum
	s.levels(func(cells []cell) {
		for _, c := range cells {
			people = people.Plus(c.people)
			below[c.unit] += c.people
			now := s.totals[c.unit] / s.T * v(min(below[c.unit]/s.totals[c.unit], 1))
			within = within.Plus(now).Plus(-varied[c.unit])
			varied[c.unit] = now
		}
		p := people.Value() / s.T
		out = append(out, threshold{p, v(p), within.Value()})
	})
	return out[:len(out)-1] // nobody is above the highest place
}

// ordinal returns Reardon's index for one variation.
func ordinal(r index.Ranked, v variation) (float64, error) {
	s, err := newScaleOfUnits(r)
	if err != nil {
		return 0, err
	}
	var all, units index.Sum
	for _, t := range s.thresholds(v) {
		all, units = all.Plus(t.v), units.Plus(t.within)
	}
	if !(all.Value() > 0) {
		return 0, index.Undefined("the counts differ too much in size to compute with")
	}
	return within(0, 1-units.Value()/all.Value(), 1)
}
