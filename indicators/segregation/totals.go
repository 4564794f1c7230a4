package segregation

import (
	"math"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// twoGroups checks c and returns the counts of its two groups with their totals X and Y, which are positive.
func twoGroups(c index.Composition) (x, y []float64, X, Y float64, err error) {
	if err := c.Check(2); err != nil {
		return nil, nil, 0, 0, err
	}
	if len(c.Counts) != 2 {
		return nil, nil, 0, 0, index.Undefined("takes two groups, has %d", len(c.Counts))
	}
	x, y = c.Counts[0], c.Counts[1]
	X, Y = index.Total(x), index.Total(y)
	switch {
	case !(X+Y <= math.MaxFloat64):
		err = index.Undefined("the counts are too large to add")
	case X == 0 && Y == 0:
		err = index.Undefined("nobody in any unit")
	case X == 0:
		err = index.Undefined("%s is empty", name(c, 0, "the group of interest"))
	case Y == 0:
		err = index.Undefined("everybody is in %s", name(c, 0, "the group of interest"))
	default:
		err = severalUnits(c)
	}
	return x, y, X, Y, err
}

// severalUnits returns an error when fewer than two units have people: within one unit nobody is apart.
func severalUnits(c index.Composition) error {
	units := 0
	for i := range c.Units() {
		if unitTotal(c, i) > 0 {
			if units++; units == 2 {
				return nil
			}
		}
	}
	return index.Undefined("needs people in at least 2 units, has them in %d", units)
}

// multigroup checks c and returns the totals of its groups and of everybody. At least min groups have people in them. Where
// groups are compared, min being 2, so are units, and at least two have people.
func multigroup(c index.Composition, min int) (N []float64, T float64, err error) {
	if err := c.Check(min); err != nil {
		return nil, 0, err
	}
	N = make([]float64, len(c.Counts))
	var total index.Sum
	populated := 0
	for k, counts := range c.Counts {
		N[k] = index.Total(counts)
		total = total.Plus(N[k])
		if N[k] > 0 {
			populated++
		}
	}
	T = total.Value()
	switch {
	case !(T <= math.MaxFloat64):
		err = index.Undefined("the counts are too large to add")
	case populated == 0:
		err = index.Undefined("nobody in any unit")
	case populated < min:
		err = index.Undefined("needs people in at least %s, has them in %d", lang.Count(min, "group"), populated)
	case min > 1:
		err = severalUnits(c)
	}
	return N, T, err
}

// unitTotal returns the number of people in unit i.
func unitTotal(c index.Composition, i int) float64 {
	t := 0.0
	for _, counts := range c.Counts {
		t += counts[i]
	}
	return t
}

func name(c index.Composition, k int, otherwise string) string {
	if k < len(c.Names) && c.Names[k] != "" {
		return c.Names[k]
	}
	return otherwise
}

// within returns v, put back on the bound that rounding has carried it past. It is an error when the counts are so far
// apart in size (more than 300 powers of ten) that the arithmetic has left the range of numbers.
func within(low, v, high float64) (float64, error) {
	if !(math.Abs(v) <= math.MaxFloat64) {
		return 0, index.Undefined("the counts differ too much in size to compute with")
	}
	return min(max(v, low), high), nil
}
