package space

import (
	"fmt"
	"math"
)

// Rule is which units weigh on a unit, and how much, before weights are standardised.
type Rule int

// The rules, in the order of [Rules].
const (
	Queen        Rule = iota // those that share a border or a corner weigh 1
	Rook                     // those that share a border weigh 1
	SharedBorder             // the metres of border that they share
	NearestUnits             // the K nearest weigh 1, and all that are as far away as the last of them
	Band                     // those within Limit weigh 1
	ByKernel                 // as Kernel has it
)

// Rules are the names of the rules.
var Rules = []string{"queen", "rook", "border", "nearest", "band", "kernel"}

// Style is how the weights of a unit's neighbours are standardised: the coding schemes W, B and S.
type Style int

// The styles, in the order of [Styles].
const (
	RowStandardised    Style = iota // W: they add up to 1 for each unit that has any
	Binary                          // B: as the rule has them
	VarianceStabilised              // S: divided by the root of the sum of their squares, and all to add up to the number of units that have any
)

// Styles are the names of the styles.
var Styles = []string{"row", "binary", "variance"}

// Weighting says who weighs how much on whom. The zero Weighting is queen contiguity, row-standardised.
type Weighting struct {
	Rule      Rule
	Style     Style
	K         int     // of [NearestUnits]
	Limit     float64 // of [Band], in the unit of the distances
	Kernel    Kernel  // of [ByKernel]; its Self says whether a unit weighs on itself, and how much
	Order     int     // of [Queen] and [Rook]: neighbours at that many steps; 0 is 1
	UpTo      bool    // and those at fewer steps
	Own       bool    // a unit weighs on itself: 1, by [SharedBorder] as much as its longest border, by [ByKernel] as Kernel has it unless that leaves it out
	Symmetric bool    // a unit weighs on those that weigh on it, as much as the heavier of the two, before standardising
}

// maxLinks bounds the memory of weights to a few gigabytes.
const maxLinks = 1 << 28

// Weights returns the weights of units on each other: the links of unit i are those that weigh on it. A unit on which nothing weighs
// has no links (see [Graph.Islands]). Links without weight are left out.
//
// Sources: Cliff & Ord 1981, Spatial Processes; Tiefelsdorf, Griffith & Boots 1999, Environment and Planning A 31, 165–180 (styles).
// Where several units are equally far as the last of the K nearest, libpysal takes those that come first in its tree; here all
// of them count, so that the order of units does not matter.
//
// It is an error wrapping [ErrUnknown] when what the rule needs is unknown.
func (s *Space) Weights(w Weighting) (*Graph, error) {
	g, err := s.neighbours(w)
	if err != nil {
		return nil, err
	}
	if w.Symmetric {
		g = g.Symmetrised()
	}
	if w.Own {
		g = g.withOwn(w.Rule == SharedBorder)
	}
	return g, w.Style.apply(g)
}

func (s *Space) neighbours(w Weighting) (*Graph, error) {
	switch w.Rule {
	case Queen, Rook, SharedBorder:
		return s.contiguity(w)
	case NearestUnits:
		if w.K < 1 {
			return nil, fmt.Errorf("the %d nearest units are wanted; want 1 or more", w.K)
		}
		return s.nearest(w.K)
	case Band:
		if !(w.Limit >= 0) {
			return nil, fmt.Errorf("units within %v are wanted; want a distance", w.Limit)
		}
		return s.within(w.Limit, func(float64) float64 { return 1 }, nil)
	case ByKernel:
		if err := w.Kernel.check(); err != nil {
			return nil, err
		}
		metric, err := s.Metric()
		if err != nil {
			return nil, err
		}
		if err := s.checkSelf(metric, w.Kernel); err != nil {
			return nil, err
		}
		return s.within(w.Kernel.Reach(), w.Kernel.At, func(i int) float64 { return s.ofSelf(w.Kernel, i) })
	}
	return nil, fmt.Errorf("there is no rule %d of weights", w.Rule)
}

// area returns the area of unit i, NaN where it is unknown.
func (s *Space) area(i int) float64 {
	if s.Area == nil {
		return math.NaN()
	}
	return s.Area[i]
}

func (s *Space) contiguity(w Weighting) (*Graph, error) {
	if s == nil || s.Borders == nil {
		return nil, unknown("who lies beside whom")
	}
	g := s.Borders
	if w.Rule != Queen {
		if g.Value == nil {
			return nil, unknown("how much border neighbours share")
		}
		g = g.Rook()
	}
	if w.Rule == SharedBorder {
		if w.Order > 1 {
			return nil, fmt.Errorf("neighbours at %d steps share no border", w.Order)
		}
		return g, nil
	}
	if w.Order < 0 {
		return nil, fmt.Errorf("neighbours at %d steps are wanted", w.Order)
	}
	least := max(1, w.Order)
	if w.UpTo {
		least = 1
	}
	return collect(g.Len(), func() func(int, []Near) []Near {
		walk := g.stepper()
		return func(i int, near []Near) []Near {
			return walk.between(i, least, max(1, w.Order), near)
		}
	})
}

func (s *Space) nearest(k int) (*Graph, error) {
	walker, err := s.Walker()
	if err != nil {
		return nil, err
	}
	return collect(walker.metric.Len(), func() func(int, []Near) []Near {
		walker, _ := s.Walker()
		return func(i int, near []Near) []Near {
			walker.From(i, func(ring []Near) bool {
				for _, x := range ring {
					if int(x.Unit) != i {
						near = append(near, Near{x.Unit, 1})
					}
				}
				return len(near) < k
			})
			return near
		}
	})
}

// within weighs the units at most limit away by their distance, and a unit itself by own where that is given.
func (s *Space) within(limit float64, weight func(d float64) float64, own func(i int) float64) (*Graph, error) {
	metric, err := s.Metric()
	if err != nil {
		return nil, err
	}
	return collect(metric.Len(), func() func(int, []Near) []Near {
		return func(i int, near []Near) []Near {
			near = metric.Within(i, limit, near)
			for k, x := range near {
				near[k].Distance = weight(x.Distance)
			}
			if own == nil {
				return near
			}
			return append(near, Near{int32(i), own(i)})
		}
	})
}

// apply standardises the weights of g.
func (y Style) apply(g *Graph) error {
	switch y {
	case Binary:
		return nil
	case RowStandardised, VarianceStabilised:
	default:
		return fmt.Errorf("there is no style %d of weights", y)
	}
	rows, all := 0, 0.0
	for i := range g.Len() {
		_, value := g.Of(i)
		if len(value) == 0 {
			continue
		}
		largest := value[0]
		for _, v := range value {
			largest = max(largest, v)
		}
		sum := 0.0
		for _, v := range value {
			v /= largest // so that squares of tiny weights are not lost
			if y == VarianceStabilised {
				v *= v
			}
			sum += v
		}
		if y == VarianceStabilised {
			sum = math.Sqrt(sum)
		}
		for k := range value {
			value[k] = value[k] / largest / sum
			all += value[k]
		}
		rows++
	}
	if y == VarianceStabilised && rows > 0 {
		for k := range g.Value {
			g.Value[k] *= float64(rows) / all
		}
	}
	return nil
}
