package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
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
		[]indicators.Indicator{employed, lowIncome, income, dwellings},
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

// testTrend is ten years of the named districts, with a gap, a break and a provisional end.
func testTrend(names ...string) analysis.Trend {
	t := analysis.Trend{Indicator: employed}
	for y := 2015; y <= 2024; y++ {
		t.Periods = append(t.Periods, indicators.Year(y))
		t.City = append(t.City, value(71+0.75*float64(y-2015)+math.Sin(float64(y)), 0.3, 68000))
	}
	for i, name := range names {
		s := analysis.AreaSeries{Area: district(i, name)}
		for y := range t.Periods {
			v := t.City[y].Value + 9*math.Sin(float64(i)*2.4+4) + 1.1*math.Sin(float64(y*(i+2))) - 0.25*float64(i%3*y)
			s.Values = append(s.Values, value(v, 1.4, 2000))
		}
		t.Areas = append(t.Areas, s)
	}
	return t
}

func withGaps(t analysis.Trend) analysis.Trend {
	t.Areas[0].Values[4] = analysis.Value{Reason: analysis.NoObservation}
	t.Areas[1].Values[0] = analysis.Value{Reason: analysis.Withheld, Status: indicators.Suppressed}
	t.Areas[1].Values[1] = t.Areas[1].Values[0]
	last := len(t.Periods) - 1
	t.City[last].Provisional = true
	for i := range t.Areas {
		t.Areas[i].Values[last].Provisional = true
	}
	t.Breaks = []indicators.Break{{Start: indicators.Year(2019).Start, Note: lang.Text{Sv: "ny definition av sysselsatt", En: "new definition of employed"}}}
	t.Indicator.Breaks = t.Breaks
	return t
}

// testSpread is a median over the small areas of a city.
func testSpread(n int) analysis.Comparison {
	c := analysis.Comparison{Indicator: income, Period: indicators.Year(2024), NoFigures: analysis.CannotPool}
	for i := range n {
		v := value(312+70*math.Sin(float64(i)*1.7)+45*math.Sin(float64(i)*0.31), 0, 1200)
		c.Spread = append(c.Spread, analysis.AreaValue{
			Area:  indicators.Area{Code: fmt.Sprintf("1490C%04d", 1010+10*i), Version: "2025", Name: fmt.Sprintf("1490C%04d", 1010+10*i), Level: indicators.DeSO},
			Value: v,
		})
	}
	slices.SortFunc(c.Spread, func(a, b analysis.AreaValue) int { return cmp.Compare(a.Value.Value, b.Value.Value) })
	return c
}

// testOverview is fourteen indicators of all districts.
func testOverview() ([]analysis.Comparison, []indicators.Area) {
	names := []lang.Text{
		{Sv: "Sysselsatta", En: "Employed"}, {Sv: "Arbetslösa", En: "Unemployed"}, {Sv: "Låg ekonomisk standard", En: "Low economic standard"},
		{Sv: "Gymnasiebehörighet", En: "Eligible for upper secondary"}, {Sv: "Eftergymnasial utbildning", En: "Post-secondary education"},
		{Sv: "Medianinkomst", En: "Median income"}, {Sv: "Utländsk bakgrund", En: "Foreign background"}, {Sv: "Valdeltagande", En: "Voter turnout"},
		{Sv: "Hyresrätt", En: "Rented dwellings"}, {Sv: "Trångboddhet", En: "Overcrowding"}, {Sv: "God självskattad hälsa", En: "Good self-rated health"},
		{Sv: "Trygghet utomhus kvällstid", En: "Safe outdoors at night"}, {Sv: "Barn i ekonomiskt utsatta hushåll", En: "Children in poor households"},
		{Sv: "Medellivslängd", En: "Life expectancy"},
	}
	var cs []analysis.Comparison
	var areas []indicators.Area
	for i, name := range districtNames {
		areas = append(areas, district(i, name))
	}
	for i, name := range names {
		ind := employed
		switch i % 4 {
		case 1, 2:
			ind = lowIncome
		case 3:
			ind.Direction = indicators.NotJudged
		}
		rotated := append(append([]string(nil), districtNames[i:]...), districtNames[:i]...)
		c := testComparison(ind, rotated...)
		for j := range c.Areas {
			c.Areas[j].Area = areas[slices.Index(districtNames, c.Areas[j].Area.Name)]
		}
		c.Indicator.ID, c.Indicator.Name, c.Indicator.Short = fmt.Sprintf("measure_%02d", i+1), name, lang.Text{}
		cs = append(cs, c)
	}
	withhold(&cs[2].Areas[3], analysis.Withheld, indicators.Suppressed)
	withhold(&cs[5].Areas[8], analysis.NoObservation, indicators.Missing)
	cs[1].Areas[4].Value.SmallBase = true
	return cs, areas
}
