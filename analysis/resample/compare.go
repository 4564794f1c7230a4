package resample

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// Comparison names a test of the difference between two samples: two cities, or one at two dates.
type Comparison string

// The tests. Units may differ in number between the samples; groups and scale are the same.
const (
	// RandomLabel keeps every unit as it is and draws which of the two samples it belongs to, as many to each as there are.
	// The hypothesis is that both samples are units of one kind (PySAL: random_label). Units without people stay out.
	RandomLabel Comparison = "random-label"
	// PermutedPersons lets the people of both samples change places at random, over the units of both: a table of all
	// units with fixed margins (PySAL: person_permutation). The hypothesis is strict: that no unit of either differs but
	// by chance from all people taken together. A difference between two segregated cities of unlike composition is
	// nearly always outside what it allows.
	PermutedPersons Comparison = "person-permutation"
	// CounterfactualComposition tosses a coin for each unit: it keeps its composition, or takes the one that has the same
	// rank in the other sample. Its size stays. Two groups (Rey, Cortes and Knaap 2021, Spatial Demography 9; PySAL:
	// composition).
	CounterfactualComposition Comparison = "counterfactual-composition"
	// CounterfactualShare tosses for the shares of both groups in the city that live in the unit, which are then rescaled
	// to the size of the groups (PySAL: share). Where PySAL gives every unit its counterfactual size and tosses for the
	// group of interest alone, so that the group may be larger than the unit, both are tossed for together here.
	CounterfactualShare Comparison = "counterfactual-share"
	// CounterfactualDual tosses for the composition as seen from either group, so that sizes change a little (PySAL:
	// dual_composition, which differs in the same way).
	CounterfactualDual Comparison = "counterfactual-dual-composition"
	// BootstrapDifference draws both samples anew, independently, and moves the replicates of the difference to 0: the test
	// that the basic interval makes (Davison and Hinkley 1997, chapter 4). It has an interval, by any name. Areas that are the
	// same at two dates are drawn together by an index of change, not here.
	BootstrapDifference Comparison = "bootstrap"
)

// Comparisons lists the tests in the order they are explained.
var Comparisons = []Comparison{
	RandomLabel, PermutedPersons, CounterfactualComposition, CounterfactualShare, CounterfactualDual, BootstrapDifference,
}

// CompareOutcome is the values of a statistic, one for each part that both samples have.
type CompareOutcome struct {
	Values []Compared
	Err    error // why there are none; wraps [index.ErrUndefined]
}

// Compared is one value of a statistic for two samples.
type Compared struct {
	First, Second index.Part
	Difference    Result // second − first; limits, standard error and corrected value by [BootstrapDifference] alone
	Mean, SD      float64
	P             PValues // Greater: that the second is greater than the first
	Undefined     int     // replicates that had no value
	Why           string  // why there is no test
}

// Compare tests the difference, second − first, of every value that each statistic has for both samples. Mean and SD are
// those of the differences that the hypothesis makes. Scheme is what [BootstrapDifference] draws; the others do without.
//
// Values of single units and points of curves are not compared: the samples have others.
func Compare(first, second index.Input, how Comparison, scheme Scheme, stats []Statistic, o Options) []CompareOutcome {
	o = o.filled()
	why := reasons{func(s Statistic) string { return how.why(first, second, scheme, s) }, unpaired}
	a, _ := computeAll(first, stats, why)
	b, _ := computeAll(second, stats, why)
	slots := pair(a, b)
	var accel accelerations
	if how == BootstrapDifference && o.Interval == BCaInterval {
		accel = accelerationsOf(second, scheme, b, slots, o).minus(accelerationsOf(first, scheme, a, slots, o))
	}
	results := make([]Compared, slots)
	one, two := owners(a, slots), owners(b, slots)
	draws := how.sampler(first, second, scheme, shapes(a))
	inPasses(slots, o.Replicates, func(from, k int) [][]float64 {
		return Replicate(o, k, func() Draw {
			draw := draws()
			row := make([]float64, k)
			return func(r *rand.Rand, out []float64) {
				x, y := draw(r)
				for j := range row {
					row[j] = math.NaN()
				}
				fill(a, x, from, row)
				fill(b, y, from, out)
				for j := range out {
					out[j] -= row[j]
				}
			}
		})
	}, func(slot int, replicates []float64) {
		d := two[slot].Value - one[slot].Value
		v := uncompared(d, o.Level)
		if how == BootstrapDifference {
			span := one[slot].Index.Max - one[slot].Index.Min // no difference is larger
			v = differenceOf(d, replicates, o, span, func() (float64, string) { return accel.of(slot) })
		} else {
			v.test(d, replicates)
		}
		results[slot] = v
	})
	out := make([]CompareOutcome, len(a))
	for s := range a {
		out[s] = a[s].compared(b[s], results, o.Level)
	}
	return out
}

func uncompared(difference, level float64) Compared {
	nan := math.NaN()
	return Compared{Difference: plain(difference, level), Mean: nan, SD: nan, P: PValues{nan, nan, nan}}
}

// pair gives the values that two samples have in common the same slots, and takes the slots of all others. It returns how
// many there are.
func pair(a, b []computed) int {
	n := 0
	for s := range a {
		x, y := &a[s], &b[s]
		both := map[key]int{}
		for i, p := range x.parts {
			if _, ok := y.at[keyOf(p)]; x.slots[i] >= 0 && ok {
				both[keyOf(p)] = n
				n++
			}
		}
		for _, c := range []*computed{x, y} {
			for i, p := range c.parts {
				slot, ok := both[keyOf(p)]
				if c.slots[i] < 0 || !ok {
					slot = -1
				}
				c.slots[i] = slot
			}
			c.at = both
		}
	}
	return n
}

// compared returns the parts that both samples have. Those of units and curves have no counterpart.
func (c computed) compared(second computed, results []Compared, level float64) CompareOutcome {
	if c.err != nil || second.err != nil {
		return CompareOutcome{Err: cmp.Or(c.err, second.err)}
	}
	var out CompareOutcome
	for i, p := range c.parts {
		if unpaired(p) != "" {
			continue
		}
		j := slices.IndexFunc(second.parts, func(q index.Part) bool { return keyOf(q) == keyOf(p) })
		if j < 0 {
			continue
		}
		v := uncompared(second.parts[j].Value-p.Value, level)
		v.Why = c.why[i]
		if slot := c.slots[i]; slot >= 0 {
			v = results[slot]
		}
		v.First, v.Second = p, second.parts[j]
		out.Values = append(out.Values, v)
	}
	return out
}
