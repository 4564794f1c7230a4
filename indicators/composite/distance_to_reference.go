package composite

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

var reference = index.Param{
	Name: "reference", Default: 0, Min: 0, Max: 1, Whole: true,
	Doc: "0: the mean of the units, by population where there is one; 1: the unit that is best",
}

var distanceToReference = index.Index{
	ID:      "distance-to-reference",
	Family:  index.Composite,
	Name:    lang.Text{Sv: "Relativt avstånd till en referens", En: "Relative distance to a reference"},
	Formula: "y_ik = ±(x_ik − ref_k) / ref_k",
	Source:  handbook,
	Min:     math.Inf(-1), Max: math.Inf(1),
	Params: []index.Param{reference},
	Reading: lang.Text{
		Sv: "Områdets värde skiljer sig från referensen med andelen %s av referensen; plus är bättre.",
		En: "The area's value differs from the reference by the share %s of the reference; plus is better.",
	},
	Caveat: lang.Text{
		Sv: "Indikatorer med liten referens får stora avstånd och väger därför tungt i ett sammanvägt mått.",
		En: "Indicators with a small reference get large distances, and so count for much in a composite.",
	},
	Needs:      "a table of units by indicators without negative values, each with a reference above zero",
	Properties: index.Permutation | index.Scale | index.WeightsScale,
	Combined: func(x index.Indicators, p index.Params) ([]index.Part, error) {
		return cells(DistanceToReference(x, reference.From(p) == 1))
	},
}

// DistanceToReference returns the distance of each unit from a reference as a share of the reference, positive where the unit is
// better: 0 at the reference, −0.1 where it is ten per cent worse. The reference is the mean of the units that have the
// indicator, by population where there is one, which is then the city's own value; or with best the value of the best of them.
//
// That is the handbook's method. COINr's n_dist2ref divides by the distance from the lowest unit to the reference instead: of
// 10, 20 and 30 the unit with 10 is there 0, and not half below, when the reference is 20.
//
// It is undefined where an indicator is missing everywhere or among those with population, has a negative value, or has a reference
// of zero.
func DistanceToReference(x index.Indicators, best bool) ([][]float64, error) {
	return byColumn(x, func(k int, values []float64) error {
		sign := 1.0
		if reversed(x, k) {
			sign = -1
		}
		_, units := oriented(x, k)
		var sum, people index.Sum
		for j, v := range values {
			if sign*v < 0 {
				return index.Undefined("indicator %d, unit %d: value %v; a share of the reference needs a scale that begins at zero", k, units[j], sign*v)
			}
			w := 1.0
			if x.Population != nil {
				w = x.Population[units[j]]
			}
			sum = sum.Plus(float64(sign * v * w))
			people = people.Plus(w)
		}
		ref := sum.Value() / people.Value()
		if best {
			ref = sign * slices.Max(values)
		}
		if !(ref > 0) || math.IsInf(ref, 1) {
			return index.Undefined("indicator %d: the reference is %v; it must be a number above 0", k, ref)
		}
		for j, v := range values {
			values[j] = sign * (float64(sign*v) - ref) / ref
		}
		return nil
	})
}
