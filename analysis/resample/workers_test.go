package resample

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
)

// sample is an input of every shape, with units without people and, at the later date, counts that are not whole.
func sample(shift float64) index.Input {
	c := index.Composition{
		Names:  []string{"a", "b"},
		Counts: [][]float64{{10 + shift, 200, 40, 5, 0, 31}, {90, 100 - shift, 60, 95, 0, 12}},
		Within: [][]int{{0, 0, 1, 1, 2, 2}, {0, 1, 2, 2, 3, 4}}, Supergroup: []int{0, 1},
	}
	row := &space.Space{Borders: &space.Graph{First: []int32{0, 1, 3, 5, 7, 8}, To: []int32{1, 0, 2, 1, 3, 2, 4, 3}}}
	after := c
	after.Counts = [][]float64{{12, 180, 44.4, 5, 3, 30}, {88, 110, 66, 70, 9, 15 + shift}}
	return index.Input{
		Composition: c, After: after,
		Ranked: index.Ranked{
			Units: 4, Unit: []int{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3}, Values: []float64{1, 2, 5, 1, 3, 6, 3, 4, 6, 2, 1},
			Weights: []float64{10, 20, 12, 15 + shift, 13, 10, 12, 14, 12, 0, 9},
		},
		Distribution: index.Distribution{Values: []float64{1, 4, 2, 8 + shift, 5}, Weights: []float64{1, 2, 3, 1, 1}, Rank: []float64{1, 3, 2, 5, 4},
			Group: []int{0, 1, 0, 1, 2}, Sources: [][]float64{{1, 3, 1, 5, 2}, {0, 1, 1, 3 + shift, 3}}, Space: row, High: 100},
		Subgroups: index.Subgroups{Estimates: []float64{1, 2, 4, 3}, SE: []float64{0.1, 0.1, 0.2, 0.3}, Rank: []float64{1, 2, 3, 4}, Reference: -1, High: 100,
			Population: []float64{100, 200, 100, 100}, Count: []float64{1, 4, 4, 3}},
		Later:  index.Subgroups{Estimates: []float64{2, 2 + shift, 4}, SE: []float64{0.1, 0.1, 0.2}, Reference: -1},
		Events: index.Events{Count: []float64{1, 4, 8}, Population: []float64{10, 20, 30}},
	}
}

// Everything, of every index there is, is the same with 1, 2 and 7 goroutines, and leaves the input as it was.
func TestResultsOfEveryIndexDoNotDependOnWorkers(t *testing.T) {
	stats := []Statistic{districtShare}
	for _, ix := range registry.All() {
		stats = append(stats, Statistic{Index: ix})
	}
	a, b := sample(0), sample(7)
	people := sample(0)
	people.Ranked = index.Ranked{Units: 3, Unit: []int{0, 1, 2, 0, 1}, Values: []float64{5, 3, 9, 1, 7}} // fewer than cells
	runs := map[string]func(Options) any{}
	for _, scheme := range Schemes {
		for _, interval := range Intervals {
			runs[fmt.Sprint(scheme, interval)] = func(o Options) any {
				o.Interval = interval
				return Bootstrap(a, scheme, stats, o)
			}
		}
		runs["jackknife "+string(scheme)] = func(o Options) any { return Jackknife(a, scheme, stats, o) }
		runs["difference by "+string(scheme)] = func(o Options) any {
			o.Interval = BCaInterval
			return Compare(a, b, BootstrapDifference, scheme, stats, o)
		}
	}
	for _, null := range Nulls {
		runs[string(null)] = func(o Options) any { return []any{Test(a, null, stats, o), Test(people, null, stats, o)} }
	}
	for _, how := range Comparisons {
		runs["compare "+string(how)] = func(o Options) any { return Compare(a, b, how, Persons, stats, o) }
	}
	replicates := 30
	if testing.Short() {
		replicates = 8
	}
	for name, run := range runs {
		t.Run(name, func(t *testing.T) {
			// Numbers are printed with all their digits. Comparing values field by field takes longer than computing them.
			first := fmt.Sprintf("%+v", run(Options{Replicates: replicates, Seed: 42, Workers: 1}))
			for _, workers := range []int{2, 7} {
				if got := fmt.Sprintf("%+v", run(Options{Replicates: replicates, Seed: 42, Workers: workers})); got != first {
					t.Errorf("%d workers give another result:\n%s", workers, cmp.Diff(strings.Fields(first), strings.Fields(got)))
				}
			}
			if other := fmt.Sprintf("%+v", run(Options{Replicates: replicates, Seed: 43})); other == first && !strings.HasPrefix(name, "jackknife") {
				t.Error("another seed gives the same")
			}
		})
	}
	if diff := cmp.Diff([]index.Input{sample(0), sample(7)}, []index.Input{a, b}, cmpopts.IgnoreUnexported(space.Space{}, space.Points{})); diff != "" {
		t.Errorf("the input has changed (-before +after):\n%s", diff)
	}
}
