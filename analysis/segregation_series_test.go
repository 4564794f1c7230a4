package analysis

import (
	"math"
	"slices"
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

var bg = []indicators.Group{"bg=a", "bg=b"}

// made is the counts of two groups in the six DeSO in a year.
func made(indicator string, year int, a, b [6]float64) []indicators.Observation {
	var out []indicators.Observation
	for i, code := range desoOrder {
		out = append(out, withGroup(value(indicator, code, year, a[i]), bg[0]), withGroup(value(indicator, code, year, b[i]), bg[1]))
	}
	return out
}

func bgOptions(indicator string, levels ...indicators.Level) Options {
	o := options()
	o.Segregation = []SegregationSpec{{ID: "bg", Indicator: indicator, Groups: bg, Levels: levels}}
	return o
}

var (
	mostA = [6]float64{300, 400, 100, 120, 150, 30}
	mostB = [6]float64{300, 200, 500, 480, 450, 70}
	evenA = [6]float64{200, 220, 170, 190, 190, 30}
	evenB = [6]float64{400, 380, 430, 410, 410, 70}
)

// dOf is the index of dissimilarity, ½ Σ|x/X − y/Y|.
func dOf(a, b [6]float64) float64 {
	X, Y, d := 0.0, 0.0, 0.0
	for i := range a {
		X, Y = X+a[i], Y+b[i]
	}
	for i := range a {
		d += math.Abs(a[i]/X-b[i]/Y) / 2
	}
	return d
}

func TestSegregationOverTime(t *testing.T) {
	obs := append(made("people", 2023, mostA, mostB), append(made("people", 2024, mostA, mostB), made("people", 2025, evenA, evenB)...)...)
	res := run(t, table(t, obs), bgOptions("people", indicators.DeSO, indicators.District, indicators.School))
	if n := len(res.SegregationSeries); n != 2 {
		t.Fatalf("got %d series, want those of DeSO and districts", n)
	}
	s := res.SegregationSeries[0]
	near(t, "D 2023", s.Periods[0].Indices[0].Value.Value, dOf(mostA, mostB))
	near(t, "D 2025", s.Periods[2].Indices[0].Value.Value, dOf(evenA, evenB))
	whole, ok := s.Whole()
	if !ok || whole.From != indicators.Year(2023) || whole.To != indicators.Year(2025) || len(s.Changes) != 3 {
		t.Fatalf("got changes %+v, want one over all and two steps", s.Changes)
	}
	near(t, "change of D", whole.Indices[0].Value, dOf(evenA, evenB)-dOf(mostA, mostB))
	if !whole.Indices[0].Certain || whole.Indices[0].Upper >= 0 {
		t.Errorf("change of D: got %+v, want a sure fall", whole.Indices[0])
	}
	if step := s.Changes[1]; step.Indices[0].Value != 0 || step.Indices[0].Certain || step.Indices[0].P < 0.5 {
		t.Errorf("the year in which nothing happens: got %+v", step.Indices[0])
	}
	for _, c := range s.Causes {
		sum := 0.0
		for _, term := range c.Terms {
			sum += term.Value
		}
		near(t, "terms of "+c.Index.ID, sum, c.Change.Value)
	}
	var found *Finding
	for i, f := range res.Findings {
		if f.Kind == LessApart {
			found = &res.Findings[i]
		}
	}
	if found == nil || found.Values["areas"] != 6 || found.Values["change"] != whole.Indices[0].Value || !found.Summary {
		t.Errorf("got finding %+v, want the fall between DeSO", found)
	}
	if l := res.SegregationSeries[1]; l.Level != indicators.District || l.From != indicators.DeSO || len(l.Areas) != 3 {
		t.Errorf("districts: got %s from %s over %d areas", l.Level, l.From, len(l.Areas))
	}
}

func TestSegregationWithGaps(t *testing.T) {
	without := func(obs []indicators.Observation, code string) []indicators.Observation {
		var out []indicators.Observation
		for _, o := range obs {
			if o.Area.Code != code || o.Group != bg[1] {
				out = append(out, o)
			}
		}
		return out
	}
	t.Run("one period", func(t *testing.T) {
		res := run(t, table(t, made("people", 2025, mostA, mostB)), bgOptions("people", indicators.DeSO))
		if s := res.SegregationSeries[0]; s.Reason != TooFewPeriods || len(s.Changes)+len(s.Causes) != 0 || len(s.Periods) != 1 {
			t.Errorf("got %+v, want one period and no change", s)
		}
		if a := res.SegregationAreas[0]; a.Past != TooFewPeriods || len(a.Areas) != 6 || a.Areas[0].Terms[0].Change.OK {
			t.Errorf("areas: got %+v, want contributions without a change", a)
		}
	})
	t.Run("an area without a group in one year", func(t *testing.T) {
		obs := append(without(made("people", 2024, mostA, mostB), "l1"), made("people", 2025, evenA, evenB)...)
		s := run(t, table(t, obs), bgOptions("people", indicators.DeSO)).SegregationSeries[0]
		if len(s.Areas) != 5 || len(s.Dropped) != 1 || s.Dropped[0].Code != "l1" || len(s.Periods) != 2 {
			t.Errorf("got %d areas, dropped %v, want l1 left out of both years", len(s.Areas), s.Dropped)
		}
	})
	t.Run("most areas without a group in one year", func(t *testing.T) {
		obs := append(without(without(made("people", 2024, mostA, mostB), "n1"), "n2"), made("people", 2025, evenA, evenB)...)
		obs = append(obs, made("people", 2023, mostA, mostB)...)
		s := run(t, table(t, obs), bgOptions("people", indicators.DeSO)).SegregationSeries[0]
		if len(s.Areas) != 6 || len(s.Sparse) != 1 || s.Sparse[0] != indicators.Year(2024) || len(s.Periods) != 2 {
			t.Errorf("got %d areas, sparse %v, want 2024 left out", len(s.Areas), s.Sparse)
		}
	})
	t.Run("nobody of a group in a year", func(t *testing.T) {
		obs := append(made("people", 2024, [6]float64{}, mostB), made("people", 2025, evenA, evenB)...)
		s := run(t, table(t, obs), bgOptions("people", indicators.DeSO)).SegregationSeries[0]
		if v := s.Periods[0].Indices[0]; v.OK || v.Undefined == "" {
			t.Errorf("2024: got %+v, want undefined", v)
		}
		if c := s.Changes[0].Indices[0]; c.OK || c.Undefined == "" || !math.IsNaN(c.P) {
			t.Errorf("change: got %+v, want none", c)
		}
		if c := s.Causes[0]; c.Reason != Undefined || c.Undefined == "" || len(c.Terms) != 0 {
			t.Errorf("causes: got %+v, want undefined", c)
		}
	})
	t.Run("an area that nobody lived in", func(t *testing.T) {
		a, b := mostA, mostB
		a[5], b[5] = 0, 0
		res := run(t, table(t, append(made("people", 2024, a, b), made("people", 2025, evenA, evenB)...)), bgOptions("people", indicators.DeSO))
		c := res.SegregationSeries[0].Causes[0]
		if len(c.Appeared) != 1 || c.Appeared[0].Code != "l1" || len(c.Vanished) != 0 || c.Terms[2].Cause != Appearing || c.Terms[2].Value == 0 {
			t.Errorf("got %+v, want l1 as a new area with a term", c)
		}
		for _, area := range res.SegregationAreas[0].Areas {
			if area.Area.Code == "l1" && (!area.Terms[0].Change.OK || math.Abs(area.Terms[0].Change.Value-area.Terms[0].Value.Value) > 1e-15) {
				t.Errorf("l1: got a change of %v, want all of its term, %v", area.Terms[0].Change.Value, area.Terms[0].Value.Value)
			}
		}
	})
	t.Run("a break", func(t *testing.T) {
		obs := append(made("people", 2024, mostA, mostB), made("people", 2025, evenA, evenB)...)
		tab := table(t, obs, func(defs []indicators.Indicator) {
			for i := range defs {
				if defs[i].ID == "people" {
					defs[i].Breaks = []indicators.Break{{Start: indicators.NewDay(2025, 1, 1), Note: text1("other")}}
				}
			}
		})
		res := run(t, tab, bgOptions("people", indicators.DeSO))
		s := res.SegregationSeries[0]
		if _, ok := s.Whole(); ok || s.Changes[0].Reason != Broken || s.Changes[0].Indices != nil || len(s.Causes) != 0 {
			t.Errorf("got changes %+v, want none over the break", s.Changes)
		}
		if a := res.SegregationAreas[0]; a.Past != Broken {
			t.Errorf("areas: got %q, want a break", a.Past)
		}
	})
	t.Run("a break in the middle", func(t *testing.T) {
		var obs []indicators.Observation
		for _, year := range []int{2021, 2022, 2023, 2024} {
			obs = append(obs, made("people", year, mostA, mostB)...)
		}
		tab := table(t, append(obs, made("people", 2025, evenA, evenB)...), func(defs []indicators.Indicator) {
			for i := range defs {
				if defs[i].ID == "people" {
					defs[i].Breaks = []indicators.Break{{Start: indicators.NewDay(2023, 1, 1), Note: text1("other")}}
				}
			}
		})
		s := run(t, tab, bgOptions("people", indicators.DeSO)).SegregationSeries[0]
		whole, ok := s.Whole()
		if !ok || whole.From != indicators.Year(2023) || whole.To != indicators.Year(2025) || s.Causes[0].From != indicators.Year(2023) {
			t.Errorf("got %+v, want the change from 2023, the first after the break", whole)
		}
		if c := s.Changes[2]; c.From != indicators.Year(2022) || c.Reason != Broken {
			t.Errorf("got %+v, want no change from 2022 to 2023", c)
		}
	})
	t.Run("all suppressed", func(t *testing.T) {
		var obs []indicators.Observation
		for _, code := range desoOrder {
			for _, g := range bg {
				obs = append(obs, withGroup(gone("people", code, 2024, indicators.Suppressed), g), withGroup(gone("people", code, 2025, indicators.Suppressed), g))
			}
		}
		res := run(t, table(t, obs), bgOptions("people", indicators.DeSO, indicators.District))
		if n := len(res.SegregationSeries) + len(res.SegregationScales) + len(res.SegregationAreas) + len(res.SegregationPairs); n != 0 {
			t.Errorf("got %d results of nothing", n)
		}
		if codes(res.Segregation[0].Warnings) != "no_composition" {
			t.Errorf("got warnings %q, want that there is no composition", codes(res.Segregation[0].Warnings))
		}
	})
	t.Run("districts that overlap", func(t *testing.T) {
		reg := register(t, indicators.Membership{Area: id("n1"), In: id("north"), Weight: 1}, indicators.Membership{Area: id("n1"), In: id("south"), Weight: 0.5})
		p := run(t, tableOf(t, reg, made("people", 2025, mostA, mostB)), bgOptions("people", indicators.DeSO)).SegregationScales[0].Parts
		if p.Reason != Contradictory || p.Terms != nil {
			t.Errorf("got %+v, want no parts", p)
		}
	})
	t.Run("two specs side by side", func(t *testing.T) {
		o := bgOptions("people", indicators.DeSO)
		o.Segregation = append(o.Segregation, SegregationSpec{ID: "other", Indicator: "heads", Groups: bg, Levels: []indicators.Level{indicators.DeSO}, Against: "bg", School: true})
		res := run(t, table(t, append(made("people", 2025, mostA, mostB), made("heads", 2025, evenA, evenB)...)), o)
		if len(res.SegregationPairs) != 1 {
			t.Fatalf("got %d pairs, want one", len(res.SegregationPairs))
		}
		p := res.SegregationPairs[0].Indices[0]
		near(t, "difference of D", p.Difference.Value, dOf(evenA, evenB)-dOf(mostA, mostB))
		if !p.Difference.Certain || !(p.SchoolChance > 0 && p.SchoolChance < p.School.Value.Value) {
			t.Errorf("got %+v, want a sure difference beside what chance gives", p)
		}
	})
	t.Run("the newest period alone", func(t *testing.T) {
		o := bgOptions("people", indicators.DeSO)
		o.Segregation[0].Latest = true
		if res := run(t, table(t, append(made("people", 2024, mostA, mostB), made("people", 2025, evenA, evenB)...)), o); len(res.SegregationSeries) != 0 {
			t.Errorf("got %d series, want none", len(res.SegregationSeries))
		}
	})
	t.Run("compared with none", func(t *testing.T) {
		o := bgOptions("people", indicators.DeSO)
		o.Segregation[0].Against = "other"
		if _, err := Run(table(t, made("people", 2025, mostA, mostB)), o); err == nil {
			t.Error("no error")
		}
	})
}

// The parts between levels add up, and so do the contributions of areas; what the areas of the finest level have in common with the districts is known.
func TestScalesAndAreas(t *testing.T) {
	res := run(t, tableOf(t, everywhere(t), made("people", 2025, mostA, mostB)), bgOptions("people", indicators.DeSO, indicators.District))
	s := res.SegregationScales[0]
	if len(s.Levels) != 2 || s.Levels[0].Level != indicators.DeSO || !s.Levels[1].Same {
		t.Fatalf("got %+v, want DeSO and the districts that are made of them", s.Levels)
	}
	for j, v := range s.Levels[0].Indices {
		w := s.Levels[1].Indices[j]
		if higher := v.Index.ID != "interaction"; (v.Value.Value >= w.Value.Value) != higher {
			t.Errorf("%s: %v between DeSO, %v between districts", v.Index.ID, v.Value.Value, w.Value.Value)
		}
		if e := s.Levels[0].Expected[j]; !(e >= 0) {
			t.Errorf("%s by chance: got %v", v.Index.ID, e)
		}
	}
	p := s.Parts
	near(t, "parts", p.Terms[0].Value.Value.Value+p.Terms[1].Value.Value.Value, p.Total.Value.Value)
	near(t, "shares", p.Terms[0].Share.Value.Value+p.Terms[1].Share.Value.Value, 1)
	// H is theil-h, here the sixth of the indices of two groups.
	near(t, "H between DeSO", p.Total.Value.Value, s.Levels[0].Indices[5].Value.Value)
	near(t, "H between districts", p.Terms[0].Value.Value.Value, s.Levels[1].Indices[5].Value.Value)
	for _, a := range res.SegregationAreas {
		seg := res.Segregation[a.At]
		if len(seg.Sources) != 1 || !slices.Equal(seg.Sources, a.Sources) {
			t.Errorf("%s: sources %q and %q, want one of both", seg.Level, seg.Sources, a.Sources)
		}
		for j, want := range []float64{seg.Indices[0].Value.Value, seg.Indices[6].Value.Value, seg.Indices[5].Value.Value} {
			sum, shares := 0.0, 0.0
			for _, area := range a.Areas {
				sum += area.Terms[j].Value.Value
				shares += area.Terms[j].Share
			}
			near(t, string(a.Measures[j]), sum, want)
			near(t, "shares of "+string(a.Measures[j]), shares, 1)
		}
		people := 0.0
		for _, area := range a.Areas {
			people += area.Part
		}
		near(t, "shares of the people", people, 1)
	}
}

// Areas outside the districts count as one of their own, and a divided area counts in both with its makeup.
func TestPartsOfAnOpenCity(t *testing.T) {
	reg := register(t,
		indicators.Membership{Area: id("n1"), In: id("north"), Weight: 1}, indicators.Membership{Area: id("n2"), In: id("north"), Weight: 0.5},
		indicators.Membership{Area: id("n2"), In: id("south"), Weight: 0.5}, indicators.Membership{Area: id("s1"), In: id("south"), Weight: 1})
	res := run(t, tableOf(t, reg, made("people", 2025, mostA, mostB)), bgOptions("people", indicators.DeSO))
	p := res.SegregationScales[0].Parts
	// s2, e1 and l1 have 600, 600 and 100 of 3100 persons.
	near(t, "outside", p.Outside, 1300.0/3100)
	if p.Divided != 1 || p.Terms[0].Areas != 3 {
		t.Errorf("got %d divided and %d areas at the coarsest level, want 1 and 3", p.Divided, p.Terms[0].Areas)
	}
	near(t, "parts", p.Terms[0].Value.Value.Value+p.Terms[1].Value.Value.Value, res.Segregation[0].Indices[5].Value.Value)
}

func TestSegregationOverTimeIsProtected(t *testing.T) {
	few := [6]float64{300, 400, 100, 120, 2, 30}
	study := func(first [6]float64) *Results {
		o := bgOptions("heads", indicators.DeSO, indicators.District)
		o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 30}
		return run(t, tableOf(t, everywhere(t), append(made("heads", 2024, first, mostB), made("heads", 2025, evenA, evenB)...)), o)
	}
	res := study(few)
	for _, s := range res.SegregationSeries {
		if s.Level != indicators.DeSO {
			continue
		}
		at := s.Periods[0]
		if !at.Withheld || at.Totals != nil || at.Indices[0].OK {
			t.Errorf("2024 with two persons in an area: got %+v", at)
		}
		if !s.Periods[1].Indices[0].OK {
			t.Error("2025 is withheld without need")
		}
		if c := s.Changes[0]; c.Reason != Withheld || c.Indices != nil {
			t.Errorf("change: got %+v", c)
		}
		if c := s.Causes[0]; c.Reason != Withheld || c.Terms != nil || c.Change.OK {
			t.Errorf("causes: got %+v", c)
		}
	}
	for _, a := range res.SegregationAreas {
		if a.Level == indicators.DeSO && (a.Past != Withheld || a.Areas == nil || a.Areas[0].Terms[0].Change.OK || !math.IsNaN(a.Areas[0].Structural)) {
			t.Errorf("areas: got %+v, want contributions of 2025 without their change", a.Past)
		}
	}
	res = study(mostA)
	for _, s := range res.SegregationSeries {
		if s.Reason != NoReason || s.Changes[0].Reason != NoReason || s.Periods[0].Withheld {
			t.Errorf("%s: withheld without need: %+v", s.Level, s)
		}
	}
	// The newest period with few: nothing of it is shown in any form.
	o := bgOptions("heads", indicators.DeSO, indicators.District)
	o.Disclosure = Disclosure{MinCount: 5, MinDenominator: 30}
	res = run(t, tableOf(t, everywhere(t), append(made("heads", 2024, evenA, evenB), made("heads", 2025, few, mostB)...)), o)
	for _, a := range res.SegregationAreas {
		if a.Level == indicators.DeSO && (a.Areas != nil || a.Reason != Withheld) {
			t.Errorf("%s: contributions are shown: %+v", a.Level, a.Areas)
		}
	}
	if p := res.SegregationScales[0]; p.Parts.Reason != Withheld || p.Parts.Terms != nil || p.Parts.Total.OK || !math.IsNaN(p.Levels[0].Expected[0]) {
		t.Errorf("scales: got %+v", p.Parts)
	}
}

// Indices that read where areas lie are followed over time for a spec that asks for them, at the finest level that has a map.
func TestPlacedOverTime(t *testing.T) {
	tab := lattice(t, "people", block)
	var obs []indicators.Observation
	for i := range tab.Len() {
		o := tab.At(i)
		obs = append(obs, o)
		o.Period = indicators.Year(2024)
		obs = append(obs, o)
	}
	o := latticeOptions(t, "people")
	o.Segregation[0].Space.Indices, o.Segregation[0].Placed = []string{"spatial-proximity", "delta"}, true
	res := run(t, tableOf(t, tab.Register(), obs), o)
	s := res.SegregationSeries[0]
	usual := len(res.Segregation[0].Indices)
	if s.Level != indicators.DeSO || len(s.Periods[0].Indices) != usual+2 {
		t.Fatalf("got %s with %d indices, want DeSO with two more than %d", s.Level, len(s.Periods[0].Indices), usual)
	}
	for j, w := range res.Segregation[0].Where.Indices {
		for _, period := range s.Periods {
			near(t, w.Index.ID, period.Indices[usual+j].Value.Value, w.Value.Value)
		}
		if c := s.Changes[0].Indices[usual+j]; c.Value != 0 || !c.Interval || c.Certain {
			t.Errorf("%s: got a change of %+v, want none", w.Index.ID, c)
		}
	}
	if district := res.SegregationSeries[1]; len(district.Periods[0].Indices) != usual {
		t.Errorf("districts: got %d indices, want %d", len(district.Periods[0].Indices), usual)
	}
}

// Every number of the finding comes out again from the cells, limits and all; of districts from the smaller areas that they are added up from.
func TestSegregationFindingsAreTraced(t *testing.T) {
	obs := append(made("people", 2023, mostA, mostB), append(made("people", 2024, mostA, mostB), made("people", 2025, evenA, evenB)...)...)
	for _, level := range []indicators.Level{indicators.DeSO, indicators.District} {
		tab := tableOf(t, everywhere(t), obs)
		o := bgOptions("people", level)
		o.Replicates = 199
		res := run(t, tab, o)
		tracer := NewTracer(tab, res)
		n := 0
		for i := range res.Findings {
			f := &res.Findings[i]
			if f.Kind != LessApart {
				continue
			}
			traces, err := tracer.Finding(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range traces {
				n++
				same := math.Abs(v.Found.Value-v.Recomputed.Value) < 1e-12
				if v.Measure == "change" {
					same = same && math.Abs(v.Found.Lower-v.Recomputed.Lower) < 1e-12 && math.Abs(v.Found.Upper-v.Recomputed.Upper) < 1e-12
				}
				if !same {
					t.Errorf("%s: found %+v, recomputed %+v", v.Address, v.Found, v.Recomputed)
				}
			}
		}
		if n != 3 {
			t.Errorf("%s: %d numbers are traced, want 3", level, n)
		}
	}
}
