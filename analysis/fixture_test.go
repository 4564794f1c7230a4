package analysis

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The fixture is a city of six DeSO: north is n1 and n2, south is s1 and s2, east is e1, and l1 lies in no district.
//
// Indicators: work (share, higher is better), ill (rate per 1,000, lower is better), income (mean, higher), median (median), people
// (count), rent (share, not judged) and own (share, higher, from a source that is not protected).

const version = "2025"

func text1(s string) lang.Text { return lang.Text{Sv: s, En: s} }

func register(t testing.TB, members ...indicators.Membership) *indicators.Register {
	t.Helper()
	areas := []indicators.Area{
		{Code: "city", Name: "Staden", Level: indicators.City},
		{Code: "north", Name: "Norr", Level: indicators.District, Parent: "city"},
		{Code: "south", Name: "Söder", Level: indicators.District, Parent: "city"},
		{Code: "east", Name: "Öster", Level: indicators.District, Parent: "city"},
	}
	for _, code := range []string{"n1", "n2", "s1", "s2", "e1", "l1"} {
		areas = append(areas, indicators.Area{Code: code, Name: code, Level: indicators.DeSO, Parent: "city"})
	}
	for i := range areas {
		areas[i].Version = version
	}
	if members == nil {
		for deso, district := range map[string]string{"n1": "north", "n2": "north", "s1": "south", "s2": "south", "e1": "east"} {
			members = append(members, indicators.Membership{Area: id(deso), In: id(district), Weight: 1, Basis: "official"})
		}
	}
	reg, err := indicators.NewRegister(areas, members)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func id(code string) indicators.AreaID { return indicators.AreaID{Code: code, Version: version} }

func definitions() []indicators.Indicator {
	share := indicators.Unit{Kind: indicators.Share, Per: 100}
	return []indicators.Indicator{
		{ID: "work", Name: text1("work"), Unit: share, Direction: indicators.HigherIsBetter, Decimals: 1, Source: "open"},
		{ID: "ill", Name: text1("ill"), Unit: indicators.Unit{Kind: indicators.Rate, Per: 1000}, Direction: indicators.LowerIsBetter, Source: "open"},
		{ID: "income", Name: text1("income"), Unit: indicators.Unit{Kind: indicators.Mean}, Direction: indicators.HigherIsBetter, Source: "open"},
		{ID: "median", Name: text1("median"), Unit: indicators.Unit{Kind: indicators.Median}, Direction: indicators.HigherIsBetter, Source: "open"},
		{ID: "people", Name: text1("people"), Unit: indicators.Unit{Kind: indicators.Count}, Source: "open"},
		{ID: "rent", Name: text1("rent"), Unit: share, Source: "open"},
		{ID: "own", Name: text1("own"), Unit: share, Direction: indicators.HigherIsBetter, Source: "closed"},
		{ID: "heads", Name: text1("heads"), Unit: indicators.Unit{Kind: indicators.Count}, Source: "closed"},
	}
}

// table builds a table; change may alter the definitions before that.
func table(t testing.TB, obs []indicators.Observation, change ...func([]indicators.Indicator)) *indicators.Table {
	t.Helper()
	return tableOf(t, register(t), obs, change...)
}

func tableOf(t testing.TB, reg *indicators.Register, obs []indicators.Observation, change ...func([]indicators.Indicator)) *indicators.Table {
	t.Helper()
	defs := definitions()
	for _, f := range change {
		f(defs)
	}
	return tableFrom(t, reg, obs, defs, indicators.Source{ID: "open", Protected: true})
}

// tableWith is a table whose open source is changed.
func tableWith(t testing.TB, obs []indicators.Observation, change func(*indicators.Source)) *indicators.Table {
	t.Helper()
	open := indicators.Source{ID: "open", Protected: true}
	change(&open)
	return tableFrom(t, register(t), obs, definitions(), open)
}

func tableFrom(t testing.TB, reg *indicators.Register, obs []indicators.Observation, defs []indicators.Indicator, open indicators.Source) *indicators.Table {
	t.Helper()
	cat, err := indicators.NewCatalogue(defs, nil, nil, []indicators.Source{open, {ID: "closed"}})
	if err != nil {
		t.Fatal(err)
	}
	var b indicators.Builder
	for _, o := range obs {
		b.Append(o)
	}
	tab, err := b.Table(reg, cat)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// counts is an observation of a share with numerator and denominator.
func counts(indicator, area string, year int, num, den float64) indicators.Observation {
	return indicators.Observation{
		Indicator: indicator, Area: id(area), Period: indicators.Year(year), Value: indicators.Num(100 * num / den),
		Numerator: indicators.Num(num), Denominator: indicators.Num(den), Status: indicators.Reported,
	}
}

func value(indicator, area string, year int, v float64) indicators.Observation {
	return indicators.Observation{
		Indicator: indicator, Area: id(area), Period: indicators.Year(year), Value: indicators.Num(v), Status: indicators.Reported,
	}
}

func withGroup(o indicators.Observation, g indicators.Group) indicators.Observation {
	o.Group = g
	return o
}

func gone(indicator, area string, year int, s indicators.Status) indicators.Observation {
	return indicators.Observation{Indicator: indicator, Area: id(area), Period: indicators.Year(year), Status: s}
}

func options() Options { return Options{City: id("city"), Replicates: 99, Seed: 1} }

func run(t testing.TB, tab *indicators.Table, o Options) *Results {
	t.Helper()
	res, err := Run(tab, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// comparison returns the one comparison of an indicator for everyone.
func comparison(t testing.TB, res *Results, indicator string) Comparison {
	t.Helper()
	for _, c := range res.Comparisons {
		if c.Indicator.ID == indicator && c.Group == indicators.Everyone {
			return c
		}
	}
	t.Fatalf("no comparison of %s", indicator)
	return Comparison{}
}

// of returns a district of a comparison.
func of(t testing.TB, c Comparison, code string) AreaComparison {
	t.Helper()
	for _, a := range c.Areas {
		if a.Area.Code == code {
			return a
		}
	}
	t.Fatalf("no district %s", code)
	return AreaComparison{}
}

func codes(ws []Warning) string {
	var out []string
	for _, w := range ws {
		out = append(out, w.Code)
	}
	return strings.Join(out, " ")
}
