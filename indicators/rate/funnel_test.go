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

// At 10 persons around 80.642447857149563 per cent, PHEindicatormethods 2.1.0 gives 56.154 to 100 under the name of Wilson's method. That is
// P ∓ z√(P(1 − P)/n): 0.806424 ∓ 1.959964 × 0.124944. Wilson's limits are 49.653 to 94.623 (the roots of (p − P)² = z²p(1 − p)/10); those of the
// binomial distribution, by SciPy's binom.cdf, have 5 and 10 for quantiles and 48.401 and 97.851 drawn to a line.
func TestFunnelLimitsByTheirNames(t *testing.T) {
	const benchmark = 0.80642447857149563
	e := index.Events{Count: []float64{8, benchmark * 1e6}, Population: []float64{10, 1e6}, Reference: 1}
	for _, tc := range []struct {
		limits       rate.FunnelLimits
		lower, upper float64
	}{
		{rate.Quantiles, 48.401, 97.851},
		{rate.Inverted, 49.653, 94.623},
		{rate.NormalLimits, 56.154, 100},
	} {
		f, err := rate.ProportionFunnel(e, 100, 0.95, rate.FunnelOptions{Limits: tc.limits})
		if err != nil || len(f.Units) != 1 {
			t.Fatalf("limits %d: got %+v, %v", tc.limits, f, err)
		}
		if u := f.Units[0]; math.Abs(u.Lower-tc.lower) > 0.0006 || math.Abs(u.Upper-tc.upper) > 0.0006 {
			t.Errorf("limits %d: got %v to %v, want %v to %v", tc.limits, u.Lower, u.Upper, tc.lower, tc.upper)
		}
	}
}

// A funnel of rates with limits turned round flags an area where, and only where, its own exact interval leaves the benchmark out.
func TestInvertedLimitsAreTheExactIntervalTurnedRound(t *testing.T) {
	for _, level := range []float64{0.95, 0.998} {
		for count := range 60 {
			for _, expected := range []float64{0.01, 0.7, 3, 3.7, 8, 20, 31.5} {
				f, _, err := rate.RatioFunnel(observed(float64(count), expected), 1, level, rate.FunnelOptions{Limits: rate.Inverted})
				if err != nil {
					t.Fatal(err)
				}
				lower, upper := rate.ExactPoisson(float64(count), level)
				want := rate.Similar
				if expected < lower {
					want = rate.Above
				} else if expected > upper {
					want = rate.Below
				}
				if got := f.Units[0].Verdict; got != want {
					t.Errorf("%d of %v at %v: got %d, want %d", count, expected, level, got, want)
				}
			}
		}
	}
}

// Six units of 100 persons around a benchmark of 25 in 100, whose standard error is √(0.25 × 0.75/100) = √0.001875, with 15, 20, 25, 25, 35 and 50 counted: z is
// (15 − 25)/4.330 = −2.3094, −1.1547, 0, 0, 2.3094, 5.7735. Without winsorising φ = (5.3333 + 1.3333 + 5.3333 + 33.3333)/6 = 7.5556 and, the weights w being
// alike, τ² = (6φ − 5)/(5w) = 40.3333/5 × 0.001875 = 0.015125. With a fifth at each end drawn in to the quantile there, the second and the
// fifth value, φ = (2 × 1.3333 + 2 × 5.3333)/6 = 2.2222 and τ² = 8.3333/5 × 0.001875 = 0.003125.
func TestOverdispersion(t *testing.T) {
	e := index.Events{Count: []float64{15, 20, 25, 25, 35, 50, 250}, Population: []float64{100, 100, 100, 100, 100, 100, 1000}, Reference: 6}
	near := cmpopts.EquateApprox(1e-12, 0)
	for _, tc := range []struct {
		name             string
		o                rate.FunnelOptions
		phi, tau2, error float64 // the standard error that the limits have
		want             []rate.Verdict
	}{
		{"plain", rate.FunnelOptions{Limits: rate.NormalLimits}, 68. / 9, 0.015125, math.Sqrt(0.001875), []rate.Verdict{-1, 0, 0, 0, 1, 1}},
		{"multiplicative", rate.FunnelOptions{Overdispersion: rate.Multiplicative}, 68. / 9, 0.015125, math.Sqrt(0.001875 * 68 / 9), []rate.Verdict{0, 0, 0, 0, 0, 1}},
		{"additive", rate.FunnelOptions{Overdispersion: rate.Additive}, 68. / 9, 0.015125, math.Sqrt(0.001875 + 0.015125), []rate.Verdict{0, 0, 0, 0, 0, 0}},
		{"winsorised", rate.FunnelOptions{Overdispersion: rate.Additive, Winsorise: 0.2}, 20. / 9, 0.003125, math.Sqrt(0.001875 + 0.003125), []rate.Verdict{0, 0, 0, 0, 0, 1}},
	} {
		f, err := rate.ProportionFunnel(e, 1, 0.95, tc.o)
		if err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		if d := cmp.Diff([]float64{f.Dispersion, f.Between}, []float64{tc.phi, math.Sqrt(tc.tau2)}, near); d != "" {
			t.Errorf("%s: φ and τ (got -, want +):\n%s", tc.name, d)
		}
		var verdicts []rate.Verdict
		for i, u := range f.Units {
			verdicts = append(verdicts, u.Verdict)
			want := []float64{math.Max(0, 0.25-rate.Z(0.95)*tc.error), 0.25 + rate.Z(0.95)*tc.error, (e.Count[i]/100 - 0.25) / tc.error}
			if d := cmp.Diff([]float64{u.Lower, u.Upper, u.Z}, want, near); d != "" {
				t.Errorf("%s, unit %d (got -, want +):\n%s", tc.name, i, d)
			}
		}
		if d := cmp.Diff(verdicts, tc.want); d != "" {
			t.Errorf("%s: verdicts (got -, want +):\n%s", tc.name, d)
		}
	}
}

// Units that differ by less than chance would have them narrow nothing: the limits stay the exact ones.
func TestNoOverdispersionLeavesTheLimits(t *testing.T) {
	e := index.Events{Count: []float64{25, 26, 24}, Population: []float64{100, 100, 100}, Reference: -1}
	want, err := rate.ProportionFunnel(e, 100, 0.95, rate.FunnelOptions{})
	if err != nil || want.Dispersion >= 1 || want.Between != 0 {
		t.Fatalf("got %+v, %v, want φ below 1 and no variance between", want, err)
	}
	for _, o := range []rate.Overdispersion{rate.Multiplicative, rate.Additive} {
		got, err := rate.ProportionFunnel(e, 100, 0.95, rate.FunnelOptions{Overdispersion: o})
		if d := cmp.Diff(got, want); err != nil || d != "" {
			t.Errorf("overdispersion %d: %v (got -, want +):\n%s", o, err, d)
		}
	}
}

func TestFunnelIsUndefined(t *testing.T) {
	ok := index.Events{Count: []float64{1, 5}, Population: []float64{10, 20}, Reference: -1}
	for _, tc := range []struct {
		name   string
		e      index.Events
		o      rate.FunnelOptions
		funnel func(index.Events, float64, float64, rate.FunnelOptions) (rate.Funnel, error)
	}{
		{"nobody counted", index.Events{Count: []float64{0, 0}, Population: []float64{10, 20}, Reference: -1}, rate.FunnelOptions{}, rate.ProportionFunnel},
		{"everybody counted", index.Events{Count: []float64{10, 20}, Population: []float64{10, 20}, Reference: -1}, rate.FunnelOptions{}, rate.ProportionFunnel},
		{"above the population", index.Events{Count: []float64{11, 2}, Population: []float64{10, 20}, Reference: -1}, rate.FunnelOptions{}, rate.ProportionFunnel},
		{"nobody there", index.Events{Count: []float64{0, 0}, Population: []float64{0, 0}, Reference: -1}, rate.FunnelOptions{}, rate.RateFunnel},
		{"a reference without population", index.Events{Count: []float64{3, 0}, Population: []float64{10, 0}, Reference: 1}, rate.FunnelOptions{}, rate.RateFunnel},
		{"a reference alone", index.Events{Count: []float64{3, 0}, Population: []float64{10, 0}, Reference: 0}, rate.FunnelOptions{}, rate.RateFunnel},
		{"no such limits", ok, rate.FunnelOptions{Limits: 3}, rate.RateFunnel},
		{"no such overdispersion", ok, rate.FunnelOptions{Overdispersion: -1}, rate.RateFunnel},
		{"half winsorised", ok, rate.FunnelOptions{Winsorise: 0.5}, rate.RateFunnel},
	} {
		if got, err := tc.funnel(tc.e, 100, 0.95, tc.o); !errors.Is(err, index.ErrUndefined) {
			t.Errorf("%s: got %+v, %v, want undefined", tc.name, got, err)
		}
	}
	if _, missing, err := rate.RatioFunnel(observed(3, 0), 100, 0.95, rate.FunnelOptions{}); !errors.Is(err, index.ErrUndefined) || missing[0] == nil {
		t.Errorf("nothing expected: got %v, %v, want undefined", missing, err)
	}
	if _, err := rate.RateFunnel(ok, 100, 1, rate.FunnelOptions{}); !errors.Is(err, index.ErrUndefined) {
		t.Errorf("level 1: got %v, want undefined", err)
	}
	// Beyond 10⁹ the exact quantiles have no digits left: no limits, and no verdict but the z-score.
	f, err := rate.RateFunnel(index.Events{Count: []float64{2e9, 3e9}, Population: []float64{1e9, 1e9}, Reference: -1}, 1, 0.95, rate.FunnelOptions{})
	if err != nil || !math.IsNaN(f.Units[0].Lower) || !(f.Units[0].Z < -1000) {
		t.Errorf("got %+v, %v, want no limits", f, err)
	}
}

// observed is one unit with the number of events that were observed and expected in it, in one stratum.
func observed(count, expected float64) index.Strata {
	return index.Strata{Units: 1, Unit: []int{0}, At: []float64{0}, Count: []float64{count}, Population: []float64{expected}, Expected: []float64{1}}
}
