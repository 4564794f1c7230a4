package report

import (
	"math"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/analysis/ranking"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// addPrecision gives the results places of three districts, two small areas and the parts of a spread.
func addPrecision(r *Report) {
	nan := math.NaN()
	year := indicators.Year(2025)
	place := func(i, at, highest, lowest int) analysis.RankedArea {
		return analysis.RankedArea{Area: districts[i], Place: ranking.Place{Place: at, Highest: highest, Lowest: lowest, Lower: highest, Upper: lowest, Expected: 2}}
	}
	r.Results.Options.AreaLevel = indicators.District
	r.Results.Rankings = []analysis.Ranking{
		{Indicator: employed, Period: year, Level: indicators.District, Areas: []analysis.RankedArea{place(3, 3, 3, 3), place(1, 1, 1, 2), place(4, 2, 1, 2)}},
		{Indicator: crowded, Period: year, Level: indicators.District, Areas: []analysis.RankedArea{place(3, 1, 1, 3), place(1, 1, 1, 3), place(4, 3, 1, 3)}},
		{Indicator: median, Period: year, Level: indicators.District, Reason: analysis.NoLimits},
	}
	drawn := func(own, n, value, weight, near float64) analysis.ShrunkenArea {
		e := func(v float64) index.Estimate {
			return index.Estimate{Value: v, Lower: v - 3, Upper: v + 3, Level: 0.95}
		}
		a := analysis.ShrunkenArea{Area: area(indicators.DeSO, "DR1", "", "R1"), Value: e(own), Interval: true, Persons: n,
			All: analysis.Shrunken{Estimate: e(value), OK: true, Weight: weight}, Near: analysis.Shrunken{Estimate: e(nan), Weight: nan}}
		if near == near {
			a.Near = analysis.Shrunken{Estimate: e(near), OK: true, Weight: weight}
		}
		return a
	}
	r.Results.Shrinkage = []analysis.Shrinkage{
		{Indicator: employed, Period: year, Level: indicators.DeSO, Mean: 70.2, SD: 6.4, Mapped: true, Areas: []analysis.ShrunkenArea{
			drawn(52.5, 40, 65.5, 0.37, 61.5), drawn(60.5, 500, 61.5, 0.9, nan), drawn(61.5, 9000, 61.5, 0.99, nan)}},
		{Indicator: crowded, Period: year, Level: indicators.DeSO, Mean: 20, SD: 30, Areas: []analysis.ShrunkenArea{drawn(1, 900, 1, 0.99, nan)}},
		{Indicator: born, Period: year, Level: indicators.DeSO, Reason: analysis.Withheld, Mean: nan, SD: nan},
	}
	r.Results.Inequality = append(r.Results.Inequality, analysis.Inequality{Indicator: employed, Period: year, Level: indicators.DeSO, Areas: 77,
		Noise: &analysis.NoiseParts{Observed: 9.87, Corrected: 8.76, Chance: 0.187, Deliberate: 0.023}})
}

func TestHowSure(t *testing.T) {
	want := map[lang.Lang][]string{
		lang.Sv: {
			"Hur säkra är siffrorna?", "med 95\u00a0% säkerhet stämmer det för alla områden samtidigt", "Dalen ligger säkert på dessa platser – sysselsatta: 3 av 3.",
			"Dalen kan ha mer än hälften av platserna i fråga om trångbodda.", "65,5", "61,5", "37\u00a0%",
			"För trångbodda bygger värdena på så många", "Värden för små områden visas inte här", "i medeltal 70,2, standardavvikelse utan slump 6,4",
			"9,87", "8,76", "18,7\u00a0%", "2,3\u00a0%", "empirisk Bayes", "Säkert på plats",
		},
		lang.En: {"How sure are the figures?", "Dalen is surely in these places – employed: 3 of 3.", "may have more than half of the places", "empirical Bayes", "1–2", "3 of 3"},
	}
	for _, l := range lang.All {
		r := testReport(t, l)
		addPrecision(r)
		_, doc := written(t, r)
		got := text(doc)
		for _, w := range want[l] {
			if !strings.Contains(got, w) {
				t.Errorf("%s: the page does not say %q", l, w)
			}
		}
		if strings.Contains(got, "NaN") {
			t.Error("the page prints what is not a number")
		}
	}
}

// A study that has nothing of it has no such chapter.
func TestNothingIsSaidOfPlaces(t *testing.T) {
	_, doc := written(t, testReport(t, lang.Sv))
	if strings.Contains(text(doc), "Hur säkra är siffrorna?") {
		t.Error("an empty chapter")
	}
}
