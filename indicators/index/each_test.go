package index_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/space"
)

// quotient is the total of the first group over that of the second, times the parameter: it depends on the order of a pair,
// and an empty second group leaves it undefined.
var quotient = index.Index{
	ID:     "quotient",
	Params: []index.Param{{Name: "times", Default: 1, Max: 100}},
	TwoGroup: func(c index.Composition, p index.Params) (float64, error) {
		Y := index.Total(c.Counts[1])
		if Y == 0 {
			return 0, index.Undefined("the second group is empty")
		}
		times := 1.0
		if v, ok := p["times"]; ok {
			times = v
		}
		return times * index.Total(c.Counts[0]) / Y, nil
	},
}

func TestPairwiseHasEachOrderedPairThatIsDefined(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{1, 2}, {0, 0}, {4, 8}}} // 3, nobody, 12
	parts, err := index.Pairwise(quotient, c, index.Params{"times": 2})
	if err != nil {
		t.Fatal(err)
	}
	type pair struct {
		Group, With int
		Value       float64
	}
	var got []pair
	for _, p := range parts {
		if p.Unit != -1 || p.Name != "" || !math.IsNaN(p.At) {
			t.Errorf("got %+v, want a part about a pair and nothing else", p)
		}
		got = append(got, pair{p.Group, p.With, p.Value})
	}
	want := []pair{{0, 2, 0.5}, {1, 0, 0}, {1, 2, 0}, {2, 0, 8}} // not 0, 1 nor 2, 1
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
}

func TestPairsLieWhereTheirUnitsDo(t *testing.T) {
	located := index.Index{ID: "located", TwoGroup: func(c index.Composition, _ index.Params) (float64, error) {
		s, err := c.Located()
		if err != nil {
			return 0, err
		}
		return s.Area[0], nil
	}}
	c := index.Composition{Counts: [][]float64{{1, 2}, {3, 4}}, Space: &space.Space{Area: []float64{5, 6}}}
	parts, err := index.Pairwise(located, c, nil)
	if err != nil || len(parts) != 2 || parts[0].Value != 5 {
		t.Errorf("got %v, %v, want 5 for both pairs", parts, err)
	}
}

func TestPairwiseRefuses(t *testing.T) {
	two := index.Composition{Counts: [][]float64{{1}, {2}}}
	several := index.Index{ID: "several", MultiGroup: func(index.Composition, index.Params) (float64, error) { return 1, nil }}
	_, err := index.Pairwise(several, two, nil)
	checkError(t, err, "several takes groups, not two")
	_, err = index.Pairwise(quotient, index.Composition{Counts: [][]float64{{1}}}, nil)
	checkError(t, err, "at least 2 groups")
	_, err = index.Pairwise(quotient, index.Composition{Counts: [][]float64{{1}, {math.NaN()}}}, nil)
	checkError(t, err, "count NaN")
}

// However many processors there are, values come in the order of the indices, and one that fails does not stop the others.
func TestComputeEachKeepsTheOrder(t *testing.T) {
	var ixs []index.Index
	for k := range 50 {
		ixs = append(ixs, index.Index{ID: fmt.Sprint(k), TwoGroup: func(c index.Composition, _ index.Params) (float64, error) {
			if k%7 == 3 {
				return 0, index.Undefined("number %d", k)
			}
			return float64(k) * c.Counts[0][0], nil
		}})
	}
	in := index.Input{Composition: index.Composition{Counts: [][]float64{{2}, {1}}}}
	for k, v := range index.ComputeEach(ixs, in, nil) {
		if k%7 == 3 {
			if !errors.Is(v.Err, index.ErrUndefined) || v.Parts != nil {
				t.Errorf("%d: got %v, %v, want undefined", k, v.Parts, v.Err)
			}
			continue
		}
		if v.Err != nil || len(v.Parts) != 1 || v.Parts[0].Value != float64(2*k) {
			t.Errorf("%d: got %v, %v, want %d", k, v.Parts, v.Err, 2*k)
		}
	}
	if got := index.ComputeEach(nil, in, nil); len(got) != 0 {
		t.Errorf("no indices: got %v", got)
	}
}
