package segregation_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// onScale is people counted anew for every question: the definitions as they are written, with nothing sorted or kept.
type onScale struct {
	index.Ranked
	places []float64 // that have people, ascending
	T      float64
}

func newOnScale(m index.Ranked) onScale {
	s := onScale{Ranked: m}
	for j, v := range m.Values {
		if m.Weight(j) > 0 {
			s.places = append(s.places, v)
			s.T += m.Weight(j)
		}
	}
	slices.Sort(s.places)
	s.places = slices.Compact(s.places)
	return s
}

// people counts those of a unit (all units: −1) whose value is within.
func (s onScale) people(unit int, within func(v float64) bool) float64 {
	n := 0.0
	for j, v := range s.Values {
		if (unit < 0 || s.Unit[j] == unit) && within(v) {
			n += s.Weight(j)
		}
	}
	return n
}

func (s onScale) below(unit int, at float64) float64 {
	return s.people(unit, func(v float64) bool { return v <= at })
}
func (s onScale) in(unit int) float64 { return s.people(unit, func(float64) bool { return true }) }

// ordinal is Λ = Σ t_i (v − v_i)/(T v) with v the mean over thresholds of f(c).
func (s onScale) ordinal(f func(c float64) float64) float64 {
	mean := func(unit int) float64 {
		v := 0.0
		for _, at := range s.places[:len(s.places)-1] {
			v += f(s.below(unit, at)/s.in(unit)) / float64(len(s.places)-1)
		}
		return v
	}
	v, sum := mean(-1), 0.0
	for i := range s.Units {
		if t := s.in(i); t > 0 {
			sum += t * (v - mean(i)) / (s.T * v)
		}
	}
	return sum
}

// between counts the people of a unit whose rank lies from low to high, those at one place having its ranks evenly.
func (s onScale) between(unit int, low, high float64) float64 {
	n, a := 0.0, 0.0
	for _, at := range s.places {
		b := s.below(-1, at) / s.T
		n += s.people(unit, func(v float64) bool { return v == at }) * max(0, min(b, high)-max(a, low)) / (b - a)
		a = b
	}
	return n
}

func (s onScale) evenness(unit int) float64 {
	e := 0.0
	for q := range 4 {
		if p := s.between(unit, float64(q)/4, float64(q+1)/4) / s.in(unit); p > 0 {
			e -= p * math.Log(p) / math.Log(4)
		}
	}
	return e
}

func (s onScale) mean(unit int) float64 {
	sum := 0.0
	for j, v := range s.Values {
		if unit < 0 || s.Unit[j] == unit {
			sum += s.Weight(j) * v
		}
	}
	return sum / s.in(unit)
}

func (s onScale) sorting() float64 {
	between, all := 0.0, 0.0
	for i := range s.Units {
		if t := s.in(i); t > 0 {
			between += t * math.Pow(s.mean(i)-s.mean(-1), 2)
		}
	}
	for j, v := range s.Values {
		all += s.Weight(j) * math.Pow(v-s.mean(-1), 2)
	}
	return math.Sqrt(between / all)
}

func FuzzOnScale(f *testing.F) {
	f.Add(uint64(1), 40, 3, 9)
	f.Add(uint64(2), 120, 12, 100)
	f.Add(uint64(3), 8, 1, 20)
	f.Add(uint64(4), 30, 9, 2)
	f.Fuzz(func(t *testing.T, seed uint64, people, units, places int) {
		if people < 1 || people > 120 || units < 1 || units > 30 || places < 1 || places > 200 {
			t.Skip()
		}
		m := microdata(seed, people, units, places)
		s := newOnScale(m)
		if len(s.places) < 2 {
			if _, err := segregation.OrdinalTheilH(m); !errors.Is(err, index.ErrUndefined) {
				t.Fatalf("got error %v of %d places, want it undefined", err, len(s.places))
			}
			t.Skip()
		}
		equal := func(name string, unit int, got, want float64) {
			t.Helper()
			if !(math.Abs(got-want) <= 1e-10) {
				t.Errorf("%s, unit %d: got %v, want %v", name, unit, got, want)
			}
		}
		for _, tc := range []struct {
			name  string
			index func(index.Ranked) (float64, error)
			want  float64
		}{
			{"ordinal H", segregation.OrdinalTheilH, s.ordinal(func(c float64) float64 {
				if c <= 0 || c >= 1 {
					return 0
				}
				return -c*math.Log2(c) - (1-c)*math.Log2(1-c)
			})},
			{"ordinal R", segregation.OrdinalVariationRatio, s.ordinal(func(c float64) float64 { return 4 * c * (1 - c) })},
			{"ordinal S", segregation.OrdinalSquareRoot, s.ordinal(func(c float64) float64 { return 2 * math.Sqrt(c*(1-c)) })},
			{"ordinal L", segregation.OrdinalAbsoluteDifference, s.ordinal(func(c float64) float64 { return 1 - math.Abs(2*c-1) })},
			{"sorting", segregation.NeighbourhoodSorting, s.sorting()},
		} {
			got, err := tc.index(m)
			if units := inhabited(m); units < 2 {
				if !errors.Is(err, index.ErrUndefined) {
					t.Errorf("%s of one unit: got %v, %v, want an error", tc.name, got, err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", tc.name, err)
			}
			equal(tc.name, -1, got, tc.want)
		}
		even, err := segregation.LocalQuartileEvenness(m, true)
		if err != nil {
			t.Fatal(err)
		}
		extremes, err := segregation.ConcentrationAtExtremes(m, 0.2)
		if err != nil {
			t.Fatal(err)
		}
		for i := range units {
			n := s.in(i)
			if n == 0 {
				if !math.IsNaN(even[i]) || !math.IsNaN(extremes[i]) {
					t.Errorf("empty unit %d: got %v and %v, want no value", i, even[i], extremes[i])
				}
				continue
			}
			equal("evenness", i, even[i], s.evenness(i))
			equal("extremes", i, extremes[i], (s.between(i, 0.8, 1)-s.between(i, 0, 0.2))/n)
		}
	})
}

// Amounts far from 0 keep the digits of their differences: whole numbers below 2^53 are exact.
func TestSortingOfLargeAmounts(t *testing.T) {
	m := microdata(5, 300, 8, 12)
	far := m
	far.Values = slices.Clone(m.Values)
	for j := range far.Values {
		far.Values[j] += 1e15
	}
	got, err := segregation.NeighbourhoodSorting(far)
	if err != nil {
		t.Fatal(err)
	}
	if want := newOnScale(m).sorting(); math.Abs(got-want) > 1e-13 {
		t.Errorf("got %v, want %v as near 0", got, want)
	}
	huge := index.Ranked{Units: 2, Unit: []int{0, 0, 1, 1}, Values: []float64{-math.MaxFloat64, 0, 0, math.MaxFloat64}}
	// Means −½ and ½ of people at −1, 0, 0, 1: √(4·¼ / 2).
	if got, err := segregation.NeighbourhoodSorting(huge); err != nil || math.Abs(got-math.Sqrt(0.5)) > 1e-15 {
		t.Errorf("the widest scale: got %v, %v, want √½", got, err)
	}
}

// National quartiles of a city that has nobody in the third: its brackets stay what they are. Of two in equal parts the
// evenness is ln 2/ln 4 = ½, of three ln 3/ln 4.
func TestBracketsAreQuartilesAsTheyAre(t *testing.T) {
	city := index.Composition{Counts: [][]float64{{5, 2}, {5, 2}, {0, 0}, {0, 2}}}.Brackets()
	got, err := segregation.LocalQuartileEvenness(city, false)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.5, math.Log(3) / math.Log(4)} {
		if math.Abs(got[i]-want) > 1e-15 {
			t.Errorf("unit %d: got %v, want %v", i, got[i], want)
		}
	}
	five := index.Composition{Counts: [][]float64{{1}, {1}, {1}, {1}, {1}}}.Brackets()
	_, err = segregation.QuartileEvenness(five, false)
	if want := "undefined: people are in 5 brackets, quartiles are four"; err == nil || err.Error() != want {
		t.Errorf("got error %v, want %s", err, want)
	}
	if got, err := segregation.QuartileEvenness(five, true); err != nil || math.Abs(got-1) > 1e-15 {
		t.Errorf("one unit cut at its own quartiles: got %v, %v, want 1", got, err)
	}
}

// inhabited returns the number of units that have people.
func inhabited(m index.Ranked) int {
	units := make(map[int]bool)
	for j, u := range m.Unit {
		if m.Weight(j) > 0 {
			units[u] = true
		}
	}
	return len(units)
}
