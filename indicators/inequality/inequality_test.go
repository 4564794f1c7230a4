package inequality_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
)

func atkinson(epsilon float64) func(index.Distribution) (float64, error) {
	return func(d index.Distribution) (float64, error) { return inequality.Atkinson(d, epsilon) }
}

// ofValuesAlone returns the indices of one number that read values and weights only.
func ofValuesAlone() (list []index.Index) {
	for _, ix := range inequality.All {
		if ix.Unequal != nil && ix.Reads == 0 {
			list = append(list, ix)
		}
	}
	return list
}

// oneTo returns 1, 2, …, n.
func oneTo(n int) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = float64(i + 1)
	}
	return xs
}

func TestWorkedExamples(t *testing.T) {
	for _, tc := range []struct {
		name  string
		index func(index.Distribution) (float64, error)
		d     index.Distribution
		want  float64
		why   string
	}{
		{"one person", inequality.Gini, index.Distribution{Values: []float64{7}}, 0, "alone is equal"},
		{"gini 1 to 10", inequality.Gini, index.Distribution{Values: oneTo(10)}, 9.0 / 30, "(n−1)/(3n)"},
		{"gini 1 to 100", inequality.Gini, index.Distribution{Values: oneTo(100)}, 99.0 / 300, "(n−1)/(3n)"},
		{"gini one has all", inequality.Gini, index.Distribution{Values: []float64{0, 0, 0, 8}}, 0.75, "1 − 1/n"},
		{"gini weighted", inequality.Gini, index.Distribution{Values: []float64{300, 100}, Weights: []float64{1, 3}}, 0.25,
			"2·1·3·200 / (2·4²·150)"},
		{"gini in millions", inequality.Gini, index.Distribution{Values: []float64{3e300, 1e300}, Weights: []float64{1, 3}}, 0.25,
			"the unit does not matter, nor does its size"},
		{"gini few above many", inequality.Gini, index.Distribution{Values: []float64{231.9, 0}, Weights: []float64{3e-9, 2524}}, 1,
			"1 − 3e-9/2524"},
		{"gini at the edge of numbers", inequality.Gini, index.Distribution{Values: []float64{0, 1e300, 1e300},
			Weights: []float64{1e15, 1e-300, 1e-300}}, 1, "1 − 2e-315"},
		{"theil T", inequality.TheilT, index.Distribution{Values: []float64{1, 3}}, 0.5*math.Log(0.5)/2 + 1.5*math.Log(1.5)/2,
			"½(½ ln ½ + 3/2 ln 3/2)"},
		{"theil T one has all", inequality.TheilT, index.Distribution{Values: []float64{0, 0, 0, 8}}, math.Log(4), "ln n"},
		{"theil L", inequality.TheilL, index.Distribution{Values: []float64{1, 3}}, math.Log(4.0/3) / 2, "½(ln 2 + ln 2/3)"},
		{"atkinson 0", atkinson(0), index.Distribution{Values: []float64{1, 4}}, 0, "no aversion"},
		{"atkinson ½", atkinson(0.5), index.Distribution{Values: []float64{1, 4}}, 0.1, "1 − (3/2)²/2.5"},
		{"atkinson 1", atkinson(1), index.Distribution{Values: []float64{1, 4}}, 0.2, "geometric mean 2: 1 − 2/2.5"},
		{"atkinson 2", atkinson(2), index.Distribution{Values: []float64{1, 4}}, 0.36, "harmonic mean 1.6: 1 − 1.6/2.5"},
		{"atkinson ½ with zero", atkinson(0.5), index.Distribution{Values: []float64{0, 4}}, 0.5, "1 − (2/2)²/2"},
		{"atkinson near 1", atkinson(1 - 1e-9), index.Distribution{Values: []float64{1, 4}}, 0.2, "continuous in ε"},
		{"atkinson 50", atkinson(50), index.Distribution{Values: []float64{1e-9, 1, 1}, Weights: []float64{1, 2, 1}},
			1 - 1e-9/0.75/math.Pow(0.25, 1.0/49), "M ≈ ¼ r^−49 with r = 1e-9/¾"},
		{"variation", inequality.CoefficientOfVariation, index.Distribution{Values: []float64{2, 4, 4, 4, 5, 5, 7, 9}}, 0.4,
			"standard deviation 2, mean 5"},
		{"p90/p10 between persons", inequality.P90P10, index.Distribution{Values: oneTo(10)}, 9.5 / 1.5, "(9+10)/2 over (1+2)/2"},
		{"p90/p10 within a person", inequality.P90P10, index.Distribution{Values: oneTo(15)}, 14.0 / 2, "13.5 and 1.5 persons"},
		{"p90/p10 weighted", inequality.P90P10, index.Distribution{Values: []float64{1, 2, 8}, Weights: []float64{5, 85, 10}}, 5.0 / 2,
			"cumulative 5, 90, 100: (2+8)/2 over 2"},
		{"p90/p10 in thousandths", inequality.P90P10, index.Distribution{Values: oneTo(10), Weights: []float64{
			.003, .003, .003, .003, .003, .003, .003, .003, .003, .003}}, 9.5 / 1.5, "the boundary is met in any unit of weight"},
		{"palma 1 to 10", inequality.Palma, index.Distribution{Values: oneTo(10)}, 1, "10 over 1+2+3+4"},
		{"palma of five", inequality.Palma, index.Distribution{Values: oneTo(5)}, 2.5 / 3, "half of 5 over 1+2"},
		{"palma of three", inequality.Palma, index.Distribution{Values: oneTo(3)}, 0.9 / 1.4, "0.3·3 over 1+0.2·2"},
		{"palma of one", inequality.Palma, index.Distribution{Values: []float64{7}}, 0.25, "equal shares"},
		{"nobody has a value", inequality.TheilL, index.Distribution{Values: []float64{1, 3, 0, -5}, Weights: []float64{2, 2, 0, 0}},
			math.Log(4.0/3) / 2, "values of weight zero are left out"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.index(tc.d)
			if err != nil {
				t.Fatal(err)
			}
			if !(math.Abs(got-tc.want) <= 1e-9*math.Max(1, tc.want)) {
				t.Errorf("got %.15g, want %.15g: %s", got, tc.want, tc.why)
			}
		})
	}
}

func TestEqualValuesGiveExactlyTheMinimum(t *testing.T) {
	d := index.Distribution{Values: []float64{0.1, 0.1, 0.1}, Weights: []float64{0.3, 1.7, 11}}
	for _, ix := range ofValuesAlone() {
		if !ix.Properties.Has(index.EqualIsMin) {
			continue
		}
		got, err := ix.Unequal(d, nil)
		if err != nil {
			t.Errorf("%s: %v", ix.ID, err)
		}
		if math.Abs(got-ix.Min) > 1e-15 || got < ix.Min {
			t.Errorf("%s: got %v, want %v", ix.ID, got, ix.Min)
		}
	}
}

// cannotTakeZero are the indices that have no value where the lowest, or the greater part, is zero.
var cannotTakeZero = []string{
	"theil-l", "j-divergence", "variance-of-logarithms", "p90-p10", "percentile-ratio", "palma", "share-ratio", "wolfson",
	"foster-greer-thorbecke", "relative-median-poverty-gap", "watts", "sen", "sen-shorrocks-thon",
}

func TestUndefined(t *testing.T) {
	for _, tc := range []struct {
		name string
		d    index.Distribution
		all  bool // else only the indices that cannot take a zero
	}{
		{"no values", index.Distribution{}, true},
		{"all zero", index.Distribution{Values: []float64{0, 0}}, true},
		{"negative", index.Distribution{Values: []float64{-1, 5}}, true},
		{"not a number", index.Distribution{Values: []float64{math.NaN(), 5}}, true},
		{"infinite", index.Distribution{Values: []float64{math.Inf(1), 5}}, true},
		{"negative weight", index.Distribution{Values: []float64{1, 5}, Weights: []float64{-1, 2}}, true},
		{"no weight", index.Distribution{Values: []float64{1, 5}, Weights: []float64{0, 0}}, true},
		{"lengths differ", index.Distribution{Values: []float64{1, 5}, Weights: []float64{1}}, true},
		{"too large", index.Distribution{Values: []float64{1e308, 1e308}, Weights: []float64{1e308, 1}}, true},
		{"zero at the bottom", index.Distribution{Values: []float64{0, 0, 0, 0, 5}}, false},
	} {
		for _, ix := range ofValuesAlone() {
			got, err := ix.Unequal(tc.d, index.Params{})
			takes := slices.Contains(map[string][]string{
				"all zero":  {"kolm"},
				"negative":  {"kolm", "gini-with-negatives"},
				"too large": {"gini-with-negatives", "foster-greer-thorbecke", "watts", "sen", "sen-shorrocks-thon"},
			}[tc.name], ix.ID)
			if takes || !tc.all && !slices.Contains(cannotTakeZero, ix.ID) {
				if err != nil {
					t.Errorf("%s, %s: got %v, want a value", tc.name, ix.ID, err)
				}
				continue
			}
			if !errors.Is(err, index.ErrUndefined) || got != 0 {
				t.Errorf("%s, %s: got %v, %v, want 0 and an undefined error", tc.name, ix.ID, got, err)
			}
		}
	}
	for _, epsilon := range []float64{-0.5, math.NaN(), math.Inf(1)} {
		if _, err := inequality.Atkinson(index.Distribution{Values: []float64{1, 4}}, epsilon); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("atkinson(%v): got %v, want undefined", epsilon, err)
		}
	}
	if _, err := inequality.Atkinson(index.Distribution{Values: []float64{0, 4}}, 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("atkinson(1) with a zero: got %v, want undefined", err)
	}
}

func TestInputIsNotModified(t *testing.T) {
	d := index.Distribution{Values: []float64{5, 1, 3}, Weights: []float64{1, 2, 3}, Rank: []float64{2, 1, 3}}
	for _, ix := range ofValuesAlone() {
		if _, err := ix.Unequal(d, nil); err != nil {
			t.Errorf("%s: %v", ix.ID, err)
		}
	}
	want := index.Distribution{Values: []float64{5, 1, 3}, Weights: []float64{1, 2, 3}, Rank: []float64{2, 1, 3}}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("input was modified (-want +got):\n%s", diff)
	}
}

// The principle of transfers is what tells the percentile ratio from the other indices.
func TestTransferFromTheTenthPercentileRaisesP90P10(t *testing.T) {
	before := index.Distribution{Values: []float64{1, 4, 5, 5, 5, 5, 5, 5, 5, 5, 9}}
	after := index.Distribution{Values: []float64{2, 3, 5, 5, 5, 5, 5, 5, 5, 5, 9}}
	a, err := inequality.P90P10(before)
	if err != nil {
		t.Fatal(err)
	}
	b, err := inequality.P90P10(after)
	if err != nil {
		t.Fatal(err)
	}
	if !(b > a) {
		t.Errorf("got %v after %v, want more", b, a)
	}
}

// IneqPy and ineq with corr = TRUE divide by n − 1 where others divide by n (PySAL, dineq, laeken): among 1, 2, 3, 4, 5 the twenty
// differences of two persons add up to 40, and 40/(2 · 25 · 3) = 0.2667 while 40/(2 · 20 · 3) = 0.3333.
func TestGiniOfASample(t *testing.T) {
	gini := inequality.All[0]
	for _, tc := range []struct {
		d      index.Distribution
		sample float64
		want   float64
	}{
		{index.Distribution{Values: oneTo(5)}, 0, 4.0 / 15},
		{index.Distribution{Values: oneTo(5)}, 1, 1.0 / 3},
		{index.Distribution{Values: []float64{0, 0, 0, 9}}, 1, 1},
		{index.Distribution{Values: []float64{0, 9}, Weights: []float64{3, 1}}, 1, 1},
	} {
		got, err := gini.Unequal(tc.d, index.Params{"sample": tc.sample})
		if err != nil || math.Abs(got-tc.want) > 1e-15 {
			t.Errorf("%v, sample %v: got %v, %v, want %v", tc.d, tc.sample, got, err, tc.want)
		}
	}
	for _, d := range []index.Distribution{{Values: []float64{3}}, {Values: []float64{1, 2}, Weights: []float64{0.5, 2}}} {
		if got, err := gini.Unequal(d, index.Params{"sample": 1}); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%v: got %v, %v, want an undefined error", d, got, err)
		}
	}
}

// convey's svygini ranks with the cumulative weight less one half, as though every weight were one person: for values 100 and 300 with
// weights 3 and 1 that gives 0.5 where the four persons have 0.25.
func TestWeightsAreHeadCounts(t *testing.T) {
	d := index.Distribution{Values: []float64{100, 300}, Weights: []float64{3, 1}}
	got, err := inequality.Gini(d)
	if err != nil || math.Abs(got-0.25) > 1e-15 {
		t.Errorf("got %v, %v, want 0.25", got, err)
	}
	// Σ w x (2C − 1)/(W Σ w x) − 1 with C the cumulative weight: (300 · 5 + 300 · 7)/(4 · 600) − 1 = 0.5.
	total, cumulative, sum := 600.0, 0.0, 0.0
	for i, x := range d.Values {
		cumulative += d.Weights[i]
		sum += d.Weights[i] * x * (2*cumulative - 1)
	}
	if ranked := sum/(4*total) - 1; math.Abs(ranked-0.5) > 1e-15 {
		t.Errorf("ranked as one person each: %v, want 0.5", ranked)
	}
}
