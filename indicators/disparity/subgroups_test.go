package disparity

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/index"
)

func TestSubgroupsWithoutPopulationAreLeftOutOfEveryColumn(t *testing.T) {
	got, err := populated(index.Subgroups{Estimates: []float64{30, 10, 20}, SE: []float64{3, 1, 2}, Population: []float64{3, 0, 2},
		Rank: []float64{3, 1, 2}, Reference: 2, Favourable: true, High: 100}, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := index.Subgroups{Estimates: []float64{30, 20}, SE: []float64{3, 2}, Population: []float64{3, 2},
		Rank: []float64{3, 2}, Reference: 1, Favourable: true, High: 100}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
