package analysis

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
)

// twoVersions is a city of two districts, each of two DeSO in 2025, whose codes are those of 2018. Shares are of 2022 and 2023 in the areas of
// 2018, and of 2024 and 2025 in those of 2025: 10, 20, 30 and 40 of 100, and one more of each in every year.
func twoVersions(t *testing.T, level indicators.Level, changes []indicators.Change, choose ...func(*Options)) *Results {
	t.Helper()
	areas := []indicators.Area{
		{Code: "north", Version: "2025", Name: "Norr", Level: indicators.District, Parent: "9900"},
		{Code: "south", Version: "2025", Name: "Söder", Level: indicators.District, Parent: "9900"},
	}
	var members []indicators.Membership
	var obs []indicators.Observation
	for _, v := range []string{"2018", "2025"} {
		areas = append(areas, indicators.Area{Code: "9900", Version: v, Name: "Staden", Level: indicators.City})
		for i, code := range []string{"9900C0010", "9900C0020", "9900C0030", "9900C0040"} {
			area := indicators.AreaID{Code: code, Version: v}
			areas = append(areas, indicators.Area{Code: code, Version: v, Level: indicators.DeSO, Parent: "9900"})
			if v == "2025" {
				district := []string{"north", "south"}[i/2]
				members = append(members, indicators.Membership{Area: area, In: indicators.AreaID{Code: district, Version: v}, Weight: 1, Basis: "official"})
			}
			for y := range 2 {
				year := map[string]int{"2018": 2022, "2025": 2024}[v] + y
				o := counts("work", code, year, float64(10*(i+1)+year-2022), 100)
				o.Area = area
				obs = append(obs, o)
			}
		}
	}
	var log []indicators.Succession
	if changes != nil {
		log = append(log, indicators.Succession{Level: indicators.DeSO, From: "2018", To: "2025", Changes: changes})
	}
	reg, err := indicators.NewRegister(areas, members, log...)
	if err != nil {
		t.Fatal(err)
	}
	o := options()
	o.City = indicators.AreaID{Code: "9900", Version: "2025"}
	o.AreaLevel = level
	for _, c := range choose {
		c(&o)
	}
	return run(t, tableOf(t, reg, obs), o)
}

func change(from, to string, kind indicators.ChangeKind) indicators.Change {
	return indicators.Change{From: "9900C" + from, To: "9900C" + to, Kind: kind}
}

// series writes the values of a trend with a bar where the line stops.
func series(vs []Value) string {
	var parts []string
	for i, v := range vs {
		switch {
		case !v.OK:
			parts = append(parts, string(v.Reason))
			continue
		case i > 0 && vs[i-1].OK && vs[i-1].Boundary != v.Boundary:
			parts = append(parts, "|")
		}
		parts = append(parts, trim(v.Value))
	}
	return strings.Join(parts, " ")
}

func trim(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', 6, 64), "0"), ".")
}

// exchanged says that 0020, in the north, gave a part to 0030, in the south.
var exchanged = []indicators.Change{change("0020", "0020", indicators.Shrinks), change("0020", "0030", indicators.Gives)}

func TestBoundaries(t *testing.T) {
	within := []indicators.Change{change("0010", "0010", indicators.Shrinks), change("0010", "0020", indicators.Gives)}
	for _, c := range []struct {
		name               string
		changes            []indicators.Change
		city, north, south string
		warning            string
		boundaries         int
	}{
		// Without a log no ground is known to be the same; without memberships the older figures are of nowhere.
		{"no log", nil, "27 28", "17 18", "37 38", "8 figures about areas of version 2018 are not used: the study does not say where the areas lie.", 0},
		{"between districts", exchanged, "25 26 27 28", "broken broken 17 18", "broken broken 37 38",
			"Area boundaries differ between version 2018 and 2025. The same code is not the same area: series go on only where the ground is known to be the same. " +
				"The series of Staden go on. The series of all districts are broken.", 1},
		{"within a district", within, "25 26 27 28", "15 16 17 18", "35 36 37 38",
			"Area boundaries differ between version 2018 and 2025. The same code is not the same area: series go on only where the ground is known to be the same. " +
				"The series of Staden go on.", 0},
	} {
		res := twoVersions(t, indicators.District, c.changes)
		if len(res.Warnings) != 1 || res.Warnings[0].Text.En != c.warning {
			t.Errorf("%s: warnings %v", c.name, res.Warnings)
		}
		if c.changes == nil {
			if len(res.Trends) > 0 {
				t.Errorf("%s: a trend of two years is drawn", c.name)
			}
			continue
		}
		tr := res.Trends[0]
		if diff := cmp.Diff([]string{c.city, c.north, c.south}, []string{series(tr.City), series(tr.Areas[0].Values), series(tr.Areas[1].Values)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if len(tr.Boundaries) != c.boundaries {
			t.Errorf("%s: boundaries %v", c.name, tr.Boundaries)
		}
	}
}

// TestStatedPartsOfAnotherVersion has districts whose older areas the study names, and no log that says that they are the same ground.
func TestStatedPartsOfAnotherVersion(t *testing.T) {
	areas := []indicators.Area{
		{Code: "city", Version: version, Name: "Staden", Level: indicators.City},
		{Code: "north", Version: version, Name: "Norr", Level: indicators.District, Parent: "city"},
		{Code: "south", Version: version, Name: "Söder", Level: indicators.District, Parent: "city"},
	}
	var members []indicators.Membership
	var obs []indicators.Observation
	for i, code := range []string{"n1", "s1"} {
		for _, v := range []string{"2018", version} {
			area := indicators.AreaID{Code: code, Version: v}
			areas = append(areas, indicators.Area{Code: code, Version: v, Level: indicators.DeSO})
			members = append(members, indicators.Membership{Area: area, In: id([]string{"north", "south"}[i]), Weight: 1, Basis: "official"})
			for y := range 2 {
				o := counts("work", code, map[string]int{"2018": 2022, version: 2024}[v]+y, float64(10*(i+1)), 100)
				o.Area = area
				obs = append(obs, o)
			}
		}
	}
	reg, err := indicators.NewRegister(areas, members)
	if err != nil {
		t.Fatal(err)
	}
	o := options()
	res := run(t, tableOf(t, reg, obs), o)
	tr := res.Trends[0]
	if got := series(tr.City) + ", " + series(tr.Areas[0].Values); got != "15 15 | 15 15, 10 10 | 10 10" {
		t.Errorf("series %s", got)
	}
	if len(tr.Boundaries) != 1 || tr.Boundaries[0].Note.En != "area boundaries changed; no series goes on" {
		t.Errorf("boundaries %v", tr.Boundaries)
	}
	// The newest year has one before it on the same ground; the first year of the new boundaries has none.
	if c := comparison(t, res, "work"); c.Earlier != indicators.Year(2024) || !c.Change.OK {
		t.Errorf("compared with %v, %v", c.Earlier, c.Change)
	}
	o.Period = indicators.Year(2024)
	c := comparison(t, run(t, tableOf(t, reg, obs), o), "work")
	if c.Earlier != (indicators.Period{}) || c.Broken == nil || c.Change.Reason != Broken || c.Areas[0].Change.OK || c.Areas[0].Past.OK {
		t.Errorf("compared with %v over the change: %+v, %+v", c.Earlier, c.Change, c.Areas[0].Change)
	}
	if !strings.Contains(codes(c.Warnings), "break") {
		t.Errorf("warnings %s", codes(c.Warnings))
	}
}

// TestOneBrokenPlaceOfMany keeps the comparison of those that are the same ground.
func TestOneBrokenPlaceOfMany(t *testing.T) {
	res := twoVersions(t, indicators.DeSO, exchanged, func(o *Options) { o.Period = indicators.Year(2024) })
	c := comparison(t, res, "work")
	if c.Earlier != indicators.Year(2023) || !c.Change.OK || !of(t, c, "9900C0010").Change.OK {
		t.Errorf("compared with %v: %+v", c.Earlier, c.Change)
	}
	if d := of(t, c, "9900C0020").Change; d.OK || d.Reason != Broken {
		t.Errorf("an area with another boundary is compared: %+v", d)
	}
}

// TestSmallAreasGoOnWhereTheyAreTheSame has DeSO in the place of districts.
func TestSmallAreasGoOnWhereTheyAreTheSame(t *testing.T) {
	res := twoVersions(t, indicators.DeSO, exchanged)
	tr := res.Trends[0]
	var got []string
	for _, s := range tr.Areas {
		got = append(got, s.Area.Code[5:]+" "+series(s.Values))
	}
	want := []string{"0010 10 11 12 13", "0020 broken broken 22 23", "0030 broken broken 32 33", "0040 40 41 42 43"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("series (-want +got):\n%s", diff)
	}
	if len(tr.Boundaries) != 1 || tr.Boundaries[0].Start != indicators.Year(2024).Start ||
		tr.Boundaries[0].Note.En != "area boundaries changed; the series do not go on for 2 of 4 districts" {
		t.Errorf("boundaries %v", tr.Boundaries)
	}
}

// TestCarriedSeriesGoOn says that districts with other boundaries go on with counts that are carried over.
func TestCarriedSeriesGoOn(t *testing.T) {
	res := twoVersions(t, indicators.District, exchanged, func(o *Options) {
		o.Carried = []Carried{{Indicator: "work", From: "2018", To: "2025", Population: true, Divided: 0.25}}
	})
	if got := res.Warnings[0].Text.En; !strings.HasSuffix(got, "The series of Staden go on. For 2 of 2 districts they go on with counts that are carried over only: Norr, Söder.") {
		t.Errorf("warning %q", got)
	}
}
