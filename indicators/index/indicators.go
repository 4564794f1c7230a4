package index

import (
	"math"

	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/indicators/space"
)

// Indicators is a table of units by indicators, the input of composite indices: Columns[k][i] is indicator k in unit i, and NaN
// where it is missing.
type Indicators struct {
	Columns [][]float64
	Weights []float64 // of the indicators; nil means that they count alike
	Reverse []bool    // the indicators of which a low value counts as high; nil means none
	Goals   []Goal    // the goalposts of each indicator; nil where there are none

	Population []float64    // of the units; nil means that every unit counts alike
	SE         [][]float64  // standard errors of the columns; nil where unknown
	Within     []int        // the number, from 0, of the larger unit that each unit lies in; nil where there is none
	Space      *space.Space // where the units lie; nil where unknown
}

// Goal is the two values of an indicator that count as 0 and as 1.
type Goal struct{ Low, High float64 }

// Units returns the number of units.
func (x Indicators) Units() int {
	if len(x.Columns) == 0 {
		return 0
	}
	return len(x.Columns[0])
}

// Check returns an error when fewer than min indicators are given, lengths differ, or a number is infinite, or negative where it
// cannot be. NaN among the columns is a missing value.
func (x Indicators) Check(min int) error {
	k, n := len(x.Columns), x.Units()
	if k < min {
		return Undefined("needs at least %s, has %d", lang.Count(min, "indicator"), k)
	}
	if n == 0 {
		return Undefined("no units")
	}
	for c, column := range x.Columns {
		if len(column) != n {
			return Undefined("indicator %d has %s, indicator 0 has %d", c, lang.Count(len(column), "unit"), n)
		}
		for i, v := range column {
			if math.IsInf(v, 0) {
				return Undefined("indicator %d, unit %d: value %v", c, i, v)
			}
		}
	}
	for _, given := range []struct {
		name string
		n    int
	}{{"weights", len(x.Weights)}, {"directions", len(x.Reverse)}, {"goalposts", len(x.Goals)}, {"columns of standard errors", len(x.SE)}} {
		if given.n != 0 && given.n != k {
			return Undefined("%s but %d %s", lang.Count(k, "indicator"), given.n, given.name)
		}
	}
	if x.Weights != nil {
		if err := (Distribution{Values: x.Weights, Weights: x.Weights}).Check(); err != nil {
			return Undefined("weights of the indicators: %v", err)
		}
	}
	for c, g := range x.Goals {
		if !(g.Low < g.High) || g.High-g.Low > math.MaxFloat64 {
			return Undefined("indicator %d: goalposts %v and %v; want two finite numbers, the lower first", c, g.Low, g.High)
		}
	}
	for c, column := range x.SE {
		if len(column) != n {
			return Undefined("indicator %d has %s with a standard error of %d", c, lang.Count(len(column), "unit"), n)
		}
		for i, se := range column {
			if se < 0 || math.IsInf(se, 0) {
				return Undefined("indicator %d, unit %d: standard error %v", c, i, se)
			}
		}
	}
	if x.Within != nil && len(x.Within) != n {
		return Undefined("%s but larger units of %d", lang.Count(n, "unit"), len(x.Within))
	}
	if x.Population != nil {
		if len(x.Population) != n {
			return Undefined("%s but %s", lang.Count(n, "unit"), lang.Count(len(x.Population), "population"))
		}
		return Distribution{Values: x.Population, Weights: x.Population}.Check()
	}
	return nil
}
