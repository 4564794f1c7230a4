package resample

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/golden"
	"github.com/jamlik/jamlik/indicators/index"
)

// What the R package segregation 1.1.0.9000 gives with se = TRUE: white and black pupils of state A of its schools00, persons
// drawn over all cells, 2,000 replicates. Its estimate is the corrected value and its interval the basic one. Both sides are
// simulated: the error of a limit from 2,000 replicates is about 0.0001.
func TestPersonsAgreeWithRSegregation(t *testing.T) {
	type value struct {
		Est, SE, Bias float64
		Lower         float64 `json:"ci_lo"`
		Upper         float64 `json:"ci_hi"`
	}
	var want value
	for _, r := range golden.JSON[[]struct {
		Index string
		Value any
	}](t, golden.Path(t, "golden", "segregation", "expected.json")) {
		if r.Index == "dissimilarity(se=TRUE)" {
			m := r.Value.(map[string]any)
			want = value{m["est"].(float64), m["se"].(float64), m["bias"].(float64), m["ci_lo"].(float64), m["ci_hi"].(float64)}
		}
	}
	schools := map[string]int{}
	c := index.Composition{Names: []string{"white", "black"}, Counts: make([][]float64, 2)}
	for _, row := range golden.Rows(t, golden.Path(t, "golden", "segregation", "rseg_schools00.csv")) {
		k := slices.Index(c.Names, row["race"])
		if row["state"] != "A" || k < 0 {
			continue
		}
		i, ok := schools[row["school"]]
		if !ok {
			i = len(schools)
			schools[row["school"]] = i
			c.Counts[0], c.Counts[1] = append(c.Counts[0], 0), append(c.Counts[1], 0)
		}
		c.Counts[k][i] += row.Number(t, "n")
	}
	got := persons(c, []Statistic{find(t, "dissimilarity")}, Options{Replicates: 2000, Seed: 1})[0]
	for _, tc := range []struct {
		name      string
		got, want float64
		tolerance float64
	}{
		{"corrected", got.Corrected, want.Est, 2e-4},
		{"standard error", got.SE, want.SE, 1e-4},
		{"bias", got.Part.Value - got.Corrected, want.Bias, 2e-4},
		{"lower", got.Estimate.Lower, want.Lower, 5e-4},
		{"upper", got.Estimate.Upper, want.Upper, 5e-4},
	} {
		if math.Abs(tc.got-tc.want) > tc.tolerance || tc.want == 0 {
			t.Errorf("%s: got %.6f, want %.6f", tc.name, tc.got, tc.want)
		}
	}
}

// The count of a cell of 30 among 100 people varies by √(100 · 0.3 · 0.7) when persons are drawn. When units are, the sum
// of three draws of 30, 0 and 10 has the variance 3 · 155.56.
func TestSchemesDrawWhatTheySay(t *testing.T) {
	in := index.Input{Composition: index.Composition{Counts: [][]float64{{30, 0, 0, 10}, {20, 0, 30, 10}}}}
	first := custom(func(c index.Composition) float64 { return c.Counts[0][0] })
	sum := custom(func(c index.Composition) float64 { return index.Total(c.Counts[0]) })
	everybody := custom(func(c index.Composition) float64 { return index.Total(c.Counts[0]) + index.Total(c.Counts[1]) })
	units := custom(func(c index.Composition) float64 { return float64(c.Units()) })
	stats := []Statistic{first, sum, everybody, units}
	for _, tc := range []struct {
		scheme Scheme
		want   []float64 // standard errors
	}{
		{Persons, []float64{math.Sqrt(21), math.Sqrt(24), 0, 0}},
		{Areas, []float64{math.Sqrt(1400.0 / 9), math.Sqrt(1400.0 / 3), math.Sqrt(1400.0 / 3), 0}}, // units of 50, 30 and 20
	} {
		for j, v := range single(Bootstrap(in, tc.scheme, stats, Options{Replicates: 20_000, Seed: 6})) {
			if want := tc.want[j]; math.Abs(v.SE-want) > 0.03*want {
				t.Errorf("%s, statistic %d: SE got %.4f, want %.4f", tc.scheme, j, v.SE, want)
			}
		}
	}
}

// rankedMean is the mean of people on a scale in the unit of the first row.
var rankedMean = Statistic{Index: index.Index{ID: "mean", Min: math.Inf(-1), Max: math.Inf(1),
	Ordered: func(r index.Ranked, _ index.Params) (float64, error) {
		var s, n float64
		for j, v := range r.Values {
			s += v * r.Weight(j)
			n += r.Weight(j)
		}
		if n == 0 {
			return 0, index.Undefined("nobody")
		}
		return s / n, nil
	}}}

// The mean of persons on a scale varies by s/√n with s² = 1·(values 1, 2, 3, each for 40 people: 2/3): 0.07454. With whole units drawn,
// each of one value, by √(2/3/3).
func TestPeopleOnAScaleAreDrawn(t *testing.T) {
	in := index.Input{Ranked: index.Ranked{
		Units: 4, Unit: []int{0, 1, 1, 3, 2}, Values: []float64{1, 2, 2, 3, 9}, Weights: []float64{40, 10, 30, 40, 0},
	}}
	for scheme, want := range map[Scheme]float64{Persons: math.Sqrt(2.0 / 3 / 120), Areas: math.Sqrt(2.0 / 9)} {
		v := single(Bootstrap(in, scheme, []Statistic{rankedMean}, Options{Replicates: 20_000, Seed: 6}))[0]
		if math.Abs(v.SE/want-1) > 0.03 || v.Part.Value != 2 || !v.Interval {
			t.Errorf("%s: got %+v, want SE %.4f", scheme, v, want)
		}
	}
}

// grown is the change of group 0 in all, of unit 0, and of groups 0 and 1 as parts.
var grown = Statistic{Index: index.Index{ID: "grown", Min: math.Inf(-1), Max: math.Inf(1),
	ChangeParts: func(a, b index.Composition, _ index.Params) ([]index.Part, error) {
		x := index.Total(b.Counts[0]) - index.Total(a.Counts[0])
		y := index.Total(b.Counts[1]) - index.Total(a.Counts[1])
		return []index.Part{index.About("all", x), index.OfUnit(0, b.Counts[0][0]-a.Counts[0][0]), index.OfGroup(1, y)}, nil
	}}}

// Persons of both dates are drawn independently: the variances of group 0, 100 · ¼ · ¾ and 200 · ½ · ½, add up. Areas keep their
// two dates: every unit grows by 10, so nothing varies.
func TestBothDatesAreDrawn(t *testing.T) {
	in := index.Input{
		Composition: index.Composition{Counts: [][]float64{{5, 10, 10}, {25, 25, 25}}},
		After:       index.Composition{Counts: [][]float64{{15, 20, 20}, {35, 35, 35}}},
	}
	in.After.Counts[1] = []float64{35, 35, 75}
	got := Bootstrap(in, Persons, []Statistic{grown}, Options{Replicates: 20_000, Seed: 2})[0].Values
	pa, pb := 25.0/100, 55.0/200
	if want := math.Sqrt(100*pa*(1-pa) + 200*pb*(1-pb)); math.Abs(got[0].SE/want-1) > 0.03 {
		t.Errorf("persons: SE got %.4f, want %.4f", got[0].SE, want)
	}
	areas := Bootstrap(in, Areas, []Statistic{grown}, Options{Replicates: 500, Seed: 2})[0].Values
	if areas[0].SE != 0 || areas[0].Estimate.Lower != 30 || !(areas[2].SE > 0) {
		t.Errorf("areas: got SE %v of a sum that every unit shares and %v of one they do not, want 0 and more", areas[0].SE, areas[2].SE)
	}
	if areas[1].Interval || !strings.Contains(areas[1].Why, "one unit") || !got[1].Interval {
		t.Errorf("unit 0: got %+v by areas and %+v by persons, want an interval by persons only", areas[1], got[1])
	}
}

// Parts come in the order of the index, whatever order replicates have them in; points of a curve have no interval; a part
// that replicates lack now and then has none either.
func TestPartsAreFoundByWhatTheyAreAbout(t *testing.T) {
	swap := false
	parts := Statistic{Index: index.Index{ID: "parts", Min: 0, Max: math.Inf(1),
		MultiGroupParts: func(c index.Composition, _ index.Params) ([]index.Part, error) {
			out := []index.Part{index.OfGroup(0, 1000+c.Counts[0][0]), index.OfPair(0, 1, 2000+c.Counts[1][0]), index.About("x", 3000)}
			if swap {
				slices.Reverse(out)
			}
			if c.Counts[0][1] > 0 {
				out = append(out, index.OfUnit(1, c.Counts[0][1]))
			}
			swap = true
			return append(out, index.OfPoint("curve", 0.5, 7)), nil
		}}}
	in := index.Input{Composition: index.Composition{Counts: [][]float64{{50, 1}, {50, 20}}}}
	got := Bootstrap(in, Persons, []Statistic{parts}, Options{Replicates: 400, Seed: 1, Workers: 1})[0].Values
	for i, near := range []float64{1050, 2050, 3000} {
		if v := got[i]; !v.Interval || math.Abs(v.Estimate.Lower-near) > 30 || math.Abs(v.Estimate.Upper-near) > 30 {
			t.Errorf("part %d: got %+v, want an interval about %v", i, v, near)
		}
	}
	// One person in the cell: e⁻¹ of the replicates, 147 of 400, have none there.
	if v := got[3]; v.Interval || math.Abs(float64(v.Undefined)-147) > 50 || !strings.Contains(v.Why, "of 400 replicates") {
		t.Errorf("unit 1: got %+v, want no interval and about 147 undefined", v)
	}
	if v := got[4]; v.Interval || v.Part.At != 0.5 || v.Estimate.Value != 7 || v.Why != "a point of a curve" {
		t.Errorf("a point: got %+v", v)
	}
}

// Values by the thousand are computed in passes, with the same result.
func TestPassesDrawTheSameReplicates(t *testing.T) {
	var seen [][]float64
	collect := func(slots, n int) {
		inPasses(slots, n, func(first, k int) [][]float64 {
			out := columns(make([]float64, k*2), k, 2)
			for j := range out {
				out[j][0] = float64(first + j)
			}
			return out
		}, func(slot int, v []float64) {
			if v[0] != float64(slot) {
				t.Errorf("slot %d: got numbers of %v", slot, v[0])
			}
			seen = append(seen, v)
		})
	}
	collect(10, held/4)
	collect(3, 10*held)
	collect(0, 10)
	if len(seen) != 13 {
		t.Errorf("got %d slots, want 13", len(seen))
	}
}

// With whole units drawn, a decomposition has each unit in the larger unit that it came from.
func TestAreasCarryTheirLargerUnits(t *testing.T) {
	c := index.Composition{
		Counts:     [][]float64{{1, 2, 3}, {10, 20, 30}},
		Within:     [][]int{{0, 0, 1}, {0, 1, 2}},
		Supergroup: []int{0, 0},
	}
	check := custom(func(d index.Composition) float64 {
		for i, x := range d.Counts[0] {
			if from := int(x) - 1; d.Within[0][i] != c.Within[0][from] || d.Within[1][i] != c.Within[1][from] || d.Counts[1][i] != 10*x {
				t.Errorf("unit %d: got %v in %v, %v", i, x, d.Within[0][i], d.Within[1][i])
			}
		}
		if d.Supergroup == nil {
			t.Error("no larger groups")
		}
		return 1
	})
	Bootstrap(index.Input{Composition: c}, Areas, []Statistic{check}, Options{Replicates: 50})
	if diff := cmp.Diff(c.Within, [][]int{{0, 0, 1}, {0, 1, 2}}); diff != "" {
		t.Errorf("the input has changed: %s", diff)
	}
}

func TestWhatIsNotResampledSaysWhy(t *testing.T) {
	values := Statistic{Index: index.Index{Unequal: func(index.Distribution, index.Params) (float64, error) { return 1, nil }}}
	rates := Statistic{Index: index.Index{PerUnit: func(index.Events, index.Params) ([]index.Part, error) { return []index.Part{index.OfUnit(0, 1)}, nil }}}
	gap := Statistic{Index: index.Index{Disparate: func(index.Subgroups, index.Params) (float64, error) { return 1, nil }}}
	c := index.Composition{Counts: [][]float64{{10, 20}, {30, 10}}}
	for _, tc := range []struct {
		scheme Scheme
		stat   Statistic
		o      Options
		want   string
	}{
		{Persons, values, Options{}, "values are drawn by area"},
		{Persons, gap, Options{}, "an index of subgroups is not resampled by persons"},
		{Estimates, gap, Options{}, "the estimates have no standard errors"},
		{Areas, rates, Options{}, "an index of events is not resampled"},
		{"people", find(t, "dissimilarity"), Options{}, "no scheme is called people"},
		{Persons, find(t, "dissimilarity"), Options{Interval: "bcs"}, "no interval is called bcs"},
		{Persons, find(t, "mutual-information"), Options{Interval: BCaInterval}, ""},
	} {
		tc.o.Replicates = 199
		v := single(Bootstrap(index.Input{Composition: c}, tc.scheme, []Statistic{tc.stat}, tc.o))[0]
		if v.Why != tc.want || v.Interval != (tc.want == "") || v.Interval == math.IsNaN(v.Estimate.Lower) || math.IsNaN(v.Estimate.Value) {
			t.Errorf("%s: got %+v, want %q", tc.scheme, v, tc.want)
		}
	}
}

// The four intervals of one set of replicates, 1 … 99, about θ = 60 with the range 0 to 100. Their mean is 50 and their standard deviation
// √825 = 28.7228, so the normal interval is 70 ± 1.959964 · 28.7228.
func TestIntervalsByHand(t *testing.T) {
	reps := make([]float64, 99)
	for i := range reps {
		reps[i] = float64(i + 1)
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(99, func(i, j int) { reps[i], reps[j] = reps[j], reps[i] })
	for _, tc := range []struct {
		interval     Interval
		lower, upper float64
	}{
		{PercentileInterval, 2.5, 97.5},
		{BasicInterval, 22.5, 100},
		{NormalInterval, 70 - 1.959963985*28.722813233, 100},
	} {
		got, why := summarise(60, reps, Options{Level: 0.95, Interval: tc.interval}, 0, 100, nil)
		if why != "" || math.Abs(got.Estimate.Lower-tc.lower) > 1e-6 || math.Abs(got.Estimate.Upper-tc.upper) > 1e-6 || got.Corrected != 70 {
			t.Errorf("%s: got %+v (%s), want %v to %v and 70", tc.interval, got, why, tc.lower, tc.upper)
		}
	}
}

var variance = Statistic{Index: index.Index{ID: "variance", Max: math.Inf(1),
	Unequal: func(d index.Distribution, _ index.Params) (float64, error) {
		mean := index.Total(d.Values) / float64(len(d.Values))
		v := 0.0
		for _, x := range d.Values {
			v += (x - mean) * (x - mean) / float64(len(d.Values))
		}
		return v, nil
	}}}

// The limits that scipy 1.17.1 has for the same data and replicates, for one sample and for the difference of two, with its
// quantiles where the project has them, at (B+1)α. In Python:
//
//	import numpy as np; from scipy.stats import _resampling as R
//	x = np.array([1.2, 3.4, 0.7, 9.1, 2.5, 4.4, 1.9]); reps = 1.5*1.02**np.arange(99)
//	a1, a2, a = R._bca_interval((x,), lambda x, axis=-1: np.var(x, axis=axis), -1, 0.025, reps, None, np)
//	print(a1, a2, a, np.quantile(reps, [a1, a2], method='weibull'))
//	y = np.array([0.3, 5.5, 2.2, 2.6, 8.0]); reps = -4 + 0.1*np.arange(99)
//	a1, a2, a = R._bca_interval((x, y), lambda x, y, axis=-1: np.var(y, axis=axis)-np.var(x, axis=axis), -1, 0.05, reps, None, np)
func TestBCaAgreesWithScipy(t *testing.T) {
	x := index.Input{Distribution: index.Distribution{Values: []float64{1.2, 3.4, 0.7, 9.1, 2.5, 4.4, 1.9}}}
	y := index.Input{Distribution: index.Distribution{Values: []float64{0.3, 5.5, 2.2, 2.6, 8.0}}}
	stats := []Statistic{variance}
	o := Options{Level: 0.95, Interval: BCaInterval, Workers: 1}
	one, slots := computeAll(x, stats, Areas.reasons(x))
	two, _ := computeAll(y, stats, Areas.reasons(y))
	ax, ay := accelerationsOf(x, Areas, one, slots, o), accelerationsOf(y, Areas, two, slots, o)

	reps := make([]float64, 99)
	for i := range reps {
		reps[i] = 1.5 * math.Pow(1.02, float64(i))
	}
	if a, _ := ax.of(0); math.Abs(a-0.11832829648359257) > 1e-12 {
		t.Errorf("acceleration: got %.15g", a)
	}
	got, why := summarise(one[0].parts[0].Value, reps, o, 0, math.Inf(1), func() (float64, string) { return ax.of(0) })
	if why != "" || math.Abs(got.Estimate.Lower-3.32739622) > 1e-7 || math.Abs(got.Estimate.Upper-10.44499152) > 1e-7 {
		t.Errorf("got %+v (%s), want 3.32739622 to 10.44499152", got.Estimate, why)
	}

	for i := range reps {
		reps[i] = -4 + 0.1*float64(i)
	}
	both := ay.minus(ax)
	if a, _ := both.of(0); math.Abs(a-(-0.04869606023559885)) > 1e-12 {
		t.Errorf("acceleration of the difference: got %.15g", a)
	}
	o.Level = 0.9
	got, why = summarise(two[0].parts[0].Value-one[0].parts[0].Value, reps, o, -100, 100, func() (float64, string) { return both.of(0) })
	if why != "" || math.Abs(got.Estimate.Lower-(-3.89225845)) > 1e-7 || math.Abs(got.Estimate.Upper-4.94953672) > 1e-7 {
		t.Errorf("difference: got %+v (%s), want −3.89225845 to 4.94953672", got.Estimate, why)
	}
}

// At evenness every replicate is above the value 0, and BCa has nothing to go by.
func TestBCaIsNoneWhereAllReplicatesAreOnOneSide(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{20, 20, 20, 20}, {20, 20, 20, 20}}}
	v := persons(c, []Statistic{find(t, "dissimilarity")}, Options{Replicates: 199, Seed: 1, Interval: BCaInterval})[0]
	if v.Interval || v.Why != "every replicate lies on one side of the value" || !(v.SE > 0) || v.Corrected != 0 {
		t.Errorf("got %+v, want no interval, with the reason, the spread and the corrected value", v)
	}
}
