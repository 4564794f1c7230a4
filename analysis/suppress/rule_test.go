package suppress

import (
	"fmt"
	"math"
	"testing"
)

func TestCount(t *testing.T) {
	r := Rules{MinCount: 5, MinDenominator: 30, MaxShare: 95}
	for _, c := range []struct {
		count, all float64
		complement bool
		want       Rule
	}{
		{0, 100, true, NoRule}, {1, 100, true, FewPersons}, {4, 100, true, FewPersons}, {5, 100, true, NoRule},
		{0.4, 100, true, FewPersons},
		{92, 96, true, FewOthers}, {92, 96, false, OneGroup}, {91, 96, true, NoRule},
		{100, 100, true, OneGroup}, {95, 100, true, NoRule}, {96, 100, false, OneGroup},
		{0, 29, true, SmallBase}, {10, 29, true, SmallBase}, {10, 30, true, NoRule},
		{4, math.NaN(), false, FewPersons}, {40, math.NaN(), false, NoRule},
	} {
		if got := r.Count(c.count, c.all, c.complement); got != c.want {
			t.Errorf("%v of %v: %q, want %q", c.count, c.all, got, c.want)
		}
	}
	if got := (Rules{MinCount: 5}).Count(100, 100, true); got != NoRule {
		t.Errorf("everyone, with no rule against that: %q", got)
	}
}

// (2, 80): of 100 the two largest may be 80. p % of 10: with 60 and 35 of 100 the rest is 5, so the second can say the first within 5 of 60,
// 8.3 %; with 60 and 34 the rest of 6 is 10 % of 60, no less.
func TestSum(t *testing.T) {
	for _, c := range []struct {
		rules   Rules
		total   float64
		largest []float64
		want    Rule
	}{
		{Rules{Dominance: Dominance{2, 80}}, 100, []float64{50, 30}, NoRule},
		{Rules{Dominance: Dominance{2, 80}}, 100, []float64{50, 31}, Dominated},
		{Rules{Dominance: Dominance{1, 80}}, 100, []float64{50, 31}, NoRule},
		{Rules{Dominance: Dominance{2, 80}}, 100, []float64{100}, Dominated},
		{Rules{Dominance: Dominance{2, 80}}, 0, nil, NoRule},
		{Rules{PPercent: 10}, 100, []float64{60, 35}, Estimable},
		{Rules{PPercent: 10}, 100, []float64{60, 34}, NoRule},
		{Rules{PPercent: 10}, 100, []float64{100}, Estimable},
		{Rules{PPercent: 10}, 0, nil, NoRule},
		{Rules{}, 100, []float64{100}, NoRule},
	} {
		if got := c.rules.Sum(c.total, c.largest); got != c.want {
			t.Errorf("%+v: %v of %v: %q, want %q", c.rules, c.largest, c.total, got, c.want)
		}
	}
}

// (2, 80) of 81 in 100: 101.25 − 100. p % of 10 with 60 and 35 of 100: 6 − 5.
func TestAbove(t *testing.T) {
	for _, c := range []struct {
		rules   Rules
		largest []float64
		want    float64
	}{
		{Rules{Dominance: Dominance{2, 80}}, []float64{50, 31}, 1.25},
		{Rules{Dominance: Dominance{2, 80}}, []float64{50, 30}, 0},
		{Rules{PPercent: 10}, []float64{60, 35}, 1},
		{Rules{PPercent: 10}, []float64{100}, 10},
		{Rules{PPercent: 10}, []float64{60, 34}, 0},
		{Rules{}, []float64{100}, 0},
	} {
		if got := c.rules.Above(100, c.largest); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%+v: %v: %v, want %v", c.rules, c.largest, got, c.want)
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct{ v, base, want float64 }{
		{0, 5, 0}, {2, 5, 0}, {2.5, 5, 5}, {3, 5, 5}, {7, 5, 5}, {8, 5, 10}, {12345, 5, 12345}, {7, 3, 6}, {7, 0, 7}, {7, -1, 7},
	} {
		if got := Round(c.v, c.base); got != c.want {
			t.Errorf("%v to %v: %v, want %v", c.v, c.base, got, c.want)
		}
	}
}

// The mean over many names is the count itself, within four standard errors: a draw has the standard deviation base·√(p(1−p)).
func TestRoundAtRandomIsUnbiased(t *testing.T) {
	const n, base = 20000, 5.0
	for _, v := range []float64{0, 1, 2, 3.5, 4, 5, 11, 23} {
		sum := 0.0
		for k := range n {
			got := RoundAtRandom(v, base, 7, fmt.Sprint("cell", k))
			if math.Mod(got, base) != 0 || math.Abs(got-v) >= base {
				t.Fatalf("%v becomes %v", v, got)
			}
			sum += got
		}
		p := math.Mod(v, base) / base
		if e := 4*base*math.Sqrt(p*(1-p)/n) + 1e-9; math.Abs(sum/n-v) > e {
			t.Errorf("mean of %v is %v, off by more than %v", v, sum/n, e)
		}
	}
	if a, b := RoundAtRandom(7, 5, 1, "x"), RoundAtRandom(7, 5, 1, "x"); a != b {
		t.Errorf("one cell became %v and %v", a, b)
	}
}
