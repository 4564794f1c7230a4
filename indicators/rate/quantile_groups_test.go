package rate_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// 27 different values in five groups: formulas worked out by hand in Python. The 12th, 17th and 22nd move.
func TestQuantileDefinitionsDiffer(t *testing.T) {
	var d index.Distribution
	for v := range 27 {
		d.Values = append(d.Values, float64(v+1))
	}
	sizes := map[rate.QuantileDefinition][]int{
		rate.RankRule: {6, 5, 6, 5, 5}, rate.BoundsRule: {6, 5, 5, 5, 6}, rate.NtileRule: {6, 6, 5, 5, 5},
	}
	groups := map[rate.QuantileDefinition][]int{}
	for definition, want := range sizes {
		got, err := rate.QuantileGroups(d, 5, definition, false)
		if err != nil {
			t.Fatal(err)
		}
		groups[definition] = got
		var expanded []int
		for g, n := range want {
			expanded = append(expanded, slices.Repeat([]int{g + 1}, n)...)
		}
		if diff := cmp.Diff(got, expanded); diff != "" {
			t.Errorf("definition %d (got -, want +):\n%s", definition, diff)
		}
	}
	differ := func(a, b []int) (places []int) {
		for i := range a {
			if a[i] != b[i] {
				places = append(places, i+1)
			}
		}
		return places
	}
	if d := cmp.Diff(differ(groups[rate.RankRule], groups[rate.BoundsRule]), []int{17, 22}); d != "" {
		t.Errorf("rank and bounds (got -, want +):\n%s", d)
	}
	if d := cmp.Diff(differ(groups[rate.BoundsRule], groups[rate.NtileRule]), []int{12, 17, 22}); d != "" {
		t.Errorf("bounds and place (got -, want +):\n%s", d)
	}
	turned, err := rate.QuantileGroups(d, 5, rate.RankRule, true)
	if err != nil {
		t.Fatal(err)
	}
	for i := range turned {
		turned[i] = 6 - turned[i]
	}
	if d := cmp.Diff(differ(turned, groups[rate.RankRule]), []int{6, 11, 17, 22}); d != "" {
		t.Errorf("turned round (got -, want +):\n%s", d)
	}
}

// Equal values are together by rank and by bounds; by place the order of the rows decides.
func TestQuantileGroupsOfEqualValues(t *testing.T) {
	d := index.Distribution{Values: []float64{7, 7, 7, 1}, Weights: []float64{1, 0, 5, 2}}
	for _, tc := range []struct {
		definition rate.QuantileDefinition
		high       bool
		want       []int
	}{
		{rate.RankRule, false, []int{1, 1, 1, 1}}, // rank 2 of 4: 3 − ⌈2 × 3/4⌉
		{rate.RankRule, true, []int{1, 1, 1, 2}},
		{rate.BoundsRule, false, []int{1, 1, 1, 1}}, // the median is 7 and no value is above it
		{rate.BoundsRule, true, []int{2, 2, 2, 2}},
		{rate.NtileRule, false, []int{1, 2, 2, 1}},
		{rate.NtileRule, true, []int{1, 1, 2, 2}},
	} {
		got, err := rate.QuantileGroups(d, 2, tc.definition, tc.high)
		if diff := cmp.Diff(got, tc.want); err != nil || diff != "" {
			t.Errorf("definition %d, highest first %t: %v (got -, want +):\n%s", tc.definition, tc.high, err, diff)
		}
	}
}

func TestQuantileGroupsAreUndefined(t *testing.T) {
	three := index.Distribution{Values: []float64{1, 2, 3}}
	for name, f := range map[string]func() ([]int, error){
		"more groups than values": func() ([]int, error) { return rate.QuantileGroups(three, 4, rate.RankRule, false) },
		"one group":               func() ([]int, error) { return rate.QuantileGroups(three, 1, rate.RankRule, false) },
		"no such definition":      func() ([]int, error) { return rate.QuantileGroups(three, 2, 4, false) },
		"no values":               func() ([]int, error) { return rate.QuantileGroups(index.Distribution{}, 2, rate.RankRule, false) },
	} {
		if got, err := f(); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, %v, want undefined", name, got, err)
		}
	}
	if got := rate.QuantileBounds(nil, 4); got != nil {
		t.Errorf("bounds of no values: got %v, want none", got)
	}
}

// The groups as the definitions say them, one value at a time.
func FuzzQuantileGroups(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, uint8(3+seed), uint8(seed%9))
	}
	f.Fuzz(func(t *testing.T, seed uint64, size, number uint8) {
		k := 2 + int(number)%20
		n := k + int(size)
		r := rand.New(rand.NewPCG(seed, 1))
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(r.IntN(n)) // with ties
		}
		d := index.Distribution{Values: values}
		for _, high := range []bool{false, true} {
			byRank, err := rate.QuantileGroups(d, k, rate.RankRule, high)
			if err != nil {
				t.Fatal(err)
			}
			byBounds, _ := rate.QuantileGroups(d, k, rate.BoundsRule, high)
			byPlace, _ := rate.QuantileGroups(d, k, rate.NtileRule, high)
			bounds := rate.QuantileBounds(values, k)
			counts := make([]int, k+1)
			for i, v := range values {
				before, place := 0, 0
				for j, w := range values {
					less := w < v
					if high {
						less = w > v
					}
					if less {
						before++
					}
					if less || w == v && j < i {
						place++
					}
				}
				// ⌈(n + 1 − rank) / (n/k)⌉ in whole numbers
				up := 0
				for up*n < k*(n-before) {
					up++
				}
				if want := k + 1 - up; byRank[i] != want {
					t.Errorf("rank %d of %d in %d groups: got %d, want %d", before+1, n, k, byRank[i], want)
				}
				group := 1
				for group < k && v > bounds[group] {
					group++
				}
				if high {
					group = k + 1 - group
				}
				if byBounds[i] != group {
					t.Errorf("%v among bounds %v: got %d, want %d", v, bounds, byBounds[i], group)
				}
				counts[byPlace[i]]++
				if want := ntileOf(place, n, k); byPlace[i] != want {
					t.Errorf("place %d of %d in %d groups: got %d, want %d", place, n, k, byPlace[i], want)
				}
			}
			for g := 1; g <= k; g++ {
				if counts[g] < n/k || counts[g] > (n+k-1)/k || g > 1 && counts[g] > counts[g-1] {
					t.Errorf("%d values in %d groups by place: sizes %v", n, k, counts[1:])
				}
			}
		}
	})
}

// ntileOf deals out places one group at a time.
func ntileOf(place, n, k int) int {
	for g := 1; ; g++ {
		size := n / k
		if g <= n%k {
			size++
		}
		if place < size {
			return g
		}
		place -= size
	}
}
