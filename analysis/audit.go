package analysis

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/analysis/suppress"
	"github.com/jamlik/jamlik/indicators"
)

// book is the cells of one indicator and period with the sums that they enter. Secure hides cells until no hidden one follows from those that
// are shown, nor can be told too closely.
type book struct {
	indicator     indicators.Indicator
	period        indicators.Period
	noisy         bool // there is noise or rounding: parts need not come to their whole
	cells         []*cell
	sums          []suppress.Sum // of the cells by their positions
	secret        bool           // some cell is hidden
	contradictory bool
	found         suppress.Result
}

// secure hides the cells that a rule withholds and as many others as protect those, so that as few persons as possible are lost. Where parts
// and wholes contradict one another there is no telling what a reader makes of them, and all cells are hidden.
func (b *book) secure(p *protector, city indicators.AreaID) {
	b.oneGroup(p)
	if !slices.ContainsFunc(b.cells, func(c *cell) bool { return c.rule != suppress.NoRule }) {
		return
	}
	b.secret = true
	b.addSums(p, city)
	found, err := suppress.Protect(b.table(p), suppress.Options{})
	if err != nil {
		b.contradictory = true
		for _, c := range b.cells {
			c.hidden = true
		}
		return
	}
	b.found = found
	for i, c := range b.cells {
		c.hidden = found.Withheld[i]
	}
}

// table returns the numerators and the denominators of the cells as they are to be protected.
//
// A reader is taken to know the denominator of a share, for populations are published elsewhere, and where nobody at all is counted: such a
// cell protects no other. Of a hidden numerator he must not be able to say more than an interval of the width asked for, of a population that is
// too small not more than that it may be so large as is large enough. What is lost with a cell is its persons.
func (b *book) table(p *protector) suppress.Table {
	n := len(b.cells)
	layer := func() suppress.Layer {
		return suppress.Layer{Value: make([]float64, n), Upper: make([]float64, n), Width: make([]float64, n)}
	}
	t := suppress.Table{Cost: make([]float64, n), Sums: b.sums}
	num, den := layer(), layer()
	for i, c := range b.cells {
		num.Value[i], num.Upper[i], num.Width[i] = math.NaN(), math.Inf(1), math.NaN()
		den.Value[i], den.Upper[i], den.Width[i] = math.NaN(), math.Inf(1), math.NaN()
		t.Cost[i] = 1
		if c.num.OK {
			num.Value[i] = c.num.V
			t.Cost[i] = 1 + math.Abs(c.num.V)
		}
		if c.den.OK {
			den.Value[i] = c.den.V
			t.Cost[i] = 1 + math.Abs(c.den.V)
			if b.indicator.Unit.Kind == indicators.Share {
				num.Upper[i] = c.den.V
			}
		}
		switch {
		case c.rule == suppress.NoRule:
			if c.num.OK && c.num.V <= 1e-9 {
				num.Upper[i] = c.num.V
			}
		case c.rule == suppress.SmallBase:
			num.Width[i], den.Width[i] = p.min.Width(), p.min.MinDenominator
		case c.rule == suppress.BySource:
			num.Width[i], den.Width[i] = p.min.Width(), p.min.Width()
		default:
			num.Width[i] = p.min.Width()
		}
	}
	t.Layers = []suppress.Layer{num, den}
	return t
}

// Width returns how wide the interval of a withheld count must be at least.
func (d Disclosure) Width() float64 {
	switch {
	case d.Protection > 0:
		return d.Protection
	case d.MinCount > 0:
		return d.MinCount
	}
	return 1
}

// oneGroup withholds the counts of a group that makes up more of all persons of an area than may be: what is told of the group is told of each
// of them.
func (b *book) oneGroup(p *protector) {
	if p.min.MaxShare == 0 || b.indicator.Unit.Kind != indicators.Count {
		return
	}
	for _, c := range b.cells {
		for without := range wholes(c.key.group) {
			whole := p.cells[cellKey{c.key.book, without, c.key.area}]
			if c.rule == suppress.NoRule && whole != nil && whole.num.OK && c.num.OK {
				c.rule = suppress.Rules{MaxShare: p.min.MaxShare}.Count(c.num.V, whole.num.V, false)
			}
		}
	}
}

// wholes yields the groups that a group is a category of, with the dimension.
func wholes(g indicators.Group) func(yield func(indicators.Group, string) bool) {
	return func(yield func(indicators.Group, string) bool) {
		categories := g.Categories()
		for i, category := range categories {
			without, err := indicators.NewGroup(slices.Delete(slices.Clone(categories), i, i+1)...)
			if err == nil && !yield(without, category.Dim) {
				return
			}
		}
	}
}

// sumKey tells the sums of a whole apart by what it is divided by.
type sumKey struct {
	whole int
	by    string
}

// addSums finds which cells add up: the areas of each level to the city; areas to those that they lie in, where all of them are there; the
// categories of a dimension to the group without it. Categories are taken to be all there are.
func (b *book) addSums(p *protector, city indicators.AreaID) {
	at := make(map[cellKey]int, len(b.cells))
	for i, c := range b.cells {
		at[c.key] = i
	}
	places := map[sumKey]int{}
	join := func(whole, part int, by string, rough bool) {
		k := sumKey{whole, by}
		i, ok := places[k]
		if !ok {
			i = len(b.sums)
			places[k] = i
			b.sums = append(b.sums, suppress.Sum{Whole: whole, Overlap: b.noisy || b.cells[whole].rough})
		}
		s := &b.sums[i]
		s.Parts = append(s.Parts, part)
		s.Overlap = s.Overlap || rough || b.cells[part].rough
	}
	for i, c := range b.cells {
		if w, ok := at[cellKey{c.key.book, c.key.group, city}]; ok && b.cells[w].level < c.level && b.sharesIn(c, b.cells[w]) {
			join(w, i, "level "+c.level.String(), p.overlapping && c.level == indicators.District)
		}
		for without, dim := range wholes(c.key.group) {
			if w, ok := at[cellKey{c.key.book, without, c.key.area}]; ok {
				join(w, i, "group "+dim, false)
			}
		}
	}
	// A lone category is no sum: what is missing of it from everyone is nowhere to be read.
	b.sums = slices.DeleteFunc(b.sums, func(s suppress.Sum) bool {
		return len(s.Parts) == 1 && b.cells[s.Parts[0]].key.area == b.cells[s.Whole].key.area
	})
	b.addNested(p, city, at)
}

// sharesIn tells whether a cell is in a whole: what the source withholds is in no sum of ours.
func (b *book) sharesIn(c, whole *cell) bool { return c.num.OK || c.den.OK || !whole.added }

// addNested finds the areas between the city and the smallest, whose parts are all among the cells.
func (b *book) addNested(p *protector, city indicators.AreaID, at map[cellKey]int) {
	var levels []indicators.Level
	for _, c := range b.cells {
		if !slices.Contains(levels, c.level) {
			levels = append(levels, c.level)
		}
	}
	slices.Sort(levels)
	for w, whole := range b.cells {
		if whole.key.area == city {
			continue
		}
		for _, level := range levels {
			if level <= whole.level {
				continue
			}
			s := suppress.Sum{Whole: w, Overlap: b.noisy || whole.rough}
			members := p.reg.Within(whole.key.area, level)
			for _, m := range members {
				i, ok := at[cellKey{whole.key.book, whole.key.group, m.Area}]
				if !ok || !b.sharesIn(b.cells[i], whole) {
					break
				}
				s.Parts, s.Weights = append(s.Parts, i), append(s.Weights, min(1, m.Weight))
				s.Overlap = s.Overlap || b.cells[i].rough || m.Weight < 1
			}
			if len(members) > 0 && len(s.Parts) == len(members) {
				b.sums = append(b.sums, s)
			}
		}
	}
}
