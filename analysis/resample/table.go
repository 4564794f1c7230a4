package resample

import (
	"math"
	"math/rand/v2"

	"github.com/jamlik/jamlik/indicators/index"
)

// table is the margins of counts of whole people in units and groups: what a random table keeps, all or part.
type table struct {
	units, groups []float64
}

// tableOf returns the margins of counts, each rounded to whole people.
func tableOf(counts [][]float64) table {
	t := table{units: make([]float64, len(counts[0])), groups: make([]float64, len(counts))}
	for k, col := range counts {
		for i, v := range col {
			v = math.Round(v)
			t.units[i] += v
			t.groups[k] += v
		}
	}
	return t
}

// dealer makes, for each goroutine, what fills counts, one slice for each group, with a random table.
type dealer func() func(r *rand.Rand, counts [][]float64)

// evenness keeps the units: each one's people are drawn with the composition of all.
func (t table) evenness() dealer {
	mix := NewMultinomial(t.groups)
	return func() func(*rand.Rand, [][]float64) {
		unit := make([]float64, len(t.groups))
		return func(r *rand.Rand, counts [][]float64) {
			for i, n := range t.units {
				mix.deal(r, n, unit)
				for k, v := range unit {
					counts[k][i] = v
				}
			}
		}
	}
}

// systematic keeps the groups: each one's people are drawn over the units in proportion to size.
func (t table) systematic() dealer {
	sizes := NewMultinomial(t.units)
	return func() func(*rand.Rand, [][]float64) {
		return func(r *rand.Rand, counts [][]float64) {
			for k, n := range t.groups {
				sizes.deal(r, n, counts[k])
			}
		}
	}
}

// fixedMargins keeps both: every way to put all people into the places that there are is equally likely, as when people
// change places at random. The groups of a unit are multivariate hypergeometric among the people who are left when the
// units before it are filled.
func (t table) fixedMargins() dealer {
	everybody := index.Total(t.groups)
	return func() func(*rand.Rand, [][]float64) {
		left := make([]float64, len(t.groups))
		return func(r *rand.Rand, counts [][]float64) {
			copy(left, t.groups)
			all := everybody
			for i, places := range t.units {
				others := all
				all -= places
				for k := range left {
					others -= left[k] // in the groups after k
					v := Hypergeometric(r, left[k], others, places)
					counts[k][i] = v
					left[k] -= v
					places -= v
				}
			}
		}
	}
}
