package resample

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// The table 3, 1 / 1, 3 has D = ½. Without one of the three of a group who live together D is ½(|2/3 − 1/4| + |1/3 − 3/4|) =
// 5/12; without the one who lives with the others, 3/4. Six of the eight people are of the first kind, so the mean is ½, the
// bias 0, and the variance 7/8 · (6/12² + 2/4²) = 7/48. The influences are 7 (½ − 5/12) = 7/12 and 7 (½ − 3/4) = −7/4.
// The hinges of what D moves by are −1/12 and, half way to the two others at 1/4, 1/12: 1/4 is no outlier.
func TestJackknifeOfPersonsByHand(t *testing.T) {
	in := index.Input{Composition: index.Composition{Counts: [][]float64{{3, 1, 0}, {1, 3, 0}}}}
	got := Jackknife(in, Persons, []Statistic{find(t, "dissimilarity")}, Options{})[0].Values[0]
	if math.Abs(got.Bias) > 1e-14 || math.Abs(got.SE-math.Sqrt(7.0/48)) > 1e-14 || math.Abs(got.Corrected-0.5) > 1e-14 || got.Undefined != 0 {
		t.Errorf("got %+v, want bias 0, SE %v, corrected ½", got, math.Sqrt(7.0/48))
	}
	want := []Influence{
		{Unit: 1, Group: 0, Row: -1, Count: 1, Value: -7.0 / 4}, {Unit: 0, Group: 1, Row: -1, Count: 1, Value: -7.0 / 4},
		{Unit: 0, Group: 0, Row: -1, Count: 3, Value: 7.0 / 12}, {Unit: 1, Group: 1, Row: -1, Count: 3, Value: 7.0 / 12},
	}
	if len(got.Influence) != len(want) {
		t.Fatalf("got %d influences, want %d", len(got.Influence), len(want))
	}
	for i, w := range want {
		g := got.Influence[i]
		if math.Abs(g.Value-w.Value) > 1e-12 {
			t.Errorf("influence %d: got %v, want %v", i, g.Value, w.Value)
		}
		if g.Value = w.Value; g != w {
			t.Errorf("influence %d: got %+v, want %+v", i, g, w)
		}
	}
}

// The jackknife takes the bias of the variance of 1, 2, 4 and 9 off exactly: 38/4 becomes 38/3. The mean has no bias and its
// standard error is s/√n. The value furthest out has the largest influence.
func TestJackknifeRemovesTheBiasOfAVariance(t *testing.T) {
	mean := Statistic{Index: index.Index{ID: "mean", Max: 9, Unequal: func(d index.Distribution, _ index.Params) (float64, error) {
		return index.Total(d.Values) / float64(len(d.Values)), nil
	}}}
	in := index.Input{Distribution: index.Distribution{Values: []float64{1, 2, 4, 9}}}
	got := Jackknife(in, Areas, []Statistic{variance, mean}, Options{})
	if v := got[0].Values[0]; math.Abs(v.Part.Value-38.0/4) > 1e-12 || math.Abs(v.Corrected-38.0/3) > 1e-12 || v.Influence[0].Row != 3 {
		t.Errorf("variance: got %+v, want 38/4, corrected 38/3, most influence of row 3", v)
	}
	if v := got[1].Values[0]; math.Abs(v.Bias) > 1e-13 || math.Abs(v.SE-math.Sqrt(38.0/3/4)) > 1e-12 || math.Abs(v.Influence[0].Value-5) > 1e-12 {
		t.Errorf("mean: got %+v, want bias 0, SE %v, influence 9 − 4", v, math.Sqrt(38.0/3/4))
	}
}

// Where chance alone places 1,000 people of two groups in ten units M is near (n−1)(K−1)/(2T) = 9/2000 in the mean instead of 0 (Miller
// 1955): 200 samples give that an error of 3 %. The bootstrap and the jackknife of persons take it off. Held below by 0 they could not
// show it: here M has no bounds.
func TestBiasOfMutualInformationIsTakenOff(t *testing.T) {
	const samples, expected = 200, 9.0 / 2000
	m := find(t, "mutual-information")
	m.Index.Min = math.Inf(-1)
	city := NewMultinomial([]float64{30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70})
	r := rand.New(rand.NewPCG(5, 5))
	var raw, boot, jack float64
	for s := range samples {
		flat := make([]float64, 20)
		city.Draw(r, flat)
		in := index.Input{Composition: index.Composition{Counts: columns(flat, 2, 10)}}
		b := Bootstrap(in, Persons, []Statistic{m}, Options{Replicates: 99, Seed: uint64(s)})[0].Values[0]
		j := Jackknife(in, Persons, []Statistic{m}, Options{})[0].Values[0]
		raw += b.Part.Value / samples
		boot += b.Corrected / samples
		jack += j.Corrected / samples
	}
	if math.Abs(raw/expected-1) > 0.15 || math.Abs(boot) > 0.15*expected || math.Abs(jack) > 0.15*expected {
		t.Errorf("got %.6f raw, %.6f and %.6f corrected; want %.6f and 0", raw, boot, jack, expected)
	}
}

// A district that is left out takes its persons, of both dates, and its rows; units without people are not left out.
func TestJackknifeOfAreas(t *testing.T) {
	in := index.Input{
		Composition: index.Composition{Counts: [][]float64{{1, 2, 0, 4}, {1, 1, 0, 1}}},
		After:       index.Composition{Counts: [][]float64{{2, 4, 0, 8}, {1, 1, 0, 1}}},
		Ranked:      index.Ranked{Units: 3, Unit: []int{0, 1, 0, 2}, Values: []float64{1, 5, 3, 9}, Weights: []float64{1, 2, 1, 0}},
	}
	total := custom(func(c index.Composition) float64 { return index.Total(c.Counts[0]) })
	got := Jackknife(in, Areas, []Statistic{total, grown, rankedMean}, Options{})
	// Sums of 7 without 1, 2 and 4: influence 2 (14/3 − 6), 2 (14/3 − 5), 2 (14/3 − 3). All grow by as much as they are.
	for s, want := range [][]float64{{2 * (14.0/3 - 3), 2 * (14.0/3 - 6), 2 * (14.0/3 - 5)}, {2 * (14.0/3 - 3), 2 * (14.0/3 - 6), 2 * (14.0/3 - 5)}} {
		v := got[s].Values[0]
		if len(v.Influence) != 3 {
			t.Fatalf("statistic %d: got %d influences, want 3", s, len(v.Influence))
		}
		for i, unit := range []int{3, 0, 1} {
			if g := v.Influence[i]; math.Abs(g.Value-want[i]) > 1e-12 || g.Unit != unit || g.Group != -1 || g.Count != 1 {
				t.Errorf("statistic %d, influence %d: got %+v, want %v of unit %d", s, i, g, want[i], unit)
			}
		}
	}
	// The mean of people at 1, 3, 5, 5 is 3.5; 5 without unit 0 and 2 without unit 1.
	if v := got[2].Values[0]; len(v.Influence) != 2 || math.Abs(math.Abs(v.Influence[0].Value)-1.5) > 1e-12 || math.Abs(v.SE-1.5) > 1e-12 {
		t.Errorf("a scale: got %+v, want influences of ±1.5", v)
	}
	persons := Jackknife(in, Persons, []Statistic{rankedMean, grown}, Options{})
	if v := persons[0].Values[0]; len(v.Influence) != 3 || math.Abs(v.SE-math.Sqrt(11.0/3/4)) > 1e-12 { // s/√n of 1, 3, 5, 5
		t.Errorf("persons on a scale: got %+v, want three kinds and SE %v", v, math.Sqrt(11.0/3/4))
	}
	if v := persons[1].Values[0]; len(v.Influence) != 12 {
		t.Errorf("persons of two dates: got %d kinds, want 12", len(v.Influence))
	}
}

// Without the only unit that group 0 lives in there is no D: neither is there a standard error.
func TestJackknifeWithoutAValueSaysSo(t *testing.T) {
	in := index.Input{Composition: index.Composition{Counts: [][]float64{{3, 0, 0}, {1, 3, 2}}}}
	o := Options{Replicates: 99, Interval: BCaInterval}
	v := Jackknife(in, Areas, []Statistic{find(t, "dissimilarity")}, o)[0].Values[0]
	if v.Undefined != 1 || !math.IsNaN(v.SE) || !math.IsNaN(v.Bias) || v.Why != "undefined without 1 of 3 that are left out" {
		t.Errorf("got %+v, want 1 undefined and no standard error", v)
	}
	empty := Jackknife(index.Input{}, Persons, []Statistic{find(t, "dissimilarity")}, o)[0]
	if empty.Err == nil || len(empty.Values) != 0 {
		t.Errorf("no data: got %+v, want an error", empty)
	}
	unknown := Jackknife(in, "people", []Statistic{find(t, "dissimilarity")}, o)[0].Values[0]
	if !strings.Contains(unknown.Why, "no scheme is called people") || !math.IsNaN(unknown.SE) {
		t.Errorf("an unknown scheme: got %+v", unknown)
	}
}

// Half a person is left out of a cell that has no more, and counted double: the sum of all falls by 1 whoever is left out.
func TestJackknifeOfCellsWithLessThanOnePerson(t *testing.T) {
	in := index.Input{Composition: index.Composition{Counts: [][]float64{{0.5, 3, 0.25}, {2.5, 0, 7}}}}
	sum := custom(func(c index.Composition) float64 { return index.Total(c.Counts[0]) + index.Total(c.Counts[1]) })
	v := Jackknife(in, Persons, []Statistic{sum}, Options{})[0].Values[0]
	if len(v.Influence) != 5 || math.Abs(v.SE) > 1e-12 || math.Abs(v.Bias-(-12.25)) > 1e-9 { // (n−1) · (−1)
		t.Errorf("got %+v, want five kinds, no spread, and a bias of −12.25", v)
	}
}

// As R 4.2.2 has it. Of the variances without each of 1, 2, 4, 9, 3, 5, 30, 4 and 2.5 the seventh is an outlier:
//
//	x <- c(1,2,4,9,3,5,30,4,2.5); v <- sapply(seq_along(x), function(i) var(x[-i])*7/8); which(v %in% boxplot.stats(v)$out)
//
// Of 5, 9, 7, 4 and 2 times 0, 1, 2, 3 and 10 the tens are; of 1, 9, 7, 4 and 2 times 0, 1, 2, 3 and 4 the hinges are 1 and 2.5, and none is:
//
//	boxplot.stats(rep(c(0,1,2,3,10), c(5,9,7,4,2)))
func TestOutliersAreThoseOfABoxplot(t *testing.T) {
	in := index.Input{Distribution: index.Distribution{Values: []float64{1, 2, 4, 9, 3, 5, 30, 4, 2.5}}}
	for _, g := range Jackknife(in, Areas, []Statistic{variance}, Options{})[0].Values[0].Influence {
		if g.Outlier != (g.Row == 6) {
			t.Errorf("value %d: outlier %v", g.Row, g.Outlier)
		}
	}
	for _, tc := range []struct {
		counts, moves []float64
		low, high     float64
	}{
		{[]float64{5, 9, 7, 4, 2}, []float64{0, 1, 2, 3, 10}, 1 - 1.5, 2 + 1.5},
		{[]float64{2, 1, 9, 4, 7}, []float64{4, 0, 1, 3, 2}, 1 - 2.25, 2.5 + 2.25},
		{[]float64{3}, []float64{math.NaN()}, math.Inf(-1), math.Inf(1)},
	} {
		l := leftOut{moves: tc.moves}
		for _, n := range tc.counts {
			l.kinds = append(l.kinds, Influence{Count: n})
			l.n += n
		}
		if low, high := l.whiskers(); math.Abs(low-tc.low) > 1e-12 || math.Abs(high-tc.high) > 1e-12 {
			t.Errorf("%v times %v: got %v to %v, want %v to %v", tc.counts, tc.moves, low, high, tc.low, tc.high)
		}
	}
}
