package reconcile_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/reconcile"
)

// SCB, TAB6574, 31 December 2025: the 34 counts by age and sex of the 77 DeSO of Borås sum to 115,203, the published populations of the DeSO to 115,217.
// The noise of 78 numbers spans 4 · 1.4 · √78 = 49 persons.
func TestNoiseOfBoras(t *testing.T) {
	f, err := os.Open("../../testdata/boras/population_age_sex.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]float64{}
	for _, r := range rows[1:] { // area, period, age, sex, value
		v, err := strconv.ParseFloat(r[4], 64)
		if err != nil {
			t.Fatal(err)
		}
		sums[r[0]] += v
	}
	w := newWorld(0)
	w.sources[0].Noise = true
	w.indicator("population", indicators.Count, 0)
	w.value("population", "city", year(2025), 115217)
	for code := range sums {
		w.area(code, "", indicators.DeSO, "city")
		w.value("population", code, year(2025), sums[code])
	}
	expect(t, w.report(t, reconcile.Options{}), reconcile.KindLevels,
		"note: in.csv:2: population, city 2025, 2025: 1 of 1 areas differ from the sum of their parts, within the noise that the source adds: city (Staden): 77 DeSO together give 115,203 against the published 115,217")
}

// random is a world of anything: levels, versions, groups, periods of all lengths, every status, several sources.
func random(rnd *rand.Rand) *world {
	w := newWorld(rnd.IntN(15))
	w.sources = append(w.sources, indicators.Source{ID: "other", Retrieved: "2020-01-01", Noise: true}, indicators.Source{ID: "open"})
	for _, a := range w.areas[:len(w.areas):len(w.areas)] {
		if a.Level == indicators.DeSO && rnd.IntN(2) == 0 {
			a.Version, a.Parent = "2018", ""
			w.areas = append(w.areas, a)
		}
	}
	w.area("school", "", indicators.School, "city")
	ids := map[string]indicators.Kind{"share": indicators.Share, "rate": indicators.Rate, "mean": indicators.Mean, "median": indicators.Median, "count": indicators.Count, "score": indicators.Score}
	for id, k := range ids {
		w.indicator(id, k, rnd.IntN(3), indicators.Break{Start: indicators.NewDay(2020, 1, 1)})
	}
	periods := []indicators.Period{indicators.SchoolYear(2019), indicators.Years(2018, 2021), indicators.Month(2021, 3)}
	for y := 2016; y < 2026; y++ {
		periods = append(periods, year(y))
	}
	groups := []indicators.Group{"", "sex=men", "sex=women"}
	notes := []string{"", "", "provisional", "revised"}
	sources := []string{"s", "other", "open"}
	for id, k := range ids {
		for _, p := range periods {
			for _, g := range groups {
				if rnd.IntN(3) == 0 {
					continue
				}
				zero := rnd.IntN(6) == 0
				for _, a := range w.areas {
					if rnd.IntN(12) == 0 {
						continue
					}
					o := indicators.Observation{Indicator: id, Area: a.ID(), Period: p, Group: g, Note: notes[rnd.IntN(len(notes))], Source: sources[rnd.IntN(len(sources))]}
					o.Status = indicators.Status(rnd.IntN(int(indicators.NotApplicable) + 1))
					if o.Status.HasValue() {
						o.Value = indicators.Num(float64(rnd.IntN(1000)) / 10)
						if k == indicators.Mean && rnd.IntN(3) == 0 {
							o.Value.V = -o.Value.V
						}
						if o.Status == indicators.Nil || zero {
							o.Value.V = 0
						}
						if den := float64(rnd.IntN(50)); rnd.IntN(2) == 0 {
							o.Numerator, o.Denominator = indicators.Num(float64(rnd.IntN(int(den)+1))), indicators.Num(den)
						}
					}
					w.add(o)
				}
			}
		}
	}
	return w
}

// Whatever a table holds: coverage sums, findings are in both languages and about what the study has, the published report is harmless, and
// neither the number of processors nor the order of the rows matters.
func TestAnyTable(t *testing.T) {
	for seed := range uint64(30) {
		rnd := rand.New(rand.NewPCG(seed, 7))
		w := random(rnd)
		parts := []reconcile.Parts{{Indicator: "count", Groups: []indicators.Group{"sex=men", "sex=women"}, Total: "count", Tolerance: float64(rnd.IntN(40))}}
		o := reconcile.Options{Parts: parts, Date: "2026-11-20", Updated: map[string]string{"in.csv": "20250101 09:30"}, Workers: 1}
		one := w.report(t, o)
		for _, c := range one.Coverage {
			if c.Values+c.Missing+c.Suppressed+c.NotApplicable+c.NoRow != c.Areas || min(c.Values, c.Missing, c.Suppressed, c.NotApplicable, c.NoRow) < 0 || c.Filled > c.Cells {
				t.Errorf("seed %d: %+v does not sum", seed, c)
			}
		}
		expect(t, one, "no such kind")
		for _, f := range one.Findings {
			if f.Count > f.Of && f.Of > 0 || f.Error() == "" || f.Severity != reconcile.Note && f.Severity != reconcile.Warning {
				t.Errorf("seed %d: %+v", seed, f)
			}
		}
		for _, f := range one.Published().Findings {
			if !f.Public {
				t.Errorf("seed %d: %v is published", seed, f)
			}
		}
		o.Workers = 8
		if diff := cmp.Diff(one, w.report(t, o)); diff != "" {
			t.Fatalf("seed %d: eight workers find something else:\n%s", seed, diff)
		}
		rnd.Shuffle(len(w.obs), func(i, j int) { w.obs[i], w.obs[j] = w.obs[j], w.obs[i] })
		if diff := cmp.Diff(one, w.report(t, o)); diff != "" {
			t.Fatalf("seed %d: the order of rows matters:\n%s", seed, diff)
		}
	}
}

// A table without a row has no findings but that.
func TestEmptyTable(t *testing.T) {
	w := newWorld(3)
	r := w.report(t, reconcile.Options{})
	if len(r.Coverage) != 0 || fmt.Sprint(messages(r, reconcile.KindSource)) != "[note: source s: no figure comes from it; take it out of the study, or name it at the figures]" || len(r.Findings) != 1 {
		t.Errorf("got %v", r.Findings)
	}
}
