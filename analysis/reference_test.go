package analysis

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

var desoOrder = []string{"n1", "n2", "s1", "s2", "e1", "l1"}

// shares gives every DeSO a numerator among its denominator.
func shares(indicator string, year int, nums, dens [6]float64) []indicators.Observation {
	var out []indicators.Observation
	for i, code := range desoOrder {
		out = append(out, counts(indicator, code, year, nums[i], dens[i]))
	}
	return out
}

var (
	nums = [6]float64{10, 30, 80, 60, 50, 45}
	dens = [6]float64{100, 100, 100, 200, 100, 150}
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*max(1, math.Abs(want))) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// north = (10+30)/200 = 20 %; city = 275/750; rest of north = 235/550. The DeSO in no district counts in both of the last.
func TestSharesPoolByCounts(t *testing.T) {
	c := comparison(t, run(t, table(t, shares("work", 2025, nums, dens)), options()), "work")
	north := of(t, c, "north")
	near(t, "north", north.Value.Value, 20)
	near(t, "north's denominator", north.Value.Denominator.V, 200)
	near(t, "city", c.City.Value, 100*275.0/750)
	near(t, "rest", north.Rest.Value, 100*235.0/550)
	near(t, "difference", north.Difference.Value, 20-100*235.0/550)
	near(t, "ratio", north.Ratio.Value, 20/(100*235.0/550))
	if c.City.Basis != Pooled || north.Value.Basis != Pooled || north.Value.Coverage != 1 || c.City.Status != indicators.Derived {
		t.Errorf("basis, coverage, status: got %+v", c.City)
	}
	// Wilson (1927) for 40 of 200 at z = 1.959964: (80 + 3.8414588 ∓ 1.959964 √(3.8414588 + 160·0.8)) / (2·203.8414588).
	near(t, "Wilson's lower limit", north.Value.Lower, 100*(83.8414588206941-1.959963984540054*math.Sqrt(131.8414588206941))/407.6829176413882)
	if north.Verdict != Worse || north.Overview != Worse {
		t.Errorf("verdict: got %v and %v, want worse", north.Verdict, north.Overview)
	}
	if south := of(t, c, "south"); south.Verdict != Better {
		t.Errorf("verdict of south: got %v, want better", south.Verdict)
	}
}

func TestPublishedBeatsPooled(t *testing.T) {
	obs := append(shares("work", 2025, nums, dens), value("work", "north", 2025, 21), counts("work", "city", 2025, 275, 750))
	c := comparison(t, run(t, table(t, obs), options()), "work")
	north := of(t, c, "north")
	if north.Value.Basis != Published || north.Value.Value != 21 || north.Value.Interval {
		t.Errorf("north: got %+v, want 21 as published, without counts and so without interval", north.Value)
	}
	if north.Verdict != NotCompared || north.Difference.Interval || !north.Difference.OK || north.Difference.Reason != NoDenominator {
		t.Errorf("difference: got %+v, verdict %v, want a difference that is not judged", north.Difference, north.Verdict)
	}
	if c.City.Basis != Published {
		t.Errorf("city: got basis %q, want published", c.City.Basis)
	}
	if got := codes(c.Warnings); got != "published_differs" { // 21 against 20, but the city agrees
		t.Errorf("warnings: got %q, want published_differs", got)
	}
}

// A value that the source withholds is not made up from its parts.
func TestWithheldBySourceStaysWithheld(t *testing.T) {
	obs := append(shares("work", 2025, nums, dens), gone("work", "north", 2025, indicators.Suppressed), gone("work", "east", 2025, indicators.Missing))
	c := comparison(t, run(t, table(t, obs), options()), "work")
	if north := of(t, c, "north"); north.Value.OK || north.Value.Reason != SourceWithheld || north.Verdict != NotCompared {
		t.Errorf("north: got %+v, want withheld by the source", north.Value)
	}
	if east := of(t, c, "east"); !east.Value.OK || east.Value.Basis != Pooled {
		t.Errorf("east: got %+v, want pooled, for the source has merely nothing", east.Value)
	}
}

func TestCoverage(t *testing.T) {
	obs := shares("work", 2025, nums, dens)
	// n2 has a population but no value: north has data for 100 of 200 persons, the city for 650 of 750, 0.867.
	obs[1] = gone("work", "n2", 2025, indicators.Suppressed)
	obs[1].Denominator = indicators.Num(100)
	c := comparison(t, run(t, table(t, obs), options()), "work")
	north := of(t, c, "north")
	if north.Value.OK || north.Value.Reason != LowCoverage {
		t.Errorf("north: got %+v, want low coverage", north.Value)
	}
	near(t, "north's coverage", north.Value.Coverage, 0.5)
	near(t, "city's coverage", c.City.Coverage, 650.0/750)
	near(t, "city", c.City.Value, 100*245.0/650)
	if got := codes(c.Warnings); !strings.Contains(got, "low_coverage") {
		t.Errorf("warnings: got %q, want low_coverage", got)
	}
	o := options()
	o.MinCoverage = 0.9
	if c := comparison(t, run(t, table(t, obs), o), "work"); c.City.OK || c.City.Reason != LowCoverage {
		t.Errorf("city at a least coverage of 0.9: got %+v, want low coverage", c.City)
	}
}

// A count that lacks a part would be too low, so it must be complete.
func TestCountsMustBeComplete(t *testing.T) {
	var obs []indicators.Observation
	for i, code := range desoOrder[:5] {
		obs = append(obs, value("people", code, 2025, dens[i]))
	}
	c := comparison(t, run(t, table(t, obs), options()), "people")
	if c.City.OK || c.City.Reason != LowCoverage {
		t.Errorf("city without l1: got %+v, want low coverage", c.City)
	}
	north := of(t, c, "north")
	near(t, "north", north.Value.Value, 200)
	if north.Value.Interval || north.Difference.OK || north.Difference.Reason != SizeOnly || north.Verdict != NotCompared {
		t.Errorf("north: got %+v, want a count that is not compared", north)
	}
}

// Without a count in the source the declared population makes one: n1 10 % of 50, n2 40 % of 150 → 65/200 = 32.5 %.
func TestDeclaredPopulation(t *testing.T) {
	declared := func(approximation string) func([]indicators.Indicator) {
		return func(defs []indicators.Indicator) {
			defs[0].Denominator = &indicators.Denominator{
				Indicator: "people", Groups: []indicators.Group{"age=20-39", "age=40-64"},
			}
			if approximation != "" {
				defs[0].Denominator.Approximation = text1(approximation)
			}
		}
	}
	population := func(year int) []indicators.Observation {
		var out []indicators.Observation
		for i, code := range desoOrder {
			n := [6]float64{50, 150, 100, 100, 100, 100}[i]
			out = append(out,
				withGroup(value("people", code, year, n-20), "age=20-39"),
				withGroup(value("people", code, year, 20), "age=40-64"),
				withGroup(value("people", code, year, 999), "age=0-19"))
		}
		return out
	}
	var obs []indicators.Observation
	for i, code := range desoOrder {
		obs = append(obs, value("work", code, 2024, [6]float64{10, 40, 50, 50, 50, 50}[i]))
	}
	o := options()
	o.Background = []string{"people"}
	for _, c := range []struct {
		name          string
		year          int
		approximation string
		basis         Basis
		note          string
	}{
		{"of the same year", 2024, "", Pooled, ""},
		{"with a declared difference", 2024, "other ages", Approximated, "other ages"},
		{"of another year", 2025, "", Approximated, "The weights are of 2025, the values of 2024."},
		{"of another year, with a difference", 2022, "other ages", Approximated, "other ages The weights are of 2022, the values of 2024."},
	} {
		t.Run(c.name, func(t *testing.T) {
			comp := comparison(t, run(t, table(t, append(population(c.year), obs...), declared(c.approximation)), o), "work")
			north := of(t, comp, "north")
			near(t, "north", north.Value.Value, 32.5)
			near(t, "north's numerator", north.Value.Numerator.V, 65)
			if north.Value.Basis != c.basis || north.Value.Note.En != c.note {
				t.Errorf("got basis %q, note %q; want %q, %q", north.Value.Basis, north.Value.Note.En, c.basis, c.note)
			}
			if got := strings.Contains(codes(comp.Warnings), "approximated"); got != (c.note != "") {
				t.Errorf("warnings: got %q", codes(comp.Warnings))
			}
		})
	}
	t.Run("of the nearest year", func(t *testing.T) {
		all := append(append(population(2020), population(2023)...), obs...)
		comp := comparison(t, run(t, table(t, all, declared("")), o), "work")
		if got, want := of(t, comp, "north").Value.Note.En, "The weights are of 2023, the values of 2024."; got != want {
			t.Errorf("note: got %q, want %q", got, want)
		}
	})
	t.Run("none", func(t *testing.T) {
		comp := comparison(t, run(t, table(t, obs), o), "work")
		if comp.City.OK || comp.City.Reason != NoDenominator || comp.NoFigures != NoDenominator {
			t.Errorf("got %+v, want no denominator", comp.City)
		}
		if len(comp.Spread) != 6 || comp.Spread[0].Value.Value != 10 || comp.Spread[5].Value.Value != 50 {
			t.Errorf("spread: got %+v, want the six DeSO from 10 to 50", comp.Spread)
		}
	})
}

// income: n1 300 among 100, n2 400 among 300 → north (30,000 + 120,000)/400 = 375. The rest has no limits, so no verdict.
func TestMeansPoolByWeight(t *testing.T) {
	var obs []indicators.Observation
	for i, code := range desoOrder {
		o := value("income", code, 2025, [6]float64{300, 400, 500, 500, 500, 500}[i])
		o.Denominator = indicators.Num([6]float64{100, 300, 100, 100, 100, 100}[i])
		obs = append(obs, o)
	}
	c := comparison(t, run(t, table(t, obs), options()), "income")
	north := of(t, c, "north")
	near(t, "north", north.Value.Value, 375)
	near(t, "difference", north.Difference.Value, -125)
	if north.Value.Interval || north.Difference.Interval || north.Difference.Reason != NoLimits || north.Verdict != NotCompared {
		t.Errorf("north: got %+v, want a mean without interval or verdict", north)
	}
}

func TestMediansAreNotPooled(t *testing.T) {
	var obs []indicators.Observation
	for _, code := range desoOrder {
		obs = append(obs, value("median", code, 2025, 300))
	}
	published := value("median", "south", 2025, 320)
	published.Lower, published.Upper = indicators.Num(310), indicators.Num(333)
	c := comparison(t, run(t, table(t, append(obs, published)), options()), "median")
	if north := of(t, c, "north"); north.Value.OK || north.Value.Reason != CannotPool {
		t.Errorf("north: got %+v, want that it cannot be pooled", north.Value)
	}
	south := of(t, c, "south")
	if south.Value.Basis != Published || !south.Value.Interval || south.Value.Lower != 310 || south.Value.Upper != 333 || south.Value.Level != 0 {
		t.Errorf("south: got %+v, want the published value and limits, of a level that is not known", south.Value)
	}
	if south.Difference.OK || south.Verdict != NotCompared || c.City.Reason != CannotPool {
		t.Errorf("south: got %+v, want no contrast", south.Difference)
	}
	all := comparison(t, run(t, table(t, obs), options()), "median")
	if all.NoFigures != CannotPool || len(all.Spread) != 6 {
		t.Errorf("without any district: got %q and %d areas, want cannot_pool and 6", all.NoFigures, len(all.Spread))
	}
}

func TestDistrictThatIsTheCity(t *testing.T) {
	var members []indicators.Membership
	for _, code := range desoOrder {
		members = append(members, indicators.Membership{Area: id(code), In: id("north"), Weight: 1})
	}
	c := comparison(t, run(t, tableOf(t, register(t, members...), shares("work", 2025, nums, dens)), options()), "work")
	north := of(t, c, "north")
	if !north.Value.OK || north.Rest.Reason != PartOnly || north.Difference.Reason != PartOnly || north.Verdict != NotCompared {
		t.Errorf("got %+v, want part only", north)
	}
	if south := of(t, c, "south"); south.Value.OK || south.Value.Reason != NoObservation {
		t.Errorf("a district without areas: got %+v, want no observation", south.Value)
	}
}

// Half of s2 lies in north: (10 + 30 + 30)/(100 + 100 + 100).
func TestAreasThatLieInPart(t *testing.T) {
	reg := register(t,
		indicators.Membership{Area: id("n1"), In: id("north"), Weight: 1, Basis: "assumption_name_match"},
		indicators.Membership{Area: id("n2"), In: id("north"), Weight: 1},
		indicators.Membership{Area: id("s2"), In: id("north"), Weight: 0.5})
	res := run(t, tableOf(t, reg, shares("work", 2025, nums, dens)), options())
	north := of(t, comparison(t, res, "work"), "north")
	near(t, "north", north.Value.Value, 100*70.0/300)
	near(t, "rest", north.Rest.Value, 100*(275.0-70)/(750-300))
	if north.Value.Basis != Approximated || north.Value.Note.IsZero() || !north.Assumed {
		t.Errorf("got %+v, want an approximation on an assumed district", north)
	}
	if got := codes(res.Warnings); got != "assumed_districts outside_districts" {
		t.Errorf("warnings: got %q", got)
	}
}

// A published share without counts gets its interval from the declared population: its own published one, else that of its parts.
func TestPublishedShareWithDeclaredPopulation(t *testing.T) {
	declared := func(defs []indicators.Indicator) { defs[0].Denominator = &indicators.Denominator{Indicator: "people"} }
	obs := []indicators.Observation{value("work", "north", 2025, 20), value("work", "south", 2025, 50), value("work", "city", 2025, 40)}
	for i, code := range desoOrder {
		obs = append(obs, value("people", code, 2025, dens[i]))
	}
	obs = append(obs, value("people", "south", 2025, 310))
	o := options()
	o.Background = []string{"people"}
	c := comparison(t, run(t, table(t, obs, declared), o), "work")
	north, south := of(t, c, "north"), of(t, c, "south")
	near(t, "north's numerator", north.Value.Numerator.V, 40)
	near(t, "south's denominator", south.Value.Denominator.V, 310)
	if north.Value.Basis != Published || !north.Value.Interval || north.Verdict != Worse {
		t.Errorf("north: got %+v, want published with an interval and worse than the rest", north.Value)
	}
	near(t, "north's rest, (300 − 40)/550", north.Rest.Value, 100*260.0/550)
	obs = obs[:len(obs)-2] // south's own and that of l1
	if c := comparison(t, run(t, table(t, obs, declared), o), "work"); c.City.Denominator.OK || !of(t, c, "north").Value.Denominator.OK {
		t.Errorf("without the population of one area: got %+v for the city, want no denominator", c.City)
	}
}

// Figures of districts make up the city as far as its smallest areas lie in them: five of six here.
func TestCityFromDistricts(t *testing.T) {
	obs := []indicators.Observation{counts("work", "north", 2025, 40, 200), counts("work", "south", 2025, 140, 300), counts("work", "east", 2025, 50, 100)}
	c := comparison(t, run(t, table(t, obs), options()), "work")
	if c.City.OK || c.City.Reason != LowCoverage {
		t.Errorf("city: got %+v, want low coverage at 5/6", c.City)
	}
	o := options()
	o.MinCoverage = 0.8
	c = comparison(t, run(t, table(t, obs), o), "work")
	near(t, "city", c.City.Value, 100*230.0/600)
	near(t, "coverage", c.City.Coverage, 5.0/6)
	near(t, "rest of north", of(t, c, "north").Rest.Value, 100*190.0/400)
	if got := codes(c.Warnings); got != "partial_city" {
		t.Errorf("warnings: got %q, want partial_city", got)
	}
}
