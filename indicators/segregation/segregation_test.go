package segregation_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
	"github.com/jamlik/jamlik/indicators/space"
)

// find returns the index with the given id.
func find(t *testing.T, id string) index.Index {
	t.Helper()
	i := slices.IndexFunc(segregation.All, func(ix index.Index) bool { return ix.ID == id })
	if i < 0 {
		t.Fatalf("no index %q", id)
	}
	return segregation.All[i]
}

// compute returns the value of the index with the given id for c.
func compute(t *testing.T, id string, c index.Composition, p index.Params) (float64, error) {
	t.Helper()
	ix := find(t, id)
	if ix.TwoGroup != nil {
		return ix.TwoGroup(c, p)
	}
	return ix.MultiGroup(c, p)
}

// value is compute for an index that must be defined.
func value(t *testing.T, id string, c index.Composition, p index.Params) float64 {
	t.Helper()
	v, err := compute(t, id, c, p)
	if err != nil {
		t.Fatalf("%s %v: %v", id, p, err)
	}
	return v
}

func TestValuesByHand(t *testing.T) {
	apart := index.Composition{Counts: [][]float64{{5, 0, 15}, {0, 80, 0}}}
	even := index.Composition{Counts: [][]float64{{1, 3, 7}, {3, 9, 21}}}
	quarters := index.Composition{Counts: [][]float64{{10, 10}, {10, 10}, {10, 10}, {10, 10}}}
	ln2 := math.Ln2
	for _, tc := range []struct {
		id   string
		c    index.Composition
		p    index.Params
		want float64
	}{
		// Shares of X = 100: 0.1, 0.3, 0.6; of Y = 100: 0.4, 0.4, 0.2. ½(0.3 + 0.1 + 0.4).
		{"dissimilarity", schools, nil, 0.4},
		// Pairs with p_j < p_i: 0.3·0.4 − 0.1·0.4 = 0.08; 0.6·(0.4+0.4) − (0.1+0.3)·0.2 = 0.40.
		{"gini-segregation", schools, nil, 0.48},
		// 0.1·10/50 + 0.3·30/70 + 0.6·60/80 = 0.02 + 9/70 + 0.45, and its complement.
		{"isolation", schools, nil, 0.47 + 9.0/70},
		{"interaction", schools, nil, 0.53 - 9.0/70},
		// (xPx − ½)/(1 − ½).
		{"correlation-ratio", schools, nil, 2*(0.47+9.0/70) - 1},
		// Σ √(0.1·0.4), √(0.3·0.4), √(0.6·0.2) = 0.2 + 2√0.12; 1 minus its square.
		{"atkinson-segregation", schools, nil, 1 - math.Pow(0.2+2*math.Sqrt(0.12), 2)},
		{"atkinson-segregation", schools, index.Params{"b": 0.5}, 1 - math.Pow(0.2+2*math.Sqrt(0.12), 2)},
		// b = ¼: exponent 4/3 on Σ a^¼ b^¾.
		{"atkinson-segregation", schools, index.Params{"b": 0.25},
			1 - math.Pow(math.Pow(0.1, 0.25)*math.Pow(0.4, 0.75)+math.Pow(0.3, 0.25)*math.Pow(0.4, 0.75)+math.Pow(0.6, 0.25)*math.Pow(0.2, 0.75), 4.0/3)},
		// I = 0.5·0.5 + 0.2·0.8 + 0.3·0.7 = 0.62. |p − P| is 0.3, 0, 0.3 in both units: 2·100·0.6/(2·200·0.62) = 15/31.
		{"multigroup-dissimilarity", dwellings, nil, 15.0 / 31},
		// P = 0.5, 0.2, 0.3. Units: 0.8, 0.2, 0 and 0.2, 0.2, 0.6, of the same size.
		{"entropy", dwellings, nil, 0.5*ln2 + 0.2*math.Log(5) + 0.3*math.Log(10.0/3)},
		{"mean-local-entropy", dwellings, nil,
			(0.8*math.Log(1.25) + 0.2*math.Log(5) + 0.4*math.Log(5) + 0.6*math.Log(5.0/3)) / 2},
		// A unit with one half and one quarter twice has 1.5 bits.
		{"entropy", index.Composition{Counts: [][]float64{{2}, {1}, {1}}}, index.Params{"base": 2}, 1.5},

		{"dissimilarity", apart, nil, 1},
		{"gini-segregation", apart, nil, 1},
		{"isolation", apart, nil, 1},
		{"interaction", apart, nil, 0},
		{"correlation-ratio", apart, nil, 1},
		{"theil-h", apart, nil, 1},
		{"atkinson-segregation", apart, nil, 1},
		{"multigroup-theil-h", apart, nil, 1},
		{"mutual-information", apart, nil, 0.2*math.Log(5) + 0.8*math.Log(1.25)}, // the city's entropy
		{"mean-local-entropy", apart, nil, 0},

		{"dissimilarity", even, nil, 0},
		{"gini-segregation", even, nil, 0},
		{"isolation", even, nil, 0.25}, // the group's share of the city
		{"interaction", even, nil, 0.75},
		{"correlation-ratio", even, nil, 0},
		{"theil-h", even, nil, 0},
		{"atkinson-segregation", even, nil, 0},
		{"mutual-information", even, nil, 0},

		{"entropy", quarters, index.Params{"base": 4}, 1},
		{"entropy", quarters, index.Params{"base": 2}, 2},
		{"mean-local-entropy", quarters, index.Params{"base": 4}, 1},
		// One group only has no mix at all; that is a value, not a failure.
		{"entropy", index.Composition{Counts: [][]float64{{3, 4}, {0, 0}}}, nil, 0},
		{"entropy", index.Composition{Counts: [][]float64{{3, 4}}}, nil, 0},
	} {
		t.Run(tc.id, func(t *testing.T) {
			if got := value(t, tc.id, tc.c, tc.p); math.Abs(got-tc.want) > 1e-14 {
				t.Errorf("%v, parameters %v: got %v, want %v", tc.c.Counts, tc.p, got, tc.want)
			}
		})
	}
}

func TestUndefinedSaysWhy(t *testing.T) {
	huge := math.MaxFloat64
	for _, tc := range []struct {
		id     string
		names  []string
		counts [][]float64
		p      index.Params
		want   string
	}{
		{id: "dissimilarity", counts: [][]float64{{0, 0}, {1, 2}}, want: "the group of interest is empty"},
		{id: "dissimilarity", names: []string{"born abroad", "others"}, counts: [][]float64{{0, 0}, {1, 2}}, want: "born abroad is empty"},
		{id: "isolation", names: []string{"born abroad", "others"}, counts: [][]float64{{1, 2}, {0, 0}}, want: "everybody is in born abroad"},
		{id: "gini-segregation", counts: [][]float64{{0, 0}, {0, 0}}, want: "nobody in any unit"},
		{id: "theil-h", counts: [][]float64{{1}, {1}, {1}}, want: "takes two groups, has 3"},
		{id: "theil-h", counts: [][]float64{{1, 2}}, want: "at least 2 groups, has 1"},
		{id: "interaction", counts: [][]float64{{}, {}}, want: "no units"},
		{id: "dissimilarity", counts: [][]float64{{3}, {4}}, want: "people in at least 2 units, has them in 1"},
		{id: "isolation", counts: [][]float64{{3, 0}, {4, 0}}, want: "people in at least 2 units, has them in 1"},
		{id: "mutual-information", counts: [][]float64{{0, 3}, {0, 4}}, want: "people in at least 2 units, has them in 1"},
		{id: "correlation-ratio", counts: [][]float64{{1, 2}, {1, math.NaN()}}, want: "group 1, unit 1: count NaN"},
		{id: "dissimilarity", counts: [][]float64{{huge, huge}, {1, 1}}, want: "too large to add"},
		{id: "mutual-information", counts: [][]float64{{huge, huge}, {1, 1}}, want: "too large to add"},
		{id: "atkinson-segregation", counts: [][]float64{{1, 2}, {2, 1}}, p: index.Params{"b": 1}, want: "b is 1"},
		{id: "atkinson-segregation", counts: [][]float64{{1, 2}, {2, 1}}, p: index.Params{"b": math.NaN()}, want: "b is NaN"},
		{id: "multigroup-theil-h", counts: [][]float64{{1, 2}, {0, 0}, {0, 0}}, want: "people in at least 2 groups, has them in 1"},
		{id: "multigroup-dissimilarity", counts: [][]float64{{0, 0}, {0, 0}}, want: "nobody in any unit"},
		{id: "mutual-information", counts: [][]float64{{1, 2}, {0, 0}}, want: "people in at least 2 groups"},
		{id: "mutual-information", counts: [][]float64{{1, 2}, {2, 1}}, p: index.Params{"base": 1}, want: "base of the logarithm is 1"},
		{id: "entropy", counts: [][]float64{{1, 2}, {2, 1}}, p: index.Params{"base": math.Inf(1)}, want: "base of the logarithm is +Inf"},
		{id: "entropy", counts: nil, want: "at least 1 group, has 0"},
		{id: "mean-local-entropy", counts: [][]float64{{0}, {0}}, want: "nobody in any unit"},
	} {
		got, err := compute(t, tc.id, index.Composition{Names: tc.names, Counts: tc.counts}, tc.p)
		switch {
		case err == nil:
			t.Errorf("%s of %v: got %v, want an error that says %q", tc.id, tc.counts, got, tc.want)
		case !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), tc.want):
			t.Errorf("%s of %v: got error %q, want one that is undefined and says %q", tc.id, tc.counts, err, tc.want)
		}
	}
}

// Units without people and groups without people change nothing, as the package says.
func TestEmptyUnitsAndGroupsAreDropped(t *testing.T) {
	for _, ix := range segregation.All {
		if ix.TwoGroup == nil && ix.MultiGroup == nil {
			continue // parts are about units and groups: the registry's tests see to them
		}
		where := fiveInARow(t)
		c := index.Composition{Counts: [][]float64{{10, 30, 60}, {40, 40, 20}}, Space: where.Pick([]int{0, 2, 3})}
		with := index.Composition{Counts: [][]float64{{10, 0, 30, 60, 0}, {40, 0, 40, 20, 0}}, Space: where}
		if got, want := value(t, ix.ID, with, nil), value(t, ix.ID, c, nil); math.Abs(got-want) > 1e-14 {
			t.Errorf("%s: got %v with empty units, want %v", ix.ID, got, want)
		}
		if ix.MultiGroup == nil || ix.ID == "pielou-evenness" { // where a missing group is a lack of mix
			continue
		}
		with.Counts = slices.Insert(with.Counts, 1, make([]float64, 5))
		if got, want := value(t, ix.ID, with, nil), value(t, ix.ID, c, nil); math.Abs(got-want) > 1e-14 {
			t.Errorf("%s: got %v with an empty group, want %v", ix.ID, got, want)
		}
	}
}

// fiveInARow places five units along a road. Units 0, 2 and 3 lie beside each other in this order; 1 and 4 beside an end of it.
func fiveInARow(t *testing.T) *space.Space {
	t.Helper()
	var links []space.Link
	for _, pair := range [][2]int{{1, 0}, {0, 2}, {2, 3}, {3, 4}} {
		links = append(links, space.Link{From: pair[0], To: pair[1], Value: 500}, space.Link{From: pair[1], To: pair[0], Value: 500})
	}
	borders, err := space.NewGraph(5, links)
	if err != nil {
		t.Fatal(err)
	}
	return &space.Space{
		Points: &space.Points{X: []float64{1000, 0, 2000, 3500, 4500}, Y: make([]float64, 5)}, Area: []float64{1e6, 2e6, 4e6, 3e6, 1e6},
		Perimeter: []float64{4000, 6000, 8000, 7500, 4000}, Borders: borders, Centres: []space.Point{{X: 2500, Y: 100}},
	}
}

// The identities that tie the indices together, on random cities.
func TestIdentities(t *testing.T) {
	for _, units := range []int{2, 3, 10, 77, 1000} {
		c := randomCounts(units, 2)
		v := func(id string, p index.Params) float64 { return value(t, id, c, p) }
		X, Y := index.Total(c.Counts[0]), index.Total(c.Counts[1])
		P := X / (X + Y)
		near := func(name string, got, want float64) {
			t.Helper()
			if math.Abs(got-want) > 1e-12 {
				t.Errorf("%d units: %s: got %v, want %v", units, name, got, want)
			}
		}
		near("isolation and interaction add up to 1", v("isolation", nil)+v("interaction", nil), 1)
		near("eta² is isolation rescaled", v("correlation-ratio", nil), (v("isolation", nil)-P)/(1-P))
		near("H is M/E", v("theil-h", nil), v("mutual-information", nil)/v("entropy", nil))
		near("H with two groups is the multigroup H", v("theil-h", nil), v("multigroup-theil-h", nil))
		near("D with two groups is the multigroup D", v("dissimilarity", nil), v("multigroup-dissimilarity", nil))
		near("the local entropy is E − M", v("mean-local-entropy", nil), v("entropy", nil)-v("mutual-information", nil))
		near("bits are nats over ln 2", v("mutual-information", index.Params{"base": 2}), v("mutual-information", nil)/math.Ln2)

		near("Gorard's S is D(1 − P)", v("gorard-segregation", nil), v("dissimilarity", nil)*(1-P))
		near("min-max is 2D/(1 + D)", v("min-max", nil), 2*v("dissimilarity", nil)/(1+v("dissimilarity", nil)))
		hutchens := v("hutchens", nil)
		near("Atkinson at ½ is O(2 − O)", v("atkinson-segregation", nil), hutchens*(2-hutchens))
		near("the symmetric Atkinson of two groups is O", v("symmetric-atkinson", nil), hutchens)
		for _, id := range []string{"relative-diversity", "normalised-exposure", "squared-coefficient-of-variation"} {
			near(id+" of two groups is eta²", v(id, nil), v("correlation-ratio", nil))
		}
		near("G with two groups is the multigroup G", v("gini-segregation", nil), v("multigroup-gini", nil))
		near("the divergence of the city is M", v("divergence", nil), v("mutual-information", nil))
		near("the two of Simpson add up to 1", v("simpson-interaction", nil)+v("simpson-concentration", nil), 1)
		near("the Hill number of order 0 counts", v("hill", index.Params{"order": 0}), 2)
		near("the Hill number of order 1 is exp(E)", v("hill", index.Params{"order": 1}), math.Exp(v("entropy", nil)))
		near("the Hill number of order 2 is 1/λ", v("hill", nil), 1/v("simpson-concentration", nil))
		near("the Rényi entropy is the logarithm of the Hill number", v("renyi", nil), math.Log(v("hill", nil)))
		near("an endless order sees the largest group", v("hill", index.Params{"order": math.Inf(1)}), 1/v("berger-parker", nil))
		near("both sides of order 1 meet", v("hill", index.Params{"order": 1 - 1e-13}), v("hill", index.Params{"order": 1 + 1e-13}))
		near("Pielou's evenness is E/ln K", v("pielou-evenness", nil), v("entropy", nil)/math.Ln2)
		near("without oneself isolation and interaction add up to 1", v("isolation-self-excluded", nil)+v("interaction-self-excluded", nil), 1)

		others, group, err := segregation.SegregationCurve(c)
		if err != nil {
			t.Fatal(err)
		}
		area := 0.0
		for j := range others[1:] {
			area += (others[j+1] - others[j]) * (group[j] + group[j+1]) / 2
		}
		near("1 minus twice the area below the curve is G", 1-2*area, v("gini-segregation", nil))

		matrix, err := segregation.ExposureMatrix(c, false)
		if err != nil {
			t.Fatal(err)
		}
		near("the diagonal of the exposures is isolation", matrix[0][0], v("isolation", nil))
		near("beside it is interaction", matrix[0][1], v("interaction", nil))
		matrix, err = segregation.ExposureMatrix(c, true)
		if err != nil {
			t.Fatal(err)
		}
		near("the diagonal without oneself", matrix[0][0], v("isolation-self-excluded", nil))

		swapped := index.Composition{Counts: [][]float64{c.Counts[1], c.Counts[0]}}
		// Both have the sum Σ (x_i/X)^b (y_i/Y)^(1−b), under the exponents 1/(1−b) and 1/b.
		near("exchanging groups and b with 1 − b keeps the sum", v("atkinson-segregation", index.Params{"b": 0.3}),
			1-math.Pow(1-value(t, "atkinson-segregation", swapped, index.Params{"b": 0.7}), 0.3/0.7))
		if D, G := v("dissimilarity", nil), v("gini-segregation", nil); G < D-1e-12 {
			t.Errorf("%d units: got G %v below D %v", units, G, D)
		}
	}
}

func TestDissimilarityAllocatesNothing(t *testing.T) {
	c := randomCounts(1000, 2)
	if got := testing.AllocsPerRun(10, func() { _, _ = segregation.Dissimilarity(c) }); got != 0 {
		t.Errorf("dissimilarity: got %v allocations, want none", got)
	}
	if got := testing.AllocsPerRun(10, func() { _, _ = segregation.Gini(c) }); got > 3 {
		t.Errorf("gini: got %v allocations, want at most the sort's three", got)
	}
}
