package rate_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

var per100000 = rate.Standardisation{Multiplier: 100_000, FewestEvents: 10, Level: 0.95}

// one returns the strata of one unit.
func one(at, count, population, standard []float64) index.Strata {
	return index.Strata{Units: 1, Unit: make([]int, len(at)), At: at, Count: count, Population: population, Standard: standard}
}

// mustLack fails the test unless err is a reason for no value that says want.
func mustLack(t *testing.T, err error, want string) {
	t.Helper()
	if !errors.Is(err, index.ErrUndefined) || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want it to say %q", err, want)
	}
}

// The figures of Eurostat (2013) in the nineteen groups that PHEindicatormethods' esp2013 has, and those of 1976 up to 85.
func TestEuropeanStandardPopulations(t *testing.T) {
	nineteen := []float64{0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90}
	for _, tc := range []struct {
		p    rate.StandardPopulation
		ages []float64
		want []float64
	}{
		{rate.ESP2013, nineteen, []float64{5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000}},
		{rate.ESP1976, nineteen[:18], []float64{8000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 7000, 6000, 5000, 4000, 3000, 2000, 1000, 1000}},
		{rate.ESP2013, []float64{0, 90, 95}, []float64{99_000, 800, 200}},
		{rate.ESP2013, []float64{65, 0, 15, 0}, []float64{19_500, 16_000, 64_500, 16_000}},
	} {
		got, err := tc.p.Of(tc.ages, math.Inf(1))
		if diff := cmp.Diff(got, tc.want); err != nil || diff != "" {
			t.Errorf("%s: %v, got -, want +:\n%s", tc.p.Name, err, diff)
		}
		if len(tc.ages) > 4 && index.Total(got) != 100_000 {
			t.Errorf("%s: got %v people", tc.p.Name, index.Total(got))
		}
	}
	if got, err := rate.ESP2013.Of([]float64{0, 65}, 75); err != nil || got[1] != 10_500 {
		t.Errorf("65 to 74: got %v, %v, want 10500", got, err)
	}
	for _, tc := range []struct {
		ages  []float64
		until float64
		want  string
	}{
		{nil, 90, "no ages"}, {[]float64{0, 16}, 85, "from 0 to 16"}, {[]float64{0, 15}, 18, "from 15 to 18"}, {[]float64{0, 15}, 15, "end at 15"},
		{[]float64{0, 100}, math.Inf(1), "from 0 to 100"}, {[]float64{0, math.NaN()}, 90, "does not begin"}, {[]float64{0}, math.NaN(), "end at NaN"},
	} {
		_, err := rate.ESP2013.Of(tc.ages, tc.until)
		mustLack(t, err, tc.want)
	}
}

// Of 3,000 young people 30 died and of 1,000 old 60; the standard has four young for every old. By hand (0.8 · 30/3000 + 0.2 · 60/1000)
// = 2,000 per 100,000. With the old blank a program that takes the blank for none says 800.
func TestMissingEventsAreNotNone(t *testing.T) {
	s := one([]float64{0, 65}, []float64{30, 60}, []float64{3000, 1000}, []float64{80, 20})
	got, err := rate.DirectlyStandardised(s, per100000)
	if err != nil || math.Abs(got[0].Value-2000) > 1e-9 {
		t.Fatalf("got %v, %v, want 2000", got, err)
	}
	// √(0.8² · 30/3000² + 0.2² · 60/1000²)
	if want := 1e5 * math.Sqrt(0.64*30/9e6+0.04*60/1e6); math.Abs(got[0].SE-want) > 1e-9 {
		t.Errorf("got standard error %v, want %v", got[0].SE, want)
	}
	s.Count[1] = math.NaN()
	_, err = rate.DirectlyStandardised(s, per100000)
	mustLack(t, err, "count is NaN")
	s.Count[1] = 0
	if got, _ := rate.DirectlyStandardised(s, per100000); math.Abs(got[0].Value-800) > 1e-9 {
		t.Errorf("got %v for none, want 800", got[0].Value)
	}
}

// In one stratum the limits are those of the count: Byar's or the exact ones for Dobson, and the exact ones for the gamma distribution
// (Fay and Feuer 1997).
func TestStandardisingOneStratumIsACrudeRate(t *testing.T) {
	for _, x := range []float64{0, 1, 9, 10, 65, 400} {
		for method, limits := range map[rate.StandardisedInterval]func(x, level float64) (lower, upper float64){rate.Dobson: rate.Byar, rate.Gamma: rate.ExactPoisson} {
			got, err := rate.DirectlyStandardised(one([]float64{0}, []float64{x}, []float64{50_000}, []float64{7}), rate.Standardisation{Multiplier: 100_000, Interval: method, Level: 0.95})
			lower, upper := limits(x, 0.95)
			want := []float64{2 * x, 2 * lower, 2 * upper}
			if x == 0 && method == rate.Dobson { // no scale
				want = []float64{0, math.NaN(), math.NaN()}
			}
			if diff := cmp.Diff([]float64{got[0].Value, got[0].Lower, got[0].Upper}, want, cmpopts.EquateApprox(1e-9, 0), cmpopts.EquateNaNs()); err != nil || diff != "" {
				t.Errorf("%v events, method %d: %v, got -, want +:\n%s", x, method, err, diff)
			}
		}
	}
}

// Strata belong together by age: another order of the rows changes nothing, and what does not line up is refused.
func TestStrataAreMatchedByAge(t *testing.T) {
	s := index.Strata{
		Units: 2, Unit: []int{0, 1, 0, 1}, At: []float64{65, 0, 0, 65}, Count: []float64{60, 20, 30, 50}, Population: []float64{1000, 2000, 3000, 1000},
		Standard: []float64{20, 80, 80, 20}, Expected: []float64{0.05, 0.01, 0.01, 0.05},
	}
	got, err := rate.DirectlyStandardised(s, per100000)
	if err != nil || math.Abs(got[0].Value-2000) > 1e-9 || math.Abs(got[1].Value-1800) > 1e-9 {
		t.Errorf("got %v, %v, want 2000 and 1800", got, err)
	}
	// Unit 0 expects 0.01 · 3000 + 0.05 · 1000 = 80 and has 90.
	if got, err := rate.IndirectlyStandardisedRatio(s, 1, 0.95); err != nil || math.Abs(got[0].Value-1.125) > 1e-12 {
		t.Errorf("got %v, %v, want 1.125", got, err)
	}
	turned := s
	turned.Standard = []float64{80, 80, 20, 20} // as the reference lies in another file, in another order
	turned.Expected = []float64{0.01, 0.01, 0.05, 0.05}
	_, err = rate.DirectlyStandardised(turned, per100000)
	mustLack(t, err, "the standard population of stratum 0 is 80 in one unit and 20 in another")
	_, err = rate.IndirectlyStandardisedRatio(turned, 1, 0.95)
	mustLack(t, err, "the expected rate of stratum 0 is 0.01 in one unit and 0.05 in another")

	short := index.Strata{Units: 3, Unit: []int{0, 1, 0}, At: []float64{0, 0, 65}, Count: []float64{30, 20, 60}, Population: []float64{3000, 2000, 1000},
		Standard: []float64{80, 80, 20}, Expected: []float64{0.01, 0.01, 0.05}}
	got, err = rate.DirectlyStandardised(short, per100000)
	if err != nil || got[0].Missing != nil {
		t.Fatalf("got %v, %v", got, err)
	}
	mustLack(t, got[1].Missing, "no figure for stratum 65")
	mustLack(t, got[2].Missing, "no figure for stratum 0")
}

// A program that matches by position has 54 deaths over the 201 that would be expected if the old had the risk of the young and
// the young that of the old, 0.27; by age 54 are expected.
func TestIndirectStandardisationByPosition(t *testing.T) {
	s := one([]float64{0, 65}, []float64{4, 50}, []float64{4000, 1000}, []float64{1, 1})
	s.Expected = []float64{0.001, 0.05}
	got, err := rate.IndirectlyStandardisedRatio(s, 1, 0.95)
	if err != nil || math.Abs(got[0].Value-1) > 1e-12 || math.Abs(got[0].SE-math.Sqrt(54)/54) > 1e-12 {
		t.Errorf("got %v, %v, want 1", got, err)
	}
	s.Expected = []float64{0.05, 0.001}
	if got, _ := rate.IndirectlyStandardisedRatio(s, 1, 0.95); math.Abs(got[0].Value-54.0/201) > 1e-12 {
		t.Errorf("got %v, want %v", got, 54.0/201)
	}
	// Half of the whole is young: 0.5 · 0.001 + 0.5 · 0.05 = 2,550 per 100,000.
	s.Expected = []float64{0.001, 0.05}
	if got, err := rate.IndirectlyStandardised(s, 100_000, 0.95); err != nil || math.Abs(got[0].Value-2550) > 1e-9 {
		t.Errorf("got %v, %v, want 2550", got, err)
	}
}

// One event of four lies in the stratum of nearly all weight: the rate is 0.099 with a standard error as large, and Dobson's lower limit
// 0.099 (1 − (4 − 1.09)/√4) below 0. One death gives 100 years with a standard error of 100.
func TestNoRateFallsBelowNothing(t *testing.T) {
	s := one([]float64{0, 65}, []float64{1, 3}, []float64{10, 100_000}, []float64{99, 1})
	got, err := rate.DirectlyStandardised(s, rate.Standardisation{Multiplier: 1, Level: 0.95})
	if err != nil || got[0].Lower != 0 || !(got[0].Value > 0) {
		t.Errorf("got %+v, %v, want a lower limit of 0", got, err)
	}
	life, err := rate.LifeExpectancy(one([]float64{0, 65}, []float64{1, 1}, []float64{9000, 100}, nil), noLimits)
	if err != nil || life[0].Outcomes[1].Lower != 0 || life[0].Outcomes[1].Value != 100 {
		t.Errorf("got %+v, %v, want 100 years and a lower limit of 0", life, err)
	}
}

func TestUnitsWithoutAStandardisedRateSayWhy(t *testing.T) {
	few := one([]float64{0, 65}, []float64{3, 6}, []float64{3000, 1000}, []float64{80, 20})
	got, _ := rate.DirectlyStandardised(few, per100000)
	mustLack(t, got[0].Missing, "fewer than 10 events")
	if got, _ := rate.DirectlyStandardised(few, rate.Standardisation{Multiplier: 1, Level: 0.95}); got[0].Missing != nil {
		t.Errorf("without a limit: %v", got[0].Missing)
	}
	empty := one([]float64{0, 65}, []float64{30, 0}, []float64{3000, 0}, []float64{80, 20})
	got, _ = rate.DirectlyStandardised(empty, per100000)
	mustLack(t, got[0].Missing, "nobody in stratum 65")
	empty.Standard[1] = 0 // a stratum without weight may be empty
	if got, _ = rate.DirectlyStandardised(empty, per100000); got[0].Missing != nil || math.Abs(got[0].Value-1000) > 1e-9 {
		t.Errorf("got %v, want 1000", got)
	}
	none := one([]float64{0}, []float64{3}, []float64{100}, []float64{1})
	none.Expected = []float64{0}
	ratio, _ := rate.IndirectlyStandardisedRatio(none, 1, 0.95)
	mustLack(t, ratio[0].Missing, "no events are expected")
	_, err := rate.IndirectlyStandardised(none, 1, 0.95)
	if err != nil {
		mustLack(t, err, "no rate")
	}
	for _, o := range []rate.Standardisation{{Level: 0.95}, {Multiplier: 1, Level: 1}, {Multiplier: 1, Level: 0.95, Interval: 2}, {Multiplier: 1, Level: 0.95, FewestEvents: math.NaN()}} {
		if _, err := rate.DirectlyStandardised(few, o); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%+v: got %v", o, err)
		}
	}
}

// One event to each person is what events that are independent are; the squares of several widen the interval.
func TestRecurringEvents(t *testing.T) {
	events := one([]float64{0, 65}, []float64{30, 60}, []float64{3000, 1000}, []float64{80, 20})
	single := events
	single.Frequency = []float64{1, 1}
	want, _ := rate.DirectlyStandardised(events, per100000)
	if got, err := rate.RecurringEvents(single, per100000); err != nil || !cmp.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	// 10 young with three events each, 20 old with one and 20 with two: the variance is 0.8² · 90/3000² + 0.2² · (20 + 80)/1000².
	several := index.Strata{
		Units: 1, Unit: make([]int, 6), At: []float64{0, 0, 0, 65, 65, 65}, Frequency: []float64{1, 2, 3, 1, 2, 3},
		Count: []float64{0, 0, 10, 20, 20, 0}, Population: []float64{3000, 3000, 3000, 1000, 1000, 1000}, Standard: []float64{80, 80, 80, 20, 20, 20},
	}
	got, err := rate.RecurringEvents(several, per100000)
	if se := 1e5 * math.Sqrt(0.64*90/9e6+0.04*100/1e6); err != nil || math.Abs(got[0].Value-2000) > 1e-9 || math.Abs(got[0].SE-se) > 1e-9 || got[0].Lower >= want[0].Lower {
		t.Errorf("got %v, %v, want 2000 with standard error %v and wider limits than %v", got, err, se, want)
	}
	_, err = rate.DirectlyStandardised(several, per100000)
	mustLack(t, err, "several events each")
	several.Population[2] = 2999
	_, err = rate.RecurringEvents(several, per100000)
	mustLack(t, err, "population of stratum 0 is 3000 for one frequency and 2999 for another")
	several.Population[2], several.Frequency[5] = 3000, 4
	_, err = rate.RecurringEvents(several, per100000)
	mustLack(t, err, "stratum 65 of unit 0 has the frequencies [1 2 4], another has [1 2 3]")
}

// A registry entry gives the values that there are, and says of the other units why they have none.
func TestSomeUnitsHaveValuesAndOthersReasons(t *testing.T) {
	s := index.Strata{Units: 6}
	for u, x := range []float64{1, 30, 2, 3, 0, 4} {
		s.Unit, s.At = append(s.Unit, u), append(s.At, 0)
		s.Count, s.Population, s.Standard = append(s.Count, x), append(s.Population, float64(1000*min(x, 1))), append(s.Standard, 1)
	}
	for _, ix := range rate.All {
		if ix.ID != "directly-standardised-rate" {
			continue
		}
		parts, err := ix.Stratified(s, nil)
		if len(parts) != 1 || parts[0].Unit != 1 || parts[0].Value != 3000 || parts[0].Level != 0.95 {
			t.Errorf("got %v, want 3000 for unit 1", parts)
		}
		if want := "undefined: fewer than 10 events: unit 0, unit 2, unit 3 and 1 more; nobody in stratum 0: unit 4"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
