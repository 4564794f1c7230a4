package resample

import (
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Null names a model of a city where chance alone places people, or where places do not matter.
type Null string

// The models. Counts are rounded to whole people first.
const (
	// Evenness keeps the size of every unit. Its people are drawn with the composition of the city, so the groups of the
	// city vary, and the index is taken of the groups as they are drawn (Carrington and Troske 1997, Journal of Business &
	// Economic Statistics 15, 402–409; PySAL: evenness).
	Evenness Null = "evenness"
	// Systematic keeps the size of every group. Its people are drawn over the units in proportion to size, so the sizes of
	// units vary (Allen, Burgess, Davidson and Windmeijer 2015, Econometrics Journal 18, 40–66; PySAL: systematic).
	Systematic Null = "systematic"
	// FixedMargins keeps both: a random table with the margins of the data (Patefield 1981, Applied Statistics 30, 91–97;
	// R: r2dtable).
	FixedMargins Null = "fixed-margins"
	// PersonPermutation lets all people change places at random (PySAL: person_permutation). Counted, this is exactly
	// FixedMargins: two names for one model.
	PersonPermutation Null = "person-permutation"
	// GeographicPermutation keeps every unit as it is and draws which of them lies where. Only an index that reads where units lie,
	// or the larger units that they lie in, can change; for any other there is no test (PySAL: geographic_permutation).
	GeographicPermutation Null = "geographic-permutation"
)

// Nulls lists the models in the order they are explained.
var Nulls = []Null{Evenness, Systematic, FixedMargins, PersonPermutation, GeographicPermutation}

// why tells why a statistic cannot be tested by the model, if it cannot.
func (m Null) why(in index.Input, stat Statistic) string {
	shape := stat.Index.Shape()
	switch {
	case !slices.Contains(Nulls, m):
		return "no null model is called " + string(m)
	case shape != index.ShapeTwoGroup && shape != index.ShapeMultiGroup && shape != index.ShapeRanked:
		return "a null model is of people in units: an index of " + string(shape) + " has none"
	case m == GeographicPermutation && !readsPlaces(in, stat):
		return "the index does not depend on which unit lies where"
	}
	return ""
}

// readsPlaces tells whether the statistic reads where units lie, or is another, or none, without the larger units.
func readsPlaces(in index.Input, stat Statistic) bool {
	if stat.Index.Spatial() {
		return true
	}
	if in.Composition.Within == nil || stat.Index.Shape() == index.ShapeRanked {
		return false
	}
	with, err := stat.Index.Compute(in, stat.Params)
	if err != nil {
		return false
	}
	in.Composition.Within = nil
	without, err := stat.Index.Compute(in, stat.Params)
	return err != nil || !slices.EqualFunc(with, without, func(a, b index.Part) bool {
		return keyOf(a) == keyOf(b) && a.Value == b.Value
	})
}

// sampler returns what draws the inputs that the shapes read by the model.
func (m Null) sampler(in index.Input, read map[index.Shape]bool) sampler {
	u := usable(in, read)
	var parts []part
	if u.groups {
		if m == GeographicPermutation {
			parts = append(parts, moved(in.Composition))
		} else {
			parts = append(parts, m.groups(in.Composition))
		}
	}
	if u.ranked {
		draw := m.scale(in.Ranked)
		parts = append(parts, func() func(*rand.Rand, *index.Input) {
			draw := draw()
			return func(r *rand.Rand, sample *index.Input) { sample.Ranked = draw(r) }
		})
	}
	return samplerOf(parts)
}

// dealer returns the dealer of the model.
func (m Null) dealer(t table) dealer {
	switch m {
	case Evenness:
		return t.evenness()
	case Systematic:
		return t.systematic()
	}
	return t.fixedMargins()
}

// groups draws the counts of a composition.
func (m Null) groups(c index.Composition) part {
	deal := m.dealer(tableOf(c.Counts))
	return func() func(*rand.Rand, *index.Input) {
		deal := deal()
		drawn := c
		drawn.Counts = blank(c, c.Units()).Counts
		return func(r *rand.Rand, sample *index.Input) {
			deal(r, drawn.Counts)
			sample.Composition = drawn
		}
	}
}

// moved draws which of the units with people lies in the place of which, on every level at once.
func moved(c index.Composition) part {
	units := peopled(c)
	return func() func(*rand.Rand, *index.Input) {
		drawn := c
		drawn.Within = make([][]int, len(c.Within))
		for l, within := range c.Within {
			drawn.Within[l] = slices.Clone(within)
		}
		to, place := make([]int, len(units)), make([]int, c.Units())
		for i := range place {
			place[i] = i
		}
		return func(r *rand.Rand, sample *index.Input) {
			shuffled(r, to, units)
			for j, i := range units {
				place[i] = to[j]
			}
			drawn.Space = c.Space.Pick(place)
			for l, within := range c.Within {
				for j, i := range units {
					drawn.Within[l][i] = within[to[j]]
				}
			}
			sample.Composition = drawn
		}
	}
}

// shuffled makes out a random order of from.
func shuffled[T any](r *rand.Rand, out, from []T) {
	copy(out, from)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
}
