package analysis

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// abroad is the fixture's city with a country, a county that it lies in, and three municipalities beside it.
func abroad(t testing.TB) *indicators.Register {
	t.Helper()
	areas := []indicators.Area{
		{Code: "00", Name: "Landet", Level: indicators.Nation},
		{Code: "14", Name: "Länet", Level: indicators.County, Parent: "00"},
		{Code: "city", Name: "Staden", Level: indicators.City, Parent: "14"},
		{Code: "m1", Name: "Ett", Level: indicators.City},
		{Code: "m2", Name: "Två", Level: indicators.City},
		{Code: "m3", Name: "Tre", Level: indicators.City},
		{Code: "north", Name: "Norr", Level: indicators.District, Parent: "city"},
		{Code: "south", Name: "Söder", Level: indicators.District, Parent: "city"},
	}
	for code, in := range map[string]string{"n1": "north", "n2": "north", "s1": "south", "s2": "south"} {
		areas = append(areas, indicators.Area{Code: code, Name: code, Level: indicators.DeSO, Parent: in})
	}
	for i := range areas {
		areas[i].Version = version
	}
	reg, err := indicators.NewRegister(areas, nil)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// everywhere2025 has work: north 300 of 1,000, south 900 of 2,000, and places outside the city with counts.
func everywhere2025() []indicators.Observation {
	return []indicators.Observation{
		counts("work", "n1", 2025, 100, 500), counts("work", "n2", 2025, 200, 500),
		counts("work", "s1", 2025, 400, 1000), counts("work", "s2", 2025, 500, 1000),
		counts("work", "00", 2025, 60_000, 120_000), counts("work", "14", 2025, 5_000, 12_000),
		counts("work", "m1", 2025, 500, 1000), counts("work", "m2", 2025, 2400, 4000),
	}
}

func against(bs ...Benchmark) Options {
	o := options()
	o.Compare.Against = bs
	return o
}

func benchmarkOf(t testing.TB, res *Results, indicator string, b Benchmark) BenchmarkComparison {
	t.Helper()
	for _, x := range res.Benchmarks {
		if x.Benchmark.ID() == b.ID() && x.Indicator.ID == indicator && x.Group == indicators.Everyone {
			return x
		}
	}
	t.Fatalf("no comparison of %s with %s", indicator, b.ID())
	return BenchmarkComparison{}
}

func in(t testing.TB, b BenchmarkComparison, code string) BenchmarkArea {
	t.Helper()
	for _, a := range b.Areas {
		if a.Area.Code == code {
			return a
		}
	}
	t.Fatalf("no area %s against %s", code, b.Benchmark.ID())
	return BenchmarkArea{}
}

// North has 300 of 1,000 and the rest 900 of 2,000: 30 − 45 = −15 points. Of the city's 3,000 a third live in north, and the city has 40 per cent:
// 30 − 40 = −10 = (1 − 1/3)(−15), and the limits are two thirds of those against the rest. The ratio is 30/40 = 0.75; its limits are those of
// ρ = 30/45 by ρ/(ρ/3 + 2/3).
func TestAgainstTheWholeCity(t *testing.T) {
	whole := Benchmark{Kind: WholeCity}
	res := run(t, tableOf(t, abroad(t), everywhere2025()), against(Rest, whole))
	rest, city := in(t, benchmarkOf(t, res, "work", Rest), "north"), in(t, benchmarkOf(t, res, "work", whole), "north")
	near(t, "difference", city.Difference.Value, -10)
	near(t, "lower", city.Difference.Lower, rest.Difference.Lower*2/3)
	near(t, "upper", city.Difference.Upper, rest.Difference.Upper*2/3)
	near(t, "ratio", city.Ratio.Value, 0.75)
	near(t, "ratio's lower", city.Ratio.Lower, rest.Ratio.Lower/(rest.Ratio.Lower/3+2.0/3))
	near(t, "effect", city.Effect.Value, 2*math.Asin(math.Sqrt(0.3))-2*math.Asin(math.Sqrt(0.4)))
	if city.P != rest.P || city.Verdict != Worse || rest.Verdict != Worse || !(city.Effect.Upper < 0) {
		t.Errorf("city %+v, rest %+v: want one test and one verdict", city.Contrast, rest.Contrast)
	}
	if of(t, comparison(t, res, "work"), "north").Contrast.Difference != rest.Difference {
		t.Error("the comparison and the benchmark rest are not one")
	}
}

// The country is the whole of which north is a hundred-and-twentieth: 30 − 50 = −20, drawn from 30 − 59,700/119,000 by 119/120. The group
// of m1 and m2 has 2,900 of 5,000 people, 58 per cent, and its members 50 and 60, on average 55. The city itself is not in it.
func TestAgainstPlacesOutside(t *testing.T) {
	nation := Benchmark{Kind: Country}
	group := Benchmark{Kind: GroupOf, Codes: []string{"m1", "city", "m2"}, Name: text1("two")}
	county, other := Benchmark{Kind: OneArea, Codes: []string{"14"}}, Benchmark{Kind: OneArea, Codes: []string{"m2"}}
	res := run(t, tableOf(t, abroad(t), everywhere2025()), against(nation, group, county, other))
	n := in(t, benchmarkOf(t, res, "work", nation), "north")
	near(t, "north against the country", n.Difference.Value, -20)
	near(t, "rest of the country", n.Rest.Value, 100*59_700.0/119_000)
	if !n.Difference.Interval || n.Value.Certain || n.Verdict != Worse {
		t.Errorf("got %+v", n)
	}
	near(t, "the city against the country", in(t, benchmarkOf(t, res, "work", nation), "city").Difference.Value, -10)
	g := benchmarkOf(t, res, "work", group)
	near(t, "group", g.Value.Value, 58)
	near(t, "group, each alike", g.Unweighted.V, 55)
	near(t, "north against the group", in(t, g, "north").Difference.Value, -28)
	if g.Members != 2 || g.Lacking != 0 || !g.Pooled {
		t.Errorf("got %+v", g)
	}
	// The county holds the city, so that north is part of it: 4,700 of 11,000 are left.
	near(t, "rest of the county", in(t, benchmarkOf(t, res, "work", county), "north").Rest.Value, 100*4700.0/11_000)
	near(t, "north against another municipality", in(t, benchmarkOf(t, res, "work", other), "north").Difference.Value, -30)
	near(t, "another municipality whole", in(t, benchmarkOf(t, res, "work", other), "north").Rest.Value, 60)
}

// Places without counts are taken as certain: the limits of 300 of 1,000 are Wilson's, 27.24068 and 32.91239 per cent (statsmodels 0.14,
// proportion_confint), less the 50 of the country. A group is then the mean of its members.
func TestPlacesWithoutCountsAreCertain(t *testing.T) {
	obs := everywhere2025()[:4]
	obs = append(obs, value("work", "00", 2025, 50), value("work", "m1", 2025, 20), counts("work", "m2", 2025, 40, 100), gone("work", "m3", 2025, indicators.Missing))
	nation, group := Benchmark{Kind: Country}, Benchmark{Kind: GroupOf, Codes: []string{"m1", "m2"}}
	three := Benchmark{Kind: GroupOf, Codes: []string{"m1", "m2", "m3"}}
	res := run(t, tableOf(t, abroad(t), obs), against(nation, group, three))
	b := benchmarkOf(t, res, "work", nation)
	n := in(t, b, "north")
	if !b.Value.Certain || !n.Difference.Interval || math.Abs(n.Difference.Lower+22.75931576) > 1e-7 || math.Abs(n.Difference.Upper+17.08761391) > 1e-7 {
		t.Errorf("country: got %+v, want certain, −22.75932 to −17.08761", n.Difference)
	}
	near(t, "ratio's limits", n.Ratio.Lower, (n.Difference.Lower+50)/50)
	// z = (0.3 − 0.5)/√(0.25/1000) = −12.649.
	if want := math.Erfc(0.2 / math.Sqrt(0.25/1000) / math.Sqrt2); math.Abs(n.P.V/want-1) > 1e-9 {
		t.Errorf("p is %v, want %v", n.P.V, want)
	}
	g := benchmarkOf(t, res, "work", group)
	near(t, "group", g.Value.Value, 30)
	if g.Pooled || !g.Value.Certain {
		t.Errorf("group: got %+v, want the mean, as certain", g.Value)
	}
	// Two of three members are too few where 85 per cent are asked for.
	b = benchmarkOf(t, res, "work", three)
	if b.Value.OK || b.Value.Reason != LowCoverage || b.Lacking != 1 || in(t, b, "north").Difference.OK {
		t.Errorf("a group with a gap: got %+v", b.Value)
	}
}

// A part that is more than its whole cannot be right.
func TestPartAboveTheWhole(t *testing.T) {
	obs := append(everywhere2025()[:4], counts("work", "00", 2025, 200, 5000))
	b := benchmarkOf(t, run(t, tableOf(t, abroad(t), obs), against(Benchmark{Kind: Country})), "work", Benchmark{Kind: Country})
	if n := in(t, b, "north"); n.Difference.OK || n.Difference.Reason != Contradictory {
		t.Errorf("got %+v, want contradictory", n.Difference)
	}
}

// Each pair comes once; a district is not compared with itself, nor with one that shares ground with it.
func TestDistrictsAgainstOneAnother(t *testing.T) {
	pairs, north := Benchmark{Kind: AllOthers}, Benchmark{Kind: OneArea, Codes: []string{"north"}}
	nums, dens := [6]float64{10, 30, 80, 60, 50, 45}, [6]float64{100, 100, 200, 200, 100, 150}
	res := run(t, table(t, shares("work", 2025, nums, dens)), against(pairs, north))
	var got []string
	for _, b := range res.Benchmarks {
		for _, a := range b.Areas {
			got = append(got, a.Area.Code+"-"+b.Reference.Code)
		}
	}
	if s := strings.Join(got, " "); s != "north-east south-east south-north east-north south-north" {
		t.Errorf("pairs: %s", s)
	}
	near(t, "south less north", in(t, benchmarkOf(t, res, "work", north), "south").Difference.Value, 100*(140.0/400-40.0/200))

	shared := register(t,
		indicators.Membership{Area: id("n1"), In: id("north"), Weight: 1}, indicators.Membership{Area: id("n2"), In: id("north"), Weight: 1},
		indicators.Membership{Area: id("n2"), In: id("south"), Weight: 0.5}, indicators.Membership{Area: id("s1"), In: id("south"), Weight: 1},
		indicators.Membership{Area: id("e1"), In: id("east"), Weight: 1})
	res = run(t, tableOf(t, shared, shares("work", 2025, nums, dens)), against(north))
	b := benchmarkOf(t, res, "work", north)
	if a := in(t, b, "south"); a.Difference.OK || a.Difference.Reason != PartOnly {
		t.Errorf("districts that share ground: got %+v", a.Difference)
	}
	if a := in(t, b, "east"); !a.Difference.OK {
		t.Errorf("districts that share none: got %+v", a.Difference)
	}
}

// Counts say how large a place is and are compared with nothing.
func TestNoBenchmarkOfCounts(t *testing.T) {
	res := run(t, table(t, []indicators.Observation{value("people", "n1", 2025, 10), value("people", "city", 2025, 100)}), against(Benchmark{Kind: WholeCity}))
	if len(res.Benchmarks) != 0 {
		t.Errorf("got %+v", res.Benchmarks)
	}
}

func TestParseBenchmark(t *testing.T) {
	for _, s := range []string{"rest", "city", "nation", "districts", "area:north", "group:m1", "group:m1+m2"} {
		b, err := ParseBenchmark(s)
		if err != nil || b.ID() != s {
			t.Errorf("%s: got %+v, %v", s, b, err)
		}
	}
	for _, s := range []string{"", "town", "city:1", "rest:", "area", "area:", "area:a+b", "group", "group:", "group:a+", "Rest"} {
		if b, err := ParseBenchmark(s); err == nil {
			t.Errorf("%q: got %+v, want an error", s, b)
		}
	}
}

// Everything that is wrong comes at once.
func TestCompareOptionsAreChecked(t *testing.T) {
	o := against(Benchmark{Kind: "town"}, Benchmark{Kind: WholeCity}, Benchmark{Kind: WholeCity}, Benchmark{Kind: Country},
		Benchmark{Kind: OneArea, Codes: []string{"nowhere"}}, Benchmark{Kind: OneArea, Codes: []string{"n1"}},
		Benchmark{Kind: GroupOf, Codes: []string{"north"}}, Benchmark{Kind: GroupOf, Codes: []string{"city"}})
	o.Compare.DiscoveryRate, o.Compare.Funnel.Winsorise = 5, 0.5
	_, err := Run(table(t, nil), o)
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{
		`cannot read "town" as something to compare with`, "areas are compared with city twice", "no area of level nation", `no area "nowhere"`,
		"n1 (n1) is of level deso", "Norr (north) is of level district", "no member beside the city itself", "rate of false discoveries is 5",
		"share to winsorise in funnels is 0.5",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q in:\n%v", want, err)
		}
	}
	many := []indicators.Area{{Code: "city", Name: "Staden", Level: indicators.City, Version: version}}
	for i := range pairsAtMost + 1 {
		code := "d" + strings.Repeat("x", i)
		many = append(many, indicators.Area{Code: code, Name: code, Level: indicators.District, Version: version, Parent: "city"})
	}
	reg, err := indicators.NewRegister(many, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Run(tableOf(t, reg, nil), against(Benchmark{Kind: AllOthers})); err == nil || !strings.Contains(err.Error(), "51 areas are too many to compare each with each, at most 50") {
		t.Errorf("51 districts: got %v", err)
	}
}

// The city as a whole has 40 per cent in work and the country 50: bad news. Against m1 with 50 per cent of a few it is not sure.
func TestTheCityAsAWholeIsAFinding(t *testing.T) {
	obs := append(everywhere2025()[:5], counts("work", "m1", 2025, 5, 10))
	res := run(t, tableOf(t, abroad(t), obs), against(Benchmark{Kind: Country}, Benchmark{Kind: OneArea, Codes: []string{"m1"}}, Benchmark{Kind: WholeCity}))
	var found []Finding
	for _, f := range res.Findings {
		if f.Kind == CityGap {
			found = append(found, f)
		}
	}
	if len(found) != 1 || found[0].ID() != "city_gap/work/nation" || found[0].Tone != BadNews || !found[0].Summary || found[0].Certainty != 0.998 {
		t.Fatalf("got %+v", found)
	}
	near(t, "value", found[0].Values["value"], 40)
	near(t, "reference", found[0].Values["reference"], 50)
	near(t, "difference", found[0].Values["difference"], -10)
}
