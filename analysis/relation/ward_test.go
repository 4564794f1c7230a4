package relation_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/analysis/relation"
	"github.com/jamlik/jamlik/indicators/index"
)

var nine = [][]float64{
	{0.1, 1.2, -0.3}, {0.2, 1.0, -0.1}, {2.1, -0.4, 0.9}, {1.9, -0.2, 1.4}, {-1.5, 0.3, 0.2}, {-1.1, 0.1, -0.6}, {0.4, 0.9, 0.0}, {2.6, -0.9, 1.1},
	{-0.2, -2.0, 1.7},
}

// SciPy 1.17.1 linkage(method="ward"), whose heights are those of R 4.2.2 hclust(method="ward.D2"), and silhouettes of scikit-learn 1.9.1.
func TestWardIsThatOfSciPy(t *testing.T) {
	tree, err := relation.Ward(nine)
	if err != nil {
		t.Fatal(err)
	}
	want := []relation.Merge{
		{1, 6, 0.24494897427831783, 2}, {0, 9, 0.4690415759823429, 3}, {2, 3, 0.5744562646538028, 2}, {4, 5, 0.9165151389911681, 2},
		{7, 11, 0.9814954576223638, 3}, {10, 12, 2.705549851693737, 5}, {8, 13, 3.5350624699807875, 4}, {14, 15, 6.131974487154289, 9},
	}
	if d := cmp.Diff(want, tree, close9); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
	if got := relation.Cut(tree, 3); !slices.Equal(got, []int{1, 1, 2, 2, 1, 1, 1, 2, 3}) {
		t.Errorf("three clusters: %v", got)
	}
	s, err := relation.Silhouette(nine, []int{1, 1, 2, 2, 3, 3, 1, 2, 4})
	if d := cmp.Diff([]float64{0.76963668, 0.84523358, 0.7453796, 0.68810518, 0.52330397, 0.46259972, 0.79907775, 0.71161968, 0}, s, cmp.Comparer(func(a, b float64) bool {
		return math.Abs(a-b) < 1e-8
	})); err != nil || d != "" {
		t.Errorf("%v; want -, got +:\n%s", err, d)
	}
}

// The tree of Ward never turns back, holds every unit once, and does not depend on the order of the numbers within profiles.
func TestWardTrees(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 50 {
		n := 2 + r.IntN(20)
		profiles := make([][]float64, n)
		for i := range profiles {
			for range 3 {
				profiles[i] = append(profiles[i], float64(r.IntN(4))) // many ties
			}
		}
		tree, err := relation.Ward(profiles)
		if err != nil {
			t.Fatal(err)
		}
		for m := 1; m < len(tree); m++ {
			if tree[m].Height < tree[m-1].Height-1e-9 {
				t.Fatalf("merge %d is lower than the one before: %v", m, tree)
			}
		}
		order := slices.Sorted(slices.Values(relation.Order(tree)))
		for i, u := range order {
			if u != i {
				t.Fatalf("order %v", order)
			}
		}
		if all := relation.Cut(tree, 1); slices.Max(all) != 1 || relation.Cut(tree, n+1) != nil || slices.Max(relation.Cut(tree, n)) != n {
			t.Fatalf("cuts of %v", tree)
		}
		// The sum of squares within the last cluster is that about the mean of all.
		mean := make([]float64, 3)
		for _, p := range profiles {
			for k, v := range p {
				mean[k] += v / float64(n)
			}
		}
		total := 0.0
		for _, p := range profiles {
			for k, v := range p {
				total += (v - mean[k]) * (v - mean[k])
			}
		}
		sum := 0.0
		for _, m := range tree {
			sum += m.Height * m.Height / 2
		}
		if math.Abs(sum-total) > 1e-9 {
			t.Fatalf("the merges add %v to the sum of squares, of %v", sum, total)
		}
	}
}

func TestWhatHasNoClusters(t *testing.T) {
	for name, p := range map[string][][]float64{"one": {{1}}, "none": nil, "missing": {{1}, {nan}}, "lengths": {{1}, {1, 2}}, "nothing": {{}, {}}, "infinite": {{1}, {math.Inf(1)}}} {
		if tree, err := relation.Ward(p); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, %v", name, tree, err)
		}
	}
	for name, c := range map[string][]int{"one cluster": {1, 1, 1, 1, 1, 1, 1, 1, 1}, "from 0": {0, 1, 1, 1, 1, 1, 1, 1, 1}, "few": {1, 2}} {
		if s, err := relation.Silhouette(nine, c); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, %v", name, s, err)
		}
	}
}
