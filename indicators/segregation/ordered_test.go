package segregation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// microdata returns people in units with values from a seed, many of them tied.
func microdata(seed uint64, people, units, places int) index.Ranked {
	r := rand.New(rand.NewPCG(seed, 3))
	m := index.Ranked{Units: units}
	for range people {
		unit := r.IntN(units)
		m.Unit = append(m.Unit, unit)
		m.Values = append(m.Values, float64(r.IntN(places)+unit%3))
		m.Weights = append(m.Weights, float64(r.IntN(4)))
	}
	return m
}

// naiveProfile is H(p) at each threshold from its definition: every unit is counted anew.
func naiveProfile(m index.Ranked) (p, h []float64) {
	entropy := func(c float64) float64 {
		if c <= 0 || c >= 1 {
			return 0
		}
		return -c*math.Log2(c) - (1-c)*math.Log2(1-c)
	}
	var places []float64
	totals, T := make([]float64, m.Units), 0.0
	for j, v := range m.Values {
		if w := m.Weight(j); w > 0 {
			places = append(places, v)
			totals[m.Unit[j]] += w
			T += w
		}
	}
	slices.Sort(places)
	places = slices.Compact(places)
	for _, at := range places[:max(0, len(places)-1)] {
		below, all := make([]float64, m.Units), 0.0
		for j, v := range m.Values {
			if v <= at {
				below[m.Unit[j]] += m.Weight(j)
				all += m.Weight(j)
			}
		}
		within := 0.0
		for i, t := range totals {
			if t > 0 {
				within += t * entropy(below[i]/t)
			}
		}
		p = append(p, all/T)
		h = append(h, 1-within/(T*entropy(all/T)))
	}
	return p, h
}

func FuzzRankOrderProfile(f *testing.F) {
	f.Add(uint64(1), 40, 3, 9)
	f.Add(uint64(2), 400, 30, 300)
	f.Add(uint64(3), 8, 1, 20)
	f.Fuzz(func(t *testing.T, seed uint64, people, units, places int) {
		if people < 1 || people > 600 || units < 1 || units > 100 || places < 1 || places > 1000 {
			t.Skip()
		}
		m := microdata(seed, people, units, places)
		fit, err := segregation.RankOrderProfile(m, segregation.RankEntropy, 1, true)
		if err != nil {
			if !errors.Is(err, index.ErrUndefined) {
				t.Fatal(err)
			}
			t.Skip()
		}
		p, h := naiveProfile(m)
		if len(p) != len(fit.Thresholds) {
			t.Fatalf("got %d thresholds, want %d", len(fit.Thresholds), len(p))
		}
		for j := range p {
			if math.Abs(fit.Thresholds[j]-p[j]) > 1e-12 || math.Abs(fit.Observed[j]-h[j]) > 1e-10 {
				t.Errorf("threshold %d: got %v at %v, want %v at %v", j, fit.Observed[j], fit.Thresholds[j], h[j], p[j])
			}
		}
	})
}

// The profile is carried from threshold to threshold by what changes, 100,000 times over: the last is as exact as the first.
func TestProfileDoesNotDrift(t *testing.T) {
	m := microdata(6, 300_000, 700, 100_000)
	fit, err := segregation.RankOrderProfile(m, segregation.RankEntropy, 4, true)
	if err != nil {
		t.Fatal(err)
	}
	s := newOnScale(m)
	totals := make([]float64, m.Units)
	for j, unit := range m.Unit {
		totals[unit] += m.Weight(j)
	}
	entropy := func(c float64) float64 {
		if c <= 0 || c >= 1 {
			return 0
		}
		return -c*math.Log2(c) - (1-c)*math.Log2(1-c)
	}
	if len(fit.Thresholds) != len(s.places)-1 {
		t.Fatalf("got %d thresholds of %d places", len(fit.Thresholds), len(s.places))
	}
	for k := 0; k < len(fit.Thresholds); k += 5000 {
		below, all, within := make([]float64, m.Units), 0.0, 0.0
		for j, v := range m.Values {
			if v <= s.places[k] {
				below[m.Unit[j]] += m.Weight(j)
				all += m.Weight(j)
			}
		}
		for i, n := range totals {
			within += n * entropy(below[i]/n)
		}
		if want := 1 - within/(s.T*entropy(all/s.T)); math.Abs(fit.Observed[k]-want) > 1e-10 {
			t.Errorf("threshold %d: got %v, want %v", k, fit.Observed[k], want)
		}
	}
}

// Only the order of people counts: an increasing transformation of incomes changes nothing. The others take amounts.
func TestRankOrderKnowsRanksOnly(t *testing.T) {
	m := microdata(4, 900, 12, 60)
	curved := m
	curved.Values = slices.Clone(m.Values)
	for j, v := range curved.Values {
		curved.Values[j] = math.Exp(v / 7)
	}
	for _, id := range []string{
		"rank-order-theil-h", "rank-order-variance-ratio", "rank-order-square-root", "ordinal-theil-h", "centile-gap", "quartile-evenness",
	} {
		ix := find(t, id)
		before, err := ix.Ordered(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		after, err := ix.Ordered(curved, nil)
		if err != nil || math.Abs(before-after) > 1e-14 {
			t.Errorf("%s: got %v, %v after the transformation, want %v", id, after, err, before)
		}
	}
	if before, _ := segregation.NeighbourhoodSorting(m); true {
		if after, _ := segregation.NeighbourhoodSorting(curved); math.Abs(before-after) < 1e-3 {
			t.Error("neighbourhood sorting takes amounts, but the transformation did not change it")
		}
	}
}

// Three units of different incomes, one value each: at both thresholds no unit holds people of both sides, so the profile is
// 1 throughout and so are the indices, whatever the weights. A program that multiplied incomes by weights before ranking
// would put the second unit (2 × 30) above the third.
func TestWeightsAreNotIncomes(t *testing.T) {
	m := index.Ranked{Units: 3, Unit: []int{0, 1, 2, 1}, Values: []float64{10, 30, 40, 30}, Weights: []float64{1, 2, 1, 1}}
	fit, err := segregation.RankOrderProfile(m, segregation.RankEntropy, 1, true)
	if err != nil {
		t.Fatal(err)
	}
	for j, want := range []float64{1.0 / 5, 4.0 / 5} {
		if math.Abs(fit.Thresholds[j]-want) > 1e-15 || math.Abs(fit.Observed[j]-1) > 1e-15 {
			t.Errorf("threshold %d: got %v at %v, want 1 at %v", j, fit.Observed[j], fit.Thresholds[j], want)
		}
	}
	if math.Abs(fit.Value-1) > 1e-12 {
		t.Errorf("got %v, want 1", fit.Value)
	}
	if !math.IsNaN(fit.SE) {
		t.Errorf("got standard error %v of a line through two points, want none", fit.SE)
	}
}

// The means δ_m of p^m weighted by w(p): exact fractions, of which Reardon (2011) prints 1, 1/2, 11/36, 5/24, 137/900 for the
// entropy and 6/((m+2)(m+3)) for the variance. From ∫p^(m+1) ln p = −1/(m+2)² and a beta integral the entropy's are
// 2/(m+2)² + 2(h−1)/((m+1)(m+2)) with h the harmonic number of m+2, the root's are moments of Beta(3/2, 3/2); SciPy's
// integrals agree to 1e-10.
func TestIndexIsReardonsSum(t *testing.T) {
	m := microdata(9, 700, 9, 40)
	for _, tc := range []struct {
		kind  segregation.RankKind
		delta []float64
	}{
		{segregation.RankEntropy, []float64{
			1, 1.0 / 2, 11.0 / 36, 5.0 / 24, 137.0 / 900, 7.0 / 60, 363.0 / 3920, 761.0 / 10080, 7129.0 / 113400, 671.0 / 12600, 83711.0 / 1829520,
		}},
		{segregation.RankVariance, []float64{
			1, 1.0 / 2, 6.0 / 20, 6.0 / 30, 6.0 / 42, 6.0 / 56, 6.0 / 72, 6.0 / 90, 6.0 / 110, 6.0 / 132, 6.0 / 156,
		}},
		{segregation.RankRoot, []float64{
			1, 1.0 / 2, 5.0 / 16, 7.0 / 32, 21.0 / 128, 33.0 / 256, 429.0 / 4096, 715.0 / 8192, 2431.0 / 32768, 4199.0 / 65536, 29393.0 / 524288,
		}},
	} {
		for degree := 1; degree <= 10; degree++ {
			fit, err := segregation.RankOrderProfile(m, tc.kind, degree, true)
			if err != nil {
				t.Fatal(err)
			}
			want, size := 0.0, 0.0
			for k, beta := range fit.Coefficients {
				want += tc.delta[k] * beta
				size = max(size, math.Abs(beta)) // coefficients of many thousands cancel to an index below 1
			}
			if math.Abs(fit.Value-want) > 1e-14*max(1, size)*100 {
				t.Errorf("kind %d, degree %d: got %v, want %v", tc.kind, degree, fit.Value, want)
			}
		}
	}
}

func TestRankOrderUndefinedSaysWhy(t *testing.T) {
	quartiles := index.Composition{Counts: [][]float64{{1, 2}, {2, 1}, {3, 3}, {1, 4}}}.Brackets()
	_, err := segregation.RankOrderTheilH(quartiles, 4, true)
	if want := "undefined: a polynomial of degree 4 needs 5 thresholds, there are 3: choose a lower degree"; err == nil || err.Error() != want {
		t.Errorf("got error %v, want %s", err, want)
	}
}

func BenchmarkRankOrderMicrodata1M(b *testing.B) {
	m := microdata(1, 1_000_000, 5000, 200_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := segregation.RankOrderTheilH(m, 4, true); err != nil {
			b.Fatal(err)
		}
	}
}
