package relation_test

import (
	"fmt"

	"github.com/jamlik/jamlik/analysis/relation"
)

// Five areas: the share who are unemployed, and the share who vote.
func ExamplePearson() {
	unemployed := []float64{4, 6, 7, 9, 14}
	voted := []float64{90, 85, 86, 80, 68}
	r, _ := relation.Pearson(unemployed, voted, nil)
	lower, upper := relation.Interval(r, 5, 0.95)
	fmt.Printf("%.3f, from %.3f to %.3f\n", r, lower, upper)
	// Output: -0.989, from -0.999 to -0.838
}

// Two who each put 47 areas into five types: rows the one, columns the other.
func ExampleWeightedKappa() {
	table := [][]float64{{3, 0, 0, 0, 0}, {1, 2, 1, 0, 0}, {0, 3, 4, 2, 0}, {0, 4, 4, 9, 13}, {0, 0, 0, 0, 1}}
	k, _ := relation.WeightedKappa(table, relation.Quadratic(5), 0.95)
	most, _ := relation.Largest(table, relation.Quadratic(5))
	fmt.Printf("%.2f, from %.2f to %.2f; at most %.2f with these margins\n", k.Value, k.Lower, k.Upper, most)
	// Output: 0.67, from 0.51 to 0.83; at most 0.79 with these margins
}

// Ten areas by three indicators, high is worse. The first two areas are each in the worst fifth by all three.
func ExampleConcentrate() {
	c, _ := relation.Concentrate([][]float64{
		{9, 8, 1, 2, 3, 4, 5, 6, 7, 0},
		{7, 9, 2, 1, 4, 3, 6, 5, 0, 1},
		{5, 6, 3, 2, 1, 0, 4, 3, 2, 1},
	}, 0.2, 999, 1)
	l := c.AtLeast[3]
	fmt.Printf("%v\n%d areas on all three, %.2f expected, p = %.3f\n", c.Count, l.Units, l.Expected, l.P)
	// Output:
	// [3 3 0 0 0 0 0 0 0 0]
	// 2 areas on all three, 0.08 expected, p = 0.001
}

// Five areas by two numbers on one scale.
func ExampleWard() {
	profiles := [][]float64{{0, 0}, {0, 1}, {5, 5}, {5, 6}, {9, 0}}
	tree, _ := relation.Ward(profiles)
	cluster := relation.Cut(tree, 3)
	s, _ := relation.Silhouette(profiles, cluster)
	fmt.Println(cluster, relation.Order(tree))
	fmt.Printf("%.2f\n", s)
	// Output:
	// [1 1 2 2 3] [0 1 4 2 3]
	// [0.87 0.85 0.84 0.86 0.00]
}

// Nine areas along a road, a kilometre apart, by two numbers that fall along it and rise again: by place they are worth fewer than nine.
func ExampleStrata() {
	s, _ := relation.NewStrata(9, func(i, j int) float64 { return float64(max(i-j, j-i)) })
	x, _ := s.Likeness([]float64{4, 5, 3, 2, 1, 3, 4, 6, 5})
	y, _ := s.Likeness([]float64{7, 8, 8, 5, 3, 2, 4, 7, 6})
	fmt.Printf("%.1f\n", s.EffectiveSize(x, y))
	// Output: 3.6
}
