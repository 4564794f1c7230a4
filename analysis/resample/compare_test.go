package resample

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
)

// share is the share of group 0 of two.
var share = custom(func(c index.Composition) float64 {
	x, y := index.Total(c.Counts[0]), index.Total(c.Counts[1])
	return x / (x + y)
})

// Two cities of three units and two, all of 10 people, of which 1, 2, 3 and 6, 8 are in the group. By random labels each of the ten ways to
// choose two units for the second city is equally likely; the share of the second less that of the first is (s/2 − (20−s)/3)/10 for a
// sum s of 3, 4, 5, 7, 8, 9, 9, 10, 11, 14: 0.5 for the data, which is the largest.
func TestRandomLabelsByHand(t *testing.T) {
	a := index.Input{Composition: index.Composition{Counts: [][]float64{{1, 0, 2, 3}, {9, 0, 8, 7}}}}
	b := index.Input{Composition: index.Composition{Counts: [][]float64{{6, 8}, {4, 2}}}}
	v := Compare(a, b, RandomLabel, Persons, []Statistic{share}, Options{Replicates: 20_000, Seed: 1})[0].Values[0]
	var mean, squares float64
	for _, s := range []float64{3, 4, 5, 7, 8, 9, 9, 10, 11, 14} {
		d := (s/2 - (20-s)/3) / 10
		mean += d / 10
		squares += d * d / 10
	}
	sd := math.Sqrt(squares - mean*mean)
	if math.Abs(v.Difference.Estimate.Value-0.5) > 1e-12 || math.Abs(v.Mean-mean) > 0.01 || math.Abs(v.SD-sd) > 0.01 {
		t.Errorf("got %+v, want 0.5, mean %.4f, SD %.4f", v, mean, sd)
	}
	if math.Abs(v.P.Greater-0.1) > 0.01 || v.P.Less != 1 || v.P.TwoSided != 2*v.P.Greater || v.Difference.Interval {
		t.Errorf("got p %+v, want 0.1 and 1, and no interval", v.P)
	}
	back := Compare(b, a, RandomLabel, Persons, []Statistic{share}, Options{Replicates: 20_000, Seed: 1})[0].Values[0]
	if math.Abs(back.Difference.Estimate.Value+0.5) > 1e-12 || math.Abs(back.P.Less-0.1) > 0.01 || back.P.Greater != 1 {
		t.Errorf("the other way round: got %+v", back)
	}
}

// When all people change places the share of group 0 in the second city is hypergeometric: 20 of 50 people, of whom 20 are in the
// group, and the difference is (x/20 − (20−x)/30), with the variance (1/20 + 1/30)² · 20 · 0.4 · 0.6 · 30/49. Sizes stay.
func TestPermutedPersonsByHand(t *testing.T) {
	a := index.Input{Composition: index.Composition{Counts: [][]float64{{1, 0, 2, 3}, {9, 0, 8, 7}}}}
	b := index.Input{Composition: index.Composition{Counts: [][]float64{{6, 8}, {4, 2}}}}
	size := custom(func(c index.Composition) float64 { return c.Counts[0][0] + c.Counts[1][0] })
	got := Compare(a, b, PermutedPersons, Persons, []Statistic{share, size}, Options{Replicates: 20_000, Seed: 1})
	v := got[0].Values[0]
	sd := (1.0/20 + 1.0/30) * math.Sqrt(20*0.4*0.6*30/49)
	if math.Abs(v.Mean) > 5*sd/math.Sqrt(20_000) || math.Abs(v.SD/sd-1) > 0.03 {
		t.Errorf("got mean %.5f and SD %.5f, want 0 and %.5f", v.Mean, v.SD, sd)
	}
	if w := got[1].Values[0]; w.SD != 0 || w.Mean != 0 {
		t.Errorf("sizes: got %+v, want them unchanged", w)
	}
}

// The bootstrap of the difference draws both samples: variances add up. Its p is small where the interval leaves 0 out.
func TestBootstrapOfTheDifference(t *testing.T) {
	a := index.Input{Composition: index.Composition{Counts: [][]float64{{30, 20}, {70, 80}}}}
	b := index.Input{Composition: index.Composition{Counts: [][]float64{{50, 30, 40}, {50, 70, 60}}}}
	for _, interval := range Intervals {
		v := Compare(a, b, BootstrapDifference, Persons, []Statistic{share}, Options{Replicates: 9999, Seed: 1, Interval: interval})[0].Values[0]
		se := math.Sqrt(0.25*0.75/200 + 0.4*0.6/300)
		if math.Abs(v.Difference.SE/se-1) > 0.03 || math.Abs(v.Mean) > 0.002 || math.Abs(v.SD/se-1) > 0.03 {
			t.Errorf("%s: got %+v, want SE %.4f about 0", interval, v, se)
		}
		e := v.Difference.Estimate
		if math.Abs(e.Lower-(0.15-1.96*se)) > 0.005 || math.Abs(e.Upper-(0.15+1.96*se)) > 0.005 {
			t.Errorf("%s: got %.4f to %.4f, want about %.4f to %.4f", interval, e.Lower, e.Upper, 0.15-1.96*se, 0.15+1.96*se)
		}
		if v.P.TwoSided > 0.002 || v.P.TwoSided <= 0 || v.P.Less < 0.99 {
			t.Errorf("%s: got p %+v for a difference of 3.6 standard errors", interval, v.P)
		}
	}
}

// With 999 replicates the basic interval at 95 % leaves 0 out exactly when the two-sided p is at most 0.05.
func TestBootstrapTestIsThatOfTheBasicInterval(t *testing.T) {
	a := index.Input{Composition: index.Composition{Counts: [][]float64{{30, 20}, {70, 80}}}}
	rejected := 0
	for shift := range 60 {
		x := 5 + float64(shift)
		b := index.Input{Composition: index.Composition{Counts: [][]float64{{x, 20}, {100 - x, 80}}}}
		v := Compare(a, b, BootstrapDifference, Persons, []Statistic{share}, Options{Replicates: 999, Seed: uint64(shift)})[0].Values[0]
		e := v.Difference.Estimate
		out := e.Lower > alike || e.Upper < -alike
		if out != (v.P.TwoSided <= 0.05) {
			t.Errorf("%v: p %v, interval %v to %v", x, v.P.TwoSided, e.Lower, e.Upper)
		}
		rejected += b2i(out)
	}
	if rejected == 0 || rejected == 60 {
		t.Errorf("%d of 60 tests reject: the comparison says nothing", rejected)
	}
}

// The first city has the shares 0.1 and 0.4 in units of 10 and 20 people, the second 0.2, 0.5 and 0.6 in units of 10. Of two units the
// lower has the rank ½ and the upper 1: their counterparts are 0.5 and 0.6. The ranks ⅓, ⅔ and 1 of the second have 0.1 + 0.3/3,
// 0.1 + 0.6/3 and 0.4 in the first.
func TestCounterfactualsByHand(t *testing.T) {
	a := index.Composition{Counts: [][]float64{{1, 0, 8}, {9, 0, 12}}}
	b := index.Composition{Counts: [][]float64{{2, 6, 5}, {8, 4, 5}}}
	near := cmpopts.EquateApprox(0, 1e-12)
	for _, tc := range []struct {
		how  Comparison
		a, b [][]float64
	}{
		{CounterfactualComposition, [][]float64{{5, 0, 12}, {5, 0, 8}}, [][]float64{{2, 4, 3}, {8, 6, 7}}},
		// Of the other group the first has 0.9 and 0.6, the second 0.8, 0.4 and 0.5: counterparts 0.8 and 0.5; 0.9, 0.7 and 0.8.
		{CounterfactualDual, [][]float64{{5, 0, 12}, {8, 0, 10}}, [][]float64{{2, 4, 3}, {9, 7, 8}}},
		// The counts 1 and 8 become 5 and 6, times 9/11; 9 and 12 become 5 and 8, times 21/13. Of the second, 2, 6 and 5 become 10/3, 8
		// and 17/3, times 13/17, and 8, 4 and 5 become 12, 10 and 11, times 17/33.
		{CounterfactualShare, [][]float64{{45.0 / 11, 0, 54.0 / 11}, {105.0 / 13, 0, 168.0 / 13}},
			[][]float64{{130.0 / 51, 104.0 / 17, 13.0 / 3}, {204.0 / 33, 170.0 / 33, 187.0 / 33}}},
	} {
		x, y, err := tc.how.swapped(a, b)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([][][]float64{tc.a, tc.b}, [][][]float64{x.Counts, y.Counts}, near); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.how, diff)
		}
		// Each unit has one or the other, with equal chance: the mean of the share is half way.
		v := Compare(index.Input{Composition: a}, index.Input{Composition: b}, tc.how, Persons,
			[]Statistic{cellOf(0, 2)}, Options{Replicates: 4000, Seed: 3})[0].Values[0]
		want := (tc.b[0][2]+5)/2 - (tc.a[0][2]+8)/2
		if math.Abs(v.Mean-want) > 0.15 || v.Difference.Estimate.Value != -3 {
			t.Errorf("%s: got %+v, want −3 and a mean of %.3f", tc.how, v, want)
		}
	}
}

// People on a scale: sizes and values stay where they should.
func TestComparisonsOnAScale(t *testing.T) {
	a := index.Input{Ranked: index.Ranked{Units: 2, Unit: []int{0, 0, 1}, Values: []float64{1, 2, 3}, Weights: []float64{20, 10, 30}}}
	b := index.Input{Ranked: index.Ranked{Units: 1, Unit: []int{0, 0}, Values: []float64{2, 3}, Weights: []float64{30, 30}}}
	// Labels: the second city is one of the units, whose means are 4/3, 3 and 5/2 and sums 40, 90, 150 of 30, 30 and 60 people.
	label := Compare(a, b, RandomLabel, Persons, []Statistic{rankedMean}, Options{Replicates: 9000, Seed: 1})[0].Values[0]
	want := ((4.0/3 - 240.0/90) + (3 - 190.0/90) + (5.0/2 - 130.0/60)) / 3
	if math.Abs(label.Mean-want) > 0.03 {
		t.Errorf("random labels: mean got %.4f, want %.4f", label.Mean, want)
	}
	// Persons: the mean of all is 280/120, with the variance of 20 ones, 40 twos and 60 threes, 5/9: of a sample of 60 of 120, the
	// difference is 2 (mean − μ) and has the variance 4 · 5/9/60 · 60/119.
	person := Compare(a, b, PermutedPersons, Persons, []Statistic{rankedMean}, Options{Replicates: 9000, Seed: 1})[0].Values[0]
	if sd := math.Sqrt(4 * 5.0 / 9 / 119); math.Abs(person.Mean) > 0.01 || math.Abs(person.SD/sd-1) > 0.03 {
		t.Errorf("persons: got mean %.4f and SD %.4f, want 0 and %.4f", person.Mean, person.SD, sd)
	}
}

func TestValuesAreCompared(t *testing.T) {
	a := index.Input{Distribution: index.Distribution{Values: []float64{1, 2, 3, 4, 5, 6}}}
	b := index.Input{Distribution: index.Distribution{Values: []float64{1, 30, 3, 40, 5, 60}, Weights: []float64{1, 1, 1, 1, 1, 1}}}
	for how, scheme := range map[Comparison]Scheme{RandomLabel: Persons, BootstrapDifference: Areas} {
		v := Compare(a, b, how, scheme, []Statistic{variance}, Options{Replicates: 999, Seed: 1})[0].Values[0]
		if v.Why != "" || v.P.Greater > 0.1 || v.P.Greater <= 0 {
			t.Errorf("%s: got %+v, want a small p", how, v)
		}
	}
}

func TestWhatIsNotComparedSaysWhy(t *testing.T) {
	two := index.Input{Composition: index.Composition{Counts: [][]float64{{10, 20}, {30, 10}}}}
	three := index.Input{Composition: index.Composition{Counts: [][]float64{{10, 20}, {30, 10}, {20, 20}}}}
	nested := two
	nested.Composition.Within = [][]int{{0, 1}}
	m := find(t, "mutual-information")
	values := Statistic{Index: index.Index{Unequal: func(index.Distribution, index.Params) (float64, error) { return 1, nil }}}
	for _, tc := range []struct {
		a, b index.Input
		how  Comparison
		stat Statistic
		want string
	}{
		{two, two, "labels", m, "no comparison is called labels"},
		{two, three, RandomLabel, m, "the samples have 2 and 3 groups"},
		{two, nested, RandomLabel, m, "larger ones on 0 and 1 levels"},
		{three, three, CounterfactualShare, m, "is for two groups"},
		{two, two, CounterfactualShare, find(t, "expected-dissimilarity"), "the index is of whole people"},
		{two, two, PermutedPersons, values, "values have no persons"},
		{two, two, BootstrapDifference, values, "values are drawn by area"},
		{two, two, RandomLabel, grownNamed, "groups, twice is not compared"},
	} {
		got := Compare(tc.a, tc.b, tc.how, Persons, []Statistic{tc.stat}, Options{Replicates: 99})[0]
		if len(got.Values) == 0 {
			t.Errorf("%s: got %+v, want values", tc.how, got)
			continue
		}
		if v := got.Values[0]; !strings.Contains(v.Why, tc.want) || !math.IsNaN(v.P.TwoSided) || math.IsNaN(v.Difference.Estimate.Value) {
			t.Errorf("%s: got %+v, want %q", tc.how, v, tc.want)
		}
	}
	if got := Compare(two, index.Input{}, RandomLabel, Persons, []Statistic{m}, Options{Replicates: 99})[0]; got.Err == nil {
		t.Errorf("no data: got %+v, want an error", got)
	}
}

// grownNamed has one value of two dates.
var grownNamed = Statistic{Index: index.Index{ID: "grown",
	ChangeParts: func(a, b index.Composition, _ index.Params) ([]index.Part, error) {
		return []index.Part{index.About("all", 1)}, nil
	}}}
