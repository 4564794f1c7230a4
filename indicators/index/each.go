package index

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Values is what [Index.Compute] returns for one of several indices.
type Values struct {
	Parts []Part
	Err   error
}

// ComputeEach computes several indices of one input, on all processors, and returns their values in the order of ixs.
// A parameter is for every index that has it.
func ComputeEach(ixs []Index, in Input, p Params) []Values {
	out := make([]Values, len(ixs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ixs)) {
		wg.Go(func() {
			for {
				j := int(next.Add(1)) - 1
				if j >= len(ixs) {
					return
				}
				out[j].Parts, out[j].Err = ixs[j].Compute(in, p)
			}
		})
	}
	wg.Wait()
	return out
}

// Pairwise returns a two-group index for each ordered pair of the groups of c: the first is the group of interest, the
// second everybody else. Its units lie where those of c do. A pair for which the index is undefined, such as one with an empty group,
// has no part.
func Pairwise(ix Index, c Composition, p Params) ([]Part, error) {
	if ix.TwoGroup == nil {
		return nil, Undefined("%s takes %s, not two", ix.ID, ix.Shape())
	}
	if err := c.Check(2); err != nil {
		return nil, err
	}
	var parts []Part
	for a := range c.Counts {
		for b := range c.Counts {
			if a == b {
				continue
			}
			pair := Composition{Counts: [][]float64{c.Counts[a], c.Counts[b]}, Space: c.Space}
			if v, err := ix.TwoGroup(pair, p); err == nil {
				parts = append(parts, OfPair(a, b, v))
			}
		}
	}
	return parts, nil
}
