package classes_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/analysis/classes"
)

// example is the data set that comes with mapclassify (BSD licence), 58 counties of California, as its documentation has it.
var example = []float64{
	329.92, 0.42, 5.9, 14.03, 2.78, 1.34, 181.27, 1.65, 10.03, 16.7, 1.32, 3.99, 3.16, 0.22, 8.7, 6.56, 3.27, 0.33, 370.5, 4.51, 75.29, 0.99, 2.74, 8.68,
	0.14, 0.92, 12.63, 28.7, 12.02, 722.85, 36.68, 0.74, 29.82, 192.05, 3.38, 11.15, 110.74, 4111.45, 49.47, 10.33, 317.11, 20.47, 264.93, 66.26, 5.39,
	0.13, 0.61, 50.65, 40.48, 36.67, 13.09, 1.81, 0.2, 7.6, 2.51, 57.26, 24.32, 6.97,
}

// Classes, highest numbers and fit are those of FisherJenks, Quantiles and EqualInterval of mapclassify 2.10.0 (get_gadf for the fit); its documentation
// prints the bins and counts of the first.
func TestClassesAreThoseOfMapclassify(t *testing.T) {
	for _, test := range []struct {
		name   string
		cut    func(k int) ([]int, error)
		k      int
		high   []float64
		counts []int
		fit    float64
	}{
		{"jenks", jenks, 5, []float64{75.29, 192.05, 370.5, 722.85, 4111.45}, []int{49, 3, 4, 1, 1}, 0.8879032133645446},
		{"jenks", jenks, 4, []float64{110.74, 370.5, 722.85, 4111.45}, []int{50, 6, 1, 1}, 0.8481032719908105},
		{"equal", equal, 5, []float64{722.85, 0, 0, 0, 4111.45}, []int{57, 0, 0, 0, 1}, 0.5754280208305576},
		{"quantiles", quantiles, 5, nil, []int{12, 11, 12, 11, 12}, 0.21710231966462412},
	} {
		class, err := test.cut(test.k)
		if err != nil {
			t.Fatal(err)
		}
		high, counts := make([]float64, test.k), make([]int, test.k)
		for i, c := range class {
			high[c-1] = max(high[c-1], example[i])
			counts[c-1]++
		}
		if test.high != nil && !slices.Equal(high, test.high) || !slices.Equal(counts, test.counts) {
			t.Errorf("%s, %d classes: up to %v with %v, want %v with %v", test.name, test.k, high, counts, test.high, test.counts)
		}
		if fit := classes.Fit(example, class); math.Abs(fit-test.fit) > 1e-12 {
			t.Errorf("%s, %d classes: fit %.15f, want %.15f", test.name, test.k, fit, test.fit)
		}
	}
}

func jenks(k int) ([]int, error)     { return classes.Jenks(example, k) }
func quantiles(k int) ([]int, error) { return classes.Quantiles(example, nil, k) }
func equal(k int) ([]int, error) {
	cuts, err := classes.Steps(example, k)
	if err != nil {
		return nil, err
	}
	return classes.Cuts(example, cuts)
}

func ExampleSteps() {
	fmt.Println(classes.Steps([]float64{10, 11, 12, 50}, 4))
	// Output: [20 30 40] <nil>
}

func ExampleStarts() {
	fmt.Println(classes.Starts([]float64{3, 1, math.NaN(), 9, 4, 8}, []int{2, 1, 0, 4, 2, 4}))
	// Output: [3 8]
}

func TestFitOfNothing(t *testing.T) {
	if v := classes.Fit([]float64{2, 2, math.NaN()}, []int{1, 1, 0}); !math.IsNaN(v) {
		t.Errorf("values without differences have fit %v", v)
	}
	if v := classes.Fit([]float64{1, 5}, []int{1, 2}); v != 1 {
		t.Errorf("classes of one value each have fit %v", v)
	}
	if out := classes.Starts(nil, nil); len(out) != 0 {
		t.Errorf("nothing starts at %v", out)
	}
}
