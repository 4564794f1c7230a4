package analysis

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// keyNoise is noise as the Cell Key Method adds it: a whole number, here from −d to d with equal chances, of variance d (d + 1)/3. A count of
// nobody is left alone and none becomes negative.
func keyNoise(r *rand.Rand, n, d int) float64 {
	if n == 0 {
		return 0
	}
	return float64(max(0, n+r.IntN(2*d+1)-d))
}

func keyVariance(d int) float64 { return float64(d*(d+1)) / 3 }

func binomial(r *rand.Rand, n int, p float64) int {
	x := 0
	for range n {
		if r.Float64() < p {
			x++
		}
	}
	return x
}

// noisyShare draws a share of n persons with noise of so much in both counts.
func noisyShare(r *rand.Rand, n, d int, p float64) Value {
	return published(r, binomial(r, n, p), n, d)
}

// published is x among n with noise in both.
func published(r *rand.Rand, x, n, d int) Value {
	v := Value{OK: true, Numerator: indicators.Num(keyNoise(r, x, d)), Denominator: indicators.Num(keyNoise(r, n, d)),
		Noise: Noise{Numerator: keyVariance(d), Denominator: keyVariance(d)}}
	v.Value = 100 * v.Numerator.V / v.Denominator.V
	return v
}

var percent = indicators.Indicator{ID: "p", Unit: indicators.Unit{Kind: indicators.Share, Per: 100}}

// Intervals of 95 per cent hold the true share at least 93 and at most 99 times in a hundred with noise in both counts. Wilson's own are allowed as
// much below 95 for these sizes and shares (Brown, Cai and DasGupta 2001, Statistical Science 16, 101–133, figure 5). With noise left out of
// the reckoning fewer than 90 hold it where groups are small.
func TestCoverageOfNoisyShares(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	const draws = 4000
	for _, tc := range []struct {
		n, d  int
		p     float64
		least float64 // of the intervals that know nothing of noise: below this, so that the case matters; 1 where it does not
	}{
		{1500, 2, 0.1, 1}, {300, 2, 0.1, 1}, {100, 2, 0.3, 1}, {60, 5, 0.5, 0.93}, {60, 5, 0.2, 0.90}, {150, 8, 0.3, 0.90}, {400, 8, 0.1, 0.92},
	} {
		with, without := 0, 0
		for range draws {
			v := noisyShare(r, tc.n, tc.d, tc.p)
			if lower, upper, ok := countLimits(percent, v, 0.95); ok && lower <= 100*tc.p && 100*tc.p <= upper {
				with++
			}
			v.Noise = Noise{}
			v.Numerator.V = min(v.Numerator.V, v.Denominator.V)
			if lower, upper, ok := countLimits(percent, v, 0.95); ok && lower <= 100*tc.p && 100*tc.p <= upper {
				without++
			}
		}
		a, b := float64(with)/draws, float64(without)/draws
		t.Logf("n %d, p %v, noise ±%d: %.3f with noise in the interval, %.3f without", tc.n, tc.p, tc.d, a, b)
		if a < 0.93 || a > 0.99 || b > tc.least {
			t.Errorf("n %d, p %v, noise ±%d: %.3f with noise in the interval, %.3f without", tc.n, tc.p, tc.d, a, b)
		}
	}
}

// A district against the rest of the city, which is what the city's own published counts leave when the district's are taken away: both then
// carry the district's noise, with opposite signs.
func TestCoverageOfNoisyDifferences(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2))
	const draws, d, p, q = 4000, 8, 0.3, 0.2
	for _, sizes := range [][2]int{{150, 150}, {150, 600}} {
		held, ratios, apart := 0, 0, 0
		for range draws {
			n, m := sizes[0], sizes[1]
			x, y := binomial(r, n, p), binomial(r, m, q)
			one, all := published(r, x, n, d), published(r, x+y, n+m, d)
			rest, ok := subtract(percent, all, one)
			if !ok {
				continue
			}
			if diff := difference(percent, one, rest, 0.95); diff.Lower <= 100*(p-q) && 100*(p-q) <= diff.Upper {
				held++
			}
			if diff := ratio(percent, one, rest, 0.95); diff.Lower <= p/q && p/q <= diff.Upper {
				ratios++
			}
			rest.Noise.SharedNumerator, rest.Noise.SharedDenominator = 0, 0
			if diff := difference(percent, one, rest, 0.95); diff.Lower <= 100*(p-q) && 100*(p-q) <= diff.Upper {
				apart++
			}
		}
		a, b, c := float64(held)/draws, float64(ratios)/draws, float64(apart)/draws
		t.Logf("%v: difference %.3f, ratio %.3f, shared noise left out %.3f", sizes, a, b, c)
		if a < 0.935 || a > 0.97 || b < 0.93 || b > 0.975 {
			t.Errorf("%v: difference %.3f, ratio %.3f", sizes, a, b)
		}
	}
}

// noisy makes a fixture's open source add noise of a standard deviation from 2025 on.
func noisy(sd float64) func(*indicators.Source) {
	return func(s *indicators.Source) {
		s.Noise, s.NoiseSD, s.NoiseFrom = true, sd, indicators.Year(2025).Start
	}
}

// The noise of a pooled count is that of as many counts as it was added from: north is two areas, the rest of the city four.
func TestNoiseOfPooledCounts(t *testing.T) {
	var obs []indicators.Observation
	for _, year := range []int{2023, 2024, 2025} {
		for _, area := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
			obs = append(obs, counts("work", area, year, 60, 100))
		}
	}
	tab := tableWith(t, obs, noisy(3))
	res := run(t, tab, options())
	c := comparison(t, res, "work")
	north := of(t, c, "north")
	want := Noise{Numerator: 2 * 9, Denominator: 2 * 9}
	if north.Value.Noise != want {
		t.Errorf("north: %+v", north.Value.Noise)
	}
	if want := (Noise{Numerator: 4 * 9, Denominator: 4 * 9}); north.Rest.Noise != want {
		t.Errorf("rest: %+v", north.Rest.Noise)
	}
	// (18 + 0.6² · 18)/200² · 100² = 6.12
	if v := north.Value.NoiseVariance(c.Indicator); math.Abs(v-6.12) > 1e-9 {
		t.Errorf("variance %v", v)
	}
	// Wilson of 120 among 200 is 53.08 to 66.54; with 1.96² · 6.12 = 23.51 the limits are 60 − √(6.92² + 23.51) and 60 + √(6.54² + 23.51).
	if v := north.Value; math.Abs(v.Lower-51.55) > 0.01 || math.Abs(v.Upper-68.14) > 0.01 {
		t.Errorf("limits %v %v", v.Lower, v.Upper)
	}
	if north.Past.Noise != (Noise{}) {
		t.Errorf("2024 had no noise: %+v", north.Past.Noise)
	}
	if got := codes(c.Warnings); got != "noise precision" {
		t.Errorf("warnings %s", got)
	}
	if !strings.Contains(c.Warnings[0].Text.Sv, "standardavvikelsen 3. Det är med i intervallen.") {
		t.Error(c.Warnings[0].Text.Sv)
	}
	if got := res.Trends[0].Precision; got != indicators.Year(2025) {
		t.Errorf("precision changes in %v", got)
	}
	if len(res.Trends[0].Breaks) > 0 {
		t.Error("noise is no break")
	}
}

// Of a source that does not tell how much noise it adds, intervals are as they were.
func TestNoiseOfUnknownSize(t *testing.T) {
	obs := []indicators.Observation{counts("work", "n1", 2025, 60, 100), counts("work", "n2", 2025, 60, 100), counts("work", "s1", 2025, 50, 100)}
	c := comparison(t, run(t, tableWith(t, obs, noisy(0)), options()), "work")
	if v := of(t, c, "north").Value; v.Noise != (Noise{}) || math.Abs(v.Lower-53.08) > 0.01 {
		t.Errorf("%+v", v)
	}
	if s := c.Warnings[len(c.Warnings)-1].Text.Sv; !strings.Contains(s, "uppger källan inte. Det är inte med i intervallen.") {
		t.Error(s)
	}
}

// A published total that differs from its parts by less than the noise of both is believed in silence; by more, with a warning. At σ = 2, the
// difference of a count and a sum of two has the standard deviation 2 √3 = 3.46, four of which are 13.9.
func TestPartsWithinNoise(t *testing.T) {
	for total, want := range map[float64]string{212: "noise", 216: "published_differs noise"} {
		obs := []indicators.Observation{value("people", "n1", 2025, 100), value("people", "n2", 2025, 100), value("people", "north", 2025, total)}
		c := comparison(t, run(t, tableWith(t, obs, noisy(2)), options()), "people")
		if got := codes(c.Warnings); got != want {
			t.Errorf("%v: %s", total, got)
		}
		if w := c.Warnings[0]; w.Code == "published_differs" && !strings.Contains(w.Text.En, "more than the source's noise explains") {
			t.Error(w.Text.En)
		}
	}
}

// The spread between six areas of 100 persons whose shares are 40 to 60: what chance and noise make of it by hand.
func TestSpreadWithoutNoise(t *testing.T) {
	var obs []indicators.Observation
	for i, area := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
		obs = append(obs, counts("work", area, 2025, 40+4*float64(i), 100))
	}
	res := run(t, tableWith(t, obs, noisy(3)), options())
	var n *NoiseParts
	for _, q := range res.Inequality {
		if q.Level == indicators.DeSO {
			n = q.Noise
		}
	}
	if n == nil {
		t.Fatal("no parts")
	}
	// The shares are 40, 44 … 60: variance (100 + 36 + 4)/3 = 46.67. Chance: 5/6 of the mean of y (1 − y)/100 · 100² with two persons of the mean
	// added, (49 · ½ + x)… is 24.5 at most: about 5/6 · 24.5 = 20.4. Noise: 5/6 · 9 (1 + y²)/100² · 100², with the mean of y² 0.2547: 9.41.
	if math.Abs(n.Observed-math.Sqrt(46.667)) > 0.01 || math.Abs(n.Deliberate-9.41/46.667) > 0.001 || math.Abs(n.Chance-20.4/46.667) > 0.01 {
		t.Errorf("%+v", n)
	}
	if want := 46.667 * (1 - n.Chance - n.Deliberate); math.Abs(n.Corrected*n.Corrected-want) > 0.01 {
		t.Errorf("corrected %v, want √%v", n.Corrected, want)
	}
}
