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
	s := &Strata{units: units, of: make([]int32, len(pairs)), count: make([]int, len(cuts)+1)}
	for p, d := range pairs {
		c, _ := slices.BinarySearch(cuts, math.Nextafter(d, math.Inf(1)))
		s.of[p] = int32(c)
		s.count[c]++
	}
	return s, nil
}

// EffectiveSize returns how many independent units two numbers about units that lie beside one another are worth, for the test of their correlation:
// neighbours that are alike tell the same thing twice. It is that of Dutilleul (1993, Biometrics 49, 305–314, equations 3 and 4) after Clifford, Richardson and
// Hémon (1989, Biometrics 45, 123–134):
//
//	n* = 1 + tr(P Σx) tr(P Σy) / tr(P Σx P Σy),    P = I − 11ᵀ/n
//
// where the covariances Σx and Σy are those of pairs of units at the same distance, by the classes of s. The sizes lie from 3 to n: where the data
// suggest that neighbours differ and n* would be above n, n is kept. x and y must be there for all units of s.
//
// Of two numbers that have nothing to do with one another on 64 units of a lattice, each a mean of 25 cells about the unit, a test at 5 % finds a correlation
// in 4 % of the draws with n*, and in 45 % with n (measured in the tests of this package).
func (s *Strata) EffectiveSize(x, y []float64) (float64, error) {
	n := s.units
	if len(x) != n || len(y) != n {
		return 0, index.Undefined("%d and %d values of %d units", len(x), len(y), n)
	}
	ones := slices.Repeat([]float64{1}, n)
	dx, sx := centred(x, ones)
	dy, sy := centred(y, ones)
	if sx == 0 || sy == 0 || sx != sx || sy != sy {
		return 0, index.Undefined("all units have the same value, or one has none")
	}
	cx, vx := s.covariance(dx)
	cy, vy := s.covariance(dy)
	rowX, rowY := slices.Repeat([]float64{vx}, n), slices.Repeat([]float64{vy}, n)
	var both index.Sum
	both.Add(float64(n) * vx * vy)
	p := 0
	for j := range n {
		for i := range j {
			a, b := cx[s.of[p]], cy[s.of[p]]
			rowX[i] += a
			rowX[j] += a
			rowY[i] += b
			rowY[j] += b
			both.Add(2 * a * b)
			p++
		}
	}
	var rows, allX, allY index.Sum
	for i := range n {
		rows.Add(rowX[i] * rowY[i])
		allX.Add(rowX[i])
		allY.Add(rowY[i])
	}
	m := float64(n)
	joint := both.Value() - 2/m*rows.Value() + allX.Value()*allY.Value()/(m*m)
	traces := (m*vx - allX.Value()/m) * (m*vy - allY.Value()/m)
	if !(joint > 0) || !(traces > 0) {
		return m, nil
	}
	return min(m, max(3, 1+traces/joint)), nil
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
