package rate_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Newcombe (1998), Statistics in Medicine 17, 857–872, Table I, method 5.
func TestClopperPearsonAsPublished(t *testing.T) {
	for _, tc := range []struct{ x, n, lower, upper float64 }{
		{81, 263, 0.2527, 0.3676},
		{15, 148, 0.0578, 0.1617},
		{0, 20, 0, 0.1684},
		{1, 29, 0.0009, 0.1776},
		{29, 29, 0.8806, 1},
	} {
		lower, upper := rate.ClopperPearson(tc.x, tc.n, 0.95)
		if diff := cmp.Diff([]float64{tc.lower, tc.upper}, []float64{lower, upper}, fourDecimals); diff != "" {
			t.Errorf("%v of %v (-want +got):\n%s", tc.x, tc.n, diff)
		}
	}
}

// R 4.2.2, poisson.test(c(11, 30), c(800, 1000)): the limits are those of binom.test(11, 41), turned
// into odds and multiplied by 1000/800.
func TestRateRatioIsConditional(t *testing.T) {
	e := index.Events{Count: []float64{11, 30}, Population: []float64{800, 1000}, Reference: 1}
	got, err := rate.RateRatio(e, rate.Conditional, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	want := index.Estimate{Value: 0.45833333333333331, Lower: 0.20723822448748408, Upper: 0.94084812907212756, Level: 0.95}
	if d := cmp.Diff(got[0], want, cmpopts.EquateApprox(1e-9, 0)); d != "" {
		t.Errorf("got -, want +:\n%s", d)
	}
	if got[1].Level != 0 {
		t.Errorf("the reference against itself: got %+v, want none", got[1])
	}
}

// With nobody counted in one of the two the logarithm has no interval; from Wilson's limits there is one on the side that is known.
func TestRatiosWithZeros(t *testing.T) {
	e := index.Events{Count: []float64{0, 12, 0}, Population: []float64{50, 80, 0}, Reference: 1}
	for _, tc := range []struct {
		method rate.RatioMethod
		upper  bool
	}{{rate.Katz, false}, {rate.Recovered, true}} {
		got, err := rate.ProportionRatio(e, tc.method, 0.95)
		if err != nil || got[0].Value != 0 || got[2].Level != 0 || (got[0].Upper > 0) != tc.upper {
			t.Errorf("method %d, nobody: got %+v, %v", tc.method, got, err)
		}
	}
	e.Reference = 0
	for _, method := range []rate.RatioMethod{rate.Katz, rate.Recovered} {
		if got, err := rate.ProportionRatio(e, method, 0.95); err != nil || got[1].Level != 0 {
			t.Errorf("against nobody, method %d: got %+v, %v, want no ratio", method, got, err)
		}
	}
	for _, method := range []rate.RateRatioMethod{rate.Conditional, rate.FromByar} {
		got, err := rate.RateRatio(index.Events{Count: []float64{0, 12}, Population: []float64{50, 80}, Reference: 1}, method, 0.95)
		if err != nil || got[0].Value != 0 || got[0].Lower != 0 || !(got[0].Upper > 0) {
			t.Errorf("no events, method %d: got %+v, %v, want 0 from 0", method, got, err)
		}
	}
}

// Without a reference each unit is compared with the others together, none of which it is.
func TestTheRestLeavesTheUnitOut(t *testing.T) {
	e := index.Events{Count: []float64{15, 40, 0}, Population: []float64{148, 620, 150}, Reference: -1}
	rest := index.Events{Count: []float64{15, 40}, Population: []float64{148, 770}, Reference: 1}
	got, err1 := rate.ProportionDifference(e, 100, 0.95)
	want, err2 := rate.ProportionDifference(rest, 100, 0.95)
	if d := cmp.Diff(got[0], want[0]); err1 != nil || err2 != nil || d != "" {
		t.Errorf("%v, %v (got -, want +):\n%s", err1, err2, d)
	}
	// A unit so small beside the others that a plain total loses it.
	e = index.Events{Count: []float64{1e15, 0.25}, Population: []float64{1e16, 0.5}, Reference: -1}
	if got, err := rate.ProportionDifference(e, 1, 0.95); err != nil || got[0].Value != 0.1-0.5 {
		t.Errorf("got %+v, %v, want a difference of −0.4", got, err)
	}
}

func TestContrastsAreUndefined(t *testing.T) {
	for name, e := range map[string]index.Events{
		"one unit":                       {Count: []float64{1}, Population: []float64{2}, Reference: -1},
		"one with a population":          {Count: []float64{1, 0}, Population: []float64{2, 0}, Reference: -1},
		"a reference without population": {Count: []float64{1, 0}, Population: []float64{2, 0}, Reference: 1},
		"no such reference":              {Count: []float64{1, 0}, Population: []float64{2, 0}, Reference: 2},
		"negative":                       {Count: []float64{1, -1}, Population: []float64{2, 5}, Reference: -1},
	} {
		for what, f := range map[string]func() ([]index.Estimate, error){
			"proportion difference": func() ([]index.Estimate, error) { return rate.ProportionDifference(e, 100, 0.95) },
			"proportion ratio":      func() ([]index.Estimate, error) { return rate.ProportionRatio(e, rate.Katz, 0.95) },
			"rate difference":       func() ([]index.Estimate, error) { return rate.RateDifference(e, 100, 0.95) },
			"rate ratio":            func() ([]index.Estimate, error) { return rate.RateRatio(e, rate.Conditional, 0.95) },
		} {
			if got, err := f(); !errors.Is(err, index.ErrUndefined) {
				t.Errorf("%s, %s: got %v, %v, want undefined", what, name, got, err)
			}
		}
	}
	above := index.Events{Count: []float64{3, 1}, Population: []float64{2, 5}, Reference: -1}
	if got, err := rate.ProportionDifference(above, 100, 0.95); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("persons above their population: got %v, %v, want undefined", got, err)
	}
	if _, err := rate.RateDifference(above, 100, 0.95); err != nil {
		t.Errorf("occurrences may outnumber persons: %v", err)
	}
}

// The limits are where a limit of v1 − θ v2, recovered from those of both, is 0: what they were derived from.
func TestMOVERRatioSolvesItsEquation(t *testing.T) {
	for _, tc := range []struct{ v1, l1, u1, v2, l2, u2 float64 }{
		{0.1, 0.06, 0.16, 0.05, 0.03, 0.08},
		{1, 0.0253, 5.57, 1, 0.0253, 5.57}, // u2 above 2 v2
		{3, 0.6, 8.8, 2, 0.24, 7.2},
		{0, 0, 3.7, 40, 28, 54},
	} {
		lower, upper := rate.MOVERRatio(tc.v1, tc.l1, tc.u1, tc.v2, tc.l2, tc.u2)
		for name, theta := range map[string]float64{"lower": lower, "upper": upper} {
			zero := tc.v1 - theta*tc.v2
			if name == "lower" {
				zero -= math.Hypot(tc.v1-tc.l1, theta*(tc.u2-tc.v2))
			} else {
				zero += math.Hypot(tc.u1-tc.v1, theta*(tc.v2-tc.l2))
			}
			if math.Abs(zero) > 1e-9*math.Max(1, tc.v1) {
				t.Errorf("%+v: the %s limit is %v, which leaves %v", tc, name, theta, zero)
			}
		}
		if ratio := tc.v1 / tc.v2; !(lower <= ratio && ratio <= upper) {
			t.Errorf("%+v: got %v to %v, which does not hold %v", tc, lower, upper, ratio)
		}
	}
	if lower, upper := rate.MOVERRatio(2, 1, 4, 0, 0, 3); !(lower > 0) || !math.IsInf(upper, 1) {
		t.Errorf("to nothing: got %v to %v, want no upper limit", lower, upper)
	}
	if lower, _ := rate.MOVERRatio(math.NaN(), 1, 4, 1, 0, 3); !math.IsNaN(lower) {
		t.Errorf("of NaN: got %v, want NaN", lower)
	}
}

// PHEindicatormethods' byars_lower(1, 0.998) is NA, for the approximation is below 0: 1 − 1/9 − 3.0902/3 = −0.1412, and its cube −0.0028. The
// exact limit, which Byar takes below ten events, is −ln 0.999 = 0.0010005.
func TestByarIsNeverBelowZero(t *testing.T) {
	if lower, upper := rate.ByarApproximation(1, 0.998); lower != 0 || math.Abs(upper-9.36218021790836) > 1e-9 {
		t.Errorf("approximation: got %v to %v, want 0 to 9.3622", lower, upper)
	}
	if lower, _ := rate.Byar(1, 0.998); math.Abs(lower+math.Log(0.999)) > 1e-12 {
		t.Errorf("got %v, want %v", lower, -math.Log(0.999))
	}
	if lower, upper := rate.ByarApproximation(0, 0.998); lower != 0 || math.Abs(upper-7.06646252682903) > 1e-9 {
		t.Errorf("no events: got %v to %v, want 0 to 7.0665", lower, upper)
	}
}

// Weights of 2 and 1 for values 1 and 4: the mean is 2 and its variance 2/1 × (2²(1 − 2)² + 1²(4 − 2)²)/3² = 16/9.
func TestMeanWithSamplingWeights(t *testing.T) {
	d := index.Distribution{Values: []float64{1, 4, 9}, Weights: []float64{2, 1, 0}}
	mean, i, err := rate.StudentMean(d, 0.95)
	const t1 = 12.706204736432095 // of Student's distribution on one degree of freedom, 0.975
	want := []float64{2, 4. / 3, 2 - t1*4/3, 2 + t1*4/3}
	if diff := cmp.Diff([]float64{mean, i.SE, i.Lower, i.Upper}, want, cmpopts.EquateApprox(1e-9, 0)); err != nil || diff != "" {
		t.Errorf("%v (got -, want +):\n%s", err, diff)
	}
	d.Weights = []float64{7, 0, 0}
	if _, _, err := rate.StudentMean(d, 0.95); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("one value of positive weight: got %v, want undefined", err)
	}
}
