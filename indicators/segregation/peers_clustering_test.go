package segregation_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// As [TestValuesThatProgramsGetWrong], with space: three cells of a kilometre in a row, 100 of the group in the first and 100 others in
// each of the rest, weighed by exp(−d/km). theirs is what PySAL segregation 2.5.4 gives for the same cells as polygons: its kernel is 1
// less the decay of distances that are shares of their row's sum, so that far pairs weigh most.
func TestFarPairsWeighLeast(t *testing.T) {
	c := index.Composition{
		Counts: [][]float64{{100, 0, 0}, {0, 100, 100}},
		Space:  &space.Space{Points: &space.Points{X: []float64{500, 1500, 2500}, Y: []float64{500, 500, 500}}},
	}
	one, two := math.Exp(-1), math.Exp(-2)
	all := 3 + 4*one + 2*two // Σ_i Σ_j c_ij
	for _, tc := range []struct {
		id           string
		want, theirs float64
	}{
		// P_xx = 1, P_yy = (2 + 2e⁻¹)/4, P_tt = Σ Σ c_ij/9: (P_xx + 2 P_yy)/(3 P_tt).
		{"spatial-proximity", 3 * (2 + one) / all, 1.3169423631025163},
		{"relative-clustering", 2/(1+one) - 1, 0.9905048319002185},
		// The group's 100 have 100 of their own and 100(1 + e⁻¹ + e⁻²) around them; spread evenly 100 Σ Σ c_ij/9.
		{"absolute-clustering", (1 - all/9) / (1 + one + two - all/9), 0.3168138125152924},
		// The shares of 1 around them; theirs add up to 1.042.
		{"distance-decay-isolation", 1 / (1 + one + two), 0.5319001188874346},
		{"distance-decay-interaction", (one + two) / (1 + one + two), 0.5099207448909895},
	} {
		got := value(t, tc.id, c, nil)
		if math.Abs(got-tc.want) > 1e-14 {
			t.Errorf("%s: got %v, want %v", tc.id, got, tc.want)
		}
		if math.Abs(tc.want-tc.theirs) < 1e-5 {
			t.Errorf("%s: %v and %v are too near to tell apart", tc.id, tc.want, tc.theirs)
		}
	}
}
