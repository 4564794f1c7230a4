package reconcile_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// table is a city of areas a1 to an with one share, one count from a source with noise, and one count from a source without.
func table(t *testing.T, n int, obs ...indicators.Observation) *indicators.Table {
	t.Helper()
	areas := []indicators.Area{{Code: "city", Version: "2025", Name: "Staden", Level: indicators.City}}
	for i := range n {
		areas = append(areas, indicators.Area{Code: fmt.Sprintf("a%d", i+1), Version: "2025", Level: indicators.DeSO, Parent: "city"})
	}
	reg, err := indicators.NewRegister(areas, nil)
	if err != nil {
		t.Fatal(err)
	}
	name := lang.Text{Sv: "x"}
	cat, err := indicators.NewCatalogue([]indicators.Indicator{
		{ID: "share", Name: name, Unit: indicators.Unit{Kind: indicators.Share, Per: 100}, Decimals: 1},
		{ID: "count", Name: name, Unit: indicators.Unit{Kind: indicators.Count}},
		{ID: "other", Name: name, Unit: indicators.Unit{Kind: indicators.Count}},
	}, nil, nil, []indicators.Source{{ID: "noisy", Noise: true}, {ID: "exact"}, {ID: "assumed", Noise: true, NoiseSD: 2}})
	if err != nil {
		t.Fatal(err)
	}
	var b indicators.Builder
	for i, o := range obs {
		o.Area.Version = "2025"
		o.Period = indicators.Year(2024)
		o.Origin = indicators.Origin{File: "in.csv", Row: int32(i + 2)}
		if o.Value.OK {
			o.Status = indicators.Reported
		}
		b.Append(o)
	}
	tab, err := b.Table(reg, cat)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func share(area string, value, numerator, denominator float64) indicators.Observation {
	return indicators.Observation{Indicator: "share", Area: indicators.AreaID{Code: area}, Value: indicators.Num(value),
		Numerator: indicators.Num(numerator), Denominator: indicators.Num(denominator)}
}

func count(indicator, source, area string, group indicators.Group, value float64) indicators.Observation {
	return indicators.Observation{Indicator: indicator, Source: source, Area: indicators.AreaID{Code: area}, Group: group, Value: indicators.Num(value)}
}

func TestReconcile(t *testing.T) {
	const a, b = indicators.Group("x=a"), indicators.Group("x=b")
	parts := func(total string, tolerance float64) []reconcile.Parts {
		return []reconcile.Parts{{Indicator: "count", Groups: []indicators.Group{a, b}, Total: total, Tolerance: tolerance}}
	}
	cases := []struct {
		name  string
		areas int
		obs   []indicators.Observation
		parts []reconcile.Parts
		want  []string
	}{
		{name: "rounding of the last digit printed is no difference", areas: 3,
			// 1/3, 1/8 and 1/16 are 33.333…, 12.5 and 6.25 per cent
			obs: []indicators.Observation{share("a1", 33.3, 1, 3), share("a2", 12.5, 1, 8), share("a3", 6.3, 1, 16)}},
		{name: "whole per cent where the indicator has a decimal", areas: 2,
			obs: []indicators.Observation{share("a1", 33, 1, 3), share("a2", 13, 1, 8)}},
		{name: "more decimals than the indicator is shown with", areas: 1,
			obs: []indicators.Observation{share("a1", 33.3401, 1, 3)}},
		{name: "value that does not follow from its counts", areas: 3,
			obs:  []indicators.Observation{share("a1", 33.3, 1, 3), share("a2", 50.1, 1, 3), share("a3", 40, 1, 3)},
			want: []string{"in.csv:3: share, deso 2025, 2024: 2 of 3 values do not follow from their numerator and denominator: area a2 has 50.1 but 1 of 3 is 33.33; area a3 has 40 but 1 of 3 is 33.33; the published values are used"}},
		{name: "no denominator to divide by", areas: 1,
			obs: []indicators.Observation{share("a1", 0, 0, 0)}},
		{name: "parts that sum", areas: 1, parts: parts("count", 0),
			obs: []indicators.Observation{count("count", "exact", "a1", "", 30), count("count", "exact", "a1", a, 10), count("count", "exact", "a1", b, 20)}},
		{name: "parts beyond the tolerance", areas: 2, parts: parts("count", 1),
			obs: []indicators.Observation{count("count", "exact", "a1", "", 32), count("count", "exact", "a1", a, 10), count("count", "exact", "a1", b, 20),
				count("count", "exact", "a2", "", 31), count("count", "exact", "a2", a, 10), count("count", "exact", "a2", b, 20)},
			want: []string{"in.csv:2: count, deso 2025, 2024: the 2 parts of count (x=a … x=b) differ from the total by more than 1 in 1 of 2 areas: area a1: 30 against 32; the published total is used"}},
		{name: "parts within the noise and beyond it", areas: 3, parts: parts("count", 2),
			obs: []indicators.Observation{count("count", "noisy", "a1", "", 31), count("count", "noisy", "a1", a, 10), count("count", "noisy", "a1", b, 20),
				count("count", "noisy", "a2", "", 40), count("count", "noisy", "a2", a, 10), count("count", "noisy", "a2", b, 20),
				count("count", "noisy", "a3", "", 30), count("count", "noisy", "a3", a, 10), count("count", "noisy", "a3", b, 20)},
			want: []string{"in.csv:5: count, deso 2025, 2024: the 2 parts of count (x=a … x=b) differ from the total by more than 2 in 1 of 3 areas: area a2: 30 against 40; the published total is used",
				"in.csv:2: count, deso 2025, 2024: the 2 parts of count (x=a … x=b) sum to 90 against a total of 101, within the noise that the source adds, in 1 of 3 areas"}},
		// Four standard deviations of 2 in each of three counts are 4 · 2 · √3 = 13.86.
		{name: "parts within assumed noise", areas: 1, parts: parts("count", 0),
			obs: []indicators.Observation{count("count", "assumed", "a1", "", 43), count("count", "assumed", "a1", a, 10), count("count", "assumed", "a1", b, 20)},
			want: []string{"in.csv:2: count, deso 2025, 2024: the 2 parts of count (x=a … x=b) sum to 30 against a total of 43, within the noise that the source adds " +
				"(up to 13.9: 4 standard deviations of 2 in each of 3 counts), in 1 of 1 areas"}},
		{name: "parts beyond assumed noise", areas: 1, parts: parts("count", 0),
			obs:  []indicators.Observation{count("count", "assumed", "a1", "", 44), count("count", "assumed", "a1", a, 10), count("count", "assumed", "a1", b, 20)},
			want: []string{"in.csv:2: count, deso 2025, 2024: the 2 parts of count (x=a … x=b) differ from the total by more than 13.9 in 1 of 1 areas: area a1: 30 against 44; the published total is used"}},
		{name: "total of another indicator", areas: 1, parts: parts("other", 0),
			obs:  []indicators.Observation{count("other", "exact", "a1", "", 31), count("count", "exact", "a1", a, 10), count("count", "exact", "a1", b, 20)},
			want: []string{"in.csv:2: other, deso 2025, 2024: the 2 parts of count (x=a … x=b) differ from the total by more than 0 in 1 of 1 areas: area a1: 30 against 31; the published total is used"}},
		{name: "a part without a value is not compared", areas: 1, parts: parts("count", 0),
			obs: []indicators.Observation{count("count", "exact", "a1", "", 30), count("count", "exact", "a1", a, 10),
				{Indicator: "count", Area: indicators.AreaID{Code: "a1"}, Group: b, Status: indicators.Suppressed}}},
		{name: "parts that are not there", areas: 1, parts: parts("count", 0),
			obs:  []indicators.Observation{count("count", "exact", "a1", "", 30), count("count", "exact", "a1", a, 10)},
			want: []string{`count: the 2 parts of count (x=a … x=b) are not compared with count: nowhere in the data are all of them and the total; correct the groups or the total in the study`}},
		{name: "areas without a row", areas: 6,
			obs:  []indicators.Observation{count("count", "exact", "a2", "", 30)},
			want: []string{"in.csv: count, deso 2025, 2024: 5 of 6 areas have no row: a1; a3; a4; … 5 in all; add rows that say why the figure is missing"}},
		{name: "areas that lack a group", areas: 2,
			obs:  []indicators.Observation{count("count", "exact", "a1", a, 10), count("count", "exact", "a1", b, 20), count("count", "exact", "a2", a, 10)},
			want: []string{"in.csv: count, deso 2025, 2024: 1 of 2 areas lack rows for some groups: a2 lacks x=b; add rows that say why the figure is missing"}},
		{name: "a row that says that the figure is missing is a row", areas: 2,
			obs: []indicators.Observation{count("count", "exact", "a1", "", 10), {Indicator: "count", Area: indicators.AreaID{Code: "a2"}}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range reconcile.Table(table(t, c.areas, c.obs...), reconcile.Options{Parts: c.parts}).Findings {
				if f.Severity == reconcile.Warning && f.What.En != "no row is about it" || f.Kind == reconcile.KindParts {
					got = append(got, f.Error())
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
