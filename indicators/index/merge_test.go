package index

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/space"
)

func TestMergeAddsUpCountsAndPlacesThemWhereThePeopleAre(t *testing.T) {
	c := Composition{
		Names: []string{"a", "b"}, Counts: [][]float64{{1, 2, 3}, {1, 4, 3}}, Supergroup: []int{0, 0}, Within: [][]int{{0, 0, 1}},
		Space: &space.Space{Points: &space.Points{X: []float64{1000, 2000, 3000}, Y: []float64{500, 500, 500}}},
	}
	got, err := c.Merge([]int{1, 0, 1})
	want := Composition{
		Names: []string{"a", "b"}, Counts: [][]float64{{2, 4}, {4, 4}}, Supergroup: []int{0, 0},
		Space: &space.Space{Points: &space.Points{X: []float64{2000, 2500}, Y: []float64{500, 500}}}, // 2 of 8 people a kilometre west
	}
	if d := cmp.Diff(got, want, cmpopts.IgnoreUnexported(space.Space{}, space.Points{})); err != nil || d != "" {
		t.Errorf("%v: got -, want +:\n%s", err, d)
	}
	for _, zone := range [][]int{{0, 0}, {0, 2, 0}, {0, -1, 0}, nil} {
		if got, err := c.Merge(zone); !errors.Is(err, ErrUndefined) {
			t.Errorf("%v: got %v, %v; want it undefined", zone, got, err)
		}
	}
	if got, err := (Composition{}).Merge(nil); !errors.Is(err, ErrUndefined) {
		t.Errorf("got %v, %v of no groups; want it undefined", got, err)
	}
	// A zone without units is a zone without people where nobody asks for its place.
	c.Space = nil
	if got, err := c.Merge([]int{0, 2, 0}); err != nil || got.Counts[1][1] != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestPickTakesUnitsWithAllThatIsKnownOfThem(t *testing.T) {
	c := Composition{Counts: [][]float64{{1, 2, 3}}, Within: [][]int{{7, 8, 9}}, Space: &space.Space{Area: []float64{10, 20, 30}}}
	want := Composition{Counts: [][]float64{{3, 1, 3}}, Within: [][]int{{9, 7, 9}}, Space: &space.Space{Area: []float64{30, 10, 30}}}
	if d := cmp.Diff(c.Pick([]int{2, 0, 2}), want, cmpopts.IgnoreUnexported(space.Space{})); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
}
