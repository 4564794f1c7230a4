package relation

import (
	"math"
	"slices"

	"github.com/jamlik/jamlik/indicators/index"
)

// MaxPlaced is the largest number of units whose effective size is computed: it looks at every pair of them.
const MaxPlaced = 2000

// Strata are the pairs of units by the distance between them, from which autocorrelation is judged.
type Strata struct {
	units int
	of    []int32 // of each pair i < j, in the order of j and within it of i
	count []int
	about [][]int32 // of each unit, the pairs that it is in by class
}

// NewStrata puts the pairs of units into classes of distance with as many pairs in each. The number of classes is Sturges' (1926) for the number
// of pairs, ⌈1 + log₂(n(n − 1)/2)⌉. It is undefined for fewer than [MinUnits] units, for more than [MaxPlaced] and for a distance that is
// not known.
func NewStrata(units int, distance func(i, j int) float64) (*Strata, error) {
	if units < MinUnits || units > MaxPlaced {
		return nil, index.Undefined("%d units with a place; from %d to %d can be looked at", units, MinUnits, MaxPlaced)
	}
	pairs := make([]float64, 0, units*(units-1)/2)
	for j := range units {
		for i := range j {
			d := distance(i, j)
			if math.IsNaN(d) {
				return nil, index.Undefined("the distance between units %d and %d is not known", i, j)
			}
			pairs = append(pairs, d)
		}
	}
	sorted := slices.Clone(pairs)
	slices.Sort(sorted)
	k := int(math.Ceil(1 + math.Log2(float64(len(pairs)))))
	var cuts []float64
	for c := 1; c < k; c++ {
		if cut := sorted[c*len(sorted)/k]; len(cuts) == 0 || cut > cuts[len(cuts)-1] {
			cuts = append(cuts, cut)
		}
	}
	s := &Strata{units: units, of: make([]int32, len(pairs)), count: make([]int, len(cuts)+1), about: make([][]int32, units)}
	for i := range s.about {
		s.about[i] = make([]int32, len(s.count))
	}
	p := 0
	for j := range units {
		for i := range j {
			c, _ := slices.BinarySearch(cuts, math.Nextafter(pairs[p], math.Inf(1)))
			s.of[p] = int32(c)
			s.count[c]++
			s.about[i][c]++
			s.about[j][c]++
			p++
		}
	}
	return s, nil
}

// Likeness is how alike the units that lie beside one another are by a number: its covariance by distance.
type Likeness struct {
	by       []float64 // mean product of deviations of the pairs in each class
	variance float64
	rows     []float64 // sums of the rows of the matrix of covariances
	all      float64   // the sum of all of it
}

// Likeness returns how alike neighbours are by x, which must be there for all units. It is undefined for another number of values, where one is missing
// and where all are the same.
func (s *Strata) Likeness(x []float64) (Likeness, error) {
	if len(x) != s.units {
		return Likeness{}, index.Undefined("%d values of %d units", len(x), s.units)
	}
	d, norm := centred(x, slices.Repeat([]float64{1}, s.units))
	if norm == 0 || norm != norm {
		return Likeness{}, index.Undefined("all units have the same value, or one has none")
	}
	l := Likeness{rows: make([]float64, s.units)}
	l.by, l.variance = s.covariance(d)
	var all index.Sum
	for i, about := range s.about {
		row := l.variance
		for c, n := range about {
			row += float64(float64(n) * l.by[c])
		}
		l.rows[i] = row
		all.Add(row)
	}
	l.all = all.Value()
	return l, nil
}

// EffectiveSize returns how many independent units two numbers about units that lie beside one another are worth, for the test of their correlation:
// neighbours that are alike tell the same thing twice. It is that of Dutilleul (1993, Biometrics 49, 305–314, equations 3 and 4) after Clifford, Richardson and
// Hémon (1989, Biometrics 45, 123–134):
//
//	n* = 1 + tr(P Σx) tr(P Σy) / tr(P Σx P Σy),    P = I − 11ᵀ/n
//
// where the covariances Σx and Σy are those of pairs of units at the same distance, by the classes of s. The sizes lie from 3 to n: where the data
// suggest that neighbours differ and n* would be above n, n is kept.
//
// Of two numbers that have nothing to do with one another on 64 units of a lattice, each a mean of 25 cells about the unit, a test at 5 % finds a correlation
// in 4 % of the draws with n*, and in 45 % with n (measured in the tests of this package).
func (s *Strata) EffectiveSize(x, y Likeness) float64 {
	n := float64(s.units)
	var both, rows index.Sum
	both.Add(n * x.variance * y.variance)
	for c, pairs := range s.count {
		both.Add(2 * float64(pairs) * x.by[c] * y.by[c])
	}
	for i, row := range x.rows {
		rows.Add(row * y.rows[i])
	}
	joint := both.Value() - 2/n*rows.Value() + x.all*y.all/(n*n)
	traces := (n*x.variance - x.all/n) * (n*y.variance - y.all/n)
	if !(joint > 0) || !(traces > 0) {
		return n
	}
	return min(n, max(3, 1+traces/joint))
}

// covariance returns the mean product of deviations in each class of distance, and the variance.
func (s *Strata) covariance(d []float64) (by []float64, variance float64) {
	by = make([]float64, len(s.count))
	p := 0
	for j := range d {
		for i := range j {
			by[s.of[p]] += d[i] * d[j]
			p++
		}
	}
	for c := range by {
		if s.count[c] > 0 {
			by[c] /= float64(s.count[c])
		}
	}
	var squares index.Sum
	for _, v := range d {
		squares.Add(v * v)
	}
	return by, squares.Value() / float64(len(d))
}
