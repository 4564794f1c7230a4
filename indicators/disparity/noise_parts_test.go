package disparity_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
)

// Three areas of one size with 40, 50 and 60 per cent: the variance is 200/3. Chance of standard error 3 makes 2/3 · 9 = 6 of it, and noise
// of standard deviation 2 makes 2/3 · 4.
func ExampleNoiseParts() {
	s := index.Subgroups{Estimates: []float64{40, 50, 60}, SE: []float64{3, 3, 3}, Noise: []float64{2, 2, 2}, Reference: -1}
	chance, deliberate, err := disparity.NoiseParts(s)
	fmt.Printf("%.2f %.2f %v\n", chance, deliberate, err)
	// Output: 0.09 0.04 <nil>
}

func TestNoiseParts(t *testing.T) {
	s := index.Subgroups{Estimates: []float64{49, 50, 51}, SE: []float64{3, 3, 3}, Noise: []float64{4, 4, 4}, Reference: -1}
	chance, deliberate, err := disparity.NoiseParts(s) // more than there is: cut down to 9 and 16 parts of 25
	if err != nil || math.Abs(chance-0.36) > 1e-12 || math.Abs(deliberate-0.64) > 1e-12 {
		t.Error(chance, deliberate, err)
	}
	both, err := disparity.NoiseShare(s)
	if err != nil || both != 1 {
		t.Error(both, err)
	}
	corrected, err := disparity.NoiseCorrectedVariance(index.Subgroups{Estimates: []float64{40, 50, 60}, SE: []float64{3, 3, 3}, Noise: []float64{2, 2, 2}, Reference: -1})
	if err != nil || math.Abs(corrected-(200-18-8)/3.) > 1e-9 {
		t.Error(corrected, err)
	}
	for name, bad := range map[string]index.Subgroups{
		"alike":    {Estimates: []float64{5, 5, 5}, SE: []float64{1, 1, 1}, Reference: -1},
		"negative": {Estimates: []float64{4, 5, 6}, SE: []float64{1, 1, 1}, Noise: []float64{1, -1, 1}, Reference: -1},
		"too few":  {Estimates: []float64{4, 5, 6}, SE: []float64{1, 1, 1}, Noise: []float64{1}, Reference: -1},
		"no error": {Estimates: []float64{4, 5, 6}, Reference: -1},
	} {
		if _, _, err := disparity.NoiseParts(bad); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
