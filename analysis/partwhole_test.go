package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/rate"
)

// Where a district of a fifth of the city is as the rest of it, the comparison with the city finds a difference as often as its level says; the
// peers' test, whether the district's own interval holds the city's value, finds 2.8 in a hundred (2Φ(−1.96/√0.8) = 2.84). At three fifths
// it finds 0.2. 4,000 cities give 5 per cent a standard error of 0.34.
func TestTheWholeCityKeepsTheLevel(t *testing.T) {
	const cities = 4000
	share := definitions()[0]
	a := analyst{o: Options{Level: 0.95, OverviewLevel: 0.998}}
	r := rand.New(rand.NewPCG(20, 25))
	for _, s := range []float64{0.02, 0.2, 0.6} {
		var flags, tests, effects, ratios, peers int
		n := math.Round(s * 20_000)
		for range cities {
			x, y := resample.Binomial(r, n, 0.15), resample.Binomial(r, 20_000-n, 0.15)
			v, w, city := shareOf(x, n), shareOf(y, 20_000-n), shareOf(x+y, 20_000)
			c := a.part(share, indicators.Area{}, v, w, city).Contrast
			flags += b2i(c.Verdict != NoClearDifference)
			tests += b2i(c.P.V < 0.05)
			effects += b2i(c.Effect.Sure(0))
			ratios += b2i(c.Ratio.Sure(1))
			lower, upper := rate.Wilson(x, n, 0.95)
			peers += b2i(city.Value/100 < lower || city.Value/100 > upper)
		}
		for name, got := range map[string]int{"verdict": flags, "p": tests, "effect": effects, "ratio": ratios} {
			if f := float64(got) / cities; f < 0.04 || f > 0.06 {
				t.Errorf("%v of the city, %s: finds %.4f, want 0.05", s, name, f)
			}
		}
		want := math.Erfc(rate.Z(0.95) / math.Sqrt(1-s) / math.Sqrt2)
		if f := float64(peers) / cities; math.Abs(f-want) > 4*math.Sqrt(want*(1-want)/cities)+0.004 {
			t.Errorf("%v of the city, the peers' test: finds %.4f, by theory %.4f", s, f, want)
		}
	}
}

// With a true difference the three intervals against the city hold it as often as they say, at every size of the district.
func TestIntervalsAgainstTheWholeCityCover(t *testing.T) {
	const cities = 3000
	share := definitions()[0]
	a := analyst{o: Options{Level: 0.95, OverviewLevel: 0.998}}
	r := rand.New(rand.NewPCG(25, 20))
	phi := func(p float64) float64 { return 2 * math.Asin(math.Sqrt(p)) }
	for _, s := range []float64{0.03, 0.2, 0.5} {
		const p, q = 0.22, 0.15
		whole := s*p + (1-s)*q
		var difference, ratio, effect int
		n := math.Round(s * 20_000)
		holds := func(d Difference, truth float64) int { return b2i(d.Lower <= truth && truth <= d.Upper) }
		for range cities {
			x, y := resample.Binomial(r, n, p), resample.Binomial(r, 20_000-n, q)
			c := a.part(share, indicators.Area{}, shareOf(x, n), shareOf(y, 20_000-n), shareOf(x+y, 20_000)).Contrast
			difference += holds(c.Difference, 100*(p-whole))
			ratio += holds(c.Ratio, p/whole)
			effect += holds(c.Effect, phi(p)-phi(whole))
		}
		for name, got := range map[string]int{"difference": difference, "ratio": ratio, "effect": effect} {
			if f := float64(got) / cities; f < 0.938 || f > 0.962 {
				t.Errorf("%v of the city, %s: covers %.4f, want 0.95", s, name, f)
			}
		}
	}
}

// surveyed gives an indicator the level of its source's limits, and the value such limits.
func surveyed(v, lower, upper, n float64) Value {
	out := Value{OK: true, Interval: true, Sampled: true, Basis: Published, Coverage: 1, Denominator: indicators.Num(n)}
	out.Value, out.Lower, out.Upper = v, lower, upper
	return out
}

// Two means with standard errors of 4 and 3, from limits of 95 per cent: the difference is 20 ∓ 1.96·5, the ratio 330/310 times or by
// exp(1.96 √((4/330)² + (3/310)²)), and z is 4.
func TestMeansWithLimitsOfTheSource(t *testing.T) {
	ind := definitions()[2]
	z := rate.Z(0.95)
	v, w := surveyed(330, 330-4*z, 330+4*z, 400), surveyed(310, 310-3*z, 310+3*z, 900)
	a := analyst{o: Options{Level: 0.95, OverviewLevel: 0.998}}
	if c := a.contrast(ind, v, w); c.Difference.Interval || c.Difference.Reason != NoLevel || c.P.OK || c.Effect.OK || c.Verdict != NotCompared {
		t.Errorf("limits of no known level: got %+v", c)
	}
	ind.LimitsLevel = 0.95
	c := a.contrast(ind, v, w)
	near(t, "lower", c.Difference.Lower, 20-5*z)
	near(t, "upper", c.Difference.Upper, 20+5*z)
	near(t, "ratio's lower", c.Ratio.Lower, 330.0/310*math.Exp(-z*math.Hypot(4.0/330, 3.0/310)))
	near(t, "p", c.P.V, math.Erfc(4/math.Sqrt2))
	near(t, "Cohen's d", c.Effect.Value, 0.22975719502233558) // NumPy; see rate.CohenD
	// At 99.8 per cent the limits are as much wider as normal ones are.
	d := difference(ind, v, w, 0.998)
	near(t, "lower at 99.8", d.Lower, 20-5*rate.Z(0.998))
	// Where the number of persons is not the source's own, how much they differ is not known.
	ind.Denominator = &indicators.Denominator{Indicator: "people"}
	if e := standardised(ind, v, w, 0.95); e.OK {
		t.Errorf("with a declared population: got d %v", e.Value)
	}
	median := definitions()[3]
	median.LimitsLevel = 0.95
	if c := a.contrast(median, v, w); !c.Difference.Interval || c.Effect.OK || c.Effect.Reason != Undefined {
		t.Errorf("medians: got %+v, want a difference without effect", c)
	}
}

// A share of a survey does not have the interval that its declared population would give, but the source's own.
func TestSurveyIsNoCensus(t *testing.T) {
	ind := definitions()[0]
	ind.LimitsLevel = 0.95
	v, w := surveyed(60, 52, 67, 20_000), surveyed(40, 35, 45, 60_000)
	v.Numerator, w.Numerator = indicators.Num(12_000), indicators.Num(24_000)
	d := difference(ind, v, w, 0.95)
	near(t, "lower", d.Lower, 20-math.Hypot(8, 5))
	near(t, "upper", d.Upper, 20+math.Hypot(7, 5))
	r := ratio(ind, v, w, 0.95)
	lower, upper := rate.MOVERRatio(60, 52, 67, 40, 35, 45)
	near(t, "ratio's lower", r.Lower, lower)
	near(t, "ratio's upper", r.Upper, upper)
	if wide := difference(ind, surveyed(2, 0.5, 8, 0), surveyed(97, 90, 99, 0), 0.9999); !(wide.Lower >= -100) {
		t.Errorf("limits beyond the scale: %+v", wide)
	}
}

// The rest of a city whose mean and that of a district of a fifth are from one survey: (100 − 0.2·90)/0.8 = 102.5, with the variance
// (1² − 0.2²·2²)/0.8² = 1.3125.
func TestRestOfASurvey(t *testing.T) {
	ind := definitions()[2]
	ind.LimitsLevel = 0.95
	z := rate.Z(0.95)
	city, district := surveyed(100, 100-z, 100+z, 10_000), surveyed(90, 90-2*z, 90+2*z, 2000)
	rest, ok := subtract(ind, city, district)
	if !ok {
		t.Fatal("no rest")
	}
	publishedRest(ind, city, district, &rest)
	near(t, "value", rest.Value, 102.5)
	near(t, "upper", rest.Upper, 102.5+z*math.Sqrt(1.3125))
	// A city that is surer than its parts allow leaves a rest without limits.
	city.Lower, city.Upper = 100-0.3*z, 100+0.3*z
	rest, _ = subtract(ind, city, district)
	publishedRest(ind, city, district, &rest)
	if rest.Interval {
		t.Errorf("got %+v, want no limits", rest)
	}
}

// Shares of a survey that are put together by a population that the study declares are no counts: they have no interval, where Wilson's would be
// far too narrow. With counts of the source's own beside limits of no known level, the counts are what chance is read from.
func TestSurveysArePooledWithoutLimits(t *testing.T) {
	var obs []indicators.Observation
	limited := func(o indicators.Observation) indicators.Observation {
		o.Lower, o.Upper = indicators.Num(o.Value.V-8), indicators.Num(o.Value.V+8)
		return o
	}
	for i, code := range desoOrder {
		obs = append(obs, limited(value("work", code, 2025, float64(30+5*i))), value("people", code, 2025, 20_000), limited(counts("rent", code, 2025, 40, 100)))
	}
	res := run(t, table(t, obs, func(defs []indicators.Indicator) { defs[0].Denominator = &indicators.Denominator{Indicator: "people"} }), options())
	north := of(t, comparison(t, res, "work"), "north")
	if !north.Value.OK || !north.Value.Sampled || north.Value.Interval || north.Difference.Interval || north.Difference.Reason != NoLevel || north.P.OK {
		t.Errorf("survey: got %+v", north)
	}
	near(t, "north", north.Value.Value, 32.5)
	if rent := of(t, comparison(t, res, "rent"), "north"); rent.Value.Sampled || !rent.Difference.Interval || !rent.P.OK {
		t.Errorf("counts with limits: got %+v", rent)
	}
	res = run(t, table(t, obs, func(defs []indicators.Indicator) {
		defs[0].Denominator, defs[0].LimitsLevel = &indicators.Denominator{Indicator: "people"}, 0.95
	}), options())
	if d := of(t, comparison(t, res, "work"), "north").Difference; d.Interval || d.Reason != NoLimits {
		t.Errorf("survey with a level: got %+v", d)
	}
}

// A reference that its source withholds, or that has nobody, is no reference; the reason says which.
func TestReferencesThatAreNotThere(t *testing.T) {
	obs := append(everywhere2025()[:4], gone("work", "00", 2025, indicators.Suppressed), value("work", "m1", 2024, 50))
	nation, other := Benchmark{Kind: Country}, Benchmark{Kind: OneArea, Codes: []string{"m1"}}
	res := run(t, tableOf(t, abroad(t), obs), against(nation, other))
	for b, want := range map[string]Reason{"nation": SourceWithheld, "area:m1": NoObservation} {
		of, err := ParseBenchmark(b)
		if err != nil {
			t.Fatal(err)
		}
		x := benchmarkOf(t, res, "work", of)
		if a := in(t, x, "north"); x.Value.OK || a.Difference.OK || a.Difference.Reason != want || a.P.OK || a.Verdict != NotCompared {
			t.Errorf("%s: got %+v, want %s", b, a.Contrast, want)
		}
	}
	nobody := shareOf(0, 100)
	c := (&analyst{o: Options{Level: 0.95, OverviewLevel: 0.998}}).part(definitions()[0], indicators.Area{}, nobody, nobody, nobody)
	if c.Ratio.OK || c.Ratio.Reason != NoRatio || c.P.OK || !c.Difference.OK || c.Effect.Value != 0 || c.Verdict != NoClearDifference {
		t.Errorf("nobody anywhere: got %+v", c.Contrast)
	}
}

// Two municipalities whose means are 300 and 330, of 1,000 and 3,000 persons with standard errors of 4 and 2: 322.5 together, with
// √((1·4)² + (3·2)²)/4 = 1.8028.
func TestGroupOfMeans(t *testing.T) {
	ind := definitions()[2]
	ind.LimitsLevel = 0.95
	z := rate.Z(0.95)
	a := analyst{o: Options{Level: 0.95, OverviewLevel: 0.998}}
	values := []Value{surveyed(300, 300-4*z, 300+4*z, 1000), surveyed(330, 330-2*z, 330+2*z, 3000)}
	v, pooled := a.combined(ind, values)
	near(t, "value", v.Value, 322.5)
	near(t, "upper", v.Upper, 322.5+z*math.Sqrt(52)/4)
	if d := difference(ind, surveyed(310, 310-3*z, 310+3*z, 500), v, 0.95); !pooled || v.Certain || !d.Interval {
		t.Errorf("got %+v, want an interval of the difference", v)
	}
	values[1].Interval, values[1].Sampled = false, false
	if v, pooled := a.combined(ind, values); !pooled || !v.Certain || v.Value != 322.5 {
		t.Errorf("without limits: got %+v, want the mean as certain", v)
	}
}
