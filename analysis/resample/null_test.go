package resample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// custom is an index of groups without a range.
func custom(value func(c index.Composition) float64) Statistic {
	return Statistic{Index: index.Index{
		ID: "custom", Min: math.Inf(-1), Max: math.Inf(1),
		MultiGroup: func(c index.Composition, _ index.Params) (float64, error) { return value(c), nil },
	}}
}

func cellOf(group, unit int) Statistic {
	return custom(func(c index.Composition) float64 { return c.Counts[group][unit] })
}

// Ten schools of one and nine pupils, the example of the R package segregation. With fixed margins the number x of the ten
// pupils of the small group in a school is hypergeometric, so the mean of D is
//
//	E|x/10 − (10−x)/90| · 10/2 = 0.36719579
//
// and that of M, in natural units, 10 · 0.1 · E[p ln(p/0.1) + (1−p) ln((1−p)/0.9)] with p = x/10: 0.054427. In Python:
//
//	from scipy.stats import hypergeom; from scipy.special import rel_entr
//	h = hypergeom(100, 10, 10); print(h.expect(lambda x: 5*abs(x/10-(10-x)/90)), h.expect(lambda x: rel_entr(x/10,.1)+rel_entr(1-x/10,.9)))
func TestFixedMarginsHaveTheirExactMean(t *testing.T) {
	c := index.Composition{Counts: [][]float64{make([]float64, 10), make([]float64, 10)}}
	for i := range 10 {
		c.Counts[0][i], c.Counts[1][i] = 1, 9
	}
	stats := []Statistic{find(t, "dissimilarity"), find(t, "mutual-information")}
	for _, null := range []Null{FixedMargins, PersonPermutation} {
		got := Test(index.Input{Composition: c}, null, stats, Options{Replicates: 20_000, Seed: 3})
		for j, want := range []float64{0.36719579, 0.054427} {
			v := got[j].Values[0]
			if se := v.SD / math.Sqrt(20_000); math.Abs(v.Mean-want) > 5*se {
				t.Errorf("%s, %s: mean got %.6f ± %.6f, want %.6f", null, stats[j].Index.ID, v.Mean, se, want)
			}
			// No table is more even than the data: all are as great, and only those that are as even are as small.
			if v.P.Greater != 1 || v.P.Less > 0.01 || v.P.Less <= 0 {
				t.Errorf("%s, %s: p got %+v, want 1 for greater and little for less", null, stats[j].Index.ID, v.P)
			}
		}
		if v := got[0].Values[0]; math.Abs(v.Excess-(-1)) > 1e-12 { // (0 − mean)/mean
			t.Errorf("%s: excess got %v, want −1", null, v.Excess)
		}
	}
}

// The count of group 0 in unit 1 of 20 people, when 30 of 100 are in the group: 6 in the mean by every model. Its variance is
// n p (1−p) for the 20 of the unit, or for the 30 of the group, and with both margins 20 · 0.3 · 0.7 · 80/99.
func TestNullModelsByTheMomentsOfACell(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{25, 1, 0, 4}, {15, 9, 0, 6}, {20, 10, 0, 10}}}
	for _, tc := range []struct {
		null     Null
		variance float64
		keeps    []string
	}{
		{Evenness, 20 * 0.3 * 0.7, []string{"units"}},
		{Systematic, 30 * 0.2 * 0.8, []string{"groups"}},
		{FixedMargins, 20 * 0.3 * 0.7 * 80 / 99, []string{"units", "groups"}},
	} {
		unit := custom(func(c index.Composition) float64 { return c.Counts[0][1] + c.Counts[1][1] + c.Counts[2][1] })
		group := custom(func(c index.Composition) float64 { return index.Total(c.Counts[0]) })
		empty := custom(func(c index.Composition) float64 { return c.Counts[0][2] + c.Counts[1][2] + c.Counts[2][2] })
		got := Test(index.Input{Composition: c}, tc.null, []Statistic{cellOf(0, 1), unit, group, empty}, Options{Replicates: 20_000, Seed: 5})
		sd := math.Sqrt(tc.variance)
		if v := got[0].Values[0]; math.Abs(v.Mean-6) > 5*sd/math.Sqrt(20_000) || math.Abs(v.SD/sd-1) > 0.03 {
			t.Errorf("%s: got mean %.4f and SD %.4f, want 6 and %.4f", tc.null, v.Mean, v.SD, sd)
		}
		for j, what := range []string{"units", "groups"} {
			kept := got[1+j].Values[0].SD == 0
			if want := strings.Contains(fmt.Sprint(tc.keeps), what); kept != want {
				t.Errorf("%s: keeps %s: got %v, want %v", tc.null, what, kept, want)
			}
		}
		if v := got[3].Values[0]; v.Mean != 0 || v.SD != 0 {
			t.Errorf("%s: got %v people in a unit without any", tc.null, v.Mean)
		}
	}
}

// Every table with the margins 3, 2, 2 and 2, 4, 1 has the probability Π t_i! Π n_k! / (T! Π n_ik!) (Patefield 1981). The
// tables drawn are counted against it by Pearson's chi-squared.
func TestFixedMarginsDrawEveryTableAsOftenAsTheyShould(t *testing.T) {
	const draws = 50_000
	units, groups := []float64{3, 2, 2}, []float64{2, 4, 1}
	want := map[string]float64{}
	var fill func(counts [][]float64, cell int)
	fill = func(counts [][]float64, cell int) {
		if cell == 9 {
			log := -logFactorial(7)
			for i := range 3 {
				log += logFactorial(units[i]) + logFactorial(groups[i])
				row := 0.0
				for k := range 3 {
					row += counts[k][i]
				}
				if row != units[i] || index.Total(counts[i]) != groups[i] {
					return
				}
			}
			for _, col := range counts {
				for _, v := range col {
					log -= logFactorial(v)
				}
			}
			want[fmt.Sprint(counts)] = draws * math.Exp(log)
			return
		}
		for v := 0.0; v <= 3; v++ {
			counts[cell/3][cell%3] = v
			fill(counts, cell+1)
		}
	}
	fill([][]float64{make([]float64, 3), make([]float64, 3), make([]float64, 3)}, 0)
	sum := 0.0
	for _, n := range want {
		sum += n
	}
	if math.Abs(sum-draws) > 1e-6 {
		t.Fatalf("the probabilities of %d tables add up to %v", len(want), sum/draws)
	}
	deal := table{units, groups}.fixedMargins()()
	r := rand.New(rand.NewPCG(2, 2))
	counts := columns(make([]float64, 9), 3, 3)
	seen := map[string]float64{}
	for range draws {
		deal(r, counts)
		seen[fmt.Sprint(counts)]++
	}
	chi := 0.0
	for name, n := range seen {
		if want[name] == 0 {
			t.Fatalf("a table that cannot be: %s", name)
		}
		chi += n * n / want[name]
	}
	chi -= draws
	if k := float64(len(want) - 1); math.Abs(chi-k) > 6*math.Sqrt(2*k) {
		t.Errorf("%d tables: chi-squared got %.1f, want about %v", len(want), chi, k)
	}
}

// Under the null model p-values are uniform: of 400 tables drawn with fixed margins the mean p is ½ ± 0.0144, and the share below 0.1 is
// 0.1 ± 0.015.
func TestPValuesAreUniformUnderTheNull(t *testing.T) {
	const tables = 400
	t0 := tableOf([][]float64{{30, 60, 20, 90, 40, 60}, {70, 40, 180, 10, 60, 40}, {50, 50, 50, 50, 50, 50}})
	deal := t0.fixedMargins()()
	r := rand.New(rand.NewPCG(8, 8))
	var mean, low, twoSided float64
	for i := range tables {
		c := index.Composition{Counts: columns(make([]float64, 18), 3, 6)}
		deal(r, c.Counts)
		p := Test(index.Input{Composition: c}, FixedMargins, []Statistic{find(t, "mutual-information")}, Options{Replicates: 99, Seed: uint64(i)})[0].Values[0].P
		mean += p.Greater / tables
		low += float64(b2i(p.Greater <= 0.1)) / tables
		twoSided += float64(b2i(p.TwoSided <= 0.1)) / tables
	}
	if math.Abs(mean-0.5) > 4*0.0144 || math.Abs(low-0.1) > 4*0.015 || math.Abs(twoSided-0.1) > 4*0.015 {
		t.Errorf("got mean %.3f, %.3f and %.3f below 0.1; want 0.5, 0.1, 0.1", mean, low, twoSided)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Of 9 replicates 1 … 9, with the value 8 counted among them: 8 and 9 and the value are as great, so p is 3/10; 9 are as small. Far out
// p is 1/10 and never 0.
func TestPValuesByHand(t *testing.T) {
	reps := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}
	for _, tc := range []struct {
		value float64
		want  PValues
	}{
		{8, PValues{TwoSided: 0.6, Greater: 0.3, Less: 0.9}},
		{8 + 1e-14, PValues{TwoSided: 0.6, Greater: 0.3, Less: 0.9}}, // no more than rounding
		{5, PValues{TwoSided: 1, Greater: 0.6, Less: 0.6}},
		{100, PValues{TwoSided: 0.2, Greater: 0.1, Less: 1}},
		{-100, PValues{TwoSided: 0.2, Greater: 1, Less: 0.1}},
	} {
		if got := pValues(tc.value, reps); got != tc.want {
			t.Errorf("%v: got %+v, want %+v", tc.value, got, tc.want)
		}
	}
}

// districtShare is an index that reads places: the share of group 0 in the first larger unit.
var districtShare = custom(func(c index.Composition) float64 {
	var x, all float64
	for i := range c.Units() {
		if c.Within != nil && c.Within[0][i] == 0 {
			x += c.Counts[0][i]
			all += c.Counts[0][i] + c.Counts[1][i]
		}
	}
	return x / all
})

// Two of the four units that have people lie in district 0: of the six pairs, all equally likely, the shares are those of
// units 0 and 1, 0 and 2, … The unit without people does not move.
func TestGeographicPermutationMovesUnits(t *testing.T) {
	c := index.Composition{
		Counts: [][]float64{{1, 2, 0, 3, 4}, {9, 8, 0, 7, 6}},
		Within: [][]int{{0, 0, 1, 1, 1}},
	}
	got := Test(index.Input{Composition: c}, GeographicPermutation, []Statistic{districtShare, find(t, "dissimilarity")}, Options{Replicates: 12_000, Seed: 4})
	// Pairs have 3, 4, 5, 5, 6, 7 of 20: mean 0.25, standard deviation √(10/6)/20; one of six is as low as 3.
	v := got[0].Values[0]
	if math.Abs(v.Mean-0.25) > 0.003 || math.Abs(v.SD-math.Sqrt(10.0/6)/20) > 0.003 || math.Abs(v.P.Less-1.0/6) > 0.02 || v.P.Greater != 1 {
		t.Errorf("got %+v, want 0.25 ± %.4f and p = 1/6", v, math.Sqrt(10.0/6)/20)
	}
	if v := got[1].Values[0]; !strings.Contains(v.Why, "does not depend on which unit lies where") || !math.IsNaN(v.P.TwoSided) {
		t.Errorf("dissimilarity: got %+v, want a reason and no p", v)
	}
}

func TestWhatHasNoNullModelSaysWhy(t *testing.T) {
	gini := Statistic{Index: index.Index{ID: "g", Unequal: func(index.Distribution, index.Params) (float64, error) { return 1, nil }}}
	c := index.Composition{Counts: [][]float64{{1, 2}, {3, 1}}}
	in := index.Input{Composition: c}
	for _, tc := range []struct {
		null Null
		stat Statistic
		want string
	}{
		{Evenness, gini, "an index of values has none"},
		{"random", find(t, "dissimilarity"), "no null model is called random"},
		{GeographicPermutation, find(t, "dissimilarity"), "does not depend"},
	} {
		v := Test(in, tc.null, []Statistic{tc.stat}, Options{Replicates: 9})[0].Values[0]
		if !strings.Contains(v.Why, tc.want) || !math.IsNaN(v.P.Greater) || !math.IsNaN(v.Mean) {
			t.Errorf("%s, %s: got %+v, want %q", tc.null, tc.stat.Index.ID, v, tc.want)
		}
	}
}

// Eight people, or ten times as many, at 1 … 8 (mean 4.5, variance 5.25, sum of squares 204) on a scale; three of eight live in unit 0. The
// sum of their values there has the mean 13.5. Its variance is that of three drawn with and without putting back, or of everybody who
// lands there with chance 3/8. Few people are drawn one by one, many as counts.
func TestNullModelsOnAScale(t *testing.T) {
	inFirst := Statistic{Index: index.Index{ID: "sum", Max: math.Inf(1), Ordered: func(r index.Ranked, _ index.Params) (float64, error) {
		s := 0.0
		for j, u := range r.Unit {
			if u == 0 {
				s += r.Values[j] * r.Weight(j)
			}
		}
		return s, nil
	}}}
	for _, times := range []float64{1, 10} {
		in := index.Input{Ranked: index.Ranked{Units: 3, Unit: []int{0, 1, 1, 2, 0, 2, 1, 0}, Values: []float64{8, 7, 6, 5, 4, 3, 2, 1}}}
		for range in.Ranked.Values {
			in.Ranked.Weights = append(in.Ranked.Weights, times)
		}
		n := 3 * times
		for null, variance := range map[Null]float64{
			Evenness:     n * 5.25,
			Systematic:   204 * times * 3 / 8 * 5 / 8,
			FixedMargins: n * 5.25 * (8*times - n) / (8*times - 1),
		} {
			v := Test(in, null, []Statistic{inFirst}, Options{Replicates: 20_000, Seed: 1})[0].Values[0]
			sd := math.Sqrt(variance)
			if math.Abs(v.Mean-4.5*n) > 5*sd/math.Sqrt(20_000) || math.Abs(v.SD/sd-1) > 0.03 {
				t.Errorf("%v people, %s: got mean %.3f and SD %.3f, want %.3f and %.3f", 8*times, null, v.Mean, v.SD, 4.5*n, sd)
			}
		}
	}
}

// Rows of one unit and value are one cell, and cells are rounded when they are added up.
func TestCellsOnAScaleAreAddedUp(t *testing.T) {
	got := cellsOf(index.Ranked{Units: 2, Unit: []int{1, 0, 1, 1, 0}, Values: []float64{2, 2, 2, 1, 3}, Weights: []float64{0.4, 7, 0.4, 2, 0.3}})
	want := index.Ranked{Units: 2, Unit: []int{1, 0, 1}, Values: []float64{1, 2, 2}, Weights: []float64{2, 7, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

// D = 0.8 with a mean of 0.2 by chance has taken 0.6 of the 0.8 that there is room for; 0.1 lies half the mean below it.
func TestExcess(t *testing.T) {
	d := find(t, "dissimilarity").Index
	for _, tc := range []struct{ value, mean, want float64 }{{0.8, 0.2, 0.75}, {0.1, 0.2, -0.5}, {1, 1, 0}, {0.2, 0.2, 0}} {
		if got := excess(owned{index.About("", tc.value), d}, tc.mean); math.Abs(got-tc.want) > 1e-12 {
			t.Errorf("%v about %v: got %v, want %v", tc.value, tc.mean, got, tc.want)
		}
	}
	if got := excess(owned{index.About("", 0.8), find(t, "isolation").Index}, 0.2); !math.IsNaN(got) {
		t.Errorf("isolation is not 0 at evenness: got %v, want NaN", got)
	}
}

// On a city of unequal units the means of D and M are what the exact expectations of the family say: two ways to one number.
func TestNullMeansAreTheExactExpectations(t *testing.T) {
	c := index.Composition{Counts: [][]float64{{5, 0, 40, 3, 12}, {20, 31, 60, 7, 0}}}
	for _, tc := range []struct {
		null  Null
		stat  string
		exact func() (float64, error)
	}{
		{FixedMargins, "dissimilarity", func() (float64, error) { return segregation.ExpectedDissimilarity(c, true) }},
		{FixedMargins, "mutual-information", func() (float64, error) { return segregation.ExpectedMutualInformation(c, math.E) }},
		{FixedMargins, "theil-h", func() (float64, error) { return segregation.ExpectedTheilH(c) }},
	} {
		want, err := tc.exact()
		if err != nil {
			t.Fatal(err)
		}
		v := Test(index.Input{Composition: c}, tc.null, []Statistic{find(t, tc.stat)}, Options{Replicates: 20_000, Seed: 9})[0].Values[0]
		if se := v.SD / math.Sqrt(20_000); math.Abs(v.Mean-want) > 4*se {
			t.Errorf("%s, %s: mean got %.6f ± %.6f, want %.6f", tc.null, tc.stat, v.Mean, se, want)
		}
	}
}
