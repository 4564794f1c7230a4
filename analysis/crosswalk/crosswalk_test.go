package crosswalk_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/analysis/crosswalk"
	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

func statistics(t testing.TB, ids ...string) []resample.Statistic {
	t.Helper()
	var out []resample.Statistic
	for _, id := range ids {
		ix, err := registry.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, resample.Statistic{Index: ix})
	}
	return out
}

// Three older areas, of which the middle one is halved between two newer ones.
var (
	older  = index.Composition{Names: []string{"a", "b"}, Counts: [][]float64{{80, 50, 20}, {20, 50, 80}}}
	halved = crosswalk.Crosswalk{Newer: 2, Population: true, Shares: []crosswalk.Share{{0, 0, 1}, {1, 0, 0.5}, {1, 1, 0.5}, {2, 1, 1}}}
)

func TestConvert(t *testing.T) {
	got, err := halved.Convert(older)
	want := index.Composition{Names: []string{"a", "b"}, Counts: [][]float64{{105, 45}, {45, 105}}}
	if d := cmp.Diff(got, want); err != nil || d != "" {
		t.Errorf("%v: got -, want +:\n%s", err, d)
	}
}

// With groups apart the halves are one group each: newer areas of 130 and 20 against 20 and 130 the one way, D = 11/15, and of 80 and 70 against 70 and
// 80 the other, D = 1/15. Mixed alike, D is 60/150.
func TestErrorOfOneDividedArea(t *testing.T) {
	got, err := crosswalk.Error(older, halved, crosswalk.Options{}, statistics(t, "dissimilarity", "segregation-curve")...)
	if err != nil {
		t.Fatal(err)
	}
	d := got.Outcomes[0]
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	near("divided", got.Divided, 1.0/3)
	near("mixed alike", d.Value, 0.4)
	near("apart, the lower", d.Apart.Lower, 1.0/15)
	near("apart, the upper", d.Apart.Upper, 11.0/15)
	near("the error, from", d.Lower, d.Apart.Lower)
	near("the error, to", d.Upper, d.Apart.Upper)
	// 50 persons of either group fall into a newer area by a half: the variance of their difference is 12.5 + 12.5, and D is the difference over 150.
	if sd := 5.0 / 150; math.Abs(d.Chance.Upper-d.Chance.Lower-2*1.96*sd) > 0.5*sd || math.Abs(d.Chance.Median-0.4) > 0.2*sd {
		t.Errorf("by chance: got %+v, want about 0.4 ± %v", d.Chance, 1.96*sd)
	}
	if o := got.Outcomes[1]; o.Why == "" || !math.IsNaN(o.Apart.Lower) {
		t.Errorf("got %+v for a curve, want a reason", o)
	}
	// By land, each group is in one half: both in one half as well, 130 and 70 against 20 and 80, D = 1/3.
	byLand := halved
	byLand.Population = false
	if got, err = crosswalk.Error(older, byLand, crosswalk.Options{}, statistics(t, "dissimilarity")...); err != nil {
		t.Fatal(err)
	}
	near("by land, the lower", got.Outcomes[0].Apart.Lower, 1.0/15)
	near("by land, the upper", got.Outcomes[0].Apart.Upper, 11.0/15)
	near("by land, the median", got.Outcomes[0].Apart.Median, 0.4)
}

// Where no area is divided there is no error.
func TestNoErrorWithoutDividedAreas(t *testing.T) {
	x := crosswalk.Crosswalk{Newer: 2, Shares: []crosswalk.Share{{0, 0, 1}, {1, 1, 1}, {2, 1, 1}}}
	got, err := crosswalk.Error(older, x, crosswalk.Options{Replicates: 20}, statistics(t, "dissimilarity")...)
	d := got.Outcomes[0]
	if err != nil || got.Divided != 0 || d.Chance.Lower != d.Value || d.Apart.Upper != d.Value || math.Abs(d.Value-0.4) > 1e-12 {
		t.Errorf("got %+v, %v", got, err)
	}
}

// A made city of streets, put together into older and into newer areas whose borders differ: the true index of the newer ones lies within the error,
// whether streets resemble those beside them or not.
func TestTruthLiesWithinTheLimits(t *testing.T) {
	inside, trials := map[bool]int{}, 200
	for trial := range trials {
		alike := trial%2 == 0
		r := rand.New(rand.NewPCG(uint64(trial), 1))
		const streets = 120
		c := index.Composition{Counts: [][]float64{make([]float64, streets), make([]float64, streets)}}
		level := 0.5
		for i := range streets {
			if level = min(max(level+0.15*(r.Float64()-0.5), 0.05), 0.95); !alike {
				level = r.Float64()
			}
			c.Counts[0][i] = resample.Binomial(r, 60, level)
			c.Counts[1][i] = 60 - c.Counts[0][i]
		}
		before, after := make([]int, streets), make([]int, streets)
		for i := range streets {
			before[i], after[i] = i/6, min(i+2, streets-1)/6 // the border moves two streets of six
		}
		var shares []crosswalk.Share
		for i := range streets {
			k := slices.IndexFunc(shares, func(s crosswalk.Share) bool { return s.From == before[i] && s.To == after[i] })
			if k < 0 {
				k = len(shares)
				shares = append(shares, crosswalk.Share{From: before[i], To: after[i]})
			}
			shares[k].Weight += 1.0 / 6
		}
		old, err := c.Merge(before)
		if err != nil {
			t.Fatal(err)
		}
		truth, err := c.Merge(after)
		if err != nil {
			t.Fatal(err)
		}
		stats := statistics(t, "dissimilarity")
		x := crosswalk.Crosswalk{Newer: len(truth.Counts[0]), Population: true, Shares: shares}
		got, err := crosswalk.Error(old, x, crosswalk.Options{Replicates: 200, Seed: uint64(trial)}, stats...)
		if err != nil {
			t.Fatal(err)
		}
		want, err := stats[0].Index.TwoGroup(truth, nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := got.Outcomes[0]; want >= d.Lower && want <= d.Upper {
			inside[alike]++
		}
	}
	t.Logf("the truth lies within the error in %d cities of 100 where streets are alike, and in %d where they are not", inside[true], inside[false])
	if inside[true] < 95 || inside[false] < 95 {
		t.Errorf("the truth lies within the error in %d and %d cities of 100 only", inside[true], inside[false])
	}
}

func TestResultsDoNotDependOnWorkers(t *testing.T) {
	run := func(workers int, seed uint64) string {
		got, err := crosswalk.Error(older, halved, crosswalk.Options{Replicates: 50, Seed: seed, Workers: workers}, statistics(t, "dissimilarity", "theil-h")...)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%+v", got)
	}
	first := run(1, 42)
	for _, workers := range []int{2, 7} {
		if got := run(workers, 42); got != first {
			t.Errorf("%d workers give %s, want %s", workers, got, first)
		}
	}
	if run(1, 43) == first {
		t.Error("another seed gives the same")
	}
}

func TestBadCrosswalks(t *testing.T) {
	for _, tc := range []struct {
		shares []crosswalk.Share
		want   string
	}{
		{[]crosswalk.Share{{0, 0, 1}, {1, 0, 1}}, "the shares of area 2 add up to 0"},
		{[]crosswalk.Share{{0, 0, 1}, {1, 0, 1}, {2, 0, 0.5}}, "the shares of area 2 add up to 0.5"},
		{[]crosswalk.Share{{0, 7, 1}}, "in area 7 of 2"},
		{[]crosswalk.Share{{3, 0, 1}}, "of area 3 of 3"},
		{[]crosswalk.Share{{0, 0, math.NaN()}}, "the share NaN"},
	} {
		x := crosswalk.Crosswalk{Newer: 2, Shares: tc.shares}
		if _, err := crosswalk.Error(older, x, crosswalk.Options{}); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%v: got %v, want an error that says %q", tc.shares, err, tc.want)
		}
	}
}
