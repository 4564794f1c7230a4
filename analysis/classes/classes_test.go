package classes_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/analysis/classes"
	"github.com/jamlik/jamlik/indicators/index"
)

var nan = math.NaN()

func ExampleJenks() {
	out, _ := classes.Jenks([]float64{1, 2, 4, 5, 7, 9, 10, 20, 21, 25, 40, 41, 44, 80}, 4)
	fmt.Println(out)
	// Output: [1 1 1 1 1 1 1 2 2 2 3 3 3 4]
}

func ExampleQuantiles() {
	index := []float64{0.1, 0.2, 0.3, 0.4, 0.5}
	people := []float64{100, 100, 100, 100, 600}
	out, _ := classes.Quantiles(index, people, 5)
	fmt.Println(out)
	// Output: [1 1 2 2 4]
}

func ExampleCounts() {
	out, _ := classes.Counts([]float64{5, 3, 3, 9, 1}, []int{1, 3, 1})
	fmt.Println(out)
	// Output: [2 2 2 3 1]
}

func ExampleCuts() {
	out, _ := classes.Cuts([]float64{-2, -0.5, 0.1, 0.5, 3}, []float64{-1, 0, 0.5})
	fmt.Println(out)
	// Output: [1 2 3 4 4]
}

// The dynamic programme finds what trying every cut finds.
func TestJenksIsTheBestCut(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		values := make([]float64, 4+r.IntN(7))
		for i := range values {
			values[i] = float64(r.IntN(30))
		}
		got, err := classes.Jenks(values, 3)
		if err != nil {
			continue
		}
		sorted := slices.Compact(slices.Sorted(slices.Values(values)))
		best := math.Inf(1)
		for a := 1; a < len(sorted); a++ {
			for b := a + 1; b < len(sorted); b++ {
				c, err := classes.Cuts(values, []float64{sorted[a], sorted[b]})
				if err != nil {
					t.Fatal(err)
				}
				best = min(best, within(values, c))
			}
		}
		if d := within(values, got); d > best*(1+1e-9)+1e-9 {
			t.Errorf("%v: %v has sum of squares %v, the best %v", values, got, d, best)
		}
	}
}

func within(values []float64, class []int) float64 {
	sum := 0.0
	for c := range slices.Max(class) + 1 {
		n, mean := 0.0, 0.0
		for i, v := range values {
			if class[i] == c {
				n++
				mean += v
			}
		}
		for i, v := range values {
			if class[i] == c {
				sum += (v - mean/n) * (v - mean/n)
			}
		}
	}
	return sum
}

// Ties share a class, and what is missing has none.
func TestTiesAndGaps(t *testing.T) {
	values := []float64{1, nan, 2, 2, 2, 3}
	for name, cut := range map[string]func() ([]int, error){
		"quantiles": func() ([]int, error) { return classes.Quantiles(values, nil, 3) },
		"jenks":     func() ([]int, error) { return classes.Jenks(values, 3) },
		"counts":    func() ([]int, error) { return classes.Counts(values, []int{1, 3, 1}) },
	} {
		if got, err := cut(); err != nil || !slices.Equal(got, []int{1, 0, 2, 2, 2, 3}) {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
}

func TestWhatCannotBeCut(t *testing.T) {
	many := make([]float64, classes.MaxDistinct+1)
	for i := range many {
		many[i] = float64(i)
	}
	for name, cut := range map[string]func() ([]int, error){
		"one class":             func() ([]int, error) { return classes.Quantiles([]float64{1, 2}, nil, 1) },
		"all the same":          func() ([]int, error) { return classes.Quantiles([]float64{1, 1, 1}, nil, 2) },
		"all missing":           func() ([]int, error) { return classes.Jenks([]float64{nan, nan}, 2) },
		"infinite":              func() ([]int, error) { return classes.Jenks([]float64{1, math.Inf(1), 2}, 2) },
		"negative weight":       func() ([]int, error) { return classes.Quantiles([]float64{1, 2}, []float64{1, -1}, 2) },
		"missing weight":        func() ([]int, error) { return classes.Quantiles([]float64{1, 2}, []float64{1, nan}, 2) },
		"no weight":             func() ([]int, error) { return classes.Quantiles([]float64{1, 2}, []float64{0, 0}, 2) },
		"too few weights":       func() ([]int, error) { return classes.Quantiles([]float64{1, 2}, []float64{1}, 2) },
		"too many":              func() ([]int, error) { return classes.Jenks(many, 2) },
		"cut points that fall":  func() ([]int, error) { return classes.Cuts([]float64{1}, []float64{2, 1}) },
		"too few in the others": func() ([]int, error) { return classes.Counts([]float64{1, 2, 3}, []int{1, 1}) },
		"negative number":       func() ([]int, error) { return classes.Counts([]float64{1, 2, 3}, []int{-1, 4}) },
	} {
		if got, err := cut(); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %v, %v; want undefined", name, got, err)
		}
	}
}
