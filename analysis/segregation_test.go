package analysis

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// rows reads a file of the study of Borås as maps by column.
func rows(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open("../testdata/boras/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range all[1:] {
		m := map[string]string{}
		for i, v := range r {
			m[all[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

// boras builds the areas of Borås and its population by background.
func boras(t testing.TB) *indicators.Table {
	t.Helper()
	var areas []indicators.Area
	for _, r := range rows(t, "areas.csv") {
		level, err := indicators.ParseLevel(r["level"])
		if err != nil {
			t.Fatal(err)
		}
		areas = append(areas, indicators.Area{Code: r["code"], Name: r["name"], Level: level, Version: r["version"], Parent: r["parent"]})
	}
	var members []indicators.Membership
	for _, r := range rows(t, "lookup.csv") {
		members = append(members, indicators.Membership{
			Area: indicators.AreaID{Code: r["area"], Version: r["area_version"]}, In: indicators.AreaID{Code: r["in"], Version: r["in_version"]},
			Weight: 1, Basis: r["basis"],
		})
	}
	reg, err := indicators.NewRegister(areas, members)
	if err != nil {
		t.Fatal(err)
	}
	var obs []indicators.Observation
	for _, r := range rows(t, "population_background.csv") {
		n, err := strconv.ParseFloat(r["value"], 64)
		if err != nil {
			t.Fatal(err)
		}
		p, err := indicators.ParsePeriod(r["period"])
		if err != nil {
			t.Fatal(err)
		}
		obs = append(obs, indicators.Observation{
			Indicator: "people", Area: indicators.AreaID{Code: r["area"], Version: "2025"}, Period: p,
			Group: indicators.Group("background=" + r["background"]), Value: indicators.Num(n), Status: indicators.Derived,
		})
	}
	return tableOf(t, reg, obs)
}

// D for foreign against Swedish background 2025 is 0.3820 over 77 DeSO and, with the same persons added up to RegSO, 0.3789 over 47: computed from
// the same figures by another program.
func TestSegregationInBoras(t *testing.T) {
	o := Options{City: indicators.AreaID{Code: "1490", Version: "2025"}, Background: []string{"people"}, Seed: 1490}
	o.Segregation = []SegregationSpec{{
		ID: "background", Indicator: "people", Groups: []indicators.Group{"background=foreign", "background=swedish"},
		Levels: []indicators.Level{indicators.DeSO, indicators.RegSO, indicators.District},
	}}
	res := run(t, boras(t), o)
	for i, want := range []struct {
		areas int
		d     float64
	}{{77, 0.3820}, {47, 0.3789}} {
		s := res.Segregation[i]
		d := s.Indices[0]
		if s.Areas != want.areas || math.Abs(d.Value.Value-want.d) > 0.00005 {
			t.Errorf("%s: got D %.4f over %d areas, want %.4f over %d", s.Level, d.Value.Value, s.Areas, want.d, want.areas)
		}
		if !d.Interval || !(d.Value.Lower < d.Value.Value && d.Value.Value < d.Value.Upper) || d.Resampled != "persons" || d.Type != "basic" {
			t.Errorf("%s: got %+v, want a basic interval from persons", s.Level, d.Value)
		}
		if s.Totals[0] != 39846 || s.Totals[0]+s.Totals[1] != 115217 {
			t.Errorf("%s: got totals %v, want 39846 and 75371", s.Level, s.Totals)
		}
	}
	// 77,686 of 115,217 persons live in the seventeen districts: 33 % outside.
	s := res.Segregation[2]
	if s.Areas != 17 || codes(s.Warnings) != "outside_districts" || s.Warnings[0].Text.En[:11] != "33 per cent" {
		t.Errorf("districts: got %d areas, warnings %v", s.Areas, s.Warnings)
	}
	f := res.Findings[0]
	if f.Kind != Separation || f.Indicator != "background" || f.Index != "dissimilarity" || f.Values["areas"] != 77 {
		t.Errorf("first finding: got %+v, want the separation over DeSO", f)
	}
}

func TestAreasWithoutAGroupAreDropped(t *testing.T) {
	var obs []indicators.Observation
	for i, code := range desoOrder {
		obs = append(obs, withGroup(value("people", code, 2025, nums[i]), "bg=a"))
		if code != "n2" {
			obs = append(obs, withGroup(value("people", code, 2025, dens[i]), "bg=b"))
		}
		obs = append(obs, withGroup(value("people", code, 2024, 1), "bg=a"), withGroup(value("people", code, 2024, 1), "bg=b"))
		obs = append(obs, withGroup(value("people", code, 2026, 1), "bg=a")) // no year with both
	}
	o := options()
	o.Segregation = []SegregationSpec{{
		ID: "bg", Indicator: "people", Groups: []indicators.Group{"bg=a", "bg=b"},
		Levels: []indicators.Level{indicators.DeSO, indicators.District, indicators.School}, Indices: []string{"dissimilarity"},
	}}
	res := run(t, table(t, obs), o)
	deso, district, school := res.Segregation[0], res.Segregation[1], res.Segregation[2]
	if deso.Period != indicators.Year(2025) || deso.Areas != 5 || len(deso.Dropped) != 1 || deso.Dropped[0] != "n2" {
		t.Errorf("DeSO: got period %s, %d areas, dropped %v; want 2025, 5, [n2]", deso.Period, deso.Areas, deso.Dropped)
	}
	if district.Areas != 2 || len(district.Dropped) != 1 || district.Dropped[0] != "north" {
		t.Errorf("districts: got %d areas, dropped %v; want 2, [north]", district.Areas, district.Dropped)
	}
	// South 140 and 300, east 50 and 100: D = ½ (|140/190 − 3/4| + |50/190 − 1/4|) = 0.75 − 140/190.
	near(t, "D between districts", district.Indices[0].Value.Value, 0.75-140.0/190)
	if school.Areas != 0 || codes(school.Warnings) != "no_composition" {
		t.Errorf("schools: got %+v, want a warning that there are none", school)
	}
}

// north holds 30 and 10: evenness −(¾ ln ¾ + ¼ ln ¼)/ln 2 = 0.8112781 (Shannon's entropy in bits).
func TestMix(t *testing.T) {
	var obs []indicators.Observation
	for i, code := range desoOrder {
		obs = append(obs, withGroup(value("people", code, 2025, [6]float64{10, 20, 5, 5, 8, 0}[i]), "tenure=rental"))
		if code != "s1" {
			obs = append(obs, withGroup(value("people", code, 2025, [6]float64{10, 0, 5, 5, 0, 0}[i]), "tenure=owned"))
		}
	}
	o := options()
	o.Mix = []MixSpec{{ID: "tenure", Indicator: "people", Groups: []indicators.Group{"tenure=rental", "tenure=owned"}}, {ID: "none", Indicator: "work"}}
	if _, err := Run(table(t, obs), o); err == nil {
		t.Error("a mix of a share gave no error")
	}
	o.Mix = o.Mix[:1]
	m := run(t, table(t, obs), o).Mixes[0]
	byCode := map[string]MixArea{}
	for _, a := range m.Areas {
		byCode[a.Area.Code] = a
	}
	north := byCode["north"]
	near(t, "evenness", north.Evenness, 0.8112781244591328)
	near(t, "share", north.Shares[0], 0.75)
	near(t, "one part only", byCode["east"].Evenness, 0)
	if s := byCode["south"]; s.OK || s.Reason != LowCoverage {
		t.Errorf("south, where s1 lacks a part: got %+v, want low coverage", s)
	}
	if m.City.OK || m.City.Reason != LowCoverage { // five of six areas
		t.Errorf("city: got %+v, want low coverage", m.City)
	}
}
