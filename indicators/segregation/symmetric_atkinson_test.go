package segregation_test

import (
	"math"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// With many groups the product of their shares of a unit is too small for a number; its root is not.
func TestSymmetricAtkinsonOfManyGroups(t *testing.T) {
	for _, groups := range []int{2, 3, 40, 120, 300} {
		c := randomCounts(50, groups)
		for k := range c.Counts {
			for i := range c.Counts[k] {
				c.Counts[k][i]++ // nobody lacks a group
			}
		}
		c.Counts[0][3] = 0 // but one unit does
		want, plain := 1.0, 1.0
		for i := range 50 {
			logs := 0.0
			for _, counts := range c.Counts {
				share := counts[i] / index.Total(counts)
				logs += math.Log(share)
				if i == 0 {
					plain *= share
				}
			}
			want -= math.Exp(logs / float64(groups))
		}
		if got := value(t, "symmetric-atkinson", c, nil); math.Abs(got-want) > 1e-12 {
			t.Errorf("%d groups: got %v, want %v", groups, got, want)
		}
		if groups == 300 && plain != 0 {
			t.Errorf("the product is %v: the test has too few groups", plain)
		}
	}
}
