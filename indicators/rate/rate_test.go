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

// The published limits have four decimals.
var fourDecimals = cmpopts.EquateApprox(0, 0.00005)

// Newcombe (1998), Statistics in Medicine 17, 857–872, Table I, method 3.
func TestWilsonAsPublished(t *testing.T) {
	for _, tc := range []struct{ x, n, lower, upper float64 }{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		lower, upper := rate.Wilson(tc.x, tc.n, 0.95)
		if diff := cmp.Diff([]float64{tc.lower, tc.upper}, []float64{lower, upper}, fourDecimals); diff != "" {
			t.Errorf("%v of %v (-want +got):\n%s", tc.x, tc.n, diff)
		}
	}
}

// Newcombe (1998), Statistics in Medicine 17, 873–890, Table II, method 10.
func TestNewcombeDifferenceAsPublished(t *testing.T) {
	for _, tc := range []struct{ x1, n1, x2, n2, lower, upper float64 }{
		{56, 70, 48, 80, 0.0524, 0.3339},
		{9, 10, 3, 10, 0.1705, 0.8090},
		{6, 7, 2, 7, 0.0582, 0.8062},
		{5, 56, 0, 29, -0.0381, 0.1926},
		{0, 10, 0, 20, -0.1611, 0.2775},
		{0, 10, 0, 10, -0.2775, 0.2775},
		{10, 10, 0, 20, 0.6791, 1},
		{10, 10, 0, 10, 0.6075, 1},
	} {
		lower, upper := rate.NewcombeDifference(tc.x1, tc.n1, tc.x2, tc.n2, 0.95)
		if diff := cmp.Diff([]float64{tc.lower, tc.upper}, []float64{lower, upper}, fourDecimals); diff != "" {
			t.Errorf("%v/%v − %v/%v (-want +got):\n%s", tc.x1, tc.n1, tc.x2, tc.n2, diff)
		}
		// Exchanging the two turns the interval round.
		l, u := rate.NewcombeDifference(tc.x2, tc.n2, tc.x1, tc.n1, 0.95)
		if diff := cmp.Diff([]float64{-upper, -lower}, []float64{l, u}, cmpopts.EquateApprox(0, 1e-15)); diff != "" {
			t.Errorf("exchanged %v/%v − %v/%v (-want +got):\n%s", tc.x1, tc.n1, tc.x2, tc.n2, diff)
		}
	}
}

// Aspirin and myocardial infarction in the Physicians' Health Study: 189 of 11,034 on placebo, 104 of 11,037 on aspirin;
// relative risk 1.82 with limits 1.43 and 2.30 (Agresti 2002, Categorical Data Analysis, section 3.1.4, from rounded
// logarithms).
func TestRatioIntervalAsPublished(t *testing.T) {
	lower, upper := rate.RatioInterval(189, 11_034, 104, 11_037, 0.95)
	if math.Abs(lower-1.43) > 0.01 || math.Abs(upper-2.30) > 0.01 {
		t.Errorf("got %v to %v, want 1.43 to 2.30", lower, upper)
	}
}

func TestNoInterval(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, tc := range []struct {
		name         string
		lower, upper float64
	}{
		pair("wilson n 0", func() (float64, float64) { return rate.Wilson(0, 0, 0.95) }),
		pair("wilson x above n", func() (float64, float64) { return rate.Wilson(3, 2, 0.95) }),
		pair("wilson x negative", func() (float64, float64) { return rate.Wilson(-1, 2, 0.95) }),
		pair("wilson NaN", func() (float64, float64) { return rate.Wilson(nan, 2, 0.95) }),
		pair("wilson infinite", func() (float64, float64) { return rate.Wilson(1, inf, 0.95) }),
		pair("wilson level 1", func() (float64, float64) { return rate.Wilson(1, 2, 1) }),
		pair("wilson level 95", func() (float64, float64) { return rate.Wilson(1, 2, 95) }),
		pair("byar negative", func() (float64, float64) { return rate.Byar(-1, 0.95) }),
		pair("byar NaN", func() (float64, float64) { return rate.Byar(nan, 0.95) }),
		pair("byar infinite", func() (float64, float64) { return rate.Byar(inf, 0.95) }),
		pair("byar level 0", func() (float64, float64) { return rate.Byar(20, 0) }),
		pair("exact level 0", func() (float64, float64) { return rate.ExactPoisson(2, 0) }),
		pair("difference n 0", func() (float64, float64) { return rate.NewcombeDifference(0, 0, 1, 2, 0.95) }),
		pair("difference x above n", func() (float64, float64) { return rate.NewcombeDifference(1, 2, 3, 2, 0.95) }),
		pair("ratio of zero", func() (float64, float64) { return rate.RatioInterval(0, 9, 1, 9, 0.95) }),
		pair("ratio to zero", func() (float64, float64) { return rate.RatioInterval(1, 9, 0, 9, 0.95) }),
		pair("ratio of everybody", func() (float64, float64) { return rate.RatioInterval(9, 9, 4, 4, 0.95) }),
		pair("ratio level", func() (float64, float64) { return rate.RatioInterval(3, 9, 1, 9, -1) }),
	} {
		if !math.IsNaN(tc.lower) || !math.IsNaN(tc.upper) {
			t.Errorf("%s: got %v to %v, want no interval", tc.name, tc.lower, tc.upper)
		}
	}
}

func pair(name string, f func() (float64, float64)) struct {
	name         string
	lower, upper float64
} {
	lower, upper := f()
	return struct {
		name         string
		lower, upper float64
	}{name, lower, upper}
}

func TestIntervalsHoldTheirValue(t *testing.T) {
	for _, level := range []float64{0.5, 0.95, 0.998, 0.9999} {
		for _, n := range []float64{1, 2, 10, 1271, 1e7} {
			for _, share := range []float64{0, 0.001, 0.15, 0.5, 0.999, 1} {
				x := share * n
				p := x / n
				if lower, upper := rate.Wilson(x, n, level); !(0 <= lower && lower <= p && p <= upper && upper <= 1) {
					t.Errorf("wilson(%v, %v, %v): got %v to %v", x, n, level, lower, upper)
				}
				if lower, upper := rate.Byar(x, level); !(0 <= lower && lower <= x && x <= upper) {
					t.Errorf("byar(%v, %v): got %v to %v", x, level, lower, upper)
				}
			}
		}
	}
}

// From ten events Byar's limits agree with the exact ones, so that the switch between them does not show.
func TestByarMeetsTheExactLimits(t *testing.T) {
	for _, level := range []float64{0.95, 0.998} {
		for _, x := range []float64{rate.ByarFrom, 11, 50, 1000} {
			l, u := rate.Byar(x, level)
			el, eu := rate.ExactPoisson(x, level)
			if diff := cmp.Diff([]float64{el, eu}, []float64{l, u}, cmpopts.EquateApprox(0.02, 0)); diff != "" {
				t.Errorf("%v events, level %v (-exact +byar):\n%s", x, level, diff)
			}
		}
	}
}

func TestUnitsWithoutPopulation(t *testing.T) {
	e := index.Events{Count: []float64{3, 0}, Population: []float64{10, 0}}
	for name, compute := range map[string]func(index.Events, float64, float64) ([]index.Estimate, error){
		"proportion": rate.Proportion, "crude rate": rate.Crude,
	} {
		got, err := compute(e, 100, 0.95)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(got) != 2 || got[0].Level != 0.95 || got[1].Level != 0 || !math.IsNaN(got[1].Value) {
			t.Errorf("%s: got %+v, want an estimate and none", name, got)
		}
		if parts := index.OfEstimates(got); len(parts) != 1 || parts[0].Unit != 0 {
			t.Errorf("%s: got %+v, want a part of the first unit only", name, parts)
		}
	}
}

func TestCountAbovePopulation(t *testing.T) {
	e := index.Events{Count: []float64{3, 11, 1, 2}, Population: []float64{10, 10, 0, 5}}
	_, err := rate.Proportion(e, 100, 0.95)
	if !errors.Is(err, index.ErrUndefined) {
		t.Fatalf("got %v, want undefined", err)
	}
	for _, want := range []string{"unit 1: 11 of a population of 10", "unit 2: 1 of a population of 0"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %q, want it to contain %q", err, want)
		}
	}
	if _, err := rate.Crude(e, 100, 0.95); err != nil {
		t.Errorf("events may outnumber persons: %v", err)
	}
}

func TestRateBeyondTheLargestNumber(t *testing.T) {
	got, err := rate.Crude(index.Events{Count: []float64{5}, Population: []float64{1e-310}}, 100_000, 0.95)
	if err != nil || got[0].Level != 0 || !math.IsNaN(got[0].Value) {
		t.Errorf("got %+v, %v, want no estimate", got, err)
	}
}

func TestUndefined(t *testing.T) {
	ok := index.Events{Count: []float64{1}, Population: []float64{2}}
	for _, tc := range []struct {
		name              string
		e                 index.Events
		multiplier, level float64
	}{
		{"no units", index.Events{}, 100, 0.95},
		{"lengths differ", index.Events{Count: []float64{1, 2}, Population: []float64{5}}, 100, 0.95},
		{"negative", index.Events{Count: []float64{-1}, Population: []float64{5}}, 100, 0.95},
		{"not a number", index.Events{Count: []float64{math.NaN()}, Population: []float64{5}}, 100, 0.95},
		{"level 95", ok, 100, 95},
		{"level 0", ok, 100, 0},
		{"multiplier 0", ok, 0, 0.95},
		{"multiplier infinite", ok, math.Inf(1), 0.95},
	} {
		if got, err := rate.Proportion(tc.e, tc.multiplier, tc.level); !errors.Is(err, index.ErrUndefined) || got != nil {
			t.Errorf("%s, proportion: got %v, %v, want undefined", tc.name, got, err)
		}
		if got, err := rate.Crude(tc.e, tc.multiplier, tc.level); !errors.Is(err, index.ErrUndefined) || got != nil {
			t.Errorf("%s, rate: got %v, %v, want undefined", tc.name, got, err)
		}
	}
	for name, xs := range map[string][]float64{
		"none": nil, "one": {3}, "NaN": {1, math.NaN()}, "huge": {1.7e308, -1.7e308},
	} {
		if _, _, err := rate.StudentMean(index.Distribution{Values: xs}, 0.95); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("mean of %s: got %v, want undefined", name, err)
		}
	}
	if _, _, err := rate.StudentMean(index.Distribution{Values: []float64{1, 2}}, 1); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("mean at level 1: got %v, want undefined", err)
	}
}

func TestInputIsNotModified(t *testing.T) {
	e := index.Events{Count: []float64{3, 0, 5}, Population: []float64{10, 0, 40}, Reference: -1}
	for _, ix := range rate.All {
		if ix.PerUnit == nil {
			continue
		}
		if _, err := ix.PerUnit(e, nil); err != nil {
			t.Fatal(err)
		}
	}
	want := index.Events{Count: []float64{3, 0, 5}, Population: []float64{10, 0, 40}, Reference: -1}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("input was modified (-want +got):\n%s", diff)
	}
}
