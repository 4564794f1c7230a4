package reconcile_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

var year = indicators.Year

func code(i int) string { return fmt.Sprintf("a%02d", i+1) }

func TestCoverageCountsAreasByWhy(t *testing.T) {
	w := newWorld(10)
	w.indicator("n", indicators.Count, 0)
	w.indicator("groups", indicators.Count, 0)
	statuses := []indicators.Status{indicators.Missing, indicators.Suppressed, indicators.Suppressed, indicators.NotApplicable}
	for i := range 9 { // the tenth area has no row
		o := indicators.Observation{Indicator: "n", Area: indicators.AreaID{Code: code(i)}, Period: year(2024)}
		if i < len(statuses) {
			o.Status = statuses[i]
		} else {
			o.Value = indicators.Num(float64(i))
		}
		if i == 8 {
			o.Status = indicators.Rounded
		}
		w.add(o)
	}
	for i, status := range []indicators.Status{indicators.Suppressed, indicators.Reported, indicators.Missing} {
		for _, g := range []indicators.Group{"x=a", "x=b"} {
			o := indicators.Observation{Indicator: "groups", Area: indicators.AreaID{Code: code(i)}, Period: year(2024), Group: g, Status: status}
			if status == indicators.Reported && g == "x=b" {
				o.Value = indicators.Num(3)
			} else if status == indicators.Reported {
				o.Status = indicators.Suppressed
			}
			w.add(o)
		}
	}
	r := w.report(t, reconcile.Options{})
	want := []reconcile.Coverage{
		{Indicator: "groups", Level: indicators.DeSO, Version: version, Period: year(2024), Areas: 10, Values: 1, Missing: 1, Suppressed: 1, NoRow: 7, Groups: 2, Cells: 20, Filled: 1},
		{Indicator: "n", Level: indicators.DeSO, Version: version, Period: year(2024), Areas: 10, Values: 5, Missing: 1, Suppressed: 2, NotApplicable: 1, NoRow: 1, Rounded: 1, Groups: 1, Cells: 10, Filled: 5},
	}
	if diff := cmp.Diff(want, r.Coverage); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
	for _, c := range r.Coverage {
		if c.Values+c.Missing+c.Suppressed+c.NotApplicable+c.NoRow != c.Areas {
			t.Errorf("%+v does not sum", c)
		}
	}
	expect(t, r, reconcile.KindCoverage,
		"warning: in.csv: groups, deso 2025, 2024: 7 of 10 areas have no row: a04; a05; a06; … 7 in all; add rows that say why the figure is missing",
		"warning: in.csv: n, deso 2025, 2024: 1 of 10 areas have no row: a10; add rows that say why the figure is missing",
		"note: in.csv: groups, deso 2025, 2024: 9 of 10 areas have no value (1 withheld by the source, 1 missing, 7 without a row)",
		"note: in.csv: n, deso 2025, 2024: 5 of 10 areas have no value (2 withheld by the source, 1 missing, 1 not applicable, 1 without a row)")
}

func TestIndicatorWithoutRows(t *testing.T) {
	w := newWorld(1)
	w.indicator("n", indicators.Count, 0)
	w.indicator("none", indicators.Count, 0)
	w.value("n", "a01", year(2024), 5)
	expect(t, w.report(t, reconcile.Options{}), reconcile.KindCoverage, "warning: none: no row is about it; read figures for it, or take it out of the study")
}

// Findings that differ in their period only are one.
func TestPeriodsAreMerged(t *testing.T) {
	w := newWorld(10)
	w.indicator("n", indicators.Count, 0)
	for y := 2019; y <= 2024; y++ {
		for i := range 9 {
			w.value("n", code(i), year(y), float64(100+i*y))
		}
	}
	expect(t, w.report(t, reconcile.Options{}), reconcile.KindCoverage,
		"warning: in.csv: n, deso 2025, 2019 … 2024 (6): 1 of 10 areas have no row: a10; add rows that say why the figure is missing")
}

func TestLevels(t *testing.T) {
	cases := []struct {
		name  string
		build func(w *world)
		parts []reconcile.Parts
		want  []string
	}{
		{name: "counts that sum", build: func(w *world) {
			w.indicator("n", indicators.Count, 0)
			w.value("n", "city", year(2024), 300)
			for i := range 20 {
				w.value("n", code(i), year(2024), 15)
			}
		}},
		{name: "counts that do not", build: func(w *world) {
			w.indicator("n", indicators.Count, 0)
			w.value("n", "city", year(2024), 301)
			w.value("n", "r1", year(2024), 140)
			w.value("n", "r2", year(2024), 150)
			for i := range 20 {
				w.value("n", code(i), year(2024), 15)
			}
		}, want: []string{ // 20 · 15 = 300, 10 · 15 = 150, 140 + 150 = 290
			"warning: in.csv:2: n, city 2025, 2024: 1 of 1 areas do not have the value that their parts give: city (Staden): 2 RegSO together give 290 against the published 301; the published value is used",
			"warning: in.csv:2: n, city 2025, 2024: 1 of 1 areas do not have the value that their parts give: city (Staden): 20 DeSO together give 300 against the published 301; the published value is used",
			"warning: in.csv:3: n, regso 2025, 2024: 1 of 2 areas do not have the value that their parts give: r1: 10 DeSO together give 150 against the published 140; the published value is used"}},
		{name: "a part without a value", build: func(w *world) {
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 140)
			for i := range 9 {
				w.value("n", code(i), year(2024), 15)
			}
			w.add(indicators.Observation{Indicator: "n", Area: indicators.AreaID{Code: "a10"}, Period: year(2024), Status: indicators.Suppressed})
		}},
		{name: "a part that is carried over", build: func(w *world) {
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 140)
			for i := range 9 {
				w.value("n", code(i), year(2024), 15)
			}
			w.add(indicators.Observation{Indicator: "n", Area: indicators.AreaID{Code: "a10"}, Period: year(2024), Value: indicators.Num(15), Status: indicators.Derived, Note: "crosswalk population-weighted 2018 to 2025"})
		}},
		{name: "a part that is rounded", build: func(w *world) {
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 140)
			for i := range 9 {
				w.value("n", code(i), year(2024), 15)
			}
			w.add(indicators.Observation{Indicator: "n", Area: indicators.AreaID{Code: "a10"}, Period: year(2024), Value: indicators.Num(15), Status: indicators.Rounded})
		}},
		// Noise of 1.4 in each of 11 numbers: 4 · 1.4 · √11 = 18.6.
		{name: "within the noise of eleven numbers", build: func(w *world) {
			w.sources[0].Noise = true
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 168)
			for i := range 10 {
				w.value("n", code(i), year(2024), 15)
			}
		}, want: []string{"note: in.csv:2: n, regso 2025, 2024: 1 of 1 areas differ from the sum of their parts, within the noise that the source adds: r1: 10 DeSO together give 150 against the published 168"}},
		{name: "beyond it", build: func(w *world) {
			w.sources[0].Noise = true
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 169)
			for i := range 10 {
				w.value("n", code(i), year(2024), 15)
			}
		}, want: []string{"warning: in.csv:2: n, regso 2025, 2024: 1 of 1 areas do not have the value that their parts give: r1: 10 DeSO together give 150 against the published 169; the published value is used"}},
		// Assumed noise of 1.6: 4 · 1.6 · √11 = 21.2.
		{name: "within noise that the study assumes", build: func(w *world) {
			w.sources[0].Noise, w.sources[0].NoiseSD = true, 1.6
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 171)
			for i := range 10 {
				w.value("n", code(i), year(2024), 15)
			}
		}, want: []string{"note: in.csv:2: n, regso 2025, 2024: 1 of 1 areas differ from the sum of their parts, within the noise that the source adds " +
			"(4 standard deviations of 1.6 in each count): r1: 10 DeSO together give 150 against the published 171"}},
		{name: "noise that begins later", build: func(w *world) {
			w.sources[0].Noise, w.sources[0].NoiseFrom = true, indicators.Year(2025).Start
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 168)
			for i := range 10 {
				w.value("n", code(i), year(2024), 15)
			}
		}, want: []string{"warning: in.csv:2: n, regso 2025, 2024: 1 of 1 areas do not have the value that their parts give: r1: 10 DeSO together give 150 against the published 168; the published value is used"}},
		// A tolerance of 6 for two parts and their total is 4 standard deviations of √3 numbers, so 6 · √(11/3) = 11.5 for eleven.
		{name: "noise from a declared tolerance", build: func(w *world) {
			w.sources[0].Noise = true
			w.indicator("n", indicators.Count, 0)
			w.value("n", "r1", year(2024), 162)
			for i := range 10 {
				w.value("n", code(i), year(2024), 15)
			}
		}, parts: []reconcile.Parts{{Indicator: "n", Groups: []indicators.Group{"x=a", "x=b"}, Total: "n", Tolerance: 6}},
			want: []string{"warning: in.csv:2: n, regso 2025, 2024: 1 of 1 areas do not have the value that their parts give: r1: 10 DeSO together give 150 against the published 162; the published value is used"}},
		// (1 + 2 + … + 10) / 400 = 13.75 per cent; 13.8 is that to one decimal, 13.9 is not.
		{name: "shares", build: func(w *world) {
			w.indicator("p", indicators.Share, 1)
			w.value("p", "r1", year(2023), 13.8)
			w.value("p", "r1", year(2024), 13.9)
			for i := range 10 {
				for _, y := range []int{2023, 2024} {
					n := float64(i + 1)
					w.add(indicators.Observation{Indicator: "p", Area: indicators.AreaID{Code: code(i)}, Period: year(y), Value: indicators.Num(100 * n / 40), Numerator: indicators.Num(n), Denominator: indicators.Num(40)})
				}
			}
		}, want: []string{"warning: in.csv:3: p, regso 2025, 2024: 1 of 1 areas do not have the value that their parts give: r1: 10 DeSO together give 13.75 against the published 13.9; the published value is used"}},
		{name: "shares without counts", build: func(w *world) {
			w.indicator("p", indicators.Share, 1)
			w.value("p", "r1", year(2024), 13.9)
			for i := range 10 {
				w.value("p", code(i), year(2024), 5)
			}
		}},
		// Means of 100 and 200 with weights of 1 and 3 in eight more areas of 100 and weight 1: (100 + 600 + 800) / 12 = 125.
		{name: "means", build: func(w *world) {
			w.indicator("m", indicators.Mean, 0)
			w.value("m", "r1", year(2023), 125)
			w.value("m", "r1", year(2024), 110) // the plain mean
			for _, y := range []int{2023, 2024} {
				for i := range 10 {
					v, n := 100.0, 1.0
					if i == 4 {
						v, n = 200, 3
					}
					w.add(indicators.Observation{Indicator: "m", Area: indicators.AreaID{Code: code(i)}, Period: year(y), Value: indicators.Num(v), Denominator: indicators.Num(n)})
				}
			}
		}, want: []string{"warning: in.csv:3: m, regso 2025, 2024: 1 of 1 areas do not have the value that their parts give: r1: 10 DeSO together give 125 against the published 110; the published value is used"}},
		{name: "medians say nothing of the whole", build: func(w *world) {
			w.indicator("m", indicators.Median, 0)
			w.value("m", "r1", year(2024), 7)
			for i := range 10 {
				w.value("m", code(i), year(2024), 5)
			}
		}},
		{name: "a county of which the study has one city", build: func(w *world) {
			w.area("14", "Länet", indicators.County, "")
			w.areas[0].Parent = "14"
			w.indicator("n", indicators.Count, 0)
			w.value("n", "14", year(2024), 1000)
			w.value("n", "city", year(2024), 300)
		}},
		{name: "a part of which half lies elsewhere", build: func(w *world) {
			w.area("d1", "Norr", indicators.District, "city")
			w.members = append(w.members, indicators.Membership{Area: indicators.AreaID{Code: "a01", Version: version}, In: indicators.AreaID{Code: "d1", Version: version}, Weight: 0.5, Basis: "official"})
			w.indicator("n", indicators.Count, 0)
			w.value("n", "d1", year(2024), 99)
			w.value("n", "a01", year(2024), 10)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(20)
			c.build(w)
			expect(t, w.report(t, reconcile.Options{Parts: c.parts}), reconcile.KindLevels, c.want...)
		})
	}
}

// steady is a share of n areas over some years that changes by chance only: each area has its level, each year its own change, and each value
// a normal error of sd on the scale of logits.
func steady(w *world, rnd *rand.Rand, id string, n int, years []int, sd float64) {
	for _, y := range years {
		common := 0.3 * rnd.NormFloat64()
		for i := range n {
			logit := -1 + 0.07*float64(i) + common + sd*rnd.NormFloat64()
			w.value(id, code(i), year(y), math.Round(1e4/(1+math.Exp(-logit)))/100)
		}
	}
}

func years(from, to int) []int {
	var out []int
	for y := from; y <= to; y++ {
		out = append(out, y)
	}
	return out
}

func TestOutliers(t *testing.T) {
	build := func(from int, wrong map[[2]int]float64) *world {
		w := newWorld(20)
		w.indicator("p", indicators.Share, 1)
		steady(w, rand.New(rand.NewPCG(1, 2)), "p", 20, years(from, 2024), 0.05)
		for k, v := range wrong {
			w.obs[20*k[1]+k[0]].Value.V = v
		}
		return w
	}
	t.Run("none", func(t *testing.T) {
		expect(t, build(2015, nil).report(t, reconcile.Options{}), reconcile.KindOutlier)
		expect(t, build(2023, nil).report(t, reconcile.Options{}), reconcile.KindOutlier)
	})
	// The fourth area in the fourth year is row 2 + 20·3 + 3 = 65.
	t.Run("own history", func(t *testing.T) {
		r := build(2015, map[[2]int]float64{{3, 3}: 75}).report(t, reconcile.Options{})
		f := r.Findings[0]
		if f.Kind != reconcile.KindOutlier || f.Severity != reconcile.Warning || f.Origin != (indicators.Origin{File: "in.csv", Row: 65}) ||
			f.Count != 1 || f.Of != 200 || !slices.Equal(f.Areas, []string{"a04"}) || !slices.Equal(f.Periods, []indicators.Period{year(2018)}) {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("change of the other areas", func(t *testing.T) {
		r := build(2023, map[[2]int]float64{{7, 1}: 80}).report(t, reconcile.Options{})
		f := r.Findings[0]
		if f.Kind != reconcile.KindOutlier || f.Origin.Row != 29 || f.Count != 1 || f.Of != 20 || !slices.Equal(f.Areas, []string{"a08"}) {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("not over a declared break", func(t *testing.T) {
		w := build(2023, map[[2]int]float64{{7, 1}: 80})
		w.inds[0].Breaks = []indicators.Break{{Start: indicators.NewDay(2024, 1, 1)}}
		expect(t, w.report(t, reconcile.Options{}), reconcile.KindOutlier)
	})
	t.Run("too few areas", func(t *testing.T) {
		w := newWorld(4)
		w.indicator("n", indicators.Count, 0)
		for y := 2015; y <= 2024; y++ {
			for i := range 4 {
				w.value("n", code(i), year(y), 100+float64(i))
			}
		}
		w.obs[5].Value.V = 9999
		expect(t, w.report(t, reconcile.Options{}), reconcile.KindOutlier)
	})
	// Counts of 4 or so: the largest of 200 is no surprise, and 40 is.
	t.Run("small counts", func(t *testing.T) {
		w := newWorld(20)
		w.indicator("n", indicators.Count, 0)
		rnd := rand.New(rand.NewPCG(3, 4))
		for y := 2015; y <= 2024; y++ {
			for i := range 20 {
				v := 0.0
				for p := rnd.Float64(); p > math.Exp(-4); p *= rnd.Float64() { // Knuth's Poisson
					v++
				}
				w.value("n", code(i), year(y), v)
			}
		}
		expect(t, w.report(t, reconcile.Options{}), reconcile.KindOutlier)
		w.obs[100].Value.V = 400
		r := w.report(t, reconcile.Options{})
		if m := messages(r, reconcile.KindOutlier); len(m) != 1 {
			t.Errorf("got %q, want one", m)
		}
	})
}

// A series without any error has a false alarm at most once in a hundred, with normal errors and with heavier tails.
func TestFalseAlarms(t *testing.T) {
	if testing.Short() {
		t.Skip("simulates a thousand series")
	}
	for _, c := range []struct {
		name    string
		periods int
		error   func(*rand.Rand) float64
	}{
		{"normal, ten periods", 10, func(r *rand.Rand) float64 { return r.NormFloat64() }},
		{"normal, four periods", 4, func(r *rand.Rand) float64 { return r.NormFloat64() }},
		{"normal, two periods", 2, func(r *rand.Rand) float64 { return r.NormFloat64() }},
		{"logistic, ten periods", 10, func(r *rand.Rand) float64 { u := r.Float64(); return math.Log(u / (1 - u)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			const n = 300
			rnd := rand.New(rand.NewPCG(5, 6))
			alarms := 0
			for range n {
				w := newWorld(30)
				w.indicator("m", indicators.Score, 1)
				for y := range c.periods {
					for i := range 30 {
						w.value("m", code(i), year(2010+y), 500+math.Round(100*c.error(rnd))/10)
					}
				}
				alarms += len(messages(w.report(t, reconcile.Options{}), reconcile.KindOutlier))
			}
			if alarms > n/100+3 { // Poisson with mean 3 is above 6 once in 30
				t.Errorf("%d of %d series have a false alarm", alarms, n)
			}
		})
	}
}

func TestCopies(t *testing.T) {
	w := newWorld(10)
	w.indicator("n", indicators.Count, 0)
	group := func(g indicators.Group, y int, v func(i int) float64) {
		for i := range 10 {
			w.add(indicators.Observation{Indicator: "n", Area: indicators.AreaID{Code: code(i)}, Period: year(y), Group: g, Value: indicators.Num(v(i))})
		}
	}
	group("", 2022, func(i int) float64 { return float64(200 + 7*i) })
	group("", 2023, func(i int) float64 { return float64(201 + 7*i) })
	group("", 2024, func(i int) float64 { return float64(200 + 7*i) }) // row 22 on
	group("x=a", 2023, func(i int) float64 { return float64(201 + 7*i) })
	group("x=b", 2022, func(int) float64 { return 3 }) // all alike: no copy
	group("x=b", 2023, func(int) float64 { return 3 })
	expect(t, w.report(t, reconcile.Options{}), reconcile.KindCopy,
		"warning: in.csv:22: n, deso 2025, 2024: all 10 values are the same as those of 2022; check whether a column was copied",
		"note: in.csv:32: n, deso 2025, 2023, x=a: all 10 values are the same as those of everyone")
}

func TestZeros(t *testing.T) {
	w := newWorld(10)
	w.indicator("n", indicators.Count, 0)
	w.indicator("rare", indicators.Count, 0)
	for _, y := range []int{2022, 2023, 2024} {
		for i := range 10 {
			v, rare := float64(20+i+y%7), 0.0
			if y == 2024 {
				v = 0
			}
			if y == 2022 && i == 3 {
				rare = 1
			}
			w.value("n", code(i), year(y), v)
			w.value("rare", code(i), year(y), rare)
		}
	}
	expect(t, w.report(t, reconcile.Options{}), reconcile.KindZeros,
		"warning: in.csv:42: n, deso 2025, 2024: all 10 values are 0, but not for other periods or delimitations; the table may not hold the delimitation for that year: read a year only in the one that is valid then")
}

func TestUnits(t *testing.T) {
	w := newWorld(12)
	w.indicator("m", indicators.Mean, 1)
	for y, per := range map[int]float64{2022: 1, 2023: 1000, 2024: 1000} {
		for i := range 12 {
			w.add(indicators.Observation{Indicator: "m", Area: indicators.AreaID{Code: code(i)}, Period: year(y), Value: indicators.Num(per * (250.5 + 3.1*float64(i) + float64(y%3))),
				Origin: indicators.Origin{File: fmt.Sprint(y, ".csv"), Row: int32(i + 2)}})
		}
	}
	r := w.report(t, reconcile.Options{})
	expect(t, r, reconcile.KindUnit,
		"warning: 2023.csv:2: m, deso 2025, 2023: values are about 1,000 times those of 2022; check whether the unit has changed, and if so convert them or declare a break",
		"note: 2023.csv:2: m, deso 2025, 2023: values have 0 decimals but 1 for 2022; the indicator is shown with 1")
	expect(t, r, reconcile.KindOutlier)
}

func TestBreaks(t *testing.T) {
	w := newWorld(1)
	w.indicator("n", indicators.Count, 0, indicators.Break{Start: indicators.NewDay(2020, 1, 1), Note: lang.Text{Sv: "Nytt register.", En: "New register."}},
		indicators.Break{Start: indicators.NewDay(2030, 1, 1), Note: lang.Text{Sv: "Efter allt."}})
	w.indicator("survey", indicators.Count, 0)
	for _, y := range []int{2017, 2018, 2020, 2021, 2024} {
		w.value("n", "a01", year(y), float64(y))
	}
	for _, y := range []int{2013, 2016, 2019, 2022} { // every third year is the usual step
		w.value("survey", "a01", year(y), float64(y))
	}
	expect(t, w.report(t, reconcile.Options{}), reconcile.KindBreak,
		"note: n: figures before 2020-01-01 are not comparable with later ones: New register",
		"note: n, deso 2025: there are no figures between 2018 and 2020; 2021 and 2024")
}

func TestVersions(t *testing.T) {
	w := newWorld(2)
	w.areas = append(w.areas, indicators.Area{Code: "a01", Version: "2018", Level: indicators.DeSO})
	w.indicator("n", indicators.Count, 0)
	w.value("n", "a01", year(2024), 5)
	w.value("n", "a02", year(2024), 6)
	for _, y := range []int{2022, 2023} {
		w.add(indicators.Observation{Indicator: "n", Area: indicators.AreaID{Code: "a01", Version: "2018"}, Period: year(y), Value: indicators.Num(4)})
	}
	w.obs[1].Status, w.obs[1].Note = indicators.Derived, "crosswalk population-weighted 2018 to 2025"
	expect(t, w.report(t, reconcile.Options{}), reconcile.KindVersion,
		"note: n, deso: figures are of areas in 2 delimitations (2018: 2022, 2023; 2025: 2024); the same code is not the same area, and the series breaks where the delimitation changes",
		"note: in.csv:3: n, deso 2025, 2024: 1 of 2 figures are estimated from another delimitation")
}

func TestVintages(t *testing.T) {
	w := newWorld(1)
	w.sources = []indicators.Source{
		{ID: "s", Retrieved: "2024-01-15", Protected: true}, {ID: "other", Retrieved: "2023-01-01"}, {ID: "undated"}, {ID: "unused"}, {ID: "future", Retrieved: "2027-01-01"}, {ID: "early", Retrieved: "2024-06-01"},
	}
	w.indicator("n", indicators.Count, 0)
	row := func(y int, source, note string) {
		w.add(indicators.Observation{Indicator: "n", Area: indicators.AreaID{Code: "a01"}, Period: year(y), Source: source, Note: note, Value: indicators.Num(float64(y)),
			Origin: indicators.Origin{File: source + ".csv", Row: int32(y - 2000)}})
	}
	row(2020, "s", "")
	row(2021, "s", "Revised 2024-02")
	row(2022, "s", "preliminär")
	row(2022, "other", "")
	row(2021, "undated", "")
	w.obs[4].Period = year(2019)
	row(2016, "future", "")
	row(2025, "early", "")
	r := w.report(t, reconcile.Options{Date: "2026-11-20", Updated: map[string]string{"s.csv": "2024-02-20T08:00:00Z"}})
	expect(t, r, reconcile.KindVintage,
		"warning: s.csv: source s: s.csv was changed by its publisher on 2024-02-20, after the day on which it is said to be retrieved, 2024-01-15; correct the day in the study (retrieved)",
		"warning: future.csv: source future: retrieved 2027-01-01, after the date of the study, 2026-11-20; correct one of the dates",
		"warning: early.csv: source early: retrieved 2024-06-01, before the period 2025 had begun; correct the date or the period",
		"note: s.csv: source s: retrieved 2024-01-15, more than 2 years before the date of the study, 2026-11-20; see whether the source has newer figures",
		"note: undated.csv: source undated: the day on which the figures were retrieved is not stated; state it in the study (retrieved)",
		"note: early.csv: source early: retrieved 2024-06-01, more than 2 years before the date of the study, 2026-11-20; see whether the source has newer figures",
		"note: n: figures were retrieved on different days (2024-01-15: 2020, 2021, 2022; 2024-06-01: 2025; 2027-01-01: 2016)",
		"note: s.csv:21: n, deso 2025, 2021: 1 of 1 figures are revised",
		"note: s.csv:22: n, deso 2025, 2022: 1 of 1 figures are provisional")
	expect(t, r, reconcile.KindSource,
		"note: source other: no figure comes from it; take it out of the study, or name it at the figures",
		"note: source unused: no figure comes from it; take it out of the study, or name it at the figures",
		"note: s.csv:22: n, deso 2025, 2022: 1 of 1 figures are in another source too, which the study ranks lower")
	s := r.Sources[0]
	if s.Observations != 3 || s.Values != 3 || s.First != year(2020) || s.Last != year(2022) || s.Updated != "2024-02-20" || s.Indicators != 1 || !slices.Equal(s.Files, []string{"s.csv"}) {
		t.Errorf("source s: got %+v", s)
	}
}

// What quotes figures of a source that is not protected does not leave the house.
func TestPublished(t *testing.T) {
	build := func(protected bool) *reconcile.Report {
		w := newWorld(10)
		w.sources[0].Protected = protected
		w.indicator("p", indicators.Share, 1)
		for _, y := range []int{2023, 2024} {
			for i := range 9 {
				w.add(indicators.Observation{Indicator: "p", Area: indicators.AreaID{Code: code(i)}, Period: year(y), Value: indicators.Num(50.1), Numerator: indicators.Num(3), Denominator: indicators.Num(7)})
			}
		}
		w.value("p", "r1", year(2024), 12.3)
		return w.report(t, reconcile.Options{})
	}
	whole := build(true)
	if diff := cmp.Diff(whole, whole.Published()); diff != "" {
		t.Errorf("of a protected source (-whole +published):\n%s", diff)
	}
	open := build(false)
	got := messages(open.Published(), reconcile.KindValues, reconcile.KindCoverage)
	want := []string{
		"warning: in.csv: p, deso 2025, 2023, 2024: 1 of 10 areas have no row: a10; add rows that say why the figure is missing",
		"warning: p: the figures do not quite agree, but their publisher has not protected them and they are not shown here; whoever holds the study sees them with jamlik check",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of an unprotected source (-want +got):\n%s", diff)
	}
	if n := len(messages(open, reconcile.KindValues)); n != 1 {
		t.Errorf("%d findings on values before publication, want 1 for two periods", n)
	}
}

// Municipalities that the city is compared with need not have every figure, and say nothing of how much there is about the city.
func TestMunicipalitiesBesideTheCity(t *testing.T) {
	w := newWorld(1)
	w.area("other", "Annan stad", indicators.City, "")
	w.area("third", "Tredje stad", indicators.City, "")
	w.indicator("p", indicators.Share, 1)
	w.value("p", "city", year(2024), 20)
	w.value("p", "other", year(2024), 30)
	w.value("p", "other", year(2023), 30)
	r := w.report(t, reconcile.Options{City: "city"})
	want := []reconcile.Coverage{{Indicator: "p", Level: indicators.City, Version: version, Period: year(2024), Areas: 1, Values: 1, Groups: 1, Cells: 1, Filled: 1}}
	if diff := cmp.Diff(want, r.Coverage); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
	expect(t, r, reconcile.KindCoverage)
}
