package curve_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis/curve"
)

// Four areas with 10, 20, 30 and 40 of one group and 40, 30, 20 and 10 of another, 100 of each. From where the first is scarcest the curve goes
// through (0.4, 0.1), (0.7, 0.3) and (0.9, 0.6). The distance from the diagonal is 0.3, 0.4 and 0.3, and ½ Σ|x − y| is (0.3+0.1+0.1+0.3)/2 = 0.4. The
// area below is 0.4·0.05 + 0.3·0.2 + 0.2·0.45 + 0.1·0.8 = 0.25, so that G is 0.5.
var four = []curve.Point{{}, {0.4, 0.1}, {0.7, 0.3}, {0.9, 0.6}, {1, 1}}

func TestIndicesAreReadFromTheCurve(t *testing.T) {
	if got := curve.Gini(four); math.Abs(got-0.5) > 1e-15 {
		t.Errorf("Gini %v, want 0.5", got)
	}
	at, d := curve.Farthest(four)
	if at != 2 || math.Abs(d-0.4) > 1e-15 {
		t.Errorf("the greatest distance is %v at point %d, want 0.4 at 2", d, at)
	}
	above := []curve.Point{{}, {0.1, 0.4}, {0.3, 0.7}, {0.6, 0.9}, {1, 1}} // the mirror image
	if got := curve.Gini(above); math.Abs(got+0.5) > 1e-15 {
		t.Errorf("index %v of a curve above the diagonal, want -0.5", got)
	}
	if at, d := curve.Farthest(above); at != 2 || math.Abs(d-0.4) > 1e-15 {
		t.Errorf("the greatest distance above is %v at point %d, want 0.4 at 2", d, at)
	}
}

func TestCurvesAreStraightBetweenPoints(t *testing.T) {
	for _, test := range []struct{ x, y float64 }{{0, 0}, {0.2, 0.05}, {0.4, 0.1}, {0.55, 0.2}, {0.8, 0.45}, {1, 1}} {
		if got := curve.Height(four, test.x); math.Abs(got-test.y) > 1e-15 {
			t.Errorf("height %v at %v, want %v", got, test.x, test.y)
		}
		if got := curve.Reach(four, test.y); math.Abs(got-test.x) > 1e-15 {
			t.Errorf("the curve comes to %v at %v, want %v", test.y, got, test.x)
		}
	}
	flat := []curve.Point{{}, {0.5, 0}, {1, 1}}
	if got := curve.Reach(flat, 0); got != 0 {
		t.Errorf("the curve comes to 0 at %v, want 0", got)
	}
	if got := curve.Height(flat, 2); !math.IsNaN(got) {
		t.Errorf("height %v beyond the end", got)
	}
}
