package analysis

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// TestDistrictsThatChange has n2 in the north until 2022 and in the south from 2023. Of 100 in each area 10, 20, 30 and 40 work in n1, n2, s1 and s2:
// the north has 30 of 200 and then 10 of 100, the south 70 of 200 and then 90 of 300.
func TestDistrictsThatChange(t *testing.T) {
	until := indicators.Period{Start: indicators.FirstDay, End: indicators.Year(2022).End}
	from := indicators.Period{Start: indicators.Year(2023).Start, End: indicators.LastDay}
	in := func(area, district string, valid indicators.Period) indicators.Membership {
		return indicators.Membership{Area: id(area), In: id(district), Weight: 1, Basis: "official", Valid: valid}
	}
	reg := register(t, in("n1", "north", indicators.Period{}), in("n2", "north", until), in("n2", "south", from), in("s1", "south", indicators.Period{}),
		in("s2", "south", indicators.Period{}), in("e1", "east", indicators.Period{}))
	var obs []indicators.Observation
	for year := 2021; year <= 2024; year++ {
		for i, code := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
			obs = append(obs, counts("work", code, year, float64(10*(i+1)), 100))
		}
	}
	res := run(t, tableOf(t, reg, obs), options())
	tr := res.Trends[0]
	for _, s := range append([]AreaSeries{{Area: res.City, Values: tr.City}}, tr.Areas...) {
		want := map[string]string{"city": "35 35 35 35", "north": "15 15 | 10 10", "south": "35 35 | 30 30", "east": "50 50 50 50"}[s.Area.Code]
		if got := series(s.Values); got != want {
			t.Errorf("%s is %s, want %s", s.Area.Name, got, want)
		}
	}
	if len(tr.Boundaries) != 1 || tr.Boundaries[0].Start != indicators.Year(2023).Start ||
		tr.Boundaries[0].Note.En != "area boundaries changed; the series do not go on for 2 of 3 districts" {
		t.Errorf("boundaries %v", tr.Boundaries)
	}
	if w := res.Warnings[len(res.Warnings)-1]; w.Code != "boundaries" || w.Text.En != "The areas of 2 of 3 districts change over the years: Norr, Söder. Their series are broken there." {
		t.Errorf("warning %q", w.Text.En)
	}
	o := options()
	o.Period = indicators.Year(2023)
	c := comparison(t, run(t, tableOf(t, reg, obs), o), "work")
	if c.Earlier != indicators.Year(2022) || !c.Change.OK || of(t, c, "north").Change.Reason != Broken || of(t, c, "north").Past.OK || !of(t, c, "east").Change.OK {
		t.Errorf("compared with %v: %+v, %+v", c.Earlier, of(t, c, "north"), of(t, c, "east"))
	}
}

// TestWeightsInTime has two thirds of e1 in the east and the rest in the south, from 2023 on: of 100 in each 30 work in s1, 40 in s2 and 60 in e1, so
// that the south goes from 70 of 200 to 90 of 233.33, printed as 90 of 233.
func TestWeightsInTime(t *testing.T) {
	from := indicators.Period{Start: indicators.Year(2023).Start, End: indicators.LastDay}
	until := indicators.Period{Start: indicators.FirstDay, End: indicators.Year(2022).End}
	reg := register(t,
		indicators.Membership{Area: id("s1"), In: id("south"), Weight: 1}, indicators.Membership{Area: id("s2"), In: id("south"), Weight: 1},
		indicators.Membership{Area: id("n1"), In: id("north"), Weight: 1},
		indicators.Membership{Area: id("e1"), In: id("east"), Weight: 1, Valid: until}, indicators.Membership{Area: id("e1"), In: id("east"), Weight: 2. / 3, Valid: from},
		indicators.Membership{Area: id("e1"), In: id("south"), Weight: 1. / 3, Valid: from})
	var obs []indicators.Observation
	for _, year := range []int{2022, 2023} {
		for code, n := range map[string]float64{"n1": 10, "s1": 30, "s2": 40, "e1": 60} {
			obs = append(obs, counts("work", code, year, n, 100))
		}
	}
	o := options()
	o.MinCoverage = 0.1
	c := comparison(t, run(t, tableOf(t, reg, obs), o), "work")
	south := of(t, c, "south")
	near(t, "south", south.Value.Value, 100*90./233)
	if south.Change.Reason != Broken {
		t.Errorf("a district with other parts is compared with itself: %+v", south.Change)
	}
	o.Period = indicators.Year(2022)
	near(t, "south before", of(t, comparison(t, run(t, tableOf(t, reg, obs), o), "work"), "south").Value.Value, 35)
}

// TestCrosswalkIsSaid has figures of 2022 that a crosswalk carried over.
func TestCrosswalkIsSaid(t *testing.T) {
	var obs []indicators.Observation
	for i, code := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
		old := counts("work", code, 2022, float64(10*(i+1)), 100)
		old.Status, old.Note = indicators.Derived, "crosswalk population-weighted 2018 to 2025"
		obs = append(obs, old, counts("work", code, 2023, float64(10*(i+1)), 100))
	}
	o := options()
	o.Carried = []Carried{
		{Indicator: "work", From: "2018", To: version, Population: true, Divided: 0.274}, {Indicator: "ill", From: "2018", To: version, Population: true, Divided: 0.31},
		{Indicator: "median", From: "2018", To: version, Population: true, Refused: "a median of several areas cannot be had from theirs"}}
	res := run(t, table(t, obs), o)
	want := "Counts for areas of version 2018 are carried over to version 2025 by a crosswalk weighted by population, for 2 indicators. That is an estimate. " +
		"27 to 31 per cent of the persons, depending on the indicator, were counted in areas that are divided between several. " +
		"1 indicator cannot be carried over: medians, scores and shares without counts."
	if i := strings.Index(codes(res.Warnings), "crosswalk"); i < 0 || res.Warnings[len(res.Warnings)-1].Text.En != want {
		t.Errorf("warnings %v", res.Warnings)
	}
	c := comparison(t, res, "work")
	if c.City.Basis != Pooled || c.CityPast.Basis != Approximated || !c.Change.OK {
		t.Errorf("bases %q and %q", c.City.Basis, c.CityPast.Basis)
	}
	for _, w := range c.Warnings {
		if strings.Contains(w.Text.En, "The earlier value (2022) and the change since then are approximate. The figures are carried over from older areas by a population-weighted crosswalk.") {
			return
		}
	}
	t.Errorf("no warning says that the earlier value is carried over: %v", c.Warnings)
}
