package resample_test

import (
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
)

// Progress comes to its end, and no more often than at each per cent.
func TestProgressIsTold(t *testing.T) {
	calls, last := 0, 0
	o := resample.Options{Replicates: 999, Workers: 3, Progress: func(done, total int) {
		if total != 999 {
			t.Errorf("got %d in all, want 999", total)
		}
		calls++
		last = max(last, done)
	}}
	resample.Replicate(o, 1, func() resample.Draw {
		return func(r *rand.Rand, out []float64) { out[0] = r.Float64() }
	})
	if last != 999 || calls != 100 {
		t.Errorf("got %d done in %d calls, want 999 in 100", last, calls)
	}
}
