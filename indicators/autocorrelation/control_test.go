package autocorrelation

import (
	"math"
	"testing"
)

// The fifteen p-values of Benjamini and Hochberg (1995), section 3.2: at 0.05 the procedure names four, Bonferroni three. 0.0095·15/4 = 0.035625 is
// the fourth adjusted value, and 0.0201·15/5 = 0.0603 the fifth.
func TestFalseDiscoveries(t *testing.T) {
	p := []float64{0.0459, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1}
	named := func(c Control) (n int) {
		for _, v := range c.Adjust(p) {
			if v <= 0.05 {
				n++
			}
		}
		return n
	}
	if fdr, bonferroni := named(FalseDiscovery), named(Bonferroni); fdr != 4 || bonferroni != 3 {
		t.Errorf("got %d and %d, want 4 and 3", fdr, bonferroni)
	}
	got := FalseDiscovery.Adjust(p)
	for i, want := range map[int]float64{1: 0.0015, 2: 0.003, 3: 0.0095, 4: 0.035625, 5: 0.0603, 14: 1} {
		if math.Abs(got[i]-want) > 1e-12 {
			t.Errorf("p %v: got %v, want %v", p[i], got[i], want)
		}
	}
	// Benjamini and Yekutieli's are 1 + 1/2 + … + 1/15 = 3.318229 times those, at most 1: R 4.2.2, p.adjust(p, "BY").
	got = DependentDiscovery.Adjust(p)
	for i, want := range map[int]float64{1: 0.00497734348984, 2: 0.00995468697969, 3: 0.03152317543568, 4: 0.11821190788378, 5: 0.20008920829171, 14: 1} {
		if math.Abs(got[i]-want) > 1e-9 {
			t.Errorf("p %v under dependence: got %v, want %v", p[i], got[i], want)
		}
	}
}
