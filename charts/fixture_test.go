package charts

import (
	"fmt"
	"math"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/lang"
)

// The figures of these tests are made up. The names are those of a real city, so that the layout meets real names.
var districtNames = []string{
	"Norrby", "Hässleholmen", "Sjöbo", "Göta-Kristineberg", "Trandared", "Brämhult", "Byttorp", "Druvefors", "Dammsvedjan",
	"Centrum", "Norrmalm", "Villastaden", "Hulta", "Viskafors", "Fristad", "Sandared",
}

func district(i int, name string) indicators.Area {
	return indicators.Area{Code: fmt.Sprintf("D%02d", i+1), Version: "2025", Name: name, Level: indicators.District}
}

func testCatalogue(t testing.TB) *indicators.Catalogue {
	t.Helper()
	c, err := indicators.NewCatalogue(
		[]indicators.Indicator{employed, lowIncome, income},
		nil, nil,
		[]indicators.Source{{
			ID: "scb", Publisher: lang.Text{Sv: "SCB", En: "Statistics Sweden"},
			Title: lang.Text{Sv: "Befolkningens arbetsmarknadsstatus", En: "Population by labour market status"},
			Table: "AM0210D", Retrieved: "2025-11-20", Licence: "CC0",
		}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	employed = indicators.Indicator{
		ID: "employed", Name: lang.Text{Sv: "Andel sysselsatta", En: "Share in employment"}, Short: lang.Text{Sv: "Sysselsatta", En: "Employed"},
		Unit:      indicators.Unit{Kind: indicators.Share, Per: 100, Name: lang.Text{Sv: "procent", En: "per cent"}},
		Direction: indicators.HigherIsBetter, Decimals: 1, Population: lang.Text{Sv: "20–64 år", En: "aged 20–64"}, Source: "scb",
	}
	lowIncome = indicators.Indicator{
		ID: "low_standard", Name: lang.Text{Sv: "Låg ekonomisk standard", En: "Low economic standard"},
		Unit:      indicators.Unit{Kind: indicators.Share, Per: 100, Name: lang.Text{Sv: "procent", En: "per cent"}},
		Direction: indicators.LowerIsBetter, Decimals: 1, Population: lang.Text{Sv: "alla åldrar", En: "all ages"}, Source: "scb",
	}
	income = indicators.Indicator{
		ID: "median_income", Name: lang.Text{Sv: "Medianinkomst", En: "Median income"},
		Unit:     indicators.Unit{Kind: indicators.Median, Name: lang.Text{Sv: "tkr", En: "SEK thousand"}},
		Decimals: 0, Population: lang.Text{Sv: "20 år och äldre", En: "aged 20 and over"}, Source: "scb",
	}
)

func testOptions(t testing.TB, l lang.Lang) Options {
	return Options{Lang: l, City: "Borås", Catalogue: testCatalogue(t), Highlight: []string{"D01", "D02", "D03"}}
}

func value(v, half, n float64) analysis.Value {
	return analysis.Value{
		Estimate: index.Estimate{Value: v, Lower: v - half, Upper: v + half, Level: 0.95}, OK: true, Interval: half > 0,
		Status: indicators.Derived, Basis: analysis.Pooled, Denominator: indicators.Num(n), Coverage: 1,
	}
}

// testComparison is a comparison of the named districts; values fall and rise around 78 in a fixed pattern.
func testComparison(ind indicators.Indicator, names ...string) analysis.Comparison {
	c := analysis.Comparison{Indicator: ind, Period: indicators.Year(2024), City: value(78.4, 0.3, 68000)}
	scale := 1.0
	switch ind.ID {
	case "low_standard":
		c.City, scale = value(15.2, 0.2, 113000), 0.55
	case "median_income":
		c.City, scale = value(312, 0, 0), 5
	}
	for i, name := range names {
		off := (9*math.Sin(float64(i)*2.4+4) - 2*float64(i%3)) * scale
		v := value(c.City.Value+off, (0.8+0.35*float64(i%5))*scale, 900+float64(i*311%4000))
		a := analysis.AreaComparison{Area: district(i, name), Value: v, Rest: c.City}
		half := v.Upper - v.Value
		if ind.ID == "median_income" {
			v.Interval = false
			a.Value = v
		} else {
			a.Difference = analysis.Difference{Estimate: index.Estimate{Value: off, Lower: off - half, Upper: off + half, Level: 0.95}, OK: true, Interval: true}
			a.Verdict = verdict(a.Difference, ind.Direction)
			a.Overview = verdict(analysis.Difference{Estimate: index.Estimate{Value: off, Lower: off - 1.6*half, Upper: off + 1.6*half, Level: 0.998},
				OK: true, Interval: true}, ind.Direction)
		}
		c.Areas = append(c.Areas, a)
	}
	return c
}

func verdict(d analysis.Difference, dir indicators.Direction) analysis.Verdict {
	up := d.Lower > 0
	switch {
	case !d.Sure(0):
		return analysis.NoClearDifference
	case dir == indicators.NotJudged && up:
		return analysis.Higher
	case dir == indicators.NotJudged:
		return analysis.Lower
	case up == (dir == indicators.HigherIsBetter):
		return analysis.Better
	}
	return analysis.Worse
}

// withhold makes an area's value one that must not be shown.
func withhold(a *analysis.AreaComparison, r analysis.Reason, s indicators.Status) {
	a.Value = analysis.Value{Reason: r, Status: s}
	a.Difference, a.Verdict, a.Overview = analysis.Difference{}, analysis.NotCompared, analysis.NotCompared
}

// withStates is a comparison with every state that a row can be in.
func withStates(ind indicators.Indicator) analysis.Comparison {
	c := testComparison(ind, districtNames...)
	withhold(&c.Areas[4], analysis.Withheld, indicators.Suppressed)
	withhold(&c.Areas[7], analysis.SourceWithheld, indicators.Suppressed)
	withhold(&c.Areas[9], analysis.NoObservation, indicators.Missing)
	withhold(&c.Areas[11], analysis.NoReason, indicators.NotApplicable)
	c.Areas[5].Value.SmallBase = true
	c.Areas[8].Value.SmallBase = true
	for i := range c.Areas {
		c.Areas[i].Assumed = true
	}
	return c
}

var longNames = []string{
	"Kristineberg-Östermalm med omnejd och landsbygdsområden", "Hässleholmen-Hulta-Bergsäter", "Västra Sjömarken och Sandared ytterområde",
	"Å", "Göta-Kristineberg-Regementet-Sörmarken-Lugnet",
}
