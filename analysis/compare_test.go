package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/jamlik/jamlik/analysis/resample"
	"github.com/jamlik/jamlik/indicators"
)

func shareOf(x, n float64) Value {
	v := Value{OK: true, Numerator: indicators.Num(x), Denominator: indicators.Num(n), Coverage: 1}
	v.Value = 100 * x / n
	return v
}

// Newcombe (1998), table II, contrast (a): 56/70 − 48/80 has the limits 0.0524 and 0.3339 by method 10.
func TestDifferenceOfSharesAsPublished(t *testing.T) {
	d := difference(definitions()[0], shareOf(56, 70), shareOf(48, 80), 0.95)
	if math.Abs(d.Value-20) > 1e-9 || math.Abs(d.Lower-5.24) > 0.005 || math.Abs(d.Upper-33.39) > 0.005 {
		t.Errorf("got %.3f (%.3f to %.3f), want 20 (5.24 to 33.39) percentage points", d.Value, d.Lower, d.Upper)
	}
}

// A district of a fifth of the city whose risk is that of the rest must be flagged as often as the level says. 4,000 cities give the rate a
// standard error of 0.34 percentage points at 5 %.
func TestVerdictKeepsItsLevel(t *testing.T) {
	const cities = 4000
	r := rand.New(rand.NewPCG(1998, 10))
	share, ill := definitions()[0], definitions()[1]
	var shares, rates, ratios, overview int
	for range cities {
		v := shareOf(resample.Binomial(r, 1500, 0.15), 1500)
		w := shareOf(resample.Binomial(r, 6000, 0.15), 6000)
		shares += b2i(VerdictOf(share, difference(share, v, w, 0.95)) != NoClearDifference)
		overview += b2i(VerdictOf(share, difference(share, v, w, 0.998)) != NoClearDifference)
		events := func(lambda, n float64) Value {
			x := distuv.Poisson{Lambda: lambda, Src: r}.Rand()
			v := Value{OK: true, Numerator: indicators.Num(x), Denominator: indicators.Num(n)}
			v.Value = 1000 * x / n
			return v
		}
		v, w = events(30, 1500), events(120, 6000)
		rates += b2i(VerdictOf(ill, difference(ill, v, w, 0.95)) != NoClearDifference)
		ratios += b2i(ratio(ill, v, w, 0.95).Sure(1))
	}
	for _, c := range []struct {
		name      string
		flagged   int
		low, high float64
	}{
		{"difference of shares", shares, 0.035, 0.065},
		{"difference of shares in the overview", overview, 0.0003, 0.005},
		{"difference of rates", rates, 0.03, 0.065},
		{"ratio of rates", ratios, 0.03, 0.065},
	} {
		if got := float64(c.flagged) / cities; got < c.low || got > c.high {
			t.Errorf("%s: flagged %.4f of cities without difference, want %v to %v", c.name, got, c.low, c.high)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		direction indicators.Direction
		x, y      float64 // of 1000 each
		want      Verdict
	}{
		{indicators.HigherIsBetter, 300, 200, Better},
		{indicators.HigherIsBetter, 200, 300, Worse},
		{indicators.LowerIsBetter, 300, 200, Worse},
		{indicators.LowerIsBetter, 200, 300, Better},
		{indicators.NotJudged, 300, 200, Higher},
		{indicators.NotJudged, 200, 300, Lower},
		{indicators.HigherIsBetter, 200, 205, NoClearDifference},
		{indicators.HigherIsBetter, 0, 0, NoClearDifference},
	} {
		ind := definitions()[0]
		ind.Direction = c.direction
		if got := VerdictOf(ind, difference(ind, shareOf(c.x, 1000), shareOf(c.y, 1000), 0.95)); got != c.want {
			t.Errorf("%v against %v, direction %d: got %v, want %v", c.x, c.y, c.direction, got, c.want)
		}
	}
}

// With nobody on either side a ratio has no interval, and of nothing there is no ratio at all.
func TestRatioOfNothing(t *testing.T) {
	ind := definitions()[0]
	if r := ratio(ind, shareOf(0, 100), shareOf(10, 100), 0.95); !r.OK || r.Value != 0 || r.Interval {
		t.Errorf("0 of 100 against 10: got %+v, want 0 without interval", r)
	}
	if r := ratio(ind, shareOf(10, 100), shareOf(0, 100), 0.95); r.OK {
		t.Errorf("10 of 100 against nobody: got %+v, want no ratio", r)
	}
	ill := definitions()[1]
	few := Value{OK: true, Numerator: indicators.Num(1), Denominator: indicators.Num(1000)}
	few.Value = 1
	if r := ratio(ill, few, few, 0.95); !r.Interval || math.Abs(r.Lower*r.Upper-1) > 1e-12 || r.Upper < 40 {
		t.Errorf("one event against one: got %+v, want wide limits, each the inverse of the other", r)
	}
}

func TestChangeSinceTheEarlierPeriod(t *testing.T) {
	past := [6]float64{20, 40, 80, 60, 50, 45}
	obs := append(shares("work", 2025, nums, dens), shares("work", 2024, past, dens)...)
	obs = append(obs, shares("work", 2023, past, dens)...)
	month := counts("work", "n1", 2024, 1, 2)
	month.Period = indicators.Month(2024, 12)
	obs = append(obs, month) // of another length: never compared with a year

	c := comparison(t, run(t, table(t, obs), options()), "work")
	if c.Period != indicators.Year(2025) || c.Earlier != indicators.Year(2024) {
		t.Fatalf("periods: got %s and %s, want 2025 and 2024", c.Period, c.Earlier)
	}
	north := of(t, c, "north")
	near(t, "change of north", north.Change.Value, 20-30)
	near(t, "change of the city", c.Change.Value, 100*(275.0-295)/750)
	if !north.Change.Sure(0) || c.Change.Sure(0) {
		t.Errorf("sure: got %v and %v, want that of north only", north.Change, c.Change)
	}

	t.Run("over a break", func(t *testing.T) {
		c := comparison(t, run(t, table(t, obs, func(defs []indicators.Indicator) {
			defs[0].Breaks = []indicators.Break{{Start: indicators.Year(2025).Start, Note: text1("new ages")}}
		}), options()), "work")
		north := of(t, c, "north")
		if c.Broken == nil || c.Earlier != (indicators.Period{}) || north.Change.OK || north.Change.Reason != Broken || north.Past.OK {
			t.Errorf("got %+v, want no change over a break", north.Change)
		}
	})
	t.Run("with data for other parts", func(t *testing.T) {
		some := append([]indicators.Observation(nil), obs...)
		some[5] = gone("work", "l1", 2025, indicators.Missing) // 600 of 750 persons in 2025, all of them in 2024
		some[5].Denominator = indicators.Num(150)
		o := options()
		o.MinCoverage = 0.7
		c := comparison(t, run(t, table(t, some), o), "work")
		if !c.City.OK || !c.CityPast.OK || c.Change.OK || c.Change.Reason != OtherAreas {
			t.Errorf("city: got %+v, want no change between different parts", c.Change)
		}
		if north := of(t, c, "north"); !north.Change.OK {
			t.Errorf("north: got %+v, want a change, for its own parts are the same", north.Change)
		}
	})
	t.Run("of spans that overlap", func(t *testing.T) {
		var obs []indicators.Observation
		for year := range 4 {
			for _, o := range shares("work", 0, nums, dens) {
				o.Period = indicators.Years(2018+year, 2020+year)
				obs = append(obs, o)
			}
		}
		c := comparison(t, run(t, table(t, obs), options()), "work")
		if c.Period != indicators.Years(2021, 2023) || c.Earlier != indicators.Years(2018, 2020) {
			t.Errorf("got %s against %s, want 2021-2023 against 2018-2020", c.Period, c.Earlier)
		}
	})
}

func TestTrendKeepsItsGaps(t *testing.T) {
	var obs []indicators.Observation
	for _, year := range []int{2019, 2020, 2022} {
		obs = append(obs, shares("work", year, nums, dens)...)
	}
	ended := func(defs []indicators.Indicator) {
		defs[0].Breaks = []indicators.Break{{Start: indicators.Year(2020).Start}, {Start: indicators.Year(2010).Start}}
	}
	res := run(t, table(t, obs, ended), options())
	if len(res.Trends) != 1 {
		t.Fatalf("got %d trends, want 1", len(res.Trends))
	}
	tr := res.Trends[0]
	var got []string
	for _, p := range tr.Periods {
		got = append(got, p.String())
	}
	if len(got) != 4 || got[2] != "2021" || tr.City[2].OK || tr.Areas[0].Values[2].OK || !tr.City[3].OK {
		t.Errorf("periods %v, values %+v: want 2021 there without values", got, tr.City)
	}
	if len(tr.Breaks) != 1 {
		t.Errorf("breaks: got %v, want the one of 2020", tr.Breaks)
	}
	if res := run(t, table(t, obs[:12]), options()); len(res.Trends) != 0 {
		t.Error("two periods made a trend")
	}
}

func TestSchoolsAreNotDistricts(t *testing.T) {
	areas := register(t).Areas()
	areas = append(areas[:len(areas):len(areas)],
		indicators.Area{Code: "school1", Version: version, Level: indicators.School, Parent: "n1", Name: "Skola 1"},
		indicators.Area{Code: "school2", Version: version, Level: indicators.School, Parent: "city", Name: "Skola 2"})
	reg, err := indicators.NewRegister(areas, []indicators.Membership{{Area: id("n1"), In: id("north"), Weight: 1}})
	if err != nil {
		t.Fatal(err)
	}
	res := run(t, tableOf(t, reg, []indicators.Observation{counts("work", "school1", 2025, 30, 60), counts("work", "school2", 2025, 20, 40)}), options())
	c := comparison(t, res, "work")
	near(t, "city", c.City.Value, 50)
	if c.NoFigures != SchoolsOnly && of(t, c, "north").Value.Reason != SchoolsOnly {
		t.Errorf("north: got %+v, want that there are schools only", of(t, c, "north").Value)
	}
	if len(c.Spread) != 2 {
		t.Errorf("spread: got %d schools, want 2", len(c.Spread))
	}
}
